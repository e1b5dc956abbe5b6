"""Cells in columns become rows of a table, all faults told by place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.time import DAY_SECONDS, seconds_of
from summitry.package.bounds import BLOCKS_MAX, ESCAPES_MAX, SET_PARTS_MAX
from summitry.package.cells import ESCAPE, SEPARATOR, Fault, values_of
from summitry.package.grid import Grid
from summitry.package.problems import Problem, Problems, shortened, too_much
from summitry.plan.bulk import UNIT_COLUMN, Bulk
from summitry.plan.table import KEY_JOINT, SET_KINDS, Column, ColumnKind, Row, Table, key_text

HIDDEN = frozenset({("people", name) for name in ("name", "birth_date", "document", "badge")})
"""Columns that identify a person: a message tells where the fault is and not what stands there."""


def rows_of(
    table: Table,
    grid: Grid,
    problems: Problems,
    extra: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> dict[str, Row]:
    """Return the table's valid rows in order of key.

    Parameters
    ----------
    extra
        By key of the row, values of columns that stand elsewhere, such as outlines.
    """
    names, columns, faulty = _values(table, grid, problems)
    keys = _keys(table, dict(zip(names, columns, strict=True)), faulty, grid, problems)
    made: dict[str, Row] = {}
    row_type = table.row_type
    for place, values in enumerate(zip(*columns, strict=True)):
        if place in faulty:
            continue
        key = keys[place]
        cells: dict[str, Any] = dict(zip(names, values, strict=True))
        if key in extra:
            cells.update(extra[key])
        try:
            made[key] = row_type(**cells)
        except SummitryError as refusal:
            problems.add(_row_problem(table, grid, place, refusal, problems))
    return dict(sorted(made.items()))


def _values(
    table: Table, grid: Grid, problems: Problems
) -> tuple[list[str], list[list[object]], set[int]]:
    """Return the names and the values of the columns that are there, and the rows with a fault."""
    faulty: set[int] = set()
    present = [column for column in table.columns if column.name in grid.cells]
    lacking = any(c.required and c.name not in grid.cells for c in table.columns)
    columns = [_column_values(table, column, grid, faulty, problems) for column in present]
    if lacking:
        faulty.update(range(len(grid.numbers)))
    return [column.name for column in present], columns, faulty


def _column_values(
    table: Table, column: Column, grid: Grid, faulty: set[int], problems: Problems
) -> list[object]:
    texts = grid.cells[column.name]
    if column.kind in SET_KINDS and not _sets_are_bounded(grid, set(texts), problems):
        faulty.update(range(len(texts)))
        return [column.default] * len(texts)
    # A planner's column repeats itself: each distinct text is read once.
    meaning = {**values_of(column, set(texts)), **grid.faults.get(column.name, {})}
    values = [meaning[text] for text in texts]
    if Fault in set(map(type, meaning.values())):
        wrong = {text: fault for text, fault in meaning.items() if isinstance(fault, Fault)}
        places = [place for place, text in enumerate(texts) if text in wrong]
        faulty.update(places)
        # A file of a million wrong cells is told by its first ones; the others are only counted.
        told = places[: problems.room]
        problems.count(len(places) - len(told))
        for place in told:
            fault = wrong[texts[place]]
            if fault.choices:
                near = problems.near(texts[place], fault.choices)
                fault = wrong[texts[place]] = replace(fault, near=near, choices=())
            problems.add(cell_problem(table, column, grid, place, fault))
    return values


def _sets_are_bounded(grid: Grid, texts: set[str], problems: Problems) -> bool:
    """Say whether the sets of a column are few enough to be taken apart; tell where not."""
    bounds = (
        (SEPARATOR, "set_parts_max", SET_PARTS_MAX),
        (ESCAPE, "escapes_max", ESCAPES_MAX),
    )
    for mark, name, limit in bounds:
        count = sum(text.count(mark) for text in texts)
        if count > limit:
            problems.add(too_much(grid.file, name, limit, got=count, sheet=grid.sheet))
            return False
    return True


def cell_problem(table: Table, column: Column, grid: Grid, place: int, fault: Fault) -> Problem:
    """Return the problem that the fault makes of the cell."""
    hidden = (table.name, column.name) in HIDDEN
    return Problem(
        file=grid.file,
        sheet=grid.sheet,
        row=grid.numbers[place],
        column=grid.heading(column.name),
        got="" if hidden else shortened(grid.cells[column.name][place]),
        expected=fault.expected,
        near=() if hidden else fault.near,
        code=fault.code,
    )


def _row_problem(
    table: Table, grid: Grid, place: int, refusal: SummitryError, problems: Problems
) -> Problem:
    """Return the problem of a row whose cells are good each by itself and not together."""
    facts = refusal.facts
    column = str(facts.get("column", ""))
    hidden = (table.name, column) in HIDDEN
    cells = grid.cells.get(column)
    got = str(facts.get("got", "")) if cells is None else cells[place]
    return Problem(
        file=grid.file,
        sheet=grid.sheet,
        row=grid.numbers[place],
        column=grid.heading(column),
        got="" if hidden else shortened(got),
        expected=_bounds(facts),
        near=() if hidden else problems.near(got, _choices(facts)),
        code=refusal.code,
    )


def _choices(facts: Mapping[str, object]) -> list[str]:
    return [choice for choice in str(facts.get("expected", "")).split(", ") if choice]


def _bounds(facts: Mapping[str, object]) -> str:
    if "expected" in facts:
        return str(facts["expected"])
    if "high" in facts:
        return f"{facts['low']}..{facts['high']}"
    if "low" in facts:
        return f"> {facts['low']}"
    return f"> {facts['start']}" if "start" in facts else ""


def _keys(
    table: Table,
    values: Mapping[str, Sequence[object]],
    faulty: set[int],
    grid: Grid,
    problems: Problems,
) -> list[str]:
    """Return the key of each row; rows of one key are told and marked as faulty."""
    if any(name not in values and table.column(name).required for name in table.key):
        return [""] * len(grid.numbers)
    keys = list(_key_texts(table, values, len(grid.numbers)))
    if len(set(keys)) < len(keys):
        sound = Counter(key for place, key in enumerate(keys) if place not in faulty)
        for place, key in enumerate(keys):
            if sound[key] > 1 and place not in faulty:
                problems.add(
                    Problem(
                        file=grid.file,
                        sheet=grid.sheet,
                        row=grid.numbers[place],
                        column=", ".join(grid.heading(name) for name in table.key),
                        got=shortened(key),
                        code="row.duplicate_key",
                    )
                )
        faulty.update(p for p, key in enumerate(keys) if sound[key] > 1)
    return keys


def _key_texts(table: Table, values: Mapping[str, Sequence[object]], size: int) -> Iterator[str]:
    parts = []
    for name in table.key:
        column = values.get(name) or [table.column(name).default] * size
        if set(map(type, column)) != {str}:
            shown = {value: key_text(value) for value in set(column)}
            column = [shown[value] for value in column]
        parts.append(column)
    return map(KEY_JOINT.join, zip(*parts, strict=True))


def bulk_of(table: Table, grid: Grid, problems: Problems) -> Bulk:
    """Return the bulk table of the valid rows, without making a row of each."""
    names, columns, faulty = _values(table, grid, problems)
    values = dict(zip(names, columns, strict=True))
    for column in table.columns:
        values.setdefault(column.name, [column.default] * len(grid.numbers))
    _keys(table, values, faulty, grid, problems)
    _require_sound_rows(table, values, faulty, grid, problems)
    moments = [column.name for column in table.columns if column.kind is ColumnKind.MOMENT]
    for name in moments:
        seconds: dict[object, int] = {
            v: seconds_of(v) for v in set(values[name]) if isinstance(v, datetime)
        }
        values[name] = [seconds.get(value, 0) for value in values[name]]
    if faulty:
        kept = [place for place in range(len(grid.numbers)) if place not in faulty]
        values = {name: [column[place] for place in kept] for name, column in values.items()}
    if not _blocks_are_bounded(grid, values, problems):
        return Bulk(table, {})
    return Bulk.of_columns(table.name, values)


def _blocks_are_bounded(
    grid: Grid, values: Mapping[str, Sequence[Any]], problems: Problems
) -> bool:
    """Say whether the rows fall into few enough blocks of one unit and day; tell where not."""
    days = [start // DAY_SECONDS for start in values["start"]]
    units = values.get(UNIT_COLUMN, days)
    count = len(set(zip(units, days, strict=True)))
    if count > BLOCKS_MAX:
        problems.add(too_much(grid.file, "blocks_max", BLOCKS_MAX, got=count, sheet=grid.sheet))
    return count <= BLOCKS_MAX


def _require_sound_rows(
    table: Table,
    values: Mapping[str, Sequence[object]],
    faulty: set[int],
    grid: Grid,
    problems: Problems,
) -> None:
    """Tell the rows that the row type refuses, making one row for each kind that occurs.

    Whether a row of good cells is sound depends on its numbers and on the order of its moments
    alone, so rows that agree in these share one answer.
    """
    numbers = [c.name for c in table.columns if c.kind is ColumnKind.INTEGER]
    shapes = zip(values["start"], values["end"], *(values[name] for name in numbers), strict=True)
    answers: set[tuple[object, ...]] = set()
    for place, (start, end, *rest) in enumerate(shapes):
        if place in faulty:
            continue
        shape = (start < end, *rest)
        if shape in answers:
            continue
        cells: dict[str, Any] = {name: column[place] for name, column in values.items()}
        try:
            table.row_type(**cells)
            answers.add(shape)
        except SummitryError as refusal:
            faulty.add(place)
            problems.add(_row_problem(table, grid, place, refusal, problems))
