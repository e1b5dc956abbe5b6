"""Findings beside the rows: on a row, and what a save opened and closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from msgspec import Struct

from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import SEVERITIES, Line, Telling
from summitry_web.plans.checking import ask
from summitry_web.plans.found import Found, checked_of, findings_for

SECONDS_MAX = 0.4
"""How long a save waits for its findings; they are asked for again when they take longer."""
SHOWN_MAX = 50
KEYS_MAX = 500


class Changed(Struct, frozen=True, kw_only=True):
    """What the checks after a revision opened and closed, as far as the reader may know."""

    revision: int
    checked: int | None
    """None while the present revision is being checked."""
    opened: tuple[Line, ...]
    closed: tuple[Line, ...]
    opened_count: int
    closed_count: int


def changed_since(here: Here, revision: int) -> Changed:
    """Return what opened and closed after the revision, once the present one is checked."""
    ask(here.event.pk, here.event.revision, seconds=SECONDS_MAX)
    checked = checked_of(here.event)
    rows = findings_for(here.actor, here.event, at=here.at)
    opened = rows.filter(is_open=True, is_ruled=False, opened_revision__gt=revision)
    closed = rows.filter(is_open=False, closed_revision__gt=revision, opened_revision__lte=revision)
    opened_lines, opened_count = _lines(here, opened)
    closed_lines, closed_count = _lines(here, closed)
    return Changed(
        revision=revision,
        checked=None if checked.is_behind else checked.revision,
        opened=opened_lines,
        closed=closed_lines,
        opened_count=opened_count,
        closed_count=closed_count,
    )


def _lines(here: Here, rows: QuerySet[Found]) -> tuple[tuple[Line, ...], int]:
    """Return the first of them, and how many there are: counted only where some are not shown."""
    shown = list(rows[:SHOWN_MAX])
    count = len(shown) if len(shown) < SHOWN_MAX else rows.count()
    return tuple(Telling(here, shown).lines()), count


def as_json(line: Line) -> dict[str, Any]:
    """Return the finding as the grid takes it."""
    return {
        "id": line.identity, "code": line.code, "severity": line.severity.value,
        "status": line.status.value, "sentence": line.sentence, "table": line.table,
        "key": line.key, "url": line.address, "when": line.when,
    }  # fmt: skip


def since(here: Here, revision: int) -> Mapping[str, Any]:
    """Return what a save opened and closed, as the grid takes it."""
    changed = changed_since(here, revision)
    return {
        "checked": changed.checked,
        "opened": [as_json(line) for line in changed.opened],
        "closed": [as_json(line) for line in changed.closed],
    }


def marks(here: Here, table: str, keys: Iterable[str]) -> Mapping[str, str]:
    """Return the gravest severity on each row; nothing of what the reader may not know."""
    rows = _open(here).filter(table=table)
    wanted = list(keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), KEYS_MAX):
        part = rows.filter(key__in=wanted[start : start + KEYS_MAX]).order_by()
        for key, depth in part.values_list("key", "severity"):
            found[key] = min(depth, found.get(key, depth))
    return {key: SEVERITIES[depth].value for key, depth in found.items()}


def beside(here: Here, table: str, key: str) -> list[Mapping[str, Any]]:
    """Return the open findings about the row, the gravest first."""
    rows = _open(here).filter(table=table, key=key)[:SHOWN_MAX]
    return [as_json(line) for line in Telling(here, list(rows)).lines()]


def _open(here: Here) -> QuerySet[Found]:
    rows = findings_for(here.actor, here.event, at=here.at)
    return rows.filter(is_open=True, is_ruled=False)
