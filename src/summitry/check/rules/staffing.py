"""Posts that have too few people, or change hands without overlap."""

from collections.abc import Iterator
from itertools import groupby

from summitry.check.presence import Stretch, holders, needs, roster, short
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import MINUTE_SECONDS, day_of, moment_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Severity
from summitry.policy.handover import short_handovers

ROSTER_TABLES = ("posts", "post_requirements", "shifts", "persons", "person_qualifications")


@rule(
    "C-52",
    title=Text("Post without enough people"),
    why=Text(
        "A post in the plan that nobody stands on is a hole that everybody believes closed: in "
        "Butler on 13 July 2024 nobody was on the roof, in Nara on 8 July 2022 nobody covered the "
        "rear."
    ),
    cases={
        "empty": Text("Nobody is on post {post}; it needs {need}."),
        "people": Text("Post {post} has {have} of the {need} people it needs."),
        "requirement": Text(
            "Of different people who can meet {requirements}, post {post} has {have} and needs "
            "{need}."
        ),
    },
    remedy=Text(
        "Put more people, or people with the missing qualification or language, on the post for "
        "the time given, or shorten the time for which the post is needed."
    ),
    source=Text(
        "Reviews of 13 July 2024 (Butler) and 8 July 2022 (Nara). Requirements that must be met at "
        "once are met by different people (Hall's theorem)."
    ),
    field=Field.VENUES,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.POST,
    reads=ROSTER_TABLES,
)
def posts_without_enough_people(view: View) -> Iterator[Gap]:
    """Yield each stretch in which a post lacks people, or holders of what it requires.

    The severity is the post's own weight.
    """
    posts = view.rows(Post)
    zone = view.zone
    for stretch in view.derive(short):
        post = posts[stretch.post_id]
        day = day_of(stretch.interval.start, zone).isoformat()
        lacking = "+".join(stretch.requirements) or "people"
        yield Gap(
            table="posts",
            key=stretch.post_id,
            case=_case(stretch),
            discriminator=f"{lacking}:{day}",
            start=stretch.interval.start,
            end=stretch.interval.end,
            facts={
                "post": stretch.post_id,
                "have": stretch.have,
                "need": stretch.need,
                "requirements": stretch.requirements,
            },
            joins=tuple(
                ("post_requirements", f"{stretch.post_id}|{name}") for name in stretch.requirements
            ),
            field=post.field,
            severity=post.weight,
        )


def _case(stretch: Stretch) -> str:
    if stretch.requirements:
        return "requirement"
    return "people" if stretch.have else "empty"


@rule(
    "C-56",
    title=Text("Handover without overlap"),
    why=Text(
        "Whoever takes over at the very moment at which the other leaves is told nothing, and the "
        "post is empty whenever somebody comes a minute late."
    ),
    cases={
        "": Text(
            "Handovers of post {post} on this day with less than {overlap_minutes} min of "
            "overlap: {count}. Of those who stay only {have} were there in time, where the post "
            "needs {need}."
        )
    },
    remedy=Text("Let the relief start earlier, or the relieved stay longer, by the overlap."),
    source=Text(
        "Guidance for posts staffed around the clock, from industry publications; not verified."
    ),
    field=Field.VENUES,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.POST,
    reads=ROSTER_TABLES,
    limits=("handover_minutes_min",),
)
def handovers_without_overlap(view: View) -> Iterator[Gap]:
    """Yield each post and day on which somebody leaves before enough others are settled in."""
    needed = view.derive(needs)
    posts = view.rows(Post)
    zone = view.zone
    overlap = view.limits.handover_minutes_min
    found = short_handovers(
        needed.demand, view.derive(roster), view.derive(holders), round(overlap * MINUTE_SECONDS)
    )
    handovers = (
        (needed.posts[place], day_of(moment_of(at), zone).isoformat(), moment_of(at), have)
        for place, at, have in zip(*(column.tolist() for column in found), strict=True)
    )
    for (post_id, day), group in groupby(handovers, key=lambda each: each[:2]):
        same_day = list(group)
        yield Gap(
            table="posts",
            key=post_id,
            discriminator=day,
            start=same_day[0][2],
            end=same_day[-1][2],
            facts={
                "post": post_id,
                "count": len(same_day),
                "have": min(have for *_, have in same_day),
                "need": posts[post_id].headcount_min,
                "overlap_minutes": overlap,
            },
            field=posts[post_id].field,
        )
