"""C-164, C-165, C-166: flights without clearance, without a stand, or that nobody meets."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from summitry.check.passages import Span, spans
from summitry.check.registry import Scope, rule
from summitry.check.standing import is_cleared
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Clearance, ClearanceKind, Flight, FlightKind, Stand
from summitry.plan.programme import Principal
from summitry.plan.terms import Field, Severity
from summitry.policy.timing import Use, clashes

_PRACTICE = Text(
    "Practice of State visits: a special flight needs overflight or landing clearance, a stand, "
    "and a party at the aircraft's door; not verified."
)
FLIGHT_KINDS = frozenset({ClearanceKind.LANDING, ClearanceKind.OVERFLIGHT})
WAY = ("legs", "movements", "routes", "route_segments")


def _protected(view: View) -> frozenset[str]:
    """Return the delegations that bring a protected principal."""
    return frozenset(
        principal.delegation_id
        for principal in view.rows(Principal).values()
        if principal.protected
    )


def _about(view: View) -> Mapping[str, tuple[Clearance, ...]]:
    """Return the clearances of each flight: its own, and its delegation's for any flight."""
    by_delegation = grouped(
        (each for each in view.rows(Clearance).values() if each.kind in FLIGHT_KINDS),
        "delegation_id",
    )
    return {
        flight_id: tuple(
            each
            for each in by_delegation.get(flight.delegation_id, ())
            if each.flight_id in {None, flight_id}
        )
        for flight_id, flight in view.rows(Flight).items()
    }


@rule(
    "C-164",
    title=Text("Special flight without clearance"),
    why=Text("A head of State's aircraft that may not enter the airspace circles, or turns back."),
    cases={
        "none": Text("Special flight {flight} of {delegation} has asked for no clearance."),
        "open": Text(
            "Clearance {clearance} for special flight {flight} of {delegation} was not given by "
            "somebody who may; it is needed by {due}."
        ),
    },
    remedy=Text("Have the clearance asked for, and given by the office that decides on it."),
    source=_PRACTICE,
    field=Field.AIRPORTS_AND_ROADS,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("clearances", "flights", "persons"),
    attests=(AttestationKind.CLEARED,),
)
def uncleared_flights(view: View) -> Iterator[Gap]:
    """Yield each special flight without a clearance that was given, once it is needed."""
    about = view.derive(_about)
    for flight_id, flight in view.rows(Flight).items():
        if not flight.special:
            continue
        own = about[flight_id]
        facts: dict[str, str | datetime | None] = {
            "flight": flight_id,
            "delegation": flight.delegation_id,
        }
        joins = (("delegations", flight.delegation_id),)
        if not own:
            yield Gap(table="flights", key=flight_id, case="none", facts=facts, joins=joins)
        elif not any(is_cleared(view, each) for each in own):
            waiting = min(own, key=lambda each: (each.due or flight.scheduled, each.clearance_id))
            due = waiting.due or flight.scheduled
            if view.at >= due or waiting.due is None:
                facts = {**facts, "clearance": waiting.clearance_id, "due": due}
                yield Gap(
                    table="flights",
                    key=flight_id,
                    case="open",
                    end=due,
                    facts=facts,
                    joins=(*joins, ("clearances", waiting.clearance_id)),
                )


@rule(
    "C-165",
    title=Text("Aircraft without a stand of its own"),
    why=Text("Two aircraft on one stand means one principal in a bus on the apron."),
    cases={
        "none": Text("Special flight {flight} has no stand."),
        "hours": Text("Flight {flight} is on stand {stand}, and from when to when is not known."),
        "taken": Text("Flights {flight} and {other} are on stand {stand} at the same time."),
        "narrow": Text(
            "Flight {flight} has a wing span of {have} m; stand {stand} takes {limit} m."
        ),
        "elsewhere": Text(
            "Flight {flight} is at {site}, and its stand {stand} is at {stand_site}."
        ),
    },
    remedy=Text("Give the aircraft another stand, or tow one of the two away in time."),
    source=_PRACTICE,
    field=Field.AIRPORTS_AND_ROADS,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("flights", "stands"),
)
def stands_taken(view: View) -> Iterator[Gap]:
    """Yield each flight whose stand is missing, taken, too narrow or at another airport."""
    stands = view.rows(Stand)
    on_stand: dict[str, list[Use]] = {}
    for flight_id, flight in view.rows(Flight).items():
        if flight.stand_id is None:
            if flight.special:
                facts = {"flight": flight_id}
                yield Gap(
                    table="flights", key=flight_id, column="stand_id", case="none", facts=facts
                )
            continue
        if flight.stand_id in stands:
            yield from _unfit(flight, stands[flight.stand_id])
        if flight.stand_from is None or flight.stand_to is None:
            yield _on(flight, "hours", {}, unknown=True)
        else:
            start, end = seconds_of(flight.stand_from), seconds_of(flight.stand_to)
            use = Use(start, end, flight_id, flight_id)
            on_stand.setdefault(flight.stand_id, []).append(use)
    for stand_id, uses in on_stand.items():
        yield from _together(uses, stand_id)


def _unfit(flight: Flight, stand: Stand) -> Iterator[Gap]:
    limit = stand.wing_span_m_max
    if flight.wing_span_m is not None and limit is not None and flight.wing_span_m > limit:
        yield _on(flight, "narrow", {"have": flight.wing_span_m, "limit": limit})
    if stand.site_id != flight.site_id:
        yield _on(flight, "elsewhere", {"site": flight.site_id, "stand_site": stand.site_id})


def _on(
    flight: Flight, case: str, facts: Mapping[str, str | float], *, unknown: bool = False
) -> Gap:
    return Gap(
        table="flights",
        key=flight.flight_id,
        column="stand_id",
        case=case,
        discriminator=case,
        facts={"flight": flight.flight_id, "stand": flight.stand_id, **facts},
        joins=(("stands", str(flight.stand_id)),),
        unknown=unknown,
    )


def _together(uses: Iterable[Use], stand_id: str) -> Iterator[Gap]:
    """Yield each two flights of one stand that are there at one moment, told at the later."""
    for earlier, later in clashes(uses, 0):
        yield Gap(
            table="flights",
            key=later.key,
            column="stand_id",
            case="taken",
            discriminator=earlier.key,
            start=moment_of(later.start),
            end=moment_of(min(earlier.end, later.end)),
            facts={"flight": later.key, "other": earlier.key, "stand": stand_id},
            joins=(("flights", earlier.key), ("stands", stand_id)),
        )


@rule(
    "C-166",
    title=Text("Flight and motorcade do not meet"),
    why=Text(
        "A flight slips by an hour and the car list does not; a head of State then waits in an "
        "aircraft, or a motorcade waits in the open."
    ),
    cases={
        "unmet": Text(
            "Flight {flight} brings or takes protected persons of {delegation}, and no movement "
            "is set for it."
        ),
        "early": Text(
            "{movement} leaves {minutes} min after flight {flight} lands; at least {limit} "
            "are needed."
        ),
        "late": Text(
            "{movement} leaves {minutes} min after flight {flight} lands; at most {limit} are "
            "wanted."
        ),
        "boarding": Text(
            "{movement} comes {minutes} min before flight {flight} leaves; at least {limit} "
            "are needed."
        ),
        "elsewhere": Text(
            "Flight {flight} is at {site}, but {movement} begins or ends at {other_site}."
        ),
        "legless": Text("{movement} is set for flight {flight} and has no legs."),
    },
    remedy=Text("Set the movement that meets the flight, and move its departure with the flight."),
    source=_PRACTICE,
    field=Field.AIRPORTS_AND_ROADS,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=(*WAY, "flights", "principals"),
    limits=("landing_minutes_min", "meeting_minutes_max", "boarding_minutes_min"),
)
def flights_not_met(view: View) -> Iterator[Gap]:
    """Yield each flight of protected persons whose movement is missing or at the wrong time."""
    protected, when = view.derive(_protected), view.derive(spans)
    for flight_id, flight in view.rows(Flight).items():
        if flight.movement_id is None:
            if flight.delegation_id in protected:
                facts = {"flight": flight_id, "delegation": flight.delegation_id}
                yield Gap(
                    table="flights",
                    key=flight_id,
                    column="movement_id",
                    case="unmet",
                    facts=facts,
                    joins=(("delegations", flight.delegation_id),),
                )
        elif flight.movement_id not in when:
            yield _met(flight, "legless", {}, unknown=True)
        else:
            yield from _badly_met(view, flight, when[flight.movement_id])


def _badly_met(view: View, flight: Flight, span: Span) -> Iterator[Gap]:
    limits = view.limits
    arriving = flight.kind is FlightKind.ARRIVAL
    site = span.from_site if arriving else span.to_site
    if site is not None and site != flight.site_id:
        yield _met(flight, "elsewhere", {"site": flight.site_id, "other_site": site})
    after = (moment_of(span.start) - flight.scheduled) / timedelta(minutes=1)
    before = (flight.scheduled - moment_of(span.end)) / timedelta(minutes=1)
    case, minutes, limit = "", after, 0.0
    if arriving and after < limits.landing_minutes_min:
        case, limit = "early", limits.landing_minutes_min
    elif arriving and after > limits.meeting_minutes_max:
        case, limit = "late", limits.meeting_minutes_max
    elif not arriving and before < limits.boarding_minutes_min:
        case, minutes, limit = "boarding", before, limits.boarding_minutes_min
    if case:
        yield _met(flight, case, {"minutes": round(minutes, 1), "limit": limit})


def _met(
    flight: Flight, case: str, facts: Mapping[str, str | float], *, unknown: bool = False
) -> Gap:
    return Gap(
        table="flights",
        key=flight.flight_id,
        column="movement_id",
        case=case,
        discriminator="elsewhere" if case == "elsewhere" else "time",
        start=flight.scheduled,
        facts={"flight": flight.flight_id, "movement": flight.movement_id, **facts},
        joins=(("movements", str(flight.movement_id)), ("delegations", flight.delegation_id)),
        unknown=unknown,
    )
