"""Defects in perimeter, sweeps, evacuation, medical care, fire."""

from collections.abc import Callable, Iterator

from hanoi.book import Book, at, minutes
from hanoi.planted import Planted
from summitry.kit.ids import HospitalId, LimitId, OpeningId, PostId, ZoneId
from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.mandate import EventLimit
from summitry.plan.medical import (
    FoodControl,
    MedicalArrangement,
    Medicine,
)
from summitry.plan.perimeter import (
    Evacuation,
    Opening,
    OpeningKind,
    SafePlace,
    Seal,
    SterileArea,
    Sweep,
)
from summitry.plan.places import Exit, Zone
from summitry.plan.posts import Post
from summitry.plan.programme import Principal
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle, Vehicle, VehicleKind

_ARRANGED = "medical_arrangements"


def real_use(book: Book) -> Iterator[Planted]:
    """A fire door is used by smokers, an alarm is off, a gate is found, a guard is elsewhere."""
    book.edit(Opening, "O-FIRE-2", used_for="Cooks on a break")
    book.edit(Opening, "O-DUCT-1", alarmed=False)
    book.edit(Opening, "O-LIGHTS", post_id=PostId("PM-50"))
    book.edit(Opening, "O-STEPFREE-S", start=at("21T06:00"))
    book.put(
        Opening(
            opening_id=OpeningId("O-GARDEN"),
            zone_id=ZoneId("Z-PLAZA"),
            name="Garden gate, found on 23 October (invented)",
            kind=OpeningKind.STEP_FREE_GATE,
            used_for="Gardeners",
            start=at("25T05:00"),
            end=at("25T07:00"),
            locked=True,
            alarmed=True,
        )
    )
    for key in ("O-FIRE-2", "O-DUCT-1", "O-LIGHTS", "O-STEPFREE-S", "O-GARDEN"):
        yield Planted("C-25", "openings", key)


def drawn_wrongly(book: Book) -> Iterator[Planted]:
    """Drawn at the wrong fence, left off the plan of its site, and typed only half."""
    book.edit(Gate, "G-09", x_m=-310.0, y_m=-95.0)
    yield Planted("C-153", "gates", "G-09")
    yield Planted("C-153", "posts", "GT-09")
    book.edit(Post, "PL-03", x_m=5200.0, y_m=2260.0)
    yield Planted("C-153", "posts", "PL-03")
    book.edit(Exit, "X-PRESS-2", y_m=None)
    yield Planted("C-153", "exits", "X-PRESS-2")


def too_late(book: Book) -> Iterator[Planted]:
    """The post at the State lounge begins a quarter of an hour before the first arrivals."""
    book.edit(Post, "GT-15", start=at("24T06:45"))
    yield Planted("C-26", "posts", "GT-15")


def seam_of_nobody(book: Book) -> Iterator[Planted]:
    """One seam was forgotten, and nobody has acknowledged the procedure of another."""
    book.unsay("seams", "SM-STAGE-HOLDING", AttestationKind.ACKNOWLEDGED)
    book.drop("seams", "SM-STAGE-HOLDING")
    yield Planted("C-37", "zones", "Z-HOLDING")
    book.unsay("seams", "SM-FOYER-PLAZA", AttestationKind.ACKNOWLEDGED)
    yield Planted("C-37", "seams", "SM-FOYER-PLAZA")


def nobody_comes_after(book: Book) -> Iterator[Planted]:
    """A sector's post is to be held into the evening, and its roster still has the one team."""
    post = book.get(Post, "SC-APRON-24-8")
    book.edit(Post, post.post_id, end=post.end + minutes(8 * 60))
    yield Planted("C-52", "posts", post.post_id)
    yield Planted("C-55", "posts", post.post_id)


def opened_again(book: Book) -> Iterator[Planted]:
    """Every way to break the chain from sweep to use."""
    book.edit(Seal, "SL-BANQUET", end=at("25T18:00"))
    book.edit(Seal, "SL-BILAT-1", post_id=None)
    book.edit(Sweep, "SW-BILAT-2", end=at("25T13:10"))
    book.drop("seals", "SL-DAY-2")
    book.unsay("sweeps", "SW-LOUNGE", AttestationKind.SWEPT)
    book.unsay("seals", "SL-HOLDING", AttestationKind.SEALED)
    book.put(
        SterileArea(
            area_id="A-SIGN-3",
            name="Signing table of the second day (invented)",
            zone_id=ZoneId("Z-STAGE"),
            start=at("26T12:00"),
            end=at("26T12:30"),
            owner_unit_id="GUARD",
        )
    )
    for key in ("BANQUET", "BILAT-1", "BILAT-2", "DAY-2", "LOUNGE", "HOLDING", "SIGN-3"):
        yield Planted("C-58", "sterile_areas", f"A-{key}")


def no_way_out(book: Book) -> Iterator[Planted]:
    """A zone lost all exits in a redrawing, another all but one; a third is wanted empty sooner."""
    for key in ("X-COMMAND-1", "X-COMMAND-2", "X-COMMAND-3", "X-APRON-1", "X-APRON-3"):
        book.drop("exits", key)
    book.edit(Evacuation, "EV-FOYER", minutes_max=4.5)
    book.edit(Evacuation, "EV-SERVICE", persons=250)
    yield Planted("C-59", "zones", "Z-COMMAND")
    yield Planted("C-60", "zones", "Z-APRON")
    yield Planted("C-60", "zones", "Z-FOYER")
    yield Planted("C-60", "evacuations", "EV-SERVICE")


def redrawn(book: Book) -> Iterator[Planted]:
    """The command floor was drawn as ten metres by ten; its door stands far from that."""
    book.edit(
        Zone,
        "Z-COMMAND",
        outline=((-2605.0, 1495.0), (-2595.0, 1495.0), (-2595.0, 1505.0), (-2605.0, 1505.0)),
    )
    yield Planted("C-152", "zones", "Z-COMMAND")
    yield Planted("C-153", "gates", "G-16")
    for post in ("GR-16", "GT-16"):
        yield Planted("C-153", "posts", post)


def no_help_near(book: Book) -> Iterator[Planted]:
    """An ambulance is taken away, and the host's new norm is more than the aid posts."""
    book.drop("ambulances", "AM-COMMAND")
    book.edit(Post, "AM-01", site_id="BASE-2")
    yield Planted("C-140", "sites", "COMMAND")
    book.put(
        EventLimit(
            limit_id=LimitId("medical_staff_per_thousand_min"),
            value=10.0,
            source="The host's own assessment of medical needs (invented)",
        )
    )
    yield Planted("C-141", "sites", "HALL")


def no_bed(book: Book) -> Iterator[Planted]:
    """The second hospital withdraws, and what is left is not all confirmed or written down."""
    for row in book.rows(MedicalArrangement):
        if row.hospital_id == "H-FERRY":
            key = f"{row.principal_id}|H-FERRY"
            book.drop("medical_arrangements", key)
            said = [word for word in book.words if (word.table, word.key) == (_ARRANGED, key)]
            book.unsay(_ARRANGED, key, AttestationKind.VERIFIED)
            moved = MedicalArrangement(
                principal_id=row.principal_id,
                hospital_id=HospitalId("H-PINES"),
                card_held_by=row.card_held_by,
                owner_unit_id=row.owner_unit_id,
            )
            book.put(moved)
            book.say(moved, AttestationKind.VERIFIED, said[0].by, at("23T10:00"))
    yield Planted("C-143", "hospitals", "H-PINES")
    book.unsay(_ARRANGED, "PR-17|H-PINES", AttestationKind.VERIFIED)
    yield Planted("C-142", _ARRANGED, "PR-17|H-PINES")
    book.edit(MedicalArrangement, "PR-09|H-PINES", card_held_by="  ")
    book.freeze_words(_ARRANGED, "PR-09|H-PINES")
    yield Planted("C-142", _ARRANGED, "PR-09|H-PINES")
    book.unsay(_ARRANGED, "PR-31|H-PINES", AttestationKind.VERIFIED)
    book.drop(_ARRANGED, "PR-31|H-PINES")
    yield Planted("C-142", "principals", "PR-31")


def van_for_ambulance(book: Book) -> Iterator[Planted]:
    """A motorcade goes with a van where an ambulance was."""
    key = "MV-12-25-AM"
    (part,) = [
        each
        for each in book.rows(MotorcadeVehicle)
        if each.movement_id == key and each.role is MotorcadeRole.AMBULANCE
    ]
    book.edit(MotorcadeVehicle, f"{key}|{part.place}", role=MotorcadeRole.STAFF)
    book.edit(Vehicle, part.vehicle_id, kind=VehicleKind.VAN)
    yield Planted("C-144", "movements", key)


def dinner_untasted(book: Book) -> Iterator[Planted]:
    """Nobody looks at the water, the food is looked at after the soup, a kitchen was not passed."""
    book.drop("food_controls", "FC-BANQUET-WATER")
    book.edit(FoodControl, "FC-BANQUET-FOOD", due=at("25T20:00"))
    book.unsay("food_controls", "FC-HALL-KITCHEN", AttestationKind.VERIFIED)
    yield Planted("C-145", "programme", "I-BANQUET")
    yield Planted("C-145", "food_controls", "FC-BANQUET-FOOD")
    yield Planted("C-145", "food_controls", "FC-HALL-KITCHEN")


def never_inspected(book: Book) -> Iterator[Planted]:
    """A hotel was left out, the hydrants did not pass, a screen stands that nobody looked at."""
    for key in ("FI-HOTEL-07", "FI-SCREEN-3"):
        book.unsay("fire_inspections", key, AttestationKind.VERIFIED)
        book.drop("fire_inspections", key)
    book.unsay("fire_inspections", "FI-HALL-HYDRANTS", AttestationKind.VERIFIED)
    yield Planted("C-146", "sites", "HOTEL-07")
    yield Planted("C-146", "fire_inspections", "FI-HALL-HYDRANTS")
    yield Planted("C-147", "obstacles", "SCREEN-3")


def empty_shelf(book: Book) -> Iterator[Planted]:
    """Antidotes are short, and blood expires on the evening of the first day."""
    book.edit(Medicine, "ME-ANTIDOTE-PALACE", doses=12)
    book.edit(Medicine, "ME-BLOOD-FERRY", expires=at("25T23:59"))
    yield Planted("C-148", "medicines", "ME-ANTIDOTE-PALACE")
    yield Planted("C-148", "medicines", "ME-BLOOD-FERRY")


def locked_room(book: Book) -> Iterator[Planted]:
    """The safe room of the banquet house has no keeper; that of the airfield is a storeroom now."""
    book.edit(SafePlace, "SP-PALACE", post_id=None)
    book.drop("safe_places", "SP-AIRFIELD")
    yield Planted("C-149", "safe_places", "SP-PALACE")
    yield Planted("C-149", "sites", "AIRFIELD")


def never_walked(book: Book) -> Iterator[Planted]:
    """A route was changed and not walked again, and a hotel's survey is not on file."""
    for key in ("SV-HOTEL-09-HALL", "SV-HOTEL-04"):
        book.unsay("surveys", key, AttestationKind.VERIFIED)
    book.drop("surveys", "SV-HOTEL-09-HALL")
    yield Planted("C-150", "routes", "R-HOTEL-09-HALL")
    yield Planted("C-150", "surveys", "SV-HOTEL-04")


def guest_before_guard(book: Book) -> Iterator[Planted]:
    """A principal arrives two days early, before hotel guards and survey."""
    book.edit(Principal, "PR-05", arrives=at("21T20:00"))
    yield Planted("C-151", "sites", "HOTEL-05")
    yield Planted("C-150", "surveys", "SV-HOTEL-05")
    yield Planted("C-203", "delegations", "D-004")


DEFECTS: tuple[Callable[[Book], Iterator[Planted]], ...] = (
    real_use,
    drawn_wrongly,
    too_late,
    seam_of_nobody,
    nobody_comes_after,
    opened_again,
    no_way_out,
    redrawn,
    no_help_near,
    no_bed,
    van_for_ambulance,
    dinner_untasted,
    never_inspected,
    empty_shelf,
    locked_room,
    never_walked,
    guest_before_guard,
)
