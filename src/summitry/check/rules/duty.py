"""Persons: on two posts at once, without rest, too long on duty, or too far away."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from summitry.check.duties import READS, Duty, duties, whole_tours
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.ids import SiteId
from summitry.kit.time import HOUR_SECONDS, MINUTE_SECONDS, day_of, moment_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.movements import TravelTime
from summitry.plan.places import Site
from summitry.plan.terms import Field, Severity
from summitry.policy.duty import (
    Pair,
    Tours,
    double_bookings,
    known,
    long_tours,
    moves,
    short_rests,
    tours,
)
from summitry.policy.timing import NIGHT_SECONDS


@rule(
    "C-53",
    title=Text("One person on two posts at once"),
    why=Text(
        "Both posts look staffed and one of them is empty. Sheets that several units keep by "
        "themselves make this mistake by themselves."
    ),
    cases={"": Text("{person} stands on {post} and on {other_post} at the same time.")},
    remedy=Text("Take the person off one of the two posts for that time and put another there."),
    source=Text("Practice of planners who merge the sheets of several units; not verified."),
    field=Field.COMMAND,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=READS,
)
def persons_on_two_posts(view: View) -> Iterator[Gap]:
    """Yield each time in which one person has shifts on two posts."""
    duty = view.derive(duties)
    zone = view.zone
    for before, after in double_bookings(duty.roster):
        start = moment_of(duty.start(after))
        end = moment_of(min(duty.end(before), duty.end(after)))
        post_id, other_id = sorted((duty.post(before).post_id, duty.post(after).post_id))
        yield Gap(
            table="persons",
            key=duty.person(after),
            discriminator=f"{post_id}+{other_id}:{day_of(start, zone).isoformat()}",
            start=start,
            end=end,
            facts={"person": duty.person(after), "post": post_id, "other_post": other_id},
            joins=(("posts", post_id), ("posts", other_id)),
            field=duty.post(after).field,
        )


@rule(
    "C-54",
    title=Text("Too little rest, too long on duty"),
    why=Text("Tired people miss what they were posted to see."),
    cases={
        "rest": Text(
            "{person} rests {hours} h before the duty on {post}, less than {limit_hours}."
        ),
        "long": Text(
            "{person} is on duty for {hours} h without a break, from {post} on, more than "
            "{limit_hours}."
        ),
        "gate": Text(
            "{person} is at gate {gate} for {hours} h without relief, more than {limit_hours}."
        ),
    },
    remedy=Text("Give part of the duty to another person, or move one of the shifts."),
    source=Text(
        "Directive 2003/88/EC of the European Union on working time, article 3, for rest between "
        "shifts; common practice for the lengths: set them from your own regulations."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=READS,
    limits=("rest_hours_min", "shift_hours_max", "gate_duty_hours_max"),
)
def persons_without_rest(view: View) -> Iterator[Gap]:
    """Yield each rest that is too short and each duty, or duty at one gate, that is too long.

    Shifts that touch are one duty, whatever the posts; posts of one gate are one place.
    """
    duty = view.derive(duties)
    limits = view.limits
    whole = view.derive(whole_tours)
    for tour, rest in short_rests(whole, limits.rest_hours_min * HOUR_SECONDS):
        start = int(whole.start[tour])
        window = (start - rest, start)
        yield _duty_gap(view, (whole, tour), "rest", window, limits.rest_hours_min)
    for tour, _ in long_tours(whole, limits.shift_hours_max * HOUR_SECONDS):
        window = (int(whole.start[tour]), int(whole.end[tour]))
        yield _duty_gap(view, (whole, tour), "long", window, limits.shift_hours_max)
    at_gates = _tours_at_gates(duty)
    for tour, _ in long_tours(at_gates, limits.gate_duty_hours_max * HOUR_SECONDS):
        window = (int(at_gates.start[tour]), int(at_gates.end[tour]))
        yield _duty_gap(view, (at_gates, tour), "gate", window, limits.gate_duty_hours_max)


def _tours_at_gates(duty: Duty) -> Tours:
    places: dict[str, int] = {}
    gates = [
        -1 if post.gate_id is None else places.setdefault(post.gate_id, len(places))
        for post in duty.posts
    ]
    # An unknown post has the place -1, for which the last entry stands.
    gate = np.array([*gates, -1], dtype=np.int64)[duty.roster.post]
    chosen = known(duty.roster)
    return tours(duty.roster, gate, chosen[gate[chosen] >= 0])


def _duty_gap(
    view: View, which: tuple[Tours, int], case: str, window: tuple[int, int], limit: float
) -> Gap:
    duty = view.derive(duties)
    each, tour = which
    shift = int(each.shifts_of(tour)[0])
    post = duty.post(shift)
    start, end = window
    day = day_of(moment_of(int(each.start[tour])), view.zone).isoformat()
    place = f"gate:{post.gate_id}" if case == "gate" else case
    return Gap(
        table="persons",
        key=duty.person(shift),
        case=case,
        discriminator=f"{place}:{day}",
        start=moment_of(start),
        end=moment_of(end),
        facts={
            "person": duty.person(shift),
            "post": post.post_id,
            "gate": post.gate_id,
            "hours": round((end - start) / HOUR_SECONDS, 2),
            "limit_hours": limit,
        },
        joins=(("posts", post.post_id),),
        field=post.field,
    )


@rule(
    "C-57",
    title=Text("No time for the way between two posts"),
    why=Text("A post is empty for as long as the person who should stand there is on the way."),
    cases={
        "": Text(
            "{person} has {minutes} min from {from_post} to {to_post}; the way from "
            "{from_site} to {to_site} takes {minutes_min}."
        ),
        "unknown": Text(
            "{persons} people go from {from_site} to {to_site} between two shifts, and the plan "
            "does not say how long that takes."
        ),
    },
    remedy=Text(
        "Let the second shift start later, or put another person there; where the way is not "
        "known, enter its travel time."
    ),
    source=Text("Practice of planners who merge the sheets of several units; not verified."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(*READS, "sites", "travel_times"),
    limits=("same_site_minutes",),
)
def ways_that_take_too_long(view: View) -> Iterator[Gap]:
    """Yield each change of post for which the way takes longer than the time between.

    A way that the plan does not know is told once for each two sites, as unknown; not where there
    is half a day for it, nor where a site itself is missing, which is told as such.
    """
    duty = view.derive(duties)
    sites = sorted({post.site_id for post in duty.posts})
    place = {site_id: number for number, site_id in enumerate(sites)}
    site = np.array([place[post.site_id] for post in duty.posts], dtype=np.int64)
    minutes = _minutes(view.rows(TravelTime), place, view.limits.same_site_minutes)
    before, after = moves(duty.roster)
    starts, ends = site[duty.roster.post[before]], site[duty.roster.post[after]]
    minutes_min = minutes[starts, ends]
    time = duty.roster.start[after] - duty.roster.end[before]
    for late in np.flatnonzero(time < minutes_min * MINUTE_SECONDS).tolist():
        pair = Pair(int(before[late]), int(after[late]))
        yield _way_gap(view, pair, float(minutes_min[late]))
    there = np.array([site_id in view.rows(Site) for site_id in sites], dtype=np.bool_)
    unknown = np.isnan(minutes_min) & (time < NIGHT_SECONDS) & there[starts] & there[ends]
    low, high = np.minimum(starts, ends)[unknown], np.maximum(starts, ends)[unknown]
    persons = duty.roster.person[before][unknown]
    for start, end in sorted(set(zip(low.tolist(), high.tolist(), strict=True))):
        going = persons[(low == start) & (high == end)]
        yield _unknown_way(sites[start], sites[end], len(np.unique(going)))


def _minutes(
    rows: Mapping[str, TravelTime], place: Mapping[SiteId, int], same_site_minutes: float
) -> NDArray[np.float64]:
    """Return the minutes between sites; not a number where the plan does not say.

    The way back is as long as the way there unless it has its own row.
    """
    minutes = np.full((len(place), len(place)), np.nan)
    for row in rows.values():
        start, end = place.get(row.from_site_id), place.get(row.to_site_id)
        if start is not None and end is not None:
            minutes[start, end] = row.minutes
    minutes = np.where(np.isnan(minutes), minutes.T, minutes)
    np.fill_diagonal(minutes, same_site_minutes)
    return minutes


def _unknown_way(site_id: SiteId, other_id: SiteId, persons: int) -> Gap:
    return Gap(
        table="sites",
        key=site_id,
        case="unknown",
        discriminator=other_id,
        facts={"from_site": site_id, "to_site": other_id, "persons": persons},
        joins=(("sites", other_id),),
        unknown=True,
    )


def _way_gap(view: View, pair: Pair, minutes_min: float) -> Gap:
    duty = view.derive(duties)
    before, after = duty.post(pair.before), duty.post(pair.after)
    start, end = moment_of(duty.end(pair.before)), moment_of(duty.start(pair.after))
    return Gap(
        table="persons",
        key=duty.person(pair.after),
        discriminator=f"{before.post_id}>{after.post_id}:{day_of(end, view.zone).isoformat()}",
        start=start,
        end=end,
        facts={
            "person": duty.person(pair.after),
            "from_post": before.post_id,
            "to_post": after.post_id,
            "from_site": before.site_id,
            "to_site": after.site_id,
            "minutes": round((end - start).total_seconds() / MINUTE_SECONDS, 1),
            "minutes_min": minutes_min,
        },
        joins=(("posts", before.post_id), ("posts", after.post_id)),
        field=after.field,
    )
