"""Every table of the plan; importing this module fills ``summitry.plan.table.TABLES``."""

from summitry.plan import (
    access,
    accreditation,
    attestation,
    aviation,
    command,
    communications,
    compliance,
    conference,
    exchange,
    governance,
    identity,
    lessons,
    mandate,
    medical,
    movements,
    organisation,
    outreach,
    perimeter,
    places,
    plans,
    posts,
    press,
    programme,
    publications,
    readiness,
    reception,
    resources,
    risks,
    rulings,
    traffic,
    treaty,
    vehicles,
)
from summitry.plan.table import SIDE_TABLES, TABLES

MODULES = (
    mandate,
    governance,
    compliance,
    organisation,
    resources,
    command,
    communications,
    plans,
    risks,
    readiness,
    places,
    perimeter,
    programme,
    conference,
    reception,
    treaty,
    outreach,
    access,
    accreditation,
    press,
    exchange,
    posts,
    movements,
    vehicles,
    traffic,
    aviation,
    medical,
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
# Whichever of them is imported first: the order is this one.
for _name in ("attestations", "rulings", "people"):
    SIDE_TABLES[_name] = SIDE_TABLES.pop(_name)

__all__ = ["MODULES", "SIDE_MODULES", "SIDE_TABLES", "TABLES"]
