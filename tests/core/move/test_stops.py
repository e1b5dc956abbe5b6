"""A principal's stops in their order, and the flights that they are on."""

from math import inf

import pytest

from summitry.move.itinerary import At
from summitry.move.stops import Stops, roads
from summitry.plan.movements import Leg, Movement
from summitry.plan.places import Room
from summitry.plan.programme import Principal
from summitry.plan.snapshot import Snapshot
from summitry.policy.limits import limits_of
from tests.core.move import flown
from tests.core.move.flown import ROADS, SUMMIT, at, delegation, flight, item, principal

ROOM = [Room(room_id="plenary", name="Plenary", site_id="hall")]


def stops_of(snapshot, key="pa"):
    return Stops(snapshot, limits_of(snapshot)).of(snapshot.rows(Principal)[key])


def plan(*rows):
    return Snapshot.of([*ROADS, delegation("a"), *rows])


def test_stops_are_the_arrival_the_items_and_the_departure():
    found = stops_of(Snapshot.of(SUMMIT))

    assert [(stop.at, stop.key, stop.due) for stop in found] == [
        (At.FLIGHT, "A-in", at(5, 15).timestamp()),
        (At.ITEM, "session", at(8, 55).timestamp()),
        (At.ITEM, "dinner", at(17, 55).timestamp()),
        (At.FLIGHT, "A-out", at(22, 40).timestamp()),
    ]


def test_an_item_at_no_known_site_is_no_stop():
    found = stops_of(Snapshot.of([*SUMMIT, item("visit", at(14), at(15), "pa", room="gone")]))

    assert [stop.key for stop in found] == ["A-in", "session", "dinner", "A-out"]


def test_without_flights_one_begins_and_ends_at_the_hotel():
    first, last = stops_of(plan(principal("pa", "a")))

    assert (first.at, first.ends_site, first.free) == (At.HOTEL, "hotel-a", -inf)
    assert (last.at, last.begins_site, last.due) == (At.HOTEL, "hotel-a", inf)


@pytest.mark.parametrize("minutes", [0, 30, -30])
def test_a_leg_that_is_late_for_an_item_or_leaves_it_early_stands_where_it_belongs(minutes):
    early, late = minutes * flown.MINUTE, -minutes * flown.MINUTE
    legs = [
        Leg(movement_id="m", leg=1, route_id="hotel-a-hall", depart=at(8, 45) + early),
        Leg(movement_id="m", leg=2, route_id="hall-hotel-a", depart=at(12) + late),
    ]
    ridden = Movement(movement_id="m", title="m", principal_ids=("pa",))

    found = stops_of(Snapshot.of([*SUMMIT, ridden, *legs]))

    assert [stop.key for stop in found] == ["A-in", "m|1", "session", "m|2", "dinner", "A-out"]


@pytest.mark.parametrize(
    ("rows", "told", "key"),
    [
        ([], {}, None),
        ([flight("1", "a", "arrival", at(1)), flight("2", "a", "arrival", at(5))], {}, "2"),
        ([flight("1", "a", "arrival", at(1)), flight("2", "a", "arrival", at(8, 50))], {}, "1"),
        ([flight("1", "a", "arrival", at(10)), flight("2", "a", "arrival", at(11))], {}, "1"),
        (
            [flight("1", "a", "arrival", at(1), special=True), flight("2", "a", "arrival", at(5))],
            {},
            "1",
        ),
        (
            [flight("1", "a", "arrival", at(1)), flight("2", "a", "arrival", at(5))],
            {"arrives": at(2)},
            "1",
        ),
    ],
)
def test_the_arrival_is_the_last_in_time_a_special_one_or_the_one_that_is_told(rows, told, key):
    snapshot = plan(
        principal("pa", "a", **told), item("session", at(9), at(12), "pa"),
        flight("0-out", "a", "departure", at(13)), *rows,
    )  # fmt: skip

    arrival, departure = Stops(snapshot, limits_of(snapshot)).flights(
        snapshot.rows(Principal)["pa"]
    )

    assert (arrival and arrival.flight_id) == key
    assert departure.flight_id == "0-out"


def test_the_departure_is_the_first_one_that_can_be_reached_after_the_last_item():
    rows = [flight(str(hour), "a", "departure", at(hour, 10)) for hour in (8, 12, 15, 20)]
    snapshot = plan(principal("pa", "a"), item("session", at(9), at(12), "pa"), *rows)

    _, departure = Stops(snapshot, limits_of(snapshot)).flights(snapshot.rows(Principal)["pa"])

    assert departure.flight_id == "15"


@pytest.mark.parametrize(
    ("lands", "leaves", "arrival", "departure"),
    # 15 min to land, 10 to drive, 5 to clear; 10 to drive, 20 to board.
    [((8, 30), (12, 30), "late", "soon"), ((8, 31), (12, 29), "early", "later")],
)
def test_flights_leave_time_for_the_drive_and_to_be_cleared(lands, leaves, arrival, departure):
    snapshot = plan(
        principal("pa", "a"), item("session", at(9), at(12), "pa"), *ROOM,
        flight("early", "a", "arrival", at(1)), flight("late", "a", "arrival", at(*lands)),
        flight("soon", "a", "departure", at(*leaves)), flight("later", "a", "departure", at(20)),
    )  # fmt: skip

    found = Stops(snapshot, limits_of(snapshot)).flights(snapshot.rows(Principal)["pa"])

    assert [each and each.flight_id for each in found] == [arrival, departure]


def test_a_route_without_running_times_is_no_way():
    (route, _) = flown.roads("hall", "moon")
    snapshot = Snapshot.of([*ROADS, route])

    known = roads(snapshot, limits_of(snapshot))

    assert ("hall", "moon") not in known.ways
    assert known.ways["hall", "airport"].seconds == 600
    assert known.stay_seconds == 2 * 3600
