"""When posts are held, and where people are: shared by the demands of safety, by brute force."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from benchmarks.oracle.posts import staffed
from benchmarks.oracle.sights import accepted_by_holder
from benchmarks.oracle.world import World, interval
from summitry.kit.time import seconds_of

Span = tuple[int, int]
YES: frozenset[tuple[Any, ...]] = frozenset({("yes",)})
NO: frozenset[tuple[Any, ...]] = frozenset()
ROSTER = ("shifts", "persons", "person_qualifications", "post_requirements", "posts")

_LOOKED_AT = ("persons", "person_qualifications", "event")
_HELD: dict[str, tuple[tuple[object, ...], list[Span]]] = {}
"""What was found of each post last, with the very objects that it was found from."""


def held(world: World, post_id: str | None) -> list[Span]:
    """Return when the post has all it needs and its holder has taken it on; never if unknown."""
    post = world.get("posts", post_id)
    if post is None:
        return []
    sources = (
        post,
        *(world.index[table, "post_id"].get(post_id) for table in ("shifts", "post_requirements")),
        *(world.tables[table] for table in _LOOKED_AT),
        world.words,
    )
    before, spans = _HELD.get(post_id or "", ((), []))
    if len(before) != len(sources) or any(
        one is not other for one, other in zip(before, sources, strict=True)
    ):
        agreed = accepted_by_holder(world, post)
        spans = staffed(world, post, *interval(post)) if agreed else []
        _HELD[post.post_id] = (sources, spans)
    return spans


def clipped(spans: Iterable[Span], window: Span) -> list[Span]:
    """Return the parts of the spans inside the window."""
    cut = [(max(start, window[0]), min(end, window[1])) for start, end in spans]
    return [(start, end) for start, end in cut if start < end]


def missing(window: Span, spans: Iterable[Span]) -> set[int]:
    """Return the begun minutes of the window that are not wholly inside some spans together."""
    own = list(spans)
    edges = sorted({*window, *(edge for span in own for edge in span)})
    found: set[int] = set()
    for start, end in pairwise(edges):
        inside = window[0] <= start and end <= window[1]
        if inside and not any(low <= start and end <= high for low, high in own):
            found |= set(range(start // 60, -(-end // 60)))
    return found


def day(world: World, moment: Any) -> date:
    """Return the day at the venue."""
    found: date = moment.astimezone(world.event.zone).date()
    return found


def site_of(world: World, item: Any) -> str | None:
    """Return the site of an item's room."""
    room = world.get("rooms", item.room_id)
    return None if room is None else room.site_id


def crowds(world: World) -> dict[tuple[str, date], tuple[Span, int]]:
    """Return for each site and day from when to when people are there, and how many at most."""
    spans: dict[tuple[str, date], list[Span]] = {}
    come: dict[tuple[str, date], int] = {}
    items: dict[tuple[str, date], list[Any]] = {}
    for item in world.rows("programme"):
        site = site_of(world, item)
        if site is not None:
            spans.setdefault((site, day(world, item.start)), []).append(interval(item))
            items.setdefault((site, day(world, item.start)), []).append(item)
    for flow in world.rows("arrivals"):
        gate = world.get("gates", flow.gate_id)
        zone = world.get("zones", gate.zone_id) if gate is not None else None
        if zone is not None and flow.persons > 0:
            key = (zone.site_id, day(world, flow.start))
            spans.setdefault(key, []).append(interval(flow))
            come[key] = come.get(key, 0) + flow.persons
    leaving = timedelta(minutes=world.limit("dispersal_minutes")).total_seconds()
    return {
        key: (
            (min(start for start, _ in each), round(max(end for _, end in each) + leaving)),
            max(come.get(key, 0), together(items.get(key, []))),
        )
        for key, each in spans.items()
    }


def together(items: list[Any]) -> int:
    """Return the most people that the items expect at one moment."""
    most = 0
    for item in items:
        now = seconds_of(item.start)
        running = [other for other in items if interval(other)[0] <= now < interval(other)[1]]
        most = max(most, sum(other.headcount or 0 for other in running))
    return most
