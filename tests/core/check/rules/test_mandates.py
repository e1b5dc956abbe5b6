from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.governance import Body, BodyMember, Mandate
from summitry.plan.terms import Power
from tests.plans.one_rule import DAY, NOW, OPENS, found, limit, person, told, word

APPROVED = AttestationKind.APPROVED
MANDATE = Mandate(mandate_id="m", title="Signing", authority_body_id="cabinet")
CABINET = Body(body_id="cabinet", name="Cabinet", kind="authority")
PERSONS = (
    person("premier", Power.APPROVE_MANDATE),
    person("minister", Power.APPROVE_MANDATE),
    person("clerk"),
)
SEAT = BodyMember(body_id="cabinet", person_id="premier")


def code_100(mandate, *words, rows=(SEAT,), at=NOW):
    return told(found("C-100", [mandate, CABINET, *PERSONS, *rows], attested=words, at=at))


def gap(case, severity="high"):
    return [(case, "mandates", "m", "", severity)]


# C-100: approved by the named authority


def test_approved_by_a_member_with_the_power_is_right():
    assert code_100(MANDATE, word(MANDATE, APPROVED, "premier")) == []


def test_where_nobody_is_known_to_sit_the_power_is_enough():
    assert code_100(MANDATE, word(MANDATE, APPROVED, "minister"), rows=()) == []


@pytest.mark.parametrize("by", ["minister", "clerk", "nobody"])
def test_approved_by_somebody_who_may_not_is_told(by):
    assert code_100(MANDATE, word(MANDATE, APPROVED, by)) == gap("stranger")


def test_no_authority_is_told_even_before_the_date():
    mandate = replace(MANDATE, authority_body_id=None, due=NOW + DAY)

    assert code_100(mandate) == gap("no-authority")


def test_not_submitted_is_told_from_the_due_moment_on():
    mandate = replace(MANDATE, due=NOW)

    assert code_100(mandate, at=NOW - timedelta(seconds=1)) == []
    assert code_100(mandate) == gap("not-submitted")


def test_submitted_and_not_approved_waits():
    assert code_100(MANDATE, word(MANDATE, AttestationKind.SUBMITTED, "clerk")) == gap("waiting")


def test_a_returned_mandate_must_be_submitted_again():
    submitted = word(MANDATE, AttestationKind.SUBMITTED, "clerk", at=NOW - 5 * DAY)
    returned = word(MANDATE, AttestationKind.RETURNED, "premier", at=NOW - 4 * DAY)
    second = replace(MANDATE, version=2)
    again = word(second, AttestationKind.SUBMITTED, "clerk", at=NOW - 3 * DAY)

    assert code_100(MANDATE, submitted, returned) == gap("returned")
    assert code_100(second, submitted, returned, again) == gap("waiting")
    assert code_100(second, submitted, returned, again, word(second, APPROVED, "premier")) == []


def test_approval_of_another_content_does_not_count():
    before = word(replace(MANDATE, title="Other"), APPROVED, "premier")

    assert code_100(MANDATE, before) == gap("changed")


def test_approval_that_was_returned_afterwards_does_not_count():
    approved = word(MANDATE, APPROVED, "premier", at=NOW - 5 * DAY)
    submitted = word(MANDATE, AttestationKind.SUBMITTED, "clerk", at=NOW - 2 * DAY)
    returned = word(MANDATE, AttestationKind.RETURNED, "premier", at=NOW - 4 * DAY)

    assert code_100(MANDATE, approved, returned, submitted) == gap("changed")


# C-42: long enough before the opening


def code_42(*words, rows=()):
    return found("C-42", [MANDATE, CABINET, *PERSONS, SEAT, *rows], attested=words)


def test_exactly_the_days_are_enough_and_a_second_less_is_not():
    just, late = (
        word(MANDATE, APPROVED, "premier", at=OPENS - 180 * DAY + timedelta(seconds=second))
        for second in (0, 1)
    )

    assert code_42(just) == ()
    assert told(code_42(late)) == gap("", "medium")


def test_the_first_approval_of_whatever_content_counts():
    first = word(replace(MANDATE, version=9), APPROVED, "premier", at=OPENS - 300 * DAY)
    second = word(MANDATE, APPROVED, "premier", at=OPENS - 10 * DAY)

    assert code_42(first, second) == ()


def test_approval_by_who_may_not_is_no_beginning():
    early = word(MANDATE, APPROVED, "clerk", at=OPENS - 300 * DAY)
    late = word(MANDATE, APPROVED, "premier", at=OPENS - 100 * DAY)

    (finding,) = code_42(early, late)

    assert finding.facts == {"mandate": "m", "days": 100, "need": 180}


def test_another_limit_is_the_hosts():
    late = word(MANDATE, APPROVED, "premier", at=OPENS - 100 * DAY)

    assert code_42(late, rows=[limit("planning_days_min", 100)]) == ()


def test_a_mandate_not_approved_yet_has_not_begun():
    assert code_42() == ()
