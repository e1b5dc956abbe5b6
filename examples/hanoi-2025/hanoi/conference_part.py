"""The example: languages, booths, documents, broadcast and bilaterals; all of it invented."""

from datetime import datetime

from hanoi.book import Book, at
from hanoi.organisation import commander, deputy
from summitry.kit.ids import (
    BilateralId,
    BoothId,
    DocumentId,
    FeedId,
    ItemId,
    PersonId,
    RoomId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import Booth, BoothDuty, Document, Feed, FeedKind, Translation
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Bilateral
from summitry.plan.terms import ItemKind, PrecedenceRule

SIX = ("ar", "en", "es", "fr", "ru", "zh")
BOTH_WAYS = ("ar", "zh")
"""Booths that work both ways, as is the practice of the United Nations; not verified."""
TWO = ("en", "vi")
CONFERENCE = ("I-OPENING", "I-SIGN-1", "I-PLENARY-25", "I-PLENARY-26", "I-CLOSING")
HEADCOUNTS = {
    "I-WELCOME": 400,
    "I-OPENING": 2_600,
    "I-SIGN-1": 2_600,
    "I-SIGN-2": 400,
    "I-SIGN-3": 300,
    "I-PLENARY-25": 2_200,
    "I-PLENARY-26": 2_000,
    "I-CLOSING": 2_000,
    "I-BANQUET": 600,
    "I-PRESS": 400,
}
SIDE_EVENT_HEADCOUNT = 200
BILATERAL_HEADCOUNT = 16
RULES = {
    "I-OPENING": PrecedenceRule.LOT,
    "I-BANQUET": PrecedenceRule.RANK_THEN_ALPHABET,
    "I-PLENARY-25": PrecedenceRule.RANK_THEN_ALPHABET,
    "I-PLENARY-26": PrecedenceRule.ORDER_OF_INSCRIPTION,
}
TRIED = at("23T15:00")
SECOND_DAY = at("26T00:00")
SECOND_DAY_TRIED = at("26T07:30")
DOCUMENTS = (
    ("PROGRAMME", "Programme of both days", "I-OPENING"),
    ("SPEAKERS", "List of speakers", "I-PLENARY-25"),
    ("PROCEDURE", "Note on the conduct of the plenary", "I-PLENARY-25"),
    ("SIGNING", "Note on the signing ceremony", "I-SIGN-1"),
    ("OPENING", "Opening addresses as prepared", "I-OPENING"),
    ("THEMES", "Themes of the second day", "I-PLENARY-26"),
    ("SUMMARY", "Draft summary of the chair", "I-CLOSING"),
)


def add_conference(book: Book) -> None:
    """Add the rows."""
    for item in book.rows(Item):
        _tell(book, item)
    _add_booths(book)
    _add_documents(book)
    for item in book.rows(Item):
        if item.broadcast:
            _add_feeds(book, item)
    _add_bilaterals(book)


def _tell(book: Book, item: Item) -> None:
    """Say of an item its languages, its order, how many come and whether it is broadcast."""
    side = item.kind is ItemKind.SIDE_EVENT
    two = side or item.kind is ItemKind.PRESS_CONFERENCE
    count = HEADCOUNTS.get(item.item_id)
    if side:
        count = SIDE_EVENT_HEADCOUNT
    elif item.kind is ItemKind.BILATERAL:
        count = BILATERAL_HEADCOUNT
    book.edit(
        Item,
        item.item_id,
        languages=SIX if item.item_id in CONFERENCE else TWO if two else (),
        precedence=RULES.get(item.item_id),
        headcount=count,
        broadcast=item.item_id in CONFERENCE or item.kind is ItemKind.PRESS_CONFERENCE,
    )


def _hire(book: Book, key: str, *languages: str) -> PersonId:
    person = PersonId(key)
    book.put(
        Person(
            person_id=person,
            unit_id=UnitId("INTERP"),
            grade="interpreter",
            languages=tuple(sorted({"en", *languages})),
        )
    )
    return person


def _add_booths(book: Book) -> None:
    """Add six booths in the plenary hall and its stage, one both ways in each smaller room."""
    teams = {
        language: [
            _hire(book, f"i-{language}-{number}", language, "fr" if language == "en" else "en")
            for number in range(1, 4 if language in BOTH_WAYS else 3)
        ]
        for language in SIX
    }
    items = book.rows(Item)
    for room in ("R-PLENARY", "R-STAGE"):
        for language, team in teams.items():
            booth = _booth(book, room, language, both_ways=language in BOTH_WAYS)
            _work(book, booth, team, [i for i in items if i.room_id == room and i.languages == SIX])
    for room in sorted({item.room_id for item in items if item.languages == TWO}):
        team = [_hire(book, f"i-{room[2:].lower()}-{number}", "vi") for number in (1, 2)]
        booth = _booth(book, room, "vi", both_ways=True)
        _work(book, booth, team, [i for i in items if i.room_id == room and i.languages == TWO])


def _booth(book: Book, room: str, language: str, *, both_ways: bool) -> BoothId:
    booth = BoothId(f"BO-{room[2:]}-{language}")
    book.put(
        Booth(
            booth_id=booth,
            room_id=RoomId(room),
            language=language,
            both_ways=both_ways,
            owner_unit_id=UnitId("INTERP"),
        )
    )
    return booth


def _work(book: Book, booth: BoothId, team: list[PersonId], items: list[Item]) -> None:
    for item in items:
        for person in team:
            book.put(BoothDuty(booth_id=booth, person_id=person, start=item.start, end=item.end))


def _add_documents(book: Book) -> None:
    """Add documents in six languages, distributed on the eve of the rehearsal."""
    for key, title, item in DOCUMENTS:
        second_day = book.get(Item, item).start > SECOND_DAY
        out = at("26T08:00" if second_day else "23T12:00")
        document = Document(
            document_id=DocumentId(f"DC-{key}"),
            title=f"{title} (invented)",
            item_id=ItemId(item),
            original="en",
            languages=SIX,
            due=out,
            owner_unit_id=UnitId("MFA"),
        )
        book.put(document)
        if not second_day:
            book.say(document, AttestationKind.ISSUED, commander("MFA"), out)
        for language in SIX:
            if language != "en":
                _translate(book, document, language, second_day=second_day)


def _translate(book: Book, document: Document, language: str, *, second_day: bool) -> None:
    row = Translation(
        document_id=document.document_id,
        language=language,
        due=at("25T22:00" if second_day else "22T18:00"),
        unit_id=UnitId("INTERP"),
    )
    book.put(row)
    if not second_day:
        book.say(row, AttestationKind.COMPLETED, deputy("INTERP"), at("22T17:00"))


def _add_feeds(book: Book, item: Item) -> None:
    """Add two pictures, the sound of the floor and of every language."""
    name = item.item_id[2:]
    wanted = [
        ("PIC-1", FeedKind.CLEAN_PICTURE, "", f"FE-{name}-PIC-2"),
        ("PIC-2", FeedKind.CLEAN_PICTURE, "", None),
        ("FLOOR", FeedKind.FLOOR_SOUND, "", None),
        *((language, FeedKind.LANGUAGE_SOUND, language, None) for language in item.languages),
    ]
    tried = _tried(item.start)
    for key, kind, language, backup in wanted:
        feed = Feed(
            feed_id=FeedId(f"FE-{name}-{key}"),
            item_id=item.item_id,
            kind=kind,
            language=language,
            tested_by=tried,
            backup_feed_id=None if backup is None else FeedId(backup),
            owner_unit_id=UnitId("BROAD"),
        )
        book.put(feed)
        if tried == TRIED:
            book.say(feed, AttestationKind.VERIFIED, commander("BROAD"), at("23T15:20"))


def _tried(start: datetime) -> datetime:
    """Return by when a line is tried: at the rehearsal, or on the morning of the second day."""
    return TRIED if start < SECOND_DAY else SECOND_DAY_TRIED


def _add_bilaterals(book: Book) -> None:
    """Add what each bilateral item is between, and an interpreter where no language is shared."""
    principals = {row.principal_id: row for row in book.rows(Principal)}
    for item in book.rows(Item):
        if item.kind is not ItemKind.BILATERAL:
            continue
        one, other = (principals[each].delegation_id for each in item.principal_ids)
        spoken = [book.get(Delegation, each).languages for each in (one, other)]
        shared = set(spoken[0]) & set(spoken[1])
        between = () if shared else tuple(sorted({spoken[0][0], spoken[1][0]}))
        key = f"BI-{item.item_id[-2:]}"
        book.put(
            Bilateral(
                bilateral_id=BilateralId(key),
                item_id=item.item_id,
                delegation_id=one,
                other_delegation_id=other,
                languages=between,
                interpreter_ids=(_hire(book, f"i-{key.lower()}", *between),) if between else (),
                owner_unit_id=UnitId("PROTO"),
            )
        )
