"""Ways to spoil one cell, by what the cell holds; every column of every table has several."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from summitry.kit.streams import Stream
from summitry.plan.table import Column, ColumnKind

NOWHERE = "no-such-row"
NOTHING = object()
"""What a way returns when it cannot spoil this cell."""

Way = Callable[[Stream, Column, Any, "list[str]"], Any]
"""Takes chance, the column, the value and the ids that exist; returns another value."""

MINUTES = (1, 5, 10, 20, 45, 90, 240, 720, 2_880)


def pick(stream: Stream, values: Any) -> Any:
    """Return one of the values."""
    listed = list(values)
    return listed[int(stream.integers(len(listed)))] if listed else NOTHING


def _clear(_s: Stream, column: Column, _v: Any, _ids: list[str]) -> Any:
    return NOTHING if column.required else column.default


def _other_id(stream: Stream, _c: Column, value: Any, ids: list[str]) -> Any:
    return pick(stream, [each for each in ids if each != value])


def _drop_one(stream: Stream, _c: Column, value: Any, _ids: list[str]) -> Any:
    gone = pick(stream, value)
    return NOTHING if gone is NOTHING else tuple(each for each in value if each != gone)


def _add_one(stream: Stream, column: Column, value: Any, ids: list[str]) -> Any:
    more = pick(stream, set(ids or column.choices) - set(value))
    return NOTHING if more is NOTHING else tuple(sorted({*value, more}))


def _scaled(factor: float) -> Way:
    def way(_s: Stream, column: Column, value: Any, _ids: list[str]) -> Any:
        if value is None:
            return NOTHING
        return int(value * factor) if column.kind is ColumnKind.INTEGER else value * factor

    return way


def _plus(step: float) -> Way:
    def way(_s: Stream, column: Column, value: Any, _ids: list[str]) -> Any:
        if value is None:
            return NOTHING
        return value + (int(step) if column.kind is ColumnKind.INTEGER else step)

    return way


def _moved(sign: int) -> Way:
    def way(stream: Stream, _c: Column, value: Any, _ids: list[str]) -> Any:
        if value is None:
            return NOTHING
        step: timedelta = timedelta(minutes=pick(stream, MINUTES))
        if not isinstance(value, datetime):
            step = timedelta(days=int(stream.integers(1, 400)))
        later: datetime | date = value + sign * step
        return later

    return way


def _points(change: Callable[[float, float, float], float]) -> Way:
    """Return a way to move each corner, given its two numbers' own and the outline's middle."""

    def way(_s: Stream, _c: Column, value: Any, _ids: list[str]) -> Any:
        if not value:
            return NOTHING
        middle = [sum(part) / len(value) for part in zip(*value, strict=True)]
        return tuple((change(x, middle[0], 30.0), change(y, middle[1], 0.0)) for x, y in value)

    return way


def _fixed(value: Any) -> Way:
    return lambda _s, _c, _v, _ids: value


def _flipped(_s: Stream, _c: Column, value: Any, _ids: list[str]) -> Any:
    return not value


def _choice(stream: Stream, column: Column, value: Any, _ids: list[str]) -> Any:
    return pick(stream, [each for each in column.choices if each != value])


WAYS: Mapping[ColumnKind, Mapping[str, Way]] = {
    ColumnKind.ID: {"clear": _clear, "dangle": _fixed(NOWHERE), "swap": _other_id},
    ColumnKind.IDS: {
        "clear": _clear,
        "dangle": _fixed((NOWHERE,)),
        "drop one": _drop_one,
        "add one": _add_one,
    },
    ColumnKind.TEXT: {"blank": _fixed(""), "space": _fixed("  "), "other": _fixed("other")},
    ColumnKind.TEXTS: {
        "clear": _clear,
        "drop one": _drop_one,
        "unknown": _fixed(("zz",)),
        "persons": _fixed(("persons",)),
    },
    ColumnKind.INTEGER: {
        "halve": _scaled(0.5),
        "double": _scaled(2),
        "tenfold": _scaled(10),
        "zero": _scaled(0),
        "one more": _plus(1),
        "one less": _plus(-1),
    },
    ColumnKind.NUMBER: {
        "halve": _scaled(0.5),
        "double": _scaled(2),
        "zero": _scaled(0),
        "more": _plus(7.5),
        "less": _plus(-7.5),
        "a little more": _plus(0.5),
        "turn": _plus(120),
    },
    ColumnKind.MOMENT: {"clear": _clear, "earlier": _moved(-1), "later": _moved(1)},
    ColumnKind.DAY: {"clear": _clear, "earlier": _moved(-1), "later": _moved(1)},
    ColumnKind.YES_NO: {"flip": _flipped},
    ColumnKind.CHOICE: {"other": _choice, "clear": _clear},
    ColumnKind.CHOICES: {"clear": _clear, "drop one": _drop_one, "add one": _add_one},
    ColumnKind.POINTS: {
        "clear": _clear,
        "move": _points(lambda own, _middle, by: own + by),
        "shrink": _points(lambda own, middle, _by: (own + middle) / 2),
    },
}
"""The ways by kind of column; a way that leads to a row that cannot be is passed over."""
