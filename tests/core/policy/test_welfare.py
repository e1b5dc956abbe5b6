"""What is booked is enough for as many officers as the scarcest of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from summitry.kit.ids import UnitId, WelfareId
from summitry.plan.resources import Welfare
from summitry.policy.limits import Limits
from summitry.policy.welfare import booked_on, heads_max

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
BOOKED = Welfare(
    welfare_id=WelfareId("W"),
    unit_id=UnitId("U"),
    start=START,
    end=START + timedelta(hours=18),
    beds=10,
    meals=30,
    rides=5,
)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ([BOOKED], 10),
        ([replace(BOOKED, rides=4)], 8),
        ([replace(BOOKED, meals=29)], 9),
        ([BOOKED, BOOKED], 20),
        ([], 0),
    ],
)
def test_the_scarcest_decides(rows: list[Welfare], people: int) -> None:
    assert (
        heads_max(rows, Limits(beds_share_min=1, meals_share_min=3, rides_share_min=0.5)) == people
    )


def test_limits_that_ask_for_nothing_bound_nothing() -> None:
    limits = Limits(beds_share_min=0, meals_share_min=0, rides_share_min=0)

    assert heads_max([], limits) is None


@pytest.mark.parametrize(("day", "is_there"), [(24, False), (25, True), (26, False)])
def test_it_counts_on_each_day_that_it_touches(day: int, *, is_there: bool) -> None:
    on_day = list(booked_on([BOOKED], date(2025, 10, day), ZoneInfo("UTC")))

    assert bool(on_day) == is_there
