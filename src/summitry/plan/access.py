"""Gates, arrivals, quotas and counts, participants, controlled lists and exports."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    ContactId,
    CountId,
    DelegationId,
    ExportId,
    GateId,
    ItemId,
    ListId,
    OutletId,
    ParticipantId,
    QuotaId,
    UnitId,
    ZoneId,
)
from summitry.plan.table import Label, Row, Since, require_between, require_order, table
from summitry.plan.terms import Category, Field, ListKind, Marking, NotOnList, Stage


@table(
    "gates", key=("gate_id",), label=Text("Gates"), field=Field.ACCREDITATION, owner="owner_unit_id"
)
class Gate(Row, frozen=True, kw_only=True):
    """A controlled way into a zone, with its screening lanes and what one lane passes an hour."""

    gate_id: Annotated[GateId, Label("Gate")]
    name: Annotated[str, Label("Name")]
    zone_id: Annotated[ZoneId, Label("Into zone")]
    lanes: Annotated[int, Label("Lanes")]
    lane_persons_per_hour: Annotated[float, Label("Persons an hour and lane")]
    opens: Annotated[datetime, Label("Opens")]
    closes: Annotated[datetime, Label("Closes")]
    item_id: Annotated[ItemId | None, Label("Everyone inside before item")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    from_zone_id: Annotated[ZoneId | None, Label("Out of zone")] = None
    device: Annotated[str, Label("Device that reads badges")] = ""
    decision_rule: Annotated[str, Label("Rule of decision")] = ""
    not_on_list: Annotated[NotOnList | None, Label("Who is not on the list")] = None
    contact_id: Annotated[ContactId | None, Label("Desk asked in doubt")] = None
    x_m: Annotated[float | None, Label("Metres east"), Since(2)] = None
    y_m: Annotated[float | None, Label("Metres north"), Since(2)] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("lanes", self.lanes, 0, 1_000)
        require_between("lane_persons_per_hour", self.lane_persons_per_hour, 0, 100_000)
        require_order("closes", self.opens, self.closes)


@table(
    "arrivals",
    key=("gate_id", "start"),
    label=Text("Arrival curves"),
    field=Field.ACCREDITATION,
    bulk=True,
)
class Arrival(Row, frozen=True, kw_only=True):
    """How many people come to a gate, evenly, from ``start`` to ``end``."""

    gate_id: Annotated[GateId, Label("Gate")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    persons: Annotated[int, Label("Number of people")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        require_between("persons", self.persons, 0, 10_000_000)


@table("quotas", key=("quota_id",), label=Text("Quotas"), field=Field.ACCREDITATION)
class Quota(Row, frozen=True, kw_only=True):
    """How many people of a category may enter a zone at once."""

    quota_id: Annotated[QuotaId, Label("Quota")]
    category: Annotated[Category, Label("Category")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    persons_max: Annotated[int, Label("People at most")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("persons_max", self.persons_max, 0, 10_000_000)


@table(
    "counts",
    key=("count_id",),
    label=Text("Accreditation counts"),
    field=Field.ACCREDITATION,
    carried=False,
)
class Count(Row, frozen=True, kw_only=True):
    """How many people of a category with access to a zone were counted, as of when, by whom."""

    count_id: Annotated[CountId, Label("Count")]
    category: Annotated[Category, Label("Category")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    stage: Annotated[Stage, Label("Stage")]
    persons: Annotated[int, Label("Number of people")]
    as_of: Annotated[datetime, Label("As of")]
    source: Annotated[str, Label("Source")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("persons", self.persons, 0, 10_000_000)


@table(
    "outlets",
    key=("outlet_id",),
    label=Text("Press outlets"),
    field=Field.PRESS,
    marking=Marking.GREEN,
)
class Outlet(Row, frozen=True, kw_only=True):
    """A newspaper, agency or broadcaster."""

    outlet_id: Annotated[OutletId, Label("Outlet")]
    name: Annotated[str, Label("Name")]
    foreign: Annotated[bool, Label("Foreign")] = False


@table(
    "participants", key=("participant_id",), label=Text("Participants"), field=Field.ACCREDITATION
)
class Participant(Row, frozen=True, kw_only=True):
    """An accredited person by pseudonymous id: delegate, reporter, observer, staff."""

    participant_id: Annotated[ParticipantId, Label("Participant")]
    category: Annotated[Category, Label("Category")]
    delegation_id: Annotated[DelegationId | None, Label("Delegation")] = None
    outlet_id: Annotated[OutletId | None, Label("Outlet")] = None
    badge: Annotated[str, Label("Badge")] = ""


@table(
    "lists",
    key=("list_id",),
    label=Text("Controlled lists"),
    field=Field.ACCREDITATION,
    owner="owner_unit_id",
)
class ControlledList(Row, frozen=True, kw_only=True):
    """A list on which a gate decides; one version of it is active at a time.

    It shows a gate the least data: ``badge``, ``category``, ``photo``, ``yes/no``, ``zone``.
    """

    list_id: Annotated[ListId, Label("List")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[ListKind, Label("Kind")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    shows: Annotated[tuple[str, ...], Label("What it shows at the gate")] = ()


@table(
    "list_versions",
    key=("list_id", "version"),
    label=Text("List versions"),
    field=Field.ACCREDITATION,
    carried=False,
)
class ListVersion(Row, frozen=True, kw_only=True):
    """A numbered, signed issue of a list, from records of a moment.

    A ``recalled`` attestation takes it out of use.
    """

    list_id: Annotated[ListId, Label("List")]
    version: Annotated[int, Label("Version")]
    issued: Annotated[datetime, Label("Issued")]
    signature: Annotated[str, Label("Signature")] = ""
    records_as_of: Annotated[datetime | None, Label("Records as of")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("version", self.version, 1, 999_999)


@table(
    "list_copies",
    key=("list_id", "version", "gate_id"),
    label=Text("Recipients of lists"),
    field=Field.ACCREDITATION,
    carried=False,
)
class ListCopy(Row, frozen=True, kw_only=True):
    """A gate that was given a version of a list; it acknowledges the copy and its recall."""

    list_id: Annotated[ListId, Label("List")]
    version: Annotated[int, Label("Version")]
    gate_id: Annotated[GateId, Label("Gate")]


@table(
    "exports", key=("export_id",), label=Text("Exports"), field=Field.LIAISON, owner="owner_unit_id"
)
class Export(Row, frozen=True, kw_only=True):
    """What is handed outside: which tables or ``table.column``, to whom, up to which marking.

    An ``approved`` word of somebody who may decide on exchange lets data on delegations and the
    press leave.
    """

    export_id: Annotated[ExportId, Label("Export")]
    name: Annotated[str, Label("Name")]
    recipient: Annotated[str, Label("Recipient")]
    audience: Annotated[Marking, Label("Cleared up to")]
    contents: Annotated[tuple[str, ...], Label("Tables or columns")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    encrypted: Annotated[bool, Label("Encrypted")] = False
    recipient_office: Annotated[str, Label("Office that receives it")] = ""
    legal_basis: Annotated[str, Label("Legal basis")] = ""
