"""Write a plan as the files of a template."""

from collections.abc import Mapping

from summitry.package.comma import csv_of
from summitry.package.eventfile import FILE as EVENT_FILE
from summitry.package.eventfile import SECTIONS, toml_of_template
from summitry.package.grid import columns_in_cells
from summitry.package.package import Package
from summitry.package.read import CSV_SUFFIX
from summitry.package.template import carried, event_members, relative_rows
from summitry.package.write import files_of, tables_as_text


def template_files(package: Package) -> Mapping[str, bytes]:
    """Return the content of every file of the template by name.

    Raises
    ------
    SummitryError
        ``plan.one_event``, or the reason why a value fits into no cell.
    """
    event = package.snapshot.event
    kept = carried(package)
    files = dict(files_of(kept))
    files[EVENT_FILE] = toml_of_template(kept.snapshot, event_members(kept.snapshot.event))
    for table, rows in tables_as_text(kept, geometry=True):
        if table.name in SECTIONS:
            continue
        columns = columns_in_cells(table, geometry=True)
        told = relative_rows(columns, rows, event)
        files[table.name + CSV_SUFFIX] = csv_of([column.name for column in columns], told)
    return files
