"""Why an officer has no legal pattern: the smallest set of limits that exclude each other."""

from collections.abc import Mapping

import numpy as np

from summitry.roster.pricing import Pricer
from summitry.roster.problem import Officer, Problem, ShiftKind

LIFTED: Mapping[str, object] = {
    "minutes_min": 0,
    "minutes_max": None,
    "working_days_min": 1,
    "working_days_max": None,
    "days_off_min": 1,
    "weekends_max": None,
    "kinds_max": {},
    "days_off": frozenset(),
}
"""What each limit is where it is lifted; None stands for the length of the horizon."""


def reasons(problem: Problem) -> dict[str, object]:
    """Return the first officer without a legal pattern, and limits of which none can be spared."""
    for officer in problem.officers:
        if not _is_possible(problem, officer, frozenset()):
            return {"officer": officer.name, "rules": _core(problem, officer)}
    return {"officer": "", "rules": ()}


def _core(problem: Problem, officer: Officer) -> tuple[str, ...]:
    """Return limits that exclude each other: without any one of them there is a pattern."""
    lifted = frozenset[str]()
    for name in (*LIFTED, "not_before"):
        if not _is_possible(problem, officer, lifted | {name}):
            lifted |= {name}
    return tuple(name for name in (*LIFTED, "not_before") if name not in lifted)


def _is_possible(problem: Problem, officer: Officer, lifted: frozenset[str]) -> bool:
    """Say whether the officer has a legal pattern once these limits are lifted."""
    longest = {"minutes_max": problem.days * max((k.minutes for k in problem.kinds), default=0)}
    values = {
        name: LIFTED[name] if LIFTED[name] is not None else longest.get(name, problem.days)
        for name in LIFTED
        if name in lifted
    }
    fields = {name: getattr(officer, name) for name in officer.__struct_fields__}
    free = Officer(**{**fields, **values})
    kinds = problem.kinds
    if "not_before" in lifted:
        kinds = tuple(ShiftKind(name=each.name, minutes=each.minutes) for each in kinds)
    alone = Problem(days=problem.days, kinds=kinds, officers=[free], demands=())
    costs = np.zeros((problem.days, len(kinds) + 1))
    return Pricer.of(alone).cheapest(0, costs).pattern is not None
