"""Refusals as sentences: what is wrong, where, and what to do, in the reader's language.

A sentence may use the refusal's facts as placeholders. What it does not use is told below it, fact
by fact, so that a code without a sentence of its own still says everything it knows.
"""

from collections.abc import Iterator, Mapping
from string import Formatter

from summitry.kit.errors import SummitryError, Text, counted
from summitry.plan.terms import Severity
from summitry.report import (
    refusals_command,
    refusals_decide,
    refusals_engine,
    refusals_journal,
    refusals_merging,
    refusals_move,
    refusals_operations,
    refusals_patch,
    refusals_replan,
    refusals_roads,
    refusals_rostering,
    refusals_routes,
    refusals_staffing,
)
from summitry.report.language import Language
from summitry.report.paper.refused import SENTENCES as PAPERS
from summitry.report.refusals_operations import CODES
from summitry.report.refusals_rulings import RULINGS_LESSONS_TEMPLATES
from summitry.report.words import word

UNKNOWN = Text("This was refused, and there is no sentence for it yet: {code}.")

SENTENCES: dict[str, Text] = {
    **refusals_command.SENTENCES,
    **refusals_decide.SENTENCES,
    **refusals_engine.SENTENCES,
    **refusals_journal.SENTENCES,
    **refusals_merging.SENTENCES,
    **refusals_move.SENTENCES,
    **refusals_operations.SENTENCES,
    **refusals_patch.SENTENCES,
    **refusals_replan.SENTENCES,
    **refusals_roads.SENTENCES,
    **refusals_rostering.SENTENCES,
    **refusals_routes.SENTENCES,
    **refusals_staffing.SENTENCES,
    # the command line
    "language.unknown": Text(
        "There is no report in the language “{got}”. Choose one of these: {expected}."
    ),
    "command.unknown": Text(
        "There is no command “{got}”. Run “summitry --help” for the list of commands."
    ),
    "command.broken": Text(
        "The command “{got}” could not be loaded: {problem}. Install the package again."
    ),
    "moment.malformed": Text(
        "“{got}” is not a moment. Write it as 2025-10-25T09:00+07:00, as 2025-10-25T09:00 for the "
        "venue's own time, or as D-2 or H-12 before the opening."
    ),
    "filter.unknown_unit": Text(
        "The plan has no unit “{got}”. Use the id of a unit from the table “units”."
    ),
    "draw.unused_choice": Text(
        "{got} changes nothing in the picture “{kind}”. This picture knows these choices: "
        "{expected}."
    ),
    "draw.unknown_site": Text(
        "The plan has no site “{got}”. Use the id of a site from the table “sites”."
    ),
    "draw.no_time": Text(
        "There is no time to draw: the picture would begin at {start} and end at {end}. Choose "
        "another time with --from and --to."
    ),
    "choice.unknown": Text("There is no choice “{got}”. Choose one of these: {expected}."),
    "rule.unknown": Text("There is no rule “{got}”. Run “summitry explain --list” for all rules."),
    "output.needs_file": Text(
        "A workbook cannot be written to the terminal. Name a file with --out FILE."
    ),
    "output.unwritable": Text(
        "“{path}” could not be written: {problem}. Choose a folder that exists and that you may "
        "write to."
    ),
    # values of cells
    "id.malformed": Text(
        "“{got}” cannot be an id. Use a letter or digit first, then letters, digits or "
        "_ . : / + -, at most 64 characters."
    ),
    "set.unsorted": Text(
        "The set in the column “{column}” holds a value twice or is out of order. Name each value "
        "once, in alphabetical order."
    ),
    "number.not_finite": Text("“{got}” is not a number that can be used. Write a finite number."),
    "number.out_of_range": Text(
        "The column “{column}” holds {got}. Write a number from {low} to {high}."
    ),
    "moment.not_utc": Text(
        "The moment {got} in the column “{column}” is not in UTC. Convert it before it is handed "
        "over."
    ),
    "moment.not_whole_seconds": Text(
        "The moment {got} in the column “{column}” has parts of a second. Round it to whole "
        "seconds."
    ),
    "interval.empty": Text(
        "This ends at {end}, not after its start at {start}. Correct one of the two moments."
    ),
    "interval.reversed": Text(
        "This ends at {end}, before its start at {start}. Correct one of the two moments."
    ),
    # rows
    "row.duplicate_key": Text(
        "Two rows of the table “{table}” have the key “{key}”. Remove one, or give it another key."
    ),
    "bulk.duplicate_key": Text(
        "Two rows of the table “{table}” have the key “{key}”. Remove one, or give it another key."
    ),
    "row.one_of": Text(
        "“{got}” must name either “{column}” or “{other}”, not both and not neither."
    ),
    "interval.half": Text(
        "“{got}” has a start without an end, or an end without a start. Give both, or neither."
    ),
    "deputy.same_person": Text("“{got}” is to stand in for “{got}”. Name somebody else."),
    "bilateral.itself": Text(
        "The delegation “{got}” is to meet itself. Name the other delegation."
    ),
    "attestation.same_person": Text(
        "The second person of an attestation is the first, “{got}”. Name somebody else."
    ),
    "link.to_itself": Text(
        "The link leads from the command post “{got}” to itself. Name the other command post."
    ),
    "obstacle.height": Text(
        "The obstacle's top is at {got} m, not above its base at {low} m. Correct one of the two."
    ),
    "outline.malformed": Text(
        "The outline in the column “{column}” has {got} corners that do not make an area. Give at "
        "least three different corners, and do not repeat the first at the end."
    ),
    "post.headcount_min": Text(
        "The post “{post}” asks for {got} people. A post needs at least one; remove the post if "
        "nobody is needed."
    ),
    "post.requirements": Text(
        "Post {post} has {got} different requirements, more than the {most} that can be checked "
        "at once. Split the post."
    ),
    "requirement.one_of": Text(
        "The requirement “{got}” must name either a qualification or a language, not both and not "
        "neither."
    ),
    # what stands in the files and sheets of a package
    "file.missing": Text("The plan has no {file}. Every plan needs it for its event."),
    "file.unknown": Text(
        "A plan has no file “{file}”. Give it the name of a table, or put it elsewhere."
    ),
    "file.not_regular": Text(
        "“{file}” is a link or no regular file. Links are not followed; put the file itself there."
    ),
    "file.encoding": Text("The text is not in UTF-8. Save the file as UTF-8."),
    "header.missing": Text("There is no row of headings. Begin with the names of the columns."),
    "sheet.missing": Text("The workbook has no sheet “{sheet}”."),
    "sheet.unknown": Text("“{got}” is no table of a plan. Rename the sheet, or remove it."),
    "row.width": Text(
        "The row has {got} cells, but there are {expected} headings. Quote cells that hold commas."
    ),
    "column.unknown": Text("The table has no column “{got}”. Rename it, or remove it."),
    "column.elsewhere": Text("Outlines and lines stand in {expected}, not in this table."),
    "column.missing": Text("The column “{column}” is missing. Every row needs it."),
    "column.duplicate": Text("Two columns are called “{column}”. Keep one of them."),
    "csv.separator": Text("The cells are separated by “{got}”. Save the file with commas."),
    "csv.malformed": Text(
        "The quotation marks do not match from this row on. Double each one inside a cell."
    ),
    "toml.malformed": Text("This is not TOML: {got}."),
    "toml.unknown": Text("The file has no section “{got}”."),
    "toml.section": Text("This section has another form. Write it as {expected}."),
    "toml.type": Text("“{column}” holds a list or a table. Write one value."),
    "schema.newer": Text(
        "The plan has schema version {got}, but this program knows {expected}. Use a newer program."
    ),
    "schema.malformed": Text("The schema version is missing or wrong. Write {expected}."),
    "event.missing": Text("The file has no section [event]. Every plan has one event."),
    "event.several": Text("There are several events. A plan has exactly one."),
    "json.malformed": Text("This is not JSON: {got}."),
    "geojson.type": Text("“{column}” must be {expected}."),
    "geojson.grid": Text(
        "The file must say “grid”: “{expected}”. Degrees are not taken for metres."
    ),
    "geojson.id": Text("The feature has no id. Give it the key of its row, as text."),
    "geojson.duplicate": Text("Two features belong to “{got}”. Keep one."),
    "geojson.rings": Text("An outline is one ring, without holes, but this has {got}."),
    "geojson.point": Text("“{got}” is no point. Write two finite numbers in metres."),
    "geojson.open_ring": Text("The ring is open. End it with its first point."),
    "geojson.no_row": Text("No row of the table has the key “{got}”."),
    # what stands in the cells of a package
    "cell.required": Text("The cell is empty, but every row needs it."),
    "cell.integer": Text("“{got}” is not a whole number."),
    "cell.number": Text("“{got}” is not a number. Use a point for the fraction."),
    "cell.yes_no": Text("“{got}” is neither yes nor no."),
    "cell.moment": Text("“{got}” is not a moment."),
    "cell.day": Text("“{got}” is not a day."),
    "cell.choice": Text("“{got}” is not one of the choices."),
    "cell.points": Text("“{got}” is not a list of points."),
    "cell.formula_error": Text("The formula in the cell fails with {got}. Mend it first."),
    "moment.no_offset": Text(
        "“{got}” does not say its distance from UTC. Add Z, or an offset such as +07:00."
    ),
    "moment.no_zone": Text("“{got}” has no time zone. Name the zone of the column in the mapping."),
    "moment.twice": Text(
        "“{got}” happens twice in its time zone, as clocks go back. Write it with its offset."
    ),
    "moment.skipped": Text("“{got}” does not exist in its time zone, as clocks go forward."),
    "moment.year": Text("“{got}” lies outside the years that a plan may hold."),
    "text.control_character": Text("The text holds a character that no workbook can hold."),
    # how large a package may be
    "bound.problems_max": Text("{got} more problems are not listed; {expected} are at once."),
    "bound.files_max": Text("The folder holds too many files."),
    "bound.file_bytes_max": Text("The file is larger than a file of a plan may be."),
    "bound.package_bytes_max": Text("The files together are larger than a plan may be."),
    "bound.toml_bytes_max": Text("The file is larger than a TOML file of a plan may be."),
    "bound.geojson_bytes_max": Text("The file is larger than a GeoJSON file of a plan may be."),
    "bound.rows_max": Text("The table has more rows than a table of a plan may have."),
    "bound.columns_max": Text("The table has more columns than a table of a plan may have."),
    "bound.cell_length_max": Text("The text of a cell is longer than a workbook can hold."),
    "bound.id_length_max": Text("The id is too long."),
    "bound.set_parts_max": Text("The sets of a column name more values than a column may."),
    "bound.escapes_max": Text("The sets of a column hold more backslashes than a column may."),
    "bound.blocks_max": Text("The rows lie on more days and units than a table of a plan may."),
    "bound.set_size_max": Text("The cell names more values than a set may have."),
    "bound.integer_digits_max": Text("The whole number has more digits than a workbook keeps."),
    "bound.outline_points_max": Text("The outline has more points than one may have."),
    "bound.points_max": Text("The file has more points than one file may have."),
    "bound.nesting_max": Text("The file nests its parts deeper than a plan does."),
    "bound.sheets_max": Text("The workbook has more sheets than a workbook of a plan may have."),
    "workbook.rows_max": counted(
        (
            "The table “{table}” has {got} row, and a sheet of a workbook takes {expected}. Keep "
            "the plan as a folder."
        ),
        (
            "The table “{table}” has {got} rows, and a sheet of a workbook takes {expected}. Keep "
            "the plan as a folder."
        ),
        by="got",
    ),
    "workbook.plan_too_large": Text(
        "The plan as a whole is larger than a workbook can be. Keep the plan as a folder."
    ),
    "bound.workbook_members_max": Text("The workbook holds more parts than one may have."),
    "bound.workbook_unpacked_bytes_max": Text("Unpacked, the workbook is larger than one may be."),
    "bound.workbook_ratio_max": Text("The workbook is packed more tightly than any real one."),
    "bound.workbook_cells_max": Text("The sheets of the workbook span too many cells."),
    "bound.workbook_tags_max": Text("The workbook has more elements than one may have."),
    "bound.workbook_text_max": Text("The cells of the workbook hold too much text together."),
    # workbooks as files, and paths
    "workbook.malformed": Text("This is not a whole .xlsx workbook. Save it anew."),
    "workbook.member_name": Text("The workbook holds a part with the unsafe name “{got}”."),
    "workbook.doctype": Text("The workbook declares entities, which no program writes."),
    "path.missing": Text("There is no plan at “{path}”."),
    "path.not_a_package": Text(
        "“{path}” is neither a plan's folder nor a workbook (.xlsx). Nothing was changed."
    ),
    "path.other_event": Text(
        "“{path}” holds the plan of the event {got}, not of {expected}. Nothing was changed; name "
        "another place, or remove that plan first."
    ),
    "path.unreadable": Text("“{path}” could not be read: {problem}."),
    "path.unwritable": Text(
        "“{path}” could not be written: {problem}. Choose a folder that exists and that you may "
        "write to."
    ),
    "key.malformed": Text(
        "The event's key in “{path}” is not one line of hexadecimal digits, 64 bytes at most."
    ),
    # the plan
    "event.timezone": Text(
        "“{got}” is not a time zone. Use a name from the IANA database, such as Asia/Ho_Chi_Minh."
    ),
    "plan.one_event": Text(
        "A plan has exactly one event, but this one has {got}. Keep one in event.toml."
    ),
    "change.stale": Text(
        "The change was made on revision {base}, but the plan is at revision {current}. Merge it "
        "with the current plan first."
    ),
    "limit.unknown": Text(
        "There is no limit “{got}”. The limits that can be set stand in the reference of rules."
    ),
    "limit.negative": Text("A limit cannot be negative, but this one is {got}."),
    **PAPERS,
    **RULINGS_LESSONS_TEMPLATES,
}
"""The sentence for each code of a `SummitryError`."""

IN_A_FILE: dict[str, Text] = {
    "number.out_of_range": Text("The number {got} is not within its bounds."),
    "interval.empty": Text("The end is not after the start."),
    "row.duplicate_key": Text("Two rows have the key “{got}”. Remove one, or give it another key."),
    "bulk.duplicate_key": Text(
        "Two rows have the key “{got}”. Remove one, or give it another key."
    ),
    "obstacle.height": Text(
        "The obstacle's top at {got} m is not above its base. Correct one of the two."
    ),
    "post.headcount_min": Text(
        "The post asks for {got} people. A post needs at least one; remove the post if nobody is "
        "needed."
    ),
}
"""What is said instead where a file's row tells the place, and not each fact of the sentence."""

LABELS: dict[str, Text] = {
    "file": Text("File: {value}"),
    "path": Text("Path: {value}"),
    "sheet": Text("Sheet: {value}"),
    "table": Text("Table: {value}"),
    "row": Text("Row: {value}"),
    "line": Text("Line: {value}"),
    "key": Text("Key: {value}"),
    "column": Text("Column: {value}"),
    "got": Text("Found: {value}"),
    "expected": Text("Expected: {value}"),
    "near": Text("Did you mean: {value}"),
    "problem": Text("Problem: {value}"),
}
"""How a fact is told that the sentence does not use; others go by their own name."""


def sentences(error: SummitryError, language: Language) -> tuple[str, ...]:
    """Return the refusal as lines: one for each problem, with where it is and what was expected.

    A refusal whose fact ``problems`` holds refusals is told as those refusals.
    """
    problems = error.facts.get("problems")
    if isinstance(problems, tuple) and problems:
        nested = [each for each in problems if isinstance(each, SummitryError)]
        return tuple(line for each in nested for line in sentences(each, language))
    template = _template(error)
    told = {
        name: _value(value, language, CODES.get((error.code, name), {}))
        for name, value in error.facts.items()
    }
    told.setdefault("code", language.isolated(error.code))
    sentence = language.form(template, error.facts).format_map(_Shown(told))
    rest = tuple(_rest(template, told, language))
    return (" · ".join((sentence, *rest)),)


def _template(error: SummitryError) -> Text:
    template = SENTENCES.get(error.code, UNKNOWN)
    lacks = _named(template) - error.facts.keys() - {"code"}
    return IN_A_FILE.get(error.code, template) if lacks else template


def _named(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


class _Shown(dict[str, str]):
    """Shows a placeholder that has no fact by its name, so that a sentence never breaks."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _rest(template: str, told: Mapping[str, str], language: Language) -> Iterator[str]:
    used = _named(template) | {"code"}
    places = {name: number for number, name in enumerate(LABELS)}
    for name in sorted(told.keys() - used, key=lambda name: (places.get(name, len(places)), name)):
        if told[name] in {"", "—"}:
            continue
        label = LABELS.get(name)
        if label is None:
            yield f"{name}: {told[name]}"
        else:
            yield language.gettext(label).format(value=told[name])


def _value(value: object, language: Language, words: Mapping[str, Text]) -> str:
    if value is None:
        return "—"
    if isinstance(value, str) and value in words:
        return language.gettext(words[value])
    if isinstance(value, Severity):
        return word(value.value, language)
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(_value(each, language, words) for each in value)
    return language.isolated(str(value))
