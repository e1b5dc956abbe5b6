"""What the desk, which stands above, tells beside the rows: findings, filtered by right."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from summitry_web.accounts.pages import Here

RowMarks = Callable[[Here, str, Iterable[str]], Mapping[str, str]]
Since = Callable[[Here, int], Mapping[str, Any]]
Beside = Callable[[Here, str, str], list[Mapping[str, Any]]]

NOT_CHECKED: Mapping[str, Any] = {"checked": None, "opened": [], "closed": []}

_MARKS: list[RowMarks] = []
_SINCE: list[Since] = []
_BESIDE: list[Beside] = []


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
