"""What routes, motorcades and streets demand, judged by brute force."""

from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

from benchmarks.oracle.moves import guarded, key_of, passes
from benchmarks.oracle.roads_air import AIR
from benchmarks.oracle.world import Demand, Judgement, World, cut, interval, minutes
from summitry.kit.time import moment_of, seconds_of

NIGHT = 12 * 3600
WAYS = ("legs", "movements", "routes", "route_segments")


def flows(world: World, _: Any) -> Judgement:
    """C-04: no way is given more people an hour than it passes."""
    found: Judgement = {}
    for link in world.rows("flow_links"):
        loads = _loads(world, link.flow_link_id)
        edges = [edge for start, end, _ in loads for edge in (start, end)]
        atoms: set[tuple[Any, ...]] = set()
        for low, high in cut(edges, min(edges), max(edges)) if edges else ():
            rate = sum(each for start, end, each in loads if start <= low < end)
            if rate > link.persons_per_hour_max:
                atoms |= {("over", minute) for minute in minutes(low, high)}
        found["flow_links", link.flow_link_id] = frozenset(atoms)
    known = {step.flow_path_id for step in world.rows("flow_paths")}
    for flow in world.rows("flows"):
        lost = flow.flow_path_id not in known
        found["flows", flow.flow_id] = frozenset({("no way",)}) if lost else frozenset()
    return found


def _loads(world: World, link_id: str) -> list[tuple[int, int, Fraction]]:
    """Return from when to when how many an hour come to the way."""
    loads = []
    for flow in world.rows("flows"):
        start, end = interval(flow)
        for step in world.rows("flow_paths"):
            if (step.flow_path_id, step.flow_link_id) == (flow.flow_path_id, link_id):
                later = round(step.minutes * 60)
                rate = Fraction(flow.persons * 3600, end - start)
                loads.append((start + later, end + later, rate))
    return loads


def _road(world: World, route_id: str) -> list[str]:
    rows = world.of("route_segments", "route_id", route_id)
    return [row.segment_id for row in sorted(rows, key=lambda row: row.place)]


def supports(world: World, _: Any) -> Judgement:
    """C-68: every route of a protected leg has another way, a hospital and a safe place."""
    used = {leg.route_id for leg in world.rows("legs") if guarded(world, leg)}
    return {
        ("routes", route.route_id): frozenset(_alternates(world, route) | _help(world, route))
        for route in world.rows("routes")
        if route.route_id in used
    }


def _alternates(world: World, route: Any) -> set[tuple[Any, ...]]:
    road = _road(world, route.route_id)
    meets = []
    for other in world.rows("routes"):
        same = (other.from_site_id, other.to_site_id) == (route.from_site_id, route.to_site_id)
        way = _road(world, other.route_id)
        if same and other.route_id != route.route_id and way and way != road:
            mine = [segment for segment in road[1:-1] if segment in way]
            theirs = [segment for segment in way[1:-1] if segment in road]
            meets.append(bool(mine or theirs))
    if not meets:
        return {("alternate", 0), ("alternate", 1)}
    return {("alternate", 0)} if all(meets) else set()


def _help(world: World, route: Any) -> set[tuple[Any, ...]]:
    atoms: set[tuple[Any, ...]] = set()
    for column in ("hospital_id", "safe_place_id"):
        near = [
            row.minutes
            for row in world.rows("route_supports")
            if row.route_id == route.route_id and getattr(row, column) is not None
        ]
        if not near:
            atoms |= {(column, 0), (column, 1)}
        elif min(near) > world.limit("support_minutes_max"):
            atoms.add((column, 0))
    return atoms


def _taken(world: World) -> dict[str, tuple[int, int, str | None, str | None]]:
    """Return when each movement is on its way, from where to where."""
    found = {}
    legs: dict[str, list[Any]] = {}
    for leg in world.rows("legs"):
        legs.setdefault(leg.movement_id, []).append(leg)
    for movement_id, own in legs.items():
        ends = {key_of(leg): passes(world, leg)[-1:] for leg in own}
        arrive = {k: (p[0][1] if p else None) for k, p in ends.items()}
        own.sort(key=lambda leg: (leg.depart, leg.leg))
        last = own[0]
        for leg in own:
            reach = arrive[key_of(leg)] or seconds_of(leg.depart)
            if reach > (arrive[key_of(last)] or seconds_of(last.depart)):
                last = leg
        first, final = (world.get("routes", each.route_id) for each in (own[0], last))
        found[movement_id] = (
            seconds_of(own[0].depart),
            arrive[key_of(last)] or seconds_of(last.depart),
            None if first is None else first.from_site_id,
            None if final is None else final.to_site_id,
        )
    return found


def bookings(world: World, _: Any) -> Judgement:
    """C-69: nothing and nobody is in two motorcades at once, nor where it cannot be in time."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    taken = _taken(world)
    for column, what, own in _wanted(world, taken, found):
        first: dict[str, tuple[str, str, str]] = {}
        for each in sorted(own, key=lambda each: each[2]):
            if each[0] in first:
                found[each[1], each[2]].add((column, "twice"))
            else:
                first[each[0]] = each
        for one, two in combinations(sorted(first.values(), key=_by_start(taken)), 2):
            atoms = _between(world, taken, one[0], two[0], list(first))
            found[two[1], two[2]] |= {(column, what, one[0], *atom) for atom in atoms}
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def _wanted(
    world: World, taken: dict[str, Any], found: dict[tuple[str, str], set[tuple[Any, ...]]]
) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return what is booked by which rows, and give each row its place in what is found."""
    rows: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for table, columns in (
        ("motorcade_vehicles", ("vehicle_id", "driver_id")),
        ("escorts", ("escort_team_id",)),
    ):
        for row in world.rows(table):
            found[table, key_of(row)] = set()
            for column in columns:
                what = getattr(row, column)
                if what is not None and row.movement_id in taken:
                    own = rows.setdefault((column, what), [])
                    own.append((row.movement_id, table, key_of(row)))
    return [(column, what, own) for (column, what), own in rows.items()]


def _by_start(taken: dict[str, Any]) -> Any:
    return lambda each: (taken[each[0]][0], each[2])


def _between(
    world: World, taken: dict[str, Any], one: str, two: str, others: list[str]
) -> list[tuple[Any, ...]]:
    start, end, _, here = taken[one]
    later, _, there, _ = taken[two]
    if later < end:
        return [("overlap",)]
    for other in others:
        if other not in (one, two) and end <= taken[other][0] and taken[other][1] <= later:
            return []
    if here is None or there is None or here == there:
        return []
    row = world.get("travel_times", f"{here}|{there}") or world.get(
        "travel_times", f"{there}|{here}"
    )
    if row is None:
        return [("unknown",)] if later - end < NIGHT else []
    assert start <= later
    return [("way",)] if later - end < row.minutes * 60 else []


def motorcades(world: World, _: Any) -> Judgement:
    """C-162: protected motorcades have their cars, seats and drivers."""
    rows = list(world.rows("motorcade_vehicles"))
    found: Judgement = {
        ("motorcade_vehicles", key_of(row)): frozenset(
            {("driver",)} if row.driver_id is None else ()
        )
        for row in rows
    }
    for movement in world.rows("movements"):
        own = [row for row in rows if row.movement_id == movement.movement_id]
        lack: set[tuple[Any, ...]] = set()
        if rows and movement.protected and not own:
            lack = {("none",)}
        elif rows and movement.protected:
            roles = {str(row.role) for row in own}
            lack = {(r,) for r in {"lead", "principal", "follow-up", "spare"} - roles}
            cars = {row.vehicle_id for row in own if row.role == "principal"}
            known = [world.get("vehicles", car) for car in cars]
            if cars and None not in known:
                short = len(movement.principal_ids) - sum(car.seats for car in known)
                lack |= {("seats", n) for n in range(max(0, short))}
        found["movements", movement.movement_id] = frozenset(lack)
    return found


def drivers(world: World, _: Any) -> Judgement:
    """C-163: who drives holds what the vehicle asks until the movement ends."""
    taken = _taken(world)
    found: Judgement = {}
    for row in world.rows("motorcade_vehicles"):
        atoms: set[tuple[Any, ...]] = set()
        vehicle = world.get("vehicles", row.vehicle_id)
        wanted = None if vehicle is None else vehicle.qualification_id
        if wanted is not None and row.driver_id is not None:
            held = world.get("person_qualifications", f"{row.driver_id}|{wanted}")
            if held is None:
                atoms.add(("lacks", row.driver_id, wanted))
            elif held.expires is not None and row.movement_id in taken:
                zone = world.event.zone
                last = moment_day(taken[row.movement_id][1], zone)
                if held.expires < last:
                    atoms.add(("expired", row.driver_id, wanted))
        found["motorcade_vehicles", key_of(row)] = frozenset(atoms)
    return found


def moment_day(second: int, zone: Any) -> Any:
    """Return the venue's day of the last second before the moment."""
    return moment_of(second - 1).astimezone(zone).date()


def notices(world: World, _: Any) -> Judgement:
    """C-71: what is published and what is closed agree."""
    windows = list(world.rows("published_windows"))
    closures = list(world.rows("closures"))
    event = ("event", world.event.event_id)
    found: Judgement = {event: frozenset()}
    if closures and not windows:
        found[event] = frozenset({("nothing",)})
        return found
    slack = timedelta(minutes=world.limit("published_slack_minutes_max"))
    for row in closures:
        start, end = interval(row)
        told = [interval(w) for w in windows if w.segment_id == row.segment_id]
        atoms: set[tuple[Any, ...]] = set()
        for low, high in cut([edge for each in told for edge in each], start, end):
            if not any(a <= low < b for a, b in told):
                atoms |= {("open", minute) for minute in minutes(low, high)}
        found["closures", row.closure_id] = frozenset(atoms)
    for window in windows:
        inside = [
            row
            for row in closures
            if row.segment_id == window.segment_id
            and row.start < window.end
            and window.start < row.end
        ]
        lost: set[tuple[Any, ...]] = set() if inside else {("nothing",), ("wide",)}
        early = min((row.start for row in inside), default=window.start) - window.start
        late = window.end - max((row.end for row in inside), default=window.end)
        if max(early, late) > slack:
            lost = {("wide",)}
        found["published_windows", window.window_id] = frozenset(lost)
    return found


def detours(world: World, _: Any) -> Judgement:
    """C-160: every published closure has a detour, over roads that stay open."""
    windows = sorted(world.rows("published_windows"), key=lambda row: (row.start, row.window_id))
    rows = list(world.rows("detours"))
    around = {segment for row in rows for segment in row.closed_segment_ids}
    found: Judgement = {}
    told: set[str] = set()
    for window in windows:
        lone = window.segment_id not in around and window.segment_id not in told
        told.add(window.segment_id)
        found["published_windows", window.window_id] = frozenset(
            {("none", window.segment_id)} if lone else ()
        )
    for row in rows:
        atoms: set[tuple[Any, ...]] = set()
        if not row.open_segment_ids and row.directions.strip() == "":
            atoms.add(("empty",))
        for shut in row.closed_segment_ids:
            for way in row.open_segment_ids:
                hit = any(
                    one.segment_id == shut
                    and two.segment_id == way
                    and one.start < two.end
                    and two.start < one.end
                    for one in windows
                    for two in windows
                )
                atoms |= {(shut, way)} if hit else set()
        found["detours", row.detour_id] = frozenset(atoms)
    return found


def exemptions(world: World, _: Any) -> Judgement:
    """C-161: somebody may pass what is closed, and it says who."""
    rows = list(world.rows("exemptions"))
    published = {row.segment_id for row in world.rows("published_windows")}
    shut = published | {row.segment_id for row in world.rows("closures")}
    event = ("event", world.event.event_id)
    found: Judgement = {event: frozenset({("none",)} if published and not rows else ())}
    for row in rows:
        atoms: set[tuple[Any, ...]] = {(s,) for s in row.segment_ids if s not in shut}
        if row.applies_to.strip() == "":
            atoms.add(("blank",))
        found["exemptions", row.exemption_id] = frozenset(atoms)
    return found


ROWS = ("motorcade_vehicles", "escorts", *WAYS)
DEMANDS: tuple[Demand, ...] = (
    Demand("C-04", flows, ("flow_links", "flow_paths", "flows")),
    Demand("C-68", supports, ("route_supports", *WAYS)),
    Demand("C-69", bookings, (*ROWS, "travel_times")),
    Demand("C-162", motorcades, ("motorcade_vehicles", "movements", "vehicles")),
    Demand("C-163", drivers, (*ROWS, "vehicles", "person_qualifications")),
    Demand("C-71", notices, ("closures", "published_windows")),
    Demand("C-160", detours, ("detours", "published_windows")),
    Demand("C-161", exemptions, ("closures", "exemptions", "published_windows")),
    *AIR,
)
DEFAULTS: dict[str, float] = {
    "support_minutes_max": 15.0,
    "published_slack_minutes_max": 60.0,
    "landing_minutes_min": 15.0,
    "meeting_minutes_max": 60.0,
    "boarding_minutes_min": 20.0,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    "support_minutes_max": ("C-68",),
    "published_slack_minutes_max": ("C-71",),
    "landing_minutes_min": ("C-166",),
    "meeting_minutes_max": ("C-166",),
    "boarding_minutes_min": ("C-166",),
}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {"timezone": ("C-163",)}
"""Which demands a cell of the event changes."""
