"""A day that goes wrong: everybody has a time again, and as few as can be change."""

from itertools import count

from msgspec.structs import replace

from summitry.kit.streams import stream
from summitry.move.graph import Network, Road
from summitry.move.problem import Block, Departure, Motorcade, Passage, Problem, Way
from summitry.move.replan import replan


def way(segment, ideal=10, **more):
    bounds = {"earliest": 0, "latest": 40, **more}
    return Way(name=f"w{segment}", passages=(Passage(segment, 0, 60),), ideal=ideal, **bounds)


def mended(problem, before):
    ticking = count()
    return replan(
        problem, before, stream(1, "t"), lambda: next(ticking) * 0.1, seconds=20.0,
        bound_seconds=20.0,
    )  # fmt: skip


def problem(*motorcades, **more):
    return Problem(origin=0, slots=60, segments=("A", "B"), motorcades=motorcades, **more)


TWO = problem(
    Motorcade(name="a", ways=(way(0), way(1))),
    Motorcade(name="b", ways=(way(0, ideal=20), way(1, ideal=20))),
)
BEFORE = (Departure(0, 10), Departure(0, 20))


def test_who_is_not_concerned_keeps_the_time():
    shut = replace(TWO, blocks=(Block(segment=0, start=9, end=13),))

    result = mended(shut, BEFORE)

    assert result.forced == result.changed == (0,)
    assert result.schedule[1] == BEFORE[1]
    assert (result.ratio, result.unscheduled, result.unscheduled_min) == (1.0, 0, 0)


def test_another_gives_way_where_that_gives_somebody_a_time():
    late = TWO.motorcades[0]
    late = replace(late, ways=(way(0, ideal=20, earliest=20, latest=20),))
    day = problem(late, TWO.motorcades[1])

    result = mended(day, BEFORE)

    assert result.unscheduled == 0
    assert result.forced == (0,)
    assert result.changed == (0, 1)


def test_who_cannot_have_a_time_is_proved_to_be_without():
    day = problem(
        replace(TWO.motorcades[0], ways=(way(0),)),
        TWO.motorcades[1],
        blocks=(Block(segment=0, start=0, end=60),),
    )

    result = mended(day, BEFORE)

    assert (result.unscheduled, result.unscheduled_min) == (1, 1)
    assert [each.by for each in result.reasons] == [("A",)]


def test_ways_through_a_network_are_different_and_the_fastest_is_first():
    roads = (Road(0, "x", "y", 60), Road(1, "x", "z", 50), Road(2, "z", "y", 50))

    found = Network(roads).ways("x", "y", 3)

    assert [[road.segment for road in each] for each in found] == [[0], [1, 2]]
    assert Network(roads).ways("x", "nowhere", 3) == []
