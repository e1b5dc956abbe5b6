"""Whole people: whether what can be met in fractions can be met by people one and all."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from summitry.roster.reasons.groups import Group, Pool, Terms
from summitry.roster.reasons.rows import rows_of
from summitry.roster.reasons.stopping import Stop, never

LEVEL = 2
"""Of the solver's linear relaxation: with less, it does not see that people can be counted."""


def can_be_met(
    asked: tuple[Sequence[Group], Sequence[Pool], Terms],
    *,
    seconds: float,
    seed: int = 1,
    stop: Stop = never,
) -> bool | None:
    """Say whether whole people can meet all that is asked for; None where time is too short."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = LEVEL
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.random_seed = seed
    status = solver.solve(_model(*asked, stop))
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return True
    return False if status == cp_model.INFEASIBLE else None


def _model(
    groups: Sequence[Group], pools: Sequence[Pool], terms: Terms, stop: Stop
) -> cp_model.CpModel:
    model = cp_model.CpModel()
    on_group: dict[tuple[int, int], cp_model.IntVar] = {}
    serving: list[list[cp_model.IntVar]] = [[] for _ in groups]
    on_duty: dict[tuple[int, int], cp_model.IntVar] = {}
    for number, pool in enumerate(pools):
        for place in sorted(pool.able):
            most = min(pool.size, groups[place].count)
            on_group[number, place] = model.new_int_var(0, most, "")
            serving[place].append(on_group[number, place])
    for group, able in zip(groups, serving, strict=True):
        model.add(sum(able) >= group.count)
    for row in rows_of(groups, pools, terms, stop):
        terms_of_row = []
        for entry in row.entries:
            if entry.group is not None:
                terms_of_row.append(on_group[row.pool, entry.group] * entry.weight)
                continue
            day = (row.pool, entry.day)
            if day not in on_duty:
                on_duty[day] = model.new_int_var(0, pools[row.pool].size, "")
            terms_of_row.append(on_duty[day] * entry.weight)
        model.add(sum(terms_of_row) <= row.most)
    return model
