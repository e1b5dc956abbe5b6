"""A schedule of motorcades as a job: who travels when, searched by one process or by many."""

from collections.abc import Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import Watch
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.move.problem import Departure, Problem
from summitry.move.solve import Progress, Result, require_legal, solve, warm


class Moving(Struct, frozen=True, kw_only=True):
    """A schedule to search."""

    problem: Problem
    seed: int
    seconds: float
    start: tuple[Departure | None, ...] = ()
    looks_max: int | None = None
    """Instead of the seconds: so many looks at the clock, each of which finds it moved on as far.
    The same looks give the same schedule, wherever they are taken."""

    def search(self, place: int, watch: Watch[Progress, Result]) -> Result:
        """Return the best schedule."""
        warm()
        names = ("move", f"search {place}") if place else ("move",)
        watch.begin()
        looks = count()
        step = self.seconds / (self.looks_max or 1)
        return solve(
            self.problem,
            stream(self.seed, *names),
            watch.elapsed if self.looks_max is None else lambda: step * next(looks),
            seconds=self.seconds,
            start=self.start,
            progress=watch.tell,
            keep=watch.keep,
            stop=watch.is_interrupted,
        )

    def rank(self, told: Progress | Result) -> tuple[int, ...]:
        """Return what is to be as small as can be."""
        return (told.cost,)

    def at(self, progress: Progress, bound: int, seconds: float) -> Progress:
        """Return the same progress with another bound, at another time."""
        return replace(progress, bound=bound, seconds=seconds)

    def faults(self, answer: Result) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the schedule."""
        try:
            require_legal(self.problem, answer.schedule, answer.cost)
        except SummitryError as refusal:
            return (str(refusal),)
        return () if answer.bound <= answer.cost else ("bound",)

    def joined(self, answer: Result, others: Sequence[Progress | Result]) -> Result:
        """Return the schedule with the greatest bound that any search has proved."""
        return replace(answer, bound=max(each.bound for each in (answer, *others)))
