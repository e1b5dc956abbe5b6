"""Who is lent is counted window by window."""

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.problem import Assignment, Demand, OfficerType, Problem, Rules
from summitry.roster.staffing.search import lent, nobody, placed

HOUR = 3_600
A, B = UnitId("A"), UnitId("B")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _demand(shift: int, home: UnitId) -> Demand:
    start = shift * 8 * HOUR
    return Demand(
        post_id=PostId(f"P-{home}"),
        start=start,
        end=start + 8 * HOUR,
        day=shift // 3,
        units=(A, B),
        home=home,
    )


def test_everybody_on_a_post_of_another_unit_is_lent_once_for_each_window() -> None:
    demands = (_demand(0, A), _demand(0, B), _demand(3, A), _demand(3, B))
    officers = tuple(OfficerType(unit_id=unit, persons=(PersonId(f"o-{unit}"),)) for unit in (A, B))
    problem = Problem(demands=demands, types=officers, rules=RULES)
    board = board_of(problem)
    standing = nobody(board)
    begin = (
        Assignment(0, PersonId("o-B")),
        Assignment(1, PersonId("o-A")),
        Assignment(2, PersonId("o-A")),
    )

    placed(problem, board, standing, begin)

    assert lent(board, standing) == 2
