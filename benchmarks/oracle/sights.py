"""Who could see whom, and which way nobody looks: one sight line and one bearing at a time."""

import math
from functools import cache
from itertools import pairwise
from typing import Any

from shapely import LineString, Polygon, make_valid

from benchmarks.oracle.posts import instants, staffed
from benchmarks.oracle.world import Atoms, Judgement, World, cut, interval, minutes
from summitry.kit.time import seconds_of

TOUCH = 1e-6
Spot = tuple[float, float, float]


def spot(row: Any) -> Spot:
    """Return where a position or an exposed place is."""
    return row.x_m, row.y_m, row.z_m


@cache
def _shape(footprint: tuple[tuple[float, float], ...]) -> Any:
    return make_valid(Polygon(footprint)).buffer(-TOUCH)


@cache
def hides(
    eye: Spot,
    place: Spot,
    prism: tuple[tuple[tuple[float, float], ...], float, float],
    *,
    windows: bool,
) -> bool:
    """Say whether the prism stands between the eye and the place."""
    footprint, base, top = prism
    if len(footprint) < 3:  # noqa: PLR2004  # no area
        return False
    shape = _shape(footprint)
    line = LineString([eye[:2], place[:2]])
    if windows and shape.covers(line.interpolate(0)) and base <= eye[2] <= top + TOUCH:
        return False
    length = math.dist(eye[:2], place[:2])
    inside = line.intersection(shape)
    for part in getattr(inside, "geoms", [inside]):
        if part.geom_type != "LineString" or part.is_empty:
            continue
        shares = [math.dist(eye[:2], point) / length for point in part.coords]
        ends = [eye[2] + share * (place[2] - eye[2]) for share in (min(shares), max(shares))]
        if min(ends) < top - TOUCH and max(ends) > base + TOUCH:
            return True
    return False


def standing(world: World) -> list[tuple[tuple[Any, float, float], bool]]:
    """Return the prisms that count now: buildings, and screens whose control is verified."""
    found = []
    for obstacle in world.rows("obstacles"):
        control = world.get("controls", obstacle.control_id)
        if obstacle.control_id is not None and (
            control is None or not world.said_by(control, "verified", lambda _: True)
        ):
            continue
        prism = (obstacle.footprint, obstacle.base_m, obstacle.top_m)
        found.append((prism, obstacle.control_id is None))
    return found


def accepted_by_holder(world: World, post: Any) -> bool:
    """Say whether the post is its owner's own, or its holder has taken it on as it now stands."""
    if post.holder_unit_id is None or post.holder_unit_id == post.owner_unit_id:
        return True
    return world.said_by(post, "accepted", lambda person: person.unit_id == post.holder_unit_id)


def sights(world: World, _: Any) -> Judgement:
    """C-02: every position that sees an exposed place is held, or its risk is accepted."""
    prisms = standing(world)
    far = world.limit("line_of_sight_m_max")
    holders: dict[str, list[Any]] = {}
    for post in world.rows("posts"):
        if post.position_id is not None and accepted_by_holder(world, post):
            holders.setdefault(post.position_id, []).append(post)
    found: Judgement = {}
    for position in world.rows("positions"):
        atoms: set[tuple[Any, ...]] = set()
        for exposure in world.rows("exposures"):
            eye, place = spot(position), spot(exposure)
            if math.dist(eye, place) > far:
                continue
            if any(hides(eye, place, prism, windows=windows) for prism, windows in prisms):
                continue
            open_minutes = _unheld(world, exposure, holders.get(position.position_id, []))
            accepted = _accepted_until(world, position) if open_minutes else 0
            atoms |= {atom for atom in open_minutes if (atom[1] + 1) * 60 > accepted}
        found["positions", position.position_id] = frozenset(atoms)
    return found


def _unheld(world: World, exposure: Any, posts: list[Any]) -> set[tuple[Any, ...]]:
    start, end = interval(exposure)
    free = set(minutes(start, end))
    for post in posts:
        for first, last in staffed(world, post, start, end):
            # A minute is held when all of it is.
            free -= set(range(-(-first // 60), last // 60))
    return {(exposure.exposure_id, minute) for minute in free}


def _accepted_until(world: World, position: Any) -> int:
    """Return up to which second the view is accepted by somebody who may, with a reason."""
    until = 0
    for word in world.said(position, "accepted"):
        person = world.get("persons", word.by)
        named = person is not None and "accept-high-risk" in person.powers
        if named and word.reason.strip() and word.expires is not None:
            until = max(until, seconds_of(word.expires))
    return until


def bearings(world: World, _: Any) -> Judgement:
    """C-03: at every instant somebody looks every way from an exposed place."""
    found: Judgement = {}
    for exposure in world.rows("exposures"):
        sectors = [
            (sector, world.get("posts", sector.post_id))
            for sector in world.rows("sectors")
            if sector.exposure_id == exposure.exposure_id
        ]
        found["exposures", exposure.exposure_id] = _unwatched(
            world, exposure, [pair for pair in sectors if pair[1] is not None]
        )
    return found


def _unwatched(world: World, exposure: Any, sectors: list[tuple[Any, Any]]) -> Atoms:
    start, end = interval(exposure)
    edges: set[int] = set()
    for sector, post in sectors:
        edges |= {*interval(sector), *interval(post), *instants(world, post.post_id)}
    atoms: set[tuple[int, int]] = set()
    for first, last in cut(edges, start, end):
        arcs = [
            (sector.bearing_from_deg, sector.bearing_to_deg)
            for sector, post in sectors
            if interval(sector)[0] <= first < interval(sector)[1]
            and staffed(world, post, first, last)
        ]
        open_degrees = _open_degrees(arcs)
        atoms |= {(minute, each) for minute in minutes(first, last) for each in open_degrees}
    return frozenset(atoms)


def _open_degrees(arcs: list[tuple[float, float]]) -> set[int]:
    edges = sorted({0.0, 360.0, *(edge for arc in arcs for edge in arc)})
    found: set[int] = set()
    for low, high in pairwise(edges):
        if not any(_looks(arc, (low + high) / 2) for arc in arcs):
            found |= set(range(math.floor(low), math.ceil(high)))
    return found


def _looks(arc: tuple[float, float], bearing: float) -> bool:
    start, end = arc
    return start <= bearing <= end if start <= end else bearing >= start or bearing <= end
