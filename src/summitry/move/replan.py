"""A schedule mended when the day goes wrong: everybody has a time again first, least change next.

The motorcades whose departure is no longer legal are put in anew; the others keep theirs, and each
that changes costs so much that it only does where that gives somebody a time. A second bound, on
how many are without a time alone, says whether more could have one.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.streams import Stream
from summitry.move.bound import bound
from summitry.move.occupancy import empty, load, schedule_of, tables
from summitry.move.problem import SLOTS_A_MINUTE, Departure, Problem, Schedule
from summitry.move.search import Search
from summitry.move.solve import Reason, reasons, require_legal

CHANGE_MINUTES = 300
"""What it costs, in weighted minutes, that a motorcade departs otherwise than it was told."""


class Replanned(Struct, frozen=True, kw_only=True):
    """The mended schedule, and what it took."""

    schedule: Schedule
    forced: tuple[int, ...]
    """Whose departure was no longer legal, or not together with those before it."""
    changed: tuple[int, ...]
    """Who departs otherwise than before, or not at all any more."""
    unscheduled_min: int
    """So many are without a time at least, whatever is changed."""
    seconds: float
    bound_seconds: float
    reasons: tuple[Reason, ...]

    @property
    def unscheduled(self) -> int:
        """How many have no time."""
        return sum(each is None for each in self.schedule)

    @property
    def ratio(self) -> float:
        """How many change for each one that was forced to; 0 where nobody was."""
        return len(self.changed) / len(self.forced) if self.forced else 0.0


def replan(  # noqa: PLR0913  # chance, time and interruption are parameters, each by its name
    problem: Problem,
    before: Sequence[Departure | None],
    stream: Stream,
    elapsed: Callable[[], float],
    *,
    seconds: float,
    bound_seconds: float = 0.0,
    stop: Callable[[], bool] = lambda: False,
) -> Replanned:
    """Return the schedule mended, where ``problem`` is what the day has become.

    Parameters
    ----------
    before
        What everybody was told.
    bound_seconds
        How long the bound on those without a time may take, after the search.
    """
    kept = legal_part(problem, before)
    forced = tuple(
        number
        for number, (was, now) in enumerate(zip(before, kept, strict=True))
        if was is not None and now is None
    )
    change = CHANGE_MINUTES * SLOTS_A_MINUTE
    # A time for somebody is worth more than any change of all the others.
    drop = change * (len(before) + 1)
    first = replace(
        problem, motorcades=tuple(replace(each, drop=drop) for each in problem.motorcades)
    )
    search = Search(first, stream, start=kept, keep=before, change=change)
    search.search(elapsed, seconds, stop)
    schedule, searched = search.best, elapsed()
    require_legal(problem, schedule, problem.cost(schedule))
    left = sum(each is None for each in schedule)
    least = bound(_only_cover(problem), left, elapsed, searched + bound_seconds, stop)
    return Replanned(
        schedule=schedule,
        forced=forced,
        changed=tuple(
            number
            for number, (was, now) in enumerate(zip(before, schedule, strict=True))
            if was != now
        ),
        unscheduled_min=least.cost,
        seconds=searched,
        bound_seconds=elapsed() - searched,
        reasons=reasons(problem, schedule),
    )


def legal_part(problem: Problem, before: Sequence[Departure | None]) -> Schedule:
    """Return the departures that still are legal, each together with those before it."""
    table = tables(problem, outwards=True)
    state = empty(table, problem)
    load(table, state, before)
    return schedule_of(table, state.way, state.slot)


def _only_cover(problem: Problem) -> Problem:
    """Return the problem in which nothing costs but that somebody has no time."""
    return replace(
        problem,
        motorcades=tuple(
            replace(each, weight=0, drop=1, ways=tuple(replace(way, extra=0) for way in each.ways))
            for each in problem.motorcades
        ),
    )
