"""Write a package as the files of a folder; equal packages give equal bytes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.cells import text_of
from summitry.package.comma import csv_of
from summitry.package.eventfile import FILE as EVENT_FILE
from summitry.package.eventfile import SECTIONS, toml_of_event
from summitry.package.geometry import geojson_of
from summitry.package.grid import GEOMETRY_SUFFIX, columns_in_cells
from summitry.package.mappingfile import mapping_name
from summitry.package.package import Package
from summitry.package.read import CSV_SUFFIX
from summitry.plan.bulk import Bulk, Columns
from summitry.plan.table import Column, ColumnKind, Row, Table
from summitry.plan.tables import SIDE_TABLES, TABLES

TextRow = Sequence[str]


def files_of(package: Package) -> Mapping[str, bytes]:
    """Return the content of every file by name; tables without rows have none.

    Raises
    ------
    SummitryError
        ``plan.one_event``, or the reason why a value fits into no cell.
    """
    events = package.snapshot.size("event")
    if events != 1:
        raise SummitryError("plan.one_event", got=events)
    files = {EVENT_FILE: toml_of_event(package.snapshot)}
    for table, rows in tables_as_text(package, geometry=True):
        if table.name in SECTIONS:
            continue
        header = [column.name for column in columns_in_cells(table, geometry=True)]
        files[table.name + CSV_SUFFIX] = csv_of(header, rows)
        shapes = (
            None if table.bulk else geojson_of(table, package.snapshot.tables.get(table.name, {}))
        )
        if shapes is not None:
            files[table.name + GEOMETRY_SUFFIX] = shapes
    for unit, text in package.mappings.items():
        files[mapping_name(unit)] = text
    return files


def tables_as_text(package: Package, *, geometry: bool) -> Iterator[tuple[Table, list[TextRow]]]:
    """Yield each table that has rows, with the texts of its cells, in order of key.

    Parameters
    ----------
    geometry
        Whether columns of points stand elsewhere and are left out.
    """
    snapshot = package.snapshot
    for name, table in TABLES.items():
        if not snapshot.size(name):
            continue
        if table.bulk:
            yield table, _bulk_texts(snapshot.bulks[name])
        else:
            yield table, _row_texts(table, snapshot.tables[name].values(), geometry=geometry)
    people = sorted(package.people, key=attrgetter("record_id"))
    sides: Mapping[str, Iterable[Row]] = {
        "attestations": package.attestations.entries,
        "rulings": sorted(package.rulings, key=attrgetter("ruling_id")),
        "people": people,
    }
    for name, table in SIDE_TABLES.items():
        texts = _row_texts(table, sides[name], geometry=geometry)
        if texts:
            yield table, texts


def _row_texts(table: Table, rows: Iterable[Row], *, geometry: bool) -> list[TextRow]:
    columns = columns_in_cells(table, geometry=geometry)
    return [[text_of(column, getattr(row, column.name)) for column in columns] for row in rows]


def _bulk_texts(bulk: Bulk) -> list[TextRow]:
    """Return the rows in order of key, each moment and id turned into text once."""
    columns = bulk.columns
    table = bulk.table
    order = np.lexsort([columns[name] for name in reversed(table.key)])
    texts = [_column_texts(columns, column, order) for column in table.columns]
    return list(zip(*texts, strict=True))


def _column_texts(columns: Columns, column: Column, order: NDArray[np.intp]) -> list[str]:
    values = columns[column.name][order].tolist()
    if column.kind is ColumnKind.ID:
        words = columns.words[column.name]
        return [words[value] for value in values]
    if column.kind is ColumnKind.MOMENT:
        shown = {value: text_of(column, moment_of(value)) for value in set(values)}
        return [shown[value] for value in values]
    return [str(value) for value in values]
