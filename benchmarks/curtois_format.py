"""The text format of the public shift scheduling instances (schedulingbenchmarks.org)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.cases import UnreadableError
from summitry.roster.problem import Demand, Officer, Problem, ShiftKind, Wish

T = TypeVar("T")
CELLS = {
    "HORIZON": 1,
    "SHIFTS": 3,
    "STAFF": 8,
    "DAYS_OFF": None,
    "SHIFT_ON_REQUESTS": 4,
    "SHIFT_OFF_REQUESTS": 4,
    "COVER": 5,
}
"""How many cells a line of each section has; None where it has as many as it likes."""
NEEDED = ("HORIZON", "SHIFTS", "STAFF", "COVER")


class MalformedError(Exception):
    """A file is not of the format: which line, and what is wrong there."""

    def __init__(self, line: int, problem: str) -> None:
        self.line, self.problem = line, problem
        super().__init__(f"line {line}: {problem}")


class Row(NamedTuple):
    """A line of a section, in cells."""

    line: int
    cells: list[str]

    def whole(self, place: int) -> int:
        """Return the whole number, not below 0, in the cell."""
        text = self.cells[place]
        if not (text.isascii() and text.isdigit()):
            raise MalformedError(self.line, f"“{text}” is not a whole number from 0 on")
        return int(text)

    def known(self, text: str, names: Mapping[str, T], what: str) -> T:
        """Return what the name stands for."""
        if text not in names:
            raise MalformedError(self.line, f"there is no {what} “{text}”")
        return names[text]


def instance(text: str) -> Problem:
    """Return the problem that a file of the format holds.

    Raises
    ------
    MalformedError
        Where a line is not of the format, or names what is not there.
    """
    parts = _parts(text)
    days, names = _days(parts["HORIZON"]), _numbered(parts["SHIFTS"], "shift")
    people = _numbered(parts["STAFF"], "employee")
    off: dict[str, frozenset[int]] = {}
    for row in parts["DAYS_OFF"]:
        row.known(row.cells[0], people, "employee")
        taken = (_day(row, place, days) for place in range(1, len(row.cells)))
        off[row.cells[0]] = off.get(row.cells[0], frozenset()) | frozenset(taken)
    wishes = [
        Wish(
            officer=row.known(row.cells[0], people, "employee"), day=_day(row, 1, days),
            kind=row.known(row.cells[2], names, "shift"), cost=row.whole(3),
            to_work=section == "SHIFT_ON_REQUESTS",
        )
        for section in ("SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS")
        for row in parts[section]
    ]  # fmt: skip
    _require_single(parts["COVER"])
    return Problem(
        days=days,
        kinds=[_kind(row, names) for row in parts["SHIFTS"]],
        officers=[_officer(row, names, off) for row in parts["STAFF"]],
        demands=[
            Demand(
                day=_day(row, 0, days), kind=row.known(row.cells[1], names, "shift"),
                count=row.whole(2), missing_cost=row.whole(3), surplus_cost=row.whole(4),
            )
            for row in parts["COVER"]
        ],
        wishes=wishes,
    )  # fmt: skip


def _parts(text: str) -> dict[str, list[Row]]:
    """Return each section's rows; a section that is not there has none."""
    parts: dict[str, list[Row]] = {name: [] for name in CELLS}
    last = 1
    for name, row in _rows(text):
        count, last = CELLS[name], row.line
        if count is not None and len(row.cells) != count:
            raise MalformedError(
                row.line, f"a line of {name} has {count} cells, but this has {len(row.cells)}"
            )
        parts[name].append(row)
    for name in NEEDED:
        if not parts[name]:
            raise MalformedError(last, f"the file ends without a section {name}")
    return parts


def _rows(text: str) -> Iterator[tuple[str, Row]]:
    section = ""
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if line.upper().startswith("SECTION_"):
            section = line.upper().removeprefix("SECTION_").rstrip(":")
            if section not in CELLS:
                raise MalformedError(number, f"there is no section “{section}” in the format")
        elif line and not line.startswith("#"):
            if not section:
                raise MalformedError(number, "this stands before the first section")
            yield section, Row(number, [cell.strip() for cell in line.split(",")])


def _days(rows: list[Row]) -> int:
    if len(rows) > 1:
        raise MalformedError(rows[1].line, "the horizon is given twice")
    days = rows[0].whole(0)
    if not days:
        raise MalformedError(rows[0].line, "a horizon has at least one day")
    return days


def _day(row: Row, place: int, days: int) -> int:
    day = row.whole(place)
    if day >= days:
        raise MalformedError(row.line, f"day {day} lies after the horizon of {days} days")
    return day


def _numbered(rows: list[Row], what: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for row in rows:
        if row.cells[0] in numbers:
            raise MalformedError(row.line, f"the {what} “{row.cells[0]}” is there twice")
        numbers[row.cells[0]] = len(numbers)
    return numbers


def _require_single(rows: list[Row]) -> None:
    """Refuse cover that is told twice: neither of two weights of a shift counts more."""
    known = set()
    for row in rows:
        day, kind = row.whole(0), row.cells[1]
        if (day, kind) in known:
            told = f"the cover of day {day} and shift “{kind}” is there twice"
            raise MalformedError(row.line, told)
        known.add((day, kind))


def _kind(row: Row, names: Mapping[str, int]) -> ShiftKind:
    after = filter(None, row.cells[2].split("|"))
    if not row.whole(1):
        raise MalformedError(row.line, "a shift lasts at least one minute")
    return ShiftKind(
        name=row.cells[0],
        minutes=row.whole(1),
        not_before=frozenset(row.known(each.strip(), names, "shift") for each in after),
    )


def _officer(row: Row, names: Mapping[str, int], off: Mapping[str, frozenset[int]]) -> Officer:
    most = {}
    for each in filter(None, row.cells[1].split("|")):
        kind, _, count = each.partition("=")
        number = Row(row.line, [count.strip()]).whole(0)
        most[row.known(kind.strip(), names, "shift")] = number
    longest, shortest, row_max, row_min, off_min, weekends = map(row.whole, range(2, 8))
    return Officer(
        name=row.cells[0],
        minutes_max=longest,
        minutes_min=shortest,
        working_days_max=row_max,
        working_days_min=row_min,
        days_off_min=off_min,
        weekends_max=weekends,
        kinds_max=most,
        days_off=off.get(row.cells[0], frozenset()),
    )


def read(path: Path) -> Problem:
    """Return the problem in the file.

    Raises
    ------
    UnreadableError
        Where the file is not of the format, or not text in UTF-8.
    """
    try:
        return instance(_text(path))
    except MalformedError as error:
        raise UnreadableError(f"{path.name}, {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise MalformedError(line, "this is not text in UTF-8") from error
