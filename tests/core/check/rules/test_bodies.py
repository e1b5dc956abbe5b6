from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.governance import Body, BodyMember, Decision, Mandate, Meeting
from tests.plans.one_rule import DAY, HOUR, NOW, found, limit, person, told, word

APPROVED = AttestationKind.APPROVED
MANDATE = Mandate(mandate_id="m", title="Signing")
TOP = Body(body_id="top", name="Top", kind="steering-committee", mandate_id="m")
SUB = Body(body_id="sub", name="Sub", kind="subcommittee", parent_body_id="top")
PERSONS = (person("chair"), person("member"), person("stranger"))


def seat(body, who, role="chair"):
    return BodyMember(body_id=body, person_id=who, role=role)


# C-101: a chair and a mandate


def code_101(*rows):
    return told(found("C-101", rows))


def test_one_chair_and_a_mandate_above_is_right():
    rows = [MANDATE, TOP, SUB, seat("top", "chair"), seat("sub", "chair")]

    assert code_101(*rows) == []


def test_no_chair_is_told():
    assert code_101(TOP, seat("top", "member", "deputy-chair")) == [
        ("chair", "bodies", "top", "chair", "high")
    ]


def test_two_chairs_are_told():
    assert code_101(TOP, seat("top", "chair"), seat("top", "member")) == [
        ("chairs", "bodies", "top", "chair", "high")
    ]


def test_a_body_that_no_mandate_made_is_told_where_there_is_one():
    lone = replace(SUB, parent_body_id=None)
    rows = [lone, seat("sub", "chair")]

    assert code_101(*rows) == []
    assert code_101(MANDATE, *rows) == [("mandate", "bodies", "sub", "mandate", "medium")]


def test_bodies_under_each_other_have_no_mandate():
    one = replace(SUB, parent_body_id="two")
    two = replace(SUB, body_id="two", parent_body_id="sub")

    found_ = code_101(MANDATE, one, two, seat("sub", "chair"), seat("two", "chair"))

    assert [(case, key) for case, _, key, _, _ in found_] == [
        ("mandate", "sub"),
        ("mandate", "two"),
    ]


def test_the_authority_itself_is_not_asked():
    assert code_101(MANDATE, Body(body_id="a", name="A", kind="authority")) == []


# C-102: approved minutes

MEETING = Meeting(
    meeting_id="m1",
    body_id="top",
    start=NOW - 7 * DAY - HOUR,
    end=NOW - 7 * DAY,
    minutes="The ring is closed.",
)


def code_102(meeting, *words, rows=(), at=NOW):
    seats = [seat("top", "chair"), seat("top", "member", "member")]
    return told(found("C-102", [TOP, meeting, *PERSONS, *seats, *rows], attested=words, at=at))


def minutes_gap(case):
    return [(case, "meetings", "m1", "", "low")]


@pytest.mark.parametrize("by", ["chair", "member"])
def test_minutes_that_a_member_approved_are_right(by):
    assert code_102(MEETING, word(MEETING, APPROVED, by)) == []


def test_minutes_that_nobody_of_the_body_approved_are_told():
    assert code_102(MEETING, word(MEETING, APPROVED, "stranger")) == minutes_gap("not-approved")


def test_blank_minutes_are_none_even_when_approved():
    blank = replace(MEETING, minutes="  ")

    assert code_102(blank, word(blank, APPROVED, "chair")) == minutes_gap("none")


def test_minutes_are_waited_for_so_many_days():
    assert code_102(MEETING, at=NOW - timedelta(seconds=1)) == []
    assert code_102(MEETING) == minutes_gap("not-approved")
    assert code_102(MEETING, rows=[limit("minutes_days_max", 8)]) == []


def test_where_no_members_are_known_anybody_in_the_plan_may_approve():
    rows = [TOP, MEETING, *PERSONS]

    assert found("C-102", rows, attested=[word(MEETING, APPROVED, "stranger")]) == ()
    assert len(found("C-102", rows, attested=[word(MEETING, APPROVED, "nobody")])) == 1


# C-103: decisions that say why

DECISION = Decision(
    decision_id="d",
    title="Close the ring",
    body_id="top",
    options=("Close", "Leave open"),
    chosen="Close",
    reasons="The roofs cannot be held otherwise",
    decided=NOW - DAY,
    review=NOW + DAY,
)


def code_103(decision, *words, rows=(), at=NOW):
    said = words or (word(decision, APPROVED, "chair"),)
    rows = [TOP, MEETING, decision, *PERSONS, seat("top", "chair"), *rows]
    return sorted(case for case, *_ in told(found("C-103", rows, attested=said, at=at)))


def test_a_whole_decision_is_right():
    assert code_103(DECISION) == []


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"body_id": None}, "body"),
        ({"chosen": " "}, "chosen"),
        ({"options": (" ", "Close")}, "options"),
        ({"reasons": ""}, "reasons"),
        ({"review": None}, "no-review"),
        ({"review": NOW}, "review"),
    ],
)
def test_what_a_decision_lacks_is_told(cells, case):
    assert code_103(replace(DECISION, **cells)) == [case]


def test_the_body_may_be_that_of_the_meeting():
    assert code_103(replace(DECISION, body_id=None, meeting_id="m1")) == []


def test_a_decision_that_its_body_did_not_approve_is_told():
    assert code_103(DECISION, word(DECISION, APPROVED, "stranger")) == ["not-approved"]


def test_a_review_is_due_from_its_moment_until_the_decision_is_completed():
    approved = word(DECISION, APPROVED, "chair")
    closed = word(DECISION, AttestationKind.COMPLETED, "chair", at=NOW + DAY)

    assert code_103(DECISION, approved, at=NOW + DAY - timedelta(seconds=1)) == []
    assert code_103(DECISION, approved, at=NOW + DAY) == ["review"]
    assert code_103(DECISION, approved, closed, at=NOW + DAY) == []


def test_a_decision_dated_later_is_not_judged_yet():
    draft = Decision(decision_id="d", title="Later", decided=NOW + timedelta(seconds=1))

    assert code_103(draft) == []
    assert "reasons" in code_103(replace(draft, decided=NOW))


def test_the_host_may_ask_for_more_options():
    assert code_103(DECISION, rows=[limit("options_min", 3)]) == ["options"]
