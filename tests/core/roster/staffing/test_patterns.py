"""The best pattern is the best of all legal ones, found by trying them all."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.fits import fits
from summitry.roster.staffing.patterns import best_cells
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    History,
    Missing,
    OfficerType,
    Problem,
    Result,
    Rules,
    Stays,
)

HOUR = 3_600
NO_HISTORY = History()
UNIT = UnitId("U")


def _problem(
    starts: list[int],
    lengths: list[int],
    rules: Rules,
    history: History = NO_HISTORY,
    duty: tuple[Stays, ...] = (),
) -> Problem:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{number}"),
            start=start * HOUR,
            end=(start + length) * HOUR,
            day=start // 24,
            gate="G" if number % 3 == 0 else "",
        )
        for number, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )
    rest = rules.rest_seconds_min
    officer = OfficerType(
        unit_id=UNIT,
        persons=(PersonId("O"),),
        history=history,
        away=tuple((start - rest, end + rest) for start, end, _ in duty),
        duty=duty,
    )
    return Problem(demands=demands, types=(officer,), rules=rules)


def _is_legal(problem: Problem, chosen: tuple[int, ...]) -> bool:
    missing = tuple(
        Missing(place, 1) for place in range(len(problem.demands)) if place not in chosen
    )
    result = Result(
        assignments=tuple(Assignment(place, PersonId("O")) for place in chosen),
        missing=missing,
        uncovered=(len(missing),),
        bound=0,
    )
    return faults(problem, result) == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_best_pattern_equals_the_best_of_all_that_the_checker_allows(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    starts = data.draw(st.lists(st.integers(0, 90), min_size=count, max_size=count))
    lengths = data.draw(st.lists(st.integers(2, 8), min_size=count, max_size=count))
    worth = data.draw(st.lists(st.integers(1, 9), min_size=count, max_size=count))
    rules = Rules(
        rest_seconds_min=data.draw(st.sampled_from([6, 11])) * HOUR,
        tour_seconds_max=12 * HOUR,
        gate_seconds_max=6 * HOUR,
        handover_seconds=0,
        days_in_row_max=data.draw(st.sampled_from([None, 1, 2, 3])),
        tours_max=data.draw(st.sampled_from([None, 1, 2, 3])),
        period_days=data.draw(st.sampled_from([None, 2])),
    )
    history = data.draw(
        st.sampled_from(
            [
                History(),
                History(last_end=-2 * HOUR, last_day=-1, days_in_row=1, tours=1),
                History(last_end=-30 * HOUR, last_day=-2, days_in_row=2),
            ]
        )
    )
    problem = _problem(starts, lengths, rules, history)
    board = board_of(problem)
    by_cell = np.zeros(len(board.need))
    for cell, members in enumerate(board.members):
        by_cell[cell] = max(worth[member] for member in members)

    value, _ = best_cells(0, by_cell, board.ground, (0.0, 0.0))

    legal = [
        chosen
        for size in range(count + 1)
        for chosen in combinations(range(count), size)
        if _is_legal(problem, chosen)
    ]
    expected = max(sum(worth[place] for place in chosen) for chosen in legal)
    assert value == pytest.approx(expected)


def _week_rules(data: st.DataObject) -> Rules:
    hours, rest = data.draw(st.sampled_from([(None, None), (12, None), (None, 40), (16, 30)]))
    return Rules(
        rest_seconds_min=data.draw(st.sampled_from([0, 6, 11])) * HOUR,
        tour_seconds_max=12 * HOUR,
        gate_seconds_max=12 * HOUR,
        handover_seconds=0,
        days_in_row_max=data.draw(st.sampled_from([None, 1, 2, 3])),
        tours_max=data.draw(st.sampled_from([None, 3])),
        week_seconds_max=None if hours is None else hours * HOUR,
        week_rest_seconds_min=None if rest is None else rest * HOUR,
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_best_pattern_keeps_to_weeks_and_counts_duty_that_stays(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    starts = data.draw(st.lists(st.integers(0, 400), min_size=count, max_size=count))
    lengths = data.draw(st.lists(st.integers(2, 8), min_size=count, max_size=count))
    worth = np.array(data.draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)), float)
    begins = sorted(data.draw(st.sets(st.integers(-6, 16), max_size=4)))
    duty = tuple((24 * day * HOUR, (24 * day + 8) * HOUR, day) for day in begins)
    problem = _problem(starts, lengths, _week_rules(data), duty=duty)
    board = board_of(problem)

    by_cell = np.array([max(worth[each] for each in cell) for cell in board.members])
    value, cells = best_cells(0, by_cell, board.ground, (0.0, 0.0))

    chosen = [max(board.members[cell], key=lambda each: worth[each]) for cell in cells]
    best = max(
        sum(worth[place] for place in some)
        for size in range(count + 1)
        for some in combinations(range(count), size)
        if _is_legal(problem, some)
    )
    assert value == pytest.approx(best)
    assert value == pytest.approx(sum(worth[place] for place in chosen))
    assert _is_legal(problem, tuple(chosen))
    assert fits(problem, problem.types[0], [problem.demands[place] for place in chosen])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_steps_after_the_search_and_the_checker_say_the_same_of_weeks(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    starts = data.draw(st.lists(st.integers(0, 400), min_size=count, max_size=count))
    begins = sorted(data.draw(st.sets(st.integers(-6, 16), max_size=4)))
    duty = tuple((24 * day * HOUR, (24 * day + 8) * HOUR, day) for day in begins)
    problem = _problem(starts, [5] * count, _week_rules(data), duty=duty)

    is_legal = _is_legal(problem, tuple(range(count)))

    assert fits(problem, problem.types[0], problem.demands) == is_legal
