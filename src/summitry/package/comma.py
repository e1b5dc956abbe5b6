"""Comma-separated values to rows of text and back: UTF-8, one header row, as in RFC 4180."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from summitry.package.bounds import CELL_LENGTH_MAX, COLUMNS_MAX, CSV_CHUNK_ROWS, CSV_ROWS_MAX
from summitry.package.grid import Raw, header_is_sound
from summitry.package.problems import Problem, Problems, shortened, too_much

OTHER_SEPARATORS = (";", "\t", "|")
_QUOTED = frozenset(',"\r\n')
DISTINCT_SHARE_MAX = 0.8
LINE_LENGTH_MAX = COLUMNS_MAX * (CELL_LENGTH_MAX + 1)


def raw_of_csv(file: str, sheet: str, content: bytes, problems: Problems) -> Raw | None:
    """Return header and columns of the file, or None where the header cannot be used.

    Rows without any text are left out; rows of another width than the header's are told. Only
    some rows at a time are held as rows, so that a file of a million needs little more room than
    its columns.
    """
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    records = _Records(_lines(text))
    sound = False
    try:
        header = records.next(1)
        raw = _headed(file, sheet, header[0] if header else [], problems)
        if raw is None:
            return None
        sound = header_is_sound(raw, problems)
        taken = _taken(raw, records)
    except UnicodeDecodeError:
        decoded(file, content, problems)
        return None
    except (csv.Error, _LineTooLong) as problem:
        problems.add(_malformed(file, records.count + 1, problem))
        return None
    if records.count > CSV_ROWS_MAX:
        problems.add(too_much(file, "rows_max", CSV_ROWS_MAX))
        return None
    return taken.raw(problems) if sound else None


class _LineTooLong(Exception):  # noqa: N818  # it becomes a problem and is seen by nobody
    """A line is longer than a row of the longest cells, and has about so many of them."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        super().__init__(cells)


def _lines(text: Iterable[str]) -> Iterator[str]:
    """Yield the lines; a file that is one endless row is never taken apart into cells."""
    for line in text:
        if len(line) > LINE_LENGTH_MAX:
            raise _LineTooLong(line.count(",") + 1)
        yield line


def _malformed(file: str, row: int, problem: Exception) -> Problem:
    """Return the problem of a file that is no comma-separated values, or is so beyond measure."""
    if isinstance(problem, _LineTooLong) and problem.cells > COLUMNS_MAX:
        return too_much(file, "columns_max", COLUMNS_MAX, got=problem.cells)
    if isinstance(problem, _LineTooLong) or "field limit" in str(problem):
        return too_much(file, "cell_length_max", CELL_LENGTH_MAX)
    return Problem(file=file, row=row, code="csv.malformed")


class _Records:
    """The records of a file, some at a time, and how many there were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._reader = csv.reader(lines, strict=True)
        self.count = 0

    def next(self, most: int) -> list[list[str]]:
        """Return the records that follow, none at the end.

        Raises
        ------
        csv.Error
            Where a record is malformed; those before it are counted.
        """
        records: list[list[str]] = []
        try:
            # What was read before an error stays in the list.
            records.extend(islice(self._reader, most))
        finally:
            self.count += len(records)
        return records


def _headed(file: str, sheet: str, header: list[str], problems: Problems) -> Raw | None:
    """Return the table without rows, or None where its header cannot be used, which is told."""
    raw = Raw(file=file, sheet=sheet, header_row=1, header=header, numbers=[], columns=[])
    if not any(header):
        problems.add(Problem(file=file, sheet=sheet, row=1, code="header.missing"))
        return None
    separator = _other_separator(header[0]) if len(header) == 1 else ""
    if separator:
        problems.add(Problem(file=file, row=1, got=separator, expected=",", code="csv.separator"))
        return None
    return raw


def _taken(empty: Raw, records: _Records) -> "_Taken":
    """Return all rows that follow the header, up to one more than a file may have."""
    taken = _Taken(empty)
    while records.count <= CSV_ROWS_MAX:
        some = records.next(min(CSV_CHUNK_ROWS, CSV_ROWS_MAX + 1 - records.count))
        if not some:
            break
        taken.add(some)
    return taken


def raw_of_records(empty: Raw, records: list[list[str]], problems: Problems) -> Raw:
    """Return the raw table with the records that follow its header.

    Records without any text are left out; those of another width than the header's are told.
    """
    taken = _Taken(empty)
    taken.add(records)
    return taken.raw(problems)


class _Taken:
    """Columns that grow as records are added."""

    def __init__(self, empty: Raw) -> None:
        self._empty = empty
        self._columns: list[list[str]] = [[] for _ in empty.header]
        self._known: list[dict[str, str] | None] = [{} for _ in empty.header]
        self._numbers: Sequence[int] | list[int] = range(empty.header_row + 1, empty.header_row + 1)
        self._next = empty.header_row + 1
        self._uneven: list[tuple[int, int]] = []

    def add(self, records: list[list[str]]) -> None:
        """Take the records in; one without any text is left out, one of another width is noted."""
        width = len(self._columns)
        numbers: Sequence[int] = range(self._next, self._next + len(records))
        self._next += len(records)
        # Most files are whole: then nothing is looked at row by row.
        if not (set(map(len, records)) <= {width} and all(map(any, records))):
            told = [(n, row) for n, row in zip(numbers, records, strict=True) if any(row)]
            self._uneven += [(n, len(row)) for n, row in told if len(row) != width]
            even = [(n, row) for n, row in told if len(row) == width]
            numbers, records = [n for n, _ in even], [row for _, row in even]
        self._count(numbers)
        for place, cells in enumerate(zip(*records, strict=True)):
            self._extend(place, cells)

    def _extend(self, place: int, cells: Sequence[str]) -> None:
        """Add the cells to the column, a text that it holds already as the same object."""
        column, known = self._columns[place], self._known[place]
        if known is None:
            column.extend(cells)
            return
        column.extend(map(known.setdefault, cells, cells))
        if len(known) > DISTINCT_SHARE_MAX * len(column):
            # Where nearly all cells differ, as ids do, looking for the same one saves nothing.
            self._known[place] = None

    def _count(self, numbers: Sequence[int]) -> None:
        """Add the numbers; as long as no row was left out they need no room."""
        before = self._numbers
        if (
            isinstance(before, range)
            and isinstance(numbers, range)
            and before.stop == numbers.start
        ):
            self._numbers = range(before.start, numbers.stop)
        else:
            self._numbers = [*before, *numbers]

    def raw(self, problems: Problems) -> Raw:
        """Return the table, and tell the rows of another width than the header's."""
        for number, width in self._uneven:
            problems.add(
                Problem(
                    file=self._empty.file,
                    sheet=self._empty.sheet,
                    row=number,
                    got=str(width),
                    expected=str(len(self._columns)),
                    code="row.width",
                )
            )
        return replace(self._empty, numbers=self._numbers, columns=self._columns)


def decoded(file: str, content: bytes, problems: Problems) -> str | None:
    """Return the bytes as UTF-8 text, or None, and the problem, where they are not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        got = content[problem.start : problem.start + 1].hex()
        problems.add(Problem(file=file, row=line, got=got, expected="UTF-8", code="file.encoding"))
        return None


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
