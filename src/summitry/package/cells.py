"""The text of a cell for each kind of column, and back, without loss.

A text that a spreadsheet could take for a formula is written with an apostrophe before it, and so
is one that begins with an apostrophe, or is empty where the column is required; reading takes the
apostrophe away again.
"""

import math
import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import ID_LENGTH_MAX, is_id
from summitry.kit.time import written
from summitry.package.bounds import CELL_LENGTH_MAX, INTEGER_DIGITS_MAX, SET_SIZE_MAX
from summitry.plan.table import SET_KINDS, Column, ColumnKind, Point

SHIELD = "'"
_LED = "\n" + SHIELD
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = ";"
ESCAPE = "\\"
EMPTY_PART = "\\e"
YES, NO = "yes", "no"
YEAR_MIN, YEAR_MAX = 1900, 2999

# XML 1.0 has no way to hold these, so a workbook cannot.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INTEGER = re.compile(rf"[+-]?[0-9]{{1,{INTEGER_DIGITS_MAX}}}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMMA_NUMBER = re.compile(r"[+-]?[0-9]+,[0-9]+")
_NOT_ID = re.compile(r"[^\w.:/+-]+")
_PARTS = re.compile(r"(?:[^;\\]|\\.?)*", re.DOTALL)

EXPECTED_MOMENT = "2025-10-25T02:00Z"
EXPECTED_DAY = "2025-10-25"
EXPECTED_INTEGER = "12"
EXPECTED_NUMBER = "12.5"
EXPECTED_ID = "[A-Za-z0-9_.:/+-]"


class Fault(Struct, frozen=True):
    """Why a cell's text is not a value: the code, what was expected, what was perhaps meant.

    Where there are choices, what was perhaps meant is looked for among them only when it is told.
    """

    code: str
    expected: str = ""
    near: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


_REQUIRED = Fault("cell.required")
_UNSTRIPPED = SET_KINDS | {ColumnKind.TEXT}


def value_of(column: Column, text: str) -> object:
    """Return the value that the cell's text means, or the `Fault` that says why there is none."""
    if len(text) > CELL_LENGTH_MAX:
        return Fault("bound.cell_length_max", f"<= {CELL_LENGTH_MAX}")
    if UNWRITABLE.search(text):
        return Fault("text.control_character")
    return _plain_value(column, text)


def values_of(column: Column, texts: Collection[str]) -> dict[str, object]:
    """Return what each of the texts means in the column: its value or its `Fault`.

    Most columns are sound: their texts are looked through together, not one by one.
    """
    joined = "\n".join(texts)
    longest = max(map(len, texts), default=0)
    if longest > CELL_LENGTH_MAX or UNWRITABLE.search(joined):
        return {text: value_of(column, text) for text in texts}
    if column.kind is ColumnKind.ID:
        return {text: text if is_id(text) else _plain_value(column, text) for text in texts}
    if column.kind is ColumnKind.TEXT and not joined.startswith(SHIELD) and _LED not in joined:
        # Nothing is shielded: each text but an empty one is its own value.
        return {text: text or _plain_value(column, text) for text in texts}
    return {text: _plain_value(column, text) for text in texts}


def _plain_value(column: Column, text: str) -> object:
    """Return what a text of characters and length that a cell may have means."""
    if not text or (column.kind is not ColumnKind.TEXT and text.isspace()):
        return _REQUIRED if column.required else column.default
    return _READERS[column.kind](column, text if column.kind in _UNSTRIPPED else text.strip())


def _id(_column: Column, text: str) -> object:
    if is_id(text):
        return text
    if len(text) > ID_LENGTH_MAX:
        return Fault("bound.id_length_max", f"<= {ID_LENGTH_MAX}")
    meant = _NOT_ID.sub("-", text).strip("-_.:/+")
    return Fault("id.malformed", EXPECTED_ID, (meant,) if is_id(meant) else ())


def _text(_column: Column, text: str) -> object:
    return unshielded(text)


def _integer(_column: Column, text: str) -> object:
    if _INTEGER.fullmatch(text):
        return int(text)
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    meant = (str(int(number)),) if number.is_integer() and abs(number) < 2**53 else ()
    return Fault("cell.integer", EXPECTED_INTEGER, meant)


def _number(_column: Column, text: str) -> object:
    if _NUMBER.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else Fault("number.not_finite", EXPECTED_NUMBER)
    meant = (text.replace(",", "."),) if _COMMA_NUMBER.fullmatch(text) else ()
    return Fault("cell.number", EXPECTED_NUMBER, meant)


def _yes_no(_column: Column, text: str) -> object:
    if text in {YES, NO}:
        return text == YES
    return Fault("cell.yes_no", f"{YES}, {NO}", choices=(YES, NO))


def _moment(_column: Column, text: str) -> object:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return Fault("moment.no_offset", EXPECTED_MOMENT)
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return Fault("cell.moment", EXPECTED_MOMENT)
    if utc.microsecond:
        return Fault("moment.not_whole_seconds", EXPECTED_MOMENT)
    if not YEAR_MIN <= utc.year <= YEAR_MAX:
        return Fault("moment.year", f"{YEAR_MIN}..{YEAR_MAX}")
    return utc


def _day(_column: Column, text: str) -> object:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    return day or Fault("cell.day", EXPECTED_DAY)


def _choice(column: Column, text: str) -> object:
    for choice in column.choices:
        if choice == text:
            return choice
    return Fault("cell.choice", ", ".join(column.choices), choices=column.choices)


_READ_PART: dict[ColumnKind, Callable[[Column, str], object]] = {
    ColumnKind.IDS: _id,
    ColumnKind.TEXTS: lambda _column, text: text,
    ColumnKind.CHOICES: _choice,
}


def _set(column: Column, shielded_text: str) -> object:
    text = unshielded(shielded_text)
    if text.count(SEPARATOR) > 2 * SET_SIZE_MAX:
        return Fault("bound.set_size_max", f"<= {SET_SIZE_MAX}")
    parts = _parted(text) if ESCAPE in text else _stripped(text.split(SEPARATOR))
    if len(parts) > SET_SIZE_MAX:
        return Fault("bound.set_size_max", f"<= {SET_SIZE_MAX}")
    read = _READ_PART[column.kind]
    values = [read(column, part) for part in parts]
    for value in values:
        if isinstance(value, Fault):
            return value
    return tuple(sorted(set(values)))  # type: ignore[type-var]  # all are texts


def _stripped(parts: list[str]) -> list[str]:
    return [part for part in map(str.strip, parts) if part]


def _parted(text: str) -> list[str]:
    """Return the parts of a set in which something is escaped."""
    parts = []
    for match in _PARTS.finditer(text):
        raw = match.group()
        lead = raw.lstrip()
        whole = lead.rstrip()
        if _ends_in_escape(whole) and len(whole) < len(lead):
            whole += lead[len(whole)]
        if whole == EMPTY_PART:
            parts.append("")
        elif whole:
            parts.append(re.sub(r"\\(.)", r"\1", whole, flags=re.DOTALL))
    return parts


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip(ESCAPE))) % 2 == 1


def _points(_column: Column, text: str) -> object:
    points: list[Point] = []
    for part in text.split(SEPARATOR):
        numbers = part.split()
        if len(numbers) != 2 or not all(map(_NUMBER.fullmatch, numbers)):  # noqa: PLR2004  # x and y
            return Fault("cell.points", "0 0; 10 0; 10 10")
        points.append((float(numbers[0]), float(numbers[1])))
    if not all(math.isfinite(number) for point in points for number in point):
        return Fault("number.not_finite", EXPECTED_NUMBER)
    return tuple(points)


_READERS: dict[ColumnKind, Callable[[Column, str], object]] = {
    ColumnKind.ID: _id,
    ColumnKind.IDS: _set,
    ColumnKind.TEXT: _text,
    ColumnKind.TEXTS: _set,
    ColumnKind.INTEGER: _integer,
    ColumnKind.NUMBER: _number,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.MOMENT: _moment,
    ColumnKind.DAY: _day,
    ColumnKind.CHOICE: _choice,
    ColumnKind.CHOICES: _set,
    ColumnKind.POINTS: _points,
}


def text_of(column: Column, value: object) -> str:
    """Return the cell's text for the value; None is empty.

    Raises
    ------
    SummitryError
        ``text.control_character`` or ``bound.cell_length_max``: no cell can hold the value.
    """
    text = "" if value is None else _WRITERS[column.kind](value)
    if column.kind is ColumnKind.TEXT and not text and column.required:
        text = SHIELD
    if UNWRITABLE.search(text):
        raise SummitryError("text.control_character", column=column.name)
    if len(text) > CELL_LENGTH_MAX:
        raise SummitryError("bound.cell_length_max", column=column.name, got=len(text))
    return text


def shielded(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return SHIELD + text if text.startswith((*FORMULA_STARTS, SHIELD)) else text


def unshielded(text: str) -> str:
    """Return the text that `shielded` was given."""
    if text == SHIELD or text.startswith(_SHIELDED):
        return text[1:]
    return text


_SHIELDED = tuple(SHIELD + start for start in (*FORMULA_STARTS, SHIELD))


def _write_text(value: object) -> str:
    return shielded(str(value))


def _write_set(value: object) -> str:
    assert isinstance(value, tuple)
    return shielded(SEPARATOR.join(_escaped(str(part)) for part in value))


def _escaped(part: str) -> str:
    if not part:
        return EMPTY_PART
    text = part.replace(ESCAPE, ESCAPE * 2).replace(SEPARATOR, ESCAPE + SEPARATOR)
    if text[-1].isspace():
        text = text[:-1] + ESCAPE + text[-1]
    return ESCAPE + text if text[0].isspace() else text


def _write_points(value: object) -> str:
    assert isinstance(value, tuple)
    return (SEPARATOR + " ").join(f"{_write_number(x)} {_write_number(y)}" for x, y in value)


def _write_number(value: object) -> str:
    assert isinstance(value, int | float)
    text = repr(float(value))
    return text.removesuffix(".0")


def _write_integer(value: object) -> str:
    text = str(value)
    if len(text.lstrip("-")) > INTEGER_DIGITS_MAX:
        raise SummitryError("bound.integer_digits_max", got=text, expected=INTEGER_DIGITS_MAX)
    return text


def _write_moment(value: object) -> str:
    assert isinstance(value, datetime)
    return written(value)


def _write_day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


_WRITERS: dict[ColumnKind, Callable[[object], str]] = {
    ColumnKind.ID: str,
    ColumnKind.IDS: _write_set,
    ColumnKind.TEXT: _write_text,
    ColumnKind.TEXTS: _write_set,
    ColumnKind.INTEGER: _write_integer,
    ColumnKind.NUMBER: _write_number,
    ColumnKind.YES_NO: lambda value: YES if value else NO,
    ColumnKind.MOMENT: _write_moment,
    ColumnKind.DAY: _write_day,
    ColumnKind.CHOICE: str,
    ColumnKind.CHOICES: _write_set,
    ColumnKind.POINTS: _write_points,
}
