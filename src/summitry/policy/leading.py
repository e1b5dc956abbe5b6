"""Who leads whom from post to post: the hours in which a leader is needed, and how gravely."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from summitry.kit.ids import PostId
from summitry.kit.time import Interval, uncovered, union
from summitry.plan.posts import Post
from summitry.policy.ancestry import upward


def leading_hours(posts: Mapping[str, Post]) -> Mapping[PostId, tuple[Interval, ...]]:
    """Return by leading post when a post led from it is needed, and it is not open itself.

    Whoever is led further down counts too: a post in between is then needed as well.
    """
    led: dict[str, list[Interval]] = defaultdict(list)
    for post, lead in _led(posts):
        led[lead.post_id].append(post.interval)
    return {
        PostId(lead_id): more
        for lead_id, hours in led.items()
        if (more := tuple(_outside(hours, posts[lead_id].interval)))
    }


def _outside(hours: list[Interval], own: Interval) -> Iterator[Interval]:
    for span in union(hours):
        yield from uncovered(span, (own,))


def gravest(posts: Mapping[str, Post]) -> Mapping[PostId, int]:
    """Return by leading post how grave it is, 0 most, if a post led from it is without a leader."""
    found: dict[PostId, int] = {}
    for post, lead in _led(posts):
        depth = found.get(lead.post_id, lead.weight.depth)
        found[lead.post_id] = min(depth, post.weight.depth)
    return found


def _led(posts: Mapping[str, Post]) -> Iterator[tuple[Post, Post]]:
    """Yield each post with every post from which it is led, directly or further up."""
    for post in posts.values():
        for lead in upward(post.lead_post_id, posts, "lead_post_id"):
            if lead.post_id != post.post_id:
                yield post, lead
