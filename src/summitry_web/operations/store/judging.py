"""Whether a journal's files are what was written: every entry, body, key and proof in them.

A disk may give back another bit than it took. SQLite sees where its pages do not fit together; what
stands in the cells is judged here, by hashes and signatures, and the first that is wrong is named.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import Signed, is_genuine, journal_origin, signed_of
from summitry.operations.entry import Entry, decoded, is_canonical
from summitry.operations.note import is_signed
from summitry.operations.sealing import Sealed, key_hash
from summitry.operations.witness import Fork, is_fork
from summitry_web.operations.store.exchange import witness_of
from summitry_web.operations.store.file import JOURNAL, KEYS, PostFile

FOUND_MAX = 100
"""After so many it is clear enough."""


class Damage(Struct, frozen=True, kw_only=True):
    """What is wrong in a file: one entry with what belongs to it, or the file itself."""

    file: str
    table: str = ""
    """Empty where the pages do not fit together."""
    post: str = ""
    number: int = 0
    """Of the entry, or the size of the checkpoint; 0 where there is none."""


def damage_of(folder: Path, event: EventId, known: Mapping[str, bytes]) -> tuple[Damage, ...]:
    """Return what is wrong with the journal in the folder, in order; nothing for a sound one.

    Parameters
    ----------
    known
        The public keys of the post itself and of the others. What another signed is judged by its
        place in the tree alone.
    """
    try:
        file = PostFile(folder, readonly=True)
    except (SummitryError, sqlite3.Error):
        return (Damage(file=_unopened(folder)),)
    try:
        torn = tuple(Damage(file=name) for name in (JOURNAL, KEYS) if not _fits(file, name))
        return torn or tuple(_Judge(file, event, known).found())
    except sqlite3.Error:
        return (Damage(file=JOURNAL),)
    finally:
        file.close()


def _unopened(folder: Path) -> str:
    """Return the name of the file that cannot be opened as it was made."""
    try:
        PostFile.opened_journal(folder).close()
    except (SummitryError, sqlite3.Error):
        return JOURNAL
    return KEYS
