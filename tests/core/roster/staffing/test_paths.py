"""Paths fill what can be filled by moving people, as far as rules allow, the gravest first."""

from collections.abc import Iterable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.policy.matching import FREE, assignment
from summitry.roster.staffing.cells import Board, board_of
from summitry.roster.staffing.paths import Roads, along, roads
from summitry.roster.staffing.patterns import best_cells
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    History,
    OfficerType,
    Problem,
    Rules,
)
from summitry.roster.staffing.search import Standing, nobody, placed, uncovered, weights

HOUR = 3_600
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=8 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
    days_in_row_max=2,
    tours_max=3,
)


def _demand(skill: int, shift: int = 0, priority: int = 0, count: int = 1) -> Demand:
    return Demand(
        post_id=PostId(f"P{skill}"),
        start=shift * 8 * HOUR,
        end=(shift + 1) * 8 * HOUR,
        day=shift // 3,
        skills=1 << skill,
        priority=priority,
        count=count,
    )


def _officer(number: int, skills: int, history: History | None = None) -> OfficerType:
    return OfficerType(
        unit_id=UnitId("U"),
        persons=(PersonId(f"o{number}"),),
        skills=skills,
        history=history or History(),
    )


def _begun(problem: Problem, begin: Iterable[Assignment]) -> tuple[Board, Standing]:
    board = board_of(problem)
    standing = nobody(board)
    placed(problem, board, standing, tuple(begin))
    return board, standing


def _filled(board: Board, standing: Standing, grade: float = 1.0) -> tuple[int, ...]:
    ways = roads(board)
    assert isinstance(ways, Roads)
    asked = np.arange(len(board.need)), weights(board, grade)
    along(board, standing, ways, asked, lambda: False)
    there = standing.pattern[standing.pattern >= 0]
    assert np.bincount(there, minlength=len(board.need)).tolist() == standing.cover.tolist()
    return uncovered(board, standing)


def _is_legal(board: Board, standing: Standing) -> bool:
    """Say whether the search for patterns finds all that each officer has, when asked for it."""
    for kind, pattern in zip(standing.kind.tolist(), standing.pattern, strict=True):
        own = pattern[pattern >= 0]
        worth = np.zeros(len(board.need))
        worth[own] = 1.0
        _, cells = best_cells(kind, worth, board.ground, (0.0, 0.0))
        if cells.tolist() != own.tolist():
            return False
    return True


def test_a_path_of_many_links_leads_to_who_is_free() -> None:
    many = 20
    spare = _officer(many, 1)
    officers = (*(_officer(n, 0b11 << n) for n in range(many)), spare)
    problem = Problem(demands=tuple(map(_demand, range(many + 1))), types=officers, rules=RULES)
    board, standing = _begun(problem, (Assignment(n, PersonId(f"o{n}")) for n in range(many)))

    # The last place is empty; only by way of all the others does the spare one get a place.
    assert _filled(board, standing) == (0,)


def test_whoever_takes_a_place_leaves_one_that_the_rest_forbids() -> None:
    demands = (_demand(0, shift=0), _demand(1, shift=1))
    officers = (_officer(0, 0b11), _officer(1, 0b01))
    problem = Problem(demands=demands, types=officers, rules=RULES)
    board, standing = _begun(problem, [Assignment(0, PersonId("o0"))])

    assert _filled(board, standing) == (0,)
    assert _is_legal(board, standing)


def test_nothing_moves_where_rest_days_in_a_row_or_tours_forbid_it() -> None:
    shifts = (0, 1, 3, 6, 12, 15)
    problem = Problem(
        demands=tuple(_demand(0, shift) for shift in shifts),
        types=(_officer(0, 1),),
        rules=RULES,
    )
    begin = [Assignment(n, PersonId("o0")) for n in (0, 2, 4)]
    board, standing = _begun(problem, begin)
    before = standing.pattern.copy()

    assert _filled(board, standing) == (3,)
    assert (standing.pattern == before).all()


def test_what_was_before_the_horizon_counts() -> None:
    past = History(last_end=-8 * HOUR, last_day=-1, days_in_row=2, tours=2)
    problem = Problem(
        demands=(_demand(0, shift=1), _demand(0, shift=3), _demand(0, shift=9)),
        types=(_officer(0, 1, past),),
        rules=RULES,
    )
    board, standing = _begun(problem, [])

    # The first would be a third day in a row; after the second that counts there is no other.
    assert _filled(board, standing) == (2,)
    assert _is_legal(board, standing)


def test_a_graver_place_takes_from_a_lighter_one_where_nobody_is_free() -> None:
    demands = (_demand(0, priority=0), _demand(1, priority=1), _demand(2, priority=2))
    officers = (_officer(0, 0b011), _officer(1, 0b110))
    problem = Problem(demands=demands, types=officers, rules=RULES)
    begin = (Assignment(1, PersonId("o0")), Assignment(2, PersonId("o1")))
    alike, standing = _begun(problem, begin)
    graded, other = _begun(problem, begin)

    assert _filled(alike, standing) == (1, 0, 0)
    assert _filled(graded, other, grade=64.0) == (0, 0, 1)


def test_a_window_in_which_nobody_may_stand_stays_empty() -> None:
    long = Demand(post_id=PostId("P"), start=0, end=9 * HOUR, day=0, skills=1)
    problem = Problem(demands=(long,), types=(_officer(0, 1),), rules=RULES)
    board, standing = _begun(problem, [])

    assert _filled(board, standing) == (1,)


def test_tours_of_several_windows_have_no_roads() -> None:
    demands = tuple(
        Demand(post_id=PostId("P"), start=n * 4 * HOUR, end=(n + 1) * 4 * HOUR, day=0)
        for n in range(2)
    )
    problem = Problem(demands=demands, types=(_officer(0, 0),), rules=RULES)

    assert roads(board_of(problem)) is None


def test_limited_weeks_have_no_roads() -> None:
    """Whether somebody may take a place depends then on all that they have that week."""
    demands = tuple(_demand(0, shift) for shift in range(0, 30, 3))
    problem = Problem(demands=demands, types=(_officer(0, 1),), rules=RULES)
    limited = structs.replace(RULES, week_seconds_max=40 * HOUR)

    assert roads(board_of(problem)) is not None
    assert roads(board_of(structs.replace(problem, rules=limited))) is None


def test_no_time_changes_nothing() -> None:
    problem = Problem(demands=(_demand(0),), types=(_officer(0, 1),), rules=RULES)
    board, standing = _begun(problem, [])
    ways = roads(board)
    assert ways is not None

    along(board, standing, ways, (np.arange(1), weights(board, 1.0)), lambda: True)

    assert uncovered(board, standing) == (1,)


MASKS = st.lists(st.integers(0, 0b1111), min_size=1, max_size=8)


@given(MASKS, st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_in_a_single_window_no_more_people_can_be_found(
    masks: list[int], counts: list[int]
) -> None:
    officers = tuple(_officer(number, mask) for number, mask in enumerate(masks))
    demands = tuple(_demand(skill, count=count) for skill, count in enumerate(counts))
    board, standing = _begun(Problem(demands=demands, types=officers, rules=RULES), [])

    seats = assignment(np.array(masks, dtype=np.int64), np.array(counts, dtype=np.int64))

    assert _filled(board, standing) == (sum(counts) - int((seats != FREE).sum()),)


SLOTS = st.tuples(st.integers(0, 2), st.integers(0, 14), st.integers(0, 2), st.integers(1, 2))


@settings(max_examples=50)
@given(MASKS, st.lists(SLOTS, min_size=1, max_size=12), st.sampled_from([1.0, 64.0]))
def test_rules_hold_and_nothing_becomes_worse(
    masks: list[int], slots: list[tuple[int, int, int, int]], grade: float
) -> None:
    officers = tuple(_officer(number, mask) for number, mask in enumerate(masks))
    demands = tuple(_demand(*slot) for slot in slots)
    board, standing = _begun(Problem(demands=demands, types=officers, rules=RULES), [])
    before = uncovered(board, standing)

    after = _filled(board, standing, grade)

    assert _is_legal(board, standing)
    assert (sum(after), after) <= (sum(before), before)
    assert (standing.cover <= board.need).all()
