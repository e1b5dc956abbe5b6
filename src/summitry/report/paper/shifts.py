"""The shifts of one person, unit or post, taken out of the whole table."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from summitry.check.view import View
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.time import Interval, moment_of
from summitry.plan.posts import Shift

Lines = NDArray[np.int64]
ID_COLUMNS = ("person_id", "post_id", "unit_id")


def shifts_of(view: View, column: str, key: str, span: Interval | None = None) -> list[Shift]:
    """Return the shifts whose column holds the key, those within the span, in order of time.

    Parameters
    ----------
    column
        One of `ID_COLUMNS`.
    """
    lines = view.derive(_INDEXES[column]).get(key)
    found = [] if lines is None else list(_rows(view, lines))
    inside = (s for s in found if span is None or (s.start < span.end and span.start < s.end))
    return sorted(inside, key=lambda each: (each.start, each.end, each.post_id, each.slot))


def _rows(view: View, lines: Lines) -> Iterator[Shift]:
    columns = view.columns("shifts")
    for line in lines.tolist():
        word = {name: columns.words[name][columns[name][line]] for name in ID_COLUMNS}
        yield Shift(
            post_id=PostId(word["post_id"]),
            person_id=PersonId(word["person_id"]),
            unit_id=UnitId(word["unit_id"]),
            start=moment_of(columns["start"][line]),
            end=moment_of(columns["end"][line]),
            slot=int(columns["slot"][line]),
        )


def _by(column: str, view: View) -> Mapping[str, Lines]:
    """Return the lines of the table by what stands in the column."""
    shifts = view.columns("shifts")
    if not shifts.size:
        return {}
    places = shifts[column]
    order = np.argsort(places, kind="stable")
    edges = np.flatnonzero(np.diff(places[order])) + 1
    return {
        shifts.words[column][places[part[0]]]: part.astype(np.int64)
        for part in np.split(order, edges)
    }


_INDEXES: Mapping[str, Callable[[View], Mapping[str, Lines]]] = {
    column: partial(_by, column) for column in ID_COLUMNS
}
"""One builder for each column: a view remembers what a builder made by the builder itself."""


def keys_of(view: View, column: str) -> Iterator[tuple[str, Interval]]:
    """Yield whatever stands in the column, in order, with the time from its first to its last."""
    shifts = view.columns("shifts")
    for key, lines in sorted(view.derive(_INDEXES[column]).items()):
        start, end = shifts["start"][lines].min(), shifts["end"][lines].max()
        yield key, Interval(moment_of(start), moment_of(end))
