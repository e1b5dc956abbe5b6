"""A schedule of motorcades mended, as a job: everybody has a time first, the least change next."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import Watch
from summitry.kit.streams import stream
from summitry.move.problem import Departure, Problem
from summitry.move.replan import Progress, Replanned, faults_of, replan
from summitry.move.solve import warm


class Mending(Struct, frozen=True, kw_only=True):
    """A schedule to mend."""

    problem: Problem
    before: tuple[Departure | None, ...]
    seed: int
    seconds: float

    def search(self, place: int, watch: Watch[Progress, Replanned]) -> Replanned:
        """Return the best way to mend the schedule, and others."""
        warm()
        names = ("move", "mend", f"search {place}") if place else ("move", "mend")
        watch.begin()
        return replan(
            self.problem,
            self.before,
            stream(self.seed, *names),
            watch.elapsed,
            seconds=self.seconds,
            progress=watch.tell,
            keep=watch.keep,
            stop=watch.is_interrupted,
        )

    def rank(self, told: Progress | Replanned) -> tuple[int, ...]:
        """Return what is to be as small as can be."""
        if isinstance(told, Progress):
            return told.unscheduled, told.changed, told.cost
        return told.best.rank

    def at(self, progress: Progress, bound: int, seconds: float) -> Progress:
        """Return the same progress with another bound, at another time."""
        return replace(progress, bound=bound, seconds=seconds)

    def faults(self, answer: Replanned) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the mended schedule."""
        return faults_of(self.problem, answer)

    def joined(self, answer: Replanned, others: Sequence[Progress | Replanned]) -> Replanned:
        """Return the answer with the greatest bound that any search has proved."""
        return replace(answer, unscheduled_min=max(each.bound for each in (answer, *others)))
