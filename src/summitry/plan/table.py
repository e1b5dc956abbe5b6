"""How a table is declared: once, as a row type; everything else derives from it."""

import math
import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import force_setattr

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PERSON_TYPES, require_id
from summitry.kit.time import written
from summitry.plan.terms import Field, Marking

KEY_JOINT = "|"
"""Joins the columns of a key; no id may hold it."""

Point = tuple[float, float]
Points = tuple[Point, ...]
"""Metres east and north of the event's own origin: an outline or a line."""


class Label(str):
    """The English name of a column, translated at the edge."""

    __slots__ = ()


class Since(int):
    """The schema version that brought a column to a table that was there before it."""


class ColumnKind(StrEnum):
    """What a cell of a column holds."""

    ID = "id"
    IDS = "ids"
    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes-no"
    MOMENT = "moment"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    POINTS = "points"


SET_KINDS = frozenset({ColumnKind.IDS, ColumnKind.TEXTS, ColumnKind.CHOICES})


class Column(Struct, frozen=True, kw_only=True):
    """One column of a table, as derived from the row type; ``since`` where it came later."""

    name: str
    kind: ColumnKind
    label: str
    required: bool
    optional: bool
    default: object
    id_type: str | None
    choices: tuple[StrEnum, ...] = ()
    since: int | None = None


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every row of every table has: a marking, where it differs from its table's."""

    marking: Annotated[Marking | None, Label("Marking")] = None

    def __post_init__(self) -> None:
        for name, test in cell_tests(type(self)):
            value = getattr(self, name)
            if value is not None:
                test(name, value)
        for name, settled in settled_cells(type(self)):
            value = getattr(self, name)
            if value is not None:
                force_setattr(self, name, settled(value))


class Table(Struct, frozen=True, kw_only=True):
    """The declaration of one table."""

    name: str
    row_type: type[Row]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    owner: str | None
    field: Field
    marking: Marking
    label: Text
    bulk: bool
    since: int
    singleton: bool
    carried: bool

    def key_of(self, row: Row) -> str:
        """Return the row's key as one string, the key's columns joined by ``|``."""
        if len(self.key) == 1:
            return str(getattr(row, self.key[0]))
        return KEY_JOINT.join(key_text(getattr(row, name)) for name in self.key)

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return _columns_by_name(self.name)[name]

    def marking_of(self, row: Row) -> Marking:
        """Return the row's own marking, or the table's."""
        return row.marking or self.marking


TABLES: dict[str, Table] = {}
"""Every table; whole, and in reading order, once ``summitry.plan.tables`` is imported."""

SIDE_TABLES: dict[str, Table] = {}
"""What stands in a package beside the plan and outside its hash: attestations and people."""

_ID_HOMES: dict[str, str] = {}
RowT = TypeVar("RowT", bound=Row)


def key_text(value: object) -> str:
    """Return one part of a key as text; a moment is written in UTC."""
    return written(value) if isinstance(value, datetime) else str(value)


@cache
def _columns_by_name(name: str) -> dict[str, Column]:
    found = TABLES.get(name) or SIDE_TABLES[name]
    return {column.name: column for column in found.columns}


def target_of(column: Column) -> str | None:
    """Return the name of the table that the column's ids refer to, None for other columns."""
    return None if column.id_type is None else _ID_HOMES[column.id_type]


def table(
    name: str,
    *,
    key: tuple[str, ...],
    label: Text,
    field: Field,
    owner: str | None = None,
    marking: Marking = Marking.AMBER,
    bulk: bool = False,
    since: int = 1,
    singleton: bool = False,
    side: bool = False,
    carried: bool = True,
) -> Callable[[type[RowT]], type[RowT]]:
    """Declare a row type as the table of that name.

    Parameters
    ----------
    name, label
        The CSV file and the workbook's sheet; and the English name, translated at the edge.
    key
        The columns that tell rows apart.
    field
        The subject of findings about the table, where the row does not name one.
    owner
        The column with the accountable unit or units, None where no one owns a row.
    marking
        The marking of a row that has none of its own.
    since
        The schema version that brought the table.
    bulk, singleton, side, carried
        Whether its rows are held in columnar blocks; whether a plan holds exactly one; whether it
        stands beside the plan, outside its hash; whether a template may take it over.
    """

    def declare(row_type: type[RowT]) -> type[RowT]:
        columns = tuple(_column(row_type, part) for part in row_type.__struct_fields__)
        # A bulk row has no marking of its own: its table's holds for all of them.
        shown = tuple(c for c in columns if not (bulk and c.name == "marking"))
        named = any(c.required and c.id_type in PERSON_TYPES for c in columns)
        (SIDE_TABLES if side else TABLES)[name] = Table(
            name=name,
            row_type=row_type,
            key=key,
            columns=_in_order(shown, key),
            owner=owner,
            field=field,
            marking=marking,
            label=label,
            bulk=bulk,
            since=since,
            singleton=singleton,
            carried=carried and not side and not named,
        )
        id_type = next(column.id_type for column in columns if column.name == key[0])
        if len(key) == 1 and id_type is not None and not side:
            _ID_HOMES.setdefault(id_type, name)
        return row_type

    return declare


def table_of(row: Row) -> Table:
    """Return the table that the row belongs to."""
    return _tables_by_type()[type(row)]


@cache
def _tables_by_type() -> dict[type[Row], Table]:
    return {entry.row_type: entry for entry in (*TABLES.values(), *SIDE_TABLES.values())}


def _in_order(columns: tuple[Column, ...], key: tuple[str, ...]) -> tuple[Column, ...]:
    """Put the key first and the marking last, as a planner reads a sheet."""
    first = [column for name in key for column in columns if column.name == name]
    last = [column for column in columns if column.name == "marking"]
    middle = [column for column in columns if column not in first and column not in last]
    return (*first, *middle, *last)


@cache
def _hints(row_type: type[Row]) -> dict[str, Any]:
    return get_type_hints(row_type, include_extras=True)


def _column(row_type: type[Row], name: str) -> Column:
    hint = _hints(row_type)[name]
    if get_origin(hint) is not Annotated:
        raise AssertionError(f"{row_type.__name__}.{name} has no label")
    inner, label, *more = get_args(hint)
    optional = False
    if get_origin(inner) in {types.UnionType, Union}:
        inner = next(part for part in get_args(inner) if part is not types.NoneType)
        optional = True
    kind, id_type, choices = _kind(inner)
    place = row_type.__struct_fields__.index(name) - len(row_type.__struct_fields__)
    defaults: tuple[object, ...] = row_type.__struct_defaults__
    default = defaults[place] if -place <= len(defaults) else NODEFAULT
    return Column(
        name=name,
        kind=kind,
        label=label,
        required=default is NODEFAULT,
        optional=optional,
        default=None if default is NODEFAULT else default,
        id_type=id_type,
        choices=choices,
        since=next((int(each) for each in more if isinstance(each, Since)), None),
    )


_SIMPLE = {
    str: ColumnKind.TEXT,
    int: ColumnKind.INTEGER,
    float: ColumnKind.NUMBER,
    bool: ColumnKind.YES_NO,
    datetime: ColumnKind.MOMENT,
    date: ColumnKind.DAY,
}
_SETS = {
    ColumnKind.ID: ColumnKind.IDS,
    ColumnKind.TEXT: ColumnKind.TEXTS,
    ColumnKind.CHOICE: ColumnKind.CHOICES,
}


def _kind(hint: Any) -> tuple[ColumnKind, str | None, tuple[StrEnum, ...]]:
    """Return kind, id type and choices of a column's type."""
    if hint == Points:
        return ColumnKind.POINTS, None, ()
    if get_origin(hint) is tuple:
        kind, id_type, choices = _kind(get_args(hint)[0])
        return _SETS[kind], id_type, choices
    if isinstance(hint, NewType):
        return ColumnKind.ID, hint.__name__, ()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return ColumnKind.CHOICE, None, tuple(hint)
    return _SIMPLE[hint], None, ()


# What every cell must satisfy beyond its type, so that equal plans have equal bytes.


def _id_cell(name: str, value: Any) -> None:
    require_id(value, column=name)


def _set_cell(name: str, value: Any) -> None:
    if list(value) != sorted(set(value)):
        raise SummitryError("set.unsorted", column=name, got=value)


def _ids_cell(name: str, value: Any) -> None:
    _set_cell(name, value)
    for part in value:
        require_id(part, column=name)


def _number_cell(name: str, value: Any) -> None:
    if not math.isfinite(value):
        raise SummitryError("number.not_finite", column=name, got=str(value))


def _moment_cell(name: str, value: Any) -> None:
    if value.tzinfo is not UTC:
        raise SummitryError("moment.not_utc", column=name, got=value)
    if value.microsecond:
        raise SummitryError("moment.not_whole_seconds", column=name, got=value)


def _points_cell(name: str, value: Any) -> None:
    for point in value:
        for number in point:
            _number_cell(name, number)


_TESTS: dict[ColumnKind, Callable[[str, Any], None]] = {
    ColumnKind.ID: _id_cell,
    ColumnKind.IDS: _ids_cell,
    ColumnKind.TEXTS: _set_cell,
    ColumnKind.CHOICES: _set_cell,
    ColumnKind.NUMBER: _number_cell,
    ColumnKind.MOMENT: _moment_cell,
    ColumnKind.POINTS: _points_cell,
}


@cache
def cell_tests(row_type: type[Row]) -> tuple[tuple[str, Callable[[str, Any], None]], ...]:
    """Return the columns of the type that need a test when a row is made, with their tests."""
    tests = []
    for name in row_type.__struct_fields__:
        kind = _column(row_type, name).kind
        if kind in _TESTS:
            tests.append((name, _TESTS[kind]))
    return tuple(tests)


@cache
def settled_cells(row_type: type[Row]) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    """Return the columns in which equal values can differ in bytes, with what makes them alike.

    ``3`` and ``3.0`` are written differently, and so are ``0.0`` and ``-0.0``; and a default is
    left out of the canonical bytes only where the cell holds the very object that was declared.
    """
    settled: list[tuple[str, Callable[[Any], object]]] = []
    for name in row_type.__struct_fields__:
        column = _column(row_type, name)
        if column.kind is ColumnKind.NUMBER:
            settled.append((name, _settled_number(column.default)))
        elif column.kind is ColumnKind.POINTS:
            settled.append((name, _settled_points))
        elif column.kind is ColumnKind.TEXT and column.default:
            settled.append((name, _settled_text(column.default)))
        elif column.choices:
            settled.append((name, _settled_choice(name, type(column.choices[0]))))
    return tuple(settled)


def _settled_choice(name: str, kind: type[StrEnum]) -> Callable[[Any], object]:
    """Make the cell hold members of the vocabulary: rules compare them by identity."""

    def settled(value: Any) -> object:
        try:
            return tuple(map(kind, value)) if isinstance(value, tuple) else kind(value)
        except ValueError as problem:
            expected = ", ".join(kind)
            raise SummitryError(
                "choice.unknown", column=name, got=value, expected=expected
            ) from problem

    return settled


def _settled_number(default: object) -> Callable[[float], object]:
    return lambda value: default if value == default else float(value) + 0.0


def _settled_text(default: object) -> Callable[[str], object]:
    return lambda value: default if value == default else value


def _settled_points(points: Points) -> Points:
    return tuple((float(x) + 0.0, float(y) + 0.0) for x, y in points)


def require_between(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number outside ``[low, high]``."""
    if not low <= value <= high:
        raise SummitryError("number.out_of_range", column=name, got=value, low=low, high=high)


def require_order(name: str, start: datetime, end: datetime) -> None:
    """Refuse an interval that ends at or before its start."""
    if end <= start:
        raise SummitryError("interval.empty", column=name, start=written(start), end=written(end))
