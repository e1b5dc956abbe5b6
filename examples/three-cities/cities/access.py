"""Gates with their crowds, categories, lists, desks, the press and its pools, records."""

from msgspec import Struct

from cities.moments import Book, at, minutes
from cities.organisation import commander
from cities.roll import LETTERS

LANE = 320
QUARTER = minutes(15)


class Way(Struct, frozen=True, kw_only=True):
    """A gate: into which zone, with how many lanes, when, and who comes quarter by quarter."""

    zone: str
    lanes: int
    opens: str
    closes: str
    busy: str
    arrivals: tuple[int, ...]
    item: str | None = None
    badges: tuple[str, ...] = ("BT-DELEGATE", "BT-STAFF")


GATES = {
    "G-HOUSE": Way(
        zone="Z-HOUSE",
        lanes=5,
        opens="29T06:30",
        closes="29T18:00",
        busy="29T08:15",
        arrivals=(120, 170, 190, 140),
        item="I-OPENING",
        badges=("BT-DELEGATE", "BT-PRESS", "BT-STAFF"),
    ),
    "G-GARDEN": Way(
        zone="Z-HOUSE",
        lanes=3,
        opens="29T06:30",
        closes="29T18:00",
        busy="29T07:45",
        arrivals=(30, 40, 40, 30),
        badges=("BT-PRESS", "BT-STAFF"),
    ),
    "G-TABLE": Way(
        zone="Z-TABLE",
        lanes=2,
        opens="29T07:30",
        closes="29T17:00",
        busy="29T08:30",
        arrivals=(40, 60, 60, 40),
        item="I-OPENING",
    ),
    "G-GROUNDS": Way(
        zone="Z-GROUNDS",
        lanes=5,
        opens="29T06:00",
        closes="29T18:00",
        busy="29T07:30",
        arrivals=(150, 200, 200, 170),
        badges=("BT-DELEGATE", "BT-PRESS", "BT-STAFF"),
    ),
    "G-PRESS": Way(
        zone="Z-PRESS",
        lanes=2,
        opens="29T06:45",
        closes="30T18:00",
        busy="29T07:00",
        arrivals=(60, 80, 80, 40),
        badges=("BT-PRESS", "BT-STAFF"),
    ),
    "G-OPERA": Way(
        zone="Z-OPERA",
        lanes=3,
        opens="29T16:00",
        closes="29T22:00",
        busy="29T17:00",
        arrivals=(90, 120, 120, 80),
        item="I-EVENING",
    ),
    "G-CASTLE": Way(
        zone="Z-CASTLE",
        lanes=2,
        opens="30T08:00",
        closes="30T17:00",
        busy="30T09:30",
        arrivals=(60, 80, 80, 40),
        item="I-CLOSING",
    ),
}
BADGES = {
    "BT-DELEGATE": ("delegate", "observer"),
    "BT-PRESS": ("press",),
    "BT-STAFF": ("staff",),
}
RIGHTS = {
    "Z-GROUNDS": {"delegate": 600, "observer": 20, "press": 200, "staff": 300},
    "Z-HOUSE": {"delegate": 600, "observer": 20, "press": 60, "staff": 150},
    "Z-TABLE": {"delegate": 200, "staff": 40},
    "Z-PRESS": {"press": 200, "staff": 60},
    "Z-OPERA": {"delegate": 300, "staff": 120},
    "Z-CASTLE": {"delegate": 240, "staff": 80},
}
OUTLETS = 40
REPORTERS = 200
STAGES = (("registered", "20T12:00"), ("approved", "24T12:00"), ("issued", "26T18:00"))
ISSUED = {1: "20T09:00", 2: "26T15:00"}


def add_access(book: Book) -> None:
    """Add gates, badges, rights with their counts, lists and desks."""
    for key, way in GATES.items():
        _add_gate(book, key, way)
    for key, categories in BADGES.items():
        book.add("badge_types", badge_type_id=key, name=key[3:].title(), categories=categories)
    for zone, categories in RIGHTS.items():
        for category, persons in categories.items():
            _add_right(book, zone, category, persons)
    for key, name, kind in (
        ("LI-ACCESS", "Access", "access"),
        ("LI-REVOKED", "Badges revoked", "revocation"),
    ):
        _add_list(book, key, name, kind)
    for number, (site, categories, counters) in enumerate(
        (
            ("HOTEL-1", ("delegate", "observer"), 6),
            ("PRESS-A", ("press",), 4),
            ("BASE-A", ("staff",), 4),
        ),
        start=1,
    ):
        book.add(
            "desks",
            desk_id=f"DK-{number}",
            name=f"Badges {number} (invented)",
            site_id=site,
            start=at("24T08:00"),
            end=at("28T20:00"),
            counters=counters,
            persons_per_hour=15,
            categories=categories,
            owner_unit_id="ACCRED",
        )


def _add_gate(book: Book, key: str, way: Way) -> None:
    book.add(
        "gates",
        gate_id=key,
        name=f"Gate {key[2:].title()} (invented)",
        zone_id=way.zone,
        lanes=way.lanes,
        lane_persons_per_hour=LANE,
        opens=at(way.opens),
        closes=at(way.closes),
        item_id=way.item,
        owner_unit_id="ACCRED",
        device="Reader with a signed list",
        decision_rule="On the list, and the photo is the holder's",
        not_on_list="block-and-log",
        contact_id="CT-ACCRED",
    )
    for badge in way.badges:
        book.add("gate_readers", gate_id=key, badge_type_id=badge)
    for place, persons in enumerate(way.arrivals):
        start = at(way.busy) + place * QUARTER
        book.add("arrivals", gate_id=key, start=start, end=start + QUARTER, persons=persons)


def _add_right(book: Book, zone: str, category: str, persons: int) -> None:
    book.add("zone_rights", category=category, zone_id=zone, reason="Works or takes part there")
    book.add(
        "quotas",
        quota_id=f"Q-{zone[2:]}-{category}",
        category=category,
        zone_id=zone,
        persons_max=persons,
    )
    for stage, when in STAGES:
        book.add(
            "counts",
            count_id=f"N-{zone[2:]}-{category}-{stage}",
            category=category,
            zone_id=zone,
            stage=stage,
            persons=persons,
            as_of=at(when),
            source="Accreditation office (invented)",
        )


def _add_list(book: Book, key: str, name: str, kind: str) -> None:
    shows = ["badge", "category", "photo", "yes/no"]
    book.add("lists", list_id=key, name=name, kind=kind, owner_unit_id="ACCRED", shows=shows)
    for version, issued in ISSUED.items():
        row = book.add(
            "list_versions",
            list_id=key,
            version=version,
            issued=at(issued),
            signature=f"synthetic-{key}-{version}",
            records_as_of=at(issued) - minutes(40),
        )
        if version == 1:
            book.say(row, "recalled", commander("ACCRED"), at("26T14:00"))
        for gate in GATES:
            copy = book.add("list_copies", list_id=key, version=version, gate_id=gate)
            book.say(copy, "acknowledged", commander("ACCRED"), at(issued) + minutes(6))
            if version == 1:
                book.say(copy, "recalled", commander("ACCRED"), at("26T14:06"))


def add_press(book: Book) -> None:
    """Add outlets, positions with places, and pools drawn in public."""
    for number in range(1, OUTLETS + 1):
        book.add(
            "outlets", outlet_id=f"OU-{number:02}", name=f"Outlet {number}", foreign=number % 3 == 0
        )
    for key, kind, zone, gate, item, places, when in (
        ("PP-RISER", "camera-riser", "Z-HOUSE", "G-HOUSE", "I-OPENING", 20, "29T0"),
        ("PP-BRIEFING", "desk", "Z-PRESS", "G-PRESS", "I-PRESS", 40, "30T1"),
    ):
        hours = (7, 8, 9) if item == "I-OPENING" else (0, 1, 2)
        called, swept, doors = (at(f"{when}{hour}:00") for hour in hours)
        book.add(
            "press_positions",
            press_position_id=key,
            name=key[3:].title(),
            kind=kind,
            places=places,
            item_id=item,
            zone_id=zone,
            gate_id=gate,
            called=called,
            swept=swept,
            doors=doors,
            owner_unit_id="PRESS",
        )
        for number in range(1, places + 1):
            outlet = f"OU-{number:02}"
            book.add("press_places", press_position_id=key, outlet_id=outlet, places=1)
    for number, item in enumerate(("I-LUNCH", "I-EVENING", "I-CLOSING"), start=1):
        book.add(
            "pools",
            pool_id=f"PO-{number}",
            name=f"Pool {number}",
            item_id=item,
            places=4,
            drawn=at("27T10:00"),
            seed=f"published-{number}",
            owner_unit_id="PRESS",
        )
        for place in range(4):
            outlet = f"OU-{1 + (number * 11 + place * 3) % OUTLETS:02}"
            book.add("pool_members", pool_id=f"PO-{number}", outlet_id=outlet)


def add_participants(book: Book) -> None:
    """Add everybody with a badge, by number only."""
    number = 0
    for category, homes, each in (
        ("delegate", [{"delegation_id": f"DE-{letter}"} for letter in LETTERS], 30),
        ("press", [{"outlet_id": f"OU-{n:02}"} for n in range(1, OUTLETS + 1)], 5),
        ("observer", [{}], 20),
    ):
        for home in homes:
            for _ in range(each):
                number += 1
                key = f"PA-{number:04}"
                book.add(
                    "participants",
                    participant_id=key,
                    category=category,
                    badge=f"B-{number:04}",
                    **home,
                )
