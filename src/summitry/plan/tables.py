"""Every table of the plan; importing this module fills ``summitry.plan.table.TABLES``."""

from summitry.plan import (
    access,
    attestation,
    command,
    identity,
    lessons,
    mandate,
    movements,
    organisation,
    places,
    plans,
    posts,
    programme,
    publications,
    risks,
    rulings,
)
from summitry.plan.table import SIDE_TABLES, TABLES

MODULES = (
    mandate,
    organisation,
    command,
    plans,
    risks,
    places,
    programme,
    access,
    posts,
    movements,
    publications,
    lessons,
)
"""The modules in the order in which a reader meets their tables."""

SIDE_MODULES = (attestation, rulings, identity)

_READING_ORDER = [
    name
    for module in MODULES
    for name, declared in TABLES.items()
    if declared.row_type.__module__ == module.__name__
]
for _name in _READING_ORDER:
    TABLES[_name] = TABLES.pop(_name)

__all__ = ["MODULES", "SIDE_MODULES", "SIDE_TABLES", "TABLES"]
