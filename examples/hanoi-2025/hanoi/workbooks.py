"""Three units' own workbooks: each right by itself, and colliding when they are merged.

They are as of 15 October, three days before posts and rosters are due. The guard command and the
city police claim one post at different times, each thinks that the other holds a second post, and
their cards for one contingency name different meeting points. The foreign ministry moves an item
of the programme and a delegation to another hotel.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from hanoi.book import Book, at
from hanoi.organisation import commander
from summitry.kit.ids import RendezvousId, SiteId, UnitId
from summitry.kit.time import seconds_of
from summitry.plan.attestation import AttestationKind
from summitry.plan.governance import Deputy, FieldLead
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, PersonQualification, Unit
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.programme import Delegation, Item
from summitry.plan.risks import ContingencyCard
from summitry.plan.table import ColumnKind, Row, table_of, target_of
from summitry.plan.tables import TABLES

MADE = "15T09:00"
SAID = at("14T10:00")
DAY = ("25T06:00", "25T22:00")
CONTINGENCY = "KG-CROWD"
CARDS = ("ADMPOL", "AMBUL", "CITYPOL", "MOBILE", "UNDSS")
CLAIMED_TWICE = "PM-02"
EACH_THINKS_THE_OTHER = "PM-04"
MOVED_ITEM = "I-PRESS"
MOVED_DELEGATION = "D-005"


class Part(Struct, frozen=True):
    """What one unit's workbook is made of."""

    unit: str
    posts: tuple[str, ...]
    rvp: str


PARTS = {
    "guard-command": Part("GUARD", ("PM-01", "PM-07", "CL-01", "CL-02"), "RVP-HALL"),
    "city-police": Part("CITYPOL", ("HT-01-03", "HT-01-06", "HT-02-03"), "RVP-PRESS"),
    "foreign-ministry": Part("MFA", ("LN-02", "LN-04"), ""),
}


def workbooks(book: Book) -> dict[str, Book]:
    """Return each unit's own book, cut out of the sound plan and then changed by the unit."""
    made = {name: _part(book, part) for name, part in PARTS.items()}
    guard, police = made["guard-command"], made["city-police"]
    ministry = made["foreign-ministry"]
    _claim(book, guard, CLAIMED_TWICE, start=at("25T06:00"), end=at("25T22:00"))
    _claim(book, police, CLAIMED_TWICE, start=at("25T07:00"), end=at("25T20:00"))
    _staff(book, police, CLAIMED_TWICE)
    claimed = police.get(Post, CLAIMED_TWICE)
    police.say(claimed, AttestationKind.ACCEPTED, commander("CITYPOL"), SAID)
    # Each gives the second post to the other, so neither puts anybody on it.
    city, guards = UnitId("CITYPOL"), UnitId("GUARD")
    _claim(book, guard, EACH_THINKS_THE_OTHER, owner_unit_id=guards, holder_unit_id=city)
    _claim(book, police, EACH_THINKS_THE_OTHER, owner_unit_id=city, holder_unit_id=guards)
    _take(book, police, [book.get(Delegation, MOVED_DELEGATION), _item(book)])
    _take(book, ministry, [book.get(Delegation, MOVED_DELEGATION), _item(book)])
    ministry.edit(Delegation, MOVED_DELEGATION, hotel_site_id=SiteId("HOTEL-02"))
    _take(book, ministry, [book.tables["sites"]["HOTEL-02"]])
    ministry.edit(Item, MOVED_ITEM, start=at("26T15:45"), end=at("26T16:45"))
    for each in made.values():
        _register(book, each)
    return made


def _register(book: Book, made: Book) -> None:
    """Take one approved plan and the deputies of every unit in it, and the leads of fields."""
    units: set[str] = set()
    while units != made.tables["units"].keys():
        units = {*made.tables["units"]}
        fields = {plan.field for plan in made.rows(UnitPlan)} | {p.field for p in made.rows(Post)}
        _take(book, made, [row for row in book.rows(FieldLead) if row.field in fields])
        commanders = {unit.commander_id for unit in made.rows(Unit)}
        _take(book, made, [row for row in book.rows(Deputy) if row.person_id in commanders])
        held = book.rows(PersonQualification)
        _take(book, made, [row for row in held if row.person_id in commanders])
        _take(book, made, [book.get(UnitPlan, f"PL-{unit}-1") for unit in units])
        _take(book, made, [book.get(Person, commander(unit)) for unit in ("GUARD", "LEAD")])
    for plan in made.rows(UnitPlan):
        assert plan.unit_id is not None
        approver = commander("GUARD" if plan.unit_id == "LEAD" else "LEAD")
        made.say(plan, AttestationKind.ACKNOWLEDGED, commander(plan.unit_id), SAID)
        made.say(plan, AttestationKind.APPROVED, approver, SAID)
        if plan.copied_from:
            made.say(plan, AttestationKind.VERIFIED, commander(plan.unit_id), SAID)


def _item(book: Book) -> Item:
    return book.get(Item, MOVED_ITEM)


def _part(book: Book, part: Part) -> Book:
    made = Book()
    _take(book, made, [book.rows(Event)[0]])
    made.edit(
        Event,
        "HANOI-2025",
        now=at(MADE),
        remark="One unit's own workbook as of 15 October 2025. Units, places and people invented.",
    )
    _take(book, made, [book.tables["units"][part.unit]])
    for post in part.posts:
        _claim(book, made, post, start=at(DAY[0]), end=at(DAY[1]))
        _staff(book, made, post)
    if part.rvp:
        _cards(book, made, part.rvp)
    return made


def _claim(book: Book, made: Book, key: str, **cells: datetime | UnitId) -> None:
    """Take a post and what it requires into the unit's book, as the unit sees it."""
    wanted = [row for row in book.rows(PostRequirement) if row.post_id == key]
    _take(book, made, [book.get(Post, key), *wanted])
    made.edit(Post, key, **{"start": at(DAY[0]), "end": at(DAY[1]), **cells})


def _staff(book: Book, made: Book, post: str) -> None:
    first, last = (seconds_of(at(text)) for text in DAY)
    for key, duty in book.shifts.items():
        if key[0] == post and first <= key[1] < last:
            made.shifts[key] = duty
            qualified = [
                row
                for name, row in book.tables["person_qualifications"].items()
                if name.startswith(f"{duty.person_id}|")
            ]
            _take(book, made, [book.tables["persons"][duty.person_id], *qualified])


def _cards(book: Book, made: Book, rvp: str) -> None:
    """Take one contingency, with every unit's card as this unit has it."""
    _take(book, made, [book.tables["contingencies"][CONTINGENCY]])
    for unit in CARDS:
        key = f"{CONTINGENCY}|{unit}"
        _take(book, made, [book.tables["contingency_cards"][key], book.tables["rendezvous"][rvp]])
        card = made.edit(ContingencyCard, key, rvp_id=RendezvousId(rvp))
        made.say(card, AttestationKind.ACKNOWLEDGED, commander(unit), SAID)


def _take(book: Book, made: Book, rows: Iterable[Row]) -> None:
    """Copy rows, and all that they refer to, where they are not there yet."""
    waiting = list(rows)
    while waiting:
        row = waiting.pop()
        declared = table_of(row)
        if declared.key_of(row) in made.tables.get(declared.name, {}):
            continue
        made.put(row)
        waiting += _referred(book, row)


def _referred(book: Book, row: Row) -> list[Row]:
    found = []
    for column in table_of(row).columns:
        value, target = getattr(row, column.name), target_of(column)
        if value is None or target is None or column.kind not in {ColumnKind.ID, ColumnKind.IDS}:
            continue
        keys = value if column.kind is ColumnKind.IDS else (value,)
        if not TABLES[target].bulk:
            found += [book.tables[target][key] for key in keys]
    return found
