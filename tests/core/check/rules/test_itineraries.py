import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, TravelTime
from summitry.plan.places import Room, Site
from summitry.plan.programme import Item
from summitry.plan.terms import ItemKind
from tests.plans.one_rule import MINUTE, OPENS, during, found, limit, told

ROOMS = [
    Room(room_id="plenary", name="Plenary", site_id="hall"),
    Room(room_id="salon", name="Salon", site_id="hall"),
    Room(room_id="banquet", name="Banquet", site_id="palace"),
]
WAY = TravelTime(from_site_id="palace", to_site_id="hall", minutes=20)


def item(name, room, minute_from, minute_to, *, kind=ItemKind.PLENARY, who=("p1",)):
    span = during(minute_from, minute_to)
    return Item(
        item_id=name,
        title=name,
        kind=kind,
        room_id=room,
        start=span.start,
        end=span.end,
        principal_ids=who,
    )


SITES = [Site(site_id=key, name=key) for key in ("hall", "palace")]


def two(first, second):
    return [*ROOMS, WAY, item("a", *first), item("b", *second)]


def test_items_at_one_time_are_found():
    (finding,) = found("C-70", two(("plenary", 0, 60), ("salon", 59, 90)))

    assert told([finding]) == [("overlap", "principals", "p1", "a|b", "high")]
    assert (finding.start, finding.end) == (OPENS + 59 * MINUTE, OPENS + 60 * MINUTE)


def test_items_of_different_principals_may_overlap():
    rows = [*ROOMS, item("a", "plenary", 0, 60), item("b", "salon", 0, 60, who=("p2",))]

    assert found("C-70", rows) == ()


def test_next_item_in_the_same_room_may_follow_at_once():
    assert found("C-70", two(("plenary", 0, 60), ("plenary", 60, 90))) == ()


@pytest.mark.parametrize(("minute", "cases"), [(64.9, ["clearing"]), (65, []), (60, ["clearing"])])
def test_another_room_of_the_site_takes_the_clearing(minute, cases):
    assert [f.case for f in found("C-70", two(("plenary", 0, 60), ("salon", minute, 90)))] == cases


@pytest.mark.parametrize(("minute", "cases"), [(84.9, ["travel"]), (85, [])])
def test_another_site_takes_the_way_and_the_clearing(minute, cases):
    findings = found("C-70", two(("plenary", 0, 60), ("banquet", minute, 200)))

    assert [f.case for f in findings] == cases


def test_way_with_its_own_row_counts():
    slow = TravelTime(from_site_id="hall", to_site_id="palace", minutes=40)
    rows = [*two(("plenary", 0, 60), ("banquet", 90, 200)), slow]

    (finding,) = found("C-70", rows)

    assert finding.facts == {
        "principal": "p1",
        "first": "a",
        "second": "b",
        "have": 30.0,
        "need": 45.0,
        "from_site": "hall",
        "to_site": "palace",
    }
    assert (finding.start, finding.end) == (OPENS + 60 * MINUTE, OPENS + 90 * MINUTE)


def test_clearing_is_the_event_s():
    rows = two(("plenary", 0, 60), ("salon", 65, 90))

    assert len(found("C-70", [*rows, limit("clearing_minutes_min", 5.1)])) == 1


@pytest.mark.parametrize(
    ("minute", "told_as"),
    [
        (64, [("travel", Status.WRONG)]),
        (65, [("unknown", Status.UNKNOWN)]),
        (60 + 12 * 60 - 1, [("unknown", Status.UNKNOWN)]),
        (60 + 12 * 60, []),
    ],
)
def test_missing_way_is_unknown_unless_there_is_no_time_at_all_or_a_night(minute, told_as):
    rows = [row for row in two(("plenary", 0, 60), ("banquet", minute, 900)) if row is not WAY]

    assert [(f.case, f.status) for f in found("C-70", [*SITES, *rows])] == told_as


def test_site_that_the_plan_does_not_have_is_not_told_again_as_an_unknown_way():
    rows = [row for row in two(("plenary", 0, 60), ("banquet", 65, 90)) if row is not WAY]

    assert found("C-70", [SITES[0], *rows]) == ()


def test_every_item_within_a_long_one_overlaps_it():
    rows = [
        *ROOMS,
        item("day", "plenary", 0, 600),
        item("x", "salon", 30, 60),
        item("y", "salon", 90, 120),
    ]

    assert [f.discriminator for f in found("C-70", rows)] == ["day|x", "day|y"]


HOTEL = Room(room_id="suite", name="Suite", site_id="hotel")
IN = [
    Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="in", place=1, segment_id="avenue", running_seconds=600),
]
OUT = [
    Route(route_id="out", name="Out", from_site_id="hall", to_site_id="hotel"),
    RouteSegment(route_id="out", place=1, segment_id="avenue", running_seconds=600),
]


def ride(name, minute, *, route="in", who=("p1",)):
    return [
        Movement(movement_id=name, title=name, principal_ids=who),
        Leg(movement_id=name, route_id=route, depart=OPENS + minute * MINUTE),
    ]


@pytest.mark.parametrize(("minute", "count"), [(-10, 0), (-9.9, 1), (20, 1), (59.9, 1)])
def test_arrival_after_the_start_is_late(minute, count):
    rows = [*ROOMS, *IN, item("a", "plenary", 0, 60), *ride("m", minute)]

    assert [(f.case, f.discriminator) for f in found("C-70", rows)] == [("late", "a|m|1")] * count


def test_late_arrival_tells_by_how_much():
    rows = [*ROOMS, *IN, item("a", "plenary", 0, 60), *ride("m", 5)]

    (finding,) = found("C-70", rows)

    assert finding.facts == {"principal": "p1", "item": "a", "leg": "m|1", "minutes": 15.0}


def test_arrival_after_the_end_is_late_too():
    rows = [*ROOMS, *IN, item("a", "plenary", 0, 60), *ride("m", 180)]

    (finding,) = found("C-70", rows)

    assert (finding.case, finding.facts["minutes"]) == ("late", 190.0)


@pytest.mark.parametrize(
    "sound",
    [
        ride("early", -10),  # came before, and comes again
        [*OUT, *ride("back", 100, route="out")],  # left in between
        [HOTEL, item("b", "suite", 120, 150)],  # was elsewhere in between
        [item("b", "plenary", 195, 250)],  # comes for a later item
    ],
)
def test_second_arrival_with_a_reason_is_not_late(sound):
    rows = [*ROOMS, *IN, item("a", "plenary", 0, 60), *ride("m", 180), *sound]
    way = TravelTime(from_site_id="hotel", to_site_id="hall", minutes=10)

    assert [f for f in found("C-70", [*rows, way]) if f.case == "late"] == []


def test_arrivals_one_after_another_are_not_late():
    arrivals = item("a", "plenary", 0, 60, kind=ItemKind.ARRIVAL)

    assert found("C-70", [*ROOMS, *IN, arrivals, *ride("m", 20)]) == ()
    assert [f.case for f in found("C-70", [*ROOMS, *IN, arrivals, *ride("m", 51)])] == ["late"]


@pytest.mark.parametrize(("minute", "cases"), [(60, []), (59.9, ["leaves"])])
def test_departure_before_the_end_is_found(minute, cases):
    rows = [*ROOMS, *OUT, item("a", "plenary", 0, 60), *ride("m", minute, route="out")]

    assert [f.case for f in found("C-70", rows)] == cases


def test_ride_elsewhere_during_an_item_is_found():
    rows = [*ROOMS, *IN, item("a", "banquet", 0, 60), *ride("m", 20)]

    assert [f.case for f in found("C-70", rows)] == ["away"]


def test_leg_of_other_principals_does_not_matter():
    rows = [*ROOMS, *IN, item("a", "plenary", 0, 60), *ride("m", 20, who=("p2",))]

    assert found("C-70", rows) == ()


@pytest.mark.parametrize(("minute", "cases"), [(9.9, ["twice"]), (10, [])])
def test_two_movements_at_once_are_found(minute, cases):
    rows = [*IN, *ride("m", 0), *ride("n", minute)]

    assert [f.case for f in found("C-70", rows) if f.case != "stranded"] == cases


def test_second_leg_from_elsewhere_tells_the_missing_way():
    (finding,) = found("C-70", [*IN, *ride("m", 0), *ride("n", 60)])

    assert told([finding]) == [("stranded", "principals", "p1", "m|1|n|1", "high")]
    assert finding.facts == {
        "principal": "p1",
        "leg": "m|1",
        "other": "n|1",
        "from_site": "hall",
        "to_site": "hotel",
    }
    assert (finding.start, finding.end) == (OPENS + 10 * MINUTE, OPENS + 60 * MINUTE)


def test_way_back_joins_two_legs():
    rows = [*IN, *OUT, *ride("m", 0), *ride("back", 30, route="out"), *ride("n", 60)]

    assert found("C-70", rows) == ()


def test_unprotected_legs_may_begin_anywhere():
    rows = [*IN, *ride("m", 0), *ride("n", 60)]
    unprotected = [
        replace(row, protected=False) if isinstance(row, Movement) else row for row in rows
    ]

    assert found("C-70", unprotected) == ()


def test_own_leg_tells_a_way_that_is_missing():
    rows = [
        *ROOMS,
        HOTEL,
        *IN,
        item("a", "suite", 0, 60),
        item("b", "plenary", 75, 90),
        *ride("m", 60),
    ]

    assert found("C-70", rows) == ()
