"""Twenty delegations, who leads them, and two days in three cities."""

from cities.moments import NOW, ZONE_NAME, Book, at
from cities.roll import ALL, LANGUAGES, LETTERS, TONGUES, hotel, rank, tongue
from cities.ways import landing

ITEMS = {
    "I-PORCH": ("Leaders arrive", "arrival", "R-PORCH", "29T08:40", "29T09:40", "ALL", "PROTO"),
    "I-OPENING": ("Opening", "opening", "R-TABLE", "29T10:00", "29T12:20", "TALKS", "LEAD"),
    "I-LUNCH": ("Working lunch", "banquet", "R-LUNCH", "29T12:40", "29T14:00", "ALL", "PROTO"),
    "I-MEETING": (
        "Leaders' meeting",
        "plenary",
        "R-TABLE",
        "29T14:40",
        "29T16:20",
        "TALKS",
        "LEAD",
    ),
    "I-EVENING": ("Cultural evening", "other", "R-STAGE", "29T18:30", "29T19:50", "ALL", "PROTO"),
    "I-SUPPER": ("Supper", "banquet", "R-SUPPER", "29T20:05", "29T21:30", "ALL", "PROTO"),
    "I-CLOSING": ("Closing", "closing", "R-KNIGHTS", "30T11:20", "30T12:40", "TALKS", "LEAD"),
    "I-PRESS": (
        "Press conference",
        "press-conference",
        "R-BRIEFING",
        "30T13:00",
        "30T13:40",
        "",
        "PRESS",
    ),
}
BILATERALS = (("A", "B", "R-SALON-1"), ("C", "D", "R-SALON-2"))
"""Two meetings between lunch and the afternoon."""


def add_event(book: Book) -> None:
    """Add the event and what it is to achieve."""
    book.add(
        "event",
        event_id="three-cities-2031",
        name="Summit of the Twenty, Aldmere, Birkwater and Corrin (invented)",
        level="head-of-state",
        opens=at("29T10:00"),
        closes=at("30T18:30"),
        timezone=ZONE_NAME,
        lead_unit_id="LEAD",
        now=NOW,
        remark="Invented throughout: host, cities, venues, delegations and persons. The time zone"
        " lends its clock only.",
    )
    for key, name in (
        ("O-AGREE", "Twenty leaders agree on a joint statement"),
        ("O-SAFE", "Nobody comes to harm in any of the three cities"),
        ("O-ONTIME", "Trains and motorcades keep the programme"),
    ):
        book.add("objectives", objective_id=key, name=name, mandate_id="MA-1")
        book.add(
            "success_indicators",
            indicator_id=f"SI-{key[2:]}",
            objective_id=key,
            name=name,
            measured="Counted in the journal of the day",
            target=20,
            measured_in="leaders",
            owner_unit_id="LEAD",
        )


def add_delegations(book: Book) -> None:
    """Add delegations, principals with their details, and the host's liaison officers."""
    for place, letter in enumerate(LETTERS):
        book.add(
            "delegations",
            delegation_id=f"DE-{letter}",
            name=f"Delegation {letter}",
            members=30,
            liaison_unit_id="PROTO",
            hotel_site_id=hotel(place),
            head_principal_id=f"PR-{letter}",
            languages=[tongue(letter)],
        )
        book.add(
            "principals",
            principal_id=f"PR-{letter}",
            office=f"Leader of Delegation {letter}",
            delegation_id=f"DE-{letter}",
            rank=rank(place),
            protected=True,
            arrives=landing(place),
            leaves=at("30T18:30"),
        )
        book.add(
            "details",
            detail_id=f"DT-{letter}",
            name=f"Detail {letter}",
            principal_id=f"PR-{letter}",
            unit_id="GUARD",
        )
        book.add("detail_nets", detail_id=f"DT-{letter}", net_id="N-DETAILS")
        officer = f"lo-{letter.lower()}"
        book.add(
            "persons",
            person_id=officer,
            unit_id="PROTO",
            grade="liaison officer",
            languages=sorted({"de", tongue(letter)}),
        )
        book.add(
            "liaison_officers",
            delegation_id=f"DE-{letter}",
            person_id=officer,
            start=at("28T06:00"),
            end=at("30T19:00"),
        )


def add_programme(book: Book) -> None:
    """Add the items of both days and the bilateral meetings."""
    for key, (title, kind, room, start, end, who, unit) in ITEMS.items():
        talks = who == "TALKS"
        book.add(
            "programme",
            item_id=key,
            title=title,
            kind=kind,
            room_id=room,
            start=at(start),
            end=at(end),
            principal_ids=ALL if who else (),
            headcount=100 if who else 180,
            owner_unit_id=unit,
            languages=LANGUAGES if talks else (),
            precedence="rank-then-alphabet" if talks else None,
            broadcast=talks,
        )
    for one, other, room in BILATERALS:
        _add_bilateral(book, one, other, room)


def _add_bilateral(book: Book, one: str, other: str, room: str) -> None:
    item, interpreter = f"I-BILAT-{one}{other}", f"in-{one.lower()}{other.lower()}"
    book.add(
        "programme",
        item_id=item,
        title=f"Delegation {one} and Delegation {other}",
        kind="bilateral",
        room_id=room,
        start=at("29T14:07"),
        end=at("29T14:32"),
        principal_ids=(f"PR-{one}", f"PR-{other}"),
        owner_unit_id="PROTO",
    )
    book.add("persons", person_id=interpreter, unit_id="LINGUA", languages=list(TONGUES))
    languages = sorted({tongue(letter) for letter in (one, other)})
    book.add(
        "bilaterals",
        bilateral_id=f"BI-{one}{other}",
        item_id=item,
        delegation_id=f"DE-{one}",
        other_delegation_id=f"DE-{other}",
        languages=languages,
        interpreter_ids=[interpreter],
        owner_unit_id="PROTO",
    )
