"""Two states of the plan side by side."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.access import differences, standing
from summitry_web.baselines.access.differences import Cell, Compared, TableCount
from summitry_web.baselines.access.places import places_of
from summitry_web.baselines.actions.approving import see
from summitry_web.baselines.sentences import CHANGES
from summitry_web.desk.access.lines import address_of
from summitry_web.frame.listing import Column, Listing, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.plans.access import table_named
from summitry_web.plans.found import Found


@event_page(get=Verb.READ)
def compare(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the differences that the reader may read; who signs has then seen them."""
    against = standing.reference_of(here.event)
    before = differences.side_of(here, request.GET.get("from", str(against)))
    after = differences.side_of(here, request.GET.get("to", differences.NOW))
    table = request.GET.get("table", "")
    found = differences.compared(here, before, after)
    if table:
        _require_known(table, found)
    lists = _lists(request, here, found, table)
    for shown in lists.values():
        if shown.download is not None:
            return shown.download
    signs = standing.may_sign(here)
    if request.method == "GET" and signs and not table and after and before is not None:
        see(here.actor, here.event, after, against=before, at=here.at)
    names = {
        "after": after,
        "total": len(found.rows),
        "is_whole": _is_whole(found, table),
        "table": table and table_named(table),
        "choices": _choices(here),
        "from_name": differences.name_of(before),
        "to_name": differences.name_of(after),
        "places": places_of(found.rows),
        "has_seen": signs and standing.is_shown(here, before, after),
        "hidden": [table_named(name).label for name in sorted(found.hidden)] if signs else [],
        **lists,
    }
    return page(request, "baselines/compare.html", names)


def _lists(request: HttpRequest, here: Here, found: Compared, table: str) -> dict[str, Listing]:
    cells = found.cells(table) if _is_whole(found, table) else []
    moved = differences.findings_moved(here, found.before, found.after)
    columns = _cell_columns(here, found.after)
    return {
        "cells": listing(request, cells, columns, name="differences", marking=found.marking()),
        "tables": listing(
            request, found.counts(), _count_columns(here, found), name="tables", prefix="t-"
        ),
        "opened": _findings(request, here, moved.opened, "o-"),
        "closed": _findings(request, here, moved.closed, "c-"),
    }


def _is_whole(found: Compared, table: str) -> bool:
    return len(found.rows) <= differences.ROWS_MAX or bool(table)


def _require_known(table: str, found: Compared) -> None:
    """Refuse a table without differences that are the reader's: there and not there look alike."""
    if all(row.table != table for row in found.rows):
        raise Denied("table")


def _choices(here: Here) -> list[tuple[str, str]]:
    told = here.reader.gettext
    return [
        ("0", told(Text("Nothing: the empty plan"))),
        *(
            (str(each.baseline.number), f"{each.baseline.number} · {each.baseline.name}")
            for each in reversed(standing.standings(here.event))
        ),
        (differences.NOW, told(Text("The plan now"))),
    ]


def _count_columns(here: Here, found: Compared) -> list[Column[TableCount]]:
    told = here.reader.gettext
    return [
        Column("table", Text("Table"), lambda each: told(each.table.label),
               lambda each: _address(here, found, each.table.name)),
        Column("added", Text("New rows"), lambda each: each.added),
        Column("changed", Text("Changed rows"), lambda each: each.changed),
        Column("removed", Text("Rows that are gone"), lambda each: each.removed),
    ]  # fmt: skip


def _address(here: Here, found: Compared, table: str) -> str:
    sides = {"from": differences.name_of(found.before), "to": differences.name_of(found.after)}
    place = reverse("baselines:compare", kwargs={"event": here.event.slug})
    return f"{place}?{urlencode({**sides, 'table': table})}"


def _cell_columns(here: Here, after: int | None) -> list[Column[Cell]]:
    told = here.reader.gettext

    def field(each: Cell) -> str:
        return told(each.table.column(each.column).label) if each.column else ""

    def row(each: Cell) -> str:
        """Lead to the row as it stands now, where it does and the comparison is with now."""
        if after is not None or each.what.value == "removed" or each.table.bulk:
            return ""
        names = {"event": here.event.slug, "table": each.table.name, "key": each.key}
        return reverse("plans:row", kwargs=names)

    return [
        Column("table", Text("Table"), lambda each: told(each.table.label)),
        Column("key", Text("Row"), lambda each: each.key, row),
        Column("what", Text("What"), lambda each: told(CHANGES[each.what.value])),
        Column("field", Text("Field"), field),
        Column("before", Text("Before"), lambda each: each.told(here.reader)[0]),
        Column("after", Text("After"), lambda each: each.told(here.reader)[1]),
    ]


def _findings(request: HttpRequest, here: Here, found: tuple[Found, ...], prefix: str) -> Listing:
    """Return them as a list."""
    columns: list[Column[Found]] = [
        Column("code", Text("Code"), lambda each: each.code,
               lambda each: address_of(here, each.identity)),
        Column("severity", Text("Severity"),
               lambda each: standing.SEVERITIES[each.severity].value, kind="severity",
               order=lambda each: each.severity),
        Column("status", Text("Status"), lambda each: each.status, kind="status"),
        Column("field", Text("Field"), lambda each: word(each.field, here.reader)),
        Column("row", Text("Row"), lambda each: each.key),
    ]  # fmt: skip
    return listing(request, found, columns, name="findings", prefix=prefix)
