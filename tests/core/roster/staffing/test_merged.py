"""Cells alike are one to the bounds, and what is asked for stays the same."""

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.merged import merged, need_of
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules

HOUR = 3_600
UNIT = UnitId("U")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def test_cells_that_differ_in_priority_or_home_are_one() -> None:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{priority}{home}{skill}"),
            start=0,
            end=8 * HOUR,
            day=0,
            count=2,
            skills=skill,
            home=UnitId(home),
            priority=priority,
        )
        for priority in range(2)
        for home in "UV"
        for skill in range(2)
    )
    officers = OfficerType(unit_id=UNIT, persons=(PersonId("A"),), skills=1)
    board = board_of(Problem(demands=demands, types=(officers,), rules=RULES))

    coarse, of = merged(board)

    assert sorted(coarse.need.tolist()) == [8, 8]
    assert sorted(coarse.reach.cell.tolist()) == [0, 1]
    assert (coarse.group[of] == board.group).all()
    assert need_of(board, of, 0).tolist() == [4, 4]
    assert (np.bincount(of, weights=board.need) == coarse.need).all()
