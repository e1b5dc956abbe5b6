"""Comma-separated values to rows of text and back: UTF-8, one header row, as in RFC 4180."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec.structs import replace

from summitry.package.bounds import CELL_LENGTH_MAX, ROWS_MAX
from summitry.package.grid import Raw, header_is_sound
from summitry.package.problems import Problem, Problems, shortened, too_much

OTHER_SEPARATORS = (";", "\t", "|")
_QUOTED = frozenset(',"\r\n')


def raw_of_csv(file: str, sheet: str, content: bytes, problems: Problems) -> Raw | None:
    """Return header and rows of the file, or None where the header cannot be used.

    Rows without any text are left out; rows of another width than the header's are told.
    """
    text = decoded(file, content, problems)
    if text is None:
        return None
    records, sound = _records(file, text, problems)
    header = records[0] if records else []
    raw = Raw(file=file, sheet=sheet, header_row=1, header=header, numbers=[], rows=[])
    if not any(header):
        problems.add(Problem(file=file, sheet=sheet, row=1, code="header.missing"))
        return None
    separator = _other_separator(header[0]) if len(header) == 1 else ""
    if separator:
        problems.add(Problem(file=file, row=1, got=separator, expected=",", code="csv.separator"))
        return None
    if not header_is_sound(raw, problems) or not sound:
        return None
    return raw_of_records(raw, records[1:], problems)


def raw_of_records(empty: Raw, records: list[list[str]], problems: Problems) -> Raw:
    """Return the raw table with the records that follow its header.

    Records without any text are left out; those of another width than the header's are told.
    """
    width = len(empty.header)
    first = empty.header_row + 1
    # Most files are whole: then nothing is looked at row by row.
    if set(map(len, records)) <= {width} and all(map(any, records)):
        return replace(empty, numbers=range(first, first + len(records)), rows=records)
    numbers = []
    rows = []
    for number, row in enumerate(records, start=first):
        if not any(row):
            continue
        if len(row) == width:
            numbers.append(number)
            rows.append(row)
            continue
        problems.add(
            Problem(
                file=empty.file,
                sheet=empty.sheet,
                row=number,
                got=str(len(row)),
                expected=str(width),
                code="row.width",
            )
        )
    return replace(empty, numbers=numbers, rows=rows)


def decoded(file: str, content: bytes, problems: Problems) -> str | None:
    """Return the bytes as UTF-8 text, or None, and the problem, where they are not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        got = content[problem.start : problem.start + 1].hex()
        problems.add(Problem(file=file, row=line, got=got, expected="UTF-8", code="file.encoding"))
        return None


def _records(file: str, text: str, problems: Problems) -> tuple[list[list[str]], bool]:
    """Return the records, and whether they are all that there are; else it is told why."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records.extend(islice(reader, ROWS_MAX + 1))
    except csv.Error as problem:
        if "field limit" in str(problem):
            problems.add(too_much(file, "cell_length_max", CELL_LENGTH_MAX))
        else:
            # What was read before stays in the list, so its length tells the row.
            problems.add(Problem(file=file, row=len(records) + 1, code="csv.malformed"))
        return records, False
    if len(records) > ROWS_MAX:
        problems.add(too_much(file, "rows_max", ROWS_MAX))
        return records, False
    return records, True


def _other_separator(header: str) -> str:
    return next((shortened(mark) or mark for mark in OTHER_SEPARATORS if mark in header), "")


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the file's bytes: lines end in a line feed, cells are quoted only where they must."""
    lines = [",".join(map(_quoted, header))]
    lines += [",".join(map(_quoted, row)) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _quoted(cell: str) -> str:
    if _QUOTED.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
