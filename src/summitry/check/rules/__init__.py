"""Every built-in rule; importing this package fills the registry."""

from summitry.check.rules import (  # noqa: F401  # each registers itself
    capacity,
    contingencies,
    duty,
    expiry,
    exports,
    gates,
    identities,
    itineraries,
    lists,
    movements,
    ownership,
    protocol,
    reach,
    references,
    risks,
    rulings,
    sectors,
    sight,
    staffing,
)
