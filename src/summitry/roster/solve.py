"""A roster with a bound: relaxed, made whole, made better until it is proved or time is up."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream, stream
from summitry.roster.ascend import ascend
from summitry.roster.budget import Budget, Steps, Until
from summitry.roster.bundle import Bundle, bundled
from summitry.roster.columns import relax, whole_bound
from summitry.roster.dive import Dived, dive
from summitry.roster.impossible import reasons
from summitry.roster.improve import Search
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.master import Master
from summitry.roster.neighbours import LONG, Draw, How, Neighbours
from summitry.roster.plunge import plunge
from summitry.roster.pricing import Pricer
from summitry.roster.problem import OFF, Demand, Officer, Pattern, Problem, ShiftKind
from summitry.roster.respond import completed, polished
from summitry.roster.sweep import Sweep

LAST = (6, 10)
"""So many of those fixed last in a dive are rostered anew together."""
STATES_MAX = 120_000_000
"""Where pricing every officer once goes through more states, the relaxation would not close."""
BUNDLED_FROM = 5_000
"""From so many officers times days times kinds on, the solver's linear programs take too long."""
ROUNDS = 80
"""So often at least every officer is priced before a relaxation of a long horizon closes."""
SWEPT = 0.75
"""Which share of the time for sweeps and prices together goes to the sweeps."""


class Ending(StrEnum):
    """Why a search ended."""

    PROVED = "proved"
    """The roster costs as little as any can."""
    SPENT = "spent"
    """Its time or its steps were used up."""
    INTERRUPTED = "interrupted"
    """Somebody asked for the best so far."""
    FAILED = "failed"
    """The solver of the relaxation failed; the roster and the bound are those from before."""


class Params(Struct, frozen=True, kw_only=True):
    """How a search divides what it may use up."""

    polished_by: float = 0.15
    """By which share of the budget the first roster is polished."""
    ascended_by: float = 0.3
    """By which share prices climb, where they are all the bound there will be; else by half."""
    swept_by: float = 0.9
    """By which share a horizon too long to be relaxed is swept, and prices climb from there."""
    bundled_by: float = 0.3
    """By which share a bundle of patterns has climbed, where the relaxation is likely to close."""
    solved_from: float = 0.15
    """Where the bundle and its roster took a larger share, the relaxation is left to it."""
    relaxed_by: float = 0.5
    """By which share of the budget the relaxation ends."""
    dived_by: float = 0.8
    """By which share the dive ends, that of the bundle too."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the search is: the best roster so far, already judged, and the bound."""

    roster: tuple[Pattern, ...]
    cost: int
    bound: int


class Result(Struct, frozen=True, kw_only=True):
    """A roster, and how good it is proved to be."""

    roster: tuple[Pattern, ...]
    cost: int
    bound: int
    """No roster costs less."""
    ending: Ending
    trouble: str = ""
    """What the solver said where it failed."""

    @property
    def gap(self) -> float:
        """By which share of the cost the roster may lie above the best; 0 where it is the best."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class _Run:
    """One search: what it has found so far, whatever happens next."""

    def __init__(
        self, problem: Problem, budget: Budget, params: Params, tell: Callable[[Progress], None]
    ) -> None:
        self._problem, self._budget, self._params, self._tell = problem, budget, params, tell
        self._pricer = Pricer.of(problem)
        spent = budget.spent()
        start = completed(problem, self._pricer.cheapest, {})
        # Which share of the budget it takes to price every officer once.
        self._round = min(budget.spent(), 1.0) - min(spent, 1.0)
        if start is None:
            raise SummitryError("roster.impossible", **reasons(problem))
        self.search = Search(problem, self._pricer, start)
        self.bound = 0
        self.told()

    def told(self) -> tuple[Pattern, ...]:
        """Judge the best roster, tell it, and return it."""
        roster = judged(self._problem, self.search.roster, self.search.cost)
        self._tell(Progress(roster=roster, cost=self.search.cost, bound=self.bound))
        return roster

    def go_on(self, chance: Stream) -> None:
        """Relax, dive and improve until the roster is proved or the budget used up."""
        problem, params = self._problem, self._params
        self.search.polish(self._by(params.polished_by))
        self.told()
        if problem.days > LONG or not self._is_closable():
            self._go_far()
        elif self.search.cost > self.bound:
            if len(problem.officers) * problem.needs.size >= BUNDLED_FROM:
                self._bundle()
            else:
                self._relax(None)
        self._improve(chance)

    def _is_closable(self) -> bool:
        """Say whether the relaxation over patterns is likely to close in its time."""
        return (
            self._pricer.is_exact
            and self._pricer.states <= STATES_MAX
            and (self._problem.days <= LONG or self._round * ROUNDS <= self._params.relaxed_by)
        )

    def _bundle(self) -> None:
        """Bundle patterns and plunge; then let the solver relax, unless that took long already."""
        params, search, pricing = self._params, self.search, self._pricer.cheapest
        begun = self._budget.spent()
        bundle = Bundle(self._problem, search.roster)
        found = bundled(bundle, pricing, search.cost, self._by(params.bundled_by))
        self._bounded(found.bound)
        if search.cost <= self.bound:
            return
        patterns = list(bundle.taken())
        for officer, pattern in patterns:
            search.remember(officer, pattern)
        self._take(plunge(bundle, pricing, self._by(params.dived_by)))
        if search.cost > self.bound and self._budget.spent() - begun < params.solved_from:
            self._relax(found.covers, patterns)

    def _go_far(self) -> None:
        """Bound by prices; then relax what can be relaxed, else sweep and bound once more."""
        problem, params, is_closable = self._problem, self._params, self._is_closable()
        until = self._by(params.ascended_by * (0.5 if is_closable else 1.0))
        ascent = ascend(problem, self._pricer, self.search.cost, until)
        self._bounded(ascent.bound)
        if is_closable:
            if self.search.cost > self.bound:
                self._relax(ascent.covers)
            return
        sweep, until = Sweep(self.search, self._pricer, self.told), self._by(params.swept_by)
        sweep.run(until.part(SWEPT))
        if sweep.covers.any():
            ascent = ascend(problem, self._pricer, self.search.cost, until, sweep.covers)
            self._bounded(ascent.bound)

    def _by(self, share: float) -> Until:
        return Until(self._budget, share)

    def _bounded(self, bound: float) -> None:
        self.bound = max(self.bound, whole_bound(bound))
        self.told()

    def _relax(
        self, centre: np.ndarray | None, patterns: Sequence[tuple[int, Pattern]] = ()
    ) -> None:
        """Relax from these patterns on, and dive where the roster may lie above the relaxation."""
        params, pricing = self._params, self._pricer.cheapest
        master = Master(self._problem)
        for officer, pattern in [*enumerate(self.search.roster), *patterns]:
            master.add(officer, pattern)
        relaxed = relax(master, pricing, self._by(params.relaxed_by), centre)
        self._bounded(relaxed.bound)
        for officer, pattern in master.columns:
            self.search.remember(officer, pattern)
        if self.search.cost > self.bound and self._budget.spent() < params.dived_by:
            self._dive(master)

    def _dive(self, master: Master) -> None:
        """Dive where the relaxation came below the roster."""
        search, until, pricing = self.search, self._by(self._params.dived_by), self._pricer.cheapest
        prices = master.solve(until)
        # Where the relaxation did not come below the roster, a dive would not either.
        if prices is None or prices.value >= search.cost:
            return
        self._take(dive(master, pricing, until))

    def _take(self, dived: Dived | None) -> None:
        """Roster anew together those who were fixed last in a dive: they had the least choice."""
        search, pricing = self.search, self._pricer.cheapest
        if dived is None:
            return
        if not search.offer(polished(self._problem, pricing, dived.roster, self._by(1.0))):
            return
        self.told()
        for count in LAST:
            if search.cost > self.bound:
                officers = sorted(dived.order[-count:])
                search.choose(Draw(how=How.CHOOSE, officers=officers, window=None), self._by(1.0))
        self.told()

    def _improve(self, chance: Stream) -> None:
        search, budget, until = self.search, self._budget, self._by(1.0)
        neighbours = Neighbours(self._problem, chance)
        while search.cost > self.bound and not until():
            spent, cost = budget.spent(), search.cost
            draw = neighbours.draw(self._problem.cover_of(search.roster))
            if draw.how == How.REBUILD:
                search.rebuild(draw, neighbours, chance, until)
            else:
                search.choose(draw, until)
            neighbours.learn(gain=cost - search.cost, spent=budget.spent() - spent)
            if search.cost < cost:
                self.told()


def solve(
    problem: Problem,
    chance: Stream,
    budget: Budget,
    *,
    params: Params | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Result:
    """Return the best roster that is found within the budget, with the best bound.

    Interrupted at any moment, also by the keyboard, it returns the best so far, and says so.

    Raises
    ------
    SummitryError
        ``roster.impossible`` where an officer has no legal pattern, with the limits that exclude
        each other; ``roster.solver_missing`` without HiGHS.
    """
    run = _Run(problem, budget, params or Params(), progress)
    ending, trouble = None, ""
    try:
        run.go_on(chance)
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    except SummitryError as error:
        if error.code != "roster.solver_failed":
            raise
        ending, trouble = Ending.FAILED, str(error.facts["status"])
    cost = run.search.cost
    if cost <= run.bound:
        ending = Ending.PROVED
    elif ending is None:
        ending = Ending.INTERRUPTED if budget.is_interrupted() else Ending.SPENT
    return Result(
        roster=judged(problem, run.search.roster, cost), cost=cost, bound=run.bound,
        ending=ending, trouble=trouble,
    )  # fmt: skip


def judged(problem: Problem, roster: Sequence[Pattern], cost: int) -> tuple[Pattern, ...]:
    """Return the roster, judged by what knows nothing of the search: a breach is a bug of ours."""
    for number, pattern in enumerate(roster):
        broken = tuple(broken_rules(problem, number, pattern))
        assert not broken, (problem.officers[number].name, broken)
    assert judged_cost(problem, roster) == cost
    return tuple(roster)


def warm() -> None:
    """Compile the search for patterns and keep it on disk, so that a first one starts at once."""
    kinds = [ShiftKind(name="E", minutes=480)]
    officer = Officer(name="A", minutes_max=960, working_days_max=1, weekends_max=1)
    demand = Demand(day=0, kind=0, count=1, missing_cost=1)
    problem = Problem(days=2, kinds=kinds, officers=[officer], demands=[demand])
    solve(problem, stream(0, "warm"), Steps(2))
    # So small a roster is not bundled.
    Bundle(problem, [(OFF, OFF)]).settle()
    Pricer.of(problem).loosely(0, np.zeros((2, 2)), 0.0)
