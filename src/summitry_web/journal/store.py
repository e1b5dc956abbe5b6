"""Rows of the journal as the values that are hashed and signed, and the other way."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.db import connection

from summitry.kit.canonical import canonical
from summitry.kit.merkle import Frontier, unpacked
from summitry.operations.audit import Recorded, origin_of
from summitry.operations.checkpoint import Signed
from summitry_web.journal.models import Checkpoint, Entry, Head

ROWS_AT_ONCE = 2_000


def written(at: datetime) -> str:
    """Return the moment as it is hashed: in UTC, whatever zone it came in."""
    return at.astimezone(UTC).isoformat()


def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts as any database gives them back.

    A fraction is kept as its text: PostgreSQL's ``jsonb`` gives 1e2 back as 100, and the entry
    would seem changed.
    """
    made: dict[str, object] = msgspec.json.decode(canonical(dict(facts)))
    return {name: _whole(value) for name, value in made.items()}


def _whole(value: object) -> object:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return value


def recorded(row: Entry) -> Recorded:
    """Return the entry as it is hashed."""
    return Recorded(
        journal=row.journal, number=row.number, at=written(row.at), actor=row.actor,
        kind=row.kind, subject=row.subject, facts=row.facts,
    )  # fmt: skip


def rows(journal: str, *, after: int, up_to: int) -> Iterator[Entry]:
    """Yield the rows of the entries that follow the number, in order."""
    found = Entry.objects.filter(journal=journal, number__gt=after, number__lte=up_to)
    yield from found.order_by("number").iterator(ROWS_AT_ONCE)


def signed(row: Checkpoint) -> Signed:
    """Return the checkpoint as it is signed."""
    return Signed(
        origin=origin_of(row.journal), size=row.size, root=bytes(row.root), at=written(row.at),
        key_id=row.key_id, signature=bytes(row.signature),
    )  # fmt: skip


def checkpoints(journal: str, *, after: int) -> list[Signed]:
    """Return the larger checkpoints of before the journal had a file, the smallest first."""
    found = Checkpoint.objects.filter(journal=journal, size__gt=after)
    return [signed(row) for row in found.order_by("size")]


def sizes() -> list[tuple[str, int]]:
    """Return every journal of the node, and how many entries were written into it."""
    return list(Head.objects.order_by("journal").values_list("journal", "size"))


def edge_of(journal: str) -> Frontier:
    """Return the right edge of the tree of all that was written into the journal."""
    found = Head.objects.filter(journal=journal).first()
    return Frontier() if found is None else frontier_of(found)


def flush() -> None:
    """Bring what the database has committed to the disk.

    PostgreSQL has done so. SQLite, as the site uses it, leaves its last commits to the system: in a
    power cut they are gone as if they had never been, and the journal's file would tell of them.
    """
    if connection.vendor != "sqlite":
        return
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    if log.exists():
        # SQLite holds its locks on other files: closing this one drops none of them.
        with log.open("rb") as file:
            os.fsync(file.fileno())


def frontier_of(head: Head) -> Frontier:
    """Return the tree's right edge."""
    return unpacked(head.size, bytes(head.peaks))


def held(journal: str) -> Head:
    """Return the journal's head, held until the transaction ends: writers come one by one.

    SQLite holds its one lock from the transaction's start (``IMMEDIATE``); PostgreSQL locks the
    row. So numbers have no gaps: a transaction that fails gives its number back.
    """
    heads = Head.objects.select_for_update().filter(journal=journal)
    found = heads.first()
    if found is None:
        Head.objects.get_or_create(journal=journal)
        found = heads.get()
    return found
