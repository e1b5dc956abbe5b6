"""The board's map: sites, posts that must be staffed now and incidents, as their reader may know.

It is drawn on the ground of the site plan, from the plan of the day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from summitry.operations.situation import IncidentStands
from summitry.plan.places import Obstacle, Site, Zone
from summitry.plan.table import Point, Points, Row
from summitry_web.maps.access import LAYERS
from summitry_web.maps.access.held import Read
from summitry_web.maps.access.plane import Frame, frame_around, middle_of, with_room
from summitry_web.operations.seen import Seen
from summitry_web.operations.staffing import Staffed

CLOSE_UPS_MAX = 3
SIGNS_MAX = 200
TOLD_MAX = 8
"""How many posts at one place are told one by one."""

WIDTH, HEIGHT = 520.0, 320.0
"""How large a drawing is on a wide screen, in its units."""
MARGIN = 0.12
"""The part of the width that is free at each side, for names."""

GROUND = ("zones", "obstacles", "segments")
HOMES = (("position_id", "positions"), ("zone_id", "zones"), ("site_id", "sites"))
"""Columns by which a row without a place of its own stands at another."""


class Area(Struct, frozen=True, kw_only=True):
    """An outline or a line of the ground."""

    table: str
    look: str
    points: Points
    told: str


class Sign(Struct, frozen=True, kw_only=True):
    """A mark on the map; ``severity`` is that of an incident there."""

    place: Point
    kind: str
    told: str
    name: str = ""
    severity: str = ""
    count: int = 1


class Sketch(Struct, frozen=True, kw_only=True):
    """One drawing: of everything, or of one site."""

    site: str
    name: str
    frame: Frame
    areas: tuple[Area, ...]
    signs: tuple[Sign, ...]
    more: int
    """How many signs there are beyond these."""

    @property
    def pixel(self) -> float:
        """How many metres one unit of the screen stands for."""
        return max(self.frame.width / WIDTH, self.frame.height / HEIGHT)

    @property
    def named(self) -> frozenset[int]:
        """The numbers of the signs whose name has room beside them; incidents come first."""
        order = sorted(range(len(self.signs)), key=lambda each: not self.signs[each].severity)
        marks = [(each, self.signs[each].place, self.signs[each].name) for each in order]
        return with_room([mark for mark in marks if mark[2]], self.pixel)


class Ground:
    """Every row of the reader's that has a place, by the plan of the day."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        rows = {each.table: seen.rows(each.row_type) for each in LAYERS}
        self.held = Read(rows, _closed(seen))
        self._layers = {each.table: each for each in LAYERS}

    def points(self, table: str, key: str) -> Points:
        """Return where the row itself lies; nothing where it has no place of its own."""
        if key not in self.held.rows.get(table, {}):
            return ()
        return self.held.points(self._layers[table], key)

    def point(self, table: str, key: str) -> Point | None:
        """Return where the row stands: at its own place, else at that of what it belongs to."""
        points = self.points(table, key)
        if points:
            return middle_of(points)
        row = self.row(table, key)
        homes = ((other, getattr(row, column, None)) for column, other in HOMES if other != table)
        found = (self.point(other, home) for other, home in homes if home)
        return next((each for each in found if each is not None), None)

    def row(self, table: str, key: str) -> Row | None:
        """Return the row where it is there and the reader's."""
        found = self.held.rows.get(table, {}).get(key)
        return self.seen.row(table, key) if found is None else found

    def site(self, table: str, key: str) -> str:
        """Return the site to which the row belongs; empty where that is not known."""
        if table == "sites":
            return key
        row = self.row(table, key)
        homes = ((other, getattr(row, column, None)) for column, other in HOMES[::-1])
        found = (self.site(other, home) for other, home in homes if home and other != table)
        return next((each for each in found if each), "")

    def site_of(self, each: IncidentStands) -> str:
        """Return the site at which the incident is."""
        place = each.event.place
        return "" if place is None else self.site(place.table, place.key)


def sketches(
    ground: Ground, posts: Sequence[Staffed], incidents: Sequence[IncidentStands]
) -> tuple[Sketch, ...]:
    """Return the drawing of everything, then those of the sites with most trouble.

    Without trouble the site with most posts is drawn close; nothing where no site has a place.
    """
    sites = [key for key in ground.held.rows["sites"] if ground.point("sites", key)]
    if not sites:
        return ()
    trouble = Counter[str](each.post.site_id for each in posts if each.is_short)
    trouble.update(site for each in incidents if (site := ground.site_of(each)))
    busy = Counter[str](each.post.site_id for each in posts)
    close = trouble.most_common(CLOSE_UPS_MAX) or busy.most_common(1)
    drawn = (_close_up(ground, site, posts, incidents) for site, _ in close)
    return _overview(ground, sites, incidents), *(each for each in drawn if each is not None)


def _closed(seen: Seen) -> frozenset[str]:
    """Return the road segments that are blocked now."""
    live = () if seen.standing is None else seen.standing.watch.live.blocked_segments
    return frozenset(key for key, span in live if span.start <= seen.moment < span.end)


def _overview(ground: Ground, sites: Sequence[str], incidents: Sequence[IncidentStands]) -> Sketch:
    places = {key: place for key in sites if (place := ground.point("sites", key))}
    signs = [*_incident_signs(ground, incidents), *_site_signs(ground, places)]
    points = [*places.values(), *(each.place for each in signs)]
    return _sketch(ground, "", _frame(points), signs)


def _close_up(
    ground: Ground, site: str, posts: Sequence[Staffed], incidents: Sequence[IncidentStands]
) -> Sketch | None:
    own = [each for each in incidents if ground.site_of(each) == site]
    signs = [
        *_incident_signs(ground, own),
        *_post_signs(ground, [each for each in posts if each.post.site_id == site]),
    ]
    outlines = [
        point
        for key, zone in ground.held.rows["zones"].items()
        if getattr(zone, "site_id", "") == site
        for point in ground.points("zones", key)
    ]
    points = {*outlines, *(each.place for each in signs)}
    if len(points) < 2:  # noqa: PLR2004  # one point alone is no drawing
        return None
    return _sketch(ground, site, _frame(points), signs)


def _frame(points: Iterable[Point]) -> Frame:
    """Return the frame around the points, with room for names at its sides."""
    found = frame_around(points)
    room = found.width * MARGIN
    return Frame(found.west - room, found.south, found.east + room, found.north)


def _sketch(ground: Ground, site: str, frame: Frame, signs: Sequence[Sign]) -> Sketch:
    row = ground.row("sites", site) if site else None
    areas = [
        Area(
            table=table, points=points, told=f"{key} · {getattr(each, 'name', '')}",
            look=_look(each, key, ground.held),
        )
        for table in GROUND
        for key, each in ground.held.rows[table].items()
        if frame.meets(points := ground.points(table, key))
    ]  # fmt: skip
    return Sketch(
        site=site,
        name=row.name if isinstance(row, Site) else site,
        frame=frame,
        areas=tuple(areas),
        signs=tuple(signs[:SIGNS_MAX]),
        more=len(signs[SIGNS_MAX:]),
    )


def _look(row: Row, key: str, held: Read) -> str:
    if isinstance(row, Zone):
        return row.ring.value
    if isinstance(row, Obstacle):
        return "building" if row.control_id is None else "screen"
    return "closed" if key in held.closed else "road"


def _incident_signs(ground: Ground, incidents: Iterable[IncidentStands]) -> list[Sign]:
    found = []
    for each in incidents:
        place = each.event.place
        point = None if place is None else ground.point(place.table, place.key)
        if point is not None:
            found.append(
                Sign(
                    place=point, kind="incident", told=each.title, name=each.title,
                    severity=each.severity.value,
                )
            )  # fmt: skip
    return found


def _site_signs(ground: Ground, places: Mapping[str, Point]) -> list[Sign]:
    names = {key: str(getattr(ground.row("sites", key), "name", "")) for key in places}
    return [
        Sign(place=place, kind="sites", told=f"{key} · {names[key]}", name=names[key])
        for key, place in places.items()
    ]


def _post_signs(ground: Ground, posts: Iterable[Staffed]) -> list[Sign]:
    """Return a sign for each place where posts stand, those that lack people first."""
    by_place: dict[Point, list[Staffed]] = defaultdict(list)
    for each in posts:
        point = ground.point("posts", each.post.post_id)
        if point is not None:
            by_place[point].append(each)
    signs = []
    for place, there in by_place.items():
        short = [each.post.post_id for each in there if each.is_short]
        told = [each.post.post_id for each in there][:TOLD_MAX]
        signs.append(
            Sign(
                place=place,
                kind="posts is-short" if short else "posts",
                told=" · ".join(short[:TOLD_MAX] or told),
                name=short[0] if len(short) == 1 else "",
                count=len(there),
            )
        )
    return sorted(signs, key=lambda each: each.kind == "posts")
