from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.resources import Commitment, ResourceNeed, ResourceRequest
from summitry.plan.risks import Risk
from summitry.plan.terms import Power
from tests.plans.one_rule import CLOSES, DAY, NOW, OPENS, found, limit, person, told, word

ACCEPTED = AttestationKind.ACCEPTED
SECOND = timedelta(seconds=1)
PERSONS = (
    person("chief", Power.ACCEPT_HIGH_RISK),
    person("officer", Power.ACCEPT_RISK),
    person("general", unit="army"),
)
NEED = ResourceNeed(need_id="medics", title="Medics", count=10, due=NOW)
PROMISE = Commitment(
    commitment_id="c", need_id="medics", unit_id="army", count=10, promised=NOW - 2 * DAY
)


def code_50(*rows, words=(), at=NOW):
    findings = found("C-50", [*rows, *PERSONS], attested=words, at=at)
    return [(f.case, f.key, f.facts["have"], f.facts["short"]) for f in findings]


def test_enough_that_is_promised_and_accepted_is_right():
    assert code_50(NEED, PROMISE, words=[word(PROMISE, ACCEPTED, "general")]) == []


def test_one_too_few_is_told():
    promise = replace(PROMISE, count=9)

    assert code_50(NEED, promise, words=[word(promise, ACCEPTED, "general")]) == [
        ("short", "medics", 9, 1)
    ]


@pytest.mark.parametrize(
    "words",
    [
        [],
        [word(PROMISE, ACCEPTED, "chief")],
        [word(replace(PROMISE, count=9), ACCEPTED, "general")],
    ],
)
def test_what_the_promising_unit_has_not_accepted_does_not_count(words):
    assert code_50(NEED, PROMISE, words=words) == [("none", "medics", 0, 10)]


def test_a_need_is_asked_for_from_its_date_on():
    assert code_50(NEED, at=NOW - SECOND) == []
    assert code_50(NEED) == [("none", "medics", 0, 10)]


def test_a_promise_for_later_does_not_count_yet():
    promise = replace(PROMISE, promised=NOW + SECOND)

    assert code_50(NEED, promise, words=[word(promise, ACCEPTED, "general")]) == [
        ("none", "medics", 0, 10)
    ]


def test_what_is_promised_for_something_else_does_not_count():
    other = replace(NEED, need_id="buses", due=NOW + DAY)
    promise = replace(PROMISE, need_id="buses")

    assert code_50(NEED, other, promise, words=[word(promise, ACCEPTED, "general")]) == [
        ("none", "medics", 0, 10)
    ]


# C-18

RISK = Risk(risk_id="r", title="R", likelihood=3, consequence=3)
REQUEST = ResourceRequest(request_id="q", title="Q", answer="denied", risk_id="r")


def acceptance(row, by="officer", **cells):
    return word(row, ACCEPTED, by, **{"reason": "No more", "expires": CLOSES, **cells})


def code_18(*rows, words=(), at=NOW):
    gaps = told(found("C-18", [*rows, *PERSONS], attested=words, at=at))
    return [(case, key) for case, _, key, _, _ in gaps]


def test_a_refusal_whose_risk_somebody_accepted_is_right():
    assert code_18(REQUEST, RISK, words=[acceptance(RISK)]) == []
    assert code_18(REQUEST, RISK, words=[acceptance(REQUEST)]) == []


def test_a_refusal_that_names_no_risk_may_be_accepted_itself():
    request = replace(REQUEST, risk_id=None)

    assert code_18(request) == [("denied", "q")]
    assert code_18(request, words=[acceptance(request)]) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"by": "general"},
        {"by": "nobody"},
        {"reason": " "},
        {"expires": None},
        {"expires": CLOSES - SECOND},
    ],
)
def test_an_acceptance_with_a_flaw_does_not_count(cells):
    assert code_18(REQUEST, RISK, words=[acceptance(RISK, **cells)]) == [("denied", "q")]


def test_a_high_risk_takes_the_higher_power_and_a_second_person():
    high = replace(RISK, likelihood=4)

    assert code_18(REQUEST, high, words=[acceptance(high)]) == [("denied", "q")]
    assert code_18(REQUEST, high, words=[acceptance(high, "chief")]) == [("denied", "q")]
    assert code_18(REQUEST, high, words=[acceptance(high, "chief", second_by="officer")]) == []
    raised = limit("high_risk_score_min", 13)
    assert code_18(REQUEST, high, raised, words=[acceptance(high)]) == []


def test_no_answer_is_told_from_its_date_on():
    request = replace(REQUEST, answer="open", due=NOW)

    assert code_18(request, at=NOW - SECOND) == []
    assert code_18(request) == [("unanswered", "q")]


def test_without_a_date_an_answer_is_due_by_the_opening():
    request = replace(REQUEST, answer="open")

    assert code_18(request, at=OPENS - SECOND) == []
    assert code_18(request, at=OPENS) == [("unanswered", "q")]


def test_what_was_granted_leaves_no_risk():
    assert code_18(replace(REQUEST, answer="granted", due=NOW)) == []
