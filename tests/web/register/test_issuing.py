"""Issuing and acknowledging: who is asked, who has answered, what changed since."""

from hashlib import sha256
from io import BytesIO

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts.roles import Role
from summitry_web.register.access.plans import Asking, Reading, last_acknowledged, matrix, open_for
from summitry_web.register.access.subjects import change_since
from summitry_web.register.actions import deciding, issuing, keeping
from summitry_web.register.terms import State
from tests.web.made import AT
from tests.web.register.staged import LATER, LATEST, Staged

pytestmark = pytest.mark.django_db


def refusal(act, *arguments, **named):
    with pytest.raises(SummitryError) as refused:
        act(*arguments, **named)
    return refused.value.code


def approved(stage, *, at=AT):
    wish = stage.wish("plans", "PL-1", at=at)
    deciding.submit(stage.planner, stage.event, wish, at=at)
    deciding.review(stage.reviewer, stage.event, wish, at=at)
    deciding.approve(stage.approver, stage.event, wish, at=at)
    return wish


def test_plan_touches_the_units_of_its_tasks_and_of_the_plans_under_it():
    stage = Staged()

    asking = Asking(stage.planner, stage.event, at=AT)

    assert asking.touched(asking.plans["PL-1"]) == {"U-2", "U-3"}
    assert asking.touched(asking.plans["PL-3"]) == {"U-1"}


def test_issue_waits_for_the_approval_and_names_units():
    stage = Staged()
    wish = stage.wish("plans", "PL-1")

    too_soon = refusal(issuing.issue, stage.approver, stage.event, wish, ["U-2"], at=AT)
    approved(stage)
    nobody = refusal(issuing.issue, stage.approver, stage.event, wish, [], at=AT)
    unknown = refusal(issuing.issue, stage.approver, stage.event, wish, ["U-9"], at=AT)
    issuing.issue(stage.approver, stage.event, wish, ["U-2", "U-3"], at=AT)

    line = Asking(stage.planner, stage.event, at=AT).line("PL-1")
    assert (too_soon, nobody, unknown) == (
        "register.not_approved", "register.no_units", "register.unknown_unit",
    )  # fmt: skip
    assert (line.state, line.must, line.missing) == (State.ISSUED, {"U-2", "U-3"}, {"U-2", "U-3"})


def test_plan_is_acknowledged_once_every_unit_has_said_so():
    stage = Staged()
    wish = approved(stage)
    issuing.issue(stage.approver, stage.event, wish, ["U-2", "U-3"], at=AT)

    issuing.acknowledge(stage.reader, stage.event, wish, at=AT)
    between = Asking(stage.planner, stage.event, at=AT).line("PL-1")
    issuing.acknowledge(stage.part(Role.READER, "N-U-2"), stage.event, wish, at=AT)
    after = Asking(stage.planner, stage.event, at=AT).line("PL-1")

    assert (between.state, between.missing) == (State.ISSUED, {"U-2"})
    assert (after.state, after.missing) == (State.ACKNOWLEDGED, frozenset())


def test_word_that_would_not_count_is_refused():
    stage = Staged()
    wish = approved(stage)
    early = refusal(issuing.acknowledge, stage.reader, stage.event, wish, at=AT)
    issuing.issue(stage.approver, stage.event, wish, ["U-3"], at=AT)

    nobody = stage.part(Role.READER, "N-unknown")
    found = [
        refusal(issuing.acknowledge, nobody, stage.event, wish, at=AT),
        refusal(issuing.acknowledge, stage.planner, stage.event, wish, at=AT),
    ]
    issuing.acknowledge(stage.reader, stage.event, wish, at=AT)
    twice = refusal(issuing.acknowledge, stage.reader, stage.event, wish, at=AT)

    assert [early, *found, twice] == [
        "register.not_issued", "register.no_unit", "register.not_asked", "register.acknowledged",
    ]  # fmt: skip


def test_change_asks_again_and_tells_what_changed():
    stage = Staged()
    wish = approved(stage)
    issuing.issue(stage.approver, stage.event, wish, ["U-3"], at=AT)
    issuing.acknowledge(stage.reader, stage.event, wish, at=AT)

    stage.change("plans", "PL-1", version=2, at=LATER)
    wish = approved(stage, at=LATER)
    issuing.issue(stage.approver, stage.event, wish, ["U-2"], at=LATER)

    asking = Asking(stage.reader, stage.event, at=LATEST)
    line = asking.line("PL-1")
    subject = stage.subject("plans", "PL-1", actor=stage.reader, at=LATEST)
    last = last_acknowledged(subject, "U-3", asking.units, at=asking.at)
    change = change_since(stage.reader, stage.event, subject, last, at=LATEST)
    assert [each.key for each in open_for(asking, "U-3")] == ["PL-1"]
    assert [(each.column.name, each.before, each.after) for each in change.cells] == [
        ("version", "1", "2")
    ]
    assert asking.readings(line) == [
        Reading(unit="U-2", has_read=False, version=None, at=None, changed=False),
        Reading(unit="U-3", has_read=False, version=1, at=last.at, changed=True),
    ]


def test_all_of_mine_are_acknowledged_together_or_none():
    stage = Staged()
    wish = approved(stage)
    issuing.issue(stage.approver, stage.event, wish, ["U-3"], at=AT)
    other = stage.wish("plans", "PL-3")

    refused = refusal(issuing.acknowledge_all, stage.reader, stage.event, [wish, other], at=AT)
    none = Asking(stage.planner, stage.event, at=AT).line("PL-1").has
    issuing.acknowledge_all(stage.reader, stage.event, [wish], at=AT)

    assert (refused, none) == ("register.not_issued", frozenset())
    assert Asking(stage.planner, stage.event, at=AT).line("PL-1").has == {"U-3"}


def test_matrix_counts_plans_by_field_and_unit():
    stage = Staged()

    columns, cells = matrix(Asking(stage.planner, stage.event, at=AT).lines(), by_site=False)

    assert columns == ["U-1", "U-2", "U-3"]
    counts = {field: {unit: c.count for unit, c in row.items()} for field, row in cells.items()}
    assert counts == {
        "command": {"U-1": 1}, "medical": {"U-3": 1}, "venues": {"U-2": 1},
    }  # fmt: skip


def attached(stage, content, actor=None):
    """Keep a file on the plan and return its hash."""
    kept = keeping.keep(
        actor or stage.planner, stage.event, BytesIO(content), "text.csv",
        subject=("plans", "PL-1"), marking="TLP:AMBER", at=LATER,
    )  # fmt: skip
    return kept.hash


def test_text_exchanged_after_approval_opens_approval_and_acknowledgement_again():
    stage = Staged()
    first = attached(stage, b"name,count\r\na,1\r\n")
    before = stage.subject("plans", "PL-1").row
    wish = approved(stage)
    issuing.issue(stage.approver, stage.event, wish, ["U-3"], at=AT)
    issuing.acknowledge(stage.reader, stage.event, wish, at=AT)

    again = attached(stage, b"name,count\r\na,1\r\n")
    unchanged = Asking(stage.planner, stage.event, at=LATER).line("PL-1").state
    attached(stage, b"name,count\r\na,2\r\n")

    asking = Asking(stage.planner, stage.event, at=LATER)
    line = asking.line("PL-1")
    assert (before.document, before.version, again) == (first, 1, first)
    assert unchanged is State.ACKNOWLEDGED
    assert (line.state, line.plan.version, line.has) == (State.CHANGED, 2, frozenset())
    assert line.plan.document != first
    read = next(each for each in asking.readings(line) if each.unit == "U-3")
    assert (read.has_read, read.version, read.changed) == (False, 1, True)


def test_a_plan_that_names_the_file_already_stays_approved_when_it_comes():
    stage = Staged()
    content = b"name,count\r\na,1\r\n"
    stage.change("plans", "PL-1", document=sha256(content).hexdigest())
    approved(stage)

    attached(stage, content)

    assert stage.subject("plans", "PL-1").standing.state is State.APPROVED
