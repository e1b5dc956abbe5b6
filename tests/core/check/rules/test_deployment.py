import pytest

from summitry.kit.time import Interval
from summitry.plan.access import Arrival, Gate
from summitry.plan.organisation import Person
from summitry.plan.places import Zone
from tests.plans.one_rule import CLOSES, DAY, HOUR, MINUTE, OPENS, found, limit, told
from tests.plans.posted import posted

COME = OPENS - HOUR
RING = Zone(zone_id="ring", site_id="hall", name="Ring")
GATE = Gate(
    gate_id="gate",
    name="Gate",
    zone_id="ring",
    lanes=4,
    lane_persons_per_hour=400,
    opens=OPENS - 4 * HOUR,
    closes=CLOSES,
)


def arrival(start=COME, persons=100):
    return Arrival(gate_id="gate", start=start, end=start + HOUR, persons=persons)


@pytest.mark.parametrize(("lead", "expected"), [(30, []), (29, [1])])
def test_gate_is_held_half_an_hour_before_the_first_who_comes(lead, expected):
    rows = posted(start=COME - lead * MINUTE, gate_id="gate")

    findings = found("C-26", [RING, GATE, arrival(), *rows])

    assert [finding.facts["minutes"] for finding in findings] == expected


def test_margin_is_the_event_s_own():
    rows = [RING, GATE, arrival(), *posted(start=COME, gate_id="gate")]

    findings = found("C-26", rows)

    assert told(findings) == [("", "posts", "post", "gate 2025-10-25", "high")]
    assert (findings[0].start, findings[0].end) == (COME - 30 * MINUTE, COME)
    assert findings[0].facts["first"] == COME
    assert found("C-26", [*rows, limit("deployment_minutes_min", 0)]) == ()


def test_post_whose_first_shift_comes_later_is_found():
    rows = posted(start=COME - HOUR, shifts=[Interval(COME, CLOSES)], gate_id="gate")

    (finding,) = found("C-26", [RING, GATE, arrival(), *rows])

    assert finding.facts["minutes"] == 30


def test_of_two_posts_that_are_late_the_first_is_named():
    rows = [
        *posted("late", start=COME + HOUR, gate_id="gate"),
        *posted("first", start=COME - 10 * MINUTE, gate_id="gate"),
    ]

    (finding,) = found("C-26", [RING, GATE, arrival(), *rows])

    assert (finding.key, finding.facts["minutes"]) == ("first", 20)


def test_every_day_has_its_own_first():
    rows = posted(start=COME - HOUR, end=CLOSES, shifts=[Interval(COME - HOUR, OPENS + 6 * HOUR)])

    findings = found("C-26", [RING, GATE, arrival(), arrival(COME + DAY), *rows])

    assert [finding.discriminator for finding in findings] == ["gate 2025-10-26"]


def test_day_on_which_people_come_after_the_last_post_has_left_is_found():
    rows = posted(start=COME - HOUR, end=OPENS + 6 * HOUR, gate_id="gate")

    (finding,) = found("C-26", [RING, GATE, arrival(), arrival(COME + DAY), *rows])

    assert (finding.key, finding.discriminator) == ("post", "gate 2025-10-26")
    assert finding.facts["minutes"] == 30


def test_nobody_comes_where_a_curve_counts_none():
    rows = [RING, GATE, arrival(persons=0), *posted(start=COME, gate_id="gate")]

    assert found("C-26", rows) == ()


def test_posts_of_the_site_stand_in_where_none_is_tied_to_the_gate():
    assert found("C-26", [RING, GATE, arrival(), *posted(start=COME - HOUR)]) == ()
    (finding,) = found("C-26", [RING, GATE, arrival(), *posted(start=COME)])
    assert finding.key == "post"


def test_gate_without_any_post_is_told_elsewhere():
    away = posted(site_id="hotel")

    assert found("C-26", [RING, GATE, arrival(), *away]) == ()
    assert found("C-26", [arrival(), *away]) == ()


@pytest.mark.parametrize(("hours", "expected"), [(12, []), (12.5, [""])])
def test_post_longer_than_a_shift_needs_somebody_more(hours, expected):
    end = OPENS + hours * HOUR

    findings = found("C-55", posted(end=end))

    assert [finding.case for finding in findings] == expected
    relieved = posted(end=end, shifts=[Interval(OPENS, end), Interval(OPENS + HOUR, end)])
    assert found("C-55", relieved) == ()


@pytest.mark.parametrize(("hours", "expected"), [(2, []), (2.5, ["gate"])])
def test_gate_needs_a_reserve_after_two_hours(hours, expected):
    findings = found("C-55", posted(end=OPENS + hours * HOUR, gate_id="gate", heads=2))

    assert [finding.case for finding in findings] == expected


def test_relief_is_told_with_its_numbers():
    (finding,) = found("C-55", posted(heads=3, field="fire"))

    assert told([finding]) == [("", "posts", "post", "", "high")]
    assert finding.facts == {
        "post": "post",
        "gate": None,
        "hours": 30.0,
        "limit": 12.0,
        "headcount": 3,
        "persons": 3,
    }
    assert finding.field.value == "fire"


def test_limits_of_duty_are_the_event_s_own():
    assert found("C-55", [*posted(), limit("shift_hours_max", 30)]) == ()


def test_post_without_a_roster_is_told_elsewhere():
    assert found("C-55", posted(shifts=[])) == ()


def test_who_stands_outside_the_post_s_time_or_is_unknown_relieves_nobody():
    before = posted(shifts=[Interval(OPENS - 2 * HOUR, OPENS), Interval(OPENS, CLOSES)])
    unknown = [row for row in before if not isinstance(row, Person) or "-1-" in row.person_id]

    assert [finding.facts["persons"] for finding in found("C-55", before)] == [1]
    assert [finding.facts["persons"] for finding in found("C-55", unknown)] == [1]
