"""A plan of which a reader sees only parts, with a proof that these parts are in its hash.

What is not shown stands as a hash, salted so that nobody can guess the row from it; from the rows
that are shown and these hashes together the root is worked out anew.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash, root_hash
from summitry.plan.snapshot import NO_KEY, Snapshot, salt_of
from summitry.plan.table import Row
from summitry.plan.tables import TABLES

Shown = Callable[[str, Row], bool]
"""Says whether the reader may see the row of the table."""


class Leaf(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One leaf of a table: its content with its salt, or its hash alone; all in hexadecimal.

    ``key`` is the row's key, or the unit and day of a block.
    """

    hash: str = ""
    key: str = ""
    salt: str = ""
    content: str = ""

    def value(self) -> bytes:
        """Return the leaf's hash."""
        if self.hash:
            return bytes.fromhex(self.hash)
        return leaf_hash(bytes.fromhex(self.salt) + bytes.fromhex(self.content))


class Proof(Struct, frozen=True, kw_only=True):
    """The leaves of every table that has rows, in order of key."""

    root: str
    tables: Mapping[str, tuple[Leaf, ...]]


def redacted(snapshot: Snapshot, shown: Shown, *, key: bytes) -> Proof:
    """Return the proof in which only what is shown can be read.

    A block of a bulk table is shown when every row in it is.

    Raises
    ------
    SummitryError
        ``proof.no_key``: without the event's key a hidden row could be guessed from its hash.
    """
    if key == NO_KEY:
        raise SummitryError("proof.no_key")
    names = [name for name in sorted(TABLES) if snapshot.size(name)]
    tables = {name: tuple(_leaves(snapshot, name, shown, key)) for name in names}
    return Proof(root=snapshot.root(key).hex(), tables=tables)


def root_of(proof: Proof) -> str:
    """Return the root that the proof's leaves lead to."""
    roots = {
        name: root_hash([leaf.value() for leaf in leaves]) for name, leaves in proof.tables.items()
    }
    tops = [leaf_hash(name.encode() + b"\x00" + roots[name]) for name in sorted(roots)]
    return root_hash(tops).hex()


def _leaves(snapshot: Snapshot, table: str, shown: Shown, key: bytes) -> list[Leaf]:
    hashes = snapshot.leaves(table, key)
    told = _bulk_told(snapshot, table, shown) if table in snapshot.bulks else _told(
        snapshot, table, shown
    )  # fmt: skip
    return [
        Leaf(hash=hashed.hex())
        if content is None
        else Leaf(key=place, salt=salt_of(key, table, place).hex(), content=content.hex())
        for hashed, (place, content) in zip(hashes, told, strict=True)
    ]


def _told(snapshot: Snapshot, table: str, shown: Shown) -> list[tuple[str, bytes | None]]:
    return [
        (place, canonical(row) if shown(table, row) else None)
        for place, row in snapshot.tables[table].items()
    ]


def _bulk_told(snapshot: Snapshot, table: str, shown: Shown) -> list[tuple[str, bytes | None]]:
    bulk = snapshot.bulks[table]
    return [
        (f"{unit}|{day}", block.content if _block_is_shown(snapshot, table, (unit, day), shown)
         else None)
        for (unit, day), block in bulk.blocks.items()
    ]  # fmt: skip


def _block_is_shown(snapshot: Snapshot, table: str, place: tuple[str, int], shown: Shown) -> bool:
    bulk = snapshot.bulks[table]
    alone = type(bulk)(bulk.table, {place: bulk.blocks[place]})
    return all(shown(table, row) for row in alone.rows())
