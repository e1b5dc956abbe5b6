"""Whether a schedule keeps every rule: judged in seconds, and by nothing that the search uses."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from summitry.move.problem import SLOT_SECONDS, Departure, Motorcade, Problem, Way

Use = tuple[int, int, int]
"""From second, to second, motorcade."""


class Broken(Struct, frozen=True, order=True):
    """A rule that is broken, by whom, and where."""

    rule: str
    motorcades: tuple[str, ...]
    where: str = ""


def broken_rules(problem: Problem, schedule: Sequence[Departure | None]) -> Iterator[Broken]:
    """Yield each rule that the schedule breaks.

    The rules are ``ways``, ``window``, ``blocked``, ``segment``, ``door``, ``pool``, ``order``,
    and ``motorcades`` where the schedule is not one of these motorcades at all.
    """
    if len(schedule) != len(problem.motorcades):
        yield Broken("motorcades", ())
        return
    legal: list[tuple[int, Motorcade, Way, int]] = []
    for number, (motorcade, departure) in enumerate(zip(problem.motorcades, schedule, strict=True)):
        if departure is None:
            continue
        if not 0 <= departure.way < len(motorcade.ways):
            yield Broken("ways", (motorcade.name,))
            continue
        way = motorcade.ways[departure.way]
        if not way.earliest <= departure.slot <= way.latest:
            yield Broken("window", (motorcade.name,), way.name)
        legal.append((number, motorcade, way, departure.slot * SLOT_SECONDS))
    yield from _on_segments(problem, legal)
    yield from _at_doors(problem, legal)
    yield from _pools(problem, legal)
    yield from _orders(problem, legal)


def _on_segments(
    problem: Problem, legal: list[tuple[int, Motorcade, Way, int]]
) -> Iterator[Broken]:
    uses: dict[int, list[Use]] = defaultdict(list)
    for number, _, way, depart in legal:
        for passage in way.passages:
            uses[passage.segment].append((depart + passage.start, depart + passage.end, number))
    names = [each.name for each in problem.motorcades]
    for block in problem.blocks:
        start, end = block.start * SLOT_SECONDS, block.end * SLOT_SECONDS
        for number in [n for a, b, n in uses[block.segment] if a < end and start < b]:
            yield Broken("blocked", (names[number],), problem.segments[block.segment])
    protected = [each.protected for each in problem.motorcades]
    for segment, own in uses.items():
        for number, other in _too_close(sorted(own), problem.headway_seconds):
            if protected[number] or protected[other]:
                yield Broken("segment", (names[number], names[other]), problem.segments[segment])


def _too_close(uses: Sequence[Use], headway_seconds: int) -> Iterator[tuple[int, int]]:
    """Yield each two motorcades on a segment, the later before the headway is over."""
    for place, (_, end, number) in enumerate(uses):
        for later, _, other in uses[place + 1 :]:
            if later >= end + headway_seconds:
                break
            if number != other:
                yield number, other


def _at_doors(problem: Problem, legal: list[tuple[int, Motorcade, Way, int]]) -> Iterator[Broken]:
    arrivals: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for _, motorcade, way, depart in legal:
        if way.door is not None:
            arrivals[way.door].append((depart + way.run_seconds, motorcade.name))
    for number, own in arrivals.items():
        door = problem.doors[number]
        for (before, one), (after, other) in pairwise(sorted(own)):
            if after - before < door.headway_seconds:
                yield Broken("door", (one, other), door.name)


def _pools(problem: Problem, legal: list[tuple[int, Motorcade, Way, int]]) -> Iterator[Broken]:
    turns: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for _, motorcade, way, depart in legal:
        held, free = motorcade.held_from, motorcade.held_to
        start = depart if held is None else held * SLOT_SECONDS
        end = (
            free * SLOT_SECONDS
            if free is not None
            else (depart + way.run_seconds + way.return_seconds)
        )
        for need in motorcade.needs:
            if end > start:
                turns[need.pool].append((start, need.count, motorcade.name))
                turns[need.pool].append((end, -need.count, motorcade.name))
    for number, own in turns.items():
        pool, taken = problem.pools[number], 0
        for _, count, name in sorted(own):
            taken += count
            if count > 0 and taken > pool.count:
                yield Broken("pool", (name,), pool.name)


def _orders(problem: Problem, legal: list[tuple[int, Motorcade, Way, int]]) -> Iterator[Broken]:
    arrives = {number: depart + way.run_seconds for number, _, way, depart in legal}
    for chain in problem.chains:
        own = [member for member in chain.members if member in arrives]
        for before, after in pairwise(own):
            if arrives[after] - arrives[before] < chain.gap_seconds:
                names = (problem.motorcades[before].name, problem.motorcades[after].name)
                yield Broken("order", names)
