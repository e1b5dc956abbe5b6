"""Groups by which the bound counts: no two of a group can be together, and none is overlooked."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from summitry.move import lifted as lifting
from summitry.move.lifted import lifted
from summitry.move.occupancy import Tables, tables
from summitry.move.problem import Motorcade, Passage, Problem, Way
from tests.core.move.test_prices import departures, taken
from tests.core.move.test_solve import problems

HOUR = 120


def together(table: Tables) -> set[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """Return the departures of two motorcades that take a cell together."""
    cells = {each: set(taken(table, *each[1:])) for each in departures(table)}
    return {
        (one, other)
        for one, other in combinations(cells, 2)
        if one[0] != other[0] and cells[one] & cells[other]
    }


def takes_twice(table: Tables, way: int) -> bool:
    """Say whether the way comes to a segment again: a group then sees one time of each way only."""
    rows = table.use[table.uses[way] : table.uses[way + 1], 0].tolist()
    return len(set(rows)) < len(rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_groups_hold_each_two_that_hinder_each_other_and_no_others(asked: Problem) -> None:
    table = tables(asked, outwards=False)

    found, hindered = together(lifted(table)), together(table)
    assert found <= hindered
    if not any(takes_twice(table, way) for way in range(len(table.window))):
        assert found == hindered


def met_twice() -> Problem:
    # Each way's own segment takes 120 s; the second comes to the last segment 60 s later.
    short, longer = (
        Way(
            name=str(own),
            passages=(Passage(0, 0, 80), Passage(own, 80, 200), Passage(1, last, last + 50)),
            earliest=0,
            latest=HOUR,
            ideal=60,
        )
        for own, last in ((2, 300), (3, 360))
    )
    return Problem(
        origin=0,
        slots=2 * HOUR,
        segments=("first", "last", "own", "other"),
        motorcades=tuple(Motorcade(name=name, ways=(short, longer)) for name in "abcd"),
    )


def test_ways_that_meet_twice_count_once_for_both() -> None:
    groups = lifted(tables(met_twice(), outwards=False))

    # Six slots by one way and five by the other; the first segment alone hinders five and five.
    widths = Counter[int]()
    for row, start, end, _ in groups.use[: groups.uses[2]].tolist():
        widths[row] += end - start
    assert max(widths.values()) == 11


def test_where_too_many_groups_would_be_compared_the_table_is_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = tables(met_twice(), outwards=False)
    monkeypatch.setattr(lifting, "WORK_MAX", 10)

    assert lifted(table) is table
