"""Who has no task in a plan but shifts, so that another one may be given."""

from summitry.plan.snapshot import Snapshot
from summitry.plan.table import ColumnKind, target_of
from summitry.plan.tables import TABLES

PERSONS = "persons"
ROLELESS = frozenset({PERSONS, "person_qualifications", "shifts", "wishes"})
"""Tables that name a person without giving them another task."""


def tasked(snapshot: Snapshot) -> set[str]:
    """Return the persons whom some table gives a task other than a shift."""
    found: set[str] = set()
    for name, declared in TABLES.items():
        if name in ROLELESS or declared.bulk:
            continue
        for column in declared.columns:
            if target_of(column) != PERSONS:
                continue
            for row in snapshot.tables[name].values():
                value = getattr(row, column.name)
                found.update(value if column.kind is ColumnKind.IDS else {value})
    return found
