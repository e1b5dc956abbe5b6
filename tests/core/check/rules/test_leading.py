from typing import Any

import pytest

from summitry.outcome.finding import Finding
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.table import Row
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, limit, told


def post(post_id: str, start: float = 0, end: float = 8, **cells: Any) -> Post:
    return Post(
        post_id=post_id,
        name=post_id,
        site_id="hall",
        start=OPENS + start * HOUR,
        end=OPENS + end * HOUR,
        **cells,
    )


def led(post_id: str, *hours: float, lead: str = "chief", **cells: Any) -> Post:
    return post(post_id, *hours, lead_post_id=lead, **cells)


def shift(post_id: str, start: float = 0, end: float = 8, person_id: str = "a") -> Shift:
    return Shift(
        post_id=post_id,
        start=OPENS + start * HOUR,
        end=OPENS + end * HOUR,
        person_id=person_id,
        unit_id="police",
    )


def of(*rows: Row) -> tuple[Finding, ...]:
    persons = [Person(person_id=name, unit_id="police") for name in ("a", "b", "c")]
    return found("C-214", [*persons, *rows])


def test_posts_that_nobody_leads_are_not_judged() -> None:
    posts = [post(f"P{number}") for number in range(9)]

    assert of(*posts, shift("P0")) == ()


# Too many people to a leader


@pytest.mark.parametrize(("count", "findings"), [(7, 0), (8, 1)])
def test_both_sides_of_the_span(count: int, findings: int) -> None:
    posts = [led(f"P{number}") for number in range(count)]

    assert len(of(post("chief"), *posts)) == findings


def test_too_many_are_told_with_their_hours() -> None:
    rows = [post("chief"), led("door", headcount_min=3), led("yard", 4, 8, headcount_min=3)]

    (finding,) = of(limit("span_of_control_max", 5), *rows)

    assert told([finding]) == [("many", "posts", "chief", "many:2025-10-25", "high")]
    assert finding.facts == {"post": "chief", "people": 6, "leaders": 1, "limit": 5.0}
    assert (finding.start, finding.end) == (OPENS + 4 * HOUR, OPENS + 8 * HOUR)


def test_two_leaders_lead_twice_as_many() -> None:
    rows = [post("chief", headcount_min=2), led("door", headcount_min=10)]

    assert of(limit("span_of_control_max", 5), *rows) == ()


def test_where_the_leading_post_is_closed_one_leader_is_counted() -> None:
    rows = [post("chief", 0, 6, headcount_min=2), led("door", headcount_min=10)]

    (finding,) = of(limit("span_of_control_max", 5), *rows)

    assert (finding.start, finding.facts["leaders"]) == (OPENS + 6 * HOUR, 1)


def test_different_people_meet_requirements() -> None:
    rows = [
        PostRequirement(post_id="door", requirement="r1", headcount_min=3, language="en"),
        PostRequirement(post_id="door", requirement="r2", headcount_min=3, language="fr"),
    ]

    (finding,) = of(limit("span_of_control_max", 5), post("chief"), led("door"), *rows)

    assert finding.facts["people"] == 6


def test_each_requirement_of_the_leading_post_is_met_by_another_leader() -> None:
    leaders = [
        PostRequirement(post_id="chief", requirement="r1", headcount_min=1, language="en"),
        PostRequirement(post_id="chief", requirement="r2", headcount_min=1, language="fr"),
    ]
    rows = [post("chief"), led("door", headcount_min=10), *leaders]

    assert of(limit("span_of_control_max", 5), *rows) == ()


def test_whoever_is_led_further_down_is_not_counted() -> None:
    rows = [post("chief"), led("sergeant"), led("door", lead="sergeant", headcount_min=5)]

    assert of(limit("span_of_control_max", 5), *rows) == ()


# Nobody leads


def test_a_led_post_is_found_when_nobody_leads() -> None:
    rows = [post("chief"), led("door"), shift("door"), shift("chief", 0, 5, "b")]

    (finding,) = of(*rows)

    assert told([finding]) == [("alone", "posts", "door", "chief:2025-10-25", "high")]
    assert finding.facts == {"post": "door", "lead": "chief"}
    assert (finding.start, finding.end) == (OPENS + 5 * HOUR, OPENS + 8 * HOUR)


def test_one_minute_without_a_leader_is_found() -> None:
    rows = [post("chief"), led("door"), shift("door"), shift("chief", 1 / 60, 8, "b")]

    (finding,) = of(*rows)

    assert (finding.start, finding.end) == (OPENS, OPENS + MINUTE)


def test_where_nobody_is_led_nobody_need_lead() -> None:
    rows = [post("chief"), led("door"), shift("door", 0, 4), shift("chief", 0, 4, "b")]

    assert of(*rows) == ()


def test_hours_in_which_the_leading_post_is_closed_need_a_leader_too() -> None:
    rows = [post("chief", 0, 4), led("door"), shift("door"), shift("chief", 0, 4, "b")]

    (finding,) = of(*rows)

    assert (finding.start, finding.end) == (OPENS + 4 * HOUR, OPENS + 8 * HOUR)
    assert of(*rows, shift("chief", 4, 8, "c")) == ()


def test_a_leader_whom_the_plan_does_not_have_leads_nobody() -> None:
    assert len(of(post("chief"), led("door"), shift("door"), shift("chief", 0, 8, "z"))) == 1


def test_a_leading_post_that_is_missing_is_told_elsewhere() -> None:
    assert of(led("door"), shift("door")) == ()


# In a circle


def test_posts_that_lead_each_other_are_found() -> None:
    rows = [led("door", lead="yard"), led("yard", lead="door"), led("gate", lead="door")]

    assert told(of(*rows)) == [
        ("ring", "posts", "door", "ring", "high"),
        ("ring", "posts", "yard", "ring", "high"),
    ]
