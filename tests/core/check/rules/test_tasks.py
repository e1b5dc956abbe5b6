from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.plans import Task, TaskPart
from tests.plans.one_rule import DAY, NOW, found, person, told, word

COMPLETED = AttestationKind.COMPLETED
SECOND = timedelta(seconds=1)
PERSONS = (person("lead"), person("other", unit="army"))
FIRST = Task(task_id="first", title="F", plan_id="p", lead_unit_ids=("police",), due=NOW + SECOND)
THEN = Task(
    task_id="then",
    title="T",
    plan_id="p",
    lead_unit_ids=("army",),
    due=NOW + DAY,
    depends_on=("first",),
)


def code_51(*rows, words=(), at=NOW):
    gaps = told(found("C-51", [*rows, *PERSONS], attested=words, at=at))
    return [(case, key, discriminator) for case, _, key, discriminator, _ in gaps]


# C-51: what comes first is done first


def test_a_task_due_after_what_it_waits_for_is_right():
    assert code_51(FIRST, THEN) == []
    assert code_51(FIRST, replace(THEN, due=FIRST.due)) == []


def test_a_task_due_before_what_it_waits_for_is_told():
    assert code_51(FIRST, replace(THEN, due=NOW)) == [("order", "then", "first")]


def test_the_time_that_a_task_takes_lies_between():
    then = replace(THEN, duration_days=0.5, due=FIRST.due + 0.5 * DAY)

    assert code_51(FIRST, then) == []
    assert code_51(FIRST, replace(then, due=then.due - SECOND)) == [("order", "then", "first")]


def test_waiting_for_an_overdue_task_is_told_from_its_due_moment_on():
    assert code_51(FIRST, THEN, at=NOW) == []
    assert code_51(FIRST, THEN, at=NOW + SECOND) == [("waits", "then", "first")]


def test_a_completed_task_holds_nobody_up():
    words = [word(FIRST, COMPLETED, "lead")]

    assert code_51(FIRST, THEN, words=words, at=NOW + SECOND) == []
    assert code_51(FIRST, replace(THEN, due=NOW), words=words) == []


def test_a_task_that_is_done_itself_is_not_told():
    then = replace(THEN, due=NOW)

    assert code_51(FIRST, then, words=[word(then, COMPLETED, "other")]) == []


@pytest.mark.parametrize("by", ["other", "nobody"])
def test_only_the_unit_that_leads_completes_a_task(by):
    words = [word(FIRST, COMPLETED, by)]

    assert code_51(FIRST, THEN, words=words, at=NOW + SECOND) == [("waits", "then", "first")]


def test_tasks_that_wait_for_each_other_are_told_once():
    first = replace(FIRST, depends_on=("then",))

    assert code_51(first, THEN) == [("cycle", "first", "cycle")]
    assert code_51(replace(FIRST, depends_on=("first",))) == [("cycle", "first", "cycle")]


def test_a_task_that_cannot_be_ready_in_time_is_told():
    first = replace(FIRST, due=None, duration_days=1)

    assert code_51(first, THEN) == []
    assert code_51(first, replace(THEN, due=NOW + DAY - SECOND)) == [
        ("too-late", "then", "too-late")
    ]


def test_what_is_not_in_the_plan_holds_nobody_up():
    assert code_51(replace(THEN, depends_on=("gone",))) == []


# C-110: done when due


def code_110(*rows, words=(), at=NOW):
    gaps = told(found("C-110", [*rows, *PERSONS], attested=words, at=at))
    return [(case, table, key) for case, table, key, _, _ in gaps]


def test_a_task_is_overdue_from_its_moment_until_it_is_completed():
    at = NOW + SECOND
    done = word(FIRST, COMPLETED, "lead")

    assert code_110(FIRST, at=NOW) == []
    assert code_110(FIRST, at=at) == [("", "tasks", "first")]
    assert code_110(FIRST, at=at, words=[done]) == []
    assert code_110(FIRST, at=at, words=[word(FIRST, COMPLETED, "other")]) != []


def test_where_nobody_leads_anybody_in_the_plan_completes():
    task = replace(FIRST, lead_unit_ids=(), due=NOW)

    assert code_110(task, words=[word(task, COMPLETED, "other")]) == []
    assert len(code_110(task, words=[word(task, COMPLETED, "nobody")])) == 1


def test_a_part_is_overdue_until_its_unit_or_the_whole_task_has_completed_it():
    part = TaskPart(task_id="first", unit_id="army", part="Staff", due=NOW)
    own, others = (word(part, COMPLETED, by) for by in ("other", "lead"))

    assert code_110(FIRST, part, at=NOW - SECOND) == []
    assert code_110(FIRST, part) == [("part", "task_parts", "first|army")]
    assert code_110(FIRST, part, words=[own]) == []
    assert code_110(FIRST, part, words=[others]) == [("part", "task_parts", "first|army")]
    assert code_110(FIRST, part, words=[word(FIRST, COMPLETED, "lead")]) == []


def test_a_task_without_a_date_is_never_overdue():
    assert code_110(replace(FIRST, due=None)) == []
