"""Rosters are legal, as good as can be on small cases, and honest about what they leave out."""

import subprocess
import sys
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    Ending,
    Missing,
    OfficerType,
    Problem,
    Result,
    Rules,
)
from summitry.roster.staffing.solve import Limits, Progress, solve

HOUR = 3_600
A, B = UnitId("A"), UnitId("B")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)
SWEEPS = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=30)


def _demand(shift: int, **other: object) -> Demand:
    given = {"post_id": PostId("P"), "units": (A,), "home": A, **other}
    return Demand(start=shift * 8 * HOUR, end=(shift + 1) * 8 * HOUR, day=shift // 3, **given)  # type: ignore[arg-type]  # the test names what differs


def _officers(count: int, unit: UnitId = A, **other: object) -> OfficerType:
    persons = tuple(PersonId(f"{unit}{number}") for number in range(count))
    return OfficerType(unit_id=unit, persons=persons, **other)  # type: ignore[arg-type]  # the test names what differs


def _solved(problem: Problem, limits: Limits = SWEEPS) -> Result:
    return solve(problem, stream(1, "test"), limits, seed=1)


def test_enough_officers_cover_all_and_it_is_proved() -> None:
    problem = Problem(
        demands=tuple(_demand(shift) for shift in range(6)), types=(_officers(3),), rules=RULES
    )

    result = _solved(problem)

    assert (result.uncovered, result.bound, result.ending) == ((0,), 0, Ending.PROVED)
    assert len(result.assignments) == 6


def test_planted_shortage_is_told_with_the_proven_minimum() -> None:
    problem = Problem(
        demands=(_demand(0, count=5), _demand(1, count=5)), types=(_officers(7),), rules=RULES
    )

    result = _solved(problem)

    assert (result.uncovered, result.bound, result.ending) == ((3,), 3, Ending.PROVED)


@pytest.mark.parametrize(("hours", "short"), [((1, 1), 0), ((1, 2), 1), ((3,), 1), ((1, 3), 1)])
def test_one_goes_on_at_a_gate_up_to_its_limit_and_no_longer(
    hours: tuple[int, ...], short: int
) -> None:
    ends = [sum(hours[:number]) * HOUR for number in range(len(hours) + 1)]
    demands = (
        Demand(post_id=PostId(f"P-{end}"), start=start, end=end, day=0, gate="G")
        for start, end in pairwise(ends)
    )
    problem = Problem(demands=tuple(demands), types=(_officers(1),), rules=RULES)

    result = _solved(problem)

    assert (result.uncovered, result.bound) == ((short,), short)


def test_gravest_post_is_covered_at_the_cost_of_others() -> None:
    grave = _demand(1, post_id=PostId("G"), priority=0)
    light = [_demand(shift, post_id=PostId("L"), priority=1) for shift in (0, 2)]
    rules = Rules(
        rest_seconds_min=8 * HOUR,
        tour_seconds_max=8 * HOUR,
        gate_seconds_max=2 * HOUR,
        handover_seconds=0,
    )
    problem = Problem(demands=(grave, *light), types=(_officers(1),), rules=rules)

    result = _solved(problem)

    # Both of the others could be covered instead, and less would be uncovered.
    assert (result.uncovered, result.bounds) == ((0, 2), (0, 1))


def test_people_stay_with_their_own_unit_where_that_costs_nothing() -> None:
    both = (A, B)
    problem = Problem(
        demands=(
            _demand(0, units=both, home=A, count=2),
            _demand(0, post_id=PostId("Q"), units=both, home=B, count=2),
        ),
        types=(_officers(2, B), _officers(2, A)),
        rules=RULES,
    )

    result = _solved(problem)

    assert (result.uncovered, result.lent) == ((0,), 0)


def test_missing_people_are_spread_over_posts_alike() -> None:
    posts = [_demand(0, post_id=PostId(f"P{number}"), count=2) for number in range(3)]
    problem = Problem(demands=tuple(posts), types=(_officers(3),), rules=RULES)

    result = _solved(problem)

    assert sorted(each.count for each in result.missing) == [1, 1, 1]


def test_skill_that_ends_before_the_window_does_not_count() -> None:
    problem = Problem(
        demands=(_demand(0, skills=1), _demand(3, skills=1)),
        types=(_officers(1, skills=1, expires=((0, 9 * HOUR),)),),
        rules=RULES,
    )

    result = _solved(problem)

    assert result.missing == (Missing(1, 1),)


def test_nobody_comes_from_leave() -> None:
    problem = Problem(
        demands=(_demand(0), _demand(3)),
        types=(_officers(1, away=((0, 1),)),),
        rules=RULES,
    )

    result = _solved(problem)

    assert result.missing == (Missing(0, 1),)


def test_nothing_asked_for_and_nobody_there_are_answers() -> None:
    empty = Problem(demands=(), types=(_officers(1),), rules=RULES)
    alone = Problem(demands=(_demand(0, count=4),), types=(), rules=RULES)

    assert _solved(empty).ending is Ending.PROVED
    result = _solved(alone)
    assert (result.uncovered, result.bound, result.ending) == ((4,), 4, Ending.PROVED)


def test_no_time_at_all_leaves_all_uncovered_and_says_so() -> None:
    problem = Problem(demands=(_demand(0),), types=(_officers(1),), rules=RULES)

    result = _solved(problem, Limits(elapsed=lambda: 0.0, seconds=0.0))

    assert (result.uncovered, result.ending) == ((1,), Ending.TIME)


def test_interruption_keeps_the_best_so_far() -> None:
    # Counting over all days proves nothing: there are people enough, but not on the first day.
    demands = (_demand(0, count=3), _demand(3), _demand(6))
    problem = Problem(demands=demands, types=(_officers(2),), rules=RULES)
    wishes: list[int] = []
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        wishes.append(1)

    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, is_interrupted=lambda: bool(wishes))
    result = solve(problem, stream(1, "test"), limits, progress=tell)

    assert result.ending is Ending.INTERRUPTED
    assert result.uncovered == told[-1].uncovered
    assert result.assignments


def test_search_sets_out_from_what_is_legal_of_a_roster() -> None:
    problem = Problem(
        demands=tuple(_demand(shift) for shift in range(3)), types=(_officers(3),), rules=RULES
    )
    tired = (Assignment(0, PersonId("A0")), Assignment(1, PersonId("A0")))
    rested = Assignment(2, PersonId("A2"))
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=0)

    result = solve(problem, stream(1, "test"), limits, begin=(*tired, rested))

    assert result.uncovered == (0,)
    assert rested in result.assignments


def test_same_seed_gives_the_same_roster() -> None:
    demands = tuple(_demand(shift, count=2 + shift % 2) for shift in range(9))
    problem = Problem(demands=demands, types=(_officers(6),), rules=RULES)

    assert _solved(problem) == _solved(problem)


def _least(problem: Problem) -> int:
    """Return what is uncovered at least, by trying every roster."""
    officers = [person for each in problem.types for person in each.persons]
    places = range(len(problem.demands))
    least = problem.slots
    for choice in product([None, *officers], repeat=len(problem.demands)):
        taken = [(place, who) for place, who in zip(places, choice, strict=True) if who is not None]
        result = Result(
            assignments=tuple(Assignment(place, who) for place, who in taken),
            missing=tuple(Missing(place, 1) for place in places if choice[place] is None),
            uncovered=(len(places) - len(taken),),
            bound=0,
        )
        bad = {fault.rule for fault in faults(problem, result)} - {"lent"}
        if not bad:
            least = min(least, len(places) - len(taken))
    return least


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_roster_and_bound_agree_with_every_roster_there_is(data: st.DataObject) -> None:
    shifts = data.draw(st.lists(st.integers(0, 7), min_size=1, max_size=5))
    demands = tuple(
        _demand(
            shift,
            post_id=PostId(f"P{number}"),
            skills=data.draw(st.integers(0, 3)),
            units=data.draw(st.sampled_from([(A,), (A, B), ()])),
        )
        for number, shift in enumerate(shifts)
    )
    types = tuple(
        _officers(data.draw(st.integers(1, 2)), unit, skills=data.draw(st.integers(0, 3)))
        for unit in data.draw(st.sampled_from([(A,), (A, B)]))
    )
    problem = Problem(demands=demands, types=types, rules=RULES)

    result = _solved(problem)

    least = _least(problem)
    assert result.bound <= least == result.uncovered_total


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"missing": ()}, "missing-untold"),
        ({"uncovered": (0,)}, "uncovered"),
        ({"bound": 5}, "bound"),
        ({"lent": 3}, "lent"),
        ({"assignments": (Assignment(0, PersonId("X")),)}, "unknown"),
    ],
)
def test_checker_finds_numbers_that_are_not_true(changes: dict[str, object], rule: str) -> None:
    problem = Problem(demands=(_demand(0, count=2),), types=(_officers(1),), rules=RULES)
    told: dict[str, object] = {
        "assignments": (Assignment(0, PersonId("A0")),),
        "missing": (Missing(0, 1),),
        "uncovered": (1,),
        "bound": 1,
    }

    assert faults(problem, Result(**told)) == ()  # type: ignore[arg-type]  # the test names what differs
    found = faults(problem, Result(**{**told, **changes}))  # type: ignore[arg-type]  # the test names what differs
    assert rule in {fault.rule for fault in found}


@pytest.mark.parametrize("looks", [*range(12), 20, 40, 80, 160, 320])
def test_time_that_is_up_at_any_look_gives_the_best_so_far(looks: int) -> None:
    demands = tuple(
        _demand(shift, post_id=PostId(f"{post}"), units=(unit,), home=unit, count=2, priority=post)
        for unit in (A, B)
        for shift in range(9)
        for post in range(2)
    )
    problem = Problem(demands=demands, types=(_officers(5), _officers(4, B)), rules=RULES)
    seen: list[int] = []
    told: list[Progress] = []

    def elapsed() -> float:
        seen.append(1)
        return 0.0 if len(seen) <= looks else 100.0

    limits = Limits(elapsed=elapsed, seconds=10.0, sweeps_max=3)
    result = solve(problem, stream(1, "test"), limits, progress=told.append)

    # Judged within: a roster that breaks a rule would have been refused.
    assert result.bound <= result.uncovered_total
    assert all(result.uncovered_total <= sum(each.uncovered) for each in told[-1:])


def test_reading_that_takes_long_leaves_as_much_time_for_writing_down() -> None:
    problem = Problem(demands=(_demand(0),), types=(_officers(1),), rules=RULES)
    clock = iter([0.0, 4.0, *[4.0] * 2, *[7.0] * 1_000])

    result = solve(problem, stream(1, "test"), Limits(elapsed=lambda: next(clock), seconds=10.0))

    # Four of the ten seconds went into reading: of the six left half are kept for writing down.
    assert (result.uncovered, result.ending) == ((1,), Ending.TIME)


FIRST = """
from time import monotonic

from benchmarks.roster_made import made
from summitry.kit.streams import stream
from summitry.roster.staffing import chains, paths, search
from summitry.roster.staffing.solve import Limits, solve, warm

KERNELS = chains._chains, paths._along, search._sweep, search._lent


def compiled():
    # Where coverage is counted the compiler is switched off, and nothing has a signature.
    return [len(getattr(kernel, "signatures", "1")) for kernel in KERNELS]


warm()
before = compiled()
problem = made(40, 4, 7, units=2, load=0.8, seed=1)
solve(problem, stream(1, "first"), Limits(elapsed=monotonic, seconds=1e9, sweeps_max=2))
print(before, compiled())
"""
"""What the first roster of a process, which no other test has compiled for, compiles anew."""


def test_nothing_is_compiled_any_more_after_set_up():
    command = (sys.executable, "-c", FIRST)

    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words

    assert done.stdout == "[1, 1, 1, 1] [1, 1, 1, 1]\n"
