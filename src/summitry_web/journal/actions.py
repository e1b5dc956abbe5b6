"""The one way to write into the audit journal, and to sign it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from summitry.operations.audit import evidence, origin_of
from summitry.operations.checkpoint import Signed
from summitry.operations.checkpoint import signed as signed_note
from summitry_web.journal import store
from summitry_web.journal.access import header_of
from summitry_web.journal.keys import node_key
from summitry_web.journal.models import Checkpoint, Entry, Head

NODE = "node"
UNSIGNED_MAX = 64
"""So many entries without signature bring a checkpoint at once; else it comes each second."""


@transaction.atomic
def record(  # who, what, on what, when: each is a column
    kind: str, *, journal: str, actor: str, at: datetime, subject: str = "",
    facts: Mapping[str, object] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry to the journal and return it; it is part of the caller's transaction.

    The journal is held until that transaction ends, so keep slow work before it.
    """
    head = store.held(journal)
    row = Entry(
        journal=journal, number=head.size + 1, at=at, actor=actor, kind=kind, subject=subject,
        facts=store.plain(facts or {}),
    )  # fmt: skip
    row.leaf = store.recorded(row).leaf()
    row.save()
    grown = store.frontier_of(head).grown(row.leaf)
    head.size, head.peaks = grown.size, grown.packed()
    head.save(update_fields=["size", "peaks"])
    if (head.size - head.signed) % UNSIGNED_MAX == 0:
        # What is done is done: where signing fails it is logged, and tried again each second.
        transaction.on_commit(partial(checkpoint, journal, at), robust=True)
    return row


@transaction.atomic
def checkpoint(journal: str, at: datetime) -> Signed | None:
    """Sign the journal as it stands and return the checkpoint; None where nothing is new."""
    head = store.held(journal)
    if head.signed == head.size:
        return None
    made = signed_note(
        node_key(), origin_of(journal), size=head.size, root=store.frontier_of(head).root(),
        at=store.written(at),
    )  # fmt: skip
    Checkpoint.objects.create(
        journal=journal, size=made.size, root=made.root, at=at, key_id=made.key_id,
        signature=made.signature,
    )  # fmt: skip
    head.signed = head.size
    head.save(update_fields=["signed"])
    return made


def checkpoint_all(at: datetime) -> int:
    """Sign every journal with unsigned entries; return how many. The tasks do it each second."""
    names = Head.objects.exclude(signed=F("size")).values_list("journal", flat=True)
    return sum(checkpoint(each, at) is not None for each in list(names))


def export(journal: str, *, actor: str, at: datetime) -> Iterator[bytes]:
    """Return the lines of the evidence file; the export stands in it as its last entry."""
    with transaction.atomic():
        record("journal.exported", journal=journal, actor=actor, at=at, subject=journal)
        checkpoint(journal, at)
        header = header_of(journal, made=store.written(at))
    entries = (each for each in store.leafed(journal) if each[0].number <= header.size)
    signed = [each for each in store.checkpoints(journal) if each.size <= header.size]
    return evidence(header, signed, entries)


def note_list(here: Any, name: str, rows: int) -> None:
    """Record that a list of an event was taken along, by whoever reads the page."""
    record(
        "list.exported", journal=here.event.slug, actor=here.actor.person_id, at=here.at,
        subject=name, facts={"rows": rows},
    )  # fmt: skip
