"""Routes between a plan's sites over the streets of a map, as rows of the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from summitry.kit.errors import SummitryError
from summitry.kit.ids import RouteId, SegmentId, SiteId
from summitry.move.graph import Network, Road
from summitry.move.streets import Street
from summitry.plan.change import Edit
from summitry.plan.movements import Route, RouteSegment, Segment
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Point, Row, table_of
from summitry.plan.terms import RouteKind

AWAY_M_MAX = 500
"""How far from a site the nearest junction may be."""
NAMES_MAX = 3


def charted(
    snapshot: Snapshot, streets: Sequence[Street], ends: tuple[str, str], *, count: int
) -> tuple[Edit, ...]:
    """Return what adds up to so many routes from one site to another, the fastest first.

    A route that the plan has already, segment by segment, is not added again.

    Raises
    ------
    SummitryError
        ``roads.no_site``, ``roads.no_place`` for a site without coordinates, ``roads.far`` where
        no junction is near it, ``roads.no_way`` where no way leads there.
    """
    junctions: dict[str, Point] = {}
    for street in streets:
        junctions[street.road.one] = street.line[0]
        junctions[street.road.other] = street.line[-1]
    start, end = (_nearest(snapshot, site_id, junctions) for site_id in ends)
    found = Network(street.road for street in streets).ways(start, end, count)
    if start == end or not found:
        raise SummitryError("roads.no_way", start=ends[0], end=ends[1])
    by_number = {street.road.segment: street for street in streets}
    ways = [_driven([by_number[road.segment] for road in way], way) for way in found]
    return tuple(_edits(snapshot, ways, ends))


def _nearest(snapshot: Snapshot, site_id: str, junctions: Mapping[str, Point]) -> str:
    site = snapshot.rows(Site).get(site_id)
    if site is None:
        raise SummitryError("roads.no_site", got=site_id)
    if site.x_m is None or site.y_m is None:
        raise SummitryError("roads.no_place", site=site_id)
    x_m, y_m = site.x_m, site.y_m
    away, key = min((hypot(x - x_m, y - y_m), key) for key, (x, y) in junctions.items())
    if away > AWAY_M_MAX:
        raise SummitryError("roads.far", site=site_id, metres=round(away), most=AWAY_M_MAX)
    return key


def _driven(streets: Sequence[Street], way: Sequence[Road]) -> list[tuple[Street, int]]:
    """Return the streets of a way with their running times."""
    return [(street, road.seconds) for street, road in zip(streets, way, strict=True)]


def _edits(
    snapshot: Snapshot, ways: Sequence[Sequence[tuple[Street, int]]], ends: tuple[str, str]
) -> Iterator[Edit]:
    had = _segments_of_routes(snapshot)
    taken, segments = set(snapshot.rows(Route)), set(snapshot.rows(Segment))
    first = not any(
        (route.from_site_id, route.to_site_id) == ends for route in snapshot.rows(Route).values()
    )
    for way in ways:
        keys = tuple(street.key for street, _ in way)
        if keys in had:
            continue
        for street, _ in way:
            if street.key not in segments:
                segments.add(street.key)
                yield _edit(
                    Segment(
                        segment_id=SegmentId(street.key),
                        name=street.name or street.key,
                        line=street.line,
                    )
                )
        route_id = RouteId(next(_fresh(f"{ends[0]}-{ends[1]}", taken)))
        taken.add(route_id)
        yield _edit(
            Route(
                route_id=route_id,
                name=_name(way) or route_id,
                from_site_id=SiteId(ends[0]),
                to_site_id=SiteId(ends[1]),
                kind=RouteKind.PRIMARY if first else RouteKind.ALTERNATE,
            )
        )
        first = False
        for place, (street, seconds) in enumerate(way, 1):
            yield _edit(
                RouteSegment(
                    route_id=route_id,
                    place=place,
                    segment_id=SegmentId(street.key),
                    running_seconds=seconds,
                )
            )


def _edit(row: Row) -> Edit:
    declared = table_of(row)
    return Edit(declared.name, declared.key_of(row), row)


def _segments_of_routes(snapshot: Snapshot) -> set[tuple[str, ...]]:
    by_route: dict[str, list[RouteSegment]] = {}
    for row in snapshot.rows(RouteSegment).values():
        by_route.setdefault(row.route_id, []).append(row)
    return {
        tuple(row.segment_id for row in sorted(own, key=lambda row: row.place))
        for own in by_route.values()
    }


def _name(way: Sequence[tuple[Street, int]]) -> str:
    """Return the names of the streets on which the way is longest, in the order of the way."""
    seconds: Counter[str] = Counter()
    for street, spent in way:
        if street.name:
            seconds[street.name] += spent
    named = {name for name, _ in seconds.most_common(NAMES_MAX)}
    return ", ".join(name for name in seconds if name in named)


def _fresh(stem: str, taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{stem}-{number}" not in taken:
            yield f"{stem}-{number}"
