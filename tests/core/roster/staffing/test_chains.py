"""Chains bring whoever falls short to a place, by way of others, and lose none."""

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.roster.staffing.cells import board_of
from summitry.roster.staffing.chains import chains, lead_of
from summitry.roster.staffing.problem import Assignment, Demand, OfficerType, Problem, Rules
from summitry.roster.staffing.search import nobody, placed, uncovered

HOUR = 3_600
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _problem(length: int) -> Problem:
    """Return one post more than people, each of whom may stand on two that lie side by side."""
    demands = tuple(
        Demand(post_id=PostId(f"P{n}"), start=0, end=8 * HOUR, day=0, skills=1 << n)
        for n in range(length + 1)
    )
    types = tuple(
        OfficerType(unit_id=UnitId("U"), persons=(PersonId(f"o{n}"),), skills=0b11 << n)
        for n in range(length)
    )
    spare = OfficerType(unit_id=UnitId("U"), persons=(PersonId("spare"),), skills=1)
    return Problem(demands=demands, types=(*types, spare), rules=RULES)


def test_chain_of_many_links_ends_at_the_empty_place() -> None:
    problem = _problem(20)
    board = board_of(problem)
    standing = nobody(board)
    begin = tuple(Assignment(n, PersonId(f"o{n}")) for n in range(20))
    placed(problem, board, standing, begin)

    chains(board, standing, lead_of(board, np.ones(len(board.need))), stream(1, "test"))

    # The first place is held by one who could stand on the second, and so on to the last.
    assert uncovered(board, standing) == (0,)
    assert (standing.cover == board.need).all()


def test_nobody_falls_short_and_nothing_changes() -> None:
    problem = _problem(5)
    board = board_of(problem)
    standing = nobody(board)
    placed(problem, board, standing, tuple(Assignment(n, PersonId(f"o{n}")) for n in range(5)))
    before = standing.pattern.copy()

    chains(board, standing, lead_of(board, np.zeros(len(board.need))), stream(1, "test"))

    assert (standing.pattern == before).all()
