"""The relaxation and the whole choice end when they are told to, and say so."""

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import Board, Integers, board_of
from summitry.roster.staffing.master import Master, Wanted
from summitry.roster.staffing.patterns import price
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules

HOUR = 3_600
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _board() -> Board:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{shift}"),
            start=shift * 8 * HOUR,
            end=(shift + 1) * 8 * HOUR,
            day=shift // 3,
            count=2,
            priority=shift % 2,
        )
        for shift in range(6)
    )
    officers = OfficerType(unit_id=UnitId("U"), persons=(PersonId("A"), PersonId("B")))
    return board_of(Problem(demands=demands, types=(officers,), rules=RULES))


def _master(board: Board) -> Master:
    ((kinds, cells),) = board.components()
    master = Master(board, kinds, cells)
    _, owner, first, taken = price(kinds, np.ones(len(board.need)), board.ground, 4)
    master.add(owner, first, taken)
    return master


def test_no_time_is_no_answer_and_a_later_one_is() -> None:
    master = _master(_board())

    assert master.solve(lambda: 0.0) is None
    assert master.solve(lambda: 60.0) is not None


def _missing(board: Board, master: Master, chosen: Integers) -> int:
    cover = np.zeros(len(board.need), dtype=np.int64)
    for pattern, count in zip(master.patterns, chosen.tolist(), strict=True):
        cover[pattern] += count
    return int(np.maximum(0, board.need - cover).sum())


def test_whole_choice_is_legal_and_no_worse_than_what_it_begins_with() -> None:
    board = _board()
    master = _master(board)
    have = np.zeros(len(master.patterns), dtype=np.int64)
    have[0] = 2

    wanted = Wanted(of=np.arange(len(board.need)), need=board.need, weight=np.ones(len(board.need)))

    chosen = master.whole(lambda: 60.0, have, wanted)

    assert chosen is not None
    assert int(chosen.sum()) <= 2
    assert _missing(board, master, chosen) <= _missing(board, master, have)


def test_place_of_a_pattern_is_where_it_was_added() -> None:
    master = _master(_board())

    places = [
        master.place_of(kind, pattern)
        for kind, pattern in zip(master.owner, master.patterns, strict=True)
    ]

    assert places == list(range(len(master.patterns)))
