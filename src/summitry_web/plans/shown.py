"""Stored rows as a form shows them."""

from summitry.plan.tables import TABLES
from summitry_web.plans.models import StoredRow
from summitry_web.plans.store import row_of
from summitry_web.plans.typed import cells_of


def row_cells(stored: StoredRow) -> dict[str, str]:
    """Return the texts of the row's cells by column."""
    row = row_of(stored.table, bytes(stored.content), stored.schema)
    return cells_of(TABLES[stored.table], row)
