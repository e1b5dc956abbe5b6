"""Deployment: posts stand before people come, and somebody relieves those who stand."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np

from summitry.check.crowds import Day, coming
from summitry.check.held import held_by_any
from summitry.check.places import gate_sites, posts_by_gate, posts_by_site
from summitry.check.presence import needs, person_places, roster
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import HOUR_SECONDS, Interval, minutes_in, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Severity
from summitry.policy.pieces import Integers


@rule(
    "C-26",
    title=Text("Post staffed later than people come"),
    why=Text(
        "Wembley, 11 July 2021: crowds had gathered for hours when the police were deployed, and "
        "by then the gates were no longer theirs to hold."
    ),
    cases={
        "": Text(
            "People come to gate {gate} from {first} on. Its posts are not held in good time: "
            "{minutes} min are missing between {start} and {end}; post {post} is the first."
        )
    },
    remedy=Text(
        "Start the post and its shifts earlier, or open later and tell those who come; look at "
        "what else on the site begins with it."
    ),
    source=Text(
        "Review of the European football final at Wembley on 11 July 2021, as reported: police "
        "deployed too late."
    ),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "arrivals",
        "gates",
        "person_qualifications",
        "persons",
        "post_requirements",
        "posts",
        "shifts",
        "zones",
    ),
    attests=(AttestationKind.ACCEPTED,),
    limits=("deployment_minutes_min",),
)
def late_deployment(view: View) -> Iterator[Gap]:
    """Yield the first post of each gate that is not held by the time at which it must be."""
    margin = timedelta(minutes=view.limits.deployment_minutes_min)
    for (gate_id, day), come in view.derive(coming).items():
        first = come.interval.start
        lead = Interval(first - margin, first)
        own = _posts(view, gate_id)
        # Where the last of them has left before people come, all of them are held too early.
        posts = [post for post in own if post.end > lead.start] or own
        late = tuple(uncovered(lead, held_by_any(view, [post.post_id for post in posts])))
        if posts and late:
            post = min(posts, key=lambda each: (each.start, each.post_id))
            yield _late((gate_id, day), come.interval.start, post, late)


def _posts(view: View, gate_id: str) -> Sequence[Post]:
    """Return the posts at the gate, or those of its site where the plan ties none to the gate."""
    if gate_id not in view.rows(Gate):
        return ()
    at_site = view.derive(posts_by_site).get(view.derive(gate_sites).get(gate_id, ""), ())
    return view.derive(posts_by_gate).get(gate_id) or at_site


def _late(gate: Day, first: datetime, post: Post, late: tuple[Interval, ...]) -> Gap:
    gate_id, day = gate
    return Gap(
        table="posts",
        key=post.post_id,
        discriminator=f"{gate_id} {day.isoformat()}",
        start=late[0].start,
        end=late[-1].end,
        facts={
            "gate": gate_id,
            "post": post.post_id,
            "first": first,
            "minutes": minutes_in(late),
        },
        joins=(("gates", gate_id),),
        field=post.field,
    )


@rule(
    "C-55",
    title=Text("Post without relief"),
    why=Text(
        "Whoever is never relieved leaves the post or sleeps on it; the rear was open at Nara in "
        "2022 because the one who watched it was needed elsewhere."
    ),
    cases={
        "": Text(
            "Post {post} is to be held for {hours} h, and one shift may last {limit}. It needs "
            "{headcount} at a time, and no more than {persons} are on its roster: nobody relieves "
            "them."
        ),
        "gate": Text(
            "Post {post} at gate {gate} is to be held for {hours} h, and one may stand there "
            "for {limit}. It needs {headcount} at a time, and no more than {persons} are on its "
            "roster: there is no reserve."
        ),
    },
    remedy=Text("Give it more people, who take turns, and write down when they change."),
    source=Text("Ratios of relief to fixed posts; common practice, not verified."),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.POST,
    reads=("persons", "post_requirements", "posts", "shifts"),
    limits=("gate_duty_hours_max", "shift_hours_max"),
)
def no_relief(view: View) -> Iterator[Gap]:
    """Yield the posts that last longer than one shift may, and on which the same people stand.

    A post without any roster is told elsewhere.
    """
    people = view.derive(_people)
    posts = view.rows(Post)
    for place, post_id in enumerate(view.derive(needs).posts):
        post, persons = posts[post_id], int(people[place])
        if not 0 < persons <= post.headcount_min:
            continue
        at_gate = post.gate_id is not None
        limits = view.limits
        limit = limits.gate_duty_hours_max if at_gate else limits.shift_hours_max
        hours = post.interval.seconds / HOUR_SECONDS
        if hours > limit:
            yield Gap(
                table="posts",
                key=post_id,
                case="gate" if at_gate else "",
                start=post.start,
                end=post.end,
                facts={
                    "post": post_id,
                    "gate": post.gate_id,
                    "hours": round(hours, 1),
                    "limit": limit,
                    "headcount": post.headcount_min,
                    "persons": persons,
                },
                field=post.field,
            )


def _people(view: View) -> Integers:
    """Return for each post how many different persons of the plan stand on it in its time."""
    shifts, demand = view.derive(roster), view.derive(needs).demand
    known = np.flatnonzero((shifts.post >= 0) & (shifts.person >= 0))
    post = shifts.post[known]
    inside = (shifts.start[known] < demand.end[post]) & (shifts.end[known] > demand.start[post])
    size = max(1, len(view.derive(person_places)))
    pairs = np.unique(post[inside] * size + shifts.person[known][inside])
    return np.bincount(pairs // size, minlength=len(demand.start)).astype(np.int64)
