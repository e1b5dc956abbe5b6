"""Invented positions of the press, the places on them, and pools drawn from published seeds."""

from msgspec import Struct

from hanoi.book import Book, at
from hanoi.facts import Scale
from hanoi.organisation import commander
from summitry.kit.ids import GateId, ItemId, OutletId, PoolId, PressPositionId, UnitId, ZoneId
from summitry.plan.attestation import AttestationKind
from summitry.plan.press import Pool, PoolMember, PressPlace, PressPosition, PressPositionKind

_K = PressPositionKind


class Stand(Struct, frozen=True):
    """A position of the example."""

    name: str
    kind: PressPositionKind
    places: int
    item: str | None
    zone: str
    gate: str
    called: str
    swept: str
    doors: str


POSITIONS: dict[str, Stand] = {
    "PP-WELCOME": Stand(
        "Forecourt, stills and cameras",
        _K.STILLS,
        60,
        "I-WELCOME",
        "Z-PLAZA",
        "G-03",
        "25T05:00",
        "25T05:45",
        "25T06:15",
    ),
    "PP-RISER": Stand(
        "Plenary hall, camera riser",
        _K.CAMERA_RISER,
        40,
        "I-OPENING",
        "Z-PLENARY",
        "G-03",
        "25T05:00",
        "25T05:45",
        "25T06:30",
    ),
    "PP-SIGNING": Stand(
        "Signing table, stills",
        _K.STILLS,
        24,
        "I-SIGN-1",
        "Z-PLENARY",
        "G-03",
        "25T05:00",
        "25T05:45",
        "25T06:45",
    ),
    "PP-MIXED": Stand(
        "Foyer, mixed zone",
        _K.MIXED_ZONE,
        50,
        "I-PLENARY-25",
        "Z-FOYER",
        "G-03",
        "25T12:00",
        "25T12:30",
        "25T13:00",
    ),
    "PP-BANQUET": Stand(
        "Banquet house, arrivals",
        _K.STILLS,
        16,
        "I-BANQUET",
        "Z-PALACE",
        "G-13",
        "25T16:00",
        "25T16:30",
        "25T17:15",
    ),
    "PP-PLENARY-26": Stand(
        "Plenary hall, second day",
        _K.CAMERA_RISER,
        40,
        "I-PLENARY-26",
        "Z-PLENARY",
        "G-02",
        "26T06:00",
        "26T06:20",
        "26T06:40",
    ),
    "PP-RESULTS": Stand(
        "Press conference on results",
        _K.CAMERA_RISER,
        80,
        "I-PRESS",
        "Z-PRESS",
        "G-11",
        "25T05:00",
        "25T05:30",
        "25T07:00",
    ),
    "PP-DESKS": Stand(
        "Working hall, desks", _K.DESK, 240, None, "Z-PRESS", "G-11", "", "", "24T08:00"
    ),
    "PP-BOOTHS": Stand(
        "Radio booths", _K.RADIO_BOOTH, 12, None, "Z-PRESS", "G-11", "", "", "24T08:00"
    ),
    "PP-TERRACE": Stand(
        "Terrace, stand-ups", _K.STAND_UP, 10, None, "Z-PRESS", "G-11", "", "", "24T08:00"
    ),
}
DRAWN = {
    "PP-WELCOME": 50,
    "PP-RISER": 36,
    "PP-SIGNING": 22,
    "PP-MIXED": 45,
    "PP-BANQUET": 14,
    "PP-PLENARY-26": 36,
    "PP-RESULTS": 75,
    "PP-DESKS": 120,
    "PP-BOOTHS": 12,
    "PP-TERRACE": 10,
}
"""How many outlets have a place at each position; desks have two places each."""
POOLS = {
    "PL-WELCOME": ("Welcome", "I-WELCOME", 6),
    "PL-TABLE": ("Beside the signing table", "I-SIGN-1", 4),
    "PL-BANQUET": ("Head table of the banquet", "I-BANQUET", 4),
    "PL-BILATERAL": ("First bilateral meeting", "I-BILAT-01", 3),
}
STEP = 7
POOL_STEP = 11


def add_press(book: Book, scale: Scale) -> None:
    """Add positions with the outlets that have places, and pools with their members."""
    for number, (key, stand) in enumerate(POSITIONS.items()):
        _add_position(book, key, stand)
        for place in range(DRAWN[key]):
            outlet = (number * STEP + place) % scale.outlets + 1
            book.put(
                PressPlace(
                    press_position_id=PressPositionId(key),
                    outlet_id=OutletId(f"M-{outlet:03}"),
                    places=2 if stand.kind is _K.DESK else 1,
                )
            )
    book.put(
        PressPlace(
            press_position_id=PressPositionId("PP-TERRACE"),
            outlet_id=OutletId("M-001"),
            withdrawn=True,
            reason="Handed back by the outlet on 21 October, in writing (invented)",
        )
    )
    for number, (key, (name, item, places)) in enumerate(POOLS.items()):
        pool = Pool(
            pool_id=PoolId(key),
            name=name,
            item_id=ItemId(item),
            places=places,
            drawn=at("22T17:00"),
            seed=f"synthetic-seed-{number + 1}",
            owner_unit_id=UnitId("PRESSC"),
        )
        book.put(pool)
        book.say(pool, AttestationKind.ISSUED, commander("PRESSC"), at("22T09:00"))
        for place in range(places):
            outlet = (number * POOL_STEP + place * 5) % scale.outlets + 1
            book.put(PoolMember(pool_id=PoolId(key), outlet_id=OutletId(f"M-{outlet:03}")))


def _add_position(book: Book, key: str, stand: Stand) -> None:
    book.put(
        PressPosition(
            press_position_id=PressPositionId(key),
            name=f"{stand.name} (invented)",
            kind=stand.kind,
            places=stand.places,
            item_id=None if stand.item is None else ItemId(stand.item),
            zone_id=ZoneId(stand.zone),
            gate_id=GateId(stand.gate),
            called=at(stand.called) if stand.called else None,
            swept=at(stand.swept) if stand.swept else None,
            doors=at(stand.doors),
            owner_unit_id=UnitId("PRESSC"),
        )
    )
