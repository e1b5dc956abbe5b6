"""Lessons of earlier events, and what each of them demands of this plan: data, not code."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from string import Formatter
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import LessonId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.phases import Phase
from summitry.plan.relative import Opening, day_at, moment_at
from summitry.plan.table import (
    TABLES,
    Column,
    ColumnKind,
    Label,
    Row,
    Table,
    require_between,
    table,
)
from summitry.plan.terms import Field, Severity

LESSON = "L-"
"""What the code of a lesson's findings begins with."""

ROWS_MAX = 1_000_000


class Operator(StrEnum):
    """How a cell is compared with a value."""

    IS = "is"
    IS_NOT = "is-not"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    HAS = "has"
    HAS_NOT = "has-not"
    GIVEN = "given"
    EMPTY = "empty"


ALONE = (Operator.GIVEN, Operator.EMPTY)
"""These compare with no value."""

_SAME = (Operator.IS, Operator.IS_NOT, *ALONE)
_ORDER = (Operator.AT_LEAST, Operator.AT_MOST, *ALONE)
_MEMBER = (Operator.HAS, Operator.HAS_NOT, *ALONE)
OPERATORS: Mapping[ColumnKind, tuple[Operator, ...]] = {
    ColumnKind.ID: _SAME,
    ColumnKind.TEXT: _SAME,
    ColumnKind.CHOICE: _SAME,
    ColumnKind.YES_NO: (Operator.IS,),
    ColumnKind.INTEGER: (Operator.IS, Operator.IS_NOT, *_ORDER),
    ColumnKind.NUMBER: (Operator.IS, Operator.IS_NOT, *_ORDER),
    ColumnKind.MOMENT: _ORDER,
    ColumnKind.DAY: _ORDER,
    ColumnKind.IDS: _MEMBER,
    ColumnKind.TEXTS: _MEMBER,
    ColumnKind.CHOICES: _MEMBER,
    ColumnKind.POINTS: ALONE,
}

YES, NO = "yes", "no"
_ANY_OPENING = Opening(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))


class Condition(Struct, frozen=True):
    """A comparison of one column's cell with a value; moments count from the opening."""

    column: Column
    operator: Operator
    value: str

    def wanted(self, opening: Opening) -> object:
        """Return what the cell is compared with; None for an operator that compares with nothing.

        Raises
        ------
        SummitryError
            ``lesson.value`` when the column cannot hold such a value.
        """
        if self.operator in ALONE:
            return None
        try:
            return _value(self.column, self.value, opening)
        except (ValueError, SummitryError) as problem:
            raise SummitryError(
                "lesson.value", got=self.value, expected=_expected(self.column)
            ) from problem


def _value(column: Column, text: str, opening: Opening) -> object:
    if column.kind is ColumnKind.MOMENT:
        return moment_at(text, opening)
    if column.kind is ColumnKind.DAY:
        return day_at(text, opening)
    if column.kind in {ColumnKind.INTEGER, ColumnKind.NUMBER}:
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        return number
    if column.kind is ColumnKind.YES_NO:
        return {YES: True, NO: False}[text] if text in {YES, NO} else _refuse(text)
    if column.choices:
        return type(column.choices[0])(text)
    return text or _refuse(text)


def _refuse(text: str) -> object:
    raise ValueError(text)


def _expected(column: Column) -> str:
    told = {
        ColumnKind.MOMENT: "H-36:00, D-7 09:00",
        ColumnKind.DAY: "D-7",
        ColumnKind.INTEGER: "12",
        ColumnKind.NUMBER: "12.5",
        ColumnKind.YES_NO: f"{YES}, {NO}",
    }
    return told.get(column.kind) or ", ".join(column.choices) or "…"


@table(
    "lessons",
    key=("lesson_id",),
    label=Text("Lessons"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class Lesson(Row, frozen=True, kw_only=True):
    """What an earlier event has taught, and who sees to it that this one has learnt it."""

    lesson_id: Annotated[LessonId, Label("Lesson")]
    title: Annotated[str, Label("Title")]
    source: Annotated[str, Label("Event it comes from")]
    what: Annotated[str, Label("What happened")]
    field: Annotated[Field, Label("Field")] = Field.COMMAND
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    due: Annotated[datetime | None, Label("Learnt by")] = None

    @property
    def code(self) -> str:
        """The code of its findings."""
        return LESSON + self.lesson_id


@table("lesson_checks", key=("lesson_id",), label=Text("Checks of lessons"), field=Field.COMMAND)
class LessonCheck(Row, frozen=True, kw_only=True):
    """What a lesson demands of the rows of one table, in the planner's own words.

    Of the rows that the first condition chooses, each must meet the second, or bear an attestation;
    or there must be at least so many of them. Moments are told from the opening on, as ``H-36:00``
    or ``D-7 09:00``, so that the next plan can take the check over.
    """

    lesson_id: Annotated[LessonId, Label("Lesson")]
    table: Annotated[str, Label("Table looked at")]
    sentence: Annotated[str, Label("What a finding says")]
    remedy: Annotated[str, Label("What mends it")]
    severity: Annotated[Severity, Label("Severity")] = Severity.MEDIUM
    phase: Annotated[Phase, Label("Due from")] = Phase.D7
    where_column: Annotated[str, Label("Rows whose column")] = ""
    where_operator: Annotated[Operator | None, Label("compares as")] = None
    where_value: Annotated[str, Label("with")] = ""
    must_column: Annotated[str, Label("Must have a column")] = ""
    must_operator: Annotated[Operator | None, Label("that compares as")] = None
    must_value: Annotated[str, Label("with the value")] = ""
    must_attestation: Annotated[AttestationKind | None, Label("Must be attested as")] = None
    rows_min: Annotated[int | None, Label("Rows at least")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        looked_at = _require_table(self.table)
        for part in ("where", "must"):
            _require_condition(self, part, looked_at)
        demands = (self.must_column or None, self.must_attestation, self.rows_min)
        if sum(demand is not None for demand in demands) != 1:
            raise SummitryError("lesson.one_demand", column="must_column", got=self.must_column)
        if self.rows_min is not None:
            require_between("rows_min", self.rows_min, 1, ROWS_MAX)
        names = ("key",) if self.rows_min is None else ("have", "need")
        for column in ("sentence", "remedy"):
            _require_sentence(column, getattr(self, column), names)

    @property
    def where(self) -> Condition | None:
        """Which rows are looked at; None for all."""
        return _condition(self, "where")

    @property
    def must(self) -> Condition | None:
        """What must hold of them; None where an attestation or a number of rows is demanded."""
        return _condition(self, "must")


def _condition(check: LessonCheck, part: str) -> Condition | None:
    column = getattr(check, f"{part}_column")
    if not column:
        return None
    operator, value = getattr(check, f"{part}_operator"), getattr(check, f"{part}_value")
    return Condition(TABLES[check.table].column(column), operator, value)


def _require_table(name: str) -> Table:
    """Refuse a table that there is not, and one whose rows are held in blocks."""
    found = TABLES.get(name)
    if found is None or found.bulk:
        known = (each.name for each in TABLES.values() if not each.bulk)
        raise SummitryError("lesson.table", column="table", got=name, expected=", ".join(known))
    return found


def _require_condition(check: LessonCheck, part: str, looked_at: Table) -> None:
    """Refuse a column or operator or value that does not fit the table."""
    name: str = getattr(check, f"{part}_column")
    operator: Operator | None = getattr(check, f"{part}_operator")
    value: str = getattr(check, f"{part}_value")
    if not name:
        if operator is not None or value:
            raise SummitryError("lesson.column", column=f"{part}_column", got=name)
        return
    column = next((each for each in looked_at.columns if each.name == name), None)
    if column is None:
        known = ", ".join(each.name for each in looked_at.columns)
        raise SummitryError("lesson.column", column=f"{part}_column", got=name, expected=known)
    allowed = OPERATORS[column.kind]
    if operator not in allowed:
        expected, told = ", ".join(allowed), operator or ""
        raise SummitryError(
            "lesson.operator", column=f"{part}_operator", got=told, expected=expected
        )
    try:
        Condition(column, operator, value).wanted(_ANY_OPENING)
    except SummitryError as problem:
        raise SummitryError(problem.code, column=f"{part}_value", **problem.facts) from problem
    if operator in ALONE and value:
        raise SummitryError("lesson.value", column=f"{part}_value", got=value, expected="")


def _require_sentence(column: str, text: str, names: tuple[str, ...]) -> None:
    """Refuse an empty sentence, and braces that hold anything but a name that is filled in."""
    expected = ", ".join(names)
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as problem:
        raise SummitryError("lesson.sentence", column=column, expected=expected) from problem
    plain = all(name in names and not spec and not how for name, spec, how in parts)
    if not text.strip() or not plain:
        raise SummitryError("lesson.sentence", column=column, expected=expected)
