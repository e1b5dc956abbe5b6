"""Journals in states that the site itself no longer makes, or that nobody should."""

import sqlite3
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime

from django.db import connection

from summitry.operations.audit import origin_of
from summitry.operations.checkpoint import signed
from summitry_web.journal import store
from summitry_web.journal.audit_file import folder_of
from summitry_web.journal.file import JOURNAL
from summitry_web.journal.keys import node_key, node_public_key
from summitry_web.journal.models import Checkpoint

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def signed_in_the_database(journal: str) -> Checkpoint:
    """Sign all entries as the site did before its journals had files."""
    edge = store.edge_of(journal)
    made = signed(
        node_key(), origin_of(journal), size=edge.size, root=edge.root(), at=store.written(AT)
    )
    return Checkpoint.objects.create(
        journal=journal, size=made.size, root=made.root, at=AT, key_id=made.key_id,
        signature=made.signature,
    )  # fmt: skip


def change_database(order: str, *told: object) -> None:
    """Do in the site's database what its triggers would refuse."""
    with connection.cursor() as cursor:
        cursor.execute(order, told)


def change_file(journal: str, order: str, *told: object) -> None:
    """Do in the journal's file what its triggers refuse."""
    with closing(sqlite3.connect(folder_of(journal) / JOURNAL, isolation_level=None)) as link:
        names = link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            link.execute(f"DROP TRIGGER {name}")
        link.execute(order, told)


def public_key() -> str:
    """Return the node's key as somebody has it on paper."""
    return b64encode(node_public_key()).decode()
