"""Submitting, returning, reviewing and approving: who may, on which content, in which order."""

from io import BytesIO

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.access import Wanted, entries
from summitry_web.register.access.subjects import change_since, said_of
from summitry_web.register.actions import deciding, keeping
from summitry_web.register.paper import Paper, code_of
from summitry_web.register.terms import State
from tests.web.made import AT, a_grant, an_account, an_actor
from tests.web.register.staged import LATER, LATEST, Staged

pytestmark = pytest.mark.django_db


def refusal(act, *arguments, **named):
    with pytest.raises(SummitryError) as refused:
        act(*arguments, **named)
    return refused.value.code


def a_paper(**cells):
    told = {"number": "12/A", "date": "2025-09-30", "seal": "round", "office": "Cabinet office"}
    return Paper(**{**told, **cells})


def test_mandate_goes_from_draft_to_approved_and_a_change_reopens_it():
    stage = Staged()
    found = [stage.subject("mandates", "MA-1").standing.state]

    deciding.submit(stage.planner_of("N-U-2"), stage.event, stage.wish("mandates", "MA-1"), at=AT)
    found.append(stage.subject("mandates", "MA-1").standing.state)
    deciding.approve(stage.authority, stage.event, stage.wish("mandates", "MA-1"), at=LATER)
    found.append(stage.subject("mandates", "MA-1", at=LATER).standing.state)
    stage.change("mandates", "MA-1", title="Another title", version=2)
    subject = stage.subject("mandates", "MA-1", at=LATER)
    found.append(subject.standing.state)

    assert found == [State.DRAFT, State.SUBMITTED, State.APPROVED, State.CHANGED]
    before = subject.standing.approved_before
    change = change_since(stage.planner, stage.event, subject, before, at=LATER)
    assert [(each.column.label, each.after) for each in change.cells] == [
        ("Title", "Another title"),
        ("Version", "2"),
    ]


def test_return_needs_reasons_and_takes_the_submission_back():
    stage = Staged()
    deciding.submit(stage.planner_of("N-U-2"), stage.event, stage.wish("mandates", "MA-1"), at=AT)
    wish = stage.wish("mandates", "MA-1")

    without = refusal(deciding.send_back, stage.authority, stage.event, wish, at=LATER)
    deciding.send_back(
        stage.authority, stage.event, stage.wish("mandates", "MA-1", reason="Too dear"), at=LATER
    )
    then = refusal(deciding.approve, stage.authority, stage.event, wish, at=LATEST)

    subject = stage.subject("mandates", "MA-1", at=LATEST)
    assert (without, then) == ("register.reason", "register.not_submitted")
    assert subject.standing.state is State.RETURNED
    assert said_of(subject)[0].reason == "Too dear"


def test_who_submits_never_approves_though_the_power_is_theirs():
    stage = Staged()
    account = an_account()
    a_grant(account, stage.event, Role.ORGANISER, person_id="N-U-1")
    deciding.submit(an_actor(account, stage.event), stage.event,
                    stage.wish("mandates", "MA-1"), at=AT)  # fmt: skip

    wish = stage.wish("mandates", "MA-1")

    assert refusal(deciding.approve, stage.authority, stage.event, wish, at=LATER) == (
        "register.same_person"
    )


def test_only_a_member_of_the_authority_approves_the_mandate():
    stage = Staged()
    deciding.submit(stage.planner_of("N-U-2"), stage.event, stage.wish("mandates", "MA-1"), at=AT)
    wish = stage.wish("mandates", "MA-1")

    assert refusal(deciding.approve, stage.stranger, stage.event, wish, at=LATER) == (
        "register.not_a_member"
    )


def test_approval_asks_for_the_role_a_fresh_proof_and_the_content_that_was_seen():
    stage = Staged()
    deciding.submit(stage.planner_of("N-U-2"), stage.event, stage.wish("mandates", "MA-1"), at=AT)
    wish = stage.wish("mandates", "MA-1")
    stale = an_actor(stage.account_of(stage.authority), stage.event, proved=False)

    with pytest.raises(Denied):
        deciding.approve(stage.planner, stage.event, wish, at=AT)
    with pytest.raises(ProveAgain):
        deciding.approve(stale, stage.event, wish, at=AT)
    stage.change("mandates", "MA-1", title="Slipped in")
    assert (
        refusal(deciding.approve, stage.authority, stage.event, wish, at=AT) == "word.row_changed"
    )
    assert said_of(stage.subject("mandates", "MA-1"))[0].kind == "submitted"


def test_plan_is_reviewed_before_it_is_approved():
    stage = Staged()
    deciding.submit(stage.planner, stage.event, stage.wish("plans", "PL-1"), at=AT)
    wish = stage.wish("plans", "PL-1")

    too_soon = refusal(deciding.approve, stage.approver, stage.event, wish, at=AT)
    deciding.review(stage.reviewer, stage.event, wish, at=AT)
    deciding.approve(stage.approver, stage.event, wish, at=AT)
    back = stage.wish("plans", "PL-1", reason="Second thoughts")
    too_late = refusal(deciding.send_back, stage.reviewer, stage.event, back, at=LATER)

    assert (too_soon, too_late) == ("register.not_reviewed", "register.approved")
    assert stage.subject("plans", "PL-1").standing.state is State.APPROVED


def test_approval_on_paper_counts_for_the_content_that_was_printed():
    stage = Staged()
    deciding.submit(stage.planner_of("N-U-2"), stage.event, stage.wish("mandates", "MA-1"), at=AT)
    wish = stage.wish("mandates", "MA-1")
    printed = code_of(wish.seen)

    other = refusal(
        deciding.approve, stage.authority, stage.event, wish, at=AT,
        paper=a_paper(printed=code_of("0" * 32)),
    )  # fmt: skip
    deciding.approve(
        stage.authority, stage.event, wish, at=AT, paper=a_paper(printed=printed, scan="ab")
    )

    said = said_of(stage.subject("mandates", "MA-1"))
    told = [each.paper for each in said if each.kind == "approved"]
    assert other == "paper.other"
    assert told == [a_paper(printed=wish.seen[:16], scan="ab")]


def test_words_are_in_the_journal_without_names():
    stage = Staged()

    deciding.submit(stage.planner, stage.event, stage.wish("plans", "PL-1"), at=AT)

    last = entries(stage.event.slug, Wanted())[0]
    assert (last.kind, last.subject, last.actor) == ("word.submitted", "plans/PL-1", "N-U-1")


def test_file_is_marked_as_high_as_its_row_and_strangers_do_not_learn_of_it():
    stage = Staged()
    stage.change("plans", "PL-1", marking=Marking.RED)

    kept = keeping.keep(
        stage.planner, stage.event, BytesIO(b"name,count\r\na,1\r\n"), "list.csv",
        subject=("plans", "PL-1"), marking="TLP:CLEAR", at=AT,
    )  # fmt: skip

    assert kept.marking == "TLP:RED"
    with pytest.raises(Denied):
        keeping.keep(
            stage.reader, stage.event, BytesIO(b"name\r\n"), "list.csv",
            subject=("plans", "PL-1"), marking="TLP:CLEAR", at=AT,
        )  # fmt: skip
