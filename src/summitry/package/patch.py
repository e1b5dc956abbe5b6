"""A patch: rows to be put in and taken out of one state of a plan, as a file.

Each row comes with what it was before, so that a plan that has
moved on since can be merged with it row by row.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.bounds import GOT_LENGTH_MAX, PACKAGE_BYTES_MAX
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES

FORMAT = "summitry-patch"
VERSION = 1
EDITS_MAX = 500_000


class Patched(Struct, frozen=True):
    """One edit, and the row that it was made against; None where there was none."""

    edit: Edit
    before: Row | None


class Patch(Struct, frozen=True, kw_only=True):
    """What is proposed, on which state of the plan, and what made it.

    ``base`` is the plan's hash in hexadecimal digits (`Snapshot.root`), ``made_by`` the command.
    """

    base: str
    made_by: str
    seed: int = 0
    reason: str = ""
    edits: tuple[Patched, ...] = ()


class _Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    table: str
    key: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    base: str
    made_by: str
    seed: int = 0
    reason: str = ""
    edits: tuple[_Line, ...] = ()


def patch_of(
    snapshot: Snapshot,
    edits: Iterable[Edit],
    *,
    key: bytes,
    made_by: str,
    seed: int = 0,
    reason: str = "",
) -> Patch:
    """Return the edits as a patch on the snapshot; ``key`` is the event's."""
    return Patch(
        base=snapshot.root(key).hex(),
        made_by=made_by,
        seed=seed,
        reason=reason,
        edits=tuple(Patched(each, snapshot.get(each.table, each.key)) for each in edits),
    )


def patch_bytes(patch: Patch) -> bytes:
    """Return the patch as a JSON file, an edit a line."""
    head = _File(
        format=FORMAT, version=VERSION, base=patch.base, made_by=patch.made_by, seed=patch.seed,
        reason=patch.reason,
    )  # fmt: skip
    opening = msgspec.json.format(msgspec.json.encode(head), indent=1).removesuffix(b"[]\n}")
    lines = b",\n  ".join(msgspec.json.encode(_line(each)) for each in patch.edits)
    return opening + (b"[\n  " + lines + b"\n ]\n}\n" if lines else b"[]\n}\n")


def read_patch(content: bytes) -> Patch:
    """Return the patch in the file.

    Raises
    ------
    SummitryError
        ``bound.file_bytes_max``, ``patch.unreadable``, ``patch.version``, ``patch.too_many``,
        ``patch.unknown_table``, ``patch.row`` and ``patch.other_row``, each with the place.
    """
    if len(content) > PACKAGE_BYTES_MAX:
        raise SummitryError("bound.file_bytes_max", got=len(content), expected=PACKAGE_BYTES_MAX)
    try:
        found = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise SummitryError("patch.unreadable", problem=str(problem)) from problem
    if (found.format, found.version) != (FORMAT, VERSION):
        raise SummitryError("patch.version", got=f"{found.format} {found.version}"[:GOT_LENGTH_MAX])
    if len(found.edits) > EDITS_MAX:
        raise SummitryError("patch.too_many", got=len(found.edits), expected=EDITS_MAX)
    edits = tuple(_patched(number, each) for number, each in enumerate(found.edits, 1))
    return Patch(
        base=found.base, made_by=found.made_by, seed=found.seed, reason=found.reason, edits=edits
    )


def patched(snapshot: Snapshot, patch: Patch, *, key: bytes) -> Snapshot:
    """Return the plan with the patch in it.

    Raises
    ------
    SummitryError
        ``patch.stale`` where the patch was made on another state of the plan.
    """
    root = snapshot.root(key).hex()
    if root != patch.base:
        raise SummitryError("patch.stale", base=patch.base[:12], current=root[:12])
    return apply(snapshot, (each.edit for each in patch.edits))


def _line(each: Patched) -> _Line:
    edit, before = each.edit, each.before
    return _Line(
        table=edit.table,
        key=edit.key,
        before=None if before is None else msgspec.to_builtins(before),
        after=None if edit.row is None else msgspec.to_builtins(edit.row),
    )


def _patched(number: int, line: _Line) -> Patched:
    if line.table not in TABLES:
        raise SummitryError("patch.unknown_table", number=number, got=line.table[:GOT_LENGTH_MAX])
    before, after = _row(number, line, line.before), _row(number, line, line.after)
    return Patched(Edit(line.table, line.key, after), before)


def _row(number: int, line: _Line, cells: dict[str, Any] | None) -> Row | None:
    if cells is None:
        return None
    declared = TABLES[line.table]
    try:
        row: Row = msgspec.convert(cells, declared.row_type)
    except msgspec.ValidationError as problem:
        raise SummitryError(
            "patch.row", number=number, table=line.table, problem=str(problem)
        ) from problem
    if declared.key_of(row) != line.key:
        raise SummitryError("patch.other_row", number=number, got=line.key[:GOT_LENGTH_MAX])
    return row
