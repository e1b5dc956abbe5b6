"""The only way from a person to the rows of a plan: rights filter before anything is counted."""

from summitry_web.plans.access.files import may_read_file
from summitry_web.plans.access.grid import (
    GridRow,
    bulk_rows,
    counts_of,
    grid_rows,
    has_rows_to_edit,
    targets,
)
from summitry_web.plans.access.past import KnownRows, Readable
from summitry_web.plans.access.recipients import recipients_of, strangers, unnamed
from summitry_web.plans.access.rows import (
    HEIGHTS,
    Named,
    ParentOwners,
    bulk_units,
    is_own,
    lead_fields,
    named_in,
    parent_owners,
    readable,
    rows,
    rows_for,
    sees,
    stored_row_for,
    table_named,
    thing_of_row,
    things_of,
)
from summitry_web.plans.access.since import changed_since, has_changed_for
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.store import attestations_of, rulings_of, snapshot_of

__all__ = [
    "HEIGHTS",
    "GridRow",
    "KnownRows",
    "Named",
    "ParentOwners",
    "Readable",
    "attestations_of",
    "bulk_rows",
    "bulk_units",
    "changed_since",
    "counts_of",
    "grid_rows",
    "has_changed_for",
    "has_rows_to_edit",
    "held_snapshot",
    "is_own",
    "lead_fields",
    "may_read_file",
    "named_in",
    "parent_owners",
    "readable",
    "recipients_of",
    "rows",
    "rows_for",
    "rulings_of",
    "sees",
    "snapshot_of",
    "stored_row_for",
    "strangers",
    "table_named",
    "targets",
    "thing_of_row",
    "things_of",
    "unnamed",
]
