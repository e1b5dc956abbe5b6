"""What the apps that stand above tell beside the rows, filtered by right.

The desk tells findings, and the app of baselines what differs from the published one.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.pages import Here
from summitry_web.events.models import Event


class Differing(Struct, frozen=True, kw_only=True):
    """The rows of one table that are not as the published baseline has them."""

    number: int
    """The baseline's."""
    rows: Mapping[str, str]
    """``added`` or ``changed`` by key."""
    address: str
    """Where they are shown side by side."""


RowMarks = Callable[[Here, str, Iterable[str]], Mapping[str, str]]
Since = Callable[[Here, int], Mapping[str, Any]]
Beside = Callable[[Here, str, str], list[Mapping[str, Any]]]
Differences = Callable[[Here, str, Mapping[str, str]], Differing | None]


class Published(Struct, frozen=True, kw_only=True):
    """The plan as it was published last, for calculations; nothing of it is filtered."""

    number: int
    """The baseline's."""
    snapshot: Snapshot


Publishing = Callable[[Event], Published | None]

NOT_CHECKED: Mapping[str, Any] = {"checked": None, "opened": [], "closed": []}

_MARKS: list[RowMarks] = []
_SINCE: list[Since] = []
_BESIDE: list[Beside] = []
_DIFFERENCES: list[Differences] = []
_PUBLISHED: list[Publishing] = []


def tell_by(*, marks: RowMarks, since: Since, beside: Beside) -> None:
    """Set how the rows' worst findings, what a save changed, and a row's findings are told."""
    _MARKS[:], _SINCE[:], _BESIDE[:] = [marks], [since], [beside]


def row_marks(here: Here, table: str, keys: Iterable[str]) -> Mapping[str, str]:
    """Return the gravest severity of the open findings on each row that has any."""
    return _MARKS[0](here, table, keys) if _MARKS else {}


def findings_since(here: Here, revision: int) -> Mapping[str, Any]:
    """Return what opened and closed since the revision; ``checked`` is None while it is unknown."""
    return _SINCE[0](here, revision) if _SINCE else NOT_CHECKED


def findings_beside(here: Here, table: str, key: str) -> list[Mapping[str, Any]]:
    """Return the open findings about the row, the gravest first."""
    return _BESIDE[0](here, table, key) if _BESIDE else []


def tell_differences_by(differences: Differences) -> None:
    """Set how it is told which rows differ from the published baseline."""
    _DIFFERENCES[:] = [differences]


def differing(here: Here, table: str, hashes: Mapping[str, str]) -> Differing | None:
    """Return which of those rows, by key and hash, differ; None where nothing is published."""
    return _DIFFERENCES[0](here, table, hashes) if _DIFFERENCES else None


def differs(here: Here, table: str, key: str, content: str) -> Differing | None:
    """Return the baseline from which this one row differs; None where it does not."""
    told = differing(here, table, {key: content})
    return told if told is not None and key in told.rows else None


def tell_published_by(publishing: Publishing) -> None:
    """Set how the published plan is found."""
    _PUBLISHED[:] = [publishing]


def published(event: Event) -> Published | None:
    """Return the plan as it was published last; None where nothing is published."""
    return _PUBLISHED[0](event) if _PUBLISHED else None
