"""Which units belong together, for every rule that asks whether two are one agency."""

from summitry.check.view import View
from summitry.plan.organisation import Unit
from summitry.policy.agencies import Lines, lines


def unit_lines(view: View) -> Lines:
    """Return each unit with itself and every unit that it is part of."""
    return lines(view.rows(Unit))
