"""Workbooks brought in: read, compared with the plan, shown, and taken in row by row."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.package.bounds import WORKBOOK_BYTES_MAX
from summitry.package.intake import Missing, missing_of, taken_in
from summitry.package.mapping import WorkbookMapping, mapping_of, toml_of_mapping
from summitry.package.merge import OURS, THEIRS, Claim, settle
from summitry.package.problems import Problems
from summitry.package.suggest import drafted
from summitry.package.workbook_read import PACKAGE_SHEET, Sheet, origin_of, read_workbook, sheets_of
from summitry.plan.change import Edit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.report.language import in_every_language
from summitry_web.accounts.can import Actor, Thing, can, is_readable, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import ParentOwners, is_own
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.actions.rows import EDITS_MAX, locked, save, things_by_edit
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.models import Brought, UnitMapping
from summitry_web.plans.store import plan_at

KEPT_MAX = 5
"""How many workbooks of one person wait; the oldest goes when another comes."""


class State(StrEnum):
    """What becomes of a row of the workbook."""

    NEW = "new"
    CHANGED = "changed"
    PROPOSED = "proposed"
    CLASH = "clash"


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
    """Keep the workbook until its owner has seen what it brings; return its number.

    Raises
    ------
    SummitryError
        ``bound.file_bytes_max``.
    """
    require(actor, Verb.IMPORT, at=at)
    if len(content) > WORKBOOK_BYTES_MAX:
        raise SummitryError("bound.file_bytes_max", got=len(content), expected=WORKBOOK_BYTES_MAX)
    mine = Brought.objects.filter(event=event, account_id=actor.account_id).order_by("-pk")
    for old in mine[KEPT_MAX - 1 :]:
        old.delete()
    kept = Brought.objects.create(
        event=event, account_id=actor.account_id, name=name[:200], content=content,
        unit_id=unit, at=at,
    )  # fmt: skip
    return kept.pk


def brought(actor: Actor, event: Event, pk: int) -> Brought:
    """Return the actor's own waiting workbook."""
    found = Brought.objects.filter(event=event, account_id=actor.account_id, pk=pk).first()
    if found is None:
        raise Denied("workbook")
    return found


def waiting_books(actor: Actor, event: Event) -> tuple[Brought, ...]:
    """Return the actor's own waiting workbooks without what is in them, the latest first."""
    mine = Brought.objects.filter(event=event, account_id=actor.account_id)
    return tuple(mine.defer("content").order_by("-pk"))


def reading_of(actor: Actor, event: Event, book: Brought, *, at: datetime) -> Reading:
    """Return what the workbook brings against the plan as it stands.

    Raises
    ------
    PackageRefused
        With every problem of the workbook, by sheet, row and column.
    """
    content = bytes(book.content)
    problems = Problems()
    sheets = sheets_of(book.name, content, problems)
    problems.refuse_if_any()
    if any(sheet.name == PACKAGE_SHEET for sheet in sheets):
        package = read_workbook(BytesIO(content), book.name, secret=bytes(event.key))
        base = _base(event, origin_of(content))
        return _compared(actor, event, _edits_of(package.snapshot), base, at=at)
    mapping = _mapping(event, book, sheets)
    missing = missing_of(sheets, mapping)
    if missing:
        draft = drafted(book.unit_id, sheets, in_every_language, zone=event.timezone)
        return Reading(missing=missing, sheets=tuple(sheets), mapping=draft)
    intake = taken_in(book.name, sheets, mapping, problems)
    problems.refuse_if_any()
    return _compared(actor, event, intake.edits, held_snapshot(event), at=at)


def _mapping(event: Event, book: Brought, sheets: Iterable[Sheet]) -> WorkbookMapping:
    kept = UnitMapping.objects.filter(event=event, unit_id=book.unit_id).first()
    if not book.unit_id:
        raise SummitryError("workbook.unit", path=book.name)
    if kept is None:
        return WorkbookMapping(unit=book.unit_id, zone=event.timezone)
    problems = Problems()
    mapping = mapping_of(book.unit_id, kept.text.encode(), problems)
    problems.refuse_if_any()
    assert mapping is not None
    del sheets
    return mapping


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


def _edits_of(snapshot: Snapshot) -> tuple[Edit, ...]:
    rows = [
        Edit(name, key, row)
        for name, table in snapshot.tables.items()
        for key, row in table.items()
    ]
    for name, bulk in snapshot.bulks.items():
        rows += [Edit(name, TABLES[name].key_of(row), row) for row in bulk.rows()]
    return tuple(rows)


def _compared(
    actor: Actor, event: Event, edits: Iterable[Edit], base: Snapshot | None, *, at: datetime
) -> Reading:
    standing = held_snapshot(event)
    coming: list[Coming] = []
    unchanged = 0
    listed = list(edits)
    owners = ParentOwners(event)
    for edit, things in zip(listed, things_by_edit(event, listed), strict=True):
        theirs = standing.get(edit.table, edit.key)
        start = theirs if base is None else base.get(edit.table, edit.key)
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
        state = State.CLASH if columns else State.NEW if theirs is None else State.CHANGED
        after = () if settled.row is None else (owners.thing(settled.row),)
        came = Coming(state=state, edit=made, before=theirs, columns=columns)
        coming.append(_judged(actor, came, (*things, *after), at=at))
    return Reading(coming=tuple(coming), unchanged=unchanged)


def _judged(actor: Actor, came: Coming, things: Iterable[Thing], *, at: datetime) -> Coming:
    """Return the row, to be proposed where it is another unit's; refuse what may not be seen."""
    listed = tuple(things)
    if all(is_own(actor, thing, at=at) for thing in listed):
        return came
    if not all(can(actor, Verb.PROPOSE, thing, at=at) for thing in listed):
        raise Denied("row")
    return came if came.state is State.CLASH else replace(came, state=State.PROPOSED)


@transaction.atomic
def take_in(
    actor: Actor, event: Event, pk: int, *, at: datetime, reason: str = ""
) -> Mapping[State, int]:
    """Take in what does not clash, propose what is others'; return how many rows of each state.

    Raises
    ------
    SummitryError
        ``save.too_many``.
    """
    held = locked(event)
    book = brought(actor, held, pk)
    reading = reading_of(actor, held, book, at=at)
    if reading.missing:
        raise SummitryError("import.mapping", path=book.name)
    own = [c.edit for c in reading.coming if c.state in {State.NEW, State.CHANGED}]
    others = [(c.edit, c.before) for c in reading.coming if c.state is State.PROPOSED]
    for first in range(0, len(own), EDITS_MAX):
        part = own[first : first + EDITS_MAX]
        save(actor, held, part, at=at, reason=reason or book.name, kind="import")
    if others:
        propose(actor, held, others, reason=reason or book.name, at=at, origin="workbook")
    book.delete()
    return {state: sum(c.state is state for c in reading.coming) for state in State}
