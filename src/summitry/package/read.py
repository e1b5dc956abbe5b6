"""Read a package from a source of named streams: all its problems in one run, or the whole plan."""

import io
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO, Protocol

from summitry.kit.ids import UnitId
from summitry.package import bounds
from summitry.package.assemble import Parts, assembled
from summitry.package.comma import raw_of_csv
from summitry.package.eventfile import FILE as EVENT_FILE
from summitry.package.eventfile import SECTIONS, EventFile, event_file
from summitry.package.geometry import geometry_column, shapes_of
from summitry.package.grid import GEOMETRY_SUFFIX, Grid, grid_of
from summitry.package.mappingfile import MAPPINGS_FOLDER, mapping_unit, require_mapping_text
from summitry.package.package import Package
from summitry.package.problems import Problem, Problems, too_much
from summitry.package.template import Adoption, adopted
from summitry.package.upgrade import SCHEMA, upgraded
from summitry.plan.snapshot import NO_KEY
from summitry.plan.table import Table
from summitry.plan.tables import SIDE_TABLES, TABLES

CSV_SUFFIX = ".csv"
IGNORED_SUFFIXES = (".md",)
"""A folder may explain itself; dot files and these are not read."""


class Source(Protocol):
    """Named streams: a folder's regular files, by path with forward slashes."""

    def names(self) -> Iterable[str]:
        """Return the names of all streams."""

    def open(self, name: str) -> BinaryIO:
        """Return the stream of that name at its beginning, able to seek; the reader closes it."""


def read_package(
    source: Source, *, key: bytes = NO_KEY, adoption: Adoption | None = None
) -> Package:
    """Return the package that the source holds.

    Parameters
    ----------
    adoption
        What the next event brings, where the source holds a template; None for a plan.

    Raises
    ------
    PackageRefused
        With every problem of every file, when there is any.
    """
    problems = Problems()
    names = _names(source, problems)
    if EVENT_FILE not in source.names():
        problems.add(Problem(file=EVENT_FILE, code="file.missing"))
    content = _content(source, EVENT_FILE, problems) if EVENT_FILE in names else None
    event = None if content is None else event_file(content, problems)
    _require_form(event, adoption, problems)
    schema = SCHEMA if event is None else event.schema
    grids: dict[str, Grid] = {} if event is None else dict(event.grids)
    shapes = {}
    mappings: dict[UnitId, bytes] = {}
    for name in names:
        # One file at a time is held as bytes; what stays are its columns.
        content = None if name == EVENT_FILE else _content(source, name, problems)
        if content is None:
            continue
        stem, _, suffix = name.rpartition(".")
        if name.startswith(MAPPINGS_FOLDER):
            unit = mapping_unit(name)
            if unit is not None and require_mapping_text(name, content, problems):
                mappings[unit] = content
        elif suffix == CSV_SUFFIX[1:]:
            grid = _csv_grid(stem, name, content, schema, problems)
            grids.update({} if grid is None else {stem: grid})
        else:
            shapes[stem] = (name, shapes_of(TABLES[stem], name, content, problems))
    if adoption is not None:
        grids = {n: adopted(_declared(n), grid, adoption) for n, grid in grids.items()}
    return assembled(Parts(grids, shapes, mappings), key, problems)


def _require_form(event: EventFile | None, adoption: Adoption | None, problems: Problems) -> None:
    """Refuse a template where a plan is asked for, and a plan where a template is."""
    if event is not None and event.template != (adoption is not None):
        code = "template.not_a_plan" if event.template else "template.not_a_template"
        problems.add(Problem(file=EVENT_FILE, code=code))
        problems.refuse_if_any()


def _declared(table: str) -> Table:
    return TABLES.get(table) or SIDE_TABLES[table]


def _csv_grid(
    table: str, name: str, content: bytes, schema: int, problems: Problems
) -> Grid | None:
    raw = raw_of_csv(name, table, content, problems)
    if raw is None:
        return None
    return grid_of(_declared(table), upgraded(table, schema, raw), problems, geometry=True)


def _names(source: Source, problems: Problems) -> list[str]:
    """Return every file that a package has and that is within the bounds; tell the others.

    A file beyond its bound is measured and never read.
    """
    names = []
    total = 0
    for number, name in enumerate(sorted(source.names())):
        if number >= bounds.FILES_MAX:
            problems.add(too_much(name, "files_max", bounds.FILES_MAX))
            break
        if is_ignored(name):
            continue
        if not _is_expected(name):
            problems.add(Problem(file=name, near=_near_names(name, problems), code="file.unknown"))
            continue
        limit_name, limit = _bound(name)
        with source.open(name) as stream:
            size = stream.seek(0, io.SEEK_END)
        total += size
        if size > limit:
            problems.add(too_much(name, limit_name, limit))
        elif total > bounds.PACKAGE_BYTES_MAX:
            problems.add(too_much(name, "package_bytes_max", bounds.PACKAGE_BYTES_MAX))
            break
        else:
            names.append(name)
    return names


def _content(source: Source, name: str, problems: Problems) -> bytes | None:
    """Return the file's bytes; None of one that has grown beyond its bound, which is told."""
    limit_name, limit = _bound(name)
    with source.open(name) as stream:
        content = stream.read(limit + 1)
    if len(content) <= limit:
        return content
    problems.add(too_much(name, limit_name, limit))
    return None


def is_ignored(name: str) -> bool:
    """Say whether a folder may hold the file beside the package without its being read."""
    return name.startswith(".") or ("/" not in name and name.endswith(IGNORED_SUFFIXES))


def expected_names() -> tuple[str, ...]:
    """Return every name that a file of a package can have, mappings apart."""
    tables = [name for name in (*TABLES, *SIDE_TABLES) if name not in SECTIONS]
    shaped = [name for name, table in TABLES.items() if geometry_column(table)]
    return (
        EVENT_FILE,
        *(name + CSV_SUFFIX for name in tables),
        *(name + GEOMETRY_SUFFIX for name in shaped),
    )


def _is_expected(name: str) -> bool:
    return name in expected_names() or mapping_unit(name) is not None


def _near_names(name: str, problems: Problems) -> tuple[str, ...]:
    """Return the names of files of the same form whose table is perhaps meant."""
    stem, dot, suffix = name.rpartition(".")
    ending = dot + suffix
    stems = [known[: -len(ending)] for known in expected_names() if known.endswith(ending)]
    return tuple(found + ending for found in problems.near(stem, stems)) if dot else ()


_BOUNDS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "toml": ("toml_bytes_max", bounds.TOML_BYTES_MAX),
        "geojson": ("geojson_bytes_max", bounds.GEOJSON_BYTES_MAX),
        "csv": ("file_bytes_max", bounds.CSV_BYTES_MAX),
    }
)


def _bound(name: str) -> tuple[str, int]:
    return _BOUNDS[name.rpartition(".")[2]]
