"""The treaty: its clauses, the States, what each has done, and how national law conforms."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    ActId,
    ContactPointId,
    DelegationId,
    ProvisionId,
    StateId,
    TreatyId,
    UnitId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Kind, Marking


class ActKind(StrEnum):
    """What a State does with regard to a treaty."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    FORMAL_CONFIRMATION = "formal-confirmation"


class Conformity(StrEnum):
    """How national law stands to an article."""

    CONFORMS = "conforms"
    IN_PART = "in-part"
    MISSING = "missing"
    NOT_EXAMINED = "not-examined"


@table(
    "treaties",
    key=("treaty_id",),
    label=Text("Treaties"),
    field=Field.PROTOCOL,
    owner="owner_unit_id",
    marking=Marking.CLEAR,
)
class Treaty(Row, frozen=True, kw_only=True):
    """A treaty opened for signature: until when, and what brings it into force."""

    treaty_id: Annotated[TreatyId, Label("Treaty")]
    title: Annotated[str, Label("Title")]
    opens: Annotated[datetime, Label("Open for signature from")]
    closes: Annotated[datetime, Label("Open for signature until")]
    instruments_min: Annotated[int, Label("Instruments for entry into force")]
    days_after: Annotated[int, Label("Days after the last of them")] = 0
    depositary: Annotated[str, Label("Depositary")] = ""
    source: Annotated[str, Label("Source")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("closes", self.opens, self.closes)
        require_between("instruments_min", self.instruments_min, 1, 1_000)
        require_between("days_after", self.days_after, 0, 10_000)


@table(
    "states",
    key=("state_id",),
    label=Text("States and organisations"),
    field=Field.PROTOCOL,
    marking=Marking.CLEAR,
)
class State(Row, frozen=True, kw_only=True):
    """A State by its ISO code, or an organisation: how it is named, what it may sign."""

    state_id: Annotated[StateId, Label("State or organisation")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[Kind, Label("Kind")] = Kind.STATE
    delegation_id: Annotated[DelegationId | None, Label("Delegation")] = None


@table(
    "acts",
    key=("act_id",),
    label=Text("Acts"),
    field=Field.PROTOCOL,
    marking=Marking.CLEAR,
    carried=False,
)
class Act(Row, frozen=True, kw_only=True):
    """What a State did with regard to a treaty on a day, as the depositary recorded it."""

    act_id: Annotated[ActId, Label("Act")]
    treaty_id: Annotated[TreatyId, Label("Treaty")]
    state_id: Annotated[StateId, Label("State or organisation")]
    kind: Annotated[ActKind, Label("Kind")]
    day: Annotated[date, Label("Day")]
    reservation: Annotated[str, Label("Reservation or declaration")] = ""
    source: Annotated[str, Label("Source")] = ""


@table(
    "articles",
    key=("treaty_id", "number"),
    label=Text("Articles"),
    field=Field.PROTOCOL,
    marking=Marking.CLEAR,
)
class Article(Row, frozen=True, kw_only=True):
    """An article of a treaty, and what it asks: national law, a contact point, at all hours."""

    treaty_id: Annotated[TreatyId, Label("Treaty")]
    number: Annotated[int, Label("Number")]
    title: Annotated[str, Label("Title")]
    chapter: Annotated[str, Label("Chapter")] = ""
    asks_law: Annotated[bool, Label("Asks for national law")] = False
    asks_contact: Annotated[bool, Label("Asks for a contact point")] = False
    around_the_clock: Annotated[bool, Label("Contact around the clock")] = False
    verified: Annotated[bool, Label("Checked against the treaty")] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("number", self.number, 1, 10_000)


@table(
    "provisions",
    key=("provision_id",),
    label=Text("Provisions of national law"),
    field=Field.PROTOCOL,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Provision(Row, frozen=True, kw_only=True):
    """How the host's law stands to an article, and what is done about it."""

    provision_id: Annotated[ProvisionId, Label("Provision")]
    treaty_id: Annotated[TreatyId, Label("Treaty")]
    article: Annotated[int, Label("Article")]
    law: Annotated[str, Label("Law")] = ""
    conformity: Annotated[Conformity, Label("Conformity")] = Conformity.NOT_EXAMINED
    action: Annotated[str, Label("What is done")] = ""
    due: Annotated[datetime | None, Label("Due")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("article", self.article, 1, 10_000)


@table(
    "contact_points",
    key=("contact_point_id",),
    label=Text("Contact points"),
    field=Field.LIAISON,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class ContactPoint(Row, frozen=True, kw_only=True):
    """The office that answers for an article of a treaty; ``issued`` says it was notified."""

    contact_point_id: Annotated[ContactPointId, Label("Contact point")]
    treaty_id: Annotated[TreatyId, Label("Treaty")]
    article: Annotated[int, Label("Article")]
    office: Annotated[str, Label("Office")]
    around_the_clock: Annotated[bool, Label("Around the clock")] = False
    notify_by: Annotated[datetime | None, Label("Notified by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("article", self.article, 1, 10_000)
