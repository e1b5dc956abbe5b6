"""Motorcades, principals and signatures: clocks compared pair by pair."""

from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any

from benchmarks.oracle.world import Judgement, World, interval, levels, minutes
from summitry.kit.time import moment_of, seconds_of
from summitry.plan.table import table_of

NIGHT = 12 * 3600
"""After so long a pause nobody asks how long the way is."""


def key_of(row: Any) -> str:
    """Return the row's key."""
    return table_of(row).key_of(row)


def passes(world: World, leg: Any) -> list[tuple[int, int, str]]:
    """Return when the leg is on which segment, in order."""
    rows = world.of("route_segments", "route_id", leg.route_id)
    now, found = seconds_of(leg.depart), []
    for row in sorted(rows, key=lambda row: row.place):
        found.append((now, now + row.running_seconds, row.segment_id))
        now += row.running_seconds
    return found


def guarded(world: World, leg: Any) -> bool:
    """Say whether the leg needs closed roads; one of an unknown movement does."""
    movement = world.get("movements", leg.movement_id)
    return movement is None or movement.protected


def doors(world: World, _: Any) -> Judgement:
    """C-65: two arrivals at one door leave it time."""
    legs = list(world.rows("legs"))
    arrives = {key_of(leg): passes(world, leg)[-1:] for leg in legs}
    found: Judgement = {("legs", key_of(leg)): frozenset() for leg in legs}
    for leg in legs:
        if leg.door_id is not None and not arrives[key_of(leg)]:
            found["legs", key_of(leg)] = frozenset({("untimed",)})
    timed = [leg for leg in legs if leg.door_id is not None and arrives[key_of(leg)]]
    for leg in timed:
        here = (arrives[key_of(leg)][0][1], key_of(leg))
        door = world.get("doors", leg.door_id)
        own = None if door is None else door.headway_minutes_min
        need = 60 * (world.limit("door_headway_minutes_min") if own is None else own)
        others = [
            (arrives[key_of(other)][0][1], key_of(other))
            for other in timed
            if other.door_id == leg.door_id and other.movement_id != leg.movement_id
        ]
        earlier = [other for other in others if other < here]
        if earlier and here[0] - max(earlier)[0] < need:
            lack = levels((need - here[0] + max(earlier)[0]) / 60)
            found["legs", key_of(leg)] = frozenset((leg.door_id, n) for n in lack)
    return found


def meetings(world: World, _: Any) -> Judgement:
    """C-66: no two motorcades, one of them protected, on one segment at one time."""
    need = world.limit("segment_headway_seconds_min")
    legs = {key_of(leg): leg for leg in world.rows("legs")}
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {("legs", key): set() for key in legs}
    on_segment: dict[str, list[tuple[int, int, str]]] = {}
    for key, leg in legs.items():
        for start, end, segment in passes(world, leg):
            on_segment.setdefault(segment, []).append((start, end, key))
    for segment, uses in on_segment.items():
        for one, other in combinations(uses, 2):
            apart = max(other[0] - one[1], one[0] - other[1])
            first, second = sorted((one[2], other[2]))
            if apart >= need or legs[first].movement_id == legs[second].movement_id:
                continue
            if guarded(world, legs[first]) or guarded(world, legs[second]):
                lack = levels(min(need - apart, 3_600))
                found["legs", first] |= {(second, segment, n) for n in lack}
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def closures(world: World, _: Any) -> Judgement:
    """C-67: every minute of a protected passage, and the margin around it, is closed."""
    margin = int(world.limit("closure_minutes_min") * 60)
    found: Judgement = {}
    for leg in world.rows("legs"):
        atoms: set[tuple[Any, ...]] = set()
        passed = passes(world, leg) if guarded(world, leg) else []
        if guarded(world, leg) and not passed:
            atoms.add(("untimed",))
        for start, end, segment in passed:
            closed = [interval(row) for row in world.of("closures", "segment_id", segment)]
            edges = {start - margin, end + margin, *(edge for each in closed for edge in each)}
            inner = sorted(e for e in edges if start - margin <= e <= end + margin)
            for low, high in pairwise(inner):
                if not any(first <= low < last for first, last in closed):
                    atoms |= {(segment, minute) for minute in minutes(low, high)}
        found["legs", key_of(leg)] = frozenset(atoms)
    return found


def consecutive(world: World, _: Any) -> Judgement:
    """C-70: a principal can be at the next item in time, and is nowhere twice."""
    found: Judgement = {}
    attending = {each for row in world.rows("programme") for each in row.principal_ids}
    riding = {each for row in world.rows("movements") for each in row.principal_ids}
    for principal_id in attending | riding:
        items = sorted(
            (row for row in world.rows("programme") if principal_id in row.principal_ids),
            key=lambda row: (row.start, row.end, row.item_id),
        )
        own = _rides(world, principal_id)
        atoms = _on_the_road(world, own, items) | _too_late(world, own, items)
        for one, other in combinations(items, 2):
            between = any(
                one.end <= third.start and third.end <= other.start
                for third in items
                if third not in (one, other)
            )
            if not between:
                atoms |= _late(world, one, other, own)
        found["principals", principal_id] = frozenset(atoms)
    return found


def _late(world: World, one: Any, other: Any, own: list[Any]) -> set[tuple[Any, ...]]:
    """Return what is missing between two items that follow each other."""
    pair = (one.item_id, other.item_id)
    gap = seconds_of(other.start) - seconds_of(one.end)
    if gap < 0:
        return {(*pair, n) for n in levels(-gap / 60)}
    if one.room_id == other.room_id:
        return set()
    rooms = [world.get("rooms", row.room_id) for row in (one, other)]
    needed: float | None = 0.0
    sites: tuple[str, ...] = ()
    if None not in rooms:
        sites = (rooms[0].site_id, rooms[1].site_id)
        needed = _travel(world, *sites)
        if needed is None:
            needed = min(_ridden(world, own, sites, one, other), default=None)
    clearing = world.limit("clearing_minutes_min") * 60
    late = {(*pair, n) for n in levels(((needed or 0) + clearing - gap) / 60)}
    if needed is None and not late and gap < NIGHT:
        there = {*sites} <= world.tables["sites"].keys()
        return {(*pair, "unknown")} if there else set()
    return late


def _ridden(
    world: World, own: list[Any], sites: tuple[str, str], one: Any, other: Any
) -> list[float]:
    """Return how long the principal's own legs between the two sites take."""
    found = []
    for leg in own:
        route = world.get("routes", leg.route_id)
        if route is not None and (route.from_site_id, route.to_site_id) == sites:
            passed = passes(world, leg)
            if one.end <= leg.depart <= other.start:
                found.append(float(passed[-1][1] - passed[0][0]))
    return found


def _rides(world: World, principal_id: str) -> list[Any]:
    movements = {
        row.movement_id for row in world.rows("movements") if principal_id in row.principal_ids
    }
    return [
        leg for leg in world.rows("legs") if leg.movement_id in movements and passes(world, leg)
    ]


def _on_the_road(world: World, own: list[Any], items: list[Any]) -> set[tuple[Any, ...]]:
    """Return each leg during an item, and each two legs of two movements at one time."""
    atoms: set[tuple[Any, ...]] = set()
    times = {key_of(leg): (seconds_of(leg.depart), passes(world, leg)[-1][1]) for leg in own}
    for leg in own:
        depart, arrive = times[key_of(leg)]
        for item in items:
            start, end = interval(item)
            if depart < end and arrive > start and not _allowed(world, leg, item, arrive):
                span = minutes(max(depart, start), min(arrive, end))
                atoms |= {(key_of(leg), item.item_id, minute) for minute in span}
    for one, two in combinations(sorted(own, key=key_of), 2):
        low = max(times[key_of(one)][0], times[key_of(two)][0])
        high = min(times[key_of(one)][1], times[key_of(two)][1])
        if one.movement_id != two.movement_id and low < high:
            atoms |= {(key_of(one), key_of(two), minute) for minute in minutes(low, high)}
    return atoms


def _too_late(world: World, own: list[Any], items: list[Any]) -> set[tuple[Any, ...]]:
    """Return each leg that comes to a place only after what it was for, within half a day."""
    night = timedelta(seconds=NIGHT)
    at_site = [(item, _site(world, item)) for item in items]
    atoms: set[tuple[Any, ...]] = set()
    for leg in own:
        route = world.get("routes", leg.route_id)
        if route is None or route.from_site_id == route.to_site_id:
            continue
        ends = [item.end for item, site in at_site if site == route.to_site_id]
        if any(leg.depart < end < leg.depart + night for end in ends):
            continue
        over = [end for end in ends if leg.depart - night < end <= leg.depart]
        if over and not _was_there(world, own, at_site, (route.to_site_id, max(over), leg.depart)):
            atoms.add((key_of(leg), "too late"))
    return atoms


def _site(world: World, item: Any) -> str | None:
    room = world.get("rooms", item.room_id)
    return None if room is None else str(room.site_id)


def _was_there(
    world: World, own: list[Any], at_site: list[tuple[Any, str | None]], asked: tuple[Any, Any, Any]
) -> bool:
    """Say whether other rows show the principal at the last item of the site before the leg."""
    site, end, depart = asked
    night = timedelta(seconds=NIGHT)
    start = max(item.start for item, where in at_site if where == site and item.end == end)
    if any(where != site and end <= item.start < depart for item, where in at_site):
        return True
    for leg in own:
        route = world.get("routes", leg.route_id)
        if route is None:
            continue
        arrive = moment_of(passes(world, leg)[-1][1])
        came = route.to_site_id == site and start - night < arrive < end
        left = route.from_site_id == site and start < leg.depart < depart
        if came or left:
            return True
    return False


def _allowed(world: World, leg: Any, item: Any, arrive: int) -> bool:
    """Say whether the item lets its principals come and go: only an arrival does."""
    route, room = world.get("routes", leg.route_id), world.get("rooms", item.room_id)
    if item.kind != "arrival" or route is None or room is None:
        return False
    comes = route.to_site_id == room.site_id and arrive <= seconds_of(item.end)
    return comes or route.from_site_id == room.site_id


def _travel(world: World, here: str, there: str) -> float | None:
    if here == there:
        return 0.0
    row = world.get("travel_times", f"{here}|{there}") or world.get(
        "travel_times", f"{there}|{here}"
    )
    return None if row is None else row.minutes * 60


def powers(world: World, _: Any) -> Judgement:
    """C-75: whoever needs full powers has them, cleared by somebody who may."""
    found: Judgement = {}
    for row in world.rows("signatories"):
        by_office = row.rank in {"head-of-state", "head-of-government", "foreign-minister"}
        cleared = by_office or world.said_by(
            row, "cleared", lambda person: "clear-powers" in person.powers
        )
        found["signatories", row.signatory_id] = frozenset() if cleared else frozenset({("no",)})
    return found


def signings(world: World, _: Any) -> Judgement:
    """C-76: the item is long enough for all who sign in it."""
    each = world.limit("signature_minutes") * 60
    found: Judgement = {}
    for item in world.rows("programme"):
        if item.kind != "signing":
            continue
        count = sum(row.item_id == item.item_id for row in world.rows("signatories"))
        start, end = interval(item)
        lack = levels((count * each - (end - start)) / 60)
        found["programme", item.item_id] = frozenset((n,) for n in lack)
    return found
