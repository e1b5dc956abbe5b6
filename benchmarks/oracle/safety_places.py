"""Where things stand on the site plan, judged by shapely and by counting crossings."""

from typing import Any

from shapely import LinearRing, LineString, Point

from benchmarks.oracle.world import Atoms, Demand, Judgement, World

WAYS = {"gates": "gate_id", "exits": "exit_id", "openings": "opening_id"}
FAR = (1_000_003.0, 1_618_033.0)
"""A direction in which no drawn corner lies exactly."""


def whereabouts(world: World, _: Any) -> Judgement:
    """C-153: who goes where the drawing says comes to the gate, the post, the zone meant."""
    found: Judgement = {}
    for table, key in WAYS.items():
        for row in world.rows(table):
            found[table, getattr(row, key)] = _way(world, row)
    for post in world.rows("posts"):
        found["posts", post.post_id] = _post(world, post)
    return found


def _way(world: World, row: Any) -> Atoms:
    if None in (row.x_m, row.y_m):
        return _half(row)
    zone = world.get("zones", row.zone_id)
    if zone is None or not zone.outline:
        return frozenset()
    apart = LinearRing(zone.outline).distance(Point(row.x_m, row.y_m))
    return _beyond("outline", apart, world.limit("way_off_outline_m_max"))


def _half(row: Any) -> Atoms:
    return frozenset() if row.x_m is None and row.y_m is None else frozenset({("half",)})


def _beyond(what: str, metres: float, most: float) -> Atoms:
    return frozenset({(what,)}) if metres > most + 1e-9 else frozenset()


def _inside(place: Point, outline: Any) -> bool:
    ray = LineString([(place.x, place.y), (place.x + FAR[0], place.y + FAR[1])])
    sides = zip(outline, (*outline[1:], outline[0]), strict=True)
    return sum(ray.intersects(LineString(side)) for side in sides) % 2 == 1


def _post(world: World, post: Any) -> Atoms:
    if None in (post.x_m, post.y_m):
        return _half(post)
    here = Point(post.x_m, post.y_m)
    atoms: Atoms = frozenset()
    drawn = [z.outline for z in world.rows("zones") if z.site_id == post.site_id and z.outline]
    if drawn and post.position_id is None and not any(_inside(here, each) for each in drawn):
        apart = min(LinearRing(each).distance(here) for each in drawn)
        atoms |= _beyond("outside", apart, world.limit("post_off_outline_m_max"))
    for table, key in (("gates", post.gate_id), ("positions", post.position_id)):
        held = world.get(table, key)
        if held is not None and None not in (held.x_m, held.y_m):
            apart = here.distance(Point(held.x_m, held.y_m))
            atoms |= _beyond(table, apart, world.limit("post_off_hold_m_max"))
    return atoms


DEMANDS = (Demand("C-153", whereabouts, (*WAYS, "positions", "posts", "zones")),)
DEFAULTS: dict[str, float] = {
    "way_off_outline_m_max": 10.0,
    "post_off_outline_m_max": 25.0,
    "post_off_hold_m_max": 50.0,
}
BY_LIMIT: dict[str, tuple[str, ...]] = dict.fromkeys(DEFAULTS, ("C-153",))
