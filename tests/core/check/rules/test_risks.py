from datetime import timedelta

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.risks import Control, Risk
from summitry.plan.terms import Field, Power, Treatment
from tests.plans.one_rule import CLOSES, DAY, HOUR, NOW, OPENS, found, limit, person, told, word

VERIFIED, ACCEPTED = AttestationKind.VERIFIED, AttestationKind.ACCEPTED
SECOND = timedelta(seconds=1)
OFFICER = person("officer")
CHIEF = person("chief", Power.ACCEPT_HIGH_RISK)
DEPUTY = person("deputy", Power.ACCEPT_RISK)


def risk(likelihood=3, consequence=4, treatment=Treatment.REDUCE):
    return Risk(
        risk_id="roof",
        title="Line of sight",
        likelihood=likelihood,
        consequence=consequence,
        treatment=treatment,
        field=Field.PROTECTEES,
    )


def control(control_id="screen", due=None):
    return Control(control_id=control_id, risk_id="roof", title="Screen", due=due)


# C-09


def test_a_control_verified_by_a_known_person_is_silent():
    words = [word(control(), VERIFIED, "officer")]

    assert found("C-09", [risk(), control(), OFFICER], attested=words) == ()


@pytest.mark.parametrize(("early", "cases"), [(SECOND, []), (0 * SECOND, ["never"])])
def test_a_control_with_a_date_is_due_by_it(early, cases):
    row = control(due=NOW - DAY)

    findings = found("C-09", [risk(), row], at=NOW - DAY - early)

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("early", "cases"), [(SECOND, []), (0 * SECOND, ["never"])])
def test_a_control_without_a_date_is_due_twelve_hours_before_the_opening(early, cases):
    findings = found("C-09", [risk(), control()], at=OPENS - 12 * HOUR - early)

    assert [finding.case for finding in findings] == cases


def test_what_is_told_of_a_control_never_placed():
    findings = found("C-09", [risk(), control()])

    assert told(findings) == [("never", "controls", "screen", "", "high")]
    assert findings[0].facts == {
        "control": "screen",
        "risk": "roof",
        "due": OPENS - 12 * HOUR,
        "by": None,
    }
    assert findings[0].field is Field.PROTECTEES


@pytest.mark.parametrize(
    ("entry", "case"),
    [
        (word(control(), VERIFIED, "stranger"), "stranger"),
        (word(control(due=OPENS), VERIFIED, "officer"), "changed"),
        (word(control(), VERIFIED, "officer", expires=NOW), "changed"),
        (word(control(), ACCEPTED, "officer"), "never"),
        (word(control(), VERIFIED, "officer", at=NOW + SECOND), "changed"),
    ],
)
def test_a_word_that_does_not_count_leaves_the_control_unverified(entry, case):
    findings = found("C-09", [risk(), control(), OFFICER], attested=[entry])

    assert [finding.case for finding in findings] == [case]


# C-10


def acceptance(row, by="chief", **cells):
    cells = {"reason": "No other way in.", "expires": CLOSES, "second_by": "deputy", **cells}
    return word(row, ACCEPTED, by, **cells)


def accepted(row, *words):
    return [finding.case for finding in found("C-10", [row, CHIEF, DEPUTY], attested=words)]


HIGH = risk(3, 4, Treatment.ACCEPT)
LOW = risk(1, 4, Treatment.ACCEPT)


def test_an_acceptance_with_everything_is_silent():
    assert accepted(HIGH, acceptance(HIGH)) == []


@pytest.mark.parametrize(
    ("entry", "case"),
    [
        (acceptance(HIGH, by="stranger"), "stranger"),
        (acceptance(HIGH, by="deputy", second_by="chief"), "power"),
        (acceptance(HIGH, reason=" "), "reason"),
        (acceptance(HIGH, expires=None), "expiry"),
        (acceptance(HIGH, expires=CLOSES - SECOND), "expiry"),
        (acceptance(HIGH, expires=NOW), "changed"),
        (acceptance(HIGH, second_by=None), "second"),
        (acceptance(HIGH, second_by="stranger"), "second"),
        (acceptance(LOW), "changed"),
        (word(HIGH, VERIFIED, "chief"), "nobody"),
    ],
)
def test_what_an_acceptance_lacks_is_told(entry, case):
    assert accepted(HIGH, entry) == [case]


def test_of_several_acceptances_the_best_counts():
    assert accepted(HIGH, acceptance(HIGH, reason=""), acceptance(HIGH, at=NOW - HOUR)) == []


def test_a_low_risk_needs_one_person_with_either_power():
    assert accepted(LOW, acceptance(LOW, by="deputy", second_by=None)) == []
    assert accepted(LOW, acceptance(LOW, by="chief", second_by=None)) == []


@pytest.mark.parametrize(("score_min", "cases"), [(12, ["power"]), (12.5, [])])
def test_a_risk_is_high_from_the_limit_on(score_min, cases):
    rows = [HIGH, DEPUTY, limit("high_risk_score_min", score_min)]

    findings = found("C-10", rows, attested=[acceptance(HIGH, by="deputy", second_by=None)])

    assert [finding.case for finding in findings] == cases


def test_a_risk_that_is_treated_needs_no_acceptance():
    assert accepted(risk()) == []


# C-81


def test_a_high_risk_without_a_control_is_found():
    assert told(found("C-81", [risk()])) == [("no-control", "risks", "roof", "", "high")]


@pytest.mark.parametrize(("row", "count"), [(risk(3, 4), 1), (risk(1, 5), 0), (HIGH, 0)])
def test_only_high_risks_that_are_not_accepted_need_a_control(row, count):
    assert len(found("C-81", [row])) == count


def test_one_verified_control_is_enough():
    words = [word(control("b"), VERIFIED, "officer")]

    assert found("C-81", [risk(), control("a"), control("b"), OFFICER], attested=words) == ()


@pytest.mark.parametrize(("early", "cases"), [(SECOND, []), (0 * SECOND, ["none-verified"])])
def test_it_is_found_once_the_first_control_is_due(early, cases):
    rows = [risk(), control("a", NOW - DAY), control("b", OPENS - HOUR)]

    findings = found("C-81", rows, at=NOW - DAY - early)

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("early", "cases"), [(SECOND, []), (0 * SECOND, ["none-verified"])])
def test_no_control_of_a_high_risk_may_wait_beyond_the_opening(early, cases):
    findings = found("C-81", [risk(), control(due=CLOSES)], at=OPENS - early)

    assert [finding.case for finding in findings] == cases


def test_a_control_verified_by_a_stranger_is_not_verified():
    words = [word(control(), VERIFIED, "stranger")]

    findings = found("C-81", [risk(), control()], attested=words)

    assert [finding.case for finding in findings] == ["none-verified"]
