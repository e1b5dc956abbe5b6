"""Reasons for a shortage: planted ones are found, and every one holds against brute force."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.reasons.answer import Kind, Proof, Signature, WayOut
from summitry.roster.reasons.find import Params, reasons
from summitry.roster.staffing.problem import (
    Demand,
    History,
    Missing,
    OfficerType,
    Problem,
    Rules,
)

HOUR = 3_600
DAY = 24 * HOUR
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)
A, B = UnitId("A"), UnitId("B")
MEDIC, GUARD = 1, 2


def demand(day: int, hour: int, count: int = 1, **facts: object) -> Demand:
    """Return a demand for eight hours."""
    start = day * DAY + hour * HOUR
    given = {
        "post_id": PostId(f"P{day}-{hour}"), "start": start, "end": start + 8 * HOUR, **facts
    }  # fmt: skip
    return Demand(day=day, count=count, **given)  # type: ignore[arg-type]  # by name


def people(unit: UnitId, count: int, **facts: object) -> OfficerType:
    """Return so many officers of a unit."""
    skills = facts.get("skills", 0)
    persons = tuple(PersonId(f"{unit}-{skills}-{each}") for each in range(count))
    return OfficerType(unit_id=unit, persons=persons, **facts)  # type: ignore[arg-type]  # by name


def problem_of(
    demands: Sequence[Demand], types: Sequence[OfficerType], rules: Rules = RULES
) -> Problem:
    """Return the problem."""
    skills = (("qualification", "medic"), ("qualification", "guard"))
    return Problem(demands=tuple(demands), types=tuple(types), rules=rules, skills=skills)


def test_nothing_is_missing_where_nothing_is_asked_for() -> None:
    shortage = reasons(problem_of([], [people(A, 2)]))

    assert (shortage.lack, shortage.found, shortage.is_complete) == (0, (), True)


def test_everything_is_missing_where_there_is_nobody() -> None:
    shortage = reasons(problem_of([demand(0, 8, 3)], []))

    assert shortage.lack == 3
    assert [each.core.lack for each in shortage.found] == [3]
    assert shortage.found[0].core.people == 0


def test_too_few_medics_of_one_shift_are_the_reason_and_not_the_rest() -> None:
    demands = [
        demand(0, 8, 4, skills=MEDIC, post_id=PostId("clinic")),
        demand(0, 8, 5, post_id=PostId("door")),
        demand(1, 8, 5, post_id=PostId("door")),
    ]
    problem = problem_of(demands, [people(A, 3, skills=MEDIC), people(A, 20)])

    found = reasons(problem).found

    core = found[0].core
    assert len(found) == 1
    assert [group.demands for group in core.groups] == [(0,)]
    assert (core.asked, core.lack, core.people) == (4, 1, 3)
    assert (core.proof, core.is_minimal) == (Proof.FLOW, True)
    assert [(way.kind, way.people, way.is_whole) for way in found[0].ways] == [
        (Kind.QUALIFY, 1, True),
        (Kind.REINFORCE, 1, True),
        (Kind.ASK_LESS, 1, False),
    ]


def test_rest_between_two_days_is_the_reason_and_who_may_sign_is_named() -> None:
    # Five finish at 24:00 and the five of 08:00 are the same ones: 8 hours of rest, not 11.
    demands = [demand(0, 16, 5, skills=GUARD), demand(1, 8, 5, skills=GUARD)]
    problem = problem_of(demands, [people(A, 7, skills=GUARD)])
    signature = Signature(powers=("set-aside-rule",), persons=(PersonId("chief"),))

    found = reasons(problem, params=Params(signatures={"rest_hours_min": signature})).found

    core = found[0].core
    assert (core.lack, core.binds, len(core.groups)) == (3, ("rest_hours_min",), 2)
    relax = next(way for way in found[0].ways if way.kind is Kind.RELAX)
    assert (relax.before, relax.after, relax.people, relax.is_whole) == (11, 8, 3, True)
    assert (relax.powers, relax.signers) == (("set-aside-rule",), (PersonId("chief"),))


def test_days_in_a_row_are_the_reason_over_several_days() -> None:
    rules = Rules(
        rest_seconds_min=11 * HOUR,
        tour_seconds_max=12 * HOUR,
        gate_seconds_max=2 * HOUR,
        handover_seconds=0,
        days_in_row_max=3,
    )
    demands = [demand(day, 8, 2) for day in range(4)]
    problem = problem_of(demands, [people(A, 2)], rules)

    found = reasons(problem).found

    core = found[0].core
    assert (core.lack, core.binds, core.proof) == (2, ("days_in_row_max",), Proof.SHARES)
    assert len(core.groups) == 4
    relax = next(way for way in found[0].ways if way.kind is Kind.RELAX)
    assert (relax.before, relax.after) == (3, 4)


def test_history_before_the_horizon_counts() -> None:
    rules = Rules(
        rest_seconds_min=11 * HOUR,
        tour_seconds_max=12 * HOUR,
        gate_seconds_max=2 * HOUR,
        handover_seconds=0,
        days_in_row_max=3,
    )
    tired = people(A, 2, history=History(last_end=-8 * HOUR, last_day=-1, days_in_row=3))
    fresh = people(B, 1)

    shortage = reasons(problem_of([demand(0, 8, 2)], [tired, fresh], rules))

    assert shortage.lack == 1


def test_what_a_roster_lacks_without_a_reason_is_said_so() -> None:
    problem = problem_of([demand(0, 8, 2)], [people(A, 2)])

    shortage = reasons(problem, [Missing(0, 1)])

    assert (shortage.lack, shortage.found) == (0, ())
    assert (shortage.unexplained, shortage.is_unexplained_possible) == (1, True)


def test_only_whole_people_are_too_few() -> None:
    # Three windows, of which each two are too long together, and 1.5 people would be enough:
    # half of each of three skills.
    demands = [demand(day, 8, 1, skills=MEDIC, post_id=PostId(f"X{day}")) for day in range(3)]
    rules = Rules(
        rest_seconds_min=11 * HOUR,
        tour_seconds_max=12 * HOUR,
        gate_seconds_max=2 * HOUR,
        handover_seconds=0,
        tours_max=1,
    )
    types = [people(A, 1, skills=MEDIC), people(B, 1, skills=MEDIC)]

    shortage = reasons(problem_of(demands, types, rules), [Missing(0, 1)])

    assert shortage.lack == 1
    assert shortage.found[0].core.binds == ("tours_max",)


def test_time_that_is_up_at_once_says_that_nothing_is_complete() -> None:
    shortage = reasons(problem_of([demand(0, 8, 2)], []), stop=lambda: True)

    assert (shortage.found, shortage.is_complete) == ((), False)


def test_graver_demands_are_explained_by_themselves() -> None:
    demands = [demand(0, 8, 2, priority=1), demand(0, 8, 2, priority=0)]

    found = reasons(problem_of(demands, [people(A, 1)])).found

    assert [{group.priority for group in each.core.groups} for each in found] == [{0}, {1}, {0, 1}]
    assert [each.core.lack for each in found] == [1, 1, 1]


def test_what_cores_lack_that_share_a_demand_does_not_add_up() -> None:
    # Whoever has the window in the middle has none of the others: without it, nothing is missing.
    demands = [demand(1, 0, priority=1), demand(1, 16), demand(2, 8)]

    shortage = reasons(problem_of(demands, [people(A, 1)]))

    everything = {place: each.count for place, each in enumerate(demands)}
    assert shortage.lack <= best_lack(problem_of(demands, [people(A, 1)]), everything)


def test_windows_that_one_tour_of_three_holds_are_no_reason() -> None:
    demands = [
        demand(0, hour, end=(hour + 4) * HOUR, post_id=PostId(f"P{hour}")) for hour in (6, 10, 14)
    ]
    short = replace(RULES, tour_seconds_max=10 * HOUR)

    enough = reasons(problem_of(demands, [people(A, 1)]))
    (only,) = reasons(problem_of(demands, [people(A, 1)], short)).found

    assert (enough.lack, enough.found) == (0, ())
    assert only.core.lack == 1
    longer = [way for way in only.ways if way.limit == "shift_hours_max"]
    assert [(way.before, way.after) for way in longer] == [(10.0, 12.0)]


def test_a_tour_of_three_that_goes_on_after_midnight_starts_on_the_day_before() -> None:
    demands = [demand(day, hour, end=day * DAY + (hour + 4) * HOUR)
               for day, hour in ((0, 20), (1, 0), (1, 4))]  # fmt: skip

    shortage = reasons(problem_of(demands, [people(A, 1)], replace(RULES, tours_max=1)))

    assert shortage.lack == 0


def test_a_way_out_that_only_moves_the_hole_is_not_offered() -> None:
    # The only learner is needed at the door at the same time.
    demands = [demand(0, 8, 1, skills=MEDIC), demand(0, 8, 1)]

    found = reasons(problem_of(demands, [people(A, 1)])).found

    ways = [way for each in found for way in each.ways if way.kind is Kind.QUALIFY]
    assert [way for way in ways if way.is_whole] == []


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Draw a problem so small that everything can be tried."""
    starts = [
        (draw(st.integers(0, 2)), draw(st.sampled_from([0, 4, 8, 16])))
        for _ in range(draw(st.integers(1, 4)))
    ]
    demands = [
        demand(
            day,
            hour,
            draw(st.integers(1, 2)),
            end=day * DAY + (hour + draw(st.sampled_from([4, 8]))) * HOUR,
            skills=draw(st.integers(0, 3)),
            units=draw(st.sampled_from([(), (A,), (B,)])),
            priority=draw(st.integers(0, 1)),
            post_id=PostId(f"P{number}"),
        )
        for number, (day, hour) in enumerate(starts)
    ]
    types = [
        OfficerType(
            unit_id=draw(st.sampled_from([A, B])),
            persons=tuple(PersonId(f"{number}-{each}") for each in range(draw(st.integers(1, 2)))),
            skills=draw(st.integers(0, 3)),
            away=draw(st.sampled_from([(), ((0, DAY),)])),
        )
        for number in range(draw(st.integers(1, 2)))
    ]
    rules = Rules(
        rest_seconds_min=11 * HOUR,
        tour_seconds_max=draw(st.sampled_from([8, 12, 16])) * HOUR,
        gate_seconds_max=2 * HOUR,
        handover_seconds=0,
        days_in_row_max=draw(st.sampled_from([None, 1, 2])),
        tours_max=draw(st.sampled_from([None, 1, 2])),
    )
    return problem_of(demands, types, rules)


def legal(demands: Sequence[Demand], rules: Rules) -> bool:
    """Say whether one person can have all of the windows: written down anew, tour by tour."""
    tours: list[list[Demand]] = []
    for each in sorted(demands, key=lambda d: (d.start, d.end)):
        if tours and each.start < tours[-1][-1].end:
            return False
        if tours and each.start == tours[-1][-1].end:
            tours[-1].append(each)
        else:
            tours.append([each])
    if any(
        tour[-1].end - tour[0].start > rules.tour_seconds_max and len(tour) > 1 for tour in tours
    ):
        return False
    pairs = pairwise(tours)
    if any(b[0].start - a[-1].end < rules.rest_seconds_min for a, b in pairs):
        return False
    days = sorted({tour[0].day for tour in tours})
    most = rules.days_in_row_max
    if most is not None and any(set(range(day, day + most + 1)) <= set(days) for day in days):
        return False
    return rules.tours_max is None or len(tours) <= rules.tours_max


def best_lack(problem: Problem, wanted: dict[int, int]) -> int:
    """Return what is missing at the least, of everything that can be done."""
    states = {tuple(sorted(wanted.items()))}
    for each in problem.types:
        able = [d for d in wanted if each.can(problem.demands[d])]
        choices = [
            chosen
            for size in range(len(able) + 1)
            for chosen in combinations(able, size)
            if legal([problem.demands[d] for d in chosen], problem.rules)
        ]
        for _ in each.persons:
            states = {after for state in states for after in _after(state, choices)}
    return min(sum(left for _, left in state) for state in states)


def _after(
    state: tuple[tuple[int, int], ...], choices: Sequence[tuple[int, ...]]
) -> Iterator[tuple[tuple[int, int], ...]]:
    for chosen in choices:
        yield tuple((d, max(left - (d in chosen), 0)) for d, left in state)


@given(problem=tiny())
@settings(max_examples=120, deadline=None)
def test_every_reason_holds_against_everything_that_can_be_tried(problem: Problem) -> None:
    everything = {place: each.count for place, each in enumerate(problem.demands)}
    least = best_lack(problem, everything)

    shortage = reasons(problem, [Missing(0, least)] if least else [])

    assert shortage.lack <= least
    assert shortage.is_complete
    for each in shortage.found:
        asked = core_of(problem, each.core.groups)
        assert best_lack(problem, asked) >= each.core.lack
        for way in each.ways:
            assert holds(way)


def core_of(problem: Problem, groups: Sequence[object]) -> dict[int, int]:
    """Return by demand how many of it the core asks for."""
    asked: dict[int, int] = {}
    for group in groups:
        left = group.count  # type: ignore[attr-defined]  # a group
        for place in group.demands:  # type: ignore[attr-defined]  # a group
            asked[place] = min(left, problem.demands[place].count)
            left -= asked[place]
    return asked


def holds(way: WayOut) -> bool:
    """Say whether the way was solved again."""
    return way.kind is Kind.ASK_LESS or way.is_whole


@pytest.mark.parametrize("count", [3_500])
def test_one_shift_of_thousands_is_explained_exactly(count: int) -> None:
    demands = [demand(0, 8, 95, post_id=PostId(f"S{each}"), units=(UnitId(f"U{each % 35}"),))
               for each in range(27)]  # fmt: skip
    demands.append(demand(0, 8, 101, units=(UnitId("U30"),), post_id=PostId("sector")))
    types = [people(UnitId(f"U{each}"), count // 35) for each in range(35)]

    found = reasons(problem_of(demands, types)).found

    assert [(each.core.asked, each.core.lack) for each in found] == [(101, 1)]


@pytest.mark.parametrize("looks", [0, 1, 2, 5, 10, 20, 40, 80, 160])
def test_time_that_is_up_at_any_look_keeps_what_was_found(looks: int) -> None:
    demands = [
        demand(0, 8, 4, skills=MEDIC, post_id=PostId("clinic")),
        demand(0, 16, 5, skills=GUARD),
        demand(1, 8, 5, skills=GUARD),
    ]
    types = [people(A, 3, skills=MEDIC), people(A, 7, skills=GUARD)]
    seen: list[int] = []

    def stop() -> bool:
        seen.append(1)
        return len(seen) > looks

    problem = problem_of(demands, types)
    shortage = reasons(problem, [Missing(0, 1), Missing(1, 3)], stop=stop)

    whole = reasons(problem, [Missing(0, 1), Missing(1, 3)])
    cores = [set(group.demands) for each in whole.found for group in each.core.groups]
    assert shortage.lack <= whole.lack == 4
    assert all(set(g.demands) in cores for each in shortage.found for g in each.core.groups)
    assert shortage.is_complete == (len(seen) <= looks)


def test_solver_that_gives_up_leaves_reasons_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    status = highspy.HighsModelStatus.kSolveError
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: status)

    shortage = reasons(problem_of([demand(0, 8, 3)], []))

    assert (shortage.found, shortage.is_complete) == ((), False)
