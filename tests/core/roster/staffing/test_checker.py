"""Of a roster that stands what breaks no rule is kept."""

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.checker import legal_part
from summitry.roster.staffing.problem import Assignment, Demand, OfficerType, Problem, Rules

HOUR = 3_600
UNIT = UnitId("U")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _demand(shift: int) -> Demand:
    start = shift * 8 * HOUR
    return Demand(post_id=PostId("P"), start=start, end=start + 8 * HOUR, day=shift // 3)


def test_who_breaks_no_rule_keeps_all_and_who_does_keeps_what_comes_before() -> None:
    persons = (PersonId("good"), PersonId("tired"))
    problem = Problem(
        demands=tuple(map(_demand, range(7))),
        types=(OfficerType(unit_id=UNIT, persons=persons),),
        rules=RULES,
    )
    good = [Assignment(place, persons[0]) for place in (0, 3, 6)]
    tired = [Assignment(place, persons[1]) for place in (0, 3, 4, 6)]
    unknown = Assignment(2, PersonId("nobody"))

    kept = set(legal_part(problem, [*tired, unknown, *good]))

    assert kept == {*good, *(tired[place] for place in (0, 1, 3))}
