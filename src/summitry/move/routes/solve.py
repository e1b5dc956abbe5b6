"""Routes with proof: fewest vehicles by ejections, then least distance by several searches."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.move.routes.bounds import distance_min, vehicles_min
from summitry.move.routes.eject import pool_of, squeeze
from summitry.move.routes.judge import TOLERANCE, alone, distance, faults
from summitry.move.routes.polish import polish
from summitry.move.routes.problem import Problem, Route
from summitry.move.routes.recombine import Pool, recombined
from summitry.move.routes.ruin import BEST, improve, memory_of
from summitry.move.routes.stop import Stop
from summitry.move.routes.tours import Ground, chance_of, ground_of, routes_of, tours_of

ROUNDS_FIRST = 40
"""So long vehicles are spared even without time, where the first routes outnumber the fleet."""
STEPS, ROUNDS = 100, 5
"""How much of a compiled search is done between two questions whether to stop."""
PLACES_OF_ROUNDS = 200
"""Rounds are as many as told up to so many places, and fewer where there are more."""
HEAT_FIRST = 0.1
"""Of the short search for distance before vehicles are spared."""
NO_MORE = 1e12
"""A price at which no vehicle is taken more."""


class Params(Struct, frozen=True, kw_only=True):
    """How the search shares its time; the numbers are shares of the whole."""

    start_until: float = 0.03
    """By when first routes are made."""
    reduce_until: float = 0.35
    """By when vehicles are spared at the latest; sooner where no fewer are proved possible."""
    polish: float = 0.05
    """Of what is left then: PyVRP from the best routes."""
    recombine: float = 0.05
    """Of what is left then: the best of all routes put together."""
    heat: float = 4.0
    """Of the search for distance at its start, in mean distances between two stops."""
    cold: float = 0.04


class End(StrEnum):
    """Why the search ended."""

    STOPPED = "stopped"
    """Its time was up."""
    PROVED = "proved"
    """Nothing better is possible."""
    INTERRUPTED = "interrupted"
    """Somebody broke it off; the best until then is given."""


class Progress(Struct, frozen=True, kw_only=True):
    """How good the best routes are so far."""

    vehicles: int
    distance: float
    vehicles_min: int
    spent: float


class Result(Struct, frozen=True, kw_only=True):
    """Routes that were judged, and how good they are proved to be."""

    routes: tuple[Route, ...]
    distance: float
    vehicles_min: int
    """No routes need fewer vehicles."""
    distance_min: float
    """No routes of so many vehicles are shorter."""
    end: End

    @property
    def gap(self) -> float:
        """By which share of the distance the routes may lie above the least."""
        return (self.distance - self.distance_min) / self.distance if self.distance else 0.0


Tell = Callable[[Progress], None]
Keep = Callable[[Callable[[], Result]], None]
"""Takes what makes the best answer so far, and makes it where it wants one."""


class _Best:
    """The best routes that were judged good."""

    def __init__(self, problem: Problem, least: int, stop: Stop, tell: tuple[Tell, Keep]) -> None:
        self.problem, self.least, self.stop = problem, least, stop
        self._progress, self._keep = tell
        self.routes: tuple[Route, ...] | None = None
        self.value = (0, 0.0)
        self._floor = (-1, 0.0)

    def is_proved(self) -> bool:
        """Say whether nothing better than the best is possible."""
        if self.routes is None or self.value[0] > self.least:
            return False
        return self.value[1] <= self.floor() + TOLERANCE

    def floor(self) -> float:
        """Return below which distance there are no routes of as many vehicles as the best."""
        if self._floor[0] != self.value[0]:
            self._floor = (self.value[0], distance_min(self.problem, self.value[0], self.least))
        return self._floor[1]

    def offer(self) -> None:
        """Offer what makes the best answer so far, where there is one."""
        if self.routes is not None:
            self._keep(partial(self.result, self.routes, End.STOPPED))

    def result(self, routes: tuple[Route, ...], end: End) -> Result:
        """Return the routes, which were judged, with how good they are proved to be."""
        return Result(
            routes=routes,
            distance=self.value[1],
            vehicles_min=self.least,
            distance_min=self.floor(),
            end=End.PROVED if self.is_proved() else end,
        )

    def take(self, routes: Sequence[Route]) -> None:
        """Keep the routes where they are better than the best and nothing is wrong with them."""
        value = (len(routes), distance(self.problem, routes))
        if self.routes is not None and value >= self.value:
            return
        if next(faults(self.problem, routes), None) is not None:
            return
        self.routes, self.value = tuple(routes), value
        self._progress(
            Progress(
                vehicles=value[0],
                distance=value[1],
                vehicles_min=self.least,
                spent=self.stop.spent(),
            )
        )


def solve(  # noqa: PLR0913  # each is a source of its own, and handed over by its name
    problem: Problem,
    params: Params,
    stop: Stop,
    stream: Stream,
    *,
    start: tuple[Route, ...] = (),
    progress: Tell = lambda _: None,
    keep: Keep = lambda _: None,
) -> Result:
    """Return the best routes that are found until the stop: vehicles first, then distance.

    Parameters
    ----------
    start
        Routes of all requests to begin from; where there are none, first ones are made.
    progress
        Is told of each routes that are better.
    keep
        Is handed now and then what makes the best answer so far.

    Raises
    ------
    SummitryError
        ``routes.unservable`` where requests fit no vehicle even alone, which are named;
        ``routes.vehicles`` where more vehicles are proved to be needed than there are;
        ``routes.none`` where none were found that do with the fleet: more time may help.
    """
    lost = alone(problem)
    if lost:
        raise SummitryError("routes.unservable", places=tuple(each[0] for each in lost))
    least = vehicles_min(problem)
    if least > problem.vehicles:
        raise SummitryError("routes.vehicles", needed=least, have=problem.vehicles)
    best = _Best(problem, least, stop, (progress, keep))
    search = _Search(problem, params, best, stream)
    end = End.STOPPED
    try:
        search.begin(start)
        if len(problem.demand) > 1:
            end = search.run()
    except KeyboardInterrupt:
        end = End.INTERRUPTED
    if best.routes is None:
        raise SummitryError("routes.none", have=problem.vehicles, found=search.found)
    return best.result(best.routes, end)


class _Search:
    """The searches one after another, each from the best of those before."""

    def __init__(self, problem: Problem, params: Params, best: _Best, stream: Stream) -> None:
        self.problem, self.params, self.best, self.stop = problem, params, best, best.stop
        self.stream = stream
        self.ground: Ground = ground_of(problem)
        self.chance = chance_of(stream)
        self.found = len(problem.requests)
        self.now: tuple[Route, ...] = ()
        self.pool = Pool(problem)

    def begin(self, start: tuple[Route, ...]) -> None:
        """Have routes: those to start from, or first ones."""
        if start:
            self._have(start)
        else:
            self._make()

    def _make(self) -> None:
        """Make routes by putting one request after another where it fits."""
        firsts = [each[0] for each in self.problem.requests]
        tours = tours_of(self.ground, [()] * len(firsts))
        memory = memory_of(self.ground, tours)
        memory.absent[0] = len(firsts)
        memory.absent[1 : len(firsts) + 1] = firsts
        if firsts:
            improve(self.ground, tours, memory, self.chance, 1, (0.0, NO_MORE))
        self._have(routes_of(tours.stops, tours.sizes))
        left = iter(range(ROUNDS_FIRST))
        while self.found > self.problem.vehicles:
            routes = self._one_fewer(lambda: next(left, None) is None)
            if routes is None:
                break
            self._have(routes)

    def _have(self, routes: tuple[Route, ...]) -> None:
        self.now, self.found = routes, len(routes)
        self.best.take(routes)

    def run(self) -> End:
        """Spare vehicles, then distance; return why it ended."""
        self._shorten(self.params.start_until, HEAT_FIRST)
        self._reduce()
        if self.best.routes is None or self.best.is_proved():
            return End.STOPPED
        begin = self.stop.spent()
        last = 1 - (1 - begin) * self.params.polish
        self._shorten(last - (1 - begin) * self.params.recombine, self.params.heat)
        self._recombine(last)
        self._polish(1.0)
        return End.STOPPED

    def _shorten(self, until: float, heat: float) -> None:
        """Spare distance by ruin and recreate, colder and colder."""
        tours = tours_of(self.ground, list(self.now))
        memory = memory_of(self.ground, tours)
        hop = self._hop()
        begin = self.stop.spent()
        shortest = memory.value[BEST]
        while (spent := self.stop.spent()) < until and not self.best.is_proved():
            part = (spent - begin) / (until - begin)
            warm = hop * heat * (self.params.cold / heat) ** part
            improve(self.ground, tours, memory, self.chance, STEPS, (warm, NO_MORE))
            if memory.value[BEST] != shortest:
                shortest = memory.value[BEST]
                self._have(routes_of(memory.best, memory.best_sizes))
            self.pool.add(routes_of(tours.stops, tours.sizes))
            self.best.offer()

    def _recombine(self, until: float) -> None:
        """Put the best of all routes together that were part of some solution."""
        if self.stop.spent() >= until or self.best.is_proved():
            return
        found = recombined(self.problem, self.pool, self.now, lambda: self.stop.spent() >= until)
        if found is not None and (len(found), distance(self.problem, found)) < self.best.value:
            self._have(found)

    def _hop(self) -> float:
        """Return the mean distance between two stops."""
        return distance(self.problem, self.now) / (len(self.problem.demand) + len(self.now))

    def _reduce(self) -> None:
        """Spare one vehicle after another until no fewer are possible or the time is up."""
        while self.found > self.best.least:
            until = self.params.reduce_until if self.found <= self.problem.vehicles else 1.0
            routes = self._one_fewer(partial(self._is_over, until))
            if routes is None:
                return
            self._have(routes)

    def _is_over(self, until: float) -> bool:
        self.best.offer()
        return self.stop.spent() >= until

    def _one_fewer(self, ends: Callable[[], bool]) -> tuple[Route, ...] | None:
        """Return routes of one vehicle fewer, None where it ends before, asked ever anew."""
        if ends():
            return None
        routes = sorted(self.now, key=len)
        tours = tours_of(self.ground, list(routes[1:]))
        firsts = [each[0] for each in self.problem.requests if each[0] in set(routes[0])]
        pool = pool_of(self.ground, firsts)
        rounds = max(ROUNDS * PLACES_OF_ROUNDS // len(self.ground.mate), 1)
        while squeeze(self.ground, tours, pool, self.chance, min(rounds, ROUNDS)):
            if ends():
                return None
        return routes_of(tours.stops, tours.sizes)

    def _polish(self, until: float) -> None:
        """Let PyVRP spare distance with the fleet of the best routes."""
        if self.stop.spent() >= until or self.best.is_proved():
            return
        found = polish(self.problem, self.now, lambda: self.stop.spent() >= until, self.stream)
        if found is not None and (len(found), distance(self.problem, found)) < self.best.value:
            self._have(found)
