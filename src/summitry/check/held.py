"""When posts are really held: enough people are there, and their unit has accepted the post."""

from collections.abc import Iterable, Mapping

from summitry.check.presence import accepted, presence
from summitry.check.view import View
from summitry.kit.time import Interval, union
from summitry.plan.posts import Post

Spans = tuple[Interval, ...]


def held(view: View) -> Mapping[str, Spans]:
    """Return for each post when it is held, in order; never while its holder has not accepted."""
    present, agreed = view.derive(presence), view.derive(accepted)
    return {
        post_id: present.get(post.post_id, ()) if post.post_id in agreed else ()
        for post_id, post in view.rows(Post).items()
    }


def held_by_any(view: View, post_ids: Iterable[str]) -> Spans:
    """Return when at least one of the posts is held, disjoint and in order."""
    spans = view.derive(held)
    return union(span for post_id in post_ids for span in spans.get(post_id, ()))
