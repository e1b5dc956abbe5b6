"""Which tasks are done: by the word of a person of a unit that leads them.

Where no unit leads, the word of anybody in the plan counts.
"""

from collections.abc import Mapping
from datetime import datetime

from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.organisation import Person
from summitry.plan.plans import Task


def completed_tasks(
    tasks: Mapping[str, Task],
    persons: Mapping[str, Person],
    attestations: Attestations,
    *,
    at: datetime,
) -> dict[str, datetime]:
    """Return when each task that is done by the moment was first said to be."""
    found: dict[str, datetime] = {}
    for task_id, task in tasks.items():
        told = [
            entry.at
            for entry in attestations.of(task, AttestationKind.COMPLETED, at=at)
            if entry.by in persons
            and (not task.lead_unit_ids or persons[entry.by].unit_id in task.lead_unit_ids)
        ]
        if told:
            found[task_id] = min(told)
    return found
