"""One task: its parts, what hangs on it, what was said of it, and what changed since."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.plans import Task, TaskPart
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.people import names_of
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.plans import told
from summitry_web.plans.access import stored_row_for, things_of
from summitry_web.plans.history import Cell, Step, history_of
from summitry_web.tasks.access.book import Book, Standing, book_of, percent_of
from summitry_web.tasks.access.speaking import EVIDENCE, speaks_for
from summitry_web.vault.access import attachments_of

DEPTH_MAX = 5
NODES_MAX = 60


class Part(Struct, frozen=True, kw_only=True):
    """What one cooperating unit is to do, and what it said of it."""

    table: str
    key: str
    hash: str
    unit: str
    name: str
    part: str
    due: datetime | None
    acknowledged: Attestation | None
    completed: Attestation | None
    changed: tuple[Cell, ...]
    """What is different from what the unit acknowledged last."""
    may_acknowledge: bool
    may_complete: bool


class Node(Struct, frozen=True, kw_only=True):
    """A task that this one waits for, with what that waits for."""

    standing: Standing
    firsts: tuple["Node", ...]


class Entry(Struct, frozen=True, kw_only=True):
    """A word on the task, as its history tells it."""

    kind: str
    by: str
    at: datetime
    remark: str
    percent: int | None
    holds: bool


class Attached(Struct, frozen=True, kw_only=True):
    """A file that shows something of the task."""

    number: int
    name: str
    size: int
    is_evidence: bool


class Page(Struct, frozen=True, kw_only=True):
    """Everything that the page of a task shows."""

    standing: Standing
    book: Book
    hash: str
    plan: str
    changed: tuple[Cell, ...]
    """What is different from what the lead accepted last."""
    parts: tuple[Part, ...]
    firsts: tuple[Node, ...]
    thens: tuple[Standing, ...]
    entries: tuple[Entry, ...]
    files: tuple[Attached, ...]
    steps: tuple[Step, ...]
    findings: list[Mapping[str, Any]]
    leads: bool
    """Whether the reader may speak for the lead."""

    @property
    def marking(self) -> Marking:
        """How the task is marked."""
        return self.standing.marking


def page_of(here: Here, key: str) -> Page:
    """Return what the page shows.

    Raises
    ------
    Denied
        When there is no such task, or it is not the reader's to read.
    """
    book = book_of(here.actor, here.event, at=here.at)
    found = {each.key: each for each in book.standings}
    if key not in found:
        raise Denied("task")
    one = found[key]
    stored = stored_row_for(here.actor, here.event, "tasks", key, at=here.at)
    thing = things_of([stored])[stored.pk]
    steps = history_of(here.actor, here.event, TABLES["tasks"], key, at=here.at).steps
    accepted = book.ever_said(one.task, AttestationKind.ACCEPTED, one.task.lead_unit_ids)
    nodes = _Nodes(found)
    return Page(
        standing=one,
        book=book,
        hash=stored.hash,
        plan=book.plan(one.task),
        changed=_changed(accepted, stored.hash, steps),
        parts=tuple(_parts(here, book, one.task)),
        firsts=nodes.before(one, DEPTH_MAX),
        thens=tuple(each for each in book.standings if key in each.task.depends_on),
        entries=_entries(here, book, one.task, stored.hash),
        files=_files(here, book, one.task),
        steps=tuple(steps),
        findings=told.findings_beside(here, "tasks", key),
        leads=speaks_for(here.actor, Verb.EDIT, one.task.lead_unit_ids, thing, at=here.at),
    )


class _Nodes:
    """Makes the tree of what a task waits for, up to so many tasks."""

    def __init__(self, found: Mapping[str, Standing]) -> None:
        self._found = found
        self._left = NODES_MAX

    def before(self, one: Standing, depth: int) -> tuple[Node, ...]:
        """Return what the task waits for; a circle ends at the depth."""
        nodes = []
        for first in one.task.depends_on:
            if first not in self._found or depth == 0 or self._left == 0:
                continue
            self._left -= 1
            standing = self._found[first]
            nodes.append(Node(standing=standing, firsts=self.before(standing, depth - 1)))
        return tuple(nodes)


def _parts(here: Here, book: Book, task: Task) -> Iterable[Part]:
    own = book.parts_of(task.task_id)
    for key, part in own.items():
        yield _part(here, book, part, ("task_parts", key), part.unit_id)
    covered = {part.unit_id for part in own.values()}
    for unit in dict.fromkeys(task.cooperating_unit_ids):
        if unit not in covered:
            yield _part(here, book, task, ("tasks", task.task_id), unit)


def _part(here: Here, book: Book, row: Task | TaskPart, place: tuple[str, str], unit: str) -> Part:
    """Return the unit's part; a unit without a row of its own answers to the task itself."""
    table, key = place
    stored = stored_row_for(here.actor, here.event, table, key, at=here.at)
    thing = things_of([stored])[stored.pk]
    now = book.said(row, AttestationKind.ACKNOWLEDGED, (unit,))
    done = book.said(row, AttestationKind.COMPLETED, (unit,)) if table == "task_parts" else ()
    before = book.ever_said(row, AttestationKind.ACKNOWLEDGED, (unit,))
    is_open = row.task_id not in book.done
    may = {
        verb: is_open and speaks_for(here.actor, verb, (unit,), thing, at=here.at)
        for verb in (Verb.ACKNOWLEDGE, Verb.EDIT)
    }
    is_part = isinstance(row, TaskPart)
    return Part(
        table=table,
        key=key,
        hash=row_hash(row),
        unit=unit,
        name=book.name(unit),
        part=row.part if isinstance(row, TaskPart) else "",
        due=row.due or book.tasks[row.task_id].due,
        acknowledged=_latest(now),
        completed=_latest(done),
        changed=_changed(
            before,
            stored.hash,
            history_of(here.actor, here.event, TABLES[table], key, at=here.at).steps,
        ),
        may_acknowledge=may[Verb.ACKNOWLEDGE] and not now,
        may_complete=may[Verb.EDIT] and is_part and not done,
    )


def _latest(words: Iterable[Attestation]) -> Attestation | None:
    return max(words, key=lambda word: word.at, default=None)


def _changed(said: Iterable[Attestation], now: str, steps: Iterable[Step]) -> tuple[Cell, ...]:
    """Return the cells in which what was acknowledged last and what stands now differ."""
    last = _latest(said)
    if last is None or last.row_hash == now:
        return ()
    cells: dict[str, Cell] = {}
    for step in steps:  # the latest first
        if step.at < last.at:
            break
        for cell in step.cells:
            later = cells.get(cell.column.name, cell)
            cells[cell.column.name] = replace(cell, after=later.after)
    return tuple(each for each in cells.values() if each.before != each.after)


def _entries(here: Here, book: Book, task: Task, now: str) -> tuple[Entry, ...]:
    """Return what was said of the task, the latest first."""
    words = [word for kind in AttestationKind for word in book.words.about(task, kind)]
    names = names_of(here.event, {word.by for word in words}, here.actor)
    return tuple(
        Entry(
            kind=word.kind.value,
            by=names.get(word.by, word.by),
            at=word.at,
            remark=word.reason,
            percent=(percent_of(word.evidence) if word.kind is AttestationKind.PROGRESS else None),
            holds=word.row_hash == now,
        )
        for word in sorted(words, key=lambda word: word.at, reverse=True)
    )


def _files(here: Here, book: Book, task: Task) -> tuple[Attached, ...]:
    words = book.words.about(task, AttestationKind.COMPLETED)
    named = {word.evidence.removeprefix(EVIDENCE) for word in words}
    found = attachments_of(here.actor, here.event, "tasks", task.task_id, at=here.at)
    return tuple(
        Attached(number=each.pk, name=each.name, size=each.size, is_evidence=str(each.pk) in named)
        for each in found
    )
