"""The list, the board, and what is overdue or not acknowledged."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.plan.attestation import row_hash
from summitry.plan.terms import Field, highest
from summitry.report.words import word
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.tasks.access.book import STATES, Book, Standing, book_of
from summitry_web.tasks.access.deadlines import address_of
from summitry_web.tasks.access.lists import (
    Narrowed,
    Overdue,
    Silent,
    narrowed,
    overdue_of,
    silent_of,
)
from summitry_web.tasks.access.speaking import speaks_for

CARDS_MAX = 12
ABOVE = " → "


@event_page()
def tasks(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the tasks as a list that is searched, sorted and taken along."""
    book = book_of(here.actor, here.event, at=here.at)
    wish = Narrowed.of(request.GET.dict())
    shown = narrowed(here, book, wish)
    marking = highest([each.marking for each in shown]) if shown else None
    made = listing(request, shown, _columns(here, book), name="tasks", marking=marking)
    if made.download is not None:
        return made.download
    names = {"listing": made, **filters(here, book, wish)}
    return page(request, "tasks/tasks.html", names)


def _columns(here: Here, book: Book) -> tuple[Column[Standing], ...]:
    told = partial(_listed, here, book)
    return (
        Column("key", Text("Task"), lambda row: row.key, partial(_address, here)),
        Column("title", Text("Title"), lambda row: row.task.title, partial(_address, here)),
        Column("lead", Text("Lead"), lambda row: told(row.task.lead_unit_ids)),
        Column("with", Text("Cooperating units"), lambda row: told(row.task.cooperating_unit_ids)),
        Column("due", Text("Due"), lambda row: row.task.due or ""),
        Column(
            "state", Text("State"), lambda row: here.reader.gettext(STATES[row.state]),
            order=lambda row: list(STATES).index(row.state),
        ),
        Column("percent", Text("Done, %"), lambda row: row.percent),
        Column("late", Text("Days late"), lambda row: row.late_days),
        Column("slack", Text("Slack, days"), lambda row: round(row.slack_days)),
        Column("waits", Text("Waits for"), lambda row: here.formats.listed(row.waits_for)),
        Column("silent", Text("Not acknowledged"), lambda row: told(row.silent)),
        Column("marking", Text("Marking"), lambda row: row.marking.value, kind="marking"),
    )  # fmt: skip


def _listed(here: Here, book: Book, units: tuple[str, ...]) -> str:
    return here.formats.listed(tuple(book.name(unit) for unit in units)) if units else ""


def _address(here: Here, row: Standing) -> str:
    return address_of(here.event, row.key)


def filters(here: Here, book: Book, wish: Narrowed) -> dict[str, Any]:
    """Return what the form that narrows lists of tasks shows."""
    gettext = here.reader.gettext
    units = sorted({unit for each in book.standings for unit in each.units}, key=book.name)
    anything = ("", gettext(Text("all")))
    fields = sorted((word(each.value, here.reader), each.value) for each in Field)
    return {
        "wish": wish,
        "choices": {
            "unit": [anything, *((unit, book.name(unit)) for unit in units)],
            "field": [anything, *((value, told) for told, value in fields)],
            "state": [anything, *((each.value, gettext(told)) for each, told in STATES.items())],
        },
    }


@event_page()
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the board: a column for each state; moves are forms of buttons."""
    book = book_of(here.actor, here.event, at=here.at)
    wish = Narrowed.of(request.GET.dict())
    shown = narrowed(here, book, wish)
    columns = []
    for state, label in STATES.items():
        own = [each for each in shown if each.state is state]
        columns.append(
            {
                "state": state.value,
                "label": here.reader.gettext(label),
                "count": len(own),
                "cards": [_card(here, book, each) for each in own[:CARDS_MAX]],
                "rest": max(0, len(own) - CARDS_MAX),
                "all": f"{reverse('tasks:tasks', kwargs={'event': here.event.slug})}?state={state}",
            }
        )
    names = {"columns": columns, **filters(here, book, wish)}
    return page(request, "tasks/board.html", names)


def _card(here: Here, book: Book, one: Standing) -> dict[str, Any]:
    thing = Thing(owners=one.task.lead_unit_ids, marking=one.marking)
    may_move = speaks_for(here.actor, Verb.EDIT, one.task.lead_unit_ids, thing, at=here.at)
    return {
        "one": one,
        "lead": _listed(here, book, one.task.lead_unit_ids),
        "hash": row_hash(one.task),
        "address": _address(here, one),
        "may_move": may_move,
    }


@event_page()
def overdue(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what is late by days with who stands above it, and who has not acknowledged."""
    book = book_of(here.actor, here.event, at=here.at)
    late, silent = overdue_of(here, book), silent_of(book)
    marks = [each.marking for each in book.standings]
    marking = highest(marks) if marks else None
    lists = (
        listing(request, late, _late_columns(here, book), name="overdue", marking=marking),
        listing(
            request, silent, _silent_columns(here, book), name="not-acknowledged",
            marking=marking, prefix="s-",
        ),
    )  # fmt: skip
    for made in lists:
        if made.download is not None:
            return made.download
    return page(request, "tasks/overdue.html", {"late": lists[0], "silent": lists[1]})


def _late_columns(here: Here, book: Book) -> tuple[Column[Overdue], ...]:
    told = partial(_listed, here, book)
    return (
        Column(
            "task", Text("Task"), lambda row: row.standing.task.title,
            lambda row: _address(here, row.standing),
        ),
        Column("days", Text("Days late"), lambda row: row.standing.late_days),
        Column("due", Text("Due"), lambda row: row.standing.task.due or ""),
        Column("lead", Text("Lead"), lambda row: told(row.standing.task.lead_unit_ids)),
        Column("above", Text("Above the lead"), lambda row: ABOVE.join(row.above)),
        Column("percent", Text("Done, %"), lambda row: row.standing.percent),
    )  # fmt: skip


def _silent_columns(here: Here, book: Book) -> tuple[Column[Silent], ...]:
    return (
        Column("unit", Text("Unit"), lambda row: book.name(row.unit)),
        Column(
            "task", Text("Task"), lambda row: row.title,
            lambda row: address_of(here.event, row.task_id),
        ),
        Column("lead", Text("Lead"), lambda row: _listed(here, book, row.leads)),
        Column("due", Text("Due"), lambda row: row.due or ""),
    )  # fmt: skip
