import pytest
from msgspec.structs import replace

from summitry.outcome.live import LiveState
from summitry.plan.access import Arrival, Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Site, Zone
from summitry.plan.readiness import (
    Exercise,
    ExerciseKind,
    Measured,
    SiteWindow,
    ThreatIndicator,
    Trigger,
)
from summitry.plan.risks import Contingency, Risk
from summitry.plan.terms import Treatment
from tests.plans.one_rule import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    OPENS,
    during,
    found,
    limit,
    person,
    told,
    word,
)

EXERCISED = AttestationKind.EXERCISED


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


def test_diversion_that_is_shut_on_the_day_is_none():
    live = LiveState(shut_gates=(("south", during(-30, -20)),))

    assert gates(SOUTH, QUEUE, live=live) == [("no-diversion", "north")]


def test_action_in_words_is_enough_only_where_no_other_gate_of_the_site_is_open():
    words = replace(QUEUE, diversion_gate_ids=(), action="Open the spare lane")
    elsewhere = Zone(zone_id="far", site_id="house", name="Far")

    assert gates(words) == []
    assert gates(SOUTH, words) == [("no-diversion", "north")]
    assert gates(elsewhere, gate("south", zone_id="far"), words) == []


HALL = Site(site_id="hall", name="Hall")
CROWD = SiteWindow(site_id="hall", start=OPENS, end=OPENS + HOUR, persons_max=500)
WORST = Contingency(contingency_id="worst", title="Worst case", site_id="hall", scale=2)


def test_site_with_a_crowd_needs_a_plan_for_twice_as_many():
    assert told(found("C-27", [HALL, CROWD])) == [("", "sites", "hall", "", "high")]
    assert found("C-27", [HALL, CROWD, WORST]) == ()


def test_smaller_scale_and_another_site_do_not_count_and_no_site_counts_for_all():
    assert len(found("C-27", [HALL, CROWD, replace(WORST, scale=1.9)])) == 1
    assert len(found("C-27", [HALL, CROWD, replace(WORST, site_id="house")])) == 1
    assert found("C-27", [HALL, CROWD, replace(WORST, site_id=None)]) == ()


def test_crowd_begins_at_the_limit():
    assert found("C-27", [HALL, replace(CROWD, persons_max=499)]) == ()
    assert found("C-27", [HALL, replace(CROWD, persons_max=None)]) == ()
    assert found("C-27", [HALL, replace(CROWD, persons_max=0), limit("crowd_persons_min", 0)]) == ()


RISK = Risk(risk_id="fire", title="Fire", likelihood=3, consequence=4)
DRILL = Exercise(
    exercise_id="drill",
    title="Drill",
    kind=ExerciseKind.DRILL,
    start=NOW - 2 * HOUR,
    end=NOW - HOUR,
    risk_ids=("fire",),
    contingency_ids=("fire",),
)
OFFICER = person("officer")


def risks(*rows, held=()):
    words = [word(row, EXERCISED, "officer") for row in held]
    return [gap.case for gap in found("C-45", [OFFICER, RISK, *rows], attested=words)]


def test_high_risk_needs_an_exercise():
    assert risks() == ["none"]
    assert risks(replace(DRILL, risk_ids=())) == ["none"]
    assert risks(DRILL, held=[DRILL]) == []


def test_exercise_that_is_over_must_have_been_held():
    assert risks(DRILL) == ["not-held"]
    assert risks(replace(DRILL, end=NOW)) == ["not-held"]
    assert risks(replace(DRILL, end=NOW + MINUTE)) == []


def test_exercise_must_be_over_at_the_opening():
    assert risks(replace(DRILL, end=OPENS)) == []
    assert risks(replace(DRILL, end=OPENS + MINUTE)) == ["late"]


def test_accepted_and_lower_risks_need_none():
    assert found("C-45", [replace(RISK, treatment=Treatment.ACCEPT)]) == ()
    assert found("C-45", [replace(RISK, likelihood=2)]) == ()
    assert len(found("C-45", [replace(RISK, likelihood=2), limit("high_risk_score_min", 8)])) == 1


PLAN = Contingency(
    contingency_id="fire", title="Fire", trigger="Smoke", owner_unit_ids=("fire-service",)
)


def contingencies(row, *rows):
    rows = [OFFICER, row, *rows]
    gaps = found("C-82", rows, attested=[word(DRILL, EXERCISED, "officer")])
    return [(gap.case, gap.severity.value) for gap in gaps]


def test_contingency_with_trigger_owner_and_exercise_is_silent():
    assert contingencies(PLAN, DRILL) == []


def test_what_a_contingency_lacks_is_told_each():
    bare = Contingency(contingency_id="fire", title="Fire", trigger=" ")

    assert sorted(contingencies(bare)) == [
        ("exercise", "medium"),
        ("owner", "high"),
        ("trigger", "high"),
    ]


def test_trigger_row_is_as_good_as_words():
    row = replace(QUEUE, contingency_id="fire")

    assert contingencies(replace(PLAN, trigger=""), DRILL, row) == []


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


def test_exercise_planned_for_later_counts_a_day_before_it_is_due():
    later = replace(DRILL, start=NOW, end=NOW + HOUR)

    assert found("C-45", [RISK, later], at=NOW - DAY) == ()
