"""A published roster mended, as a job: cover first, the least change next."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import Watch
from summitry.kit.streams import stream
from summitry.roster.replan.judged import faults_of, with_bound
from summitry.roster.replan.problem import Loss, Progress, Result, Roster
from summitry.roster.replan.solve import mend


class Replanning(Struct, frozen=True, kw_only=True):
    """A roster to mend."""

    roster: Roster
    loss: Loss
    seed: int
    seconds: float

    def search(self, place: int, watch: Watch[Progress, Result]) -> Result:
        """Return the best way to mend the roster, and others."""
        names = ("replan", f"search {place}") if place else ("replan",)
        watch.begin()
        return mend(
            self.roster,
            self.loss,
            stream(self.seed, *names),
            watch.elapsed,
            seconds=self.seconds,
            seed=self.seed,
            progress=watch.tell,
            keep=watch.keep,
            stop=watch.is_interrupted,
        )

    def rank(self, told: Progress | Result) -> tuple[int, ...]:
        """Return what is to be as small as can be."""
        return (told if isinstance(told, Progress) else told.best).price.rank

    def at(self, progress: Progress, bound: int, seconds: float) -> Progress:
        """Return the same progress with another bound, at another time."""
        return replace(progress, bound=bound, seconds=seconds)

    def faults(self, answer: Result) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the mended roster."""
        return faults_of(self.roster, self.loss, answer)

    def joined(self, answer: Result, others: Sequence[Progress | Result]) -> Result:
        """Return the answer with the greatest bound of each level that any search has proved."""
        every = [answer, *(each for each in others if isinstance(each, Result))]
        minutes = tuple(map(max, zip(*(each.bound_minutes for each in every), strict=True)))
        total = max(minutes[-1], *(each.bound for each in others))
        is_whole = any(each.bound_is_whole for each in every)
        return with_bound(answer, (*minutes[:-1], total), is_whole=is_whole)
