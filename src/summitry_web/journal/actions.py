"""The one way to write into the audit journal."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from summitry.kit.canonical import canonical
from summitry.kit.merkle import leaf_hash
from summitry_web.journal.models import Entry

NODE = "node"


@transaction.atomic
def record(  # who, what, on what, when: each is a column
    kind: str, *, journal: str, actor: str, at: datetime, subject: str = "",
    facts: Mapping[str, object] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry to the journal and return it; it is part of the caller's transaction."""
    last = Entry.objects.filter(journal=journal).aggregate(last=Max("number"))["last"] or 0
    cells = {
        "journal": journal, "number": last + 1, "at": at.isoformat(), "actor": actor,
        "kind": kind, "subject": subject, "facts": dict(facts or {}),
    }  # fmt: skip
    return Entry.objects.create(**{**cells, "at": at}, leaf=leaf_hash(canonical(cells)))
