from datetime import date

import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, TravelTime
from summitry.plan.organisation import PersonQualification
from summitry.plan.vehicles import Escort, MotorcadeVehicle, Vehicle
from tests.plans.one_rule import MINUTE, OPENS, found, told

ROADS = [
    Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="in", place=1, segment_id="avenue", running_seconds=600),
]
BACK = TravelTime(from_site_id="hall", to_site_id="hotel", minutes=12)
CAR = Vehicle(vehicle_id="car", name="Car", seats=2, unit_id="pool")


def trip(name, minute):
    return [
        Movement(movement_id=name, title=name, principal_ids=("p",), owner_unit_id="escort"),
        Leg(movement_id=name, route_id="in", depart=OPENS + minute * MINUTE),
    ]


def place(movement, number=1, *, vehicle="car", driver=None, role="staff"):
    return MotorcadeVehicle(
        movement_id=movement, place=number, vehicle_id=vehicle, driver_id=driver, role=role
    )


def two(later):
    return [*ROADS, *trip("a", 0), *trip("b", later), place("a"), place("b")]


def test_one_car_in_two_movements_at_once():
    (finding,) = found("C-69", two(9))

    assert told([finding]) == [("overlap", "motorcade_vehicles", "b|1", "vehicle_id|a", "high")]
    assert finding.joins == (
        ("movements", "b"),
        ("motorcade_vehicles", "a|1"),
        ("movements", "a"),
    )
    assert (finding.start, finding.end) == (OPENS + 9 * MINUTE, OPENS + 10 * MINUTE)


@pytest.mark.parametrize(("later", "cases"), [(21.9, ["way"]), (22, [])])
def test_the_way_back_takes_its_time(later, cases):
    findings = found("C-69", [*two(later), BACK])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("later", "statuses"), [(11, [Status.UNKNOWN]), (731, [])])
def test_a_way_nobody_knows_is_asked_for_within_half_a_day(later, statuses):
    assert [finding.status for finding in found("C-69", two(later))] == statuses


def test_drivers_and_escorts_are_taken_once_too():
    rows = [
        *ROADS,
        *trip("a", 0),
        *trip("b", 5),
        place("a", vehicle="one", driver="d"),
        place("b", vehicle="two", driver="d"),
        Escort(movement_id="a", escort_team_id="team"),
        Escort(movement_id="b", escort_team_id="team"),
    ]

    assert told(found("C-69", rows)) == [
        ("overlap", "escorts", "b|team", "escort_team_id|a", "high"),
        ("overlap", "motorcade_vehicles", "b|1", "driver_id|a", "high"),
    ]


def test_one_car_has_one_place_in_a_motorcade():
    rows = [*ROADS, *trip("a", 0), place("a"), place("a", 2)]

    assert told(found("C-69", rows)) == [
        ("twice", "motorcade_vehicles", "a|2", "vehicle_id|", "high")
    ]


WHOLE = [
    place("a", number, vehicle=role, driver=f"d{number}", role=role)
    for number, role in enumerate(("lead", "principal", "follow-up", "spare"), 1)
]
CARS = [
    Vehicle(vehicle_id=role, name=role, seats=1)
    for role in ("lead", "principal", "follow-up", "spare")
]


def test_a_whole_motorcade_lacks_nothing():
    assert found("C-162", [*trip("a", 0), *WHOLE, *CARS]) == ()


@pytest.mark.parametrize(
    ("without", "severity"), [(0, "high"), (1, "high"), (2, "high"), (3, "medium")]
)
def test_each_role_is_wanted(without, severity):
    left = [row for number, row in enumerate(WHOLE) if number != without]

    findings = found("C-162", [*trip("a", 0), *left, *CARS])

    assert told(findings) == [("role", "movements", "a", WHOLE[without].role, severity)]


def test_a_plan_without_any_motorcade_is_not_nagged_but_one_left_out_is_found():
    assert found("C-162", trip("a", 0)) == ()
    assert told(found("C-162", [*trip("a", 0), *WHOLE, *CARS, *trip("b", 60)])) == [
        ("none", "movements", "b", "", "high")
    ]


def test_open_movements_need_no_motorcade():
    movement, leg = trip("b", 60)

    assert found("C-162", [*trip("a", 0), *WHOLE, replace(movement, protected=False), leg]) == ()


@pytest.mark.parametrize(("principals", "cases"), [(("p",), []), (("p", "q"), ["seats"])])
def test_the_principals_find_seats(principals, cases):
    movement, leg = trip("a", 0)
    rows = [replace(movement, principal_ids=principals), leg, *WHOLE, *CARS]

    assert [finding.case for finding in found("C-162", rows)] == cases


def test_somebody_drives_each_vehicle():
    rows = [*trip("a", 0), *WHOLE[:3], replace(WHOLE[3], driver_id=None), *CARS]

    assert told(found("C-162", rows)) == [("driver", "motorcade_vehicles", "a|4", "", "high")]


ARMOURED = replace(CAR, qualification_id="armoured")
DRIVEN = [*ROADS, *trip("a", 0), place("a", driver="d"), ARMOURED]


def holds(expires=None):
    return PersonQualification(person_id="d", qualification_id="armoured", expires=expires)


@pytest.mark.parametrize(
    ("held", "cases"),
    [
        ([], ["lacks"]),
        ([holds()], []),
        ([holds(date(2025, 10, 24))], ["expired"]),
        ([holds(date(2025, 10, 25))], []),
    ],
)
def test_the_driver_holds_what_the_vehicle_asks(held, cases):
    findings = found("C-163", [*DRIVEN, *held])

    assert [finding.case for finding in findings] == cases


def test_a_vehicle_that_asks_nothing_is_anybody_s():
    assert found("C-163", [*ROADS, *trip("a", 0), place("a", driver="d"), CAR]) == ()
