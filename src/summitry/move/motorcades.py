"""Vehicles and drivers for motorcades that are proposed, from those that the plan has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from summitry.kit.ids import PersonId, QualificationId, UnitId, VehicleId
from summitry.kit.time import end_of_day, moment_of
from summitry.move.bookings import Bookings, Spell, spells, things
from summitry.plan.movements import Movement
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.snapshot import Snapshot
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle, Vehicle, VehicleKind
from summitry.policy.idle import tasked

CARS = (VehicleKind.CAR, VehicleKind.ARMOURED_CAR, VehicleKind.VAN)
SUITED: Mapping[MotorcadeRole, tuple[VehicleKind, ...]] = {
    MotorcadeRole.LEAD: CARS,
    MotorcadeRole.PRINCIPAL: (VehicleKind.ARMOURED_CAR, VehicleKind.CAR),
    MotorcadeRole.FOLLOW_UP: CARS,
    MotorcadeRole.SPARE: (VehicleKind.ARMOURED_CAR, VehicleKind.CAR),
    MotorcadeRole.AMBULANCE: (VehicleKind.AMBULANCE,),
}
"""What a protected motorcade has, in its order, and which vehicles are suited, best first.

C-162 asks for the first four, C-144 for the ambulance."""
Part = tuple[MotorcadeRole, tuple[VehicleKind, ...]]
"""A role in a motorcade, and which vehicles are suited, best first."""


class Motorcades:
    """Makes up one motorcade after another; what one takes is not free for the next then."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._bookings = Bookings(snapshot)
        self._spells = spells(snapshot)
        self._vehicles = snapshot.rows(Vehicle)
        shifts = snapshot.bulks["shifts"].columns
        places = np.unique(shifts["person_id"]).tolist()
        on_posts = {shifts.words["person_id"][place] for place in places}
        self._busy = tasked(snapshot) | on_posts
        self._shifts = shifts
        self._place = {name: place for place, name in enumerate(shifts.words["person_id"])}
        self._persons: dict[UnitId, list[Person]] = defaultdict(list)
        for person in snapshot.rows(Person).values():
            if not person.powers:
                self._persons[person.unit_id].append(person)
        self._drivers: dict[VehicleId, set[PersonId]] = defaultdict(set)
        self._had: dict[str, tuple[MotorcadeVehicle, ...]] = {}
        """By principal, the motorcade that they ride in."""
        planned: dict[str, list[MotorcadeVehicle]] = defaultdict(list)
        for row in sorted(snapshot.rows(MotorcadeVehicle).values(), key=lambda row: row.place):
            planned[row.movement_id].append(row)
        for movement_id, own in planned.items():
            movement = snapshot.rows(Movement).get(movement_id)
            self._note(() if movement is None else movement.principal_ids, tuple(own))
        self._form = _form(snapshot, planned.values())

    def of(self, movement: Movement) -> tuple[list[MotorcadeVehicle], list[MotorcadeRole]]:
        """Return the motorcade of a movement, and the roles for which nothing is free."""
        before = next((self._had[each] for each in movement.principal_ids if each in self._had), ())
        parts = list(enumerate(self._parts(before)))
        # The principal's car is found first: another could take the only one with seats for all.
        parts.sort(key=lambda each: each[1][0][0] is not MotorcadeRole.PRINCIPAL)
        found: dict[int, tuple[MotorcadeRole, VehicleId, PersonId]] = {}
        lacking: list[MotorcadeRole] = []
        for number, (part, own) in parts:
            pair = self._again(own, movement) or self._fresh(part, movement)
            if pair is None:
                lacking.append(part[0])
                continue
            found[number] = (part[0], *pair)
            self._bookings.take((Vehicle, pair[0]), movement.movement_id)
            self._bookings.take((Person, pair[1]), movement.movement_id)
        made = [
            MotorcadeVehicle(
                movement_id=movement.movement_id,
                place=place,
                vehicle_id=vehicle_id,
                driver_id=driver_id,
                role=role,
            )
            for place, (_, (role, vehicle_id, driver_id)) in enumerate(sorted(found.items()), 1)
        ]
        if made:
            self._note(movement.principal_ids, tuple(made))
        return made, lacking

    def _note(self, riders: tuple[str, ...], own: tuple[MotorcadeVehicle, ...]) -> None:
        for row in own:
            if row.driver_id is not None:
                self._drivers[row.vehicle_id].add(row.driver_id)
        for principal in riders:
            if len(own) > len(self._had.get(principal, ())):
                self._had[principal] = own

    def _parts(
        self, before: tuple[MotorcadeVehicle, ...]
    ) -> list[tuple[Part, MotorcadeVehicle | None]]:
        """Return the parts of the motorcade that was before, and those it lacked at their place."""
        parts: list[tuple[Part, MotorcadeVehicle | None]] = []
        parts += ((self._part(row), row) for row in before)
        roles = {row.role for row in before}
        order = {role: place for place, (role, _) in enumerate(self._form)}
        for part in self._form:
            if part[0] not in roles:
                behind = (n for n, ((role, _), _) in enumerate(parts)
                          if order.get(role, -1) > order[part[0]])  # fmt: skip
                parts.insert(next(behind, len(parts)), (part, None))
        return parts

    def _part(self, row: MotorcadeVehicle) -> Part:
        """Return the role of a place in a motorcade; its own kind of vehicle is suited best."""
        vehicle = self._vehicles.get(row.vehicle_id)
        kinds = SUITED.get(row.role, ())
        return row.role, kinds if vehicle is None else (vehicle.kind, *kinds)

    def _again(
        self, row: MotorcadeVehicle | None, movement: Movement
    ) -> tuple[VehicleId, PersonId] | None:
        """Return the vehicle and the driver that they had, where both are free again."""
        vehicle = None if row is None else self._vehicles.get(row.vehicle_id)
        if row is None or row.driver_id is None or vehicle is None:
            return None
        if vehicle.seats < _seats(row.role, movement):
            return None
        can_again = self._holds(row.driver_id, vehicle.qualification_id, movement) and all(
            self._bookings.is_free(each, movement.movement_id) for each in things(row)
        )
        return (row.vehicle_id, row.driver_id) if can_again else None

    def _fresh(self, part: Part, movement: Movement) -> tuple[VehicleId, PersonId] | None:
        """Return a vehicle that is suited and free, with somebody to drive it."""
        role, kinds = part
        seats = _seats(role, movement)
        suited = [
            vehicle
            for vehicle in self._vehicles.values()
            if vehicle.kind in kinds
            and vehicle.seats >= seats
            and self._bookings.is_free((Vehicle, vehicle.vehicle_id), movement.movement_id)
        ]
        for vehicle in sorted(
            suited,
            key=lambda each: (
                kinds.index(each.kind),
                self._bookings.count((Vehicle, each.vehicle_id)),
                each.seats,
                each.vehicle_id,
            ),
        ):
            for driver in self._able(vehicle, movement):
                return vehicle.vehicle_id, driver
        return None

    def _able(self, vehicle: Vehicle, movement: Movement) -> Iterator[PersonId]:
        """Yield who may drive the vehicle and is free: who drives it in the plan comes first.

        Else people of its unit who have nothing else to do, no powers, and no shift, those who
        drive least first.
        """
        known = sorted(self._drivers[vehicle.vehicle_id])
        if vehicle.unit_id is not None:
            others = [p.person_id for p in self._persons[vehicle.unit_id]]
            others.sort(key=lambda each: (self._bookings.count((Person, each)), each))
            known += [each for each in others if each not in self._busy]
        for person_id in known:
            if self._bookings.is_free((Person, person_id), movement.movement_id) and self._holds(
                person_id, vehicle.qualification_id, movement
            ):
                yield person_id

    def _holds(
        self, person_id: PersonId, wanted: QualificationId | None, movement: Movement
    ) -> bool:
        """Say whether the person is there, on no post, and qualified, to the movement's end."""
        spell = self._spells[movement.movement_id]
        start, end = moment_of(spell.start), moment_of(spell.end)
        person = self._snapshot.rows(Person).get(person_id)
        if person is not None and not (
            (person.available_from or start) <= start and end <= (person.available_until or end)
        ):
            return False
        if self._is_on_post(person_id, spell):
            return False
        if wanted is None:
            return True
        held = self._snapshot.rows(PersonQualification).get(f"{person_id}|{wanted}")
        if held is None:
            return False
        return held.expires is None or end <= end_of_day(held.expires, self._snapshot.event.zone)

    def _is_on_post(self, person_id: PersonId, spell: Spell) -> bool:
        """Say whether a shift of the person overlaps the movement."""
        own = self._shifts["person_id"] == self._place.get(person_id, -1)
        start, end = self._shifts["start"][own], self._shifts["end"][own]
        return bool(((start < spell.end) & (spell.start < end)).any())


def _seats(role: MotorcadeRole, movement: Movement) -> int:
    """Return how many seats a vehicle needs in this role."""
    return len(movement.principal_ids) if role is MotorcadeRole.PRINCIPAL else 0


def _form(snapshot: Snapshot, planned: Iterable[list[MotorcadeVehicle]]) -> list[Part]:
    """Return the make-up that most motorcades of the plan have, else the one that the check asks.

    Without an ambulance in the plan there is none in the motorcades either.
    """
    vehicles = snapshot.rows(Vehicle)
    counted = Counter(tuple(row.role for row in own) for own in planned)
    if counted:
        roles = min(counted, key=lambda each: (-counted[each], each))
    else:
        kinds = {each.kind for each in vehicles.values()}
        roles = tuple(
            role
            for role in SUITED
            if role is not MotorcadeRole.AMBULANCE or VehicleKind.AMBULANCE in kinds
        )
    return [(role, SUITED.get(role, CARS)) for role in roles]
