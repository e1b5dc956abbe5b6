"""Rows of the journal as the values that are hashed and signed, and the other way."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from summitry.kit.canonical import canonical
from summitry.kit.merkle import Frontier, unpacked
from summitry.operations.audit import Leafed, Recorded, origin_of
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


def leafed(journal: str) -> Iterator[Leafed]:
    """Yield the journal's entries in order, each with its stored leaf."""
    rows = Entry.objects.filter(journal=journal).order_by("number")
    for row in rows.iterator(ROWS_AT_ONCE):
        yield recorded(row), bytes(row.leaf)


def signed(row: Checkpoint) -> Signed:
    """Return the checkpoint as it is signed."""
    return Signed(
        origin=origin_of(row.journal), size=row.size, root=bytes(row.root), at=written(row.at),
        key_id=row.key_id, signature=bytes(row.signature),
    )  # fmt: skip


def checkpoints(journal: str) -> list[Signed]:
    """Return the journal's checkpoints, the smallest first."""
    return [signed(row) for row in Checkpoint.objects.filter(journal=journal).order_by("size")]


def frontier_of(head: Head) -> Frontier:
    """Return the tree's right edge."""
    return unpacked(head.size, bytes(head.peaks))


def held(journal: str) -> Head:
    """Return the journal's head, held until the transaction ends: writers come one by one.

    SQLite holds its one lock from the transaction's start (``IMMEDIATE``); PostgreSQL locks the
    row. So numbers have no gaps: a transaction that fails gives its number back.
    """
    Head.objects.get_or_create(journal=journal)
    return Head.objects.select_for_update().get(journal=journal)
