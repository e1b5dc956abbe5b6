"""The example: hospitals, ambulances, food, fire, medicines and surveys; all invented."""

from datetime import date

from hanoi.book import Book, at, minutes
from hanoi.facts import Scale
from hanoi.movements import ROUTES
from hanoi.organisation import deputy
from hanoi.places import HOTELS, SCREENED
from hanoi.programme import principals
from summitry.kit.ids import (
    AmbulanceId,
    FoodControlId,
    HospitalId,
    InspectionId,
    ItemId,
    MedicineId,
    ObstacleId,
    PersonId,
    PostId,
    RouteId,
    SiteId,
    SurveyId,
    UnitId,
    VehicleId,
)
from summitry.kit.time import end_of_day
from summitry.plan.attestation import AttestationKind
from summitry.plan.mandate import Event
from summitry.plan.medical import (
    Ambulance,
    CareLevel,
    FireInspection,
    FoodControl,
    FoodKind,
    Hospital,
    InspectionKind,
    MedicalArrangement,
    Medicine,
)
from summitry.plan.movements import Movement
from summitry.plan.organisation import Person
from summitry.plan.perimeter import Survey, SurveyKind
from summitry.plan.table import Row
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle, Vehicle, VehicleKind

HOSPITALS = {
    "H-PINES": ("Two Pines, trauma centre", "CLINIC-1", CareLevel.TRAUMA, 6),
    "H-PINES-W": ("Two Pines, general wards", "CLINIC-1", CareLevel.ADVANCED, 20),
    "H-FERRY": ("Old Ferry, trauma centre", "CLINIC-2", CareLevel.TRAUMA, 4),
}
KEPT_READY = ("H-PINES", "H-FERRY")
AMBULANCES = {
    "AM-HALL-1": ("HALL", "MD-HAL-05"),
    "AM-HALL-2": ("HALL", "MD-HAL-06"),
    "AM-PALACE": ("PALACE", "MD-PAL-06"),
    "AM-AIRFIELD": ("AIRFIELD", "MD-AIR-06"),
    "AM-PRESS": ("PRESS", "MD-PRE-06"),
    "AM-COMMAND": ("COMMAND", "AM-01"),
}
IN_MOTORCADE = 20
"""The place of the ambulance: behind all other vehicles of the motorcade."""

_F = FoodKind
CONTROLS = {
    "FC-BANQUET-KITCHEN": (_F.KITCHEN, "PALACE", "I-BANQUET", "23T12:00"),
    "FC-BANQUET-DELIVERY": (_F.DELIVERY, "PALACE", "I-BANQUET", "25T14:00"),
    "FC-BANQUET-FOOD": (_F.FOOD, "PALACE", "I-BANQUET", "25T17:30"),
    "FC-BANQUET-WATER": (_F.WATER, "PALACE", "I-BANQUET", "25T17:00"),
    "FC-PLENARY-WATER": (_F.WATER, "HALL", "I-PLENARY-25", "25T13:30"),
    "FC-HALL-KITCHEN": (_F.KITCHEN, "HALL", None, "22T18:00"),
}
_I = InspectionKind
INSPECTIONS = {
    "FI-HALL": (_I.MEANS_OF_ESCAPE, "HALL"),
    "FI-HALL-ALARMS": (_I.ALARMS, "HALL"),
    "FI-HALL-HYDRANTS": (_I.HYDRANTS, "HALL"),
    "FI-HALL-POWER": (_I.ELECTRICITY, "HALL"),
    "FI-PALACE": (_I.MEANS_OF_ESCAPE, "PALACE"),
    "FI-PALACE-ALARMS": (_I.ALARMS, "PALACE"),
    "FI-PRESS": (_I.MEANS_OF_ESCAPE, "PRESS"),
    **{f"FI-{hotel}": (_I.MEANS_OF_ESCAPE, hotel) for hotel in HOTELS},
}
MEDICINES = {
    "ME-BLOOD-PINES": ("Red cells, group O negative", "CLINIC-1", 40, 40, date(2025, 11, 14)),
    "ME-BLOOD-FERRY": ("Red cells, group O negative", "CLINIC-2", 24, 30, date(2025, 11, 9)),
    "ME-ANTIDOTE-HALL": ("Antidotes, set", "HALL", 60, 60, date(2027, 3, 31)),
    "ME-ANTIDOTE-PALACE": ("Antidotes, set", "PALACE", 20, 20, date(2027, 3, 31)),
    "ME-ADRENALINE": ("Adrenaline, ampoules", "HALL", 40, 55, date(2026, 6, 30)),
    "ME-FLUIDS": ("Infusions, litres", "HALL", 200, 240, date(2026, 12, 31)),
    "ME-OXYGEN": ("Oxygen, bottles", "HALL", 24, 24, None),
}
DUE = at("22T18:00")


def add_care(book: Book, scale: Scale) -> None:
    """Add medical arrangements, inspections and surveys, all verified where they are due."""
    assert scale.delegates > 0
    _add_hospitals(book)
    _add_ambulances(book)
    _add_medicines(book)
    _add_inspections(book)
    _add_surveys(book)


def _verify(book: Book, row: Row, unit: str, place: int) -> None:
    book.say(row, AttestationKind.VERIFIED, deputy(unit), at("22T08:00") + minutes(5 * place))


def _add_hospitals(book: Book) -> None:
    for key, (name, site, level, beds) in HOSPITALS.items():
        book.put(
            Hospital(
                hospital_id=HospitalId(key),
                name=f"{name} (invented)",
                site_id=SiteId(site),
                level=level,
                beds_reserved=beds,
                burns=key == "H-PINES",
                helipad=level is CareLevel.TRAUMA,
                owner_unit_id=UnitId("HEALTH"),
            )
        )
    for place, (principal, _) in enumerate(principals()):
        row = MedicalArrangement(
            principal_id=principal,
            hospital_id=HospitalId(KEPT_READY[place % len(KEPT_READY)]),
            card_held_by="Physician of the detail",
            owner_unit_id=UnitId("HEALTH"),
        )
        book.put(row)
        _verify(book, row, "HEALTH", place)


def _add_ambulances(book: Book) -> None:
    for key, (site, post) in AMBULANCES.items():
        book.put(
            Ambulance(
                ambulance_id=AmbulanceId(key),
                site_id=SiteId(site),
                start=at("24T06:00"),
                end=at("26T22:00"),
                post_id=PostId(post),
                unit_id=UnitId("AMBUL"),
            )
        )
    for principal, _ in principals():
        vehicle = VehicleId(f"VA-{principal[3:]}")
        driver = PersonId(f"d-ambul-{principal[3:]}")
        book.put(
            Vehicle(
                vehicle_id=vehicle,
                name="Ambulance of a motorcade (invented)",
                kind=VehicleKind.AMBULANCE,
                seats=5,
                call_sign=f"HERON {principal[3:]}",
                site_id=SiteId("BASE-2"),
                unit_id=UnitId("AMBUL"),
            ),
            Person(person_id=driver, unit_id=UnitId("AMBUL"), languages=("vi",)),
        )
        for movement in book.rows(Movement):
            if movement.principal_ids == (principal,):
                book.put(
                    MotorcadeVehicle(
                        movement_id=movement.movement_id,
                        place=IN_MOTORCADE,
                        vehicle_id=vehicle,
                        driver_id=driver,
                        role=MotorcadeRole.AMBULANCE,
                    )
                )


def _add_medicines(book: Book) -> None:
    zone = book.rows(Event)[0].zone
    for key, (name, site, need, have, until) in MEDICINES.items():
        book.put(
            Medicine(
                medicine_id=MedicineId(key),
                name=f"{name} (invented)",
                site_id=SiteId(site),
                doses_min=need,
                doses=have,
                expires=None if until is None else end_of_day(until, zone),
                unit_id=UnitId("HEALTH"),
            )
        )


def _add_inspections(book: Book) -> None:
    for key, (kind, site, item, due) in CONTROLS.items():
        control = FoodControl(
            food_control_id=FoodControlId(key),
            kind=kind,
            site_id=SiteId(site),
            item_id=None if item is None else ItemId(item),
            due=at(due),
            unit_id=UnitId("FOODS"),
        )
        book.put(control)
        if due < "23T16:00":
            book.say(control, AttestationKind.VERIFIED, deputy("FOODS"), at(due) - minutes(20))
    for place, (key, (looks_at, site)) in enumerate(INSPECTIONS.items()):
        row = FireInspection(
            inspection_id=InspectionId(key),
            kind=looks_at,
            site_id=SiteId(site),
            due=DUE,
            unit_id=UnitId("FIRE"),
        )
        book.put(row)
        _verify(book, row, "FIRE", place)
    for number, (_, site, *_) in enumerate(SCREENED.values(), start=1):
        row = FireInspection(
            inspection_id=InspectionId(f"FI-SCREEN-{number}"),
            kind=InspectionKind.TEMPORARY_STRUCTURE,
            site_id=SiteId(site),
            due=DUE,
            unit_id=UnitId("FIRE"),
            obstacle_id=ObstacleId(f"SCREEN-{number}"),
        )
        book.put(row)
        _verify(book, row, "FIRE", 40 + number)


def _add_surveys(book: Book) -> None:
    places = {
        "HALL": SurveyKind.SITE,
        "PALACE": SurveyKind.SITE,
        "AIRFIELD": SurveyKind.ADVANCE,
        **dict.fromkeys(HOTELS, SurveyKind.RESIDENCE),
    }
    rows = [
        Survey(
            survey_id=SurveyId(f"SV-{site}"),
            kind=kind,
            site_id=SiteId(site),
            due=DUE,
            unit_id=UnitId("GUARD"),
        )
        for site, kind in places.items()
    ]
    rows += [
        Survey(
            survey_id=SurveyId(f"SV-{route[2:]}"),
            kind=SurveyKind.ROUTE,
            route_id=RouteId(route),
            due=DUE,
            unit_id=UnitId("GUARD"),
        )
        for route in ROUTES
    ]
    for place, row in enumerate(rows):
        book.put(row)
        _verify(book, row, "GUARD", place)
