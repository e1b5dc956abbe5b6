"""What a week of duty may have, and duty that stays and counts in it, as arrays for the search."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from summitry.kit.ids import PersonId
from summitry.kit.time import EPOCH, HOUR_SECONDS, day_of, moment_of
from summitry.policy.limits import Limits
from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.staffing.gaps import Stay
from summitry.roster.staffing.people import joined
from summitry.roster.staffing.problem import Problem, Rules, Span, Stays

Integers = NDArray[np.int64]


class Weeks(NamedTuple):
    """The limits, and tours of duty that stay: ``first[k]`` to ``first[k + 1]`` are of type k."""

    is_on: bool
    """Whether a sequence that keeps to all other rules may break one of these."""
    seconds: int
    """On duty in any seven days; as many as these have: not limited."""
    rest: int
    """Without a break in every seven days; 0: not asked for."""
    counts: bool
    """Whether tours in a period are limited."""
    first: Integers
    start: Integers
    end: Integers
    day: Integers


def weeks_of(problem: Problem) -> Weeks:
    """Return the limits of the problem on weeks of duty."""
    rules = problem.rules
    stays = [tour for each in problem.types for tour in each.duty]
    seconds = WEEK_SECONDS if rules.week_seconds_max is None else rules.week_seconds_max
    rest = rules.week_rest_seconds_min or 0
    first = np.zeros(len(problem.types) + 1, dtype=np.int64)
    np.cumsum([len(each.duty) for each in problem.types], out=first[1:])
    limited = seconds < WEEK_SECONDS or (rest > 0 and _may_be_restless(problem, rest))
    table = np.array(stays, dtype=np.int64).reshape(-1, 3)
    start, end, day = (np.ascontiguousarray(column) for column in table.T)
    is_on = limited or (rules.days_in_row_max is not None and len(stays) > 0)
    return Weeks(is_on, seconds, rest, rules.tours_max is not None, first, start, end, day)


def _may_be_restless(problem: Problem, rest: int) -> bool:
    """Say whether all duty together takes so long that a weekly rest may be missing."""
    spans = [(each.start, each.end) for each in problem.demands]
    spans += [(start, end) for each in problem.types for start, end, _ in each.duty]
    whole = max((end for _, end in spans), default=0) - min(
        (start for start, _ in spans), default=0
    )
    return whole > WEEK_SECONDS - rest


def with_weeks(rules: Rules, limits: Limits) -> Rules:
    """Return the rules with the limits on weeks and days in a row that the event sets."""
    seconds = round(limits.week_hours_max * HOUR_SECONDS)
    any_row = limits.days_in_row_max >= Limits().days_in_row_max
    return replace(
        rules,
        week_seconds_max=seconds if seconds < WEEK_SECONDS else None,
        week_rest_seconds_min=round(limits.weekly_rest_hours_min * HOUR_SECONDS) or None,
        days_in_row_max=None if any_row else int(limits.days_in_row_max),
    )


def standing_duty(
    rules: Rules, shifts: Iterable[Stay], zone: ZoneInfo
) -> Mapping[PersonId, tuple[Stays, ...]]:
    """Return by person the tours of duty that stay, where weeks or days in a row are limited."""
    limits = (rules.week_seconds_max, rules.week_rest_seconds_min, rules.days_in_row_max)
    if limits == (None, None, None):
        return {}
    spans: dict[PersonId, list[Span]] = defaultdict(list)
    for stay in shifts:
        spans[stay.person_id].append((stay.start, stay.end))
    return {
        person: tuple((start, end, day_number(start, zone)) for start, end in joined(own))
        for person, own in spans.items()
    }


def day_number(second: int, zone: ZoneInfo) -> int:
    """Return the number of the venue's day, counted from 1970."""
    return (day_of(moment_of(second), zone) - EPOCH.date()).days
