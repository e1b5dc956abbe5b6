"""Who may sign that a limit of the plan is not kept."""

from summitry.kit.ids import PersonId
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power, Severity
from summitry.policy.rulings import GRAVE, HIGH_POWERS, PATTERN_POWERS
from summitry.roster.reasons.answer import Signature, Signatures

LIMITS_OF_PLAN = (
    "rest_hours_min",
    "shift_hours_max",
    "gate_duty_hours_max",
    "week_hours_max",
    "days_in_row_max",
)


def signatures_of(snapshot: Snapshot, severity: Severity = Severity.HIGH) -> Signatures:
    """Return by limit which powers it takes to set it aside, and who in the plan holds them.

    Parameters
    ----------
    severity
        Of the rule that watches the limits: a grave one takes a second person.
    """
    powers = PATTERN_POWERS | (HIGH_POWERS if severity in GRAVE else frozenset())
    persons = tuple(
        PersonId(key)
        for key, person in snapshot.rows(Person).items()
        if powers.intersection(person.powers)
    )
    told = tuple(power.value for power in Power if power in powers)
    return {limit: Signature(powers=told, persons=persons) for limit in LIMITS_OF_PLAN}
