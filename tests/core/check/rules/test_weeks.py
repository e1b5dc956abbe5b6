from datetime import timedelta

import pytest

from summitry.outcome.finding import Finding
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, Shift
from summitry.plan.table import Row
from tests.plans.one_rule import DAY, HOUR, OPENS, found, limit, told

POST = Post(post_id="door", name="door", site_id="hall", start=OPENS - DAY, end=OPENS + 30 * DAY)
PERSON = Person(person_id="a", unit_id="police")


def shift(hour_from: float, hours: float = 8, *, person_id: str = "a") -> Shift:
    start = OPENS + hour_from * HOUR
    end = start + hours * HOUR
    return Shift(post_id="door", start=start, end=end, person_id=person_id, unit_id="police")


def daily(days: int, hours: float = 8, first: int = 0) -> list[Shift]:
    return [shift(24 * day, hours) for day in range(first, first + days)]


def of(*rows: Row) -> tuple[Finding, ...]:
    return found("C-213", [POST, PERSON, Person(person_id="b", unit_id="police"), *rows])


def test_without_limits_of_the_event_nothing_is_judged() -> None:
    assert of(*daily(25, 16)) == ()


# Hours in any seven days


@pytest.mark.parametrize("hours", [47.9, 48.0])
def test_as_many_hours_as_allowed_are_fine(hours: float) -> None:
    assert of(limit("week_hours_max", 48), *daily(6, hours / 6)) == ()


def test_one_shift_more_is_too_much() -> None:
    (finding,) = of(limit("week_hours_max", 48), *daily(7))

    assert told([finding]) == [("hours", "persons", "a", "hours", "high")]
    assert finding.facts == {"person": "a", "hours": 56.0, "limit_hours": 48.0}
    assert (finding.start, finding.end) == (OPENS, OPENS + 7 * DAY)


def test_seven_days_begin_with_any_duty_not_with_a_monday() -> None:
    rows = [*daily(3), *daily(4, 10, first=5)]

    (finding,) = of(limit("week_hours_max", 47), *rows)

    assert (finding.facts["hours"], finding.start) == (48.0, OPENS + 2 * DAY)


def test_only_what_lies_within_the_seven_days_counts() -> None:
    # The last duty begins an hour before the seven days are over.
    rows = [shift(0), shift(7 * 24 - 1)]

    (finding,) = of(limit("week_hours_max", 8.5), *rows)

    assert finding.facts["hours"] == 9.0
    assert of(limit("week_hours_max", 9), *rows) == ()


def test_two_posts_at_once_are_one_duty() -> None:
    other = Shift(
        post_id="door", start=OPENS, end=OPENS + 8 * HOUR, slot=2, person_id="a", unit_id="police"
    )

    assert of(limit("week_hours_max", 8), shift(0), other) == ()


def test_the_worst_seven_days_of_each_person_are_told_once() -> None:
    rows = [*daily(14, 10), *(shift(24 * day + 12, person_id="b") for day in range(9))]

    first, second = of(limit("week_hours_max", 40), *rows)

    assert (first.key, first.facts["hours"]) == ("a", 70.0)
    assert (second.key, second.facts["hours"]) == ("b", 56.0)


# One rest in every seven days


def test_a_rest_of_a_day_in_every_seven_days_is_enough() -> None:
    # From Monday on six days of duty, and a rest of 40 hours, again and again.
    rows = [*daily(6), *daily(6, first=7), *daily(6, first=14)]

    assert of(limit("weekly_rest_hours_min", 40), *rows) == ()


def test_a_rest_that_comes_too_late_is_none() -> None:
    # Six days and eight hours of duty leave less than 24 hours of seven days.
    rows = [*daily(7), *daily(2, first=9)]

    (finding,) = of(limit("weekly_rest_hours_min", 24), *rows)

    assert told([finding]) == [("rest", "persons", "a", "rest", "high")]
    assert finding.facts == {"person": "a", "hours": 16.0, "limit_hours": 24.0}
    assert (finding.start, finding.end) == (OPENS, OPENS + 7 * DAY)


@pytest.mark.parametrize(("hours", "count"), [(24, 0), (24.1, 1)])
def test_both_sides_of_the_weekly_rest(hours: float, count: int) -> None:
    # Six days from the first beginning to the last end.
    rows = [*daily(6), shift(5 * 24 + 20, 4)]

    assert len(of(limit("weekly_rest_hours_min", hours), *rows)) == count


def test_the_seven_days_with_the_shortest_rest_are_told() -> None:
    # A rest of 20 hours, then only rests of 12.
    rows = [shift(0, 4), *(shift(24 + 20 * day) for day in range(12))]

    (finding,) = of(limit("weekly_rest_hours_min", 24), *rows)

    assert (finding.facts["hours"], finding.start) == (12.0, OPENS + DAY)


# Days in a row


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_both_sides_of_the_days_in_a_row(days: int, count: int) -> None:
    assert len(of(limit("days_in_row_max", 6), *daily(days))) == count


def test_the_longest_row_is_told() -> None:
    rows = [*daily(3), *daily(5, first=4), *daily(4, first=10)]

    (finding,) = of(limit("days_in_row_max", 2), *rows)

    assert told([finding]) == [("row", "persons", "a", "row", "high")]
    assert finding.facts == {"person": "a", "days": 5, "limit": 2.0}
    assert finding.start == OPENS + 4 * DAY


def test_two_tours_on_one_day_are_one_day() -> None:
    rows = [shift(0, 2), shift(4, 2), shift(24, 2)]

    assert of(limit("days_in_row_max", 2), *rows) == ()


def test_a_tour_over_midnight_begins_on_one_day() -> None:
    # Two shifts that touch are one duty, which begins on the first day.
    start = (OPENS + DAY).replace(hour=0) - HOUR
    rows = [
        Shift(post_id="door", start=start, end=start + HOUR, person_id="a", unit_id="police"),
        Shift(
            post_id="door",
            start=start + HOUR,
            end=start + timedelta(hours=8),
            person_id="a",
            unit_id="police",
        ),
    ]

    assert of(limit("days_in_row_max", 1), *rows) == ()
