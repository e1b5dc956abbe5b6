from datetime import UTC, datetime, timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.move.routes.demand import Terms, without_hotel
from summitry.move.routes.shuttles import shuttles_from, timetable
from summitry.move.routes.solve import Params, solve
from summitry.move.routes.stop import Turns
from summitry.plan.movements import TravelTime
from summitry.plan.places import Room, Site
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind, SiteKind
from summitry.plan.vehicles import MotorcadeVehicle, Vehicle, VehicleKind

NINE = datetime(2030, 5, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROADS = (
    TravelTime(from_site_id="BASE", to_site_id="HALL", minutes=10),
    TravelTime(from_site_id="INN", to_site_id="HALL", minutes=20),
    TravelTime(from_site_id="BASE", to_site_id="INN", minutes=15),
)


def item(key="I-1", *, start=NINE, hours=2, headcount=None, room="R-1"):
    return Item(
        item_id=key,
        title=key,
        kind=ItemKind.PLENARY,
        room_id=room,
        start=start,
        end=start + hours * HOUR,
        headcount=headcount,
    )


def rows_of(*rows, roads=ROADS, members=(30, 25)):
    return (
        Site(site_id="BASE", name="Depot", kind=SiteKind.BASE),
        Site(site_id="HALL", name="Hall", kind=SiteKind.VENUE),
        Site(site_id="INN", name="Inn", kind=SiteKind.HOTEL),
        Room(room_id="R-1", name="Room", site_id="HALL"),
        *(
            Delegation(delegation_id=f"D-{k}", name=f"D{k}", members=count, hotel_site_id="INN")
            for k, count in enumerate(members, 1)
        ),
        *roads,
        *rows,
    )


def plan(*rows, roads=ROADS, members=(30, 25)):
    return Snapshot.of(rows_of(*rows, roads=roads, members=members))


def coach(key="V-1", seats=40):
    return Vehicle(vehicle_id=key, name=key, kind=VehicleKind.COACH, seats=seats, site_id="BASE")


def test_delegates_go_there_and_back_in_loads_that_fit():
    (service,) = shuttles_from(plan(item(), coach(), coach("V-2")))

    assert [(each.trip.from_site_id, each.people) for each in service.loads] == [
        ("INN", (("D-1", 30),)),
        ("INN", (("D-2", 25),)),
        ("HALL", (("D-1", 30),)),
        ("HALL", (("D-2", 25),)),
    ]
    assert service.unmet == ()
    assert (service.problem.capacity, service.problem.vehicles) == (40, 2)


def test_the_timetable_brings_everybody_in_time_and_empties_every_vehicle():
    (service,) = shuttles_from(plan(item(), coach(), coach("V-2")))
    result = solve(service.problem, Params(), Turns(20), stream(1, "shuttles"))

    rides = timetable(service, result.routes)

    arrivals = [
        (call.at, call.alights) for ride in rides for call in ride.calls if call.site_id == "HALL"
    ]
    before = [at for at, people in arrivals if people]
    assert len(before) == 2
    assert all(NINE - timedelta(minutes=75) <= at <= NINE - timedelta(minutes=15) for at in before)
    assert all(ride.calls[-1].aboard == 0 for ride in rides)
    assert {ride.vehicle_id for ride in rides} <= {"V-1", "V-2"}


def test_a_delegation_larger_than_a_vehicle_is_divided():
    (service,) = shuttles_from(plan(item(), members=(95,)), Terms(seats=40))

    out = [each.people for each in service.loads if each.trip.from_site_id == "INN"]
    assert out == [(("D-1", 40),), (("D-1", 40),), (("D-1", 15),)]
    assert service.fleet.vehicle_ids == ()


def test_principals_are_not_counted_and_a_small_item_takes_a_like_share():
    lead = Principal(principal_id="P-1", office="Head", delegation_id="D-1")

    (service,) = shuttles_from(plan(item(headcount=27), lead), Terms(seats=40))

    out = [each.people for each in service.loads if each.trip.from_site_id == "INN"]
    assert out == [(("D-1", 14), ("D-2", 13))]


@pytest.mark.parametrize(("pause", "trips"), [(150, 2), (151, 4)])
def test_a_long_pause_is_spent_at_the_hotel(pause, trips):
    later = item("I-2", start=NINE + 2 * HOUR + timedelta(minutes=pause))

    services = shuttles_from(plan(item(), later), Terms(seats=60))

    assert len({each.trip for service in services for each in service.loads}) == trips


def test_days_are_services_of_their_own():
    services = shuttles_from(plan(item(), item("I-2", start=NINE + 24 * HOUR)), Terms(seats=60))

    assert len(services) == 2
    assert services[0].problem.demand.tolist() == services[1].problem.demand.tolist()


def test_a_trip_that_no_road_is_fast_enough_for_is_told_and_left_out():
    slow = (*ROADS[:1], TravelTime(from_site_id="INN", to_site_id="HALL", minutes=500))
    far = (*slow, TravelTime(from_site_id="BASE", to_site_id="INN", minutes=600))

    (service,) = shuttles_from(plan(item(), roads=far), Terms(seats=60))

    assert len(service.unmet) == 2
    assert service.loads == ()


def test_who_sleeps_where_the_programme_is_needs_no_service():
    inn = Room(room_id="R-2", name="Ballroom", site_id="INN")

    assert shuttles_from(plan(item(room="R-2"), inn)) == ()


def test_who_has_no_hotel_is_told():
    lost = Delegation(delegation_id="D-9", name="D9", members=4)
    nobody = Delegation(delegation_id="D-8", name="D8", members=0)

    assert without_hotel(plan(item(), lost, nobody)) == ("D-9",)


def test_a_depot_that_is_farther_than_any_trip_is_long_is_reached():
    far = (*ROADS[1:2], TravelTime(from_site_id="BASE", to_site_id="INN", minutes=400))

    (service,) = shuttles_from(plan(item(), roads=far), Terms(seats=60))
    result = solve(service.problem, Params(), Turns(5), stream(1, "shuttles"))

    assert service.unmet == ()
    assert len(result.routes) >= 1


@pytest.mark.parametrize(
    ("rows", "roads", "code"),
    [
        ((), ROADS, "shuttles.fleet"),
        (
            (coach(), MotorcadeVehicle(movement_id="M-1", place=1, vehicle_id="V-1")),
            ROADS,
            "shuttles.fleet",
        ),
        ((coach(),), (), "shuttles.unreachable"),
    ],
)
def test_what_the_plan_lacks_is_refused_with_its_reason(rows, roads, code):
    with pytest.raises(SummitryError) as caught:
        shuttles_from(plan(item(), *rows, roads=roads))

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("snapshot", "code"),
    [
        (plan(item(), members=(0,)), "shuttles.no_delegates"),
        (plan(item(), members=()), "shuttles.no_delegates"),
        (plan(), "shuttles.no_programme"),
        (plan(item(room="R-9")), "shuttles.no_programme"),
    ],
)
def test_a_plan_without_data_says_what_to_fill_in(snapshot, code):
    with pytest.raises(SummitryError) as caught:
        shuttles_from(snapshot)

    assert caught.value.code == code
