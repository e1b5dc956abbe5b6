"""The relaxation closes, its bound is true, and what is rounded from it is a roster."""

from itertools import product

import numpy as np
import pytest

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.roster.staffing.cells import Board, board_of
from summitry.roster.staffing.hall import count, count_by_days
from summitry.roster.staffing.integer import remember, rounded
from summitry.roster.staffing.master import Master
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules
from summitry.roster.staffing.proof import Proof
from summitry.roster.staffing.relax import Part, look, relax
from summitry.roster.staffing.search import Standing, nobody, rough, uncovered, weights

HOUR = 3_600
UNIT = UnitId("U")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
    days_in_row_max=2,
    tours_max=3,
)


def _board(seed: int) -> Board:
    chance = stream(seed, "test")
    demands = tuple(
        Demand(
            post_id=PostId(f"P{shift}{skill}"),
            start=shift * 8 * HOUR,
            end=(shift + 1) * 8 * HOUR,
            day=shift // 3,
            count=int(count),
            skills=skill,
        )
        for shift, skill in product(range(15), range(2))
        if (count := chance.integers(0, 4))
    )
    types = tuple(
        OfficerType(
            unit_id=UNIT,
            persons=tuple(PersonId(f"{skill}-{n}") for n in range(4)),
            skills=skill,
        )
        for skill in range(2)
    )
    return board_of(Problem(demands=demands, types=types, rules=RULES))


def _relaxed(board: Board) -> Part:
    ((kinds, cells),) = board.components()
    part = Part(kinds=kinds, cells=cells)
    part.master = Master(board, kinds, cells)
    relax(board, part, lambda: 60.0, int(board.need.sum()))
    return part


def _rounded(board: Board, part: Part) -> Standing:
    ones, same = np.ones(len(board.need)), np.arange(len(board.need))
    return rounded(board, nobody(board), part, same, (ones, rough(board)), lambda: 5.0)


@pytest.mark.parametrize("seed", range(5))
def test_relaxation_closes_at_its_own_value(seed: int) -> None:
    board = _board(seed)

    part = _relaxed(board)

    assert part.master is not None
    prices = part.master.solve(lambda: 60.0)
    assert prices is not None
    assert part.bound == pytest.approx(prices.value, abs=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_quick_bounds_never_lie_above_the_relaxation(seed: int) -> None:
    board = _board(seed)
    part = _relaxed(board)
    quick = Part(kinds=part.kinds, cells=part.cells)

    look(board, quick, np.ones(len(board.need)))
    at_once = quick.bound
    count(board, quick, lambda: 60.0)
    counted = quick.bound
    count_by_days(board, quick, lambda: 60.0, 10**6)

    assert at_once <= counted <= quick.bound <= part.bound + 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_rounded_relaxation_is_a_roster_no_better_than_the_bound(seed: int) -> None:
    board = _board(seed)
    part = _relaxed(board)
    assert part.master is not None
    part.master.solve(lambda: 60.0)

    found = _rounded(board, part)

    again = np.zeros(len(board.need), dtype=np.int64)
    np.add.at(again, found.pattern[found.pattern >= 0], 1)
    assert (again == found.cover).all()
    assert (found.cover <= board.need).all()
    assert part.proved <= sum(uncovered(board, found)) <= part.proved + 2


def test_proof_improves_a_roster_and_closes_its_bound() -> None:
    board = _board(1)
    proof = Proof(board)
    standing = nobody(board)

    judged = weights(board, 1.0), rough(board)
    better = proof.relax(standing, judged, lambda: 60.0, lambda: None)

    assert better is not None
    assert sum(uncovered(board, better)) < sum(uncovered(board, standing))
    assert 0 <= proof.bound <= sum(uncovered(board, better))


def test_patterns_in_use_are_remembered_once() -> None:
    board = _board(2)
    part = _relaxed(board)
    assert part.master is not None
    part.master.solve(lambda: 60.0)
    found = _rounded(board, part)

    remember(part.master, found, part, np.arange(len(board.need)))
    before = len(part.master.patterns)
    remember(part.master, found, part, np.arange(len(board.need)))

    assert len(part.master.patterns) == before


def test_rounding_never_takes_a_window_out_of_the_middle_of_a_tour() -> None:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{number}"),
            start=number * 2 * HOUR,
            end=(number + 1) * 2 * HOUR,
            day=0,
            count=2 if number % 2 == 0 else 1,
        )
        for number in range(3)
    )
    officers = OfficerType(unit_id=UNIT, persons=(PersonId("A"), PersonId("B")))
    problem = Problem(demands=demands, types=(officers,), rules=RULES)
    board = board_of(problem)
    part = _relaxed(board)
    assert part.master is not None
    part.master.solve(lambda: 60.0)

    found = _rounded(board, part)

    for own in found.pattern.tolist():
        windows = sorted(int(board.window[cell]) for cell in own if cell >= 0)
        assert windows == list(range(min(windows, default=0), max(windows, default=-1) + 1))


def test_tour_goes_through_a_window_that_is_worth_nothing() -> None:
    demands = tuple(
        Demand(post_id=PostId(f"P{n}"), start=n * 2 * HOUR, end=(n + 1) * 2 * HOUR, day=0)
        for n in range(3)
    )
    officer = OfficerType(unit_id=UNIT, persons=(PersonId("A"),))
    board = board_of(Problem(demands=demands, types=(officer,), rules=RULES))
    ((kinds, cells),) = board.components()

    seen = look(board, Part(kinds=kinds, cells=cells), np.array([1.0, 0.0, 1.0]))

    assert seen.bound == pytest.approx(0.0, abs=1e-6)
