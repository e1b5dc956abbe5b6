"""Who stands where: searched officer by officer, bounded part by part, until proved or time is up.

First as few as possible go missing, all alike; then the gravest are covered at the cost of others;
at last people stay with their own unit and share duty evenly.
"""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream, stream
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.disaggregate import disaggregated
from summitry.roster.staffing.problem import Ending, Problem, Result, smallest
from summitry.roster.staffing.proof import Proof
from summitry.roster.staffing.search import (
    FINE,
    Taste,
    by_scarcity,
    homely,
    lent,
    nobody,
    own,
    rough,
    run,
    sweep,
    uncovered,
    weights,
)

GRADES = (1.0, 1.5, 3.0, 64.0)
"""How much graver a priority is than the next, in turn.

With the last alone the few that nobody is left for are found too late: the gravest are then filled
by whoever comes, and who could have stood elsewhere is gone."""
PATIENCE = 15
"""Vain sweeps after which a search has come to rest."""
OWN_SWEEPS_MAX, FINE_SWEEPS_MAX = 100, 40
PROOF_SHARE = 0.6
"""Up to which share of the time bounds are raised, before the search goes on."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the search is."""

    uncovered: tuple[int, ...]
    """By priority, of the best roster so far."""
    bound: int
    seconds: float

    @property
    def gap(self) -> int:
        """By how many the uncovered may lie above the least there can be."""
        return sum(self.uncovered) - self.bound


class Limits(Struct, frozen=True, kw_only=True):
    """When to stop: seconds by the clock, sweeps, or a wish to interrupt."""

    elapsed: Callable[[], float]
    seconds: float
    is_interrupted: Callable[[], bool] = lambda: False
    sweeps_max: int | None = None
    """Of each kind; tests stop by it."""

    def stop(self) -> bool:
        """Say whether to stop now."""
        return self.is_interrupted() or self.elapsed() >= self.seconds

    def left(self, share: float = 1.0) -> float:
        """Return the seconds left of a share of the time; none where somebody interrupts."""
        return 0.0 if self.is_interrupted() else share * self.seconds - self.elapsed()


class _Search:
    """The best roster so far, and what is proved."""

    def __init__(
        self,
        problem: Problem,
        chance: Stream,
        limits: Limits,
        progress: Callable[[Progress], None],
    ) -> None:
        self.problem, self.chance, self.limits, self.tell = problem, chance, limits, progress
        self.board = board_of(problem)
        self.standing = nobody(self.board)
        self.rough, self.homely = rough(self.board), homely(self.board)
        self.proof = Proof(self.board)
        self._told: tuple[tuple[int, ...], int] | None = None

    @property
    def uncovered(self) -> tuple[int, ...]:
        return uncovered(self.board, self.standing)

    def report(self) -> None:
        """Tell how far the search is, where that has changed."""
        now = (self.uncovered, self.proof.bound)
        if now != self._told:
            self._told = now
            seconds = self.limits.elapsed()
            self.tell(Progress(uncovered=now[0], bound=now[1], seconds=seconds))

    def first(self) -> None:
        """Give each officer a pattern, those who can do least first."""
        order = by_scarcity(self.board, self.standing)
        judged = weights(self.board, GRADES[0]), self.homely
        run(self.board, self.standing, order, judged, self.limits.stop)
        self.report()

    def settle(self, grade: float, taste: Taste, sweeps_max: int | None = None) -> None:
        """Sweep until nothing has become better for a while, or all is proved."""
        weight = weights(self.board, grade)
        best, vain, done = self._worth(weight, taste), 0, 0
        most = self.limits.sweeps_max if sweeps_max is None else sweeps_max
        while vain < PATIENCE and not self.limits.stop() and (most is None or done < most):
            if taste in {self.rough, self.homely} and self.is_proved():
                break
            officers = self.proof.movable(self.standing)
            if taste not in {self.rough, self.homely}:
                officers = np.arange(len(self.standing.kind))
            sweep(self.board, self.standing, officers, weight, taste, self.chance, self.limits.stop)
            done += 1
            worth = self._worth(weight, taste)
            vain = 0 if worth < best else vain + 1
            best = min(best, worth)
            self.proof.watch(self.standing)
            self.report()

    def _worth(self, weight: object, taste: Taste) -> tuple[float, ...]:
        missing = self.board.need - self.standing.cover
        grave = float((missing * weight).sum())  # type: ignore[operator]  # an array of reals
        return (
            (grave, lent(self.board, self.standing))
            if taste not in {self.rough, self.homely}
            else (grave,)
        )

    def is_proved(self) -> bool:
        """Say whether no roster leaves less uncovered, of each priority and the graver ones."""
        return self.proof.holds(self.uncovered)

    def look(self) -> None:
        """Raise the bounds as far as a look at what has been uncovered goes."""
        self.proof.raise_bounds(self.standing, lambda: self.limits.left(PROOF_SHARE), self.report)

    def relax(self) -> None:
        """Raise the bounds by the relaxation, and try what it says of whole officers."""
        found = self.proof.relax(
            self.standing, self.rough, lambda: self.limits.left(PROOF_SHARE), self.report
        )
        if found is not None:
            self.standing = found
            self.report()

    def go_on(self) -> None:
        """Use what time is left to cover more."""
        while not self.is_proved() and not self.limits.stop():
            before = self.uncovered
            self.settle(GRADES[-1], self.rough)
            if self.limits.sweeps_max is not None or self.uncovered == before:
                break


def solve(
    problem: Problem,
    chance: Stream,
    limits: Limits,
    *,
    seed: int = 0,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Result:
    """Return the best roster that is found in time, with what is proved of it.

    A roster comes back whenever the search is stopped, marked with why it ended; with no time at
    all it is the one in which nobody stands anywhere.

    Raises
    ------
    SummitryError
        ``staffing.illegal`` where the roster found breaks a rule: we are at fault, and say so.
    """
    search = _Search(problem, chance, limits, progress)
    if problem.demands and problem.types:
        if not limits.stop():
            search.proof.at_once()
        search.first()
        search.settle(GRADES[0], search.homely)
        search.settle(GRADES[0], search.rough)
        search.look()
        for grade in GRADES[1:]:
            search.settle(grade, search.rough)
        search.look()
        search.relax()
        search.go_on()
        search.settle(GRADES[-1], own(search.board), OWN_SWEEPS_MAX)
        search.settle(GRADES[-1], FINE, FINE_SWEEPS_MAX)
    return _judged(search, seed)


def _judged(search: _Search, seed: int) -> Result:
    """Return the result, checked by what knows nothing of the search."""
    problem, limits = search.problem, search.limits
    assignments, missing = disaggregated(problem, search.board, search.standing)
    ending = Ending.INTERRUPTED if limits.is_interrupted() else Ending.TIME
    if search.is_proved():
        ending = Ending.PROVED
    result = Result(
        assignments=assignments,
        missing=missing,
        uncovered=search.uncovered,
        bound=search.proof.bound,
        bounds=search.proof.bounds,
        lent=lent(search.board, search.standing),
        ending=ending,
        seconds=limits.elapsed(),
        seed=seed,
        base_hash=problem.base_hash,
    )
    wrong = faults(problem, result)
    if wrong:
        raise SummitryError("staffing.illegal", officer=wrong[0].subject, rule=wrong[0].rule)
    return result


def warm() -> None:
    """Compile the kernels and keep them on disk, so that the first roster starts at once."""
    solve(smallest(), stream(0, "warm"), Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=1))
