"""Ways out of a shortage: the right kind of help, and limits only as far as may be signed for."""

from math import inf

import pytest
from msgspec.structs import replace

from summitry.kit.ids import PostId
from summitry.roster.reasons.answer import Kind, Prices, WayOut
from summitry.roster.reasons.find import Params, reasons
from summitry.roster.staffing.problem import Cap, Kept, Problem, Rules
from tests.core.roster.reasons.test_find import DAY, HOUR, MEDIC, A, B, demand, people, problem_of


def ways_of(problem: Problem) -> dict[Kind, WayOut]:
    """Return the ways out of the only core."""
    (only,) = reasons(problem).found
    return {way.kind: way for way in only.ways}


def test_the_way_between_two_sites_is_the_reason() -> None:
    demands = [demand(0, 8, site="north"), demand(0, 16, site="south")]
    rules = Rules(
        rest_seconds_min=11 * HOUR, tour_seconds_max=16 * HOUR, gate_seconds_max=2 * HOUR,
        handover_seconds=0,
    )  # fmt: skip

    apart = reasons(problem_of(demands, [people(A, 1)], rules))
    one_site = reasons(problem_of([demand(0, 8), demand(0, 16)], [people(A, 1)], rules))

    assert one_site.found == ()
    (only,) = apart.found
    assert (only.core.lack, only.core.binds) == (1, ("ways",))
    assert only.hopeless == ()


def test_who_holds_it_not_long_enough_is_renewed_and_not_trained_anew() -> None:
    late = people(A, 2, skills=MEDIC, expires=((0, 12 * HOUR),))

    ways = ways_of(problem_of([demand(0, 8, skills=MEDIC)], [late]))

    assert (ways[Kind.RENEW].people, ways[Kind.RENEW].skills) == (1, MEDIC)
    assert Kind.QUALIFY not in ways
    assert min(ways.values(), key=lambda way: way.price).kind is Kind.RENEW


def test_who_is_on_leave_is_called_back_unless_that_is_not_offered() -> None:
    problem = problem_of([demand(0, 8)], [people(A, 3, away=((0, DAY),))])

    (only,) = reasons(problem, params=Params(prices=Prices(recall_hours=inf))).found

    assert ways_of(problem)[Kind.RECALL].people == 1
    assert Kind.RECALL not in {way.kind for way in only.ways}


@pytest.mark.parametrize(
    "stays",
    [
        {"caps": (Cap(unit_id=A, day=0, people_max=3, people_home=3),)},
        {"kept": (Kept(unit_id=A, start=0, end=DAY, people_max=3, people_home=3),)},
    ],
)
def test_nobody_is_called_back_from_a_unit_whose_people_must_stay(
    stays: dict[str, object],
) -> None:
    types = [people(A, 3, away=((0, DAY),)), people(B, 1, away=((0, DAY),))]
    problem = replace(problem_of([demand(0, 8)], types), **stays)

    assert ways_of(problem)[Kind.RECALL].unit_id == B


def test_a_limit_gives_way_by_quarters_of_an_hour_and_no_further_than_may_be_signed_for() -> None:
    first = demand(0, 0)
    near = demand(0, 18, start=18 * HOUR + 25 * 60, end=26 * HOUR)
    far = demand(0, 10, start=10 * HOUR, end=18 * HOUR)

    (close,) = reasons(problem_of([first, near], [people(A, 1)])).found
    (beyond,) = reasons(problem_of([first, far], [people(A, 1)])).found

    relaxed = [way for way in close.ways if way.kind is Kind.RELAX]
    assert [(way.limit, way.before, way.after) for way in relaxed] == [
        ("rest_hours_min", 11.0, 10.25)
    ]
    assert close.hopeless == ()
    assert not [way for way in beyond.ways if way.kind is Kind.RELAX]
    assert beyond.hopeless == ("rest_hours_min",)


def test_units_that_share_nobody_are_explained_apart() -> None:
    demands = [
        demand(0, 8, units=(A,), post_id=PostId("a")),
        demand(0, 8, units=(B,), post_id=PostId("b")),
    ]

    shortage = reasons(problem_of(demands, []))

    assert (shortage.lack, len(shortage.found), shortage.is_complete) == (2, 2, True)


def test_a_full_week_is_a_reason_and_gives_way_as_far_as_may_be_signed_for() -> None:
    rules = Rules(
        rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=2 * HOUR,
        handover_seconds=0, week_seconds_max=48 * HOUR,
    )  # fmt: skip
    week = [demand(day, 8) for day in range(7)]

    ways = ways_of(problem_of(week, [people(A, 1)], rules))
    (only,) = reasons(problem_of(week, [people(A, 1)], rules)).found

    assert reasons(problem_of(week[:6], [people(A, 1)], rules)).found == ()
    assert (only.core.lack, only.core.binds) == (1, ("week_hours_max",))
    assert (ways[Kind.RELAX].before, ways[Kind.RELAX].after) == (48, 56)
    assert ways[Kind.REINFORCE].people == 1
