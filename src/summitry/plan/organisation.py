"""Units, persons by pseudonymous id, and what persons are qualified for."""

from datetime import date, datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import PersonId, QualificationId, UnitId
from summitry.plan.table import Label, Row, table
from summitry.plan.terms import Field, Power, UnitKind


@table("units", key=("unit_id",), label=Text("Units"), field=Field.COMMAND)
class Unit(Row, frozen=True, kw_only=True):
    """A service, office or region that takes part."""

    unit_id: Annotated[UnitId, Label("Unit")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[UnitKind, Label("Kind")] = UnitKind.OTHER
    parent_id: Annotated[UnitId | None, Label("Part of")] = None
    commander_id: Annotated[PersonId | None, Label("Commander")] = None
    visiting: Annotated[bool, Label("Comes from elsewhere")] = False


@table("persons", key=("person_id",), label=Text("Persons"), field=Field.COMMAND, owner="unit_id")
class Person(Row, frozen=True, kw_only=True):
    """An officer or official by pseudonymous id, with what a rule needs to know."""

    person_id: Annotated[PersonId, Label("Person")]
    unit_id: Annotated[UnitId, Label("Unit")]
    grade: Annotated[str, Label("Grade")] = ""
    languages: Annotated[tuple[str, ...], Label("Languages")] = ()
    powers: Annotated[tuple[Power, ...], Label("Powers")] = ()
    available_from: Annotated[datetime | None, Label("Available from")] = None
    available_until: Annotated[datetime | None, Label("Available until")] = None


@table(
    "qualifications", key=("qualification_id",), label=Text("Qualifications"), field=Field.COMMAND
)
class Qualification(Row, frozen=True, kw_only=True):
    """A competence that a post can require."""

    qualification_id: Annotated[QualificationId, Label("Qualification")]
    name: Annotated[str, Label("Name")]
    for_command: Annotated[bool, Label("To command an operation")] = False


@table(
    "person_qualifications",
    key=("person_id", "qualification_id"),
    label=Text("Qualifications held"),
    field=Field.COMMAND,
)
class PersonQualification(Row, frozen=True, kw_only=True):
    """A competence that a person holds; it counts to the end of the day it expires on."""

    person_id: Annotated[PersonId, Label("Person")]
    qualification_id: Annotated[QualificationId, Label("Qualification")]
    expires: Annotated[date | None, Label("Expires")] = None


@table(
    "wishes",
    key=("person_id", "day"),
    label=Text("Wished days off"),
    field=Field.COMMAND,
)
class Wish(Row, frozen=True, kw_only=True):
    """A day on which a person would rather not begin duty; rosters heed it at the very last."""

    person_id: Annotated[PersonId, Label("Person")]
    day: Annotated[date, Label("Day")]
