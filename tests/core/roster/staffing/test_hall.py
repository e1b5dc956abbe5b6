"""Counting finds the groups that lack most, whatever the order of the days."""

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import Board, board_of
from summitry.roster.staffing.hall import count, count_by_days
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules
from summitry.roster.staffing.relax import Part

HOUR = 3_600
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
    tours_max=3,
)


def _board(skilled: int) -> Board:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{day}{skill}"),
            start=day * 24 * HOUR,
            end=(day * 24 + 8) * HOUR,
            day=day,
            count=2,
            skills=skill,
        )
        for day in range(6)
        for skill in range(2)
    )
    types = tuple(
        OfficerType(
            unit_id=UnitId("U"),
            persons=tuple(PersonId(f"{skill}-{n}") for n in range(many)),
            skills=skill,
        )
        for skill, many in ((0, 9), (1, skilled))
    )
    return board_of(Problem(demands=demands, types=types, rules=RULES))


def _counted(board: Board) -> Part:
    ((kinds, cells),) = board.components()
    part = Part(kinds=kinds, cells=cells)
    count(board, part, lambda: 60.0)
    return part


def test_skill_asked_for_more_often_than_it_can_serve_is_scarce() -> None:
    board = _board(skilled=3)

    part = _counted(board)

    # 12 times, by 3 people for 3 tours each; the others are enough for what anybody can do.
    assert part.proved == 3
    assert part.prices is not None
    scarce = np.array([board.group[c] == board.group[part.prices > 0][0] for c in range(12)])
    assert (part.prices == np.where(scarce, 1.0, 0.0)).all()


def test_people_enough_prove_nothing() -> None:
    assert _counted(_board(skilled=4)).proved == 0


def test_day_that_asks_for_more_than_there_are_is_short_though_others_are_not() -> None:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{day}"),
            start=day * 24 * HOUR,
            end=(day * 24 + 8) * HOUR,
            day=day,
            count=5 if day == 1 else 1,
        )
        for day in range(3)
    )
    officers = OfficerType(
        unit_id=UnitId("U"), persons=tuple(PersonId(f"o{number}") for number in range(3))
    )
    board = board_of(Problem(demands=demands, types=(officers,), rules=RULES))
    part = _counted(board)
    over_all_days = part.proved

    count_by_days(board, part, lambda: 60.0, 10)

    assert over_all_days == 0
    assert part.proved == 2
