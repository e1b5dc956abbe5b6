"""Who stands where: searched officer by officer, bounded part by part, until proved or time is up.

First as few as possible go missing, all alike; then the gravest are covered at the cost of others;
at last people stay with their own unit and share duty evenly.
"""

from collections.abc import Callable
from functools import partial
from itertools import cycle

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream, stream
from summitry.policy.matching import assignment
from summitry.roster.staffing.cells import Integers, Reals, board_of
from summitry.roster.staffing.chains import Lead, chains, lead_of
from summitry.roster.staffing.checker import faults, legal_part
from summitry.roster.staffing.disaggregate import disaggregated
from summitry.roster.staffing.paths import along, roads
from summitry.roster.staffing.problem import (
    Assignment,
    Ending,
    Problem,
    Result,
    lent_of,
    smallest,
    uncovered_of,
)
from summitry.roster.staffing.proof import Proof
from summitry.roster.staffing.search import (
    FINE,
    STEADY,
    Taste,
    by_scarcity,
    lent,
    nobody,
    own,
    placed,
    release,
    rough,
    run,
    sweep,
    uncovered,
    weights,
)
from summitry.roster.staffing.ways import on_time
from summitry.roster.staffing.wishes import granted

GRADES = (1.0, 1.5, 3.0, 64.0)
"""How much graver a priority is than the next, in turn.

With the last alone the few that nobody is left for are found too late: the gravest are then filled
by whoever comes, and who could have stood elsewhere is gone."""
PATIENCE = 15
"""Vain sweeps after which a search has come to rest."""
GUIDE = 0.2
"""By how much of itself a post for which people are scarce counts for more.

Whoever could stand there or elsewhere then stands there, and leaves to others what many can do."""
FREED_SHARES = (0.05, 0.2, 0.5)
"""How many of a part's officers are set free, in turn, where a search rests short of its bound."""
OWN_SWEEPS_MAX, FINE_SWEEPS_MAX = 100, 40
SETTLED_SHARE, PROOF_SHARE, GRADED_SHARE, RELAX_SHARE, COVER_SHARE = 0.3, 0.4, 0.65, 0.75, 0.9
"""Up to which share of the time each step may go on: as if all who are missing counted alike,
bounds, graver posts first, the relaxation, and all that covers more; the rest is for people who
would rather stay with their own unit. Without an end each left nothing to the next."""
WISHES_SHARE = 0.98
"""Up to which share of the time duty is shared evenly, where somebody has wishes."""
FINISH_FACTOR = 1.5
"""How much longer writing the roster down takes than reading, at most, for what is asked for."""
FINISH_SHARE_MAX = 0.5
"""How much of the time left is kept at most for writing the roster down and having it judged."""


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


Keep = Callable[[Callable[[], Result]], None]
"""Takes what makes the best roster so far, and makes it where it wants one."""


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
        tell: tuple[Callable[[Progress], None], Keep],
        origin: tuple[int, tuple[Assignment, ...]],
    ) -> None:
        began = limits.elapsed()
        self.problem, self.chance = problem, chance
        self.tell, self.keep = tell
        self.seed, self.begin = origin
        self.board = board_of(problem)
        self.standing = nobody(self.board)
        self.rough = rough(self.board)
        self.proof = Proof(self.board)
        self.roads = roads(self.board)
        self._seconds = limits.seconds
        self.limits = _earlier(problem, limits, limits.elapsed() - began)
        self._floor: tuple[int, ...] | None = None
        """What the best roster leaves uncovered while another is tried."""
        self._told: tuple[tuple[int, ...], int] | None = None

    def too_late(self) -> bool:
        """Say whether all the time is up, and not only that for the search."""
        return self.limits.elapsed() >= self._seconds

    @property
    def uncovered(self) -> tuple[int, ...]:
        return uncovered(self.board, self.standing)

    def report(self) -> None:
        """Tell how far the search is, where that has changed; offer the best roster so far."""
        now = (self.uncovered, self.proof.bound)
        if self._floor is not None and now[0] > self._floor:
            return
        self.keep(partial(self.judged, lambda: True))
        if now != self._told:
            self._told = now
            seconds = self.limits.elapsed()
            self.tell(Progress(uncovered=now[0], bound=now[1], seconds=seconds))

    def first(self) -> None:
        """Give each officer a pattern, those who can do least first; what is there stays."""
        legal = tuple(legal_part(self.problem, self.begin))
        idle = placed(self.problem, self.board, self.standing, legal)
        order = by_scarcity(self.board, self.standing)
        order = order[np.isin(order, idle)]
        weight = weights(self.board, GRADES[0]) + GUIDE * self.proof.scarce(GRADES[0])
        judged = weight, self.rough
        run(self.board, self.standing, order, judged, self.limits.stop)
        self.report()

    def settle(
        self,
        grade: float,
        taste: Taste,
        *,
        until: float = 1.0,
        sweeps_max: int | None = None,
        among: Integers | None = None,
        guide: float = 0.0,
    ) -> None:
        """Sweep until nothing has become better for a while, all is proved, or time is up.

        Parameters
        ----------
        until
            Up to which share of the time.
        among
            The officers who may move; None: all in whose parts something is left to do.
        guide
            By how much of itself a post for which people are scarce counts for more.
        """
        weight, covers = weights(self.board, grade), taste == self.rough
        lead: Lead | None = None
        if guide:
            lead = lead_of(self.board, self.proof.scarce(grade))
            weight = weight + guide * lead.worth
        best, vain, done = self._worth(weight, taste), 0, 0
        most = self.limits.sweeps_max if sweeps_max is None else sweeps_max

        def stop() -> bool:
            return self.limits.left(until) <= 0

        while vain < PATIENCE and not stop() and (most is None or done < most):
            if covers and self.is_proved():
                break
            officers = among
            if officers is None and covers:
                officers = self.proof.movable(self.standing)
            elif officers is None:
                officers = np.arange(len(self.standing.kind))
            sweep(self.board, self.standing, officers, weight, taste, self.chance, stop)
            if lead is not None and not stop():
                chains(self.board, self.standing, lead, self.chance)
            done += 1
            worth = self._worth(weight, taste)
            vain = 0 if worth < best else vain + 1
            best = min(best, worth)
            self.report()

    def fill(self, grade: float, until: float) -> None:
        """Fill what paths lead from to somebody free, then to what weighs less, in open parts."""
        parts = self.proof.open_parts(self.standing)
        if self.roads is None or not parts:
            return
        open_cells = np.concatenate([cells for _, cells in parts])
        for each in (GRADES[0], grade):
            asked = open_cells, weights(self.board, each)
            along(
                self.board, self.standing, self.roads, asked, lambda: self.limits.left(until) <= 0
            )
        self.report()

    def _worth(self, weight: Reals, taste: Taste) -> tuple[float, ...]:
        missing = self.board.need - self.standing.cover
        grave = float((missing * weight).sum())
        if taste == self.rough:
            return (grave,)
        return grave, lent(self.board, self.standing)

    def is_proved(self) -> bool:
        """Say whether no roster leaves less uncovered, of each priority and the graver ones."""
        return self.proof.holds(self.uncovered)

    def look(self, until: float) -> None:
        """Raise the bounds as far as a look at what has been uncovered goes."""
        self.proof.raise_bounds(self.standing, lambda: self.limits.left(until), self.report)

    def relax(self) -> None:
        """Raise the bounds by the relaxation, and try what it says of whole officers."""
        judged = weights(self.board, GRADES[-1]), self.rough
        found = self.proof.relax(
            self.standing, judged, lambda: self.limits.left(RELAX_SHARE), self.report
        )
        if found is not None:
            self.standing = found
            self.report()

    def go_on(self) -> None:
        """Use what time is left: part by part set officers free by chance, and search from there.

        Each part is judged by itself: a step back in one does not undo what another has won.
        """
        for share in cycle(FREED_SHARES):
            for kinds, cells in self.proof.open_parts(self.standing):
                if self.limits.left(COVER_SHARE) <= 0:
                    return
                self._again(np.flatnonzero(np.isin(self.standing.kind, kinds)), cells, share)
            if self.is_proved() or self.limits.left(COVER_SHARE) <= 0:
                return
            if self.limits.sweeps_max is not None:
                return

    def _again(self, officers: Integers, cells: Integers, share: float) -> None:
        """Set so many of the officers free and search anew; what is worse is taken back."""
        pattern, cover = self.standing.pattern[officers], self.standing.cover[cells]
        self._floor = self.uncovered
        release(self.standing, officers[self.chance.random(len(officers)) < share])
        self.fill(GRADES[-1], COVER_SHARE)
        self.settle(GRADES[-1], self.rough, until=COVER_SHARE, among=officers)
        if self.uncovered > self._floor:
            self.standing.pattern[officers], self.standing.cover[cells] = pattern, cover
        self._floor = None

    def judged(self, stop: Callable[[], bool]) -> Result:
        """Return the roster so far, checked by what knows nothing of the search.

        Parameters
        ----------
        stop
            Ends the granting of wishes.
        """
        problem, limits = self.problem, self.limits
        ending = Ending.INTERRUPTED if limits.is_interrupted() else Ending.TIME
        assignments, missing = on_time(
            problem, *disaggregated(problem, self.board, self.standing, self.begin), self.too_late
        )
        assignments = granted(problem, assignments, stop)
        left = uncovered_of(problem, missing)
        result = Result(
            assignments=assignments,
            missing=missing,
            uncovered=left,
            bound=self.proof.bound,
            bounds=self.proof.bounds,
            lent=lent_of(problem, assignments),
            ending=Ending.PROVED if self.proof.holds(left) else ending,
            seconds=limits.elapsed(),
            seed=self.seed,
            base_hash=problem.base_hash,
        )
        wrong = faults(problem, result)
        if wrong:
            raise SummitryError("staffing.illegal", officer=wrong[0].subject, rule=wrong[0].rule)
        return result


def _earlier(problem: Problem, limits: Limits, took: float) -> Limits:
    """Return the limits that leave time for writing the roster down and having it judged.

    Both go through all that people do, as reading went through all that is asked for; how long that
    took says how quick this machine is.
    """
    size = max(1.0, problem.slots / max(1, len(problem.demands)))
    left = max(0.0, limits.seconds - limits.elapsed())
    kept = min(FINISH_FACTOR * took * size, FINISH_SHARE_MAX * left)
    return replace(limits, seconds=limits.seconds - kept)


def solve(  # noqa: PLR0913  # the question, chance and time, and who is told, each by its name
    problem: Problem,
    chance: Stream,
    limits: Limits,
    *,
    seed: int = 0,
    begin: tuple[Assignment, ...] = (),
    progress: Callable[[Progress], None] = lambda _: None,
    keep: Keep = lambda _: None,
) -> Result:
    """Return the best roster that is found in time, with what is proved of it.

    A roster comes back whenever the search is stopped, marked with why it ended; with no time at
    all it is the one in which nobody stands anywhere.

    Parameters
    ----------
    begin
        What the search sets out from, no more on a demand than it asks for; whoever breaks a rule
        in it keeps what comes before.
    keep
        Is handed now and then what makes the best roster so far, while it is called and not later.

    Raises
    ------
    SummitryError
        ``staffing.illegal`` where the roster found breaks a rule: we are at fault, and say so.
    """
    search = _Search(problem, chance, limits, (progress, keep), (seed, begin))
    if problem.demands and problem.types:
        if not search.limits.stop():
            search.proof.at_once(lambda: search.limits.left(SETTLED_SHARE))
        search.first()
        search.settle(GRADES[0], search.rough, until=SETTLED_SHARE, guide=GUIDE)
        search.look(PROOF_SHARE)
        for grade in GRADES:
            search.fill(grade, GRADED_SHARE)
            search.settle(grade, search.rough, until=GRADED_SHARE, guide=GUIDE)
        search.relax()
        search.fill(GRADES[-1], COVER_SHARE)
        search.settle(GRADES[-1], search.rough, until=COVER_SHARE)
        search.go_on()
        if lent(search.board, search.standing):
            search.settle(GRADES[-1], own(search.board), sweeps_max=OWN_SWEEPS_MAX)
        fine = STEADY if begin else FINE
        until = WISHES_SHARE if problem.wishes else 1.0
        search.settle(GRADES[-1], fine, until=until, sweeps_max=FINE_SWEEPS_MAX)
    return search.judged(search.limits.stop)


def warm() -> None:
    """Compile the kernels and keep them on disk, so that the first roster starts at once."""
    problem, chance = smallest(), stream(0, "warm")
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=1)
    solve(problem, chance, limits)
    # What is proved at once needs neither chains nor paths.
    board = board_of(problem)
    standing, weight, ways = nobody(board), weights(board, GRADES[0]), roads(board)
    assert ways is not None, "tours of one window, and no limits of weeks"
    along(board, standing, ways, (np.arange(len(board.need)), weight), limits.stop)
    chains(board, standing, lead_of(board, weight), chance)
    one = np.ones(1, dtype=np.int64)
    assignment(one, one)
