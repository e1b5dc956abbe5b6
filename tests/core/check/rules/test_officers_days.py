from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from summitry.check.run import check
from summitry.plan.attestation import Attestations
from summitry.plan.organisation import Unit
from summitry.plan.posts import Shift
from summitry.plan.resources import BaseDuty, Welfare
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, HOUR, NOW, OPENS, found, limit

GUESTS = Unit(unit_id="guests", name="Guests", visiting=True)
SECOND = timedelta(seconds=1)
BOOKED = Welfare(
    welfare_id="w",
    unit_id="guests",
    start=OPENS - 10 * HOUR,
    end=OPENS + 40 * HOUR,
    beds=2,
    meals=6,
    rides=1,
)


def shift(who, start=OPENS, unit="guests", slot=1):
    return Shift(
        post_id="p", start=start, slot=slot, end=start + 8 * HOUR, person_id=who, unit_id=unit
    )


TWO = (shift("a"), shift("b", slot=2))


def code_46(*rows):
    findings = found("C-46", [GUESTS, *rows])
    return [
        (f.case, f.key, f.facts["day"], f.facts["heads"], f.facts.get("have"), f.facts.get("need"))
        for f in findings
    ]


def test_enough_for_everybody_on_duty_is_right():
    assert code_46(BOOKED, *TWO) == []


@pytest.mark.parametrize(
    ("cells", "gap"),
    [
        ({"beds": 1}, ("beds", 1, 2)),
        ({"meals": 5}, ("meals", 5, 6)),
        ({"rides": 0}, ("rides", 0, 1)),
    ],
)
def test_one_too_few_is_told(cells, gap):
    what, have, need = gap

    assert code_46(replace(BOOKED, **cells), *TWO) == [
        (what, "guests", "2025-10-25", 2, have, need)
    ]


def test_nothing_booked_is_told_once():
    assert code_46(*TWO) == [("none", "guests", "2025-10-25", 2, None, None)]


def test_what_several_rows_book_is_added_up():
    half = replace(BOOKED, beds=1, meals=3, rides=1)

    assert code_46(half, replace(half, welfare_id="x"), *TWO) == []


def test_the_day_that_is_worst_is_told():
    later = [shift(who, OPENS + 24 * HOUR, slot=n + 1) for n, who in enumerate("abcd")]
    plenty = replace(BOOKED, meals=12, rides=2)

    assert code_46(plenty, *TWO, *later) == [("beds", "guests", "2025-10-26", 4, 2, 4)]


def test_what_is_booked_counts_for_each_day_that_it_touches():
    midnight = datetime(2025, 10, 25, tzinfo=UTC)
    touches = replace(BOOKED, start=midnight - 9 * HOUR, end=midnight + SECOND)

    assert code_46(touches, *TWO) == []
    assert len(code_46(replace(touches, end=midnight), *TWO)) == 3


def test_two_shifts_of_one_person_on_a_day_are_one_head():
    again = shift("a", OPENS + 10 * HOUR)

    assert code_46(BOOKED, *TWO, again) == []


def test_a_unit_at_home_or_without_duty_needs_nothing():
    assert found("C-46", [replace(GUESTS, visiting=False), *TWO]) == ()
    assert code_46() == []
    assert code_46(*(replace(each, unit_id="police") for each in TWO)) == []


def test_the_day_is_that_of_the_venue():
    event = replace(EVENT, timezone="Asia/Ho_Chi_Minh")
    evening = [shift("a", datetime(2025, 10, 24, 18, tzinfo=UTC))]

    findings = check(Snapshot.of([event, GUESTS, *evening]), Attestations(), at=NOW).findings

    assert [f.facts["day"] for f in findings if f.code == "C-46"] == ["2025-10-25"]


def test_the_host_sets_the_shares():
    assert code_46(BOOKED, *TWO, limit("meals_share_min", 3.5)) == [
        ("meals", "guests", "2025-10-25", 2, 6, 7)
    ]
    assert code_46(BOOKED, *TWO, limit("beds_share_min", 1.5)) == [
        ("beds", "guests", "2025-10-25", 2, 2, 3)
    ]
    assert code_46(BOOKED, *TWO, limit("rides_share_min", 1)) == [
        ("rides", "guests", "2025-10-25", 2, 1, 2)
    ]


# C-48

DUTY = BaseDuty(unit_id="police", day=date(2025, 10, 25), headcount_min=5, strength=7)
OWN = tuple(replace(each, unit_id="police") for each in TWO)


def code_48(*rows):
    return [(f.key, f.facts["heads"], f.facts["left"]) for f in found("C-48", rows)]


def test_exactly_enough_left_for_everyday_duty_is_right():
    assert code_48(DUTY, *OWN) == []


def test_one_too_few_left_is_told():
    assert code_48(replace(DUTY, strength=6), *OWN) == [("police|2025-10-25", 2, 4)]
    assert code_48(DUTY, *OWN, replace(shift("c", slot=3), unit_id="police")) == [
        ("police|2025-10-25", 3, 4)
    ]


def test_other_units_and_days_do_not_count():
    tomorrow = replace(DUTY, day=date(2025, 10, 26))

    assert code_48(DUTY, *TWO, shift("x", OPENS + 24 * HOUR, "police")) == []
    assert code_48(tomorrow, *OWN, shift("x", unit="police", slot=3)) == []


def test_a_unit_that_is_short_without_the_event_is_told_too():
    assert code_48(replace(DUTY, strength=4)) == [("police|2025-10-25", 0, 4)]
