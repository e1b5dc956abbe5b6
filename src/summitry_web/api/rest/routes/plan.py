"""Events, tables, rows and their history; saving."""

from typing import Any

from django.http import HttpRequest
from msgspec import json
from ninja import Router

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import row_hash
from summitry.plan.table import Column, Table, target_of
from summitry.plan.tables import TABLES
from summitry.report.language import Language
from summitry.report.words import word
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.api.access import lendable
from summitry_web.api.actions.answers import once, own_id
from summitry_web.api.rest import shapes
from summitry_web.api.rest.guard import caller_of, here_of, needs
from summitry_web.api.rest.shapes import Key, Number, Size, Slug, TableName
from summitry_web.plans.access import (
    GridRow,
    bulk_rows,
    counts_of,
    grid_rows,
    is_own,
    stored_row_for,
    table_named,
    things_of,
)
from summitry_web.plans.actions.cells import Outcome, TypedRow, TypedSave, save_cells
from summitry_web.plans.history import STEPS_MAX, history_of
from summitry_web.plans.shown import row_cells

router = Router()


@router.get("/events", auth=needs(Verb.READ), response=shapes.Events, summary="Events")
def events(request: HttpRequest) -> dict[str, Any]:
    """Return the one event of the token, and what the token may do in it now."""
    return {"items": [_event(request)], "next": None}


@router.get("/events/{event}", auth=needs(Verb.READ), response=shapes.EventOut, summary="One event")
def event(request: HttpRequest, event: Slug) -> dict[str, Any]:  # noqa: ARG001  # the guard read it
    """Return the event, and what the token may do in it now."""
    return _event(request)


def _event(request: HttpRequest) -> dict[str, Any]:
    caller = caller_of(request)
    here = caller.here
    return {
        "slug": here.event.slug, "name": here.event.name, "kind": here.event.kind,
        "timezone": here.event.timezone, "revision": here.event.revision,
        "unit": caller.token.unit_id, "expires": caller.token.expires,
        "verbs": [verb.value for verb in lendable(here.actor, at=here.at)],
    }  # fmt: skip


@router.get(
    "/events/{event}/tables", auth=needs(Verb.READ), response=shapes.Tables, summary="Tables"
)
def tables(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    after: Key = "",
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return the plan's tables in order of name, with how many rows the token may read."""
    here = here_of(request)
    counts = counts_of(here.actor, here.event, at=here.at)
    names = sorted(name for name in TABLES if name > after)
    shown, more = shapes.page_of(names, size)
    items = [_table(TABLES[name], counts[name], here.reader) for name in shown]
    return {"items": items, "next": shown[-1] if more else None}


def _table(table: Table, count: int, reader: Language) -> dict[str, Any]:
    return {
        "name": table.name, "label": reader.gettext(table.label), "field": table.field.value,
        "is_bulk": table.bulk, "rows": count,
    }  # fmt: skip


@router.get(
    "/events/{event}/tables/{table}", auth=needs(Verb.READ), response=shapes.TableInFull,
    summary="One table",
)  # fmt: skip
def table(request: HttpRequest, event: Slug, table: TableName) -> dict[str, Any]:  # noqa: ARG001  # the guard read it
    """Return the table with its columns and their closed lists."""
    here = here_of(request)
    declared = table_named(table)
    count = counts_of(here.actor, here.event, at=here.at)[table]
    columns = [_column(declared, each, here.reader) for each in declared.columns]
    return {**_table(declared, count, here.reader), "columns": columns}


def _column(table: Table, column: Column, reader: Language) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": reader.gettext(column.label),
        "kind": column.kind.value,
        "required": column.required,
        "key": column.name in table.key,
        "choices": [
            {"value": each.value, "label": word(each.value, reader)} for each in column.choices
        ],
        "target": target_of(column) if column.id_type else None,
    }


@router.get(
    "/events/{event}/tables/{table}/rows", auth=needs(Verb.READ), response=shapes.Rows,
    summary="Rows",
)  # fmt: skip
def rows(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    table: TableName,
    after: Key = "",
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return the rows that the token may read, in order of key, after the one named."""
    here = here_of(request)
    declared = table_named(table)
    read = bulk_rows if declared.bulk else grid_rows
    found = read(here.actor, here.event, declared, after=after, size=size + 1, at=here.at)
    shown, more = shapes.page_of(found, size)
    return {
        "revision": here.event.revision,
        "items": [_row(declared, each) for each in shown],
        "next": shown[-1].key if more else None,
    }


def _row(table: Table, row: GridRow) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    cells = dict(zip(names, row.cells, strict=True))
    return {"key": row.key, "hash": row.hash, "own": row.own, "cells": cells}


def _single(table: Table) -> None:
    if table.bulk:
        raise SummitryError("api.bulk", table=table.name)


@router.get(
    "/events/{event}/tables/{table}/rows/{path:key}", auth=needs(Verb.READ),
    response=shapes.RowOut, summary="One row",
)  # fmt: skip
def row(request: HttpRequest, event: Slug, table: TableName, key: Key) -> dict[str, Any]:  # noqa: ARG001  # the guard read it
    """Return the row of that key."""
    here = here_of(request)
    declared = table_named(table)
    _single(declared)
    stored = stored_row_for(here.actor, here.event, table, key, at=here.at)
    own = is_own(here.actor, things_of([stored])[stored.pk], at=here.at)
    return {"key": stored.key, "hash": stored.hash, "own": own, "cells": row_cells(stored)}


@router.get(
    "/events/{event}/tables/{table}/history/{path:key}", auth=needs(Verb.READ),
    response=shapes.Steps, summary="History of a row",
)  # fmt: skip
def history(  # the parts of its address
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    table: TableName,
    key: Key,
    before: Number = shapes.NUMBER_MAX,
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return the row's changes, the latest first, those before the revision named."""
    here = here_of(request)
    declared = table_named(table)
    _single(declared)
    stored_row_for(here.actor, here.event, table, key, at=here.at)
    past = history_of(here.actor, here.event, declared, key, at=here.at)
    steps = [each for each in past.steps if each.revision < before]
    shown, more = shapes.page_of(steps[:STEPS_MAX], size)
    items = [
        {
            "revision": each.revision, "kind": each.kind, "person_id": each.person_id,
            "at": each.at, "reason": each.reason, "is_new": each.is_new, "is_gone": each.is_gone,
            "cells": [
                {"column": cell.column.name, "before": cell.before, "after": cell.after}
                for cell in each.cells
            ],
        }
        for each in shown
    ]  # fmt: skip
    return {"items": items, "next": str(shown[-1].revision) if more else None}


@router.post(
    "/events/{event}/tables/{table}/save", auth=needs(Verb.PROPOSE), response=shapes.Saved,
    summary="Save rows",
)  # fmt: skip
def save(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    table: TableName,
    wanted: shapes.SaveIn,
) -> dict[str, Any]:
    """Save valid rows, propose those of other units, and tell what is invalid or clashes.

    A token without the verb ``edit`` proposes every row, its own units' too.
    """
    caller = caller_of(request)
    here, declared = caller.here, table_named(table)
    _single(declared)
    client_id = own_id(here.actor, here.event, wanted.id)

    def do() -> dict[str, Any]:
        typed = TypedSave(
            id=client_id,
            rows=[
                TypedRow(place=e.place, hash=e.hash, cells=dict(e.cells), delete=e.delete)
                for e in wanted.rows
            ],
            reason=wanted.reason,
        )
        outcome = save_cells(here.actor, here.event, declared, typed, here.reader, at=here.at)
        caller.changed(f"save {table}")
        return _saved(outcome)

    asked = json.encode([table, wanted.model_dump()])
    return once(here.actor, here.event, client_id, asked, do, at=here.at)


def _saved(outcome: Outcome) -> dict[str, Any]:
    return {
        "revision": outcome.revision,
        "saved": [
            {"place": place, "key": edit.key, "hash": row_hash(edit.row)}
            for place, edit in outcome.saved
            if edit.row is not None
        ],
        "deleted": [edit.key for _, edit in outcome.saved if edit.row is None],
        "proposed": list(outcome.proposed),
        "invalid": [
            {"place": each.place, "errors": dict(errors)} for each, errors in outcome.drafts
        ],
        "clashes": [
            {"place": each.place, "key": each.key, "hash": each.hash, "gone": each.gone,
             "columns": [dict(column) for column in each.columns]}
            for each in outcome.clashes
        ],
    }  # fmt: skip


def moved_on(here: Here) -> int:
    """Return the revision at which the plan stands after a change."""
    here.event.refresh_from_db()
    return here.event.revision
