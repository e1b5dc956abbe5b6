"""Whether a cell meets the condition of a lesson."""

from collections.abc import Callable, Mapping
from typing import Any

from summitry.plan.lessons import Condition, Operator
from summitry.plan.relative import Opening

_COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS: lambda cell, wanted: cell == wanted,
    Operator.IS_NOT: lambda cell, wanted: cell != wanted,
    Operator.AT_LEAST: lambda cell, wanted: cell >= wanted,
    Operator.AT_MOST: lambda cell, wanted: cell <= wanted,
    Operator.HAS: lambda cell, wanted: wanted in cell,
    Operator.HAS_NOT: lambda cell, wanted: wanted not in cell,
}


def meets(condition: Condition, row: object, opening: Opening) -> bool | None:
    """Say whether the row's cell meets the condition; None where it holds nothing to compare."""
    cell = getattr(row, condition.column.name)
    given = cell is not None and cell not in ("", ())
    if condition.operator is Operator.GIVEN:
        return given
    if condition.operator is Operator.EMPTY:
        return not given
    if cell is None:
        return None
    return _COMPARE[condition.operator](cell, condition.wanted(opening))
