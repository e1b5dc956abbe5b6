"""The one way to write into the audit journal, and to take it along as evidence."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.journal import store
from summitry_web.journal.access import evidence_of
from summitry_web.journal.handing import hand_over_now
from summitry_web.journal.models import Entry

NODE = "node"


@transaction.atomic(savepoint=False)
def record(  # who, what, on what, when: each is a column
    kind: str, *, journal: str, actor: str, at: datetime, subject: str = "",
    facts: Mapping[str, object] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry to the journal and return it; it is part of the caller's transaction.

    After the commit it waits to be handed over to the journal's own file, where it is signed.
    The journal is held until that transaction ends, so keep slow work before it. Where the entry
    cannot be written that transaction cannot end well either: what is not recorded is not done.
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
    return row


def export(journal: str, *, actor: str, at: datetime) -> Iterator[bytes]:
    """Return the lines of the evidence file; that it was taken stands in it as well.

    It holds what is in the journal's own file. Where the database tells an entry otherwise than it
    was written, that one and what followed it are not: the evidence is what is left that counts.

    Raises
    ------
    SummitryError
        ``journal.away`` where the journal's writer gives no answer; then nothing is exported.
    """
    # First without an entry: what cannot be had shall not be told as taken.
    _hand_over_what_counts(journal)
    record("journal.exported", journal=journal, actor=actor, at=at, subject=journal)
    _hand_over_what_counts(journal)
    return evidence_of(journal, made=store.written(at))


def _hand_over_what_counts(journal: str) -> None:
    try:
        hand_over_now(journal)
    except SummitryError as refusal:
        if refusal.code != "journal.database":
            raise


def note_list(here: Any, name: str, rows: int) -> None:
    """Record that a list of an event was taken along, by whoever reads the page."""
    record(
        "list.exported", journal=here.event.slug, actor=here.actor.person_id, at=here.at,
        subject=name, facts={"rows": rows},
    )  # fmt: skip
