"""What of a problem has to do with what is missing: all else can neither explain nor mend it."""

from collections.abc import Sequence

from msgspec.structs import replace

from summitry.kit.ids import UnitId
from summitry.roster.staffing.problem import Missing, Problem


def nearby(problem: Problem, missing: Sequence[Missing]) -> tuple[Problem, tuple[Missing, ...]]:
    """Return the problem of those units alone whose people could serve what is missing.

    Units are kept together as soon as people of both may serve one demand, so that nobody who is
    left out could help. Where duty is counted by periods the problem stays whole: those begin with
    its first day.
    """
    leader = {each.unit_id: each.unit_id for each in problem.types}

    def top(unit: UnitId) -> UnitId:
        leader.setdefault(unit, unit)
        while leader[unit] != unit:
            leader[unit] = leader[leader[unit]]
            unit = leader[unit]
        return unit

    for demand in problem.demands:
        if not demand.units:
            return problem, tuple(missing)
        for unit in demand.units[1:]:
            leader[top(unit)] = top(demand.units[0])
    if problem.rules.period_days is not None:
        return problem, tuple(missing)
    short = {top(problem.demands[each.demand].units[0]) for each in missing}
    kept = [place for place, each in enumerate(problem.demands) if top(each.units[0]) in short]
    new = {place: number for number, place in enumerate(kept)}
    near = replace(
        problem,
        demands=tuple(problem.demands[place] for place in kept),
        types=tuple(each for each in problem.types if top(each.unit_id) in short),
    )
    return near, tuple(Missing(new[each.demand], each.count) for each in missing)
