"""Persons: too long on duty in a week, without a weekly rest, too many days in a row."""

from collections.abc import Iterator

import numpy as np

from summitry.check.duties import READS, duties, whole_tours
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import HOUR_SECONDS, day_of, moment_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.terms import Field, Severity
from summitry.policy.duty import Tours
from summitry.policy.pieces import Integers
from summitry.policy.weeks import WEEK_SECONDS, Worst, full_weeks, long_rows, restless_weeks


@rule(
    "C-213",
    title=Text("Too much duty in a week"),
    why=Text(
        "Whoever works long shifts for many days without a day's rest is as slow and as careless "
        "as somebody who has not slept, and does not notice it."
    ),
    cases={
        "hours": Text(
            "{person} is on duty for {hours} h in the seven days from {start} to {end}, more than "
            "{limit_hours}."
        ),
        "rest": Text(
            "{person} rests for {hours} h without a break at most in the seven days from {start} "
            "to {end}, less than {limit_hours}."
        ),
        "row": Text(
            "{person} begins duty on {days} days in a row from {start} on; allowed: {limit}."
        ),
    },
    remedy=Text("Give part of the duty to another person, or a day off in between."),
    source=Text(
        "Directive 2003/88/EC of the European Union on working time, articles 5 and 6: a weekly "
        "rest, and 48 hours a week on average; not verified."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=READS,
    limits=("week_hours_max", "weekly_rest_hours_min", "days_in_row_max"),
)
def persons_without_a_day_off(view: View) -> Iterator[Gap]:
    """Yield of each person, once for each limit, when it is exceeded most.

    Seven days are counted from the beginning of each tour of duty; a day is the venue's.
    """
    whole, limits = view.derive(whole_tours), view.limits
    for worst in full_weeks(whole, limits.week_hours_max * HOUR_SECONDS):
        yield _week_gap(view, worst, "hours", limits.week_hours_max)
    for worst in restless_weeks(whole, limits.weekly_rest_hours_min * HOUR_SECONDS):
        yield _week_gap(view, worst, "rest", limits.weekly_rest_hours_min)
    for worst in long_rows(whole, _days(view, whole), limits.days_in_row_max):
        yield _row_gap(view, worst, limits.days_in_row_max)


def _days(view: View, whole: Tours) -> Integers:
    """Return the number of the venue's day on which each tour begins."""
    moments, place = np.unique(whole.start, return_inverse=True)
    days = [day_of(moment_of(moment), view.zone).toordinal() for moment in moments.tolist()]
    return np.array(days, dtype=np.int64)[place]


def _week_gap(view: View, worst: Worst, case: str, limit: float) -> Gap:
    start = int(view.derive(whole_tours).start[worst.tour])
    facts = {"hours": round(worst.amount / HOUR_SECONDS, 2), "limit_hours": limit}
    return _gap(view, worst, case, (start, start + WEEK_SECONDS), facts)


def _row_gap(view: View, worst: Worst, limit: float) -> Gap:
    whole = view.derive(whole_tours)
    window = (int(whole.start[worst.tour]), int(whole.end[worst.tour]))
    return _gap(view, worst, "row", window, {"days": worst.amount, "limit": limit})


def _gap(
    view: View, worst: Worst, case: str, window: tuple[int, int], facts: dict[str, float]
) -> Gap:
    duty = view.derive(duties)
    shift = int(view.derive(whole_tours).shifts_of(worst.tour)[0])
    post = duty.post(shift)
    return Gap(
        table="persons",
        key=duty.person(shift),
        case=case,
        discriminator=case,
        start=moment_of(window[0]),
        end=moment_of(window[1]),
        facts={"person": duty.person(shift), **facts},
        joins=(("posts", post.post_id),),
        field=post.field,
    )
