"""Reading the journal: entries, how far it is signed, proofs, and whether it is whole."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload

from django.db.models import QuerySet
from msgspec import Struct

from summitry.kit.merkle import inclusion_proof
from summitry.operations.audit import Header, Recorded, judged
from summitry.operations.checkpoint import Signed
from summitry.operations.judge import Fault, Verified
from summitry_web.frame.refused import Denied
from summitry_web.journal import store
from summitry_web.journal.keys import node_public_key
from summitry_web.journal.models import Checkpoint, Entry, Head


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries are wanted; what is empty filters nothing."""

    kind: str = ""
    actor: str = ""
    start: datetime | None = None
    end: datetime | None = None


class Entries(Sequence[Recorded]):
    """Entries of a journal, the newest first; only those that are looked at are read."""

    def __init__(self, rows: "QuerySet[Entry, Any]") -> None:
        self._rows = rows
        self._size: int | None = None

    def __len__(self) -> int:
        if self._size is None:
            self._size = self._rows.count()
        return self._size

    @overload
    def __getitem__(self, place: int) -> Recorded: ...
    @overload
    def __getitem__(self, place: slice) -> "Sequence[Recorded]": ...
    def __getitem__(self, place: int | slice) -> "Recorded | Sequence[Recorded]":
        if isinstance(place, int):
            if not -len(self) <= place < len(self):
                raise IndexError(place)
            return store.recorded(self._rows[place % len(self)])
        return [store.recorded(row) for row in self._rows[place]]


class Proof(Struct, frozen=True, kw_only=True):
    """That an entry is under a checkpoint: the hashes from its leaf up to the signed root."""

    entry: Recorded
    leaf: bytes
    checkpoint: Signed
    hashes: tuple[bytes, ...]


def entries(journal: str, wanted: Wanted) -> Entries:
    """Return the entries that are wanted."""
    rows: QuerySet[Entry, Any] = Entry.objects.filter(journal=journal).order_by("-number")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.actor:
        rows = rows.filter(actor=wanted.actor)
    if wanted.start:
        rows = rows.filter(at__gte=wanted.start)
    if wanted.end:
        rows = rows.filter(at__lt=wanted.end)
    return Entries(rows)


def kinds_and_actors(journal: str) -> tuple[list[str], list[str]]:
    """Return the kinds and the actors that the journal has, for choosing among them."""
    rows = Entry.objects.filter(journal=journal).order_by()
    found = (set(rows.values_list(name, flat=True).distinct()) for name in ("kind", "actor"))
    kinds, actors = (sorted(each) for each in found)
    return kinds, actors


def entry(journal: str, number: int) -> Recorded:
    """Return the entry of that number.

    Raises
    ------
    Denied
        When there is none.
    """
    return store.recorded(_row(journal, number))


def count_since(journal: str, wanted: Wanted) -> int:
    """Return how many entries there are of what is wanted: for limits by the hour."""
    return len(entries(journal, wanted))


def signed_to(journal: str) -> Signed | None:
    """Return the newest checkpoint."""
    row = Checkpoint.objects.filter(journal=journal).order_by("-size").first()
    return None if row is None else store.signed(row)


def proof(journal: str, number: int) -> Proof | None:
    """Return the proof that the entry is signed; None while no checkpoint covers it.

    The smallest tree that has the entry serves, so that an early entry's proof stays cheap and
    never changes.
    """
    row = _row(journal, number)
    found = Checkpoint.objects.filter(journal=journal, size__gte=number).order_by("size").first()
    if found is None:
        return None
    under = Entry.objects.filter(journal=journal, number__lte=found.size).order_by("number")
    leaves = [bytes(each) for each in under.values_list("leaf", flat=True)]
    return Proof(
        entry=store.recorded(row),
        leaf=bytes(row.leaf),
        checkpoint=store.signed(found),
        hashes=inclusion_proof(leaves, number - 1),
    )


def header_of(journal: str, *, made: str = "") -> Header:
    """Return what the journal says of itself."""
    head = Head.objects.filter(journal=journal).first()
    public = b64encode(node_public_key()).decode()
    return Header(journal=journal, size=head.size if head else 0, public_key=public, made=made)


def verify(journal: str) -> Verified | Fault:
    """Return that the journal in the database is whole, or its first bad entry."""
    return judged(header_of(journal), store.checkpoints(journal), store.leafed(journal))


def _row(journal: str, number: int) -> Entry:
    found: Entry | None = Entry.objects.filter(journal=journal, number=number).first()
    if found is None:
        raise Denied("entry")
    return found
