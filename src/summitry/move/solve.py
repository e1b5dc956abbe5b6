"""A schedule with a bound: searched for, judged by what knows nothing of it, and explained."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.kit.streams import stream as stream_of
from summitry.move.bound import Prices, bound, floor
from summitry.move.checker import broken_rules
from summitry.move.problem import (
    SLOT_SECONDS,
    Chain,
    Departure,
    Door,
    Motorcade,
    Need,
    Parts,
    Passage,
    Pool,
    Problem,
    Schedule,
    Way,
)
from summitry.move.relaxed import is_there
from summitry.move.search import Search

SEARCH_SHARE = 0.65
"""The share of the time that goes to the search; the rest goes to the bound."""
ROUND_SECONDS = 1.0


class Progress(Struct, frozen=True, kw_only=True):
    """How far the search is."""

    cost: int
    bound: int
    unscheduled: int
    seconds: float


class Why(StrEnum):
    """Why a motorcade has no time."""

    NO_WAY = "no-way"
    """It has no way at all, or none with a time that its programme and its flight leave."""
    CLOSED = "closed"
    """On each of its ways a segment is closed at each time that is left."""
    POOL = "pool"
    """It needs more of something than there is."""
    OTHERS = "others"
    """Others stand where it could: told are those nearest to its best time."""


class Reason(Struct, frozen=True, kw_only=True):
    """Why a motorcade has no time, and who or what stands in its way."""

    motorcade: str
    why: Why
    by: tuple[str, ...] = ()


class Result(Struct, frozen=True, kw_only=True):
    """A schedule, and how good it is proved to be; costs are in weighted slots."""

    schedule: Schedule
    cost: int
    bound: int
    """No schedule on the grid costs less."""
    parts: Parts
    """What the cost is made of."""
    search_seconds: float
    bound_seconds: float
    complete: bool
    """False where it was stopped before its time was up."""
    reasons: tuple[Reason, ...]

    @property
    def gap(self) -> float:
        """The share of its cost by which the schedule may lie above the best; 0 for the best."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def unscheduled(self) -> int:
        """How many have no time."""
        return sum(each is None for each in self.schedule)


Keep = Callable[[Callable[[], Result]], None]
"""Takes what makes the best schedule so far, and makes it where it wants one."""


def solve(  # noqa: PLR0913  # chance, time and interruption are parameters, each by its name
    problem: Problem,
    stream: Stream,
    elapsed: Callable[[], float],
    *,
    seconds: float,
    bound_seconds: float | None = None,
    start: Sequence[Departure | None] = (),
    progress: Callable[[Progress], None] = lambda _: None,
    keep: Keep = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Result:
    """Return the best schedule that is found in time, with the best bound.

    Parameters
    ----------
    elapsed
        Returns the seconds since the search began.
    seconds
        How long it may take in all; where ``bound_seconds`` is given, how long the search may.
    start
        Departures to begin with.
    keep
        Is handed now and then what makes the best schedule so far.
    stop
        Says when to stop before; the best so far is returned, not complete.
    """
    share = SEARCH_SHARE if bound_seconds is None else 1.0
    search = Search(problem, stream, start=start)
    told = _Told(problem, search, (progress, keep), elapsed)
    search.search(elapsed, share * seconds, told.searching(stop), told.least)
    searched = elapsed()
    cost = search.cost
    require_legal(problem, search.best, cost)
    until = max(seconds, searched) if bound_seconds is None else searched + bound_seconds
    bound(problem, search.best, elapsed, until, told.proving(stop))
    told.tell(elapsed())
    return replace(
        told.best(),
        search_seconds=searched,
        bound_seconds=elapsed() - searched,
        complete=not stop(),
    )


class _Told:
    """Tells the progress every second, whoever asks whether to stop."""

    def __init__(
        self,
        problem: Problem,
        search: Search,
        tell: tuple[Callable[[Progress], None], Keep],
        elapsed: Callable[[], float],
    ) -> None:
        self._problem, self._search, self._elapsed = problem, search, elapsed
        self._progress, self._keep = tell
        self._next = 0.0
        self.least = floor(problem)
        """The best bound so far."""

    def searching(self, stop: Callable[[], bool]) -> Callable[[], bool]:
        """Return the same stop rule, which tells how far the search is on the way."""

        def asked() -> bool:
            now = self._elapsed()
            if now >= self._next:
                self._next = now + ROUND_SECONDS
                self.tell(now)
            return stop()

        return asked

    def proving(self, stop: Callable[[], bool]) -> Callable[[int], bool]:
        """Return the stop rule for the bound, which remembers how good it is."""
        asked = self.searching(stop)

        def told(least: int) -> bool:
            self.least = max(self.least, least)
            return asked()

        return told

    def tell(self, now: float) -> None:
        """Tell how far the search is."""
        self._progress(
            Progress(
                cost=self._search.cost,
                bound=self.least,
                unscheduled=sum(each is None for each in self._search.best),
                seconds=now,
            )
        )
        self._keep(self.best)

    def best(self) -> Result:
        """Return the best schedule so far, as that of a search that has not come to its end."""
        problem, schedule = self._problem, self._search.best
        return Result(
            schedule=schedule,
            cost=self._search.cost,
            bound=self.least,
            parts=problem.parts(schedule),
            search_seconds=0.0,
            bound_seconds=0.0,
            complete=False,
            reasons=reasons(problem, schedule),
        )


def require_legal(problem: Problem, schedule: Schedule, cost: int) -> None:
    """Refuse a schedule that the checker does not let pass, or that costs something else.

    Raises
    ------
    SummitryError
        ``move.illegal``, with the rule and the motorcades.
    """
    broken = next(broken_rules(problem, schedule), None)
    if broken is not None:
        raise SummitryError(
            "move.illegal", rule=broken.rule, motorcades=broken.motorcades, where=broken.where
        )
    if problem.cost(schedule) != cost:
        raise SummitryError("move.illegal", rule="cost", motorcades=(), where=str(cost))


def reasons(problem: Problem, schedule: Schedule) -> tuple[Reason, ...]:
    """Return why each motorcade without a time has none."""
    return tuple(
        _reason(problem, schedule, number)
        for number, departure in enumerate(schedule)
        if departure is None
    )


def _reason(problem: Problem, schedule: Schedule, number: int) -> Reason:
    own = problem.motorcades[number]
    departures = [
        Departure(place, slot)
        for place, way in enumerate(own.ways)
        for slot in range(way.earliest, way.latest + 1)
    ]
    if not departures:
        return Reason(motorcade=own.name, why=Why.NO_WAY)
    short = tuple(
        problem.pools[pool].name
        for pool, count in own.wanted.items()
        if count > problem.pools[pool].count
    )
    if short:
        return Reason(motorcade=own.name, why=Why.POOL, by=short)
    closed = {
        problem.segments[block.segment]
        for departure in departures
        for block in problem.blocks
        if _is_blocked(problem, number, departure, block.segment, (block.start, block.end))
    }
    free = [
        departure
        for departure in departures
        if not any(
            _is_blocked(problem, number, departure, block.segment, (block.start, block.end))
            for block in problem.blocks
        )
    ]
    if not free:
        return Reason(motorcade=own.name, why=Why.CLOSED, by=tuple(sorted(closed)))
    best = min(free, key=lambda each: abs(each.slot - own.ways[each.way].ideal))
    tried = (*schedule[:number], best, *schedule[number + 1 :])
    hinder = {
        name
        for broken in broken_rules(problem, tried)
        if own.name in broken.motorcades
        for name in (*broken.motorcades, *([broken.where] if broken.rule == "pool" else []))
    }
    return Reason(motorcade=own.name, why=Why.OTHERS, by=tuple(sorted(hinder - {own.name})))


def _is_blocked(
    problem: Problem, number: int, departure: Departure, segment: int, span: tuple[int, int]
) -> bool:
    depart = departure.slot * SLOT_SECONDS
    return any(
        passage.segment == segment
        and depart + passage.start < span[1] * SLOT_SECONDS
        and span[0] * SLOT_SECONDS < depart + passage.end
        for passage in problem.motorcades[number].ways[departure.way].passages
    )


def warm() -> None:
    """Compile search and bound, so that the first schedule of a process need not wait for it."""
    way = Way(name="", passages=(Passage(0, 0, 60),), earliest=0, latest=9, ideal=4, door=0)
    problem = Problem(
        origin=0,
        slots=10,
        segments=("",),
        motorcades=tuple(Motorcade(name=name, ways=(way,), needs=(Need(0, 1),)) for name in "ab"),
        doors=(Door(name="", headway_seconds=60),),
        pools=(Pool(name="", count=2),),
        chains=(Chain(members=(0, 1)),),
    )
    search = Search(problem, stream_of(0, "warm"), start=(Departure(way=0, slot=4), None))
    search.steps(200, 1.0)
    steps = iter((False, False, True))
    bound(problem, search.best, lambda: 0.0, 1.0, lambda _: next(steps, True))
    if is_there():
        # Steps may have proved it all, and then nothing is left to relax.
        Prices(problem).relaxation().solve(60.0, lambda: False)
