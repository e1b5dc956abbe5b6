"""Workbooks up and down: handed out with row keys, brought in, shown, and then taken in."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from msgspec.structs import replace

from summitry.kit.errors import SummitryError, Text
from summitry.package.bounds import WORKBOOK_BYTES_MAX
from summitry.package.intake import filled, headings_of
from summitry.package.mapping import SheetMapping, WorkbookMapping
from summitry.package.workbook_read import Sheet
from summitry.plan.tables import TABLES
from summitry.report.language import Language
from summitry.report.refusals import sentences
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.plans.access import table_named
from summitry_web.plans.actions.bringing_in import (
    Coming,
    Reading,
    brought,
    keep_workbook,
    reading_of,
    remember_mapping,
    take_in,
    waiting_books,
)
from summitry_web.plans.actions.handing_out import workbook_for
from summitry_web.plans.typed import cells_of, shown_cell
from summitry_web.vault.naming import cleaned

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_MAX = 300
HEADER_ROW = re.compile("[0-9]{1,6}")
STATES = {
    "new": Text("new"),
    "changed": Text("changed"),
    "gone": Text("taken out"),
    "proposed": Text("proposed to its unit"),
    "clash": Text("changed by somebody else too"),
}


@event_page(post=Verb.IMPORT)
def workbooks(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page to take a workbook along or to bring one in; keep what is brought."""
    told: tuple[str, ...] = ()
    file = request.FILES.get("file")
    if request.method == "POST" and file is None:
        told = sentences(SummitryError("workbook.no_file"), here.reader)
    if file is not None:
        try:
            pk = keep_workbook(
                here.actor, here.event, name=file.name or "workbook.xlsx",
                content=file.read(WORKBOOK_BYTES_MAX + 1), unit=request.POST.get("unit", ""),
                at=here.at,
            )  # fmt: skip
        except SummitryError as refusal:
            return _refused(request, here, cleaned(file.name or ""), refusal)
        return HttpResponseRedirect(_address(here, "plans:brought", pk=pk))
    names = {
        "told": told, "units": sorted(here.actor.units(here.at)),
        "waiting": waiting_books(here.actor, here.event),
    }  # fmt: skip
    return page(request, "plans/workbooks.html", names, status=400 if told else 200)


def _refused(request: HttpRequest, here: Here, name: str, refusal: SummitryError) -> HttpResponse:
    names = {"name": name, "told": sentences(refusal, here.reader)}
    return page(request, "plans/workbook_refused.html", names, status=400)


@event_page(get=Verb.EXPORT)
def download(request: HttpRequest, here: Here) -> HttpResponse:
    """Return a workbook: of the reader's own rows, of all they may read, or of one table."""
    table = request.GET.get("table") or None
    if table is not None:
        table_named(table)
    own_only = request.GET.get("scope") == "own"
    content = workbook_for(
        here.actor, here.event, at=here.at, own_only=own_only, table=table, reader=here.reader
    )
    name = f"{here.event.slug}-{table or ('own' if own_only else 'plan')}-{here.event.revision}"
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@event_page(get=Verb.IMPORT, post=Verb.IMPORT)
def brought_page(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Return what a waiting workbook brings; take it in, or remember how it is read."""
    book = brought(here.actor, here.event, pk)
    if request.method == "POST" and "map" in request.POST:
        reading = reading_of(here.actor, here.event, book, at=here.at)
        if reading.mapping is not None:
            mapping = _mapped(request, reading.mapping, reading.sheets)
            remember_mapping(here.actor, here.event, book, mapping, at=here.at)
        return HttpResponseRedirect(_address(here, "plans:brought", pk=pk))
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        counts = take_in(here.actor, here.event, pk, at=here.at, reason=reason)
        shown = [(here.reader.gettext(STATES[state]), count) for state, count in counts.items()]
        return page(request, "plans/taken_in.html", {"counts": shown, "name": book.name})
    try:
        reading = reading_of(here.actor, here.event, book, at=here.at)
    except SummitryError as refusal:
        return _refused(request, here, book.name, refusal)
    if reading.missing:
        return page(request, "plans/mapping.html", _mapping_names(here.reader, reading, book.name))
    coming = [_shown(here, each) for each in reading.coming[:SHOWN_MAX]]
    names = {
        "name": book.name, "coming": coming, "unchanged": reading.unchanged,
        "more": max(0, len(reading.coming) - SHOWN_MAX),
        "clashes": sum(each.state == "clash" for each in reading.coming),
    }  # fmt: skip
    return page(request, "plans/brought.html", names)


def _address(here: Here, name: str, **parts: object) -> str:
    return reverse(name, kwargs={"event": here.event.slug, **parts})


def _shown(here: Here, each: Coming) -> dict[str, Any]:
    table = TABLES[each.edit.table]
    old = {} if each.before is None else cells_of(table, each.before)
    new = {} if each.edit.row is None else cells_of(table, each.edit.row)
    cells = [
        (
            here.reader.gettext(column.label),
            *(shown_cell(column, side.get(column.name, ""), here.reader) for side in (old, new)),
        )
        for column in table.columns
        if old.get(column.name, "") != new.get(column.name, "") or column.name in each.columns
    ]
    return {
        "state": each.state.value, "told": here.reader.gettext(STATES[each.state]),
        "label": here.reader.gettext(table.label), "table": table.name, "key": each.edit.key,
        "is_new": each.before is None, "cells": cells,
    }  # fmt: skip


def _mapping_names(reader: Language, reading: Reading, name: str) -> dict[str, Any]:
    assert reading.mapping is not None
    parts = {part.sheet: part for part in reading.mapping.sheets}
    sheets = [_sheet(reader, sheet, parts.get(sheet.name)) for sheet in reading.sheets]
    tables = sorted((reader.gettext(t.label), t.name) for t in TABLES.values())
    return {"name": name, "sheets": sheets, "tables": tables, "zone": reading.mapping.zone}


def _sheet(reader: Language, sheet: Sheet, part: SheetMapping | None) -> dict[str, Any]:
    row = 1 if part is None else part.header_row
    headings = [heading for heading in headings_of(filled(sheet), row) if heading]
    table = None if part is None else part.declared
    return {
        "name": sheet.name,
        "row": row,
        "table": "" if table is None else table.name,
        "headings": headings,
        "columns": []
        if table is None or part is None
        else [
            (column.name, reader.gettext(column.label), column.required,
             next(iter(part.headings(column.name)), ""))
            for column in table.columns
        ],
    }  # fmt: skip


def _mapped(
    request: HttpRequest, draft: WorkbookMapping, sheets: tuple[Sheet, ...]
) -> WorkbookMapping:
    """Return the mapping that the form says: sheets without a table are left out on purpose."""
    parts: list[SheetMapping] = []
    ignored: list[str] = []
    known = {part.sheet: part for part in draft.sheets}
    for number, sheet in enumerate(sheets):
        table = request.POST.get(f"table-{number}", "")
        if table not in TABLES:
            ignored.append(sheet.name)
            continue
        written = request.POST.get(f"row-{number}", "")
        row = max(1, int(written)) if HEADER_ROW.fullmatch(written) else 1
        part = known.get(sheet.name)
        columns = {
            column.name: heading
            for column in TABLES[table].columns
            if (heading := request.POST.get(f"column-{number}-{column.name}", ""))
        }
        if part is not None and part.table == table and not columns:
            columns = dict(part.columns)  # type: ignore[arg-type]  # a draft names one heading each
        headings = [h for h in headings_of(filled(sheet), row) if h]
        left = tuple(dict.fromkeys(h for h in headings if h not in columns.values()))
        made = () if part is None or part.table != table else part.make_ids
        parts.append(
            SheetMapping(sheet=sheet.name, table=table, header_row=row, columns=columns,
                         ignored=left, make_ids=made)
        )  # fmt: skip
    zone = request.POST.get("zone", "") or draft.zone
    return replace(draft, sheets=tuple(parts), ignored=tuple(ignored), zone=zone)
