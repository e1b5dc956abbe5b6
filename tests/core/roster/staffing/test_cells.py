"""Parts of a board are what shares people, and nothing else."""

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules

HOUR = 3_600
A, B, C, D = (UnitId(name) for name in "ABCD")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _demand(name: str, shift: int, *units: UnitId) -> Demand:
    start = shift * 8 * HOUR
    return Demand(post_id=PostId(name), start=start, end=start + 8 * HOUR, day=0, units=units)


def _officer(unit: UnitId) -> OfficerType:
    return OfficerType(unit_id=unit, persons=(PersonId(f"o-{unit}"),))


def test_parts_are_types_that_share_cells_and_the_cells_they_share() -> None:
    problem = Problem(
        demands=(
            _demand("a", 0, A),
            _demand("bd", 0, B, D),
            _demand("cd", 1, C, D),
            _demand("nobody", 1, UnitId("E")),
        ),
        types=tuple(map(_officer, (A, B, C, D))),
        rules=RULES,
    )
    board = board_of(problem)

    parts = [
        (kinds.tolist(), sorted(m for cell in cells.tolist() for m in board.members[cell]))
        for kinds, cells in board.components()
    ]

    assert parts == [([0], [0]), ([1, 2, 3], [1, 2])]


def test_nobody_and_nothing_are_no_parts() -> None:
    nobody = Problem(demands=(_demand("a", 0, A),), types=(), rules=RULES)
    nothing = Problem(demands=(), types=(_officer(A),), rules=RULES)

    assert board_of(nobody).components() == []
    assert board_of(nothing).components() == []
