"""What must be done by when, for the desk and for calendars."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from msgspec import Struct

from summitry.plan.attestation import AttestationKind
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.own import Deadline as DeskDeadline
from summitry_web.events.models import Event
from summitry_web.tasks.access.book import Book, book_of

TABLES_DUE = ("tasks", "task_parts")
"""The tables whose rows are due until somebody says that they are done."""


class Deadline(Struct, frozen=True, kw_only=True):
    """A task or a part that is open and has a date."""

    at: datetime
    title: str
    table: str
    key: str
    task_id: str
    units: tuple[str, ...]
    is_late: bool
    marking: Marking
    address: str
    """The path of the task's page."""


def deadlines(actor: Actor, event: Event, at: datetime) -> list[Deadline]:
    """Return what the actor's units lead or help with and have not done, the earliest first.

    Who speaks for no unit but reads the whole event is given all that they may read.
    """
    book = book_of(actor, event, at=at)
    units = actor.units(at)
    reads_all = not units and any(not each.unit_id for each in actor.reading(at))
    found = [*_tasks(book, event), *_parts(book, event)]
    own = [each for each in found if reads_all or units.intersection(each.units)]
    return sorted(own, key=lambda each: (each.at, each.table, each.key))


def _tasks(book: Book, event: Event) -> Iterator[Deadline]:
    for key, task in book.tasks.items():
        if task.due is not None and key not in book.done:
            yield Deadline(
                at=task.due, title=task.title, table="tasks", key=key, task_id=key,
                units=task.lead_unit_ids, is_late=task.due <= book.at,
                marking=TABLES["tasks"].marking_of(task), address=address_of(event, key),
            )  # fmt: skip


def _parts(book: Book, event: Event) -> Iterator[Deadline]:
    """Yield the open parts; a part without a date of its own is due with its task."""
    for key, part in book.parts.items():
        due = part.due or book.tasks[part.task_id].due
        is_done = part.task_id in book.done or book.said(
            part, AttestationKind.COMPLETED, (part.unit_id,)
        )
        if due is not None and not is_done:
            yield Deadline(
                at=due, title=part.part, table="task_parts", key=key, task_id=part.task_id,
                units=(part.unit_id,), is_late=due <= book.at,
                marking=TABLES["task_parts"].marking_of(part),
                address=address_of(event, part.task_id),
            )  # fmt: skip


def for_desk(here: Here) -> list[DeskDeadline]:
    """Return what must be done by when, as the desk shows it."""
    labels = {table: here.reader.gettext(TABLES[table].label) for table in TABLES_DUE}
    return [
        DeskDeadline(
            at=each.at, what=each.title, table=labels[each.table], key=each.key,
            address=each.address,
        )
        for each in deadlines(here.actor, here.event, here.at)
    ]  # fmt: skip


def address_of(event: Event, task_id: str) -> str:
    """Return the path of the task's page."""
    return reverse("tasks:one", kwargs={"event": event.slug, "key": task_id})
