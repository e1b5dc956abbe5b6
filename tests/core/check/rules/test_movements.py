import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.movements import Closure, Door, Leg, Movement, Route, RouteSegment
from summitry.plan.programme import Principal
from tests.plans.one_rule import HOUR, MINUTE, OPENS, during, found, limit, told


def movement(name, *, protected=True):
    return Movement(
        movement_id=name, title=name, protected=protected, owner_unit_id=f"{name}-escort"
    )


def leg(name, minute, *, number=1, route="in", door=None):
    return Leg(
        movement_id=name, leg=number, route_id=route, depart=OPENS + minute * MINUTE, door_id=door
    )


ROUTE = Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall")
BRIDGE = RouteSegment(route_id="in", place=1, segment_id="bridge", running_seconds=120)
AVENUE = RouteSegment(route_id="in", place=2, segment_id="avenue", running_seconds=180)
ROADS = [ROUTE, BRIDGE, AVENUE]
DOOR = Door(door_id="main", name="Main door", site_id="hall", headway_minutes_min=4.0)


def closure(segment, minute_from, minute_to):
    closed = during(minute_from, minute_to)
    return Closure(
        closure_id=f"{segment}-{minute_from}",
        segment_id=segment,
        start=closed.start,
        end=closed.end,
        owner_unit_id="traffic",
    )


def arrivals(later, *, door=DOOR):
    return [
        *ROADS,
        door,
        movement("a"),
        movement("b"),
        leg("a", 0, door="main"),
        leg("b", later, door="main"),
    ]


@pytest.mark.parametrize(("later", "count"), [(3.9, 1), (4, 0), (0, 1)])
def test_second_arrival_needs_the_door_s_headway(later, count):
    assert len(found("C-65", arrivals(later))) == count


def test_later_arrival_is_the_one_found():
    (finding,) = found("C-65", arrivals(-1))

    assert told([finding]) == [("close", "legs", "a|1", "", "high")]
    assert finding.facts == {
        "leg": "a|1",
        "before": "b|1",
        "door": "main",
        "minutes": 1.0,
        "need": 4.0,
    }
    assert (finding.start, finding.end) == (OPENS + 4 * MINUTE, OPENS + 5 * MINUTE)
    assert finding.units == ("a-escort", "b-escort")


@pytest.mark.parametrize(("value", "count"), [(5.0, 0), (5.1, 1)])
def test_door_without_a_headway_has_the_event_s(value, count):
    open_door = replace(DOOR, headway_minutes_min=None)
    rows = [*arrivals(5, door=open_door), limit("door_headway_minutes_min", value)]

    assert len(found("C-65", rows)) == count


def test_legs_of_one_movement_arrive_together():
    rows = [
        *ROADS,
        DOOR,
        movement("a"),
        leg("a", 0, door="main"),
        leg("a", 1, number=2, door="main"),
    ]

    assert found("C-65", rows) == ()


def test_other_doors_do_not_matter():
    side = replace(DOOR, door_id="side")
    rows = [*ROADS, DOOR, side, movement("a"), movement("b")]

    assert found("C-65", [*rows, leg("a", 0, door="main"), leg("b", 0, door="side")]) == ()


def test_arrival_over_a_route_without_segments_is_unknown():
    (finding,) = found("C-65", [ROUTE, DOOR, movement("a"), leg("a", 0, door="main")])

    assert (finding.case, finding.status) == ("untimed", Status.UNKNOWN)


def meeting(later, *, a=True, b=True):
    """a passes the avenue from minute 2 to 5; b, the other way, from its departure on."""
    back = Route(route_id="out", name="Out", from_site_id="hall", to_site_id="hotel")
    there = RouteSegment(route_id="out", place=1, segment_id="avenue", running_seconds=180)
    return [
        *ROADS,
        back,
        there,
        movement("a", protected=a),
        movement("b", protected=b),
        leg("a", 0),
        leg("b", later, route="out"),
    ]


@pytest.mark.parametrize(
    ("later", "cases"),
    [
        (4.9, ["overlap"]),
        (5, ["headway"]),
        (5.9, ["headway"]),
        (6, []),
        (-2, []),
        (-1.9, ["headway"]),
    ],
)
def test_segment_needs_the_headway_before_and_after(later, cases):
    assert [f.case for f in found("C-66", meeting(later))] == cases


@pytest.mark.parametrize(
    ("a", "b", "severities"),
    [
        (True, True, ["critical"]),
        (True, False, ["high"]),
        (False, True, ["high"]),
        (False, False, []),
    ],
)
def test_weight_follows_protection(a, b, severities):
    assert [f.severity.value for f in found("C-66", meeting(3, a=a, b=b))] == severities


def test_two_legs_meet_once_however_many_segments_they_share():
    rows = [*ROADS, movement("a"), movement("b"), leg("b", 0), leg("a", 1)]

    (finding,) = found("C-66", rows)

    assert told([finding]) == [("overlap", "legs", "a|1", "b|1", "critical")]
    assert finding.facts["segments"] == ("avenue", "bridge")
    assert finding.units == ("a-escort", "b-escort")


def test_legs_of_one_movement_do_not_clash():
    assert found("C-66", [*ROADS, movement("a"), leg("a", 0), leg("a", 0, number=2)]) == ()


CLOSED = [
    *ROADS,
    movement("a"),
    leg("a", 0),
    closure("bridge", -10, 12),
    closure("avenue", -8, 15),
]


def test_closures_with_exactly_the_margins_are_enough():
    assert found("C-67", CLOSED) == ()


@pytest.mark.parametrize(
    "closed",
    [closure("bridge", -9.9, 12), closure("bridge", -10, 11.9)],
)
def test_closure_that_is_short_at_either_end_is_found(closed):
    rows = [row for row in CLOSED if getattr(row, "segment_id", None) != "bridge"]

    (finding,) = found("C-67", [*rows, BRIDGE, closed])

    assert told([finding]) == [("short", "legs", "a|1", "bridge", "critical")]
    assert finding.facts["minutes"] == 0.1
    assert finding.units == ("a-escort", "traffic")


def test_segment_that_is_never_closed_is_found():
    rows = [row for row in CLOSED if not isinstance(row, Closure)]

    assert told(found("C-67", rows)) == [
        ("open", "legs", "a|1", "bridge", "critical"),
        ("open", "legs", "a|1", "avenue", "critical"),
    ]


def test_closures_that_follow_one_another_are_one():
    rows = [*CLOSED[:5], closure("bridge", -10, 0), closure("bridge", 0, 12), CLOSED[-1]]

    assert found("C-67", rows) == ()
    assert len(found("C-67", [*rows[:-2], closure("bridge", 0.1, 12), CLOSED[-1]])) == 1


def test_margin_is_the_event_s():
    assert len(found("C-67", [*CLOSED, limit("closure_minutes_min", 10.1)])) == 2


def test_unprotected_movement_needs_no_closure():
    assert found("C-67", [*ROADS, movement("a", protected=False), leg("a", 0)]) == ()


def test_movement_that_the_plan_lacks_counts_as_protected():
    assert len(found("C-67", [*ROADS, leg("a", 0)])) == 2


def test_protected_leg_over_a_route_without_segments_is_unknown():
    (finding,) = found("C-67", [ROUTE, movement("a"), leg("a", 0)])

    assert (finding.case, finding.status) == ("untimed", Status.UNKNOWN)


@pytest.mark.parametrize(("row", "count"), [(CLOSED[-2], 1), (CLOSED[-1], 1)])
def test_without_one_closure_its_segment_is_found(row, count):
    assert len(found("C-67", [other for other in CLOSED if other is not row])) == count


@pytest.mark.parametrize(("minute", "count"), [(-0.1, 2), (0, 0), (0.1, 2)])
def test_departure_may_not_leave_the_closures(minute, count):
    moved = [leg("a", minute) if isinstance(row, Leg) else row for row in CLOSED]

    assert len(found("C-67", moved)) == count


@pytest.mark.parametrize(
    ("blocked", "count"), [(during(0, 2), 1), (during(2, 60), 0), (during(-60, 0), 0)]
)
def test_blocked_segment_stops_the_leg_that_is_on_it(blocked, count):
    live = LiveState(blocked_segments=(("bridge", blocked),))

    findings = found("C-67", CLOSED, live=live)

    assert told(findings) == [("blocked", "legs", "a|1", "blocked|bridge", "critical")] * count


def test_blocked_segment_stops_an_unprotected_leg_too():
    live = LiveState(blocked_segments=(("avenue", during(0, 60)),))
    rows = [*ROADS, movement("a", protected=False), leg("a", 0)]

    assert told(found("C-67", rows, live=live)) == [
        ("blocked", "legs", "a|1", "blocked|avenue", "high")
    ]


def test_segments_passed_twice_are_told_once():
    again = RouteSegment(route_id="in", place=3, segment_id="bridge", running_seconds=60)
    rows = [*ROADS, again, movement("a"), leg("a", 0), closure("avenue", -8, 15)]

    (finding,) = found("C-67", rows)

    assert finding.discriminator == "bridge"
    assert (finding.start, finding.end) == (OPENS - 10 * MINUTE, OPENS + 16 * MINUTE)


def test_departure_an_hour_later_finds_every_road_open():
    shifted = [
        replace(row, depart=row.depart + HOUR) if isinstance(row, Leg) else row for row in CLOSED
    ]

    assert len(found("C-67", shifted)) == 2


closings = st.lists(
    st.tuples(st.sampled_from(["bridge", "avenue"]), st.integers(-15, 25), st.integers(1, 20)),
    max_size=6,
    unique_by=lambda drawn: drawn[:2],
)


@given(closings, st.integers(-10, 10))
def test_open_minutes_are_those_that_a_walk_over_the_minutes_finds(drawn, depart):
    closed = [closure(segment, first, first + length) for segment, first, length in drawn]
    rows = [*ROADS, movement("a"), leg("a", depart), *closed, limit("closure_minutes_min", 3)]

    findings = found("C-67", rows)

    left = {
        segment: sum(
            not any(
                name == segment and first <= minute < first + length
                for name, first, length in drawn
            )
            for minute in range(depart + enter - 3, depart + leave + 3)
        )
        for segment, enter, leave in [("bridge", 0, 2), ("avenue", 2, 5)]
    }
    assert {f.discriminator: f.facts["minutes"] for f in findings} == {
        segment: minutes for segment, minutes in left.items() if minutes
    }


# What is missing along the way


def test_protected_movement_without_legs_is_found():
    (finding,) = found("C-67", [movement("a")])

    assert told([finding]) == [("legless", "movements", "a", "", "critical")]
    assert finding.facts == {"movement": "a"}


def test_movement_that_needs_no_closed_roads_may_have_no_legs():
    assert found("C-67", [movement("a", protected=False)]) == ()


@pytest.mark.parametrize(("protected", "cases"), [(True, ["unmarked"]), (False, [])])
def test_movement_of_a_protected_person_is_marked_protected(protected, cases):
    guest = Principal(
        principal_id="guest", office="Guest", delegation_id="land", protected=protected
    )
    ride = replace(movement("a", protected=False), principal_ids=("guest",))

    assert [finding.case for finding in found("C-67", [guest, ride])] == cases


def over(*places):
    closures = [closure(f"road-{place}", -60, 60) for place in places]
    segments = [replace(BRIDGE, place=place, segment_id=f"road-{place}") for place in places]
    return [ROUTE, *segments, *closures, movement("a"), leg("a", 0)]


@pytest.mark.parametrize(
    ("places", "skipped"),
    [
        ((1, 2, 3), []),
        ((2, 3), [1]),
        ((1, 2, 4, 5), [3]),
        ((10, 20, 30), []),  # counted by tens
    ],
)
def test_hole_in_a_route_is_not_known(places, skipped):
    findings = found("C-67", over(*places))

    assert [finding.facts["place"] for finding in findings] == skipped
    assert {(f.case, f.status) for f in findings} <= {("skipped", Status.UNKNOWN)}


def test_door_of_another_site_is_found():
    door = replace(DOOR, site_id="palace")

    (finding,) = found("C-65", [*ROADS, door, movement("a"), leg("a", 0, door="main")])

    assert told([finding]) == [("astray", "legs", "a|1", "astray", "high")]
    assert finding.facts == {"leg": "a|1", "door": "main", "door_site": "palace", "site": "hall"}
