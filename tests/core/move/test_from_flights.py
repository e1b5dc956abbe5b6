"""Movements made from flights, hotels and programme; who lacks what; what is there already."""

from msgspec.structs import replace

from summitry.move.from_flights import Lack, Lacking, from_flights
from summitry.plan.aviation import Flight
from summitry.plan.change import apply
from summitry.plan.movements import Door, Leg, Movement, RouteSegment
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Rank
from tests.core.move.flown import (
    MINUTE,
    SUMMIT,
    at,
    delegation,
    flight,
    item,
    principal,
    roads,
)


def summit(*more, without=()):
    """Return the summit with more rows, and without those of some keys."""
    kept = [row for row in SUMMIT if not set(without) & set(keys(row))]
    return Snapshot.of([*kept, *more])


def keys(row):
    return [getattr(row, name) for name in row.__struct_fields__ if name.endswith("_id")][:1]


def driven(snapshot):
    """Return route, departure, principals and door of each leg, in the order of departure."""
    movements = snapshot.rows(Movement)
    return sorted(
        (leg.depart, leg.route_id, movements[leg.movement_id].principal_ids, leg.door_id)
        for leg in snapshot.rows(Leg).values()
    )


def test_everybody_is_driven_from_the_airport_to_the_hotel_to_each_item_and_to_the_airport():
    plan = summit()

    made = from_flights(plan)

    assert made.lacking == ()
    assert driven(apply(plan, made.edits)) == [
        (at(5, 15), "airport-hotel-a", ("pa",), None),
        (at(6, 15), "airport-hotel-b", ("pb",), None),
        (at(8, 34), "hotel-b-hall", ("pb",), "north"),
        (at(8, 45), "hotel-a-hall", ("pa",), "south"),
        (at(12), "hall-hotel-a", ("pa",), None),
        (at(12, 30), "hall-airport", ("pb",), None),
        (at(17, 45), "hotel-a-hall", ("pa",), "north"),
        (at(20), "hall-hotel-a", ("pa",), None),
        (at(22, 30), "hotel-a-airport", ("pa",), None),
    ]


def test_who_ranks_highest_leaves_first_and_the_road_is_free_before_the_next():
    plan = summit(without=("B-out", "dinner"))

    found = driven(apply(plan, from_flights(plan).edits))

    assert found[4:6] == [
        (at(12), "hall-hotel-a", ("pa",), None),
        (at(12, 11), "hall-hotel-b", ("pb",), None),
    ]


def test_a_door_has_its_headway_between_those_who_come_together():
    slow = [
        replace(row, headway_minutes_min=40.0) if isinstance(row, Door) else row for row in SUMMIT
    ]

    found = driven(apply(Snapshot.of(slow), from_flights(Snapshot.of(slow)).edits))

    assert (at(8, 25), "hotel-b-hall", ("pb",), "north") in found


def test_nobody_leaves_the_hotel_before_they_came_to_it_however_many_make_way():
    names = "cdefghij"
    slow = [
        replace(row, running_seconds=1800) if isinstance(row, RouteSegment) else row
        for row in SUMMIT
    ]
    plan = Snapshot.of(
        [
            *slow,
            *(delegation(name, hotel_site_id="hotel-a") for name in names),
            *(principal(f"p{name}", name) for name in names),
            item("lunch", at(9), at(12), *(f"p{name}" for name in names)),
            item("talks", at(16), at(18), *(f"p{name}" for name in names)),
        ]
    )

    after = apply(plan, from_flights(plan).edits)

    for name in names:
        own = [(depart, route) for depart, route, who, _ in driven(after) if who == (f"p{name}",)]
        assert [route for _, route in own] == ["hotel-a-hall", "hall-hotel-a"] * 2
        assert own[2][0] >= own[1][0] + 30 * MINUTE


def test_a_movement_is_titled_by_its_sites_and_takes_the_principals_team():
    movement = apply(summit(), from_flights(summit()).edits).rows(Movement)["MV-a-01"]

    assert movement == Movement(
        movement_id="MV-a-01",
        title="Airport \N{EN DASH} Hotel-A",
        principal_ids=("pa",),
        detail_id="team-a",
        protected=True,
    )


def test_flights_are_met_by_their_movements():
    after = apply(summit(), from_flights(summit()).edits)

    legs = {leg.movement_id: leg.route_id for leg in after.rows(Leg).values()}
    assert {key: legs[row.movement_id] for key, row in after.rows(Flight).items()} == {
        "A-in": "airport-hotel-a",
        "A-out": "hotel-a-airport",
        "B-in": "airport-hotel-b",
        "B-out": "hall-airport",
    }


def test_what_was_proposed_is_not_proposed_again_not_even_when_it_was_moved():
    first = from_flights(summit())
    after = apply(summit(), first.edits)
    moved = Snapshot.of(
        replace(row, depart=row.depart + 40 * MINUTE) if isinstance(row, Leg) else row
        for table in after.tables.values()
        for row in table.values()
    )

    assert from_flights(summit()) == first
    assert from_flights(after).edits == ()
    assert from_flights(moved).edits == ()


def test_only_what_a_plan_lacks_is_added():
    own = Movement(movement_id="mine", title="Mine", principal_ids=("pa",))
    plan = summit(own, Leg(movement_id="mine", route_id="hotel-a-hall", depart=at(8, 30)))

    found = driven(apply(plan, from_flights(plan).edits))

    assert [route for _, route, who, _ in found if who == ("pa",)] == [
        "airport-hotel-a", "hotel-a-hall", "hall-hotel-a", "hotel-a-hall", "hall-hotel-a",
        "hotel-a-airport",
    ]  # fmt: skip
    assert (at(8, 30), "hotel-a-hall", ("pa",), None) in found


def test_a_movement_that_waits_for_its_legs_gets_them_and_one_without_riders_is_the_flights():
    named = flight("A-in", "a", "arrival", at(5), movement_id="meet-a")
    ridden = flight("B-in", "b", "arrival", at(6), movement_id="meet-b")
    plan = summit(
        named, ridden, Movement(movement_id="meet-a", title="a"),
        Movement(movement_id="meet-b", title="b"),
        Leg(movement_id="meet-b", route_id="airport-hotel-b", depart=at(6, 20)),
        without=("A-in", "B-in"),
    )  # fmt: skip

    made = from_flights(plan)
    after = apply(plan, made.edits)

    assert "meet-a|1" in made.legs
    assert after.rows(Movement)["meet-a"] == plan.rows(Movement)["meet-a"]
    from_airport = [leg for leg in after.rows(Leg).values() if leg.route_id.startswith("airport")]
    assert {leg.movement_id for leg in from_airport} == {"meet-a", "meet-b"}
    assert from_flights(after).edits == ()


def test_a_flights_movement_that_some_of_the_delegation_take_names_them():
    plan = summit(
        flight("A-in", "a", "arrival", at(5), movement_id="meet-a"),
        Movement(movement_id="meet-a", title="a"),
        flight("A-late", "a", "arrival", at(7)),
        principal("pz", "a", Rank.MINISTER, arrives=at(7)),
        principal("pa", "a", arrives=at(5)),
        item("talks", at(9), at(12), "pz"),
        without=("A-in", "pa"),
    )

    after = apply(plan, from_flights(plan).edits)

    assert after.rows(Movement)["meet-a"].principal_ids == ("pa",)
    assert from_flights(after).edits == ()


def test_two_flights_at_one_minute_are_both_met():
    plan = summit(
        principal("pz", "a", Rank.MINISTER),
        principal("pa", "a", arrives=at(5)),
        flight("A-special", "a", "arrival", at(5), special=True),
        item("talks", at(9), at(12), "pz"),
        without=("pa",),
    )

    after = apply(plan, from_flights(plan).edits)

    flights = after.rows(Flight)
    assert flights["A-in"].movement_id == flights["A-special"].movement_id == "MV-a-01"
    assert after.rows(Movement)["MV-a-01"].principal_ids == ("pa", "pz")
    assert from_flights(after).edits == ()


def test_those_of_one_delegation_who_drive_the_same_way_drive_together():
    plan = summit(
        principal("pz", "a", Rank.MINISTER),
        item("talks", at(9), at(12), "pz"),
    )

    found = driven(apply(plan, from_flights(plan).edits))

    assert (at(5, 15), "airport-hotel-a", ("pa", "pz"), None) in found
    assert (at(17, 45), "hotel-a-hall", ("pa",), "north") in found


def test_the_primary_route_is_taken_before_a_faster_one():
    plan = summit(*roads("airport", "hotel-a", name="ring", seconds=60, kind="alternate"))

    made = from_flights(plan)

    used = {each.row.route_id for each in made.edits if isinstance(each.row, Leg)}
    assert used & {"ring", "airport-hotel-a"} == {"airport-hotel-a"}


def test_who_lacks_what_is_told():
    plan = summit(
        delegation("c"),
        delegation("d", hotel_site_id=None),
        principal("pd", "d"),
        item("visit", at(14), at(15), "pd", room="gone"),
        flight("D-cargo", "d", "arrival", at(3)),
        flight("D-in", "d", "arrival", at(4)),
        without=("hall-airport", "B-in"),
    )

    made = from_flights(plan)

    assert made.lacking == tuple(
        sorted(
            [
                Lacking(why=Lack.PRINCIPAL, delegation_id="c"),
                Lacking(why=Lack.HOTEL, delegation_id="d"),
                Lacking(why=Lack.DEPARTURE, delegation_id="d"),
                Lacking(why=Lack.PASSENGER, delegation_id="d", key="D-cargo"),
                Lacking(why=Lack.PLACE, delegation_id="d", key="visit"),
                Lacking(why=Lack.ARRIVAL, delegation_id="b"),
                Lacking(why=Lack.ROUTE, delegation_id="b", start="hall", end="airport"),
            ]
        )
    )


def test_where_the_time_is_too_short_it_is_told_how_short():
    plan = summit(item("early", at(5, 20), at(6), "pa"))

    (lacking,) = from_flights(plan).lacking

    assert lacking == Lacking(
        why=Lack.TIME, delegation_id="a", key="early", start="airport", end="hall", minutes=0,
        needed=10,
    )  # fmt: skip


def test_an_empty_plan_lacks_nothing():
    made = from_flights(Snapshot.of([]))

    assert (made.edits, made.lacking) == ((), ())
