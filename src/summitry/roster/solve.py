"""A roster with a bound: relaxed, made whole, made better until it is proved or time is up."""

from collections.abc import Callable
from math import ceil

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.roster.columns import TOLERANCE, relax
from summitry.roster.dive import dive
from summitry.roster.improve import Search
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import OFF, Pattern, Problem, broken_rules

RELAX_SHARE, DIVE_SHARE = 0.5, 0.8
"""By when the relaxation ends, and the dive, in shares of the time."""
TOGETHER_MIN, TOGETHER_MAX = 5, 10
"""How many officers are rostered anew together."""
PATIENCE = 25
"""After so many vain steps one officer more is taken at a time."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the search is."""

    cost: int | None
    """Of the best roster so far; None before there is one."""
    bound: float
    seconds: float


class Result(Struct, frozen=True, kw_only=True):
    """A roster, and how good it is proved to be."""

    roster: tuple[Pattern, ...]
    cost: int
    bound: int
    """No roster costs less."""

    @property
    def gap(self) -> float:
        """By which share of the cost the roster may lie above the best; 0 where it is the best."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


def solve(
    problem: Problem,
    stream: Stream,
    elapsed: Callable[[], float],
    *,
    seconds: float,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Result:
    """Return the best roster that is found in time, with the best bound.

    Parameters
    ----------
    elapsed
        Returns the seconds since the search began.

    Raises
    ------
    SummitryError
        ``roster.impossible`` where an officer has no legal pattern, which is named.
    """
    pricer = Pricer.of(problem)
    start = _greedy(problem, pricer)
    master = Master(problem)
    for officer, pattern in enumerate(start):
        master.add(officer, pattern)
    relaxed = relax(master, pricer, lambda: elapsed() > RELAX_SHARE * seconds)
    bound = max(0, ceil(relaxed.bound - TOLERANCE * max(1.0, abs(relaxed.bound))))
    search = Search(problem, pricer, start)
    progress(Progress(cost=search.cost, bound=bound, seconds=elapsed()))
    dived = dive(problem, pricer, master, lambda: elapsed() > DIVE_SHARE * seconds)
    if problem.cost(dived) < search.cost:
        search = Search(problem, pricer, dived)
    for officer, pattern in master.columns:
        search.remember(officer, pattern)
    progress(Progress(cost=search.cost, bound=bound, seconds=elapsed()))
    together, vain = TOGETHER_MIN, 0
    while search.cost > bound and elapsed() < seconds:
        if search.step(stream, together, lambda: elapsed() > seconds):
            vain = 0
            progress(Progress(cost=search.cost, bound=bound, seconds=elapsed()))
        elif (vain := vain + 1) >= PATIENCE:
            together, vain = min(together + 1, TOGETHER_MAX), 0
    return _judged(problem, search, bound)


def _greedy(problem: Problem, pricer: Pricer) -> list[Pattern]:
    """Return a first roster: each officer in turn gets the best pattern against those before."""
    roster: list[Pattern] = []
    cover = problem.cover_of(())
    for number, officer in enumerate(problem.officers):
        costs = problem.costs[number].astype(float)
        costs[:, :-1] += (cover < problem.needs) * -(problem.missing + problem.surplus)
        costs[:, :-1] += problem.surplus
        _, pattern = pricer.cheapest(number, costs)
        if pattern is None:
            raise SummitryError("roster.impossible", officer=officer.name)
        for day, kind in enumerate(pattern):
            if kind != OFF:
                cover[day, kind] += 1
        roster.append(pattern)
    return roster


def _judged(problem: Problem, search: Search, bound: int) -> Result:
    """Return the result, its roster checked by what knows nothing of the search."""
    for number, pattern in enumerate(search.roster):
        broken = next(broken_rules(problem, number, pattern), None)
        if broken is not None:
            raise SummitryError(
                "roster.illegal", officer=problem.officers[number].name, rule=broken
            )
    return Result(roster=tuple(search.roster), cost=search.cost, bound=bound)
