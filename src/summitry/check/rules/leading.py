"""Posts that lead others: not too many people to a leader, and nobody on duty without one."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from summitry.check.presence import holders, needs, roster
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.ids import PostId
from summitry.kit.time import Interval, common, day_of, moment_of, seconds_of, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Severity
from summitry.policy.ancestry import upward
from summitry.policy.coverage import short_by_distinct
from summitry.policy.levels import Spell, levels
from summitry.policy.pieces import Demand


@rule(
    "C-214",
    title=Text("Post without a leader, or one leader for too many"),
    why=Text(
        "Nobody can lead more than a handful of people at once, and people without a leader get no "
        "orders and give no reports."
    ),
    cases={
        "many": Text(
            "From {start} to {end} the posts led from {post} need {people} people. Leaders there: "
            "{leaders}; people to each: more than {limit}."
        ),
        "alone": Text(
            "Post {post} is staffed from {start} to {end}, and nobody is on {lead}, from which it "
            "is led."
        ),
        "ring": Text("Post {post} is led from {lead}, and in the end from itself."),
    },
    remedy=Text(
        "Put people on the leading post for these hours, or lead some of the posts from another "
        "one; where posts lead each other in a circle, name the one on top."
    ),
    source=Text(
        "Incident command system: three to seven people report to one leader, five at best; not "
        "verified."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.POST,
    reads=("posts", "post_requirements", "shifts", "persons", "person_qualifications"),
    limits=("span_of_control_max",),
)
def posts_without_a_leader(view: View) -> Iterator[Gap]:
    """Yield times with too many people to a leader or without one, and posts led by themselves.

    People are those whom the led posts need; leaders those whom the leading post needs, and one
    where it is not open. Whoever is led from a led post is not counted at the post above.
    """
    posts = view.rows(Post)
    for lead_id, led in view.derive(_led).items():
        yield from _too_many(view, posts[lead_id], led)
    yield from _alone(view)
    for post in posts.values():
        above_id = post.lead_post_id
        if above_id is not None and any(
            above.lead_post_id == post.post_id for above in upward(above_id, posts, "lead_post_id")
        ):
            facts = {"post": post.post_id, "lead": above_id}
            yield Gap(table="posts", key=post.post_id, column="lead_post_id", case="ring",
                      discriminator="ring", facts=facts, joins=(("posts", above_id),),
                      field=post.field)  # fmt: skip


def _led(view: View) -> Mapping[str, Sequence[Post]]:
    """Return the posts that are led from each post that the plan has."""
    posts = view.rows(Post)
    led = (post for post in posts.values() if post.lead_post_id in posts)
    return grouped(led, "lead_post_id")


def _too_many(view: View, lead: Post, led: Sequence[Post]) -> Iterator[Gap]:
    """Yield the stretches in which the posts need more people than their leaders can lead."""
    needed = view.derive(_people_needed)
    limit = view.limits.span_of_control_max
    window = Interval(min(each.start for each in led), max(each.end for each in led))
    spells: list[Spell] = [(each.interval, needed[each.post_id]) for each in led]
    # Where the leading post opens or closes, its leaders become more or fewer.
    for stretch, people in levels(window, [*spells, (lead.interval, 0)]):
        leaders = needed[lead.post_id] if lead.interval.overlaps(stretch) else 1
        if people > limit * leaders:
            yield Gap(
                table="posts",
                key=lead.post_id,
                case="many",
                discriminator=f"many:{day_of(stretch.start, view.zone).isoformat()}",
                start=stretch.start,
                end=stretch.end,
                facts={
                    "post": lead.post_id,
                    "people": people,
                    "leaders": leaders,
                    "limit": limit,
                },
                field=lead.field,
            )


def _people_needed(view: View) -> Mapping[PostId, int]:
    """Return how many people each post needs: different ones for each requirement."""
    needed = view.derive(needs)
    demand = needed.demand
    asked = np.concatenate([[0], np.cumsum(demand.need)])[demand.first]
    most = np.maximum(demand.headcount, np.diff(asked))
    return dict(zip(needed.posts, most.tolist(), strict=True))


def _alone(view: View) -> Iterator[Gap]:
    """Yield the stretches in which somebody is on a led post, and nobody on the leading one."""
    posts, led = view.rows(Post), view.derive(_led)
    windows = {
        PostId(lead_id): Interval(min(each.start for each in own), max(each.end for each in own))
        for lead_id, own in led.items()
    }
    without = _empty(view, windows)
    hours = {each.post_id: each.interval for lead_id in without for each in led[lead_id]}
    empty = _empty(view, hours)
    for lead_id, stretches in without.items():
        for post in led[lead_id]:
            for there in uncovered(post.interval, empty.get(post.post_id, ())):
                for stretch in common(stretches, there):
                    yield _alone_gap(view, post, posts[lead_id], stretch)


def _alone_gap(view: View, post: Post, lead: Post, stretch: Interval) -> Gap:
    return Gap(
        table="posts",
        key=post.post_id,
        case="alone",
        discriminator=f"{lead.post_id}:{day_of(stretch.start, view.zone).isoformat()}",
        start=stretch.start,
        end=stretch.end,
        facts={"post": post.post_id, "lead": lead.post_id},
        joins=(("posts", lead.post_id),),
        field=post.field,
    )


def _empty(view: View, hours: Mapping[PostId, Interval]) -> Mapping[PostId, list[Interval]]:
    """Return when nobody is on the posts in these hours."""
    if not hours:
        return {}
    order = view.derive(needs).posts
    nothing = np.zeros(len(order), dtype=np.int64)
    start, end, people = nothing.copy(), nothing.copy(), nothing.copy()
    for place, post_id in enumerate(order):
        if post_id in hours:
            start[place] = seconds_of(hours[post_id].start)
            end[place] = seconds_of(hours[post_id].end)
            people[place] = 1
    none = np.zeros(0, dtype=np.int64)
    asked = Demand(start, end, people, np.append(nothing, 0), none, none)
    short = short_by_distinct(asked, view.derive(roster), view.derive(holders))
    found: dict[PostId, list[Interval]] = {}
    columns = (short.post.tolist(), short.start.tolist(), short.end.tolist())
    for place, begin, until in zip(*columns, strict=True):
        found.setdefault(order[place], []).append(Interval(moment_of(begin), moment_of(until)))
    return found
