"""The small plan: perimeter, sweeps, evacuation, medical care, fire."""

from collections.abc import Callable
from datetime import datetime, timedelta

from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import (
    Ambulance,
    FireInspection,
    FoodControl,
    Hospital,
    MedicalArrangement,
    Medicine,
)
from summitry.plan.organisation import Person
from summitry.plan.perimeter import (
    Evacuation,
    Opening,
    SafePlace,
    Seal,
    Seam,
    SterileArea,
    Survey,
    Sweep,
)
from summitry.plan.places import Exit, Site, Zone
from summitry.plan.posts import Post, Shift
from summitry.plan.table import Row
from tests.plans.small_moments import at

Said = tuple[AttestationKind, str, dict[str, object]]

RELIEF = timedelta(hours=6)
OVERLAP = timedelta(minutes=30)


def verified(_: Row) -> list[Said]:
    return [(AttestationKind.VERIFIED, "N-U-3", {})]


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Sweep: lambda _: [(AttestationKind.SWEPT, "N-U-2", {})],
    Seal: lambda _: [(AttestationKind.SEALED, "N-U-1", {})],
    Seam: lambda _: [
        (AttestationKind.ACKNOWLEDGED, "N-U-1", {}),
        (AttestationKind.ACKNOWLEDGED, "N-U-2", {}),
    ],
    Survey: verified,
    MedicalArrangement: verified,
    FoodControl: verified,
    FireInspection: verified,
}
"""What is said of the rows: kind, by whom, and other cells."""


def rows() -> list[Row]:
    return [*posts(), *perimeter(), *care(), *inspections()]


def posts() -> list[Row]:
    return [
        *manned("P-seal", "hall", at(-26), at(1.5)),
        *manned("P-keep", "hotel", at(4), at(8)),
        *manned("P-night2", "hotel", at(0), at(10), field="protectees"),
        *manned("P-crew", "hotel", at(4), at(9), field="medical"),
        *manned("P-aid2", "hall", at(-3), at(11), field="medical"),
    ]


def manned(key: str, site: str, start: datetime, end: datetime, **more: object) -> list[Row]:
    """Return a post with one person every six hours, who overlaps with the next."""
    cells = {"net_id": "N1", "owner_unit_id": "U-1", "holder_unit_id": "U-1"} | more
    found: list[Row] = [
        Post(post_id=key, name=key, site_id=site, start=start, end=end, **cells),
    ]
    turn = start
    while turn < end:
        person = f"N-{key}-{len(found)}"
        found += [
            Person(person_id=person, unit_id="U-1", languages=("en",)),
            Shift(
                post_id=key,
                start=turn,
                end=min(turn + RELIEF + OVERLAP, end),
                person_id=person,
                unit_id="U-1",
            ),
        ]
        turn += RELIEF
    return found


def perimeter() -> list[Row]:
    return [
        Zone(
            zone_id="Z-2",
            site_id="hall",
            name="Stage",
            ring="inner",
            jurisdiction="united-nations",
            capacity_max=100,
            owner_unit_ids=("U-2",),
            outline=((-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)),
        ),
        Exit(exit_id="X-2", zone_id="Z-1", width_m=4, stepped=True),
        Exit(exit_id="X-3", zone_id="Z-2", width_m=1),
        Exit(exit_id="X-4", zone_id="Z-2", width_m=1),
        Seam(
            seam_id="SM-1",
            inner_zone_id="Z-2",
            outer_zone_id="Z-1",
            procedure="Host police hand over at the rope",
            inner_unit_id="U-2",
            outer_unit_id="U-1",
        ),
        Opening(
            opening_id="O-1",
            zone_id="Z-1",
            name="Step-free gate",
            kind="step-free-gate",
            used_for="Wheelchairs",
            start=at(-2),
            end=at(2),
            post_id="P-salon",
        ),
        Opening(
            opening_id="O-2",
            zone_id="Z-2",
            name="Fire door",
            kind="fire-door",
            locked=True,
            alarmed=True,
        ),
        Evacuation(
            evacuation_id="EV-1",
            zone_id="Z-1",
            persons=2_000,
            minutes_max=9,
            rendezvous_ids=("RV-1",),
            owner_unit_id="U-3",
        ),
        *sterile(),
        *safe_places(),
    ]


def safe_places() -> list[Row]:
    return [
        SafePlace(
            safe_place_id="SP-1",
            name="Strong room",
            kind="safe-room",
            site_id="hall",
            post_id="P-seal",
            owner_unit_id="U-1",
        ),
        SafePlace(
            safe_place_id="SP-2",
            name="Wine cellar",
            kind="safe-haven",
            site_id="hotel",
            post_id="P-keep",
            owner_unit_id="U-1",
        ),
    ]


def sterile() -> list[Row]:
    return [
        SterileArea(
            area_id="AR-1",
            name="Stage",
            room_id="R-1",
            start=at(0),
            end=at(1),
            owner_unit_id="U-1",
        ),
        SterileArea(
            area_id="AR-2",
            name="Ballroom",
            room_id="R-3",
            start=at(5),
            end=at(7),
            owner_unit_id="U-1",
        ),
        Sweep(sweep_id="SW-1", area_id="AR-1", start=at(-27), end=at(-25.5), unit_id="U-2"),
        Sweep(sweep_id="SW-2", area_id="AR-2", start=at(3), end=at(4), unit_id="U-2"),
        Seal(seal_id="SL-1", area_id="AR-1", start=at(-26), end=at(0), post_id="P-seal"),
        Seal(seal_id="SL-2", area_id="AR-2", start=at(4), end=at(5), post_id="P-keep"),
    ]


def care() -> list[Row]:
    found: list[Row] = [
        Site(site_id="clinic", name="Clinic", kind="hospital", owner_unit_id="U-3"),
        Ambulance(
            ambulance_id="AM-1",
            site_id="hotel",
            start=at(4),
            end=at(9),
            post_id="P-crew",
            unit_id="U-3",
        ),
        Medicine(
            medicine_id="ME-1",
            name="Antidote",
            site_id="hall",
            doses_min=5,
            doses=5,
            expires=at(10),
            unit_id="U-3",
        ),
    ]
    for number in (1, 2):
        found += [
            Hospital(
                hospital_id=f"H-{number}",
                name=f"Hospital {number}",
                site_id="clinic",
                level="trauma",
                beds_reserved=1,
                owner_unit_id="U-3",
            ),
            MedicalArrangement(
                principal_id=f"PR-{number}",
                hospital_id=f"H-{number}",
                card_held_by="Physician's office",
                owner_unit_id="U-3",
            ),
        ]
    return found


def inspections() -> list[Row]:
    due = at(-48)
    found: list[Row] = [
        FoodControl(
            food_control_id=f"FC-{kind}",
            kind=kind,
            site_id="hotel",
            item_id="I-dinner",
            due=at(3),
            unit_id="U-3",
        )
        for kind in ("food", "water")
    ]
    for site in ("hall", "hotel"):
        found += [
            FireInspection(
                inspection_id=f"FI-{site}",
                kind="means-of-escape",
                site_id=site,
                due=due,
                unit_id="U-3",
            ),
            Survey(survey_id=f"SV-{site}", kind="site", site_id=site, due=due, unit_id="U-1"),
        ]
    found.append(
        FireInspection(
            inspection_id="FI-screen",
            kind="temporary-structure",
            site_id="hall",
            due=due,
            unit_id="U-3",
            obstacle_id="OB-2",
        )
    )
    for route in ("RT-1", "RT-2"):
        found.append(
            Survey(survey_id=f"SV-{route}", kind="route", route_id=route, due=due, unit_id="U-1")
        )
    return found
