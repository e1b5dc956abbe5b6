"""Trips that are missing between a principal's stops."""

from math import inf

from summitry.move.itinerary import At, Failed, Roads, Stop, Trip, Way, missing
from summitry.plan.movements import Route

HOUR = 3600
SITES = ("airport", "hotel", "hall", "palace")
WAYS = {
    (one, other): Way(
        route=Route(route_id=f"{one}-{other}", name="", from_site_id=one, to_site_id=other),
        seconds=600,
        first_seconds=60,
        last_seconds=60,
    )
    for one in SITES
    for other in SITES
    if one != other
}
ROADS = Roads(ways=WAYS, stay_seconds=2 * HOUR)


def landing(hour):
    return Stop(
        at=At.FLIGHT, key="in", begins_site=None, due=0, ends_site="airport", free=hour * HOUR
    )


def leaving(hour):
    return Stop(
        at=At.FLIGHT, key="out", begins_site="airport", due=hour * HOUR, ends_site=None, free=inf
    )


def item(site, start, end):
    return Stop(
        at=At.ITEM, key="item", begins_site=site, due=start * HOUR, ends_site=site, free=end * HOUR
    )


def leg(start, end, hour):
    return Stop(
        at=At.LEG,
        key="leg",
        begins_site=start,
        due=hour * HOUR,
        ends_site=end,
        free=hour * HOUR + 600,
    )


def trips(*stops, hotel="hotel", roads=ROADS):
    return [
        (each.way.route.route_id, each.depart)
        if isinstance(each, Trip)
        else (each.start, each.end, each.needed)
        for each in missing(stops, hotel, roads)
    ]


def test_from_the_airport_by_the_hotel_to_each_item_and_back_to_the_airport():
    found = trips(landing(8), item("hall", 14, 18), item("hall", 33, 36), leaving(42))

    assert found == [
        ("airport-hotel", 8 * HOUR),
        ("hotel-hall", 14 * HOUR - 600),
        ("hall-hotel", 18 * HOUR),
        ("hotel-hall", 33 * HOUR - 600),
        ("hall-hotel", 36 * HOUR),
        ("hotel-airport", 42 * HOUR - 600),
    ]


def test_who_has_no_time_for_the_hotel_goes_straight_on():
    found = trips(
        landing(8), item("hall", 9, 12), item("hall", 13, 14), item("palace", 15, 16), leaving(17)
    )

    assert found == [
        ("airport-hall", 8 * HOUR),
        ("hall-palace", 15 * HOUR - 600),
        ("palace-airport", 17 * HOUR - 600),
    ]


def test_a_stay_must_fit_in_with_both_ways():
    seconds = 2 * HOUR + 1200

    fits = trips(item("hall", 8, 9), item("hall", 9 + seconds / HOUR, 20))
    short = trips(item("hall", 8, 9), item("hall", 9 + (seconds - 1) / HOUR, 20))

    assert fits == [("hall-hotel", 9 * HOUR), ("hotel-hall", 9 * HOUR + seconds - 600)]
    assert short == []


def test_what_was_proposed_and_taken_in_is_not_proposed_again():
    stops = (landing(8), item("hall", 14, 18), item("palace", 33, 36), leaving(42))
    between = [
        (
            leg(each.way.route.from_site_id, each.way.route.to_site_id, each.depart / HOUR),
            each.depart,
        )
        for each in missing(stops, "hotel", ROADS)
    ]
    timed = [(stop, stop.due) for stop in stops]
    timed[0] = (stops[0], 0)

    again = [stop for stop, _ in sorted([*timed, *between], key=lambda each: each[1])]

    assert len(between) == 6
    assert trips(*again) == []


def test_a_leg_that_leaves_late_or_comes_early_is_still_the_one_that_was_missing():
    found = trips(
        item("hall", 8, 9), leg("hall", "hotel", 15), leg("hotel", "hall", 20), item("hall", 26, 27)
    )

    assert found == []


def test_only_what_a_plans_own_legs_leave_out_is_added():
    found = trips(item("hall", 8, 9), leg("hall", "palace", 9), item("hall", 16, 17))

    assert found == [("palace-hotel", 9 * HOUR + 600), ("hotel-hall", 16 * HOUR - 600)]


def test_an_item_within_another_at_one_site_changes_nothing():
    found = trips(item("hall", 8, 18), item("hall", 9, 10), item("palace", 19, 20))

    assert found == [("hall-palace", 19 * HOUR - 600)]


def test_nobody_is_driven_on_from_an_item_that_they_cannot_be_at():
    over = trips(landing(8), item("hall", 7, 8), leaving(30))
    twice = trips(
        item("hall", 9, 12), item("palace", 10, 11), item("hall", 11, 12), item("palace", 13, 14)
    )
    late = trips(item("hall", 9, 12), item("palace", 11, 16), item("hall", 17, 18))

    assert over == [
        ("airport", "hall", 600),
        ("airport-hotel", 8 * HOUR),
        ("hotel-airport", 30 * HOUR - 600),
    ]
    assert twice == [("hall", "palace", 600), ("hall-palace", 13 * HOUR - 600)]
    assert late == [("hall", "palace", 600), ("palace-hall", 17 * HOUR - 600)]


def test_without_a_hotel_only_what_does_not_need_one_is_proposed():
    found = trips(landing(8), item("hall", 14, 18), item("palace", 19, 20), leaving(30), hotel=None)

    assert found == [("hall-palace", 19 * HOUR - 600)]


def test_a_way_that_is_not_known_or_takes_too_long_is_told():
    gone = Roads(
        ways={key: way for key, way in WAYS.items() if key != ("hall", "hotel")},
        stay_seconds=2 * HOUR,
    )

    assert trips(item("hall", 8, 9), leaving(20), roads=gone) == [
        ("hall", "hotel", None),
        ("hall-airport", 20 * HOUR - 600),
    ]
    (late,) = missing([item("hall", 8, 9), item("palace", 9.1, 10)], "hotel", ROADS)
    assert isinstance(late, Failed)
    assert (late.start, late.end, round(late.seconds), late.needed) == ("hall", "palace", 360, 600)


def test_where_a_stop_is_is_not_known_nothing_is_proposed_beside_it():
    assert trips(item("hall", 8, 9), item(None, 12, 13), item("palace", 19, 20)) == []
