"""Booths, papers, feeds, seats, speakers, flags, gifts, and what shows the host."""

from cities.moments import Book, at, minutes
from cities.roll import LANGUAGES, LETTERS, rank

TALKS = {
    "I-OPENING": ("R-TABLE", "29T10:00", "29T12:20"),
    "I-MEETING": ("R-TABLE", "29T14:40", "29T16:20"),
    "I-CLOSING": ("R-KNIGHTS", "30T11:20", "30T12:40"),
}
TEAM = 3


def add_conference(book: Book) -> None:
    """Add interpreters in booths, papers with their translations, and feeds that were tried."""
    for room in ("R-TABLE", "R-KNIGHTS"):
        for language in LANGUAGES:
            _add_booth(book, room, language)
    for key, (title, item, due) in {
        "DC-DRAFT": ("Draft of the joint statement", "I-MEETING", "27T09:00"),
        "DC-AGENDA": ("Agenda", "I-OPENING", "26T18:00"),
    }.items():
        book.add(
            "documents",
            document_id=key,
            title=title,
            item_id=item,
            original="en",
            languages=LANGUAGES,
            due=at(due),
            owner_unit_id="LEAD",
        )
        for language in LANGUAGES:
            if language != "en":
                book.add(
                    "translations",
                    document_id=key,
                    language=language,
                    due=at(due) - minutes(120),
                    unit_id="LINGUA",
                )
    for item in TALKS:
        _add_feeds(book, item)


def _add_booth(book: Book, room: str, language: str) -> None:
    booth = f"BO-{room[2:]}-{language}"
    book.add(
        "booths",
        booth_id=booth,
        room_id=room,
        language=language,
        both_ways=True,
        owner_unit_id="LINGUA",
    )
    for number in range(1, TEAM + 1):
        person = f"i-{room[2:].lower()}-{language}-{number}"
        languages = sorted({language, "de" if language == "en" else "en"})
        book.add("persons", person_id=person, unit_id="LINGUA", languages=languages)
        for held, start, end in TALKS.values():
            if held == room:
                book.add(
                    "booth_duties", booth_id=booth, person_id=person, start=at(start), end=at(end)
                )


def _add_feeds(book: Book, item: str) -> None:
    tested = at("26T16:00")
    for key, kind, language, backup in (
        ("1", "clean-picture", "", "2"),
        ("2", "clean-picture", "", None),
        *((language, "language-sound", language, None) for language in LANGUAGES),
    ):
        book.add(
            "feeds",
            feed_id=f"FE-{item[2:]}-{key}",
            item_id=item,
            kind=kind,
            language=language,
            tested_by=tested,
            backup_feed_id=f"FE-{item[2:]}-{backup}" if backup else None,
            owner_unit_id="PRESS",
        )


def add_protocol(book: Book) -> None:
    """Add seats and speakers by rank and alphabet, flags and name plates, gifts, outreach."""
    for item, (_, start, end) in TALKS.items():
        total = (at(end) - at(start)) / minutes(1)
        for place, letter in enumerate(LETTERS):
            delegation = f"DE-{letter}"
            book.add("seats", item_id=item, place=place + 1, delegation_id=delegation)
            book.add(
                "speakers",
                item_id=item,
                place=place + 1,
                delegation_id=delegation,
                principal_id=f"PR-{letter}",
                minutes=float(total // len(LETTERS) - (rank(place) != "head-of-state") * 0.5),
            )
            for kind in ("flag", "name-plate"):
                book.add(
                    "courtesies",
                    courtesy_id=f"CO-{item[2:]}-{letter}-{kind}",
                    kind=kind,
                    delegation_id=delegation,
                    item_id=item,
                    due=at("26T18:00"),
                    owner_unit_id="PROTO",
                )
    for letter in "ABCD":
        item = f"I-BILAT-{'AB' if letter in 'AB' else 'CD'}"
        book.add(
            "gifts",
            gift_id=f"GI-{letter}",
            name="Bowl of birch wood",
            delegation_id=f"DE-{letter}",
            item_id=item,
            due=at("26T18:00"),
            owner_unit_id="PROTO",
        )
    book.add(
        "outreach",
        outreach_id="OT-CITIES",
        title="Three cities, one table",
        kind="exhibition",
        objective_id="O-AGREE",
        site_id="PRESS-A",
        start=at("29T08:00"),
        end=at("30T18:00"),
        due=at("26T18:00"),
        owner_unit_id="PRESS",
    )
