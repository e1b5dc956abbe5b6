import pytest
from msgspec.structs import replace

from summitry.kit.time import Interval
from summitry.outcome.live import LiveState
from summitry.plan.access import Arrival, Gate
from summitry.plan.places import Zone
from summitry.plan.readiness import (
    Measured,
    ThreatIndicator,
    Trigger,
)
from tests.plans.one_rule import (
    HOUR,
    MINUTE,
    OPENS,
    during,
    found,
    limit,
)


def gate(gate_id, **cells):
    hours = {"opens": OPENS - HOUR, "closes": OPENS + HOUR}
    return Gate(
        **{
            "gate_id": gate_id,
            "name": gate_id,
            "zone_id": "ring",
            "lanes": 2,
            "lane_persons_per_hour": 100,
            **hours,
            **cells,
        }
    )


RING = Zone(zone_id="ring", site_id="hall", name="Ring", capacity_max=500)
NORTH, SOUTH = gate("north"), gate("south")
COMING = Arrival(gate_id="north", start=OPENS - HOUR, end=OPENS, persons=90)
QUEUE = Trigger(
    trigger_id="queue",
    title="Queue",
    measured=Measured.QUEUE_MINUTES,
    threshold=15,
    gate_id="north",
    diversion_gate_ids=("south",),
)


def gates(*rows, live=None):
    gaps = found("C-24", [RING, NORTH, COMING, *rows], live=live or LiveState())
    return [(gap.case, gap.key) for gap in gaps]


def test_gate_with_a_diversion_that_is_open_is_silent():
    assert gates(SOUTH, QUEUE) == []


def test_gate_that_people_come_to_needs_a_trigger():
    assert gates(SOUTH) == [("none", "north")]
    assert gates(SOUTH, replace(QUEUE, gate_id="south")) == [("none", "north")]
    assert gates(SOUTH, replace(QUEUE, measured=Measured.REPORTS)) == [("none", "north")]


def test_gate_that_nobody_comes_to_needs_none():
    assert found("C-24", [RING, NORTH, replace(COMING, persons=0)]) == ()
    assert found("C-24", [RING, NORTH]) == ()


def test_trigger_later_than_the_longest_wait_is_too_late():
    assert gates(SOUTH, replace(QUEUE, threshold=15.5)) == [("late", "north")]
    assert gates(SOUTH, QUEUE, limit("queue_minutes_max", 14)) == [("late", "north")]


@pytest.mark.parametrize(
    "others",
    [
        [],
        ["north"],
        ["nowhere"],
    ],
)
def test_diversion_must_be_another_gate_of_the_plan(others):
    trigger = replace(QUEUE, diversion_gate_ids=tuple(others))

    assert gates(SOUTH, trigger) == [("no-diversion", "north")]


def test_diversion_must_be_open_all_the_time_in_which_people_come():
    late = gate("south", opens=OPENS - HOUR + MINUTE)

    assert gates(late, QUEUE) == [("no-diversion", "north")]


def test_diversion_may_be_shut_in_the_night_between_two_days_of_arrivals():
    tomorrow = replace(COMING, start=OPENS + 23 * HOUR, end=OPENS + 24 * HOUR)
    long = replace(NORTH, closes=OPENS + 25 * HOUR)
    second = gate("south-2", opens=OPENS + 23 * HOUR, closes=OPENS + 25 * HOUR)
    both = replace(QUEUE, diversion_gate_ids=("south", "south-2"))

    findings = found("C-24", [RING, long, COMING, tomorrow, SOUTH, second, both])

    assert findings == ()
    assert len(found("C-24", [RING, long, COMING, tomorrow, SOUTH, second, QUEUE])) == 1


def test_diversion_that_is_shut_on_the_day_is_none():
    live = LiveState(shut_gates=(("south", during(-30, -20)),))

    assert gates(SOUTH, QUEUE, live=live) == [("no-diversion", "north")]


def test_diversion_may_be_shut_in_the_night_between_two_days_of_coming():
    days = {"opens": OPENS - HOUR, "closes": OPENS + 26 * HOUR}
    again = replace(COMING, start=OPENS + 24 * HOUR, end=OPENS + 25 * HOUR)
    night = LiveState(shut_gates=(("south", Interval(OPENS + HOUR, OPENS + 20 * HOUR)),))
    morning = LiveState(shut_gates=(("south", Interval(OPENS + HOUR, again.end)),))

    assert gates(gate("south", **days), again, QUEUE, live=night) == []
    assert gates(gate("south", **days), again, QUEUE, live=morning) == [("no-diversion", "north")]


def test_action_in_words_is_enough_only_where_no_other_gate_of_the_site_is_open():
    words = replace(QUEUE, diversion_gate_ids=(), action="Open the spare lane")
    elsewhere = Zone(zone_id="far", site_id="house", name="Far")

    assert gates(words) == []
    assert gates(SOUTH, words) == [("no-diversion", "north")]
    assert gates(elsewhere, gate("south", zone_id="far"), words) == []


SIGN = ThreatIndicator(
    indicator_id="sign", title="Sign", risk_id="fire", watched="By posts", trigger_id="queue"
)


@pytest.mark.parametrize(
    ("cells", "cases"),
    [({}, []), ({"trigger_id": None}, ["trigger"]), ({"watched": " "}, ["watched"])],
)
def test_indicator_is_watched_and_fires_a_trigger(cells, cases):
    assert [gap.case for gap in found("C-121", [replace(SIGN, **cells)])] == cases


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({}, []),
        ({"diversion_gate_ids": ()}, ["action"]),
        ({"diversion_gate_ids": (), "action": "Open"}, []),
        ({"diversion_gate_ids": (), "contingency_id": "fire"}, []),
        ({"gate_id": None}, ["subject"]),
        ({"measured": Measured.ZONE_PERSONS}, ["subject"]),
        ({"measured": Measured.ZONE_PERSONS, "zone_id": "ring", "threshold": 500}, []),
        ({"measured": Measured.ZONE_PERSONS, "zone_id": "ring", "threshold": 501}, ["beyond"]),
        ({"measured": Measured.PERSONS_PER_MINUTE}, []),
        ({"measured": Measured.RADIO_SILENCE_MINUTES}, ["subject"]),
        ({"measured": Measured.OTHER, "gate_id": None}, []),
        ({"threshold": 0}, ["always"]),
    ],
)
def test_trigger_measures_something_somewhere_and_starts_something(cells, cases):
    assert [gap.case for gap in found("C-122", [RING, replace(QUEUE, **cells)])] == cases
