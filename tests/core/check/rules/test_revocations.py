from datetime import timedelta

import pytest

from summitry.outcome.live import LiveState
from summitry.plan.access import ControlledList, Gate, ListVersion, Participant
from summitry.plan.accreditation import AccessRight, Revocation, RevocationReason
from summitry.plan.attestation import AttestationKind
from summitry.plan.programme import Delegation
from summitry.plan.terms import Category, Kind, ListKind, Power
from tests.plans.one_rule import CLOSES, DAY, HOUR, MINUTE, NOW, OPENS, found, person, told, word

DECIDER = person("decider", Power.DECIDE_ACCESS)
SECOND = person("second", Power.DECIDE_ACCESS)
KEEPER = person("keeper", Power.RECALL_LIST)
STRANGER = person("officer")
REPORTER = Participant(participant_id="p-1", category=Category.PRESS)


def revocation(**cells):
    return Revocation(
        **{
            "revocation_id": "r-1",
            "participant_id": "p-1",
            "decided": NOW - 2 * DAY,
            "reason": RevocationReason.MISUSE,
            "decider_id": "decider",
            "review": NOW + DAY,
            "expires": CLOSES,
            "told": True,
            **cells,
        }
    )


def test_a_revocation_with_everything_is_let_through():
    assert found("C-32", [DECIDER, REPORTER, revocation()]) == ()


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"reason": None}, "no-reason"),
        ({"decider_id": None}, "no-decider"),
        ({"decider_id": "officer"}, "no-power"),
        ({"review": None}, "no-review"),
        ({"expires": None}, "no-expiry"),
        ({"told": False}, "not-told"),
    ],
)
def test_a_revocation_that_lacks_something_is_found(cells, case):
    findings = found("C-32", [DECIDER, STRANGER, REPORTER, revocation(**cells)])

    assert told(findings) == [(case, "revocations", "r-1", case, "high")]


def test_a_decider_whom_the_plan_does_not_know_is_left_to_the_references():
    assert found("C-32", [REPORTER, revocation(decider_id="nobody")]) == ()


def test_a_revocation_still_to_come_need_not_be_told():
    assert found("C-32", [DECIDER, revocation(decided=NOW + HOUR, told=False)]) == ()


@pytest.mark.parametrize(("seconds", "cases"), [(1, []), (0, ["overdue"])])
def test_a_review_is_due_at_its_moment(seconds, cases):
    row = revocation(review=NOW + timedelta(seconds=seconds))

    assert [finding.case for finding in found("C-32", [DECIDER, row])] == cases


def test_a_review_counts_by_somebody_who_may_decide_and_after_the_decision():
    row = revocation(review=NOW - HOUR)
    verified = AttestationKind.VERIFIED

    def cases(*words):
        rows = [DECIDER, STRANGER, row]
        return [finding.case for finding in found("C-32", rows, attested=words)]

    assert cases(word(row, verified, "decider")) == []
    assert cases(word(row, verified, "officer")) == ["overdue"]
    assert cases(word(row, verified, "decider", at=row.decided)) == ["overdue"]


def test_a_revocation_that_is_over_needs_no_review():
    assert found("C-32", [DECIDER, revocation(review=NOW - DAY, expires=NOW)]) == ()


@pytest.mark.parametrize(("kind", "cases"), [(Kind.STATE, ["alone"]), (Kind.ORGANISATION, [])])
def test_a_delegate_of_a_state_is_never_refused_by_one_alone(kind, cases):
    home = Delegation(delegation_id="d-1", name="State", kind=kind)
    delegate = Participant(participant_id="p-1", category=Category.DELEGATE, delegation_id="d-1")
    rows = [DECIDER, SECOND, STRANGER, home, delegate, revocation()]
    approved = AttestationKind.APPROVED

    def told_of(*words):
        return [finding.case for finding in found("C-32", rows, attested=words)]

    assert told_of() == cases
    assert told_of(word(revocation(), approved, "decider")) == cases
    assert told_of(word(revocation(), approved, "officer")) == cases
    assert told_of(word(revocation(), approved, "second")) == []


GATE = Gate(
    gate_id="north",
    name="North",
    zone_id="hall",
    lanes=1,
    lane_persons_per_hour=400.0,
    opens=OPENS,
    closes=CLOSES,
)
LIST = ControlledList(list_id="revoked", name="Revoked", kind=ListKind.REVOCATION)


def version(issued, number=1):
    return ListVersion(list_id="revoked", version=number, issued=issued, signature="signed")


def used(moment, participant="p-1"):
    return LiveState(badge_uses=((participant, "north", moment),))


def test_a_badge_used_after_its_revocation_is_critical():
    findings = found("C-64", [REPORTER, revocation()], live=used(NOW - HOUR))

    assert told(findings) == [("used", "revocations", "r-1", "used:r-1:north", "critical")]
    assert findings[0].facts["gate"] == "north"


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (NOW - 2 * DAY - timedelta(seconds=1), 0),
        (NOW - 2 * DAY, 1),
        (CLOSES - timedelta(seconds=1), 1),
        (CLOSES, 0),
    ],
)
def test_a_revocation_holds_from_its_decision_to_its_end(moment, number):
    assert len(found("C-64", [revocation()], live=used(moment))) == number


def test_the_badge_of_somebody_else_is_not_looked_at():
    assert found("C-64", [revocation()], live=used(NOW, "p-2")) == ()


@pytest.mark.parametrize(("end", "number"), [(None, 1), (NOW + MINUTE, 1), (NOW, 0)])
def test_an_extra_right_that_remains_is_found(end, number):
    extra = AccessRight(participant_id="p-1", zone_id="stage", end=end)

    findings = found("C-64", [revocation(), extra])

    assert [(f.table, f.key) for f in findings] == [("access_rights", "p-1|stage")] * number


@pytest.mark.parametrize(
    ("issued", "cases"),
    [
        (NOW - 2 * DAY - MINUTE, ["not-listed"]),
        (NOW - 2 * DAY, []),
        (NOW + MINUTE, ["not-listed"]),
    ],
)
def test_gates_learn_of_it_by_a_list_issued_since(issued, cases):
    findings = found("C-64", [GATE, LIST, version(issued), revocation()])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("seconds", "number"), [(0, 0), (1, 1)])
def test_a_new_list_may_take_half_an_hour(seconds, number):
    row = revocation(decided=NOW - 30 * MINUTE - timedelta(seconds=seconds))

    assert len(found("C-64", [GATE, row])) == number


def test_a_recalled_list_tells_nobody():
    fresh = version(NOW - DAY)
    recalled = word(fresh, AttestationKind.RECALLED, "keeper", at=NOW - HOUR)
    rows = [GATE, LIST, KEEPER, fresh, revocation()]

    assert found("C-64", rows) == ()
    assert len(found("C-64", rows, attested=[recalled])) == 1


def test_a_guest_list_tells_gates_nothing_of_revocations():
    guests = ControlledList(list_id="revoked", name="Guests", kind=ListKind.GUEST)

    assert len(found("C-64", [GATE, guests, version(NOW), revocation()])) == 1


def test_without_gates_no_list_is_asked_for():
    assert found("C-64", [revocation()]) == ()
