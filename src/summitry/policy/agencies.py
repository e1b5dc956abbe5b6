"""Which units belong together: a unit, those it is part of, and those that are part of it."""

from collections.abc import Mapping

from summitry.plan.organisation import Unit
from summitry.policy.ancestry import upward

Lines = Mapping[str, frozenset[str]]
"""Each unit with itself and every unit that it is part of."""


def lines(units: Mapping[str, Unit]) -> Lines:
    """Return the line of each unit; a circle of parents ends where it begins."""
    return {
        unit_id: frozenset(unit.unit_id for unit in upward(unit_id, units, "parent_id"))
        for unit_id in units
    }


def are_one_agency(of: Lines, one: str | None, other: str | None) -> bool:
    """Say whether one of the two is the other, or part of it."""
    if one is None or other is None:
        return False
    return one in of.get(other, ()) or other in of.get(one, ())
