"""A roster as a job: who stands where, searched by one process or by many."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import Watch
from summitry.kit.streams import stream
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Assignment, Ending, Problem, Result
from summitry.roster.staffing.solve import Limits, Progress, solve, warm
from summitry.roster.staffing.wishes import unmet


class Rostering(Struct, frozen=True, kw_only=True):
    """A roster to search."""

    problem: Problem
    seed: int
    seconds: float
    begin: tuple[Assignment, ...] = ()
    sweeps_max: int | None = None
    """Instead of the seconds: the same sweeps give the same roster, wherever they are made."""

    def search(self, place: int, watch: Watch[Progress, Result]) -> Result:
        """Return the best roster."""
        warm()
        names = ("roster", f"search {place}") if place else ("roster",)
        watch.begin()
        limits = Limits(
            elapsed=watch.elapsed if self.sweeps_max is None else lambda: 0.0,
            seconds=self.seconds,
            is_interrupted=watch.is_interrupted,
            sweeps_max=self.sweeps_max,
        )
        return solve(
            self.problem,
            stream(self.seed, *names),
            limits,
            seed=self.seed,
            begin=self.begin,
            progress=watch.tell,
            keep=watch.keep,
        )

    def rank(self, told: Progress | Result) -> tuple[int, ...]:
        """Return what is to be as small as can be: the gravest that are missing come first."""
        if isinstance(told, Progress):
            return told.uncovered
        return (*told.uncovered, told.lent, unmet(self.problem, told.assignments))

    def at(self, progress: Progress, bound: int, seconds: float) -> Progress:
        """Return the same progress with another bound, at another time."""
        return replace(progress, bound=bound, seconds=seconds)

    def faults(self, answer: Result) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the roster."""
        return tuple(
            f"{fault.rule} {fault.subject}".strip() for fault in faults(self.problem, answer)
        )

    def joined(self, answer: Result, others: Sequence[Progress | Result]) -> Result:
        """Return the roster with the greatest bound that any search has proved, by priority."""
        every = [answer, *(each for each in others if isinstance(each, Result))]
        columns = [each.bounds for each in every if each.bounds]
        bounds = tuple(map(max, zip(*columns, strict=True)))
        bound = max(answer.bound, *(each.bound for each in others), *bounds[-1:])
        return replace(answer, bound=bound, bounds=bounds, ending=_ending(answer, bounds))


def _ending(answer: Result, bounds: tuple[int, ...]) -> Ending:
    """Return why the search ended: proved also where another one has proved it."""
    sums = [sum(answer.uncovered[: place + 1]) for place in range(len(answer.uncovered))]
    return Ending.PROVED if sums == list(bounds) else answer.ending
