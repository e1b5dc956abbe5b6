"""Workbooks brought in: opened apart, compared with the plan, shown, and taken in row by row."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b, sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from msgspec import Struct, msgpack
from msgspec.structs import replace

from summitry import __version__
from summitry.kit.errors import SummitryError
from summitry.package.bounds import WORKBOOK_BYTES_MAX
from summitry.package.intake import Missing
from summitry.package.mapping import WorkbookMapping, toml_of_mapping
from summitry.package.merge import OURS, THEIRS, Claim, settle
from summitry.package.patch import read_patch
from summitry.package.upgrade import SCHEMA
from summitry.package.workbook_read import Sheet
from summitry.plan.change import Edit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Actor, Thing, can, is_readable, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import ParentOwners, is_own
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.actions.rows import EDITS_MAX, locked, save, things_by_edit
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.models import Brought, UnitMapping
from summitry_web.plans.opening import Asked, Opened, edits_of
from summitry_web.plans.store import plan_at
from summitry_web.sandbox.running import Job, opened
from summitry_web.vault.naming import cleaned

OPEN = Job(
    place="summitry_web.plans.opening:open_workbook", told=Opened, refused="workbook.sandbox"
)
NAMING = b"summitry/keys of rows without one"
Base = Callable[[str, str], Row | None]
"""Returns the row of that table and key as it was when what is brought in was taken along."""

KEPT_MAX = 5
"""How many workbooks of one person wait; the oldest goes when another comes."""


class State(StrEnum):
    """What becomes of a row of the workbook."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    PROPOSED = "proposed"
    CLASH = "clash"


OWN = frozenset({State.NEW, State.CHANGED, State.GONE})
"""What is saved at once; the rest is proposed, or left out."""


class Coming(Struct, frozen=True, kw_only=True):
    """A row that the workbook would change, with the columns in which it clashes."""

    state: State
    edit: Edit
    before: Row | None
    columns: tuple[str, ...] = ()


class Reading(Struct, frozen=True, kw_only=True):
    """What a workbook brings, or what must be asked before it can be read."""

    coming: tuple[Coming, ...] = ()
    unchanged: int = 0
    missing: tuple[Missing, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    mapping: WorkbookMapping | None = None


def keep_workbook(
    actor: Actor, event: Event, *, name: str, content: bytes, unit: str, at: datetime
) -> int:
    """Open the workbook, keep it until its owner has seen what it brings, and return its number.

    What cannot be opened is not kept. This takes a second, and belongs before a transaction.

    Raises
    ------
    SummitryError
        ``bound.file_bytes_max``, ``workbook.…``, or a package's problems by sheet, row and column.
    """
    require(actor, Verb.IMPORT, at=at)
    if len(content) > WORKBOOK_BYTES_MAX:
        raise SummitryError("bound.file_bytes_max", got=len(content), expected=WORKBOOK_BYTES_MAX)
    book = Brought(
        event=event, account_id=actor.account_id, name=cleaned(name), content=content,
        unit_id=unit, at=at,
    )  # fmt: skip
    _open_anew(book, _asked(event, book))
    mine = Brought.objects.filter(event=event, account_id=actor.account_id).order_by("-pk")
    for old in mine.only("pk")[KEPT_MAX - 1 :]:
        old.delete()
    book.save()
    return book.pk


def _asked(event: Event, book: Brought) -> Asked:
    kept = UnitMapping.objects.filter(event=event, unit_id=book.unit_id).first()
    return Asked(
        name=book.name, unit=book.unit_id, zone=event.timezone,
        mapping="" if kept is None else kept.text,
        secret=blake2b(NAMING, key=bytes(event.key)).digest(),
    )  # fmt: skip


def _open_anew(book: Brought, asked: Asked) -> Opened:
    found = opened(OPEN, bytes(book.content), asked, home=Path(settings.HOME))
    book.opened = zlib.compress(msgpack.encode(found), 1)
    book.opened_as = _mark(asked)
    return found


def _mark(asked: Asked) -> str:
    """Return what changes when the workbook would be read otherwise: asked so, by this program."""
    return sha256(msgpack.encode((asked, SCHEMA, __version__))).hexdigest()


def _opened(event: Event, book: Brought) -> Opened:
    """Return what is in the workbook; it is opened again only where it is read in another way."""
    asked = _asked(event, book)
    if book.opened_as == _mark(asked):
        return msgpack.decode(zlib.decompress(book.opened), type=Opened)
    found = _open_anew(book, asked)
    if book.pk is not None:
        book.save(update_fields=("opened", "opened_as"))
    return found


def brought(actor: Actor, event: Event, pk: int) -> Brought:
    """Return the actor's own waiting workbook."""
    mine = Brought.objects.filter(event=event, account_id=actor.account_id)
    found = mine.defer("content").filter(pk=pk).first()
    if found is None:
        raise Denied("workbook")
    return found


def waiting_books(actor: Actor, event: Event) -> tuple[Brought, ...]:
    """Return the actor's own waiting workbooks without what is in them, the latest first."""
    mine = Brought.objects.filter(event=event, account_id=actor.account_id)
    return tuple(mine.defer("content", "opened").order_by("-pk"))


def reading_of(actor: Actor, event: Event, book: Brought, *, at: datetime) -> Reading:
    """Return what the workbook brings against the plan as it stands.

    Raises
    ------
    PackageRefused
        With every problem of the workbook, by sheet, row and column.
    """
    found = _opened(event, book)
    if found.missing:
        return Reading(missing=found.missing, sheets=found.sheets, mapping=found.mapping)
    if found.patch:
        patched = read_patch(found.patch).edits
        before = {(each.edit.table, each.edit.key): each.before for each in patched}
        edits = [each.edit for each in patched]
        return _compared(actor, event, edits, lambda *row: before[row], at=at)
    base = _base(event, found.origin) if found.origin else held_snapshot(event)
    start = None if base is None else base.get
    return _compared(actor, event, edits_of(found), start, at=at)


def remember_mapping(
    actor: Actor, event: Event, book: Brought, mapping: WorkbookMapping, *, at: datetime
) -> None:
    """Remember how the unit's workbook is read; that is said by the unit, and for it."""
    require(actor, Verb.IMPORT, Thing(owners=(book.unit_id,)), at=at)
    text = toml_of_mapping(mapping).decode()
    UnitMapping.objects.update_or_create(event=event, unit_id=book.unit_id, defaults={"text": text})


def _base(event: Event, origin: str) -> Snapshot | None:
    """Return the plan that the workbook was made from; None where it does not say."""
    slug, _, revision = origin.partition("@")
    if slug != event.slug or not revision.isdecimal() or int(revision) > event.revision:
        return None
    if int(revision) == event.revision:
        return held_snapshot(event)
    return plan_at(event, int(revision))


def _compared(
    actor: Actor, event: Event, edits: Iterable[Edit], base: Base | None, *, at: datetime
) -> Reading:
    standing = held_snapshot(event)
    coming: list[Coming] = []
    unchanged = 0
    listed = list(edits)
    owners = ParentOwners(event)
    for edit, things in zip(listed, things_by_edit(event, listed), strict=True):
        theirs = standing.get(edit.table, edit.key)
        start = theirs if base is None else base(edit.table, edit.key)
        if start is not None and not is_readable(actor, owners.thing(start), at=at):
            start = theirs
        may_read = all(is_readable(actor, thing, at=at) for thing in things)
        # Of a row that is not theirs to read, nobody learns by guesses whether they are right.
        if edit.row in (start, theirs) and (may_read or edit.row == start != theirs):
            unchanged += 1
            continue
        mine = Claim(OURS, edit.row)
        settled = settle(TABLES[edit.table], edit.key, (mine, Claim(THEIRS, theirs)), start)
        made = Edit(edit.table, edit.key, settled.row)
        columns = tuple(clash.column for clash in settled.clashes)
        state = State.CLASH if columns else _state(theirs, settled.row)
        after = () if settled.row is None else (owners.thing(settled.row),)
        came = Coming(state=state, edit=made, before=theirs, columns=columns)
        coming.append(_judged(actor, came, (*things, *after), at=at))
    return Reading(coming=tuple(coming), unchanged=unchanged)


def _state(before: Row | None, after: Row | None) -> State:
    if before is None:
        return State.NEW
    return State.GONE if after is None else State.CHANGED


def _judged(actor: Actor, came: Coming, things: Iterable[Thing], *, at: datetime) -> Coming:
    """Return the row, to be proposed where it is another unit's; refuse what may not be seen."""
    listed = tuple(things)
    if all(is_own(actor, thing, at=at) for thing in listed):
        return came
    if not all(can(actor, Verb.PROPOSE, thing, at=at) for thing in listed):
        raise Denied("row")
    return came if came.state is State.CLASH else replace(came, state=State.PROPOSED)


def take_in(
    actor: Actor, event: Event, pk: int, *, at: datetime, reason: str = ""
) -> Mapping[State, int]:
    """Take in what does not clash, propose what is others'; return how many rows of each state.

    Raises
    ------
    SummitryError
        ``save.too_many``.
    """
    # Where it must be opened again, nobody waits for that with the event locked.
    _opened(event, brought(actor, event, pk))
    return _taken_in(actor, event, pk, at=at, reason=reason)


@transaction.atomic
def _taken_in(
    actor: Actor, event: Event, pk: int, *, at: datetime, reason: str
) -> Mapping[State, int]:
    held = locked(event)
    book = brought(actor, held, pk)
    reading = reading_of(actor, held, book, at=at)
    if reading.missing:
        raise SummitryError("import.mapping", path=book.name)
    own = [c.edit for c in reading.coming if c.state in OWN]
    others = [(c.edit, c.before) for c in reading.coming if c.state is State.PROPOSED]
    for first in range(0, len(own), EDITS_MAX):
        part = own[first : first + EDITS_MAX]
        save(actor, held, part, at=at, reason=reason or book.name, kind="import")
    if others:
        propose(actor, held, others, reason=reason or book.name, at=at, origin="workbook")
    book.delete()
    return {state: sum(c.state is state for c in reading.coming) for state in State}
