"""C-167, C-168, C-169: foreign weapons and frequencies, and airspace over exposed places."""

from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, is_cleared
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import Interval, minutes_in, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Airspace, Clearance, ClearanceKind, Frequency, Weapons
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.terms import Field, Severity

_KINDS: tuple[tuple[str, type[Weapons] | type[Frequency], ClearanceKind], ...] = (
    ("weapons", Weapons, ClearanceKind.WEAPONS),
    ("frequencies", Frequency, ClearanceKind.FREQUENCIES),
)
HERTZ_IN_KHZ = 1_000
HERTZ_IN_MHZ = 1_000_000


@rule(
    "C-167",
    title=Text("Foreign weapons or frequencies without leave"),
    why=Text(
        "A foreign officer stopped with a weapon at the airport is an incident between two "
        "States; a radio that was not registered falls silent in the worst minute."
    ),
    cases={
        "none": Text("{what} of {delegation} has no clearance."),
        "wrong": Text(
            "{what} of {delegation} rests on clearance {clearance}, which is of another kind or "
            "for somebody else."
        ),
        "open": Text(
            "{what} of {delegation} rests on clearance {clearance}, which nobody who may has given."
        ),
    },
    remedy=Text(
        "Have the delegation's embassy ask, and the office that decides give or refuse it."
    ),
    source=Text(
        "Practice of foreign details (requests to import weapons and to use frequencies); not "
        "verified."
    ),
    field=Field.PROTECTEES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("clearances", "frequencies", "persons", "weapons"),
    attests=(AttestationKind.CLEARED,),
)
def without_leave(view: View) -> Iterator[Gap]:
    """Yield foreign weapons and frequencies without a clearance that was given for them."""
    clearances = view.rows(Clearance)
    for table, row_type, kind in _KINDS:
        for key, row in view.rows(row_type).items():
            if row.clearance_id is not None and row.clearance_id not in clearances:
                continue
            clearance = None if row.clearance_id is None else clearances[row.clearance_id]
            case = _leave(view, row, clearance, kind)
            if case:
                yield Gap(
                    table=table,
                    key=key,
                    column="clearance_id",
                    case=case,
                    facts={
                        "what": key,
                        "delegation": row.delegation_id,
                        "clearance": row.clearance_id,
                    },
                    joins=(
                        ("delegations", row.delegation_id),
                        *(() if clearance is None else (("clearances", clearance.clearance_id),)),
                    ),
                    field=Field.COMMAND if table == "frequencies" else None,
                )


def _leave(
    view: View, row: Weapons | Frequency, clearance: Clearance | None, kind: ClearanceKind
) -> str:
    if isinstance(row, Weapons) and row.count == 0:
        return ""
    if clearance is None:
        return "none"
    if clearance.kind is not kind or clearance.delegation_id != row.delegation_id:
        return "wrong"
    return "" if is_cleared(view, clearance) else "open"


@rule(
    "C-168",
    title=Text("Two delegations on overlapping frequencies"),
    why=Text("Two details that hear each other's traffic hear their own no longer."),
    cases={
        "": Text(
            "{frequency} of {delegation} and {other} of {other_delegation} overlap by {khz} kHz."
        ),
    },
    remedy=Text("Offer one of the two delegations another frequency."),
    source=Text("Practice of frequency coordination at large events; not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("frequencies",),
)
def overlapping_frequencies(view: View) -> Iterator[Gap]:
    """Yield each two frequencies of two delegations that overlap, told at the higher of the two."""
    rows = view.rows(Frequency).values()
    active: list[Frequency] = []
    for row in sorted(rows, key=lambda row: (*_edges(row), row.frequency_id)):
        active = [each for each in active if _edges(each)[1] > _edges(row)[0]]
        for other in active:
            if other.delegation_id != row.delegation_id:
                yield _overlap(row, other)
        active.append(row)


def _edges(row: Frequency) -> tuple[int, int]:
    """Return where the channel begins and ends in whole hertz, so that touching ones touch."""
    middle, half = round(row.mhz * HERTZ_IN_MHZ), round(row.width_khz * HERTZ_IN_KHZ / 2)
    return middle - half, middle + half


def _overlap(row: Frequency, other: Frequency) -> Gap:
    low = max(_edges(row)[0], _edges(other)[0])
    high = min(_edges(row)[1], _edges(other)[1])
    return Gap(
        table="frequencies",
        key=row.frequency_id,
        column="mhz",
        discriminator=other.frequency_id,
        facts={
            "frequency": row.frequency_id,
            "delegation": row.delegation_id,
            "other": other.frequency_id,
            "other_delegation": other.delegation_id,
            "khz": (high - low) / HERTZ_IN_KHZ,
        },
        joins=(
            ("frequencies", other.frequency_id),
            ("delegations", row.delegation_id),
            ("delegations", other.delegation_id),
        ),
    )


@rule(
    "C-169",
    title=Text("Open airspace over an exposed place"),
    why=Text(
        "Butler 2024: a drone flew over the site for some eleven minutes, hours before the "
        "speech, while the counter-drone equipment did not work."
    ),
    cases={
        "none": Text("No airspace restriction reaches {exposure}."),
        "time": Text(
            "The airspace over {exposure} is open for {minutes} min while somebody protected "
            "stands there."
        ),
        "place": Text(
            "Whether a restriction reaches {exposure} is not known: its site has no place."
        ),
        "unissued": Text("Airspace restriction {airspace} has not been issued."),
    },
    remedy=Text("Restrict the airspace over the place for the whole exposure, and have it issued."),
    source=Text(
        "Butler, 13 July 2024 (Senate interim report); NATO summit in The Hague 2025, restricted "
        "airspace as published."
    ),
    field=Field.AIRPORTS_AND_ROADS,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("airspace", "exposures", "persons", "sites", "zones"),
    attests=(AttestationKind.ISSUED,),
)
def open_airspace(view: View) -> Iterator[Gap]:
    """Yield each exposed place that restrictions leave open, and each that is not issued.

    A plan without any restriction is told by the measures that follow from its level.
    """
    restrictions = tuple(view.rows(Airspace).values())
    if not restrictions:
        return
    for row in restrictions:
        if not by_anyone_known(view, row, AttestationKind.ISSUED):
            facts = {"airspace": row.airspace_id}
            yield Gap(table="airspace", key=row.airspace_id, case="unissued", facts=facts)
    zones, sites = view.rows(Zone), view.rows(Site)
    for exposure in view.rows(Exposure).values():
        zone = zones.get(exposure.zone_id)
        own_site = None if zone is None else zone.site_id
        yield from _above(exposure, own_site, restrictions, sites)


def _above(
    exposure: Exposure,
    own_site: str | None,
    restrictions: Sequence[Airspace],
    sites: Mapping[str, Site],
) -> Iterator[Gap]:
    reach = [(row, _reaches(exposure, own_site, row, sites)) for row in restrictions]
    there = [row for row, reaches in reach if reaches]
    spans = [Interval(row.start, row.end) for row in there]
    left = tuple(uncovered(Interval(exposure.start, exposure.end), spans))
    if not left:
        return
    doubt = any(reaches is None for _, reaches in reach)
    case = "place" if doubt else ("time" if there else "none")
    yield Gap(
        table="exposures",
        key=exposure.exposure_id,
        case=case,
        start=left[0].start,
        end=left[-1].end,
        facts={
            "exposure": exposure.exposure_id,
            "minutes": minutes_in(left),
        },
        joins=tuple(("airspace", row.airspace_id) for row in there),
        unknown=doubt,
    )


def _reaches(
    exposure: Exposure, own_site: str | None, row: Airspace, sites: Mapping[str, Site]
) -> bool | None:
    """Say whether the restriction lies over the place; None where its site has no place."""
    if row.site_id == own_site:
        return True
    site = sites.get(row.site_id)
    if site is None or site.x_m is None or site.y_m is None:
        return None
    return hypot(site.x_m - exposure.x_m, site.y_m - exposure.y_m) <= row.radius_m
