"""What perimeter, sweeps, evacuation, medical care, fire demand, judged by brute force."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from shapely import LinearRing, Point, Polygon

from benchmarks.oracle import safety_care_demands as care
from benchmarks.oracle import safety_places as places
from benchmarks.oracle.safety_held import NO, ROSTER, YES, clipped, day, held, missing, together
from benchmarks.oracle.world import Atoms, Demand, Judgement, World, interval
from summitry.kit.time import seconds_of

WORDS = "attestations"


def openings(world: World, _: Any) -> Judgement:
    """C-25: whoever could come through is seen, whenever the opening is in use."""
    return {("openings", row.opening_id): _opening(world, row) for row in world.rows("openings")}


def _opening(world: World, row: Any) -> Atoms:
    named = bool(row.used_for.strip())
    timed = row.start is not None
    if row.locked and row.alarmed and not named and not timed:
        return NO
    post, zone = world.get("posts", row.post_id), world.get("zones", row.zone_id)
    if post is None:
        return frozenset({("no post",)})
    if zone is not None and zone.site_id != post.site_id:
        return frozenset({("elsewhere", post.site_id)})
    empty = missing(interval(row if timed else post), held(world, post.post_id))
    if empty:
        return frozenset(("empty", minute) for minute in empty)
    return frozenset({("when",)}) if named and not timed else NO


def deployment(world: World, _: Any) -> Judgement:
    """C-26: before the first who comes each day, somebody stands at the gate for the margin."""
    margin = round(world.limit("deployment_minutes_min") * 60)
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {
        ("posts", post.post_id): set() for post in world.rows("posts")
    }
    for gate in world.rows("gates"):
        firsts: dict[Any, int] = {}
        for flow in world.of("arrivals", "gate_id", gate.gate_id):
            if flow.persons > 0:
                today, start = day(world, flow.start), seconds_of(flow.start)
                firsts[today] = min(start, firsts.get(today, start))
        posts = [post for post in world.rows("posts") if post.gate_id == gate.gate_id]
        zone = world.get("zones", gate.zone_id)
        if not posts and zone is not None:
            posts = [post for post in world.rows("posts") if post.site_id == zone.site_id]
        for today, first in firsts.items():
            still = [post for post in posts if seconds_of(post.end) > first - margin] or posts
            spans = [span for post in still for span in held(world, post.post_id)]
            late = missing((first - margin, first), spans)
            if still and late:
                one = min(still, key=lambda post: (post.start, post.post_id))
                atoms = {(gate.gate_id, str(today), minute) for minute in late}
                found["posts", one.post_id] |= atoms
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


DEPTHS = ("inner", "middle", "outer")


def _order(*zones: Any) -> list[Any]:
    return sorted(zones, key=lambda zone: (DEPTHS.index(zone.ring), zone.zone_id))


def _inside(inner: Any, outer: Any) -> bool:
    corner = Point(inner.outline[0])
    return bool(Polygon(outer.outline).buffer(0).contains(corner)) if outer.outline else False


def _touch(world: World, one: Any, other: Any) -> bool:
    if not one.outline or not other.outline:
        return False
    apart = LinearRing(one.outline).distance(LinearRing(other.outline))
    if apart <= world.limit("outlines_apart_m_max"):
        return True
    small, large = sorted((one, other), key=lambda zone: Polygon(zone.outline).area)
    if not _inside(small, large):
        return False
    low, high = Polygon(small.outline).area, Polygon(large.outline).area
    return not any(
        low < Polygon(zone.outline).area < high and _inside(small, zone) and _inside(zone, large)
        for zone in world.rows("zones")
        if zone.outline
    )


def _foreign(world: World) -> Iterator[tuple[Any, Any]]:
    for one, other in combinations(world.rows("zones"), 2):
        if one.jurisdiction != other.jurisdiction:
            yield one, other


def seams(world: World, _: Any) -> Judgement:
    """C-37: where two jurisdictions meet, both sides have acknowledged one written procedure."""
    told = [{row.inner_zone_id, row.outer_zone_id} for row in world.rows("seams")]
    gates = [{gate.zone_id, gate.from_zone_id} for gate in world.rows("gates")]
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {
        ("zones", zone.zone_id): set() for zone in world.rows("zones")
    }
    sites: dict[str, list[tuple[Any, Any, bool]]] = {}
    for one, other in _foreign(world):
        pair = {one.zone_id, other.zone_id}
        meets = pair in gates or _touch(world, one, other)
        inner, outer = _order(one, other)
        if meets and pair not in told:
            found["zones", inner.zone_id].add(("none", outer.zone_id))
        if one.site_id == other.site_id:
            settled = meets or pair in told
            sites.setdefault(one.site_id, []).append((inner, outer, settled))
    for pairs in sites.values():
        vague = [(i, o) for i, o, _ in pairs if not i.outline or not o.outline]
        if vague and not any(settled for _, _, settled in pairs):
            inner, outer = min(
                vague,
                key=lambda both: [(DEPTHS.index(z.ring), z.zone_id) for z in both],
            )
            found["zones", inner.zone_id].add(("somewhere", outer.zone_id))
    judged: Judgement = {subject: frozenset(atoms) for subject, atoms in found.items()}
    for row in world.rows("seams"):
        judged["seams", row.seam_id] = _seam(world, row)
    return judged


def _seam(world: World, row: Any) -> Atoms:
    if None in (world.get("zones", row.inner_zone_id), world.get("zones", row.outer_zone_id)):
        return NO
    if not row.procedure.strip():
        return frozenset({("procedure",)})
    units = {row.inner_unit_id, row.outer_unit_id}
    if None in units:
        return frozenset({("unit",)})
    return frozenset(
        ("unacknowledged", unit)
        for unit in units
        if not world.said_by(row, "acknowledged", lambda person, unit=unit: person.unit_id == unit)
    )


def relief(world: World, _: Any) -> Judgement:
    """C-55: whoever stands longer than anybody may is relieved by somebody else."""
    found: Judgement = {}
    for post in world.rows("posts"):
        start, end = interval(post)
        gate = post.gate_id is not None
        limit = world.limit("gate_duty_hours_max" if gate else "shift_hours_max")
        people = {
            shift.person_id
            for shift in world.of("shifts", "post_id", post.post_id)
            if interval(shift)[0] < end
            and start < interval(shift)[1]
            and world.get("persons", shift.person_id) is not None
        }
        alone = 0 < len(people) <= post.headcount_min and end - start > limit * 3600
        found["posts", post.post_id] = YES if alone else NO
    return found


def sterile(world: World, _: Any) -> Judgement:
    """C-58: some sweep before the use leads to it under a seal that somebody keeps."""
    found: Judgement = {}
    for area in world.rows("sterile_areas"):
        sweeps = [row for row in world.rows("sweeps") if row.area_id == area.area_id]
        seals = [row for row in world.rows("seals") if row.area_id == area.area_id]
        before = [row for row in sweeps if row.end <= area.start]
        chains = {(row.end, row.sweep_id): _chain(world, area, row, seals) for row in before}
        atoms: Atoms = frozenset({("late" if sweeps else "no sweep",)})
        if chains:
            atoms = chains[max(chains)] if all(chains.values()) else NO
        found["sterile_areas", area.area_id] = atoms
    return found


def _near(world: World, area: Any, post: Any) -> bool:
    """Say whether the post stands on the area's site, as far as the plan knows the site."""
    where = world.get("zones", area.zone_id) or world.get("rooms", area.room_id)
    return where is None or post is None or post.site_id == where.site_id


def _chain(world: World, area: Any, sweep: Any, seals: list[Any]) -> Atoms:
    wait = (seconds_of(sweep.end), seconds_of(area.start))
    for what, spans in (
        ("unsealed", [interval(seal) for seal in seals]),
        (
            "unkept",
            [
                span
                for seal in seals
                if _near(world, area, world.get("posts", seal.post_id))
                for span in clipped(held(world, seal.post_id), interval(seal))
            ],
        ),
    ):
        gone = missing(wait, spans)
        if gone:
            return frozenset((what, minute) for minute in gone)
    if sweep.end <= world.at and not world.said_by(sweep, "swept", lambda _: True):
        return frozenset({("not swept", sweep.sweep_id)})
    for seal in seals:
        during = clipped([interval(seal)], wait)
        if during and seal.start <= world.at and not world.said_by(seal, "sealed", lambda _: True):
            return frozenset({("not sealed", seal.seal_id)})
    return NO


def ways_out(world: World, _: Any) -> Judgement:
    """C-59: every zone has an exit, and those who leave it know where to."""
    found: Judgement = {}
    exits = {row.zone_id for row in world.rows("exits")}
    points = {row.rendezvous_id: row for row in world.rows("rendezvous")}
    for zone in world.rows("zones"):
        atoms = set() if zone.zone_id in exits else {("exit",)}
        named = any(
            point in points
            for plan in world.rows("evacuations")
            if plan.zone_id == zone.zone_id
            for point in plan.rendezvous_ids
        )
        near = any(p.kind == "rvp" and p.site_id == zone.site_id for p in points.values())
        if not named and not near:
            atoms.add(("point",))
        found["zones", zone.zone_id] = frozenset(atoms)
    return found


def time_to_empty(world: World, _: Any) -> Judgement:
    """C-60: without its largest exit a zone is empty in time, of all who may be in it."""
    found: Judgement = {}
    flows = {
        False: world.limit("level_exit_persons_per_m_minute"),
        True: world.limit("stepped_exit_persons_per_m_minute"),
    }
    for zone in world.rows("zones"):
        plans = [row for row in world.rows("evacuations") if row.zone_id == zone.zone_id]
        rooms = {row.room_id for row in world.rows("rooms") if row.zone_id == zone.zone_id}
        items = [
            row
            for row in world.rows("programme")
            if row.room_id in rooms and row.headcount is not None
        ]
        inside = [zone.capacity_max] * (zone.capacity_max is not None)
        inside += [together(items)] if items else []
        for plan in plans:
            few = inside and plan.persons is not None and plan.persons < max(inside)
            found["evacuations", plan.evacuation_id] = frozenset({("few",)}) if few else NO
        people = [*inside, *(plan.persons for plan in plans if plan.persons is not None)]
        passing = [
            r.width_m * flows[r.stepped] for r in world.rows("exits") if r.zone_id == zone.zone_id
        ]
        atoms: Atoms = frozenset({("unknown",)}) if passing and not people else NO
        if passing and people and max(people) > 0:
            left = sum(passing) - max(passing)
            own = [plan.minutes_max for plan in plans if plan.minutes_max is not None]
            most = min(own) if own else world.limit("evacuation_minutes_max")
            slow = left <= 0 or max(people) / left > most + 1e-9
            atoms = frozenset({("slow",)}) if slow else NO
        found["zones", zone.zone_id] = atoms
    return found


def density(world: World, _: Any) -> Judgement:
    """C-152: a zone has room for all whom it may hold."""
    most = world.limit("zone_persons_per_m2_max")
    return {
        ("zones", zone.zone_id): YES
        if zone.outline and (zone.capacity_max or 0) > Polygon(zone.outline).area * most + 1e-9
        else NO
        for zone in world.rows("zones")
    }


DEMANDS: tuple[Demand, ...] = (
    Demand("C-25", openings, ("openings", "zones", *ROSTER, WORDS)),
    Demand("C-26", deployment, ("arrivals", "gates", "zones", *ROSTER, WORDS)),
    Demand("C-37", seams, ("gates", "seams", "zones", "persons", WORDS)),
    Demand("C-55", relief, ("posts", "shifts", "persons")),
    Demand("C-58", sterile, ("sterile_areas", "sweeps", "seals", "zones", "rooms", *ROSTER, WORDS)),
    Demand("C-59", ways_out, ("zones", "exits", "evacuations", "rendezvous")),
    Demand("C-60", time_to_empty, ("zones", "exits", "evacuations", "programme", "rooms")),
    Demand("C-152", density, ("zones",)),
    *care.DEMANDS,
    *places.DEMANDS,
)
DEFAULTS: dict[str, float] = {
    **places.DEFAULTS,
    "deployment_minutes_min": 30.0,
    "outlines_apart_m_max": 1.0,
    "level_exit_persons_per_m_minute": 82.0,
    "stepped_exit_persons_per_m_minute": 66.0,
    "evacuation_minutes_max": 8.0,
    "zone_persons_per_m2_max": 2.0,
    "medical_reach_minutes_max": 8.0,
    "dispersal_minutes": 60.0,
    "medical_crowd_persons_min": 500.0,
    "medical_staff_min": 2.0,
    "medical_staff_per_thousand_min": 2.0,
    "medical_full_rate_persons_max": 3_000.0,
    "medical_further_persons_min": 10_000.0,
    "medical_staff_per_further_thousand_min": 1.0,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    **places.BY_LIMIT,
    "deployment_minutes_min": ("C-26",),
    "outlines_apart_m_max": ("C-37",),
    "level_exit_persons_per_m_minute": ("C-60",),
    "stepped_exit_persons_per_m_minute": ("C-60",),
    "evacuation_minutes_max": ("C-60",),
    "zone_persons_per_m2_max": ("C-152",),
    "medical_reach_minutes_max": ("C-140",),
    "dispersal_minutes": ("C-140", "C-141"),
    "medical_crowd_persons_min": ("C-141",),
    "medical_staff_min": ("C-141",),
    "medical_staff_per_thousand_min": ("C-141",),
    "medical_full_rate_persons_max": ("C-141",),
    "medical_further_persons_min": ("C-141",),
    "medical_staff_per_further_thousand_min": ("C-141",),
    "gate_duty_hours_max": ("C-55",),
    "shift_hours_max": ("C-55",),
}
"""Which demands a limit changes."""
_STAFFED = ("C-25", "C-26", "C-58", "C-140", "C-141", "C-149", "C-151")
BY_COLUMN: dict[str, tuple[str, ...]] = {
    "timezone": _STAFFED,
    "opens": ("C-146", "C-150", "C-151"),
    "closes": ("C-148", "C-151"),
}
"""Which demands a cell of the event changes."""
