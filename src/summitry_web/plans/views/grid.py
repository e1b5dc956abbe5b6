"""What the grid asks for and sends, as JSON."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from django.http import HttpRequest, JsonResponse

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import row_hash
from summitry.plan.table import Column, Table, target_of
from summitry.report.language import Language
from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.plans import told
from summitry_web.plans.access import (
    GridRow,
    bulk_rows,
    changed_since,
    grid_rows,
    has_rows_to_edit,
    table_named,
    targets,
)
from summitry_web.plans.actions.cells import (
    Clashing,
    Outcome,
    Place,
    TypedRow,
    TypedSave,
    keep_typed,
    save_cells,
)
from summitry_web.plans.actions.drafts import DRAFTS_MAX, Kept, drafts_of, drop_drafts
from summitry_web.plans.actions.rows import EDITS_MAX
from summitry_web.plans.typed import cells_of

DecodedT = TypeVar("DecodedT")
PAGE_MAX = 2_000
TARGETS_MAX = 50


@event_page()
def cells(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Return a page of the table's rows that the reader may read, and their own drafts."""
    declared = table_named(table)
    size = min(_number(request.GET.get("size", "")) or PAGE_MAX, PAGE_MAX)
    after = request.GET.get("after", "")
    read = bulk_rows if declared.bulk else grid_rows
    rows = read(here.actor, here.event, declared, after=after, size=size + 1, at=here.at)
    more = len(rows) > size
    shown = rows[:size]
    told_of, baseline = _rows(here, declared, shown)
    answer: dict[str, Any] = {
        "table": table,
        "baseline": baseline,
        "revision": here.event.revision,
        "may_edit": has_rows_to_edit(here.actor, at=here.at) and not declared.bulk,
        "columns": [_column(declared, column, here.reader) for column in declared.columns],
        "rows": told_of,
        "drafts": [] if after else [_draft(kept) for kept in _own_drafts(here, declared)],
        "next": shown[-1].key if more and shown else None,
    }
    return JsonResponse(answer)


def _own_drafts(here: Here, table: Table) -> list[Kept]:
    return drafts_of(here.actor, here.event, table.name)


def _rows(here: Here, table: Table, rows: list[GridRow]) -> tuple[list[dict[str, Any]], int]:
    """Return the rows, and the number of the baseline they are compared with, 0 for none."""
    marks = told.row_marks(here, table.name, [row.key for row in rows])
    differs, baseline = _differing(here, table, {row.key: row.hash for row in rows})
    return [
        {"key": row.key, "hash": row.hash, "own": row.own, "cells": row.cells,
         "finding": marks.get(row.key, ""), "differs": differs.get(row.key, "")}
        for row in rows
    ], baseline  # fmt: skip


def _differing(here: Here, table: Table, hashes: dict[str, str]) -> tuple[Mapping[str, str], int]:
    found = None if table.bulk else told.differing(here, table.name, hashes)
    return ({}, 0) if found is None else (found.rows, found.number)


def _draft(kept: Kept) -> dict[str, Any]:
    return {"place": kept.place, "base": kept.base_hash, "cells": kept.cells,
            "errors": kept.errors}  # fmt: skip


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
        "help": "",
    }


@event_page()
def changes(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Return the rows that changed after a revision, and the keys that are gone."""
    declared = table_named(table)
    since = _number(request.GET.get("since", "0"))
    rows, gone = changed_since(here.actor, here.event, declared, since, at=here.at)
    return JsonResponse(
        {"table": table, "revision": here.event.revision, "rows": _rows(here, declared, rows)[0],
         "gone": gone}
    )  # fmt: skip


@event_page(get=None, post=Verb.PROPOSE)
def save(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Save what was typed; the answer says what became of each row."""
    declared = table_named(table)
    wanted = _decoded(request.body, TypedSave)
    outcome = save_cells(here.actor, here.event, declared, wanted, here.reader, at=here.at)
    here.event.refresh_from_db()
    findings = told.findings_since(here, wanted.base or outcome.revision - 1)
    return JsonResponse({**_told(here, declared, outcome), "findings": findings})


def _told(here: Here, table: Table, outcome: Outcome) -> dict[str, Any]:
    saved = []
    hashes = {e.key: row_hash(e.row) for _, e in outcome.saved if e.row is not None}
    differs, _ = _differing(here, table, hashes)
    for place, edit in outcome.saved:
        if edit.row is not None:
            cells_saved = cells_of(table, edit.row)
            saved.append(
                {"place": place, "key": edit.key, "hash": hashes[edit.key],
                 "differs": differs.get(edit.key, ""),
                 "cells": [cells_saved[column.name] for column in table.columns]}
            )  # fmt: skip
    # A row with another key is the same row to whoever typed it, and was not deleted.
    stays = {each["place"] for each in saved}
    return {
        "revision": outcome.revision,
        "saved": saved,
        "deleted": [
            edit.key for place, edit in outcome.saved if edit.row is None and place not in stays
        ],
        "drafts": [
            {"place": row.place, "cells": row.cells, "errors": errors}
            for row, errors in outcome.drafts
        ],
        "clashes": [_clash(clash) for clash in outcome.clashes],
        "proposed": list(outcome.proposed),
    }


def _clash(clash: Clashing) -> dict[str, Any]:
    return {"place": clash.place, "key": clash.key, "columns": list(clash.columns),
            "hash": clash.hash, "gone": clash.gone}  # fmt: skip


class _Drafts(msgspec.Struct, frozen=True):
    rows: Annotated[list[TypedRow], msgspec.Meta(max_length=EDITS_MAX)]


class _Places(msgspec.Struct, frozen=True):
    places: Annotated[list[Place], msgspec.Meta(max_length=DRAFTS_MAX)]


@event_page(get=None, post=Verb.PROPOSE)
def draft(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Keep half-typed rows and return what is wrong with each, cell by cell."""
    declared = table_named(table)
    rows = _decoded(request.body, _Drafts).rows
    errors = {
        row.place: dict(keep_typed(here.actor, here.event, declared, row, here.reader, at=here.at))
        for row in rows
    }
    return JsonResponse({"errors": errors})


@event_page(get=None, post=Verb.PROPOSE)
def drop(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Drop the reader's drafts at those places."""
    places = _decoded(request.body, _Places).places
    dropped = drop_drafts(here.actor, here.event, table_named(table).name, places)
    return JsonResponse({"dropped": dropped})


@event_page()
def target(request: HttpRequest, here: Here, table: str, column: str) -> JsonResponse:
    """Return rows that a cell of the column may name, for completion."""
    declared = table_named(table)
    names = {each.name: each for each in declared.columns}
    home = target_of(names[column]) if column in names else None
    found = [] if home is None else targets(
        here.actor, here.event, home, request.GET.get("q", ""), size=TARGETS_MAX, at=here.at
    )  # fmt: skip
    return JsonResponse({"items": [{"id": key, "name": name} for key, name in found]})


@event_page()
def findings(request: HttpRequest, here: Here, table: str) -> JsonResponse:
    """Return what opened and closed since a revision, as far as the reader may know."""
    table_named(table)
    return JsonResponse(dict(told.findings_since(here, _number(request.GET.get("since", "0")))))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004  # nine digits


def _decoded(body: bytes, kind: type[DecodedT]) -> DecodedT:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as problem:
        raise SummitryError("save.malformed", problem=str(problem)) from problem
