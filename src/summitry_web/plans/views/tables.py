"""The tables of a plan, each as a grid and, row by row, as a form."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from msgspec.structs import replace

from summitry.plan.table import Column, ColumnKind, Table
from summitry.plan.tables import TABLES
from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.plans import told
from summitry_web.plans.access import (
    GridRow,
    bulk_rows,
    counts_of,
    grid_rows,
    has_rows_to_edit,
    is_own,
    recipients_of,
    stored_row_for,
    table_named,
    things_of,
)
from summitry_web.plans.actions.cells import (
    HASH_LENGTH_MAX,
    ID_LENGTH_MAX,
    PLACE_LENGTH_MAX,
    TypedRow,
    TypedSave,
    save_cells,
)
from summitry_web.plans.actions.drafts import drafts_count, drafts_of
from summitry_web.plans.grid_words import WORDS
from summitry_web.plans.history import history_of
from summitry_web.plans.shown import row_cells
from summitry_web.plans.typed import shown_cell

PLAIN_MAX = 50
YES_NO = ("yes", "no")


@event_page()
def tables(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of tables by field, with how many rows the reader may read."""
    counts = counts_of(here.actor, here.event, at=here.at)
    drafts = drafts_count(here.actor, here.event)
    query = request.GET.get("q", "").strip().casefold()
    by_field: dict[str, list[dict[str, Any]]] = {}
    for name, table in TABLES.items():
        label = here.reader.gettext(table.label)
        if query and query not in label.casefold() and query not in name:
            continue
        entry = {"name": name, "label": label, "count": counts[name],
                 "drafts": drafts.get(name, 0)}  # fmt: skip
        by_field.setdefault(word(table.field.value, here.reader), []).append(entry)
    return page(request, "plans/tables.html", {"by_field": by_field, "query": query})


@event_page()
def table_page(request: HttpRequest, here: Here, table: str) -> HttpResponse:
    """Return the table as a grid; without scripts as a plain table, page by page."""
    declared = table_named(table)
    read = bulk_rows if declared.bulk else grid_rows
    after = request.GET.get("after", "")
    rows = read(here.actor, here.event, declared, after=after, size=PLAIN_MAX + 1, at=here.at)
    names = {
        "table": declared,
        "label": here.reader.gettext(declared.label),
        "columns": [here.reader.gettext(column.label) for column in declared.columns],
        "rows": [_plain(here, declared, row) for row in rows[:PLAIN_MAX]],
        "next": rows[PLAIN_MAX - 1].key if len(rows) > PLAIN_MAX else None,
        "may_edit": has_rows_to_edit(here.actor, at=here.at) and not declared.bulk,
        "words": {text: here.reader.gettext(text) for text in WORDS},
    }
    return page(request, "plans/table.html", names)


def _plain(here: Here, table: Table, row: GridRow) -> GridRow:
    """Return the row as a table without scripts shows it."""
    pairs = zip(table.columns, row.cells, strict=True)
    return replace(row, cells=[shown_cell(column, text, here.reader) for column, text in pairs])


@event_page(post=Verb.PROPOSE)
def row_page(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Return the row as a form with its findings, history and words; save what is sent."""
    declared = table_named(table)
    if declared.bulk:
        return _bulk_row(here, declared, key)
    stored = stored_row_for(here.actor, here.event, table, key, at=here.at)
    cells = row_cells(stored)
    seen = request.POST.get("hash", stored.hash)[:HASH_LENGTH_MAX]
    errors: dict[str, str] = {}
    clash: Any = None
    if request.method == "POST":
        changed = _changed(request, declared, cells)
        wanted = TypedRow(place=key, hash=seen, cells=changed, delete="delete" in request.POST)
        outcome = _save(request, here, declared, wanted)
        if outcome.proposed:
            return HttpResponseRedirect(_proposals(here))
        if not outcome.drafts and not outcome.clashes:
            return HttpResponseRedirect(_after(here, table, key, is_gone=wanted.delete))
        errors = dict(outcome.drafts[0][1]) if outcome.drafts else {}
        clash = outcome.clashes[0] if outcome.clashes else None
        seen = clash.hash if clash else seen
        cells = {**cells, **changed}
    past = history_of(here.actor, here.event, declared, key, at=here.at)
    names = {
        **_form(here, declared, cells, errors),
        "key": key, "hash": seen, "clash": clash, "is_new": False,
        "own": is_own(here.actor, things_of([stored])[stored.pk], at=here.at),
        "marking": stored.marking,
        "findings": told.findings_beside(here, table, key),
        "differs": told.differs(here, table, key, stored.hash),
        "steps": past.steps, "attested": past.words,
        "recipients": recipients_of(here.actor, here.event, stored, at=here.at),
    }  # fmt: skip
    return page(request, "plans/row.html", names, status=400 if errors else 409 if clash else 200)


def _bulk_row(here: Here, table: Table, key: str) -> HttpResponse:
    rows = bulk_rows(here.actor, here.event, table, after="", size=1, at=here.at)
    at = reverse("plans:table", kwargs={"event": here.event.slug, "table": table.name})
    return HttpResponseRedirect(f"{at}#{key}" if rows else at)


def _proposals(here: Here) -> str:
    """Return where what was sent to another unit is seen to wait: the row itself is as it was."""
    return reverse("plans:proposals", kwargs={"event": here.event.slug})


def _after(here: Here, table: str, key: str, *, is_gone: bool) -> str:
    if is_gone:
        return reverse("plans:table", kwargs={"event": here.event.slug, "table": table})
    return reverse("plans:row", kwargs={"event": here.event.slug, "table": table, "key": key})


@event_page(get=Verb.PROPOSE, post=Verb.PROPOSE)
def new_row(request: HttpRequest, here: Here, table: str) -> HttpResponse:
    """Return an empty form, or make the row that is sent; a draft keeps what is not valid."""
    declared = table_named(table)
    if declared.bulk:
        raise Denied("table")
    place = request.POST.get("place") or request.GET.get("draft") or f"new-{secrets.token_hex(6)}"
    place = place[:PLACE_LENGTH_MAX]
    drafts = {kept.place: kept for kept in drafts_of(here.actor, here.event, table)}
    cells = dict(drafts[place].cells) if place in drafts else {}
    errors = dict(drafts[place].errors) if place in drafts else {}
    if request.method == "POST":
        cells = {**cells, **_changed(request, declared, {})}
        outcome = _save(request, here, declared, TypedRow(place=place, cells=cells))
        if outcome.proposed:
            return HttpResponseRedirect(_proposals(here))
        if not outcome.drafts:
            keys = [edit.key for _, edit in outcome.saved]
            return HttpResponseRedirect(_after(here, table, "".join(keys), is_gone=not keys))
        errors = dict(outcome.drafts[0][1])
    names = {
        **_form(here, declared, cells, errors),
        "key": "", "hash": "", "clash": None, "is_new": True, "place": place, "own": True,
        "marking": declared.marking.height, "findings": [], "differs": None,
        "steps": [], "attested": [], "recipients": None,
    }  # fmt: skip
    return page(request, "plans/row.html", names, status=400 if errors and request.POST else 200)


def _save(request: HttpRequest, here: Here, table: Table, row: TypedRow) -> Any:
    wanted = TypedSave(
        id=request.POST.get("id", "")[:ID_LENGTH_MAX] or secrets.token_hex(16),
        rows=[row],
        reason=request.POST.get("reason", ""),
    )
    return save_cells(here.actor, here.event, table, wanted, here.reader, at=here.at)


def _changed(request: HttpRequest, table: Table, cells: dict[str, str]) -> dict[str, str]:
    """Return the cells that the form sends and that differ; a field of several joins them."""
    found: dict[str, str] = {}
    for column in table.columns:
        sent = request.POST.getlist(f"cell-{column.name}")
        if not sent:
            continue
        text = ";".join(part for part in sent if part) if len(sent) > 1 else sent[0]
        text = text.replace("\r\n", "\n")
        if text != cells.get(column.name, ""):
            found[column.name] = text
    return found


def _form(
    here: Here, table: Table, cells: dict[str, str], errors: dict[str, str]
) -> dict[str, Any]:
    return {
        "table": table,
        "label": here.reader.gettext(table.label),
        "fields": [_field(here, table, column, cells, errors) for column in table.columns],
        "error_of_row": errors.get("", ""),
        "id": secrets.token_hex(16),
    }


def _field(
    here: Here, table: Table, column: Column, cells: dict[str, str], errors: dict[str, str]
) -> dict[str, Any]:
    choices = [(each.value, word(each.value, here.reader)) for each in column.choices]
    if column.kind is ColumnKind.YES_NO:
        choices = [(each, word(each, here.reader)) for each in YES_NO]
    return {
        "name": column.name,
        "label": here.reader.gettext(column.label),
        "kind": column.kind.value,
        "required": column.required,
        "is_key": column.name in table.key,
        "value": cells.get(column.name, ""),
        "choices": choices,
        "error": errors.get(column.name, ""),
    }


@event_page()
def history(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Return the row's history by field, as a fragment or a page."""
    declared = table_named(table)
    stored_row_for(here.actor, here.event, table, key, at=here.at)
    past = history_of(here.actor, here.event, declared, key, at=here.at)
    names = {
        "table": declared, "key": key, "label": here.reader.gettext(declared.label),
        "steps": past.steps, "attested": past.words,
    }  # fmt: skip
    return page(request, "plans/history.html", names)
