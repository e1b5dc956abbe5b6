"""The moment a reader asks for."""

from datetime import UTC, datetime

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.mandate import Event
from summitry.plan.terms import Level
from summitry.report.assessment import MomentFrom
from summitry.report.moments import moment_for

OPENS = datetime(2030, 5, 10, 2, 0, tzinfo=UTC)
CLOCK_NOW = datetime(2030, 1, 1, 12, 0, 5, 999, tzinfo=UTC)


class FixedClock:
    def now(self):
        return CLOCK_NOW


def event(now=None):
    return Event(
        event_id="E",
        name="Invented",
        level=Level.OTHER,
        opens=OPENS,
        closes=datetime(2030, 5, 11, tzinfo=UTC),
        timezone="Asia/Ho_Chi_Minh",
        now=now,
    )


@pytest.mark.parametrize(
    ("wish", "moment"),
    [
        ("2030-05-09T09:00+07:00", datetime(2030, 5, 9, 2, 0, tzinfo=UTC)),
        ("2030-05-09T09:00Z", datetime(2030, 5, 9, 9, 0, tzinfo=UTC)),
        ("2030-05-09T09:00", datetime(2030, 5, 9, 2, 0, tzinfo=UTC)),
        ("D-2", datetime(2030, 5, 7, 17, 0, tzinfo=UTC)),
        ("h-12", datetime(2030, 5, 9, 14, 0, tzinfo=UTC)),
    ],
)
def test_wish_is_understood(wish, moment):
    assert moment_for(event(), wish, FixedClock()) == (moment, MomentFrom.GIVEN)


def test_without_a_wish_the_plans_own_moment_counts():
    now = datetime(2030, 5, 8, tzinfo=UTC)

    assert moment_for(event(now), None, FixedClock()) == (now, MomentFrom.PLAN)


def test_without_either_the_clock_counts_in_whole_seconds():
    found = moment_for(event(), None, FixedClock())

    assert found == (datetime(2030, 1, 1, 12, 0, 5, tzinfo=UTC), MomentFrom.CLOCK)


@pytest.mark.parametrize(
    "wish", ["soon", "D-", "D-2-3", "2030-13-01", "25/10/2025", "0001-01-01", "9999-12-31"]
)
def test_other_words_are_refused(wish):
    with pytest.raises(SummitryError) as caught:
        moment_for(event(), wish, FixedClock())

    assert (caught.value.code, caught.value.facts) == ("moment.malformed", {"got": wish})
