"""What of a problem has to do with what is missing: all else can neither explain nor mend it."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from summitry.kit.ids import UnitId
from summitry.roster.staffing.problem import Demand, Missing, Problem


def families(problem: Problem) -> Mapping[UnitId, UnitId]:
    """Return for each unit the one that leads all that may serve a demand with it, on and on.

    Where some demand takes people of any unit, all of them are one.
    """
    leader = {each.unit_id: each.unit_id for each in problem.types}

    def top(unit: UnitId) -> UnitId:
        leader.setdefault(unit, unit)
        while leader[unit] != unit:
            leader[unit] = leader[leader[unit]]
            unit = leader[unit]
        return unit

    for demand in problem.demands:
        for unit in demand.units:
            leader[top(unit)] = top(demand.units[0])
    if any(not demand.units for demand in problem.demands):
        first = min(leader, default=UnitId(""))
        return dict.fromkeys(leader, first)
    return {unit: top(unit) for unit in leader}


def family_of(families: Mapping[UnitId, UnitId], demand: Demand) -> UnitId:
    """Return the unit that leads those whose people may serve the demand."""
    if demand.units:
        return families[demand.units[0]]
    return next(iter(families.values()), UnitId(""))


def nearby(problem: Problem, missing: Sequence[Missing]) -> tuple[Problem, tuple[Missing, ...]]:
    """Return the problem of those units alone whose people could serve what is missing.

    Units are kept together as soon as people of both may serve one demand, so that nobody who is
    left out could help. Where duty is counted by periods the problem stays whole: those begin with
    its first day.
    """
    if problem.rules.period_days is not None or any(not each.units for each in problem.demands):
        return problem, tuple(missing)
    leads = families(problem)
    short = {family_of(leads, problem.demands[each.demand]) for each in missing}
    kept = [n for n, each in enumerate(problem.demands) if family_of(leads, each) in short]
    new = {place: number for number, place in enumerate(kept)}
    near = replace(
        problem,
        demands=tuple(problem.demands[place] for place in kept),
        types=tuple(each for each in problem.types if leads[each.unit_id] in short),
    )
    return near, tuple(Missing(new[each.demand], each.count) for each in missing)
