"""Proposed movements get owner, escort and motorcade from what the plan tells and has free."""

from msgspec.structs import replace

from summitry.move.crews import Crewed, Need, Short, crews
from summitry.move.from_flights import from_flights
from summitry.plan.change import apply
from summitry.plan.governance import FieldLead
from summitry.plan.movements import Leg, Movement, TravelTime
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Detail, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Power, Rank
from summitry.plan.vehicles import (
    Escort,
    EscortTeam,
    MotorcadeRole,
    MotorcadeVehicle,
    Vehicle,
    VehicleKind,
)
from tests.core.move.flown import SITES, SUMMIT, at, delegation, item, principal
from tests.plans.one_rule import EVENT

WAYS = [
    TravelTime(from_site_id=one, to_site_id=other, minutes=10)
    for one in SITES
    for other in SITES
    if one < other
]
NEEDED = (
    MotorcadeRole.LEAD, MotorcadeRole.PRINCIPAL, MotorcadeRole.FOLLOW_UP, MotorcadeRole.SPARE,
)  # fmt: skip


def teams(*names):
    return [EscortTeam(escort_team_id=name, name=name) for name in names]


def cars(count, **more):
    return [
        Vehicle(vehicle_id=f"v{number}", name="Car", kind=VehicleKind.CAR, unit_id="MOTOR", **more)
        for number in range(count)
    ]


def drivers(count):
    return [Person(person_id=f"d{number}", unit_id="MOTOR") for number in range(count)]


def crewed(*more, without=()):
    """Return the summit with movements from its flights, and what these get."""
    rows = [row for row in (*SUMMIT, *WAYS) if not isinstance(row, without)]
    plan = Snapshot.of([EVENT, *rows, *more])
    made = from_flights(plan)
    after = apply(plan, made.edits)
    found = crews(after, made.movements)
    return found, apply(after, found.edits)


def escorts(snapshot):
    return {row.movement_id: row.escort_team_id for row in snapshot.rows(Escort).values()}


def owners(snapshot):
    return {row.owner_unit_id for row in snapshot.rows(Movement).values()}


def test_nothing_is_made_up_where_the_plan_tells_nothing():
    found, after = crewed()

    ids = sorted(after.rows(Movement))
    assert found == Crewed(
        edits=(),
        short=tuple(Short(need=Need.OWNER, movement_id=each) for each in ids),
        without=("escort_teams", "vehicles"),
    )


def test_owner_is_the_details_unit_else_whoever_leads_the_field():
    lead = FieldLead(field=Field.RECEPTION_AND_ESCORT, unit_id="PROTOCOL")
    guard = Detail(detail_id="team-a", name="Team", principal_id="pa", unit_id="GUARD")

    found, after = crewed(lead, guard, without=(Detail,))

    assert found.short == ()
    assert {(row.principal_ids, row.owner_unit_id) for row in after.rows(Movement).values()} == {
        (("pa",), "GUARD"),
        (("pb",), "PROTOCOL"),
    }


def test_owner_of_the_principals_other_movements_owns_these_too():
    own = Movement(movement_id="mine", title="m", principal_ids=("pb",), owner_unit_id="NAVY")
    lead = FieldLead(field=Field.RECEPTION_AND_ESCORT, unit_id="PROTOCOL")

    _, after = crewed(own, lead)

    assert {row.owner_unit_id for row in after.rows(Movement).values()
            if row.principal_ids == ("pb",)} == {"NAVY"}  # fmt: skip


def test_each_principal_keeps_one_team_and_no_team_is_in_two_places():
    _, after = crewed(*teams("e1", "e2", "e3"))

    found = escorts(after)
    assert {(movement[:4], team) for movement, team in found.items()} == {
        ("MV-a", "e1"), ("MV-b", "e2"),
    }  # fmt: skip
    assert found.keys() == after.rows(Movement).keys()


def test_team_that_a_principal_has_in_the_plan_is_taken_again():
    own = Movement(movement_id="mine", title="m", principal_ids=("pa",))
    leg = Leg(movement_id="mine", route_id="hotel-a-hall", depart=at(8, 30))

    _, after = crewed(own, leg, *teams("e1", "e2"), Escort(movement_id="mine", escort_team_id="e2"))

    teams_of_a = {t for m, t in escorts(after).items() if not m.startswith("MV-b")}
    assert teams_of_a == {"e2"}


def test_where_teams_are_too_few_the_highest_are_served_first_and_the_others_are_told():
    found, after = crewed(*teams("e1"))

    short = {each.movement_id for each in found.short if each.need is Need.ESCORT}
    assert short
    assert all(movement.startswith("MV-b") for movement in short)
    assert short | escorts(after).keys() == after.rows(Movement).keys()


def test_team_stays_where_it_is_where_the_plan_knows_no_way():
    found, after = crewed(*teams("e1"), without=(TravelTime,))

    sites = [
        (leg.depart, leg.route_id, escorts(after).get(leg.movement_id))
        for leg in after.rows(Leg).values()
    ]
    driven = [route for _, route, team in sorted(sites) if team == "e1"]
    assert driven[0] == "airport-hotel-a"
    assert {each.need for each in found.short} == {Need.OWNER, Need.ESCORT}


def test_motorcade_has_every_part_with_a_driver_of_the_vehicles_unit():
    chief = Person(person_id="a-chief", unit_id="MOTOR", powers=(Power.APPROVE_MANDATE,))

    found, after = crewed(*cars(8), *drivers(8), chief)

    rows = after.rows(MotorcadeVehicle).values()
    assert [each for each in found.short if each.need is Need.VEHICLE] == []
    by_movement = {key: [] for key in after.rows(Movement)}
    for row in rows:
        by_movement[row.movement_id].append(row)
    assert {tuple(row.role for row in own) for own in by_movement.values()} == {NEEDED}
    assert {row.driver_id for row in rows} == {f"d{number}" for number in range(8)}
    assert len({(row.vehicle_id, row.driver_id) for row in rows}) == 8


def test_what_only_some_may_drive_is_driven_by_them_and_who_lacks_a_vehicle_is_told():
    held = PersonQualification(person_id="d3", qualification_id="Q")
    armoured = Vehicle(
        vehicle_id="w", name="W", kind=VehicleKind.ARMOURED_CAR, qualification_id="Q",
        unit_id="MOTOR",
    )  # fmt: skip

    found, after = crewed(armoured, held, *drivers(5))

    rows = after.rows(MotorcadeVehicle).values()
    assert {(row.vehicle_id, row.driver_id, row.role) for row in rows} == {
        ("w", "d3", MotorcadeRole.PRINCIPAL)
    }
    assert {each.role for each in found.short if each.need is Need.VEHICLE} >= {
        MotorcadeRole.LEAD, MotorcadeRole.FOLLOW_UP, MotorcadeRole.SPARE,
    }  # fmt: skip


def test_motorcade_that_a_principal_has_in_the_plan_drives_again():
    own = Movement(movement_id="mine", title="m", principal_ids=("pa",))
    leg = Leg(movement_id="mine", route_id="hotel-a-hall", depart=at(8, 30))
    parts = [
        MotorcadeVehicle(
            movement_id="mine", place=place, vehicle_id=f"v{place}", driver_id=f"d{place}",
            role=role,
        )
        for place, role in enumerate((*NEEDED, MotorcadeRole.STAFF), 1)
    ]  # fmt: skip

    _, after = crewed(own, leg, *parts, *cars(6), *drivers(6))

    driven = {}
    for row in after.rows(MotorcadeVehicle).values():
        driven.setdefault(row.movement_id, []).append((row.place, row.vehicle_id, row.driver_id))
    mine = sorted(driven.pop("mine"))
    assert [sorted(parts) for key, parts in driven.items() if key.startswith("MV-a")] == [mine] * 5


def test_a_part_that_the_motorcade_lacked_stands_at_its_place():
    def motorcade(movement_id, *roles):
        yield Movement(movement_id=movement_id, title="m", principal_ids=(movement_id[:2],))
        for place, role in enumerate(roles, 1):
            car = f"v{place}"
            yield MotorcadeVehicle(
                movement_id=movement_id, place=place, vehicle_id=car, driver_id="d" + car[1:],
                role=role,
            )  # fmt: skip

    leg = Leg(movement_id="pa", route_id="hotel-a-hall", depart=at(8, 30))
    usual = [row for name in ("x1", "x2") for row in motorcade(name, *NEEDED)]

    _, after = crewed(*motorcade("pa", *NEEDED[1:]), leg, *usual, *cars(6), *drivers(6))

    driven = {}
    for row in after.rows(MotorcadeVehicle).values():
        driven.setdefault(row.movement_id, {})[row.place] = row.role
    again = [parts for key, parts in driven.items() if key.startswith("MV-a")]
    assert [tuple(parts[place] for place in sorted(parts)) for parts in again] == [NEEDED] * 5


def mine(role=MotorcadeRole.PRINCIPAL):
    """Return a movement of the plan in which d1 drives v1."""
    own = Movement(movement_id="mine", title="m", principal_ids=("pa",))
    leg = Leg(movement_id="mine", route_id="hotel-a-hall", depart=at(8, 30))
    car = MotorcadeVehicle(
        movement_id="mine", place=1, vehicle_id="v1", driver_id="d1", role=role
    )  # fmt: skip
    return own, leg, car


def driven_again(after):
    return {
        (row.vehicle_id, row.driver_id)
        for row in after.rows(MotorcadeVehicle).values()
        if row.movement_id != "mine"
    }


def test_a_driver_whose_qualification_has_expired_does_not_drive_again():
    held = PersonQualification(person_id="d1", qualification_id="Q", expires=at(0, 0).date())
    rows = (*mine(), *cars(4, qualification_id="Q"), *drivers(4), held)

    found, after = crewed(*rows)

    ends = {leg.movement_id: leg.depart for leg in after.rows(Leg).values()}
    again = [row for row in after.rows(MotorcadeVehicle).values() if row.movement_id != "mine"]
    assert all(ends[row.movement_id].date() <= at(0, 0).date() for row in again)
    assert any(each.need is Need.VEHICLE for each in found.short)


def test_a_driver_who_is_on_a_post_then_does_not_drive():
    long = Shift(
        post_id="gate", start=at(0, 0), end=at(23, 0), person_id="d1", unit_id="MOTOR"
    )  # fmt: skip
    day = at(0, 0).date()

    _, without = crewed(*mine(), *cars(8), *drivers(8))
    _, after = crewed(*mine(), *cars(8), *drivers(8), long)

    ends = {leg.movement_id: leg.depart.date() for leg in after.rows(Leg).values()}
    taken = {
        row.driver_id
        for row in after.rows(MotorcadeVehicle).values()
        if row.movement_id != "mine" and ends[row.movement_id] == day
    }
    assert ("v1", "d1") in driven_again(without)
    assert taken
    assert "d1" not in taken


def test_seats_are_enough_for_those_who_drive_together():
    more = [principal(f"p{name}", "a", Rank.MINISTER) for name in "wxyz"]
    small = [replace(each, seats=2) for each in cars(4)]
    large = Vehicle(vehicle_id="large", name="L", kind=VehicleKind.CAR, seats=9, unit_id="MOTOR")
    items = [row for row in SUMMIT if getattr(row, "item_id", "") == "session"]
    talks = replace(items[0], item_id="talks", principal_ids=("pw", "px", "py", "pz"))

    _, after = crewed(*more, talks, *small, large, *drivers(5))

    together = {key for key, row in after.rows(Movement).items() if len(row.principal_ids) > 2}
    chosen = {
        row.vehicle_id
        for row in after.rows(MotorcadeVehicle).values()
        if row.role is MotorcadeRole.PRINCIPAL and row.movement_id in together
    }
    assert chosen == {"large"}


def test_who_is_not_protected_is_neither_escorted_nor_driven_in_a_motorcade():
    plain = replace(principal("pc", "c"), protected=False)
    rows = [delegation("c", hotel_site_id="hotel-a"), plain, item("talks", at(9), at(12), "pc")]

    _, after = crewed(*rows, *teams("e1", "e2"), *cars(8), *drivers(8))

    open_to_all = {key for key, row in after.rows(Movement).items() if not row.protected}
    driven = {row.movement_id for row in after.rows(MotorcadeVehicle).values()}
    assert open_to_all
    assert open_to_all.isdisjoint({*escorts(after), *driven})
