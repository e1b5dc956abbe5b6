"""What a lost gate or a cancelled meeting takes from the posts of a plan, and what moves."""

from collections.abc import Iterator, Sequence

from summitry.kit.ids import GateId, ItemId
from summitry.plan.access import Gate
from summitry.plan.places import Room, Site
from summitry.plan.posts import Post as PostRow
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import SiteKind
from summitry.roster.replan.problem import Added, Post, Roster, Span


def posts_at(roster: Roster, gate: GateId) -> list[int]:
    """Return the posts at the gate, by their places in the roster."""
    return [number for number, post in enumerate(roster.posts) if post.gate == gate]


def posts_for(snapshot: Snapshot, roster: Roster, item: ItemId) -> list[int]:
    """Return the posts that stand for this item of the programme alone.

    Those at gates that open for it; and those at its venue, if nothing else of the programme takes
    place there while they stand. At hotels, airports and other sites people stand for more than
    the programme: nobody is taken from there.
    """
    items = snapshot.rows(Item)
    gates = {key for key, gate in snapshot.rows(Gate).items() if gate.item_id == item}
    site = _site(snapshot, items[item])
    is_venue = site in (sites := snapshot.rows(Site)) and sites[site].kind is SiteKind.VENUE
    there = [each for each in items.values() if _site(snapshot, each) == site]
    found = []
    for number, post in enumerate(roster.posts):
        row = snapshot.rows(PostRow)[post.post_id]
        during = [each.item_id for each in there if each.start < row.end and row.start < each.end]
        if post.gate in gates or (is_venue and post.site == site and during == [item]):
            found.append(number)
    return found


def _site(snapshot: Snapshot, item: Item) -> str:
    room = snapshot.rows(Room).get(item.room_id)
    return "" if room is None else str(room.site_id)


def moved(roster: Roster, lost: Sequence[int], to: int, window: Span) -> Iterator[Added]:
    """Yield what the posts ask for in the window, asked for on another post instead."""
    for number in lost:
        post = roster.posts[number]
        start, end = max(post.start, window[0]), min(post.end, window[1])
        if start < end:
            yield from _asked(post, to, start, end)


def _asked(post: Post, to: int, start: int, end: int) -> Iterator[Added]:
    plain = post.headcount
    for kind, count in post.needs:
        yield Added(post=to, start=start, end=end, count=count, kind=kind)
        plain -= count
    if plain > 0:
        yield Added(post=to, start=start, end=end, count=plain)
