"""Defects in zones, gates, lists, identities, signatures and exports."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hanoi.book import Book, at
from hanoi.people import document
from hanoi.planted import Planted
from summitry.kit.ids import ItemId, PrincipalId, RoomId, UnitId
from summitry.plan.access import Arrival, Export, Gate, ListVersion, Quota
from summitry.plan.attestation import AttestationKind
from summitry.plan.identity import Identity
from summitry.plan.places import Zone
from summitry.plan.programme import Item, Signatory
from summitry.plan.risks import Risk
from summitry.plan.terms import ItemKind, Marking, Rank


def too_full(book: Book) -> Iterator[Planted]:
    """More press than the hall holds, quotas above a zone, a zone whose size nobody knows."""
    book.edit(Zone, "Z-PRESS", capacity_max=300)
    book.edit(Quota, "Q-STAGE-delegate", persons_max=130)
    book.edit(Zone, "Z-PALACE", capacity_max=None)
    for key in ("Z-PRESS", "Z-STAGE", "Z-PALACE"):
        yield Planted("C-35", "zones", key)


def queues(book: Book) -> Iterator[Planted]:
    """Too few lanes at two gates, one gate without a curve, one that opens too late."""
    book.edit(Gate, "G-07", lanes=4)
    book.edit(Gate, "G-13", lanes=1)
    busiest = max(
        (row for row in book.rows(Arrival) if row.gate_id == "G-13"), key=lambda row: row.persons
    )
    book.edit(Arrival, f"G-13|{_moment(busiest)}", persons=170)
    for row in [row for row in book.rows(Arrival) if row.gate_id == "G-12"]:
        book.drop("arrivals", f"G-12|{_moment(row)}")
    book.edit(Gate, "G-10", opens=at("25T06:45"))
    for key in ("G-07", "G-13", "G-12", "G-10"):
        yield Planted("C-05", "gates", key)
    # The east check sends its queue to the west check, which now opens too late for that.
    yield Planted("C-24", "gates", "G-09")


def _moment(row: Arrival) -> str:
    return row.start.strftime("%Y-%m-%dT%H:%MZ")


def wrong_lists(book: Book) -> Iterator[Planted]:
    """Two lists in force, one unsigned, one copy unread, one recall unheard, one gate without."""
    acknowledged, recalled = AttestationKind.ACKNOWLEDGED, AttestationKind.RECALLED
    book.unsay("list_versions", "L-REVOKED|1", recalled)
    book.edit(ListVersion, "L-GUESTS|2", signature="")
    book.unsay("list_copies", "L-ACCESS-25|2|G-09", acknowledged)
    book.unsay("list_copies", "L-ACCESS-26|1|G-11", recalled)
    book.unsay("list_copies", "L-ACCESS-26|2|G-14", acknowledged)
    book.drop("list_copies", "L-ACCESS-26|2|G-14")
    yield Planted("C-31", "lists", "L-REVOKED")
    yield Planted("C-31", "list_versions", "L-GUESTS|2")
    yield Planted("C-31", "list_copies", "L-ACCESS-25|2|G-09")
    yield Planted("C-31", "list_copies", "L-ACCESS-26|1|G-11")
    yield Planted("C-31", "gates", "G-14")


class Twin(NamedTuple):
    """A record that is doubled, and how its second application differs."""

    place: int
    name: str
    other_name: str
    born: date
    other_born: date
    other_document: str


_SAME = "SYNTHETIC-C0FFEE1234"
TWINS = (
    Twin(210, "Алексей Громушкин", "Aleksei Gromushkin", date(1972, 5, 4), date(1972, 5, 4), ""),
    Twin(
        640,
        "Nguyễn Thị Phương Thảo",
        "NGUYEN Thi Phuong Thao",
        date(1985, 9, 30),
        date(1985, 9, 30),
        "",
    ),
    Twin(
        1250, "Γεώργιος Παπαδάκης", "Georgios Papadakis", date(1968, 2, 11), date(1968, 11, 2), ""
    ),
    Twin(
        1500, "Lucía Ibáñez Ochoa", "Lucia Ibanez Ochoa", date(1979, 7, 8), date(1979, 7, 8), _SAME
    ),
)
"""Two scripts; two orders of writing; day and month changed about; one document shown twice."""


def twice_registered(book: Book) -> Iterator[Planted]:
    """Four people have two badges, their names written in two ways."""
    for number, twin in enumerate(TWINS, start=1):
        first = book.people[twin.place]
        shown = twin.other_document or first.document
        book.people[twin.place] = _identity(
            first.record_id, twin.name, first.badge, twin.born, shown
        )
        again = twin.other_document or document(90_000 + number)
        book.people.append(
            _identity(f"r-9000{number}", twin.other_name, f"B9000{number}", twin.other_born, again)
        )
        yield Planted("C-61", "people", first.record_id)


def _identity(record: str, name: str, badge: str, born: date, shown: str) -> Identity:
    return Identity(
        record_id=record,
        name=name,
        badge=badge,
        birth_date=born,
        document=shown,
        nationality="synthetic",
    )


def void_signatures(book: Book) -> Iterator[Planted]:
    """Nobody cleared one signatory's powers; another was replaced after they were cleared."""
    cleared = sorted(
        word.key
        for word in book.words
        if (word.table, word.kind) == ("signatories", AttestationKind.CLEARED)
    )
    never, replaced = cleared[3], cleared[11]
    book.unsay("signatories", never, AttestationKind.CLEARED)
    book.freeze_words("signatories", replaced)
    book.edit(Signatory, replaced, rank=Rank.DEPUTY_MINISTER)
    yield Planted("C-75", "signatories", never)
    yield Planted("C-75", "signatories", replaced)


def too_short(book: Book) -> Iterator[Planted]:
    """Sixty signatures are to fit into fifty minutes."""
    book.edit(Item, "I-SIGN-1", end=at("25T10:50"))
    yield Planted("C-76", "programme", "I-SIGN-1")


def two_places(book: Book) -> Iterator[Planted]:
    """A principal is due at the airfield and then at the hall; another in two rooms at once."""
    for key, who, room, start, end in (
        ("I-BILAT-90", "PR-30", "R-LOUNGE", "25T13:30", "25T14:05"),
        ("I-BILAT-91", "PR-33", "R-SIDE-1", "26T10:30", "26T11:00"),
    ):
        book.put(
            Item(
                item_id=ItemId(key),
                title="Bilateral meeting (invented)",
                kind=ItemKind.BILATERAL,
                room_id=RoomId(room),
                start=at(start),
                end=at(end),
                principal_ids=(PrincipalId(who),),
                owner_unit_id=UnitId("MFA"),
            )
        )
        yield Planted("C-70", "principals", who)


def leaks(book: Book) -> Iterator[Planted]:
    """Exports hand out more than their readers may see, or what does not exist."""
    book.edit(Risk, "RK-WEAPONS", marking=Marking.RED)
    for key, more in (
        ("EX-PRESS", "principals.office"),
        ("EX-PUBLIC", "figures.colour"),
        ("EX-UN", "risks"),
        ("EX-HOTELS", "movements"),
    ):
        contents = tuple(sorted({*book.get(Export, key).contents, more}))
        book.edit(Export, key, contents=contents)
        yield Planted("C-84", "exports", key)


DEFECTS = (
    too_full,
    queues,
    wrong_lists,
    twice_registered,
    void_signatures,
    too_short,
    two_places,
    leaks,
)
