"""Seams: where two jurisdictions meet, one procedure that both sides have acknowledged."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_unit
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import Seam
from summitry.plan.places import Zone
from summitry.plan.table import Points
from summitry.plan.terms import Field, Ring, Severity
from summitry.policy.outlines import area_m2, edges_apart_m, lies_in

Pair = tuple[str, str]
"""Two zones, the inner one first."""

_DEPTHS = {ring: depth for depth, ring in enumerate((Ring.INNER, Ring.MIDDLE, Ring.OUTER))}


@rule(
    "C-37",
    title=Text("Seam of jurisdiction without a joint procedure"),
    why=Text(
        "Copenhagen, December 2009: the police answered outside and the United Nations inside, and "
        "the hours of queueing grew at the line between them, which nobody answered for."
    ),
    cases={
        "none": Text(
            "Zones {zone} and {other} meet and are under different jurisdictions, and no joint "
            "procedure is written down for the seam between them."
        ),
        "somewhere": Text(
            "Zones {zone} and {other} of site {site} are under different jurisdictions; the plan "
            "neither says where they meet nor holds a joint procedure."
        ),
        "no-procedure": Text(
            "The seam between zones {zone} and {other} has no joint procedure written down."
        ),
        "no-unit": Text(
            "The seam between zones {zone} and {other} does not name a unit on each side."
        ),
        "not-acknowledged": Text(
            "Nobody of unit {unit} has acknowledged the joint procedure for the seam between zones "
            "{zone} and {other} as it now stands."
        ),
    },
    remedy=Text(
        "Write down who does what at the line, name a unit on each side, and have somebody of each "
        "acknowledge it."
    ),
    source=Text(
        "Copenhagen climate conference 2009, published accounts; standard host country agreements: "
        "United Nations security inside, host police outside."
    ),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("gates", "persons", "seams", "zones"),
    attests=(AttestationKind.ACKNOWLEDGED,),
    limits=("outlines_apart_m_max",),
)
def seams_procedure(view: View) -> Iterator[Gap]:
    """Yield the seams without a procedure, and the procedures that a side has not acknowledged."""
    zones = view.rows(Zone)
    told = {
        frozenset({str(seam.inner_zone_id), str(seam.outer_zone_id)})
        for seam in view.rows(Seam).values()
    }
    for inner, outer in view.derive(_meeting):
        if frozenset({inner, outer}) not in told:
            facts = {"zone": inner, "other": outer}
            yield Gap(
                table="zones",
                key=inner,
                case="none",
                discriminator=outer,
                facts=facts,
                joins=(("zones", outer),),
            )
    yield from _somewhere(view, told)
    for seam in view.rows(Seam).values():
        if seam.inner_zone_id in zones and seam.outer_zone_id in zones:
            yield from _flaws(view, seam)


def _somewhere(view: View, told: set[frozenset[str]]) -> Iterator[Gap]:
    """Yield the sites of which not even the outlines say where two jurisdictions meet."""
    meeting = {frozenset(pair) for pair in view.derive(_meeting)}
    for site_id, zones in grouped(view.rows(Zone).values(), "site_id").items():
        pairs = [
            _ordered(one, other)
            for one, other in combinations(zones, 2)
            if one.jurisdiction is not other.jurisdiction
        ]
        known = {frozenset({str(one.zone_id), str(other.zone_id)}) for one, other in pairs}
        vague = [pair for pair in pairs if not all(zone.outline for zone in pair)]
        if vague and not known & (meeting | told):
            inner, outer = min(vague, key=lambda pair: (_depth(pair[0]), _depth(pair[1])))
            yield Gap(
                table="zones",
                key=inner.zone_id,
                case="somewhere",
                discriminator="somewhere",
                facts={"zone": inner.zone_id, "other": outer.zone_id, "site": site_id},
                joins=(("zones", outer.zone_id),),
            )


def _flaws(view: View, seam: Seam) -> Iterator[Gap]:
    if not seam.procedure.strip():
        yield _flaw(seam, "no-procedure")
    elif seam.inner_unit_id is None or seam.outer_unit_id is None:
        yield _flaw(seam, "no-unit")
    else:
        for unit_id in sorted({seam.inner_unit_id, seam.outer_unit_id}):
            if not by_unit(view, seam, AttestationKind.ACKNOWLEDGED, unit_id):
                yield _flaw(seam, "not-acknowledged", unit_id)


def _flaw(seam: Seam, case: str, unit_id: str = "") -> Gap:
    return Gap(
        table="seams",
        key=seam.seam_id,
        case=case,
        discriminator=unit_id,
        facts={"zone": seam.inner_zone_id, "other": seam.outer_zone_id, "unit": unit_id or None},
        joins=(("zones", seam.inner_zone_id), ("zones", seam.outer_zone_id)),
    )


def _depth(zone: Zone) -> tuple[int, str]:
    return _DEPTHS[zone.ring], zone.zone_id


def _ordered(one: Zone, other: Zone) -> tuple[Zone, Zone]:
    return (one, other) if _depth(one) <= _depth(other) else (other, one)


def _meeting(view: View) -> tuple[Pair, ...]:
    """Return the pairs of zones of different jurisdictions that meet, by gate or by outline."""
    zones = view.rows(Zone)
    pairs = set(_by_outline(zones, view.limits.outlines_apart_m_max))
    for gate in view.rows(Gate).values():
        inner, outer = zones.get(gate.zone_id), zones.get(gate.from_zone_id or "")
        if inner is None or outer is None or inner.jurisdiction is outer.jurisdiction:
            continue
        first, second = _ordered(inner, outer)
        pairs.add((first.zone_id, second.zone_id))
    return tuple(sorted(pairs))


def _by_outline(zones: Mapping[str, Zone], apart_m_max: float) -> Iterator[Pair]:
    drawn = [zone for zone in zones.values() if zone.outline]
    for one, other in _near(drawn, apart_m_max):
        if one.jurisdiction is other.jurisdiction:
            continue
        inner, outer = sorted((one, other), key=lambda zone: area_m2(zone.outline))
        meets = edges_apart_m(inner.outline, outer.outline) <= apart_m_max
        if meets or (lies_in(inner.outline, outer.outline) and not _parted(inner, outer, drawn)):
            first, second = _ordered(one, other)
            yield first.zone_id, second.zone_id


def _parted(inner: Zone, outer: Zone, drawn: list[Zone]) -> bool:
    """Say whether a third zone lies around the inner one and inside the outer one."""
    low, high = area_m2(inner.outline), area_m2(outer.outline)
    return any(
        low < area_m2(between.outline) < high
        and lies_in(inner.outline, between.outline)
        and lies_in(between.outline, outer.outline)
        for between in drawn
    )


def _near(drawn: list[Zone], apart_m_max: float) -> Iterator[tuple[Zone, Zone]]:
    """Yield the pairs of zones whose surrounding boxes come close: a sweep from west to east."""
    boxes = sorted(
        ((_box(zone.outline), zone) for zone in drawn), key=lambda each: (each[0], each[1].zone_id)
    )
    open_now: list[tuple[tuple[float, ...], Zone]] = []
    for box, zone in boxes:
        open_now = [each for each in open_now if each[0][1] + apart_m_max >= box[0]]
        for other_box, other in open_now:
            if other_box[3] + apart_m_max >= box[2] and box[3] + apart_m_max >= other_box[2]:
                yield other, zone
        open_now.append((box, zone))


def _box(outline: Points) -> tuple[float, ...]:
    xs, ys = zip(*outline, strict=True)
    return min(xs), max(xs), min(ys), max(ys)
