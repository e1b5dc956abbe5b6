import pytest

from summitry.outcome.finding import Status
from summitry.plan.movements import TravelTime
from summitry.plan.organisation import Person
from summitry.plan.places import Site
from summitry.plan.posts import Post, Shift
from tests.plans.one_rule import DAY, HOUR, MINUTE, OPENS, found, limit, told


def post(post_id, *, site_id="hall", gate_id=None):
    return Post(
        post_id=post_id,
        name=post_id,
        site_id=site_id,
        start=OPENS - DAY,
        end=OPENS + 3 * DAY,
        gate_id=gate_id,
    )


PERSON = Person(person_id="a", unit_id="police")
POSTS = [
    post("door"),
    post("yard"),
    post("hotel", site_id="hotel"),
    post("north", gate_id="north"),
    post("north-bags", gate_id="north"),
    post("south", gate_id="south"),
]


def shift(post_id, hour_from, hour_to, *, person_id="a", slot=1):
    return Shift(
        post_id=post_id,
        start=OPENS + hour_from * HOUR,
        slot=slot,
        end=OPENS + hour_to * HOUR,
        person_id=person_id,
        unit_id="police",
    )


def of(code, *rows):
    return found(code, [PERSON, *POSTS, *rows])


# C-53: on two posts at once


def test_two_posts_at_once_are_critical():
    findings = of("C-53", shift("door", 0, 5), shift("yard", 4, 8))

    assert told(findings) == [("", "persons", "a", "door+yard:2025-10-25", "critical")]
    assert findings[0].facts == {"person": "a", "post": "door", "other_post": "yard"}
    assert ((findings[0].start, findings[0].end)) == (OPENS + 4 * HOUR, OPENS + 5 * HOUR)


def test_one_post_after_the_other_is_fine():
    assert of("C-53", shift("door", 0, 4), shift("yard", 4, 8)) == ()


def test_the_same_post_twice_is_one_person_there():
    assert of("C-53", shift("door", 0, 5), shift("door", 4, 8, slot=2)) == ()


def test_three_posts_at_once_are_three_pairs():
    findings = of("C-53", shift("door", 0, 5), shift("yard", 0, 5), shift("hotel", 0, 5))

    assert [f.discriminator.split(":")[0] for f in findings] == [
        "door+hotel",
        "door+yard",
        "hotel+yard",
    ]


def test_a_person_the_plan_does_not_have_is_no_matter_of_duty():
    shifts = [shift("door", 0, 5, person_id="b"), shift("yard", 0, 50, person_id="b")]

    assert [of(code, *shifts) for code in ("C-53", "C-54", "C-57")] == [(), (), ()]


# C-54: rest, length, gates


def test_a_rest_at_the_limit_is_enough():
    assert of("C-54", shift("door", 0, 8), shift("door", 19, 27)) == ()


def test_a_rest_below_the_limit_is_too_short():
    findings = of("C-54", shift("door", 0, 8), shift("yard", 18.5, 26))

    assert told(findings) == [("rest", "persons", "a", "rest:2025-10-25", "high")]
    assert findings[0].facts == {
        "person": "a",
        "post": "yard",
        "gate": None,
        "hours": 10.5,
        "limit_hours": 11.0,
    }
    assert (findings[0].start, findings[0].end) == (OPENS + 8 * HOUR, OPENS + 18.5 * HOUR)


def test_a_change_of_post_without_a_break_is_one_duty():
    assert of("C-54", shift("door", 0, 6), shift("yard", 6, 12)) == ()


def test_a_duty_above_the_limit_is_too_long_over_several_posts():
    findings = of("C-54", shift("door", 0, 6), shift("yard", 6, 12.5))

    assert told(findings) == [("long", "persons", "a", "long:2025-10-25", "high")]
    assert findings[0].facts["hours"] == 12.5


def test_two_hours_at_a_gate_are_fine():
    assert of("C-54", shift("north", 0, 2)) == ()


def test_more_than_two_hours_at_a_gate_are_too_long():
    findings = of("C-54", shift("north", 0, 1), shift("north-bags", 1, 2.5))

    assert told(findings) == [("gate", "persons", "a", "gate:north:2025-10-25", "high")]
    assert findings[0].facts["hours"] == 2.5


def test_relief_at_another_place_ends_the_time_at_a_gate():
    shifts = [shift("north", 0, 2), shift("door", 2, 3), shift("north", 3, 5), shift("south", 5, 7)]

    assert of("C-54", *shifts) == ()


@pytest.mark.parametrize(
    ("name", "value", "case"),
    [("rest_hours_min", 12.5, "rest"), ("shift_hours_max", 7.5, "long")],
)
def test_the_event_sets_its_own_limits(name, value, case):
    shifts = [shift("door", 0, 8), shift("door", 20, 27)]

    assert of("C-54", *shifts) == ()
    assert [f.case for f in of("C-54", *shifts, limit(name, value))] == [case]


# C-57: the way between

WAY = TravelTime(from_site_id="hall", to_site_id="hotel", minutes=30)


def moving(minutes, *rows, there="door", then="hotel"):
    return of("C-57", shift(there, 0, 8), shift(then, 8 + minutes / 60, 16), *rows)


def test_time_for_the_way_is_enough():
    assert moving(30, WAY) == ()


def test_a_minute_less_than_the_way_is_too_little():
    findings = moving(29, WAY)

    assert told(findings) == [("", "persons", "a", "door>hotel:2025-10-25", "high")]
    assert findings[0].facts == {
        "person": "a",
        "from_post": "door",
        "to_post": "hotel",
        "from_site": "hall",
        "to_site": "hotel",
        "minutes": 29.0,
        "minutes_min": 30.0,
    }
    assert (findings[0].start, findings[0].end) == (
        OPENS + 8 * HOUR,
        OPENS + 8 * HOUR + 29 * MINUTE,
    )


def test_the_way_back_is_as_long_as_the_way_there():
    assert [f.case for f in moving(29, WAY, there="hotel", then="door")] == [""]


def test_the_way_back_may_have_its_own_time():
    back = TravelTime(from_site_id="hotel", to_site_id="hall", minutes=10)

    assert moving(10, WAY, back, there="hotel", then="door") == ()
    assert [f.case for f in moving(9, WAY, back, there="hotel", then="door")] == [""]


SITES = [Site(site_id=key, name=key) for key in ("hall", "hotel")]


def test_an_unknown_way_is_told_once_as_unknown():
    findings = moving(29, shift("door", 16, 17), *SITES)

    assert told(findings) == [("unknown", "sites", "hall", "hotel", "high")]
    assert findings[0].status is Status.UNKNOWN
    assert findings[0].facts == {"from_site": "hall", "to_site": "hotel", "persons": 1}


@pytest.mark.parametrize(("minutes", "number"), [(12 * 60 - 1, 1), (12 * 60, 0)])
def test_a_way_for_which_there_is_half_a_day_need_not_be_known(minutes, number):
    later = Shift(
        post_id="hotel",
        start=OPENS + minutes * MINUTE,
        slot=1,
        end=OPENS + minutes * MINUTE + HOUR,
        person_id="a",
        unit_id="police",
    )

    assert len(of("C-57", *SITES, shift("door", -2, 0), later)) == number


def test_a_site_that_the_plan_does_not_have_is_not_told_again_as_an_unknown_way():
    assert moving(29, SITES[0]) == ()


def test_within_a_site_the_limit_of_the_event_counts():
    minutes = limit("same_site_minutes", 5)

    assert moving(0, then="yard") == ()
    assert moving(5, minutes, then="yard") == ()
    assert [f.facts["minutes_min"] for f in moving(4, minutes, then="yard")] == [5.0]
