"""`summitry import FILE --into PLAN`: bring a unit's own workbook, or a package, into a plan."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from summitry.cli.compare import difference_line
from summitry.cli.dialogue import Ask, asked, on_terminal
from summitry.cli.files import content_of, is_workbook, load, save
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import UnitId, require_id
from summitry.package.bounds import TOML_BYTES_MAX, WORKBOOK_BYTES_MAX
from summitry.package.compare import differences, side_rows
from summitry.package.intake import Intake, Missing, filled, headings_of, missing_of, taken_in
from summitry.package.mapping import WorkbookMapping, mapping_of, toml_of_mapping
from summitry.package.mappingfile import mapping_name
from summitry.package.package import Package
from summitry.package.problems import Problem, Problems, shortened
from summitry.package.suggest import columns_suggested, drafted, header_row_of, suggested
from summitry.package.workbook_read import PACKAGE_SHEET, Sheet, sheets_of
from summitry.plan.attestation import Attestation, Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Table
from summitry.plan.tables import TABLES
from summitry.report.language import Language, in_every_language, language

EXAMPLE = Text(
    "Example: summitry import medical.xlsx --into plan --unit medical\n\n"
    "A workbook with headings of its own is read through a mapping. On a terminal it is asked for "
    "once and kept in the plan as mappings/UNIT.toml; without a terminal give it with --mapping, "
    "or let --suggest write a first draft of it. A folder or workbook that is a plan already needs "
    "no mapping. Rows of the plan with the same key are replaced; every changed cell is told."
)
READING = Text("Reading {path} …")
SKIPPED = Text("Left out as totals: sheet {sheet}, row {row}")
WRITTEN = Text("Written: {path}, plan {hash}")
UNCHANGED = Text("The plan has all of this already.")
EVENT = "event"
UTC = "UTC"
SUGGESTED_MAX = 5
"""For so many sheets what fits is looked for, among all tables, when a mapping is missing."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help=Text("what is brought in: a unit's own workbook, or a plan"),
    )
    parser.add_argument(
        "--into",
        metavar="PLAN",
        type=Path,
        help=Text("the plan it goes into; made when it does not exist"),
    )
    parser.add_argument(
        "--unit", metavar="UNIT", help=Text("the unit whose own workbook it is, by its id")
    )
    parser.add_argument(
        "--mapping", metavar="FILE", type=Path, help=Text("how the workbook is read, as TOML")
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help=Text("only write a first draft of the mapping to the terminal"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the file in, tell what changed, and keep the mapping with the plan."""
    reader = language(arguments.lang)
    sys.stderr.write(reader.gettext(READING).format(path=arguments.file) + "\n")
    sheets = _own_sheets(arguments.file)
    brought = load(arguments.file) if sheets is None else None
    if arguments.suggest and sheets is not None:
        draft = drafted(
            arguments.unit or "UNIT", sheets, in_every_language, zone=_zone(_there(arguments.into))
        )
        sys.stdout.buffer.write(toml_of_mapping(draft))
        return 0
    if arguments.into is None:
        raise SummitryError("import.into")
    before = _there(arguments.into)
    if brought is not None:
        after = _with_package(before, brought)
    else:
        after = _with_workbook(arguments, before, sheets or [], reader)
    save(after, arguments.into)
    if before is not None:
        found = differences(before, after)
        for difference in found:
            sys.stdout.write(difference_line(difference, reader) + "\n")
        if not found:
            sys.stdout.write(reader.gettext(UNCHANGED) + "\n")
    told = reader.gettext(WRITTEN).format(path=arguments.into, hash=after.root.hex())
    sys.stdout.write(told + "\n")
    return 0


def _there(path: Path | None) -> Package | None:
    """Return the plan that stands at the path, if any does."""
    return load(path) if path is not None and path.exists() else None


def _zone(before: Package | None) -> str:
    """Return the zone that times without one most likely mean: the venue's, where it is known."""
    return UTC if before is None else before.snapshot.event.timezone


def _own_sheets(path: Path) -> list[Sheet] | None:
    """Return the sheets of a unit's own workbook; None where the path is a plan."""
    if not is_workbook(path) or not path.is_file():
        return None
    content = content_of(path, WORKBOOK_BYTES_MAX)
    problems = Problems()
    sheets = sheets_of(path.name, content, problems)
    problems.refuse_if_any()
    return None if any(sheet.name == PACKAGE_SHEET for sheet in sheets) else sheets


def _with_package(before: Package | None, brought: Package) -> Package:
    """Return the plan with the rows of another put in."""
    if before is None:
        return brought
    edits = [
        Edit(name, key, row)
        for name, table in TABLES.items()
        for key, row in (
            brought.snapshot.tables[name].items()
            if not table.bulk
            else {table.key_of(r): r for r in brought.snapshot.bulks[name].rows()}.items()
        )
    ]
    sides = (*brought.attestations, *brought.rulings, *brought.people)
    both = _with_rows(before, Intake(tuple(edits), sides, ()))
    return replace(both, mappings={**before.mappings, **brought.mappings})


def _with_rows(before: Package, intake: Intake) -> Package:
    attestations = dict(side_rows(before, "attestations"))
    rulings = dict(side_rows(before, "rulings"))
    people = dict(side_rows(before, "people"))
    fresh = Package(
        snapshot=before.snapshot,
        attestations=Attestations(r for r in intake.sides if isinstance(r, Attestation)),
        rulings=tuple(row for row in intake.sides if isinstance(row, Ruling)),
        people=tuple(row for row in intake.sides if isinstance(row, Identity)),
    )
    attestations.update(side_rows(fresh, "attestations"))
    rulings.update(side_rows(fresh, "rulings"))
    people.update(side_rows(fresh, "people"))
    return replace(
        before,
        snapshot=apply(before.snapshot, intake.edits),
        attestations=Attestations(r for r in attestations.values() if isinstance(r, Attestation)),
        rulings=tuple(row for _, row in sorted(rulings.items()) if isinstance(row, Ruling)),
        people=tuple(row for _, row in sorted(people.items()) if isinstance(row, Identity)),
    )


def _with_workbook(
    arguments: argparse.Namespace,
    before: Package | None,
    sheets: Sequence[Sheet],
    reader: Language,
) -> Package:
    """Return the plan with the rows of a unit's own workbook, and with the mapping it took."""
    if arguments.unit is None:
        raise SummitryError("import.unit", path=str(arguments.file))
    require_id(arguments.unit, column="unit")
    unit = UnitId(arguments.unit)
    given = _given_mapping(arguments.mapping, before, unit)
    ask = Ask(reader, sys.stdin, sys.stderr, zone=_zone(before))
    mapping = _whole_mapping(arguments.file.name, given or WorkbookMapping(unit=unit), sheets, ask)
    problems = Problems()
    intake = taken_in(arguments.file.name, sheets, mapping, problems)
    problems.refuse_if_any()
    if before is None and sum(edit.table == EVENT for edit in intake.edits) != 1:
        raise SummitryError("import.no_event", path=str(arguments.into))
    start = before or Package(snapshot=Snapshot({}, {}))
    after = _with_rows(start, intake)
    for table, count in Counter(edit.table for edit in intake.edits).items():
        told = reader.ngettext("{table}: {count} row", "{table}: {count} rows", count)
        sys.stdout.write(told.format(table=table, count=count) + "\n")
    for sheet, row in intake.skipped:
        sys.stdout.write(reader.gettext(SKIPPED).format(sheet=sheet, row=row) + "\n")
    kept = start.mappings.get(unit)
    text = kept if kept is not None and mapping == given else toml_of_mapping(mapping)
    return replace(after, mappings={**start.mappings, unit: text})


def _given_mapping(
    path: Path | None, before: Package | None, unit: UnitId
) -> WorkbookMapping | None:
    """Return the mapping of the file, else the one that the plan keeps for the unit, else None."""
    content: bytes | None = None
    name = mapping_name(unit)
    if path is not None:
        name = path.name
        content = content_of(path, TOML_BYTES_MAX)
    elif before is not None:
        content = before.mappings.get(unit)
    if content is None:
        return None
    problems = Problems()
    mapping = mapping_of(name, content, problems)
    if mapping is not None and mapping.unit != unit:
        problems.add(Problem(file=name, got=mapping.unit, expected=unit, code="mapping.unit"))
    problems.refuse_if_any()
    return mapping


def _whole_mapping(
    file: str, mapping: WorkbookMapping, sheets: Sequence[Sheet], ask: Ask
) -> WorkbookMapping:
    """Return a mapping that speaks of every sheet and heading; what it lacks is asked for.

    Raises
    ------
    PackageRefused
        Without a terminal, naming every sheet and heading that the mapping lacks.
    """
    missing = missing_of(sheets, mapping)
    if not missing:
        return mapping
    if not on_terminal():
        problems = Problems()
        for problem in _missing_problems(file, missing, sheets, mapping):
            problems.add(problem)
        problems.refuse_if_any()
    return asked(mapping, missing, sheets, ask, in_every_language)


def _missing_problems(
    file: str,
    missing: Sequence[Missing],
    sheets: Sequence[Sheet],
    mapping: WorkbookMapping,
) -> list[Problem]:
    by_name = {sheet.name: sheet for sheet in sheets}
    unit = UnitId(mapping.unit)
    problems = [Problem(file=file, expected=mapping_name(unit), got=unit, code="mapping.needed")]
    for place, one in enumerate(missing):
        if one.heading:
            tables = [part.declared for part in mapping.sheets if part.sheet == one.sheet]
            problems.append(_heading_problem(file, one, tables))
            continue
        sheet = by_name[one.sheet]
        draft = suggested(sheet, in_every_language).mapping if place < SUGGESTED_MAX else None
        row = header_row_of(sheet) if draft is None else draft.header_row
        fits = [] if draft is None or not draft.columns else [draft.declared]
        problems.append(
            Problem(
                file=file,
                sheet=one.sheet,
                got=one.sheet,
                near=tuple(table.name for table in fits),
                code="mapping.sheet",
            )
        )
        headings = filter(None, headings_of(filled(sheet), row))
        problems += [
            _heading_problem(file, Missing(one.sheet, heading, row), fits)
            for heading in dict.fromkeys(headings)
        ]
    return problems


def _heading_problem(file: str, one: Missing, tables: Sequence[Table]) -> Problem:
    close = [
        f"{table.name}.{name}"
        for table in tables
        for name in columns_suggested([one.heading], table, in_every_language)
    ]
    return Problem(
        file=file,
        sheet=one.sheet,
        row=one.row,
        column=shortened(one.heading),
        got=shortened(one.heading),
        near=tuple(close),
        code="mapping.heading",
    )
