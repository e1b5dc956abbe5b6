"""What flights, foreign parties and the airspace demand, judged by brute force."""

from itertools import combinations
from math import hypot
from typing import Any

from benchmarks.oracle.moves import key_of, passes
from benchmarks.oracle.world import MAYBE, Demand, Judgement, World, cut, interval, minutes
from summitry.kit.time import seconds_of

WAYS = ("legs", "movements", "routes", "route_segments")


def _given(world: World, clearance: Any) -> bool:
    return world.said_by(clearance, "cleared", lambda person: "clear-party" in person.powers)


def cleared(world: World, _: Any) -> Judgement:
    """C-164: a special flight has a clearance that was given."""
    found: Judgement = {}
    for flight in world.rows("flights"):
        own = [
            row
            for row in world.rows("clearances")
            if row.kind in {"landing", "overflight"}
            and row.delegation_id == flight.delegation_id
            and row.flight_id in {None, flight.flight_id}
        ]
        atoms: set[tuple[Any, ...]] = set()
        if flight.special and not own:
            atoms = {("none",), ("open",)}
        elif flight.special and not any(_given(world, row) for row in own):
            first = min(own, key=lambda row: (row.due or flight.scheduled, row.clearance_id))
            if first.due is None or world.at >= first.due:
                atoms = {("open",)}
        found["flights", flight.flight_id] = frozenset(atoms)
    return found


def stands(world: World, _: Any) -> Judgement:
    """C-165: every flight has a stand that fits, alone."""
    rows = list(world.rows("flights"))
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {
        ("flights", row.flight_id): set() for row in rows
    }
    for row in rows:
        atoms = found["flights", row.flight_id]
        stand = world.get("stands", row.stand_id)
        if row.stand_id is None:
            atoms |= {("none",)} if row.special else set()
            continue
        if row.stand_from is None or row.stand_to is None:
            atoms.add(("hours",))
        if stand is not None and stand.site_id != row.site_id:
            atoms.add(("elsewhere",))
        if stand is not None and None not in (row.wing_span_m, stand.wing_span_m_max):
            atoms |= {("narrow",)} if row.wing_span_m > stand.wing_span_m_max else set()
    timed = [row for row in rows if None not in (row.stand_id, row.stand_from, row.stand_to)]
    for one, two in combinations(timed, 2):
        apart = one.stand_to <= two.stand_from or two.stand_to <= one.stand_from
        if one.stand_id == two.stand_id and not apart:
            later = max(one, two, key=lambda row: (row.stand_from, row.flight_id))
            earlier = one if later is two else two
            found["flights", later.flight_id].add(("taken", earlier.flight_id))
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def met(world: World, _: Any) -> Judgement:
    """C-166: protected persons are met, and brought, in time."""
    guests = {row.delegation_id for row in world.rows("principals") if row.protected}
    found: Judgement = {}
    for flight in world.rows("flights"):
        atoms: set[tuple[Any, ...]] = set()
        legs = [leg for leg in world.rows("legs") if leg.movement_id == flight.movement_id]
        if flight.movement_id is None:
            atoms |= {("unmet",)} if flight.delegation_id in guests else set()
        elif not legs:
            atoms.add(("legless",))
        else:
            atoms |= _timed(world, flight, legs)
        found["flights", flight.flight_id] = frozenset(atoms)
    return found


def _timed(world: World, flight: Any, legs: list[Any]) -> set[tuple[Any, ...]]:
    legs = sorted(legs, key=lambda leg: (leg.depart, leg.leg))
    reach = [(passes(world, leg) or [(0, seconds_of(leg.depart), "")])[-1][1] for leg in legs]
    last = legs[reach.index(max(reach))]
    arriving = flight.kind == "arrival"
    route = world.get("routes", (legs[0] if arriving else last).route_id)
    atoms: set[tuple[Any, ...]] = set()
    if route is not None:
        site = route.from_site_id if arriving else route.to_site_id
        atoms |= {("elsewhere", site)} if site != flight.site_id else set()
    due = seconds_of(flight.scheduled)
    if arriving:
        after = seconds_of(legs[0].depart) - due
        if after < 60 * world.limit("landing_minutes_min"):
            atoms.add(("early",))
        elif after > 60 * world.limit("meeting_minutes_max"):
            atoms.add(("late",))
    elif due - max(reach) < 60 * world.limit("boarding_minutes_min"):
        atoms.add(("boarding",))
    return atoms


def leave(world: World, _: Any) -> Judgement:
    """C-167: foreign weapons and frequencies have been allowed."""
    found: Judgement = {}
    for table in ("weapons", "frequencies"):
        for row in world.rows(table):
            clearance = world.get("clearances", row.clearance_id)
            lost = row.clearance_id is None
            if clearance is not None:
                fits = str(clearance.kind) == table
                same = clearance.delegation_id == row.delegation_id
                lost = not (fits and same and _given(world, clearance))
            if table == "weapons" and row.count == 0:
                lost = False
            found[table, key_of(row)] = frozenset({("no leave",)} if lost else ())
    return found


def channels(world: World, _: Any) -> Judgement:
    """C-168: no two delegations overlap in the air."""
    rows = list(world.rows("frequencies"))
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {
        ("frequencies", row.frequency_id): set() for row in rows
    }

    def edges(row: Any) -> tuple[int, int]:
        half = round(row.width_khz * 500)
        return round(row.mhz * 1e6) - half, round(row.mhz * 1e6) + half

    for one, two in combinations(rows, 2):
        low, high = sorted((one, two), key=lambda row: (*edges(row), row.frequency_id))
        if one.delegation_id != two.delegation_id and edges(low)[1] > edges(high)[0]:
            found["frequencies", high.frequency_id].add((low.frequency_id,))
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def sky(world: World, _: Any) -> Judgement:
    """C-169: nothing flies over an exposed place, and everybody was told so."""
    rows = list(world.rows("airspace"))
    found: Judgement = {}
    for row in rows:
        known = world.said_by(row, "issued", lambda _: True)
        found["airspace", row.airspace_id] = frozenset() if known else frozenset({("unissued",)})
    for place in world.rows("exposures") if rows else ():
        covers = [_over(world, place, row) for row in rows]
        known = [cover for cover in covers if cover is not None]
        start, end = interval(place)
        atoms: set[tuple[Any, ...]] = set()
        for low, high in cut([edge for each in known for edge in each], start, end):
            if not any(a <= low < b for a, b in known):
                atoms |= {("open", minute) for minute in minutes(low, high)}
        if atoms and None in covers:
            atoms |= {(MAYBE, "place")}
        found["exposures", place.exposure_id] = frozenset(atoms)
    return found


def _over(world: World, place: Any, row: Any) -> tuple[int, int] | None:
    """Return when the restriction lies over the place, never as nothing; None where unknown."""
    zone, site = world.get("zones", place.zone_id), world.get("sites", row.site_id)
    if zone is not None and zone.site_id == row.site_id:
        return interval(row)
    if site is None or None in (site.x_m, site.y_m):
        return None
    near = hypot(site.x_m - place.x_m, site.y_m - place.y_m) <= row.radius_m
    return interval(row) if near else (0, 0)


AIR = (
    Demand("C-164", cleared, ("clearances", "flights", "persons", "attestations")),
    Demand("C-165", stands, ("flights", "stands")),
    Demand("C-166", met, (*WAYS, "flights", "principals")),
    Demand("C-167", leave, ("clearances", "frequencies", "persons", "weapons", "attestations")),
    Demand("C-168", channels, ("frequencies",)),
    Demand("C-169", sky, ("airspace", "exposures", "persons", "sites", "zones", "attestations")),
)
