"""Which unit answers for a row that is proposed, as far as the plan tells."""

from collections import Counter

from summitry.kit.ids import UnitId
from summitry.plan.governance import FieldLead
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES


def usual_owner(snapshot: Snapshot, table: str) -> UnitId | None:
    """Return the unit that owns most rows of the table, else the one that leads its field.

    None where the plan tells neither. Of units that own as many rows the first by name is taken.
    """
    declared = TABLES[table]
    assert declared.owner is not None
    owners: Counter[UnitId] = Counter()
    for row in snapshot.tables[table].values():
        owner = getattr(row, declared.owner)
        if owner is not None:
            owners[owner] += 1
    if owners:
        return min(owners, key=lambda owner: (-owners[owner], owner))
    lead = snapshot.rows(FieldLead).get(declared.field)
    return None if lead is None else lead.unit_id
