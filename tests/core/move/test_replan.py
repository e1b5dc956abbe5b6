"""A day that goes wrong: everybody has a time again, and as few as can be change."""

from itertools import count

from msgspec.structs import replace

from summitry.kit.streams import stream
from summitry.move.problem import Block, Departure, Motorcade, Passage, Problem, Way
from summitry.move.replan import Kind, replan


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

    assert result.forced == result.best.changed == (0,)
    assert result.best.schedule[1] == BEFORE[1]
    assert (result.ratio, result.best.unscheduled, result.unscheduled_min) == (1.0, 0, 0)


def test_another_gives_way_where_that_gives_somebody_a_time():
    late = TWO.motorcades[0]
    late = replace(late, ways=(way(0, ideal=20, earliest=20, latest=20),))
    day = problem(late, TWO.motorcades[1])

    result = mended(day, BEFORE)

    assert result.best.unscheduled == 0
    assert result.forced == (0,)
    assert result.best.changed == (0, 1)


def test_who_cannot_have_a_time_is_proved_to_be_without():
    day = problem(
        replace(TWO.motorcades[0], ways=(way(0),)),
        TWO.motorcades[1],
        blocks=(Block(segment=0, start=0, end=60),),
    )

    result = mended(day, BEFORE)

    assert (result.best.unscheduled, result.unscheduled_min) == (1, 1)
    assert [each.by for each in result.reasons] == [("A",)]


def test_other_ways_are_told_with_their_price():
    late = replace(TWO.motorcades[0], ways=(way(0, ideal=20, earliest=20, latest=20),))
    day = problem(late, TWO.motorcades[1])

    result = mended(day, BEFORE)
    (patient,) = result.others

    assert (patient.kind, patient.unscheduled, patient.changed) == (Kind.NOBODY_ELSE, 1, (0,))
    assert patient.schedule[1] == BEFORE[1]
    assert patient.cost == late.drop
    assert result.best.cost < patient.cost


def test_best_times_are_nearer_than_the_least_change():
    told = (Departure(0, 10), Departure(0, 26))

    result = mended(replace(TWO, blocks=(Block(segment=0, start=9, end=13),)), told)

    assert result.best.schedule[1] == told[1]
    (free,) = (each for each in result.others if each.kind is Kind.BEST_TIMES)
    assert free.schedule[1] == Departure(0, 20)
    assert free.cost < result.best.cost
