from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import DAY_SECONDS, seconds_of
from summitry.plan.plans import Task
from summitry.policy.schedule import schedule
from tests.plans.one_rule import DAY, NOW, OPENS


def task(task_id, *firsts, days=0.0, due=None):
    return Task(
        task_id=task_id,
        title=task_id,
        plan_id="plan",
        depends_on=firsts,
        duration_days=days,
        due=None if due is None else NOW + due * DAY,
    )


def planned(*tasks, completed=None, end=NOW + 10 * DAY):
    return schedule({each.task_id: each for each in tasks}, completed or {}, at=NOW, end=end)


def days(seconds):
    return (seconds - seconds_of(NOW)) / DAY_SECONDS


def windows(result):
    return {
        task_id: (days(window.earliest_end), days(window.latest_end))
        for task_id, window in result.windows.items()
    }


def test_both_passes_go_through_the_network():
    result = planned(
        task("survey", days=2),
        task("route", "survey", days=3),
        task("notice", "route", days=1, due=8),
        task("signs", "survey", days=1),
    )

    assert windows(result) == {
        "survey": (2, 4),
        "route": (5, 7),
        "notice": (6, 8),
        "signs": (3, 10),
    }
    assert result.windows["route"].slack_seconds == 2 * DAY_SECONDS
    assert result.critical == ("survey", "route", "notice")
    assert result.cycles == ()


def test_slack_is_negative_where_the_due_date_cannot_be_met():
    result = planned(task("survey", days=3), task("route", "survey", days=2, due=4))

    assert result.windows["route"].slack_seconds == -DAY_SECONDS
    assert result.windows["survey"].slack_seconds == -DAY_SECONDS


def test_a_completed_task_ended_when_it_was_completed_and_is_not_critical():
    result = planned(
        task("survey", days=3),
        task("route", "survey", days=2, due=4),
        completed={"survey": NOW - DAY},
    )

    assert windows(result) == {"survey": (-1, 2), "route": (2, 4)}
    assert result.critical == ("route",)


def test_an_open_task_does_not_begin_in_the_past():
    result = planned(task("route", "survey", days=1), task("survey"), completed={"survey": NOW})

    assert windows(result)["route"] == (1, 10)


def test_tasks_that_wait_for_each_other_are_told_and_still_have_windows():
    result = planned(
        task("a", "b", days=1),
        task("b", "c", days=1),
        task("c", "a", days=1),
        task("self", "self", days=1),
        task("after", "a", days=1),
    )

    assert result.cycles == (("a", "b", "c"), ("self",))
    assert windows(result)["after"] == (2, 10)
    assert windows(result)["a"] == (1, 9)


def test_a_diamond_is_no_cycle():
    result = planned(
        task("a"), task("b", "a"), task("c", "a"), task("d", "b", "c"), task("e", "a", "d")
    )

    assert result.cycles == ()


def test_what_is_not_among_the_tasks_is_left_out():
    assert windows(planned(task("a", "gone", days=1))) == {"a": (1, 10)}


def test_a_chain_longer_than_the_stack_of_calls_is_scheduled():
    chain = [task("t0", days=1), *(task(f"t{n}", f"t{n - 1}", days=1) for n in range(1, 3_000))]

    result = planned(*chain, end=OPENS + 3_000 * DAY)

    assert len(result.critical) == 3_000
    assert windows(result)["t2999"][0] == 3_000


def test_nothing_is_critical_when_all_is_done_or_there_is_nothing():
    assert planned().critical == ()
    assert planned(task("a"), completed={"a": NOW}).critical == ()


@pytest.mark.parametrize("days", [-0.1, 3_650.1])
def test_a_duration_out_of_bounds_is_refused(days):
    with pytest.raises(SummitryError, match="duration_days"):
        task("a", days=days)


def test_a_duration_is_counted_to_the_second():
    result = planned(task("a", days=1 / 3))

    assert result.windows["a"].earliest_end == seconds_of(NOW + timedelta(hours=8))
