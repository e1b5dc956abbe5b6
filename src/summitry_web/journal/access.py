"""Reading the journal: entries, how far it is handed over and signed, and whether it is whole.

What was handed over is read from the journal's own file, what still waits from the database.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, overload

from django.db.models import QuerySet
from msgspec import Struct

from summitry.kit.merkle import Frontier, inclusion_proof
from summitry.operations import judge
from summitry.operations.audit import Header, Recorded, evidence, origin_of
from summitry.operations.checkpoint import Signed
from summitry.operations.judge import Claim, Fault, Link, Reason, Verified
from summitry_web.frame.refused import Denied
from summitry_web.journal import store
from summitry_web.journal.audit_file import AuditFile, Condition, reading
from summitry_web.journal.keys import node_public_key
from summitry_web.journal.models import Entry


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries are wanted; what is empty filters nothing."""

    kind: str = ""
    actor: str = ""
    start: datetime | None = None
    end: datetime | None = None

    def conditions(self) -> tuple[Condition, ...]:
        """Return the same for the journal's file."""
        told = (
            Condition("kind", "=", self.kind),
            Condition("actor", "=", self.actor),
            Condition("at", ">=", store.written(self.start) if self.start else ""),
            Condition("at", "<", store.written(self.end) if self.end else ""),
        )
        return tuple(each for each in told if each.value)

    def among(self, rows: "QuerySet[Entry, Any]") -> "QuerySet[Entry, Any]":
        """Return those of the database's rows that are wanted."""
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.actor:
            rows = rows.filter(actor=self.actor)
        if self.start:
            rows = rows.filter(at__gte=self.start)
        if self.end:
            rows = rows.filter(at__lt=self.end)
        return rows


class Entries(Sequence[Recorded]):
    """Entries of a journal, the newest first; only those that are looked at are read.

    What was handed over when this was made is read from the file, and what waited then from the
    database: an entry that is handed over meanwhile is there once.
    """

    def __init__(self, journal: str, wanted: Wanted) -> None:
        self._journal = journal
        self._conditions = wanted.conditions()
        with reading(journal) as file:
            self.handed = file.size
            self._of_file = file.count(self._conditions, up_to=self.handed)
        self._waiting = wanted.among(_after(journal, self.handed)).order_by("-number")
        self._of_database = self._waiting.count()

    def __len__(self) -> int:
        return self._of_database + self._of_file

    @overload
    def __getitem__(self, place: int) -> Recorded: ...
    @overload
    def __getitem__(self, place: slice) -> "Sequence[Recorded]": ...
    def __getitem__(self, place: int | slice) -> "Recorded | Sequence[Recorded]":
        if isinstance(place, int):
            if not -len(self) <= place < len(self):
                raise IndexError(place)
            first = place % len(self)
            return self[first : first + 1][0]
        start, stop, step = place.indices(len(self))
        waiting = [store.recorded(row) for row in self._waiting[start : max(start, stop)]]
        rest = stop - start - len(waiting)
        return [*waiting, *self._from_file(max(0, start - self._of_database), rest)][::step]

    def _from_file(self, skipped: int, most: int) -> list[Recorded]:
        if most <= 0:
            return []
        with reading(self._journal) as file:
            return file.newest(self._conditions, up_to=self.handed, skipped=skipped, most=most)


class Waiting(Struct, frozen=True, kw_only=True):
    """How many entries are not in the journal's file yet, and when the first was written."""

    count: int
    since: datetime


class Proof(Struct, frozen=True, kw_only=True):
    """That an entry is under a checkpoint: the hashes from its leaf up to the signed root."""

    entry: Recorded
    leaf: bytes
    checkpoint: Signed
    hashes: tuple[bytes, ...]


def entries(journal: str, wanted: Wanted) -> Entries:
    """Return the entries that are wanted."""
    return Entries(journal, wanted)


def waiting(journal: str) -> Waiting | None:
    """Return what waits to be handed over to the journal's file; None where nothing does."""
    rows = _after(journal, _handed(journal))
    first = rows.order_by("number").first()
    return None if first is None else Waiting(count=rows.count(), since=first.at)


def kinds_and_actors(journal: str) -> tuple[list[str], list[str]]:
    """Return the kinds and the actors that the journal has, for choosing among them."""
    with reading(journal) as file:
        handed, kinds, actors = file.size, file.values("kind"), file.values("actor")
    for kind, actor in _after(journal, handed).values_list("kind", "actor"):
        kinds.add(kind)
        actors.add(actor)
    return sorted(kinds), sorted(actors)


def entry(journal: str, number: int) -> Recorded:
    """Return the entry of that number.

    Raises
    ------
    Denied
        When there is none.
    """
    with reading(journal) as file:
        handed, found = file.size, file.recorded(number)
    row = _after(journal, handed).filter(number=number).first()
    if row is not None:
        found = store.recorded(row)
    if found is None:
        raise Denied("entry")
    return found


def signed_to(journal: str) -> Signed | None:
    """Return the newest checkpoint."""
    with reading(journal) as file:
        newest = file.newest_checkpoint(journal)
    older = store.checkpoints(journal, after=newest[0].size if newest else 0)
    return older[-1] if older else newest and newest[0]


def proof(journal: str, number: int) -> Proof | None:
    """Return the proof that the entry is signed; None while no checkpoint covers it.

    The smallest tree that has the entry serves, so that an early entry's proof stays cheap and
    never changes.
    """
    with reading(journal) as file:
        found = file.recorded(number)
        checkpoint = file.checkpoint_within(journal, after=number - 1, up_to=number)
        if found is None or checkpoint is None:
            return None
        leaves = [leaf for leaf, _ in file.contents(journal, 0, checkpoint.size)]
    return Proof(
        entry=found, leaf=leaves[number - 1], checkpoint=checkpoint,
        hashes=inclusion_proof(leaves, number - 1),
    )  # fmt: skip


def public_key() -> str:
    """Return the key that signs the node's journals, in base64."""
    return b64encode(node_public_key()).decode()


def size_of(journal: str) -> int:
    """Return how many entries were written into the journal, handed over or not."""
    return store.edge_of(journal).size


def evidence_of(journal: str, *, made: str) -> Iterator[bytes]:
    """Yield the lines of the evidence file: all that the journal's file has at this moment."""
    with reading(journal) as file:
        header = Header(journal=journal, size=file.size, public_key=public_key(), made=made)
        yield from evidence(header, file.checkpoints(journal), file.leafed())


def verify(journal: str) -> Verified | Fault:
    """Return that the journal is whole, in its file and in the database, or its first bad entry."""
    with reading(journal) as file:
        edge, whole = file.frontier(journal), store.edge_of(journal)
        claim = Claim(origin=origin_of(journal), size=whole.size, public_key=public_key())
        checkpoints = chain(file.checkpoints(journal), store.checkpoints(journal, after=edge.size))
        links = chain(file.links(), _links(journal, after=edge.size, up_to=whole.size))
        found = judge.judged(claim, checkpoints, links)
        if isinstance(found, Fault):
            return found
        return _fault_of_database(file, edge, whole) or found


def _fault_of_database(file: AuditFile, edge: Frontier, whole: Frontier) -> Fault | None:
    """Return the first entry that the database tells otherwise than it was written."""
    rows = _links(file.journal, after=0, up_to=edge.size)
    for link in file.links():
        row = next(rows, None)
        if row is None or (row.number, row.actual) != (link.number, link.leaf):
            return Fault(Reason.DATABASE, link.number, link.number)
    grown = edge
    for row in _links(file.journal, after=edge.size, up_to=whole.size):
        grown = grown.grown(row.leaf)
    if grown == whole:
        return None
    first, last = sorted((edge.size, whole.size))
    return Fault(Reason.DATABASE, first + 1, last)


def _links(journal: str, *, after: int, up_to: int) -> Iterator[Link]:
    """Yield the database's rows as the tree sees them."""
    for row in store.rows(journal, after=after, up_to=up_to):
        yield Link(row.number, bytes(row.leaf), store.recorded(row).leaf())


def _handed(journal: str) -> int:
    """Return how many entries were handed over to the journal's file."""
    with reading(journal) as file:
        return file.size


def _after(journal: str, handed: int) -> "QuerySet[Entry, Any]":
    """Return the rows that are not in the journal's file."""
    return Entry.objects.filter(journal=journal, number__gt=handed)
