"""`event.toml`: the event, its objectives and the limits its host has set."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import tomli_w
from msgspec import Struct

from summitry.package.bounds import INTEGER_DIGITS_MAX, NESTING_MAX, TOML_BYTES_MAX
from summitry.package.cells import NO, YES, text_of
from summitry.package.comma import decoded
from summitry.package.grid import Grid, require_columns
from summitry.package.problems import Problem, Problems, shortened, too_much
from summitry.package.upgrade import SCHEMA
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, Table
from summitry.plan.tables import TABLES

FILE = "event.toml"
EVENT, OBJECTIVES, LIMITS = "event", "objectives", "limits"
INTEGER_END = 10**INTEGER_DIGITS_MAX
SECTIONS = (EVENT, OBJECTIVES, LIMITS)
"""The tables that stand in the file."""

TEMPLATE = "template"
"""Marks a file whose moments are told from the opening on: no plan yet."""

_MEMBERS = ("schema", TEMPLATE, *SECTIONS)
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_LONG_KEY = re.compile(
    rf"(?:^|[\[{{,])\s*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{NESTING_MAX},}}", re.MULTILINE
)
"""A key of so many parts that reading it takes a time that grows with their square."""

_AT_LINE = re.compile(r"at line (\d+)")


class EventFile(Struct, frozen=True):
    """The schema version, the grid of each table in the file, and whether it is a template's."""

    schema: int
    grids: Mapping[str, Grid]
    template: bool = False


def toml_of(file: str, content: bytes, problems: Problems) -> dict[str, object] | None:
    """Return the TOML document, or None, and the problem, where it is none."""
    if len(content) > TOML_BYTES_MAX:
        problems.add(too_much(file, "toml_bytes_max", TOML_BYTES_MAX, got=len(content)))
        return None
    text = decoded(file, content, problems)
    if text is None:
        return None
    if _LONG_KEY.search(text):
        problems.add(too_much(file, "nesting_max", NESTING_MAX))
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        problems.add(too_much(file, "nesting_max", NESTING_MAX))
    except ValueError as problem:
        # tomllib's own errors are ValueErrors, and so are dates and numbers that cannot be.
        line = _AT_LINE.search(str(problem))
        problems.add(
            Problem(
                file=file,
                row=int(line.group(1)) if line else 0,
                got=shortened(str(problem)),
                code="toml.malformed",
            )
        )
    return None


def event_file(content: bytes, problems: Problems) -> EventFile:
    """Return what the file holds; what is wrong with its form is told."""
    document = toml_of(FILE, content, problems)
    if document is None:
        return EventFile(SCHEMA, {})
    for name in document.keys() - set(_MEMBERS):
        told = shortened(name)
        problems.add(
            Problem(
                file=FILE,
                column=told,
                got=told,
                near=problems.near(name, _MEMBERS),
                code="toml.unknown",
            )
        )
    schema = schema_of(FILE, document.get("schema"), problems)
    grids = {}
    for name in SECTIONS:
        entries = _entries(name, document.get(name), problems)
        if entries:
            grid = _grid(TABLES[name], entries, problems)
            grids.update({} if grid is None else {name: grid})
    if EVENT not in document:
        problems.add(Problem(file=FILE, sheet=EVENT, code="event.missing"))
    return EventFile(schema, grids, _is_template(document.get(TEMPLATE, False), problems))


def _is_template(given: object, problems: Problems) -> bool:
    if not isinstance(given, bool):
        told = _shown(given) or type(given).__name__
        problems.add(Problem(file=FILE, column=TEMPLATE, got=told, code="template.mark"))
    return given is True


def schema_of(file: str, given: object, problems: Problems, *, sheet: str = "") -> int:
    """Return the schema version; one that this program does not know is told."""
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= SCHEMA:
        newer = isinstance(given, int) and given > SCHEMA
        problems.add(
            Problem(
                file=file,
                sheet=sheet,
                column="schema",
                got=_shown(given),
                expected=str(SCHEMA),
                code="schema.newer" if newer else "schema.malformed",
            )
        )
        return SCHEMA
    return given


def _shown(value: object) -> str:
    if isinstance(value, int):
        return str(value) if abs(value) < INTEGER_END else type(value).__name__
    return shortened(value) if isinstance(value, str) else ""


Entry = Mapping[str, object]


def _entries(name: str, section: object, problems: Problems) -> list[Entry]:
    """Return the rows of a section: one table, an array of tables, or a table of tables."""
    if section is None:
        return []
    if name == EVENT and isinstance(section, dict):
        return [section]
    if name == OBJECTIVES and isinstance(section, list) and _all_tables(section):
        return section
    if name == LIMITS and isinstance(section, dict) and _all_tables(section.values()):
        return [{"limit_id": limit, **given} for limit, given in section.items()]
    code = "event.several" if name == EVENT and isinstance(section, list) else "toml.section"
    expected = {EVENT: "[event]", OBJECTIVES: "[[objectives]]", LIMITS: "[limits.NAME]"}[name]
    problems.add(
        Problem(file=FILE, sheet=name, got=type(section).__name__, expected=expected, code=code)
    )
    return []


def _all_tables(values: Iterable[object]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _grid(table: Table, entries: Sequence[Entry], problems: Problems) -> Grid | None:
    """Return the entries as a grid, numbered from 1, or None where a value is not one cell's."""
    found = dict.fromkeys(name for entry in entries for name in entry)
    texts = {name: [_cell(entry.get(name)) for entry in entries] for name in found}
    nested = [
        (name, number) for name in found for number, text in enumerate(texts[name]) if text is None
    ]
    for name, number in nested:
        problems.add(
            Problem(
                file=FILE,
                sheet=table.name,
                row=number + 1,
                column=shortened(name),
                got=type(entries[number][name]).__name__,
                code="toml.type",
            )
        )
    known = {column.name for column in table.columns}
    grid = Grid(
        file=FILE,
        sheet=table.name,
        header_row=0,
        numbers=range(1, len(entries) + 1),
        cells={name: [text or "" for text in texts[name]] for name in found if name in known},
    )
    unknown = [name for name in found if name not in known]
    require_columns(table, grid, unknown, problems, geometry=True)
    return None if nested else grid


def _cell(value: object) -> str | None:
    """Return the value as the text of a cell, or None where no cell could hold it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return str(value) if abs(value) < INTEGER_END else None
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, datetime | date) else None


def toml_of_event(snapshot: Snapshot, schema: int = SCHEMA) -> bytes:
    """Return the file of the plan's event."""
    (event,) = snapshot.tables[EVENT].values()
    return _toml(snapshot, {"schema": schema}, _members(TABLES[EVENT], event))


def toml_of_template(snapshot: Snapshot, event: Mapping[str, object]) -> bytes:
    """Return the file of a template, with these cells of its event."""
    return _toml(snapshot, {"schema": SCHEMA, TEMPLATE: True}, event)


def _toml(snapshot: Snapshot, head: Mapping[str, object], event: Mapping[str, object]) -> bytes:
    tables = snapshot.tables
    limits = [_members(TABLES[LIMITS], row) for row in tables[LIMITS].values()]
    parts = [
        tomli_w.dumps(head),
        _section(f"[{EVENT}]", event),
        *(
            _section(f"[[{OBJECTIVES}]]", _members(TABLES[OBJECTIVES], row))
            for row in tables[OBJECTIVES].values()
        ),
        *(tomli_w.dumps({LIMITS: {str(limit.pop("limit_id")): limit}}) for limit in limits),
    ]
    return "\n".join(parts).encode()


def _section(head: str, members: Mapping[str, object]) -> str:
    return f"{head}\n{tomli_w.dumps(members)}"


def _members(table: Table, row: Row) -> dict[str, object]:
    """Return the cells that hold something; numbers and yes or no as TOML's own."""
    members: dict[str, object] = {}
    for column in table.columns:
        value = getattr(row, column.name)
        own = isinstance(value, bool | float)
        text = text_of(column, value)
        if text:
            members[column.name] = value if own else text
    return members
