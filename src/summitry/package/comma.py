"""Comma-separated values to rows of text and back: UTF-8, one header row, as in RFC 4180."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

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
    records = _records(csv.reader(io.StringIO(text, newline=""), strict=True), file, problems)
    header = next(records, [])
    if not any(header):
        problems.add(Problem(file=file, sheet=sheet, row=1, code="header.missing"))
        return None
    if len(header) == 1 and _other_separator(header[0]):
        found = _other_separator(header[0])
        problems.add(Problem(file=file, row=1, got=found, expected=",", code="csv.separator"))
        return None
    raw = _collected(
        Raw(file=file, sheet=sheet, header_row=1, header=header, numbers=[], rows=[]),
        records,
        problems,
    )
    return raw if header_is_sound(raw, problems) else None


def _collected(empty: Raw, records: Iterator[list[str]], problems: Problems) -> Raw:
    numbers: list[int] = []
    rows: list[list[str]] = []
    width = len(empty.header)
    for number, row in enumerate(records, start=2):
        if number > ROWS_MAX:
            problems.add(too_much(empty.file, "rows_max", ROWS_MAX, sheet=empty.sheet))
            break
        if len(row) == width:
            if any(row):
                numbers.append(number)
                rows.append(row)
        elif any(row):
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
    return Raw(
        file=empty.file,
        sheet=empty.sheet,
        header_row=empty.header_row,
        header=empty.header,
        numbers=numbers,
        rows=rows,
    )


def decoded(file: str, content: bytes, problems: Problems) -> str | None:
    """Return the bytes as UTF-8 text, or None, and the problem, where they are not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        got = content[problem.start : problem.start + 1].hex()
        problems.add(Problem(file=file, row=line, got=got, expected="UTF-8", code="file.encoding"))
        return None


def _records(reader: Iterator[list[str]], file: str, problems: Problems) -> Iterator[list[str]]:
    """Yield the reader's rows; where it gives up, tell why and end."""
    number = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as problem:
            if "field limit" in str(problem):
                problems.add(too_much(file, "cell_length_max", CELL_LENGTH_MAX))
            else:
                problems.add(Problem(file=file, row=number, code="csv.malformed"))
            return
        if row is None:
            return
        yield row
        number += 1


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
