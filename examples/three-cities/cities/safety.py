"""What is searched and sealed, where people are taken in, how places are emptied, who heals."""

from cities.moments import Book, at
from cities.places import HOTELS, ROOMS, SITES, ZONES
from cities.roll import LETTERS
from cities.ways import ROUTES

SAFE_ROOMS = {
    "SP-HOUSE": ("HOUSE-A", "IN-09"),
    "SP-OPERA": ("OPERA-B", "OP-09"),
    "SP-CASTLE": ("CASTLE-C", "CS-09"),
}
AREAS = {
    "A-TABLE": ("R-TABLE", "29T10:00", "29T16:20", "27T08:00", "27T10:30", "IN-05"),
    "A-LUNCH": ("R-LUNCH", "29T12:40", "29T14:00", "29T09:30", "29T11:00", "IN-06"),
    "A-SALON-1": ("R-SALON-1", "29T14:07", "29T14:32", "29T11:00", "29T11:40", "IN-07"),
    "A-SALON-2": ("R-SALON-2", "29T14:07", "29T14:32", "29T11:45", "29T12:30", "IN-08"),
    "A-PORCH": ("R-PORCH", "29T08:40", "29T09:40", "27T06:30", "27T08:00", "IN-04"),
    "A-STAGE": ("R-STAGE", "29T18:30", "29T19:50", "29T13:00", "29T15:00", "OP-05"),
    "A-SUPPER": ("R-SUPPER", "29T20:05", "29T21:30", "29T15:00", "29T16:30", "OP-06"),
    "A-KNIGHTS": ("R-KNIGHTS", "30T11:20", "30T12:40", "30T06:00", "30T08:00", "CS-05"),
}
OPENINGS = {
    "O-STEPFREE": ("Z-HOUSE", "step-free-gate", "Wheelchairs", "RG-01"),
    "O-KITCHEN": ("Z-HOUSE", "door", "Kitchen deliveries", "RG-02"),
    "O-STAGEDOOR": ("Z-OPERA", "door", "Artists", "OP-01"),
    "O-FIRE-A": ("Z-HOUSE", "fire-door", "", None),
    "O-DUCT-A": ("Z-GROUNDS", "service-duct", "", None),
    "O-FIRE-B": ("Z-OPERA", "fire-door", "", None),
    "O-MOAT": ("Z-CASTLE", "waterside", "", None),
}
MEALS = {"I-LUNCH": "HOUSE-A", "I-SUPPER": "OPERA-B"}
MEALS_DUE = {"I-LUNCH": "29T11:30", "I-SUPPER": "29T19:00"}
AMBULANCES = {
    "AM-A": ("HOUSE-A", "29T06:00", "29T20:00", "MD-HA-01"),
    "AM-B": ("OPERA-B", "29T15:00", "30T00:00", "MD-OB-01"),
    "AM-C": ("CASTLE-C", "30T05:00", "30T20:00", "MD-CC-01"),
}


def add_safety(book: Book) -> None:
    """Add openings, sterile areas, safe rooms, surveys and evacuation."""
    for key, (zone, kind, use, post) in OPENINGS.items():
        shut = post is None
        book.add(
            "openings",
            opening_id=key,
            zone_id=zone,
            name=f"{key[2:].title()} (invented)",
            kind=kind,
            used_for=use,
            start=None if shut else at("29T06:00"),
            end=None if shut else at("29T18:00"),
            post_id=post,
            locked=shut,
            alarmed=shut,
        )
    _add_areas(book)
    for key, (site, post) in SAFE_ROOMS.items():
        book.add(
            "safe_places",
            safe_place_id=key,
            name=f"Safe room at {SITES[site][0]} (invented)",
            kind="safe-room",
            site_id=site,
            persons_max=40,
            post_id=post,
            owner_unit_id="GUARD",
        )
    for key, (site, _, _, capacity, unit, _) in ZONES.items():
        book.add(
            "evacuations",
            evacuation_id=f"EV-{key[2:]}",
            zone_id=key,
            persons=capacity,
            minutes_max=8,
            rendezvous_ids=[f"RVP-{site}"],
            owner_unit_id=unit,
        )
    _add_surveys(book)


def _add_areas(book: Book) -> None:
    for key, (room, start, end, begins, ends, post) in AREAS.items():
        book.add(
            "sterile_areas",
            area_id=key,
            name=ROOMS[room][0],
            room_id=room,
            start=at(start),
            end=at(end),
            owner_unit_id="GUARD",
        )
        book.add(
            "sweeps",
            sweep_id=f"SW-{key[2:]}",
            area_id=key,
            start=at(begins),
            end=at(ends),
            unit_id="SEARCH",
        )
        book.add(
            "seals",
            seal_id=f"SL-{key[2:]}",
            area_id=key,
            start=at(ends),
            end=at(start),
            post_id=post,
        )


def _add_surveys(book: Book) -> None:
    for site in SITES:
        book.add(
            "surveys",
            survey_id=f"SV-{site}",
            kind="site",
            site_id=site,
            due=at("26T12:00"),
            unit_id="GUARD",
        )
    for route in ROUTES:
        for suffix in ("", "-ALT"):
            book.add(
                "surveys",
                survey_id=f"SV-{route}{suffix}",
                kind="route",
                route_id=f"{route}{suffix}",
                due=at("26T12:00"),
                unit_id="GUARD",
            )


def add_care(book: Book) -> None:
    """Add hospitals, ambulances, what they keep, controls of food, inspections of fire safety."""
    for city in "ABC":
        book.add(
            "hospitals",
            hospital_id=f"H-{city}",
            name=f"{SITES[f'HOSP-{city}'][0]} (invented)",
            site_id=f"HOSP-{city}",
            level="trauma",
            beds_reserved=8,
            burns=city == "A",
            helipad=True,
            owner_unit_id="HEALTH",
        )
        book.add(
            "medicines",
            medicine_id=f"ME-{city}",
            name="Blood, group O",
            site_id=f"HOSP-{city}",
            doses_min=30,
            doses=40,
            expires=at("04-10T00:00"),
            unit_id="HEALTH",
        )
    for key, (site, start, end, post) in AMBULANCES.items():
        book.add(
            "ambulances",
            ambulance_id=key,
            site_id=site,
            start=at(start),
            end=at(end),
            level="advanced",
            post_id=post,
            unit_id="HEALTH",
        )
    for letter in LETTERS:
        for city in "ABC":
            book.add(
                "medical_arrangements",
                principal_id=f"PR-{letter}",
                hospital_id=f"H-{city}",
                card_held_by="Physician's office of the delegation",
                owner_unit_id="HEALTH",
            )
    _add_inspections(book)


def _add_inspections(book: Book) -> None:
    """Add controls of food and water, and inspections of fire safety."""
    for item, site in MEALS.items():
        for kind in ("food", "water"):
            book.add(
                "food_controls",
                food_control_id=f"FC-{item[2:]}-{kind}",
                kind=kind,
                site_id=site,
                item_id=item,
                due=at(MEALS_DUE[item]),
                unit_id="HEALTH",
            )
    for site in sorted({*HOTELS, *(zone[0] for zone in ZONES.values())}):
        for kind in ("means-of-escape", "alarms"):
            book.add(
                "fire_inspections",
                inspection_id=f"IF-{site}-{kind}",
                kind=kind,
                site_id=site,
                due=at("25T12:00"),
                unit_id="FIRE",
            )
    for number, (obstacle, site) in enumerate(
        (("B-HOUSE-31", "HOUSE-A"), ("B-CASTLE-31", "CASTLE-C"))
    ):
        book.add(
            "fire_inspections",
            inspection_id=f"IF-SCREEN-{number + 1}",
            kind="temporary-structure",
            site_id=site,
            due=at("26T12:00"),
            unit_id="FIRE",
            obstacle_id=obstacle,
        )
