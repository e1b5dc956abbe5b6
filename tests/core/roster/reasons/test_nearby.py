"""Only what shares people with what is missing is looked at, and nothing of that is lost."""

from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.reasons.nearby import nearby
from summitry.roster.staffing.problem import Demand, Missing, OfficerType, Problem, Rules

HOUR = 3_600
A, B, C, D = (UnitId(name) for name in "ABCD")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _demand(name: str, *units: UnitId) -> Demand:
    return Demand(post_id=PostId(name), start=0, end=8 * HOUR, day=0, units=units)


def _officer(unit: UnitId) -> OfficerType:
    return OfficerType(unit_id=unit, persons=(PersonId(f"o-{unit}"),))


PROBLEM = Problem(
    demands=(_demand("a", A), _demand("b", B), _demand("bc", B, C), _demand("d", D)),
    types=tuple(map(_officer, (A, B, C, D))),
    rules=RULES,
)


def test_units_that_may_serve_one_demand_stay_together() -> None:
    near, missing = nearby(PROBLEM, [Missing(1, 1)])

    assert [each.post_id for each in near.demands] == ["b", "bc"]
    assert [each.unit_id for each in near.types] == [B, C]
    assert missing == (Missing(0, 1),)


def test_demand_for_anybody_leaves_nothing_out() -> None:
    anybody = replace(PROBLEM, demands=(*PROBLEM.demands, _demand("any")))

    assert nearby(anybody, [Missing(0, 1)]) == (anybody, (Missing(0, 1),))


def test_periods_are_counted_from_the_first_day_of_all() -> None:
    counted = replace(PROBLEM, rules=replace(RULES, tours_max=2, period_days=7))

    assert nearby(counted, [Missing(3, 1)]) == (counted, (Missing(3, 1),))


def test_unit_without_people_is_kept_with_what_it_lacks() -> None:
    empty = replace(PROBLEM, types=())

    near, missing = nearby(empty, [Missing(3, 1)])

    assert [each.post_id for each in near.demands] == ["d"]
    assert (near.types, missing) == ((), (Missing(0, 1),))
