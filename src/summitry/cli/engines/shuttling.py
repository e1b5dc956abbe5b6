"""Shuttles as a job: the routes of every service, searched by one process or by many."""

from collections.abc import Callable, Iterator, Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import Watch
from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream, stream
from summitry.move.routes import compiled
from summitry.move.routes.judge import TOLERANCE, distance, faults
from summitry.move.routes.problem import Problem
from summitry.move.routes.shuttles import Shuttles
from summitry.move.routes.solve import End, Params, Progress, Result, solve
from summitry.move.routes.stop import Seconds, Stop, Turns

UNITS = 1_000
"""Of a minute on the road, in which ranks count."""
Answer = tuple[Result, ...]
"""The routes of each service."""


class Far(Struct, frozen=True, kw_only=True):
    """How far a search is: in which service, counted from 0, and how good that one's routes are."""

    service: int
    now: Progress
    seconds: float

    @property
    def bound(self) -> int:
        """The service needs at least so many vehicles."""
        return self.now.vehicles_min


class Shuttling(Struct, frozen=True, kw_only=True):
    """Services whose routes are searched one after another; each gets its share of the time."""

    services: tuple[Shuttles, ...]
    seed: int
    seconds: float
    turns_max: int | None = None
    """Instead of the seconds, of each service: the same turns give the same routes, wherever they
    are made."""

    def search(self, place: int, watch: Watch[Far, Answer]) -> Answer:
        """Return the best routes of every service."""
        compiled.warm()
        watch.begin()
        weights = [len(each.problem.demand) for each in self.services]
        first = self._first(place, watch)
        made: list[Result] = []
        for number, service in enumerate(self.services):
            share = weights[number] / sum(weights[number:])
            result = solve(
                service.problem,
                Params(),
                self._stop(max(self.seconds - watch.elapsed(), 0.0) * share, watch),
                self._chance(place, number),
                start=() if (begun := first[number]) is None else begun.routes,
                progress=lambda now, number=number: watch.tell(  # type: ignore[misc]  # bound now
                    Far(service=number, now=now, seconds=watch.elapsed())
                ),
                keep=_keeper(tuple(made), first[number + 1 :], watch),
            )
            is_cut = result.end is End.STOPPED and watch.is_interrupted()
            made.append(replace(result, end=End.INTERRUPTED) if is_cut else result)
        return tuple(made)

    def rank(self, told: Far | Answer) -> tuple[int, ...]:
        """Return what is to be as small as can be; whoever is in a later service is further."""
        if isinstance(told, Far):
            return -told.service, told.now.vehicles, round(told.now.distance * UNITS)
        vehicles = sum(len(each.routes) for each in told)
        return vehicles, round(sum(each.distance for each in told) * UNITS)

    def at(self, progress: Far, bound: int, seconds: float) -> Far:  # noqa: ARG002  # see below
        """Return the same progress at another time.

        The greatest bound of all searches may be that of another service, and each search finds
        the same for the same service.
        """
        return replace(progress, seconds=seconds)

    def faults(self, answer: Answer) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the routes."""
        every = enumerate(zip(self.services, answer, strict=True), 1)
        return tuple(
            f"{number} {told}"
            for number, each in every
            for told in _wrong(each[0].problem, each[1])
        )

    def joined(self, answer: Answer, others: Sequence[Far | Answer]) -> Answer:
        """Return the best routes of each service, whichever search has found them.

        The bounds are made of the problem alone, and are the same for all searches.
        """
        every = [answer, *(each for each in others if not isinstance(each, Far))]
        return tuple(min(own, key=_order) for own in zip(*every, strict=True))

    def _chance(self, place: int, number: int) -> Stream:
        names = (f"search {place}",) if place else ()
        return stream(self.seed, "shuttles", str(number), *names)

    def _stop(self, seconds: float, watch: Watch[Far, Answer]) -> Stop:
        """Return a stop after the seconds, or at once where somebody wishes it."""
        if self.turns_max is not None:
            return Turns(self.turns_max)
        began = watch.elapsed()
        return Seconds(seconds, lambda: inf if watch.is_interrupted() else watch.elapsed() - began)

    def _first(self, place: int, watch: Watch[Far, Answer]) -> tuple[Result | None, ...]:
        """Return the first routes of each service, from which its search begins.

        None for the first service, for those that had no time, and where none do with the fleet at
        once: there the search makes its own. One service's first routes are made in one go.
        """
        stop = self._stop(self.seconds, watch)
        found: list[Result | None] = [None]
        for number, service in enumerate(self.services[1:], 1):
            if stop.spent() >= 1:
                break
            try:
                found.append(
                    solve(service.problem, Params(), Turns(0), self._chance(place, number))
                )
            except SummitryError as refusal:
                if refusal.code != "routes.none":
                    raise
                found.append(None)
        return (*found, *[None] * (len(self.services) - len(found)))


def _keeper(
    made: Answer, rest: Sequence[Result | None], watch: Watch[Far, Answer]
) -> Callable[[Callable[[], Result]], None]:
    """Return what hands over the routes of all services, where each has some."""
    later = tuple(each for each in rest if each is not None)
    if len(later) < len(rest):
        return lambda _: None
    return lambda make: watch.keep(lambda: (*made, make(), *later))


def _order(result: Result) -> tuple[int, float]:
    return len(result.routes), result.distance


def _wrong(problem: Problem, result: Result) -> Iterator[str]:
    for fault in faults(problem, result.routes):
        yield fault.rule
    if abs(result.distance - distance(problem, result.routes)) > TOLERANCE:
        yield "distance"
    is_above = result.distance_min <= result.distance + TOLERANCE
    if result.vehicles_min > len(result.routes) or not is_above:
        yield "bound"
