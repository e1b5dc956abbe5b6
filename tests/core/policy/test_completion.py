"""Which tasks are done, and by whose word."""

from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.plans import Task
from summitry.policy.completion import completed_tasks
from tests.plans.one_rule import DAY, NOW, person, word

PERSONS = {each.person_id: each for each in (person("chief"), person("other", unit="army"))}


def task(lead="police"):
    leads = () if lead is None else (lead,)
    return Task(task_id="t", title="Work", plan_id="p", lead_unit_ids=leads)


def completed(row, *entries):
    return completed_tasks({"t": row}, PERSONS, Attestations(entries), at=NOW)


def said(row, by="chief", **cells):
    return word(row, AttestationKind.COMPLETED, by, **cells)


def test_word_of_the_lead_completes_a_task_from_its_first_moment_on():
    row = task()

    assert completed(row, said(row, at=NOW - DAY), said(row, at=NOW - 2 * DAY)) == {
        "t": NOW - 2 * DAY
    }


def test_word_of_another_unit_does_not():
    row = task()

    assert completed(row, said(row, "other")) == {}


def test_word_of_somebody_whom_the_plan_does_not_know_does_not():
    row = task(lead=None)

    assert completed(row, said(row, "nobody")) == {}


def test_task_without_a_lead_takes_anybodys_word():
    row = task(lead=None)

    assert completed(row, said(row, "other", at=NOW - DAY)) == {"t": NOW - DAY}


def test_word_on_another_content_does_not():
    assert completed(task(), said(task("army"))) == {}
