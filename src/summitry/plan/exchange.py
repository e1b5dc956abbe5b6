"""Exchange with foreign services, breaches of data, and records that are kept or deleted."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    AssetId,
    BreachId,
    ExchangeId,
    ExportId,
    InformationRequestId,
    PartnerId,
    PersonId,
    RecordId,
    UnitId,
)
from summitry.plan.table import Label, Row, table
from summitry.plan.terms import Field, Marking


class Direction(StrEnum):
    """Which way something goes."""

    IN = "in"
    OUT = "out"


class RecordKind(StrEnum):
    """What a record keeps."""

    JOURNAL = "journal"
    RADIO = "radio"
    VIDEO = "video"
    SCANS = "scans"
    APPLICATIONS = "applications"
    REPORTS = "reports"


@table(
    "partners",
    key=("partner_id",),
    label=Text("Partners"),
    field=Field.LIAISON,
    owner="owner_unit_id",
)
class Partner(Row, frozen=True, kw_only=True):
    """A foreign service or organisation, and up to which marking it is cleared."""

    partner_id: Annotated[PartnerId, Label("Partner")]
    name: Annotated[str, Label("Name")]
    cleared: Annotated[Marking, Label("Cleared up to")] = Marking.GREEN
    agreement: Annotated[str, Label("Agreement")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "information_requests",
    key=("information_request_id",),
    label=Text("Requests for information"),
    field=Field.LIAISON,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class InformationRequest(Row, frozen=True, kw_only=True):
    """A question to or from a partner; one on a named person needs more, and a return date.

    An ``issued`` word says that it was answered, ``approved`` ones that it may be, ``returned`` or
    ``deleted`` that nothing of it is kept.
    """

    information_request_id: Annotated[InformationRequestId, Label("Request")]
    title: Annotated[str, Label("Title")]
    partner_id: Annotated[PartnerId, Label("Partner")]
    direction: Annotated[Direction, Label("Direction")]
    due: Annotated[datetime | None, Label("Answer due")] = None
    on_person: Annotated[bool, Label("On a named person")] = False
    legal_basis: Annotated[str, Label("Legal basis")] = ""
    purpose: Annotated[str, Label("Purpose")] = ""
    rights_checked: Annotated[bool, Label("Human rights checked")] = False
    return_by: Annotated[datetime | None, Label("Returned or deleted by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "exchanges",
    key=("exchange_id",),
    label=Text("Exchanges"),
    field=Field.LIAISON,
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class Exchange(Row, frozen=True, kw_only=True):
    """What was handed to or taken from a partner, under which marking, by whom."""

    exchange_id: Annotated[ExchangeId, Label("Exchange")]
    partner_id: Annotated[PartnerId, Label("Partner")]
    direction: Annotated[Direction, Label("Direction")]
    at: Annotated[datetime, Label("At")]
    mark: Annotated[Marking | None, Label("Marked")] = None
    export_id: Annotated[ExportId | None, Label("Export")] = None
    information_request_id: Annotated[InformationRequestId | None, Label("Answers request")] = None
    person_id: Annotated[PersonId | None, Label("Handed over by")] = None


@table(
    "breaches",
    key=("breach_id",),
    label=Text("Breaches of data"),
    field=Field.CYBERSPACE,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class Breach(Row, frozen=True, kw_only=True):
    """Data that reached somebody it was not for; an ``issued`` word says who was told, and when."""

    breach_id: Annotated[BreachId, Label("Breach")]
    title: Annotated[str, Label("Title")]
    found: Annotated[datetime, Label("Found")]
    notify_by: Annotated[datetime | None, Label("Those affected told by")] = None
    persons: Annotated[int | None, Label("People affected")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "records",
    key=("record_id",),
    label=Text("Records"),
    field=Field.CYBERSPACE,
    owner="owner_unit_id",
)
class Record(Row, frozen=True, kw_only=True):
    """Something that is kept: for how long, with a copy that nobody can change.

    A ``verified`` word says that the copy was read back, a ``deleted`` one that it was deleted.
    """

    record_id: Annotated[RecordId, Label("Record")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[RecordKind, Label("Kind")]
    personal: Annotated[bool, Label("Holds personal data")] = False
    keep_until: Annotated[datetime | None, Label("Kept until")] = None
    copy_asset_id: Annotated[AssetId | None, Label("Unchangeable copy on")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
