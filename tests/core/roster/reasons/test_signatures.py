"""Who may allow that a limit is not kept follows from the powers in the plan."""

from summitry.kit.ids import PersonId, UnitId
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power, Severity
from summitry.roster.reasons.signatures import LIMITS_OF_PLAN, signatures_of
from tests.plans.one_rule import EVENT

CHIEF = Person(person_id=PersonId("chief"), unit_id=UnitId("LEAD"), powers=(Power.SET_ASIDE_RULE,))
JUDGE = Person(
    person_id=PersonId("judge"), unit_id=UnitId("LEAD"), powers=(Power.ACCEPT_HIGH_RISK,)
)
CLERK = Person(person_id=PersonId("clerk"), unit_id=UnitId("LEAD"))


def test_grave_rule_takes_a_second_power_and_both_holders_are_named() -> None:
    signatures = signatures_of(Snapshot.of([EVENT, CHIEF, JUDGE, CLERK]))

    assert set(signatures) == set(LIMITS_OF_PLAN)
    assert set(signatures["rest_hours_min"].powers) == {"set-aside-rule", "accept-high-risk"}
    assert signatures["rest_hours_min"].persons == ("chief", "judge")


def test_lighter_rule_takes_one_power() -> None:
    signatures = signatures_of(Snapshot.of([EVENT, CHIEF, JUDGE, CLERK]), Severity.MEDIUM)

    assert signatures["rest_hours_min"].powers == ("set-aside-rule",)
    assert signatures["rest_hours_min"].persons == ("chief",)
