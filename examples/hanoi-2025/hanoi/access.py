"""Invented gates with arrival curves, quotas, counts, controlled lists and exports."""

from datetime import datetime

from msgspec import Struct

from hanoi.book import NOW, Book, at, minutes
from hanoi.facts import Scale
from hanoi.organisation import commander
from summitry.kit.ids import CountId, ExportId, GateId, ItemId, ListId, QuotaId, UnitId, ZoneId
from summitry.plan.access import (
    Arrival,
    ControlledList,
    Count,
    Export,
    Gate,
    ListCopy,
    ListVersion,
    Quota,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.terms import Category, ListKind, Marking, Stage


class Way(Struct, frozen=True):
    """A gate of the example; ``arrivals`` come in quarters of an hour from ``busy``.

    Where there are none the gate stands on the figures of the version.
    """

    name: str
    zone: str
    site: str
    lanes: int
    busy: str
    arrivals: tuple[int, ...]
    item: str | None = None


LANE = 320.0
"""400 persons an hour and lane observed, times 0.8 for utilisation; see the figures' sources."""

MAIN = "G-01"
GATES: dict[str, Way] = {
    MAIN: Way(
        "Main gate, 25 October (invented)", "Z-PLAZA", "HALL", 0, "25T07:30", (), "I-OPENING"
    ),
    "G-02": Way(
        "Main gate, 26 October (invented)",
        "Z-PLAZA",
        "HALL",
        8,
        "26T07:30",
        (300, 400, 400, 300),
        "I-PLENARY-26",
    ),
    "G-03": Way(
        "Press gate (invented)", "Z-FOYER", "HALL", 3, "25T05:00", (90, 120, 110, 60), "I-OPENING"
    ),
    "G-04": Way("Staff gate (invented)", "Z-SERVICE", "HALL", 2, "25T05:00", (60, 80, 80, 60)),
    "G-05": Way(
        "Principals' door (invented)",
        "Z-HOLDING",
        "HALL",
        2,
        "25T07:00",
        (20, 30, 30, 30),
        "I-WELCOME",
    ),
    "G-06": Way(
        "Stage check (invented)", "Z-STAGE", "HALL", 1, "25T08:00", (20, 30, 30), "I-OPENING"
    ),
    "G-07": Way("Plenary doors (invented)", "Z-PLENARY", "HALL", 12, "25T07:45", (), "I-OPENING"),
    "G-08": Way("Goods gate (invented)", "Z-SERVICE", "HALL", 2, "24T07:00", (20, 20, 20, 20)),
    "G-09": Way(
        "Outer check east (invented)", "Z-OUTER", "HALL", 4, "25T06:30", (150, 200, 200, 150)
    ),
    "G-10": Way(
        "Outer check west (invented)", "Z-OUTER", "HALL", 4, "25T06:30", (150, 200, 200, 150)
    ),
    "G-11": Way("Press House door (invented)", "Z-PRESS", "PRESS", 2, "25T06:00", (60, 90, 90, 60)),
    "G-12": Way(
        "Press House, vehicles (invented)", "Z-PRESS", "PRESS", 1, "25T06:00", (20, 20, 20, 20)
    ),
    "G-13": Way(
        "Banquet guests (invented)",
        "Z-PALACE",
        "PALACE",
        3,
        "25T18:00",
        (80, 120, 120, 80),
        "I-BANQUET",
    ),
    "G-14": Way(
        "Banquet service (invented)", "Z-PALACE", "PALACE", 1, "25T15:00", (30, 30, 30, 30)
    ),
    "G-15": Way("State lounge (invented)", "Z-APRON", "AIRFIELD", 2, "24T07:00", (40, 60, 60, 40)),
    "G-16": Way(
        "Command house door (invented)", "Z-COMMAND", "COMMAND", 1, "25T05:00", (40, 60, 60, 40)
    ),
}
QUARTER = minutes(15)


def add_gates(book: Book, scale: Scale) -> None:
    """Add gates and their arrival curves; the main gate stands on the figures of the version."""
    for key, way in GATES.items():
        main = key == MAIN
        book.put(
            Gate(
                gate_id=GateId(key),
                name=way.name,
                zone_id=ZoneId(way.zone),
                lanes=scale.main_lanes if main else way.lanes,
                lane_persons_per_hour=LANE,
                opens=at(way.busy) - minutes(60),
                closes=at(f"{way.busy[:2]}T22:00"),
                item_id=None if way.item is None else ItemId(way.item),
                owner_unit_id=UnitId(
                    "UNDSS" if way.zone in {"Z-FOYER", "Z-STAGE", "Z-PLENARY"} else "ADMPOL"
                ),
            )
        )
        for place, persons in enumerate(way.arrivals or scale.main_arrivals):
            start = at(way.busy) + place * QUARTER
            book.put(
                Arrival(gate_id=GateId(key), start=start, end=start + QUARTER, persons=persons)
            )


_C = Category
_ZONE_SHARES = {
    "Z-PLAZA": ((_C.DELEGATE, 1.0), (_C.OBSERVER, 1.0), (_C.ORGANISATION, 1.0), (_C.PRESS, 1.0)),
    "Z-FOYER": ((_C.DELEGATE, 1.0), (_C.OBSERVER, 1.0), (_C.ORGANISATION, 1.0), (_C.PRESS, 1.0)),
    "Z-PLENARY": ((_C.DELEGATE, 1.0), (_C.OBSERVER, 1.0), (_C.ORGANISATION, 1.0), (_C.PRESS, 0.2)),
    "Z-PRESS": ((_C.PRESS, 1.0),),
    "Z-PALACE": ((_C.DELEGATE, 0.2), (_C.GUEST, 0.0)),
}
_QUOTAS = {
    "Z-STAGE": ((_C.DELEGATE, 100), (_C.STAFF, 30), (_C.PRESS, 20)),
    "Z-PLENARY": ((_C.DELEGATE, 2700), (_C.OBSERVER, 250), (_C.PRESS, 120), (_C.STAFF, 200)),
    "Z-PRESS": ((_C.PRESS, 700), (_C.STAFF, 120)),
    "Z-PALACE": ((_C.DELEGATE, 520), (_C.STAFF, 120)),
}
_STAGES = (
    (Stage.REGISTERED, "20T12:00", 1.04),
    (Stage.APPROVED, "22T12:00", 1.0),
    (Stage.ISSUED, "23T12:00", 0.6),
)


def add_counts(book: Book, scale: Scale) -> None:
    """Add counts by stage for the zones, and quotas; all within what the zones hold."""
    totals = {
        _C.DELEGATE: scale.delegates,
        _C.OBSERVER: scale.observers,
        _C.ORGANISATION: scale.organisations,
        _C.PRESS: scale.reporters,
        _C.GUEST: 0,
    }
    note = "published after the event, dated as if known" if scale.hindsight else "invented count"
    for zone, shares in _ZONE_SHARES.items():
        for category, share in shares:
            for stage, when, factor in _STAGES:
                book.put(
                    Count(
                        count_id=CountId(f"N-{zone[2:]}-{category}-{stage}"),
                        category=category,
                        zone_id=ZoneId(zone),
                        stage=stage,
                        persons=int(totals[category] * share * factor),
                        as_of=at(when),
                        source=f"Accreditation desk (invented); {note}",
                    )
                )
    for zone, quotas in _QUOTAS.items():
        for category, persons in quotas:
            book.put(
                Quota(
                    quota_id=QuotaId(f"Q-{zone[2:]}-{category}"),
                    category=category,
                    zone_id=ZoneId(zone),
                    persons_max=persons,
                )
            )


LISTS = {
    "L-ACCESS-25": ("Access, 25 October", ListKind.ACCESS),
    "L-ACCESS-26": ("Access, 26 October", ListKind.ACCESS),
    "L-REVOKED": ("Badges revoked", ListKind.REVOCATION),
    "L-GUESTS": ("Guests of the banquet", ListKind.GUEST),
}
ISSUED = {1: at("20T09:00"), 2: at("22T15:00")}


def add_lists(book: Book) -> None:
    """Add lists in two versions, the first recalled everywhere, the second acknowledged."""
    for key, (name, kind) in LISTS.items():
        book.put(
            ControlledList(
                list_id=ListId(key),
                name=name,
                kind=kind,
                owner_unit_id=UnitId("ADMPOL"),
                shows=("badge", "category", "photo", "yes/no"),
            )
        )
        for version, issued in ISSUED.items():
            row = ListVersion(
                list_id=ListId(key),
                version=version,
                issued=issued,
                signature=f"synthetic-signature-{key}-{version}",
                records_as_of=issued - minutes(45),
            )
            book.put(row)
            if version == 1:
                recall = ISSUED[2] - minutes(60)
                book.say(row, AttestationKind.RECALLED, commander("ADMPOL"), recall)
            _copies(book, key, version, issued)


def _copies(book: Book, key: str, version: int, issued: datetime) -> None:
    for place, gate in enumerate(GATES):
        copy = ListCopy(list_id=ListId(key), version=version, gate_id=GateId(gate))
        book.put(copy)
        seen = issued + minutes(4 + place)
        book.say(copy, AttestationKind.ACKNOWLEDGED, gate_keeper(gate), seen)
        if version == 1:
            recalled = ISSUED[2] - minutes(60 - 3 - place)
            book.say(copy, AttestationKind.RECALLED, gate_keeper(gate), recalled)


def gate_keeper(gate: str) -> str:
    """Return who answers for the lists at a gate."""
    return commander(
        "UNDSS" if GATES[gate].zone in {"Z-FOYER", "Z-STAGE", "Z-PLENARY"} else "ADMPOL"
    )


def add_exports(book: Book) -> None:
    """Add what is handed outside, each cleared for its audience."""
    for key, name, recipient, audience, contents, unit in (
        (
            "EX-PUBLIC",
            "Public extract",
            "The public",
            Marking.CLEAR,
            ("figures", "traffic_orders"),
            "PRESSC",
        ),
        (
            "EX-PRESS",
            "Programme for the press",
            "Accredited outlets",
            Marking.GREEN,
            ("outlets", "programme.end", "programme.start", "programme.title"),
            "PRESSC",
        ),
        (
            "EX-DEPOSITARY",
            "Order of signing",
            "The depositary",
            Marking.GREEN,
            ("delegations.name", "signatories"),
            "PROTO",
        ),
        (
            "EX-HOTELS",
            "Delegations by hotel",
            "Hotels' duty managers",
            Marking.AMBER,
            ("delegations", "sites"),
            "CITYPOL",
        ),
        (
            "EX-UN",
            "Venue posts",
            "UN safety and security",
            Marking.AMBER,
            ("gates", "posts", "shifts", "zones"),
            "GUARD",
        ),
    ):
        book.put(
            Export(
                export_id=ExportId(key),
                name=name,
                recipient=recipient,
                audience=audience,
                contents=contents,
                owner_unit_id=UnitId(unit),
            )
        )
    assert ISSUED[2] < NOW
