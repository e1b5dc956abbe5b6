"""A schedule mended when the day goes wrong: everybody has a time again first, least change next.

The motorcades whose departure is no longer legal are put in anew; the others keep theirs, and each
that changes costs so much that it only does where that gives somebody a time. Two other ways are
told with their price: nobody changes but who must, and times as near to the best as can be, whoever
changes. A bound on how many are without a time says whether more could have one.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.move.bound import bound
from summitry.move.occupancy import empty, load, schedule_of, tables
from summitry.move.problem import SLOTS_A_MINUTE, Departure, Problem, Schedule
from summitry.move.search import Search
from summitry.move.solve import Reason, reasons, require_legal

CHANGE_MINUTES = 300
"""What it costs, in weighted minutes, that a motorcade departs otherwise than it was told."""
MENDING_SHARE, PATIENT_SHARE, FREE_SHARE = 0.56, 0.68, 0.84
"""Up to which share of the time the least change, nobody else, and the best times are sought; the
rest is for the bound."""


class Kind(StrEnum):
    """How a schedule is mended."""

    LEAST_CHANGE = "least-change"
    """Everybody who can has a time; others change only where that gives somebody one."""
    NOBODY_ELSE = "nobody-else"
    """Nobody changes but who must."""
    BEST_TIMES = "best-times"
    """Times are as near to the best ones as can be, whoever changes."""


class Option(Struct, frozen=True, kw_only=True):
    """One way to mend a schedule, and its price."""

    kind: Kind
    schedule: Schedule
    changed: tuple[int, ...]
    """Who departs otherwise than before, or not at all any more."""
    cost: int
    """What the schedule costs in itself, in weighted slots."""

    @property
    def unscheduled(self) -> int:
        """How many have no time."""
        return sum(each is None for each in self.schedule)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is to be as small as can be: those without a time, then what changes."""
        return self.unscheduled, len(self.changed), self.cost


class Progress(Struct, frozen=True, kw_only=True):
    """How far the mending is."""

    unscheduled: int
    changed: int
    cost: int
    """In weighted slots."""
    bound: int
    """So many are without a time at least, whatever is changed."""
    seconds: float


class Replanned(Struct, frozen=True, kw_only=True):
    """The mended schedule, and what it took."""

    best: Option
    others: tuple[Option, ...]
    """Other ways, but for those that come to the same schedule."""
    forced: tuple[int, ...]
    """Whose departure was no longer legal, or not together with those before it."""
    unscheduled_min: int
    """So many are without a time at least, whatever is changed."""
    seconds: float
    bound_seconds: float
    complete: bool
    """False where it was stopped before its time was up."""
    reasons: tuple[Reason, ...]

    @property
    def bound(self) -> int:
        """What no schedule lies below: how many are without a time at least."""
        return self.unscheduled_min

    @property
    def ratio(self) -> float:
        """How many change for each one that was forced to; 0 where nobody was."""
        return len(self.best.changed) / len(self.forced) if self.forced else 0.0


Keep = Callable[[Callable[[], Replanned]], None]
"""Takes what makes the best answer so far, and makes it where it wants one."""


def replan(  # noqa: PLR0913  # chance, time and interruption are parameters, each by its name
    problem: Problem,
    before: Sequence[Departure | None],
    stream: Stream,
    elapsed: Callable[[], float],
    *,
    seconds: float,
    bound_seconds: float = 0.0,
    progress: Callable[[Progress], None] = lambda _: None,
    keep: Keep = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Replanned:
    """Return the schedule mended, where ``problem`` is what the day has become.

    Parameters
    ----------
    before
        What everybody was told.
    seconds
        How long it may take in all.
    bound_seconds
        How much longer the bound on those without a time may take.
    progress
        Is told how far it is, after each of the ways and at the end.
    keep
        Is handed then what makes the best answer so far.
    """
    kept = legal_part(problem, before)
    forced = tuple(
        number
        for number, (was, now) in enumerate(zip(before, kept, strict=True))
        if was is not None and now is None
    )
    mending = _Mending(problem, before, forced, stream, (elapsed, stop))

    def found(best: Option, others: Sequence[Option] = ()) -> None:
        progress(_progress(best, 0, elapsed()))
        keep(partial(mending.answer, best, others))

    best = mending.least_change(kept, MENDING_SHARE * seconds)
    found(best)
    patient = mending.nobody_else(kept, PATIENT_SHARE * seconds)
    found(best, (patient,))
    free = mending.best_times(best.schedule, FREE_SHARE * seconds)
    # A search that was short of time may be beaten by one that was to do less.
    if patient.rank[:2] < best.rank[:2]:
        best = replace(patient, kind=Kind.LEAST_CHANGE)
    found(best, (patient, free))
    searched = elapsed()
    until = max(seconds, searched) + bound_seconds
    least = bound(_only_cover(problem), best.schedule, elapsed, until, lambda _: stop())
    progress(_progress(best, least.cost, elapsed()))
    return replace(
        mending.answer(best, (patient, free)),
        unscheduled_min=least.cost,
        seconds=searched,
        bound_seconds=elapsed() - searched,
        complete=not stop(),
    )


def faults_of(problem: Problem, answer: Replanned) -> tuple[str, ...]:
    """Return what the checker, which shares nothing with the search, finds wrong with an answer."""
    try:
        for each in (answer.best, *answer.others):
            require_legal(problem, each.schedule, each.cost)
    except SummitryError as refusal:
        return (str(refusal),)
    return () if answer.unscheduled_min <= answer.best.unscheduled else ("bound",)


def _progress(best: Option, least: int, seconds: float) -> Progress:
    unscheduled, changed, cost = best.rank
    return Progress(
        unscheduled=unscheduled, changed=changed, cost=cost, bound=least, seconds=seconds
    )


class _Mending:
    """Mends one schedule in several ways."""

    def __init__(
        self,
        problem: Problem,
        before: Sequence[Departure | None],
        forced: tuple[int, ...],
        stream: Stream,
        ends: tuple[Callable[[], float], Callable[[], bool]],
    ) -> None:
        self._problem, self._before, self._forced = problem, before, forced
        self._stream = stream
        self._elapsed, self._stop = ends

    def answer(self, best: Option, others: Sequence[Option]) -> Replanned:
        """Return the answer of a search that has not come to its end, with nothing proved."""
        return Replanned(
            best=best,
            others=tuple(each for each in others if each.schedule != best.schedule),
            forced=self._forced,
            unscheduled_min=0,
            seconds=self._elapsed(),
            bound_seconds=0.0,
            complete=False,
            reasons=reasons(self._problem, best.schedule),
        )

    def least_change(self, kept: Schedule, until: float) -> Option:
        """Return the schedule in which as many as can have a time, and the fewest change."""
        change = CHANGE_MINUTES * SLOTS_A_MINUTE
        # A time for somebody is worth more than any change of all the others.
        drop = change * (len(kept) + 1)
        problem = _dropping(self._problem, [drop] * len(kept))
        search = Search(problem, self._stream, start=kept, keep=self._before, change=change)
        return self._found(Kind.LEAST_CHANGE, search, until)

    def nobody_else(self, kept: Schedule, until: float) -> Option:
        """Return the best schedule in which who can keep the departure does."""
        motorcades = []
        for own, departure in zip(self._problem.motorcades, kept, strict=True):
            if departure is None:
                motorcades.append(own)
                continue
            # Every other way is shut, and the window of this one is its one departure.
            ways = [replace(way, earliest=1, latest=0) for way in own.ways]
            slot = departure.slot
            ways[departure.way] = replace(ways[departure.way], earliest=slot, latest=slot)
            motorcades.append(replace(own, ways=tuple(ways)))
        fixed = replace(self._problem, motorcades=tuple(motorcades))
        count = len(kept)
        drop = CHANGE_MINUTES * SLOTS_A_MINUTE * (count + 1)
        drops = [drop if departure is None else drop * count for departure in kept]
        search = Search(_dropping(fixed, drops), self._stream, start=kept)
        return self._found(Kind.NOBODY_ELSE, search, until)

    def best_times(self, start: Schedule, until: float) -> Option:
        """Return the schedule in which as many as can have a time, as near to the best as can."""
        drop = CHANGE_MINUTES * SLOTS_A_MINUTE * (len(start) + 1)
        search = Search(_dropping(self._problem, [drop] * len(start)), self._stream, start=start)
        return self._found(Kind.BEST_TIMES, search, until)

    def _found(self, kind: Kind, search: Search, until: float) -> Option:
        search.search(self._elapsed, until, self._stop)
        cost = self._problem.cost(search.best)
        require_legal(self._problem, search.best, cost)
        changed = tuple(
            number
            for number, (was, now) in enumerate(zip(self._before, search.best, strict=True))
            if was != now
        )
        return Option(kind=kind, schedule=search.best, changed=changed, cost=cost)


def legal_part(problem: Problem, before: Sequence[Departure | None]) -> Schedule:
    """Return the departures that still are legal, each together with those before it."""
    table = tables(problem, outwards=True)
    state = empty(table, problem)
    load(table, state, before)
    return schedule_of(table, state.way, state.slot)


def _dropping(problem: Problem, drops: Sequence[int]) -> Problem:
    """Return the problem in which it costs so much to leave each motorcade without a time."""
    return replace(
        problem,
        motorcades=tuple(
            replace(each, drop=drop) for each, drop in zip(problem.motorcades, drops, strict=True)
        ),
    )


def _only_cover(problem: Problem) -> Problem:
    """Return the problem in which nothing costs but that somebody has no time."""
    return replace(
        problem,
        motorcades=tuple(
            replace(each, weight=0, drop=1, ways=tuple(replace(way, extra=0) for way in each.ways))
            for each in problem.motorcades
        ),
    )
