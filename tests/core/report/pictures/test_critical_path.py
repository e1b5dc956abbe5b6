"""The critical path."""

from datetime import UTC, datetime

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.plans import Task
from summitry.report.pictures.critical_path import CYCLES_MAX, ROWS_MAX, draw
from tests.plans.one_rule import word


def task(task_id, days, *firsts, **cells):
    return Task(
        task_id=task_id,
        title="Work",
        plan_id="PL",
        lead_unit_ids=("GUARD",),
        duration_days=days,
        depends_on=firsts,
        **cells,
    )


CHAIN = [task("T-A", 3), task("T-B", 4, "T-A"), task("T-C", 1)]
"""From 1 May 09:00: A ends on the 4th, B on the 8th at 09:00; all is due on the 10th at 00:00."""


def names(drawn):
    return [each for each in drawn.texts() if str(each).startswith("T-")]


def test_chain_that_decides_comes_first_then_least_slack(make, seen):
    drawn = seen(draw(make(CHAIN)))

    assert names(drawn) == ["T-A · Work", "T-B · Work", "T-C · Work"]
    # 1.6 days are left of the chain of 7 days, 7.6 of the task of one day.
    assert [each for each in drawn.texts() if str(each).endswith(" days")] == [
        "1.6 days",
        "1.6 days",
        "7.6 days",
    ]
    assert len(drawn.hatched()) == 3  # two tasks, and the key


def test_task_that_cannot_end_in_time_says_how_late_it_is(make, seen):
    drawn = seen(draw(make([task("T-A", 10)])))

    assert "‼ -1.4 days" in drawn.texts()
    assert len(drawn.of("overdue")) == 2  # the task, and the key


def test_completed_task_is_not_drawn_and_is_told(make, seen):
    person = Person(person_id="P-1", unit_id="GUARD")
    done = word(CHAIN[0], AttestationKind.COMPLETED, "P-1", at=datetime(2030, 4, 2, tzinfo=UTC))

    drawn = seen(draw(make([*CHAIN, person], entries=[done])))

    assert names(drawn) == ["T-B · Work", "T-C · Work"]
    assert "1 task is completed and is not drawn." in drawn.texts()


def test_tasks_that_wait_for_each_other_are_named(make, seen):
    drawn = seen(draw(make([task("T-A", 1, "T-B"), task("T-B", 1, "T-A")])))

    assert "These tasks wait for each other in a circle: T-A and T-B." in drawn.texts()


@pytest.mark.parametrize(("count", "rest"), [(CYCLES_MAX, 0), (CYCLES_MAX + 2, 2)])
def test_circles_beyond_the_limit_are_told(make, seen, count, rest):
    drawn = seen(draw(make([task(f"T-{n}", 1, f"T-{n}") for n in range(count)])))

    assert (f"{rest} further circles of tasks are not named." in drawn.texts()) == bool(rest)


@pytest.mark.parametrize(("count", "rest"), [(ROWS_MAX, 0), (ROWS_MAX + 2, 2)])
def test_tasks_beyond_the_limit_are_told(make, seen, count, rest):
    drawn = seen(draw(make([task(f"T-{n:03}", 1) for n in range(count)])))

    assert len(names(drawn)) == ROWS_MAX
    assert (f"{rest} further tasks with more slack are not drawn." in drawn.texts()) == bool(rest)


def test_tasks_of_the_unit_asked_for_alone_are_drawn(make, seen):
    other = Task(task_id="T-D", title="Work", plan_id="PL", cooperating_unit_ids=("CITY",))

    assert names(seen(draw(make([*CHAIN, other], unit="CITY")))) == ["T-D · Work"]


def test_plan_without_tasks_says_so(make, seen):
    assert "The plan has no open task." in seen(draw(make([]))).texts()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    late = task("T-D", 30, "T-B", due=datetime(2030, 5, 2, tzinfo=UTC))
    drawn = seen(draw(make([*CHAIN, late], code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
