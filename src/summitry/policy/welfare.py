"""What is booked for officers from elsewhere, and for how many of them it is enough."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from summitry.kit.time import day_of
from summitry.plan.resources import Welfare
from summitry.policy.limits import Limits

ROUNDING = 1e-9
SECOND = timedelta(seconds=1)


def booked_on(booked: Iterable[Welfare], day: date, zone: ZoneInfo) -> Iterator[Welfare]:
    """Yield what is booked for some time of the day."""
    for row in booked:
        if day_of(row.start, zone) <= day <= day_of(row.end - SECOND, zone):
            yield row


def shares(limits: Limits) -> tuple[tuple[str, float], ...]:
    """Return how many of each thing an officer needs, by the column that tells it."""
    return (
        ("beds", limits.beds_share_min),
        ("meals", limits.meals_share_min),
        ("rides", limits.rides_share_min),
    )


def heads_max(booked: Iterable[Welfare], limits: Limits) -> int | None:
    """Return for how many officers it is enough; None where the limits ask for nothing."""
    rows = list(booked)
    most = [
        int((sum(getattr(row, what) for row in rows) + ROUNDING) / share)
        for what, share in shares(limits)
        if share > 0
    ]
    return min(most, default=None)
