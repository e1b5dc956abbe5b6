"""From a bundle's mixtures to one pattern each: the dive of days, without a solver."""

from collections.abc import Sequence

import numpy as np

from summitry.roster.budget import Until
from summitry.roster.bundle import Bundle
from summitry.roster.columns import Pricing
from summitry.roster.dive import Dived, Open, Pace, bar_others, fix_surest, opened
from summitry.roster.master import FREE
from summitry.roster.pricing import Priced
from summitry.roster.problem import Pattern
from summitry.roster.respond import completed

STEP = 1.0
"""By so much of what one too few costs its price rises in a dive."""
NEAR = 2e-3
"""So little, as a share, the mixture may cost more than before; else those left are priced anew."""
PASSES_MAX = 3
"""So often at the most those left are priced anew before the next days are fixed."""


def plunge(bundle: Bundle, pricing: Pricing, until: Until) -> Dived | None:
    """Return a roster near the mixtures of the bundle; None where an officer has no pattern.

    An officer's days are fixed a few at a time, those first of which the mixture is surest. The
    bundle is used up. Where time runs out, those without a pattern get the best one each.
    """
    problem, whole = bundle.problem, dict[int, Pattern]()
    days = np.full((len(problem.officers), problem.days), FREE, dtype=np.int64)

    def priced(officer: int, costs: np.ndarray) -> Priced:
        bar_others(costs, days[officer])
        return pricing(officer, costs)

    bundle.step = STEP * bundle.unit
    bundle.settle()
    pace, value = Pace(until), bundle.value
    while left := _left(bundle, whole):
        if until():
            break
        until.tick()
        at_once = pace.at_once(sum(len(each.days) for each in left.values()))
        for officer in fix_surest(days, left, at_once):
            bundle.keep(officer, days[officer])
        value = _mended(bundle, priced, list(left), value, until)
    found = completed(problem, pricing, whole)
    if found is None:
        return None
    rest = [each for each in range(len(found)) if each not in whole]
    return Dived(roster=found, order=[*whole, *rest])


def _left(bundle: Bundle, whole: dict[int, Pattern]) -> dict[int, Open]:
    """Return the open days of each officer who has no pattern, and note who has one."""
    found = {}
    for officer, mixture in bundle.mixtures().items():
        each = opened(mixture)
        whole.pop(officer, None)
        if len(each.days):
            found[officer] = each
        else:
            whole[officer] = each.favourite
    return found


def _mended(
    bundle: Bundle, pricing: Pricing, left: Sequence[int], before: float, until: Until
) -> float:
    """Bring the mixture near what it cost before, and return the dearer of the two."""
    bundle.settle()
    for _ in range(PASSES_MAX):
        if not bundle.take_turns(pricing, left, until) or bundle.value <= before * (1 + NEAR):
            break
    return max(before, bundle.value)
