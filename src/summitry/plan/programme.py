"""The programme, delegations and principals, and those who sign."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import DelegationId, ItemId, PrincipalId, RoomId, SignatoryId, SiteId, UnitId
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, ItemKind, Kind, Level, Marking, PrecedenceRule, Rank


@table(
    "programme",
    key=("item_id",),
    label=Text("Programme"),
    field=Field.PROGRAMME,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Item(Row, frozen=True, kw_only=True):
    """Something that happens in a room from when to when, with the principals who must be there."""

    item_id: Annotated[ItemId, Label("Item")]
    title: Annotated[str, Label("Title")]
    kind: Annotated[ItemKind, Label("Kind")]
    room_id: Annotated[RoomId, Label("Room")]
    start: Annotated[datetime, Label("Start")]
    end: Annotated[datetime, Label("End")]
    principal_ids: Annotated[tuple[PrincipalId, ...], Label("Principals")] = ()
    headcount: Annotated[int | None, Label("People expected")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    languages: Annotated[tuple[str, ...], Label("Interpreted in")] = ()
    precedence: Annotated[PrecedenceRule | None, Label("Rule of precedence")] = None
    broadcast: Annotated[bool, Label("Broadcast")] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "delegations",
    key=("delegation_id",),
    label=Text("Delegations"),
    field=Field.RECEPTION_AND_ESCORT,
    owner="liaison_unit_id",
    marking=Marking.GREEN,
)
class Delegation(Row, frozen=True, kw_only=True):
    """The official party of a State or organisation."""

    delegation_id: Annotated[DelegationId, Label("Delegation")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[Kind, Label("Kind")] = Kind.STATE
    members: Annotated[int, Label("Members expected")] = 0
    liaison_unit_id: Annotated[UnitId | None, Label("Liaison")] = None
    hotel_site_id: Annotated[SiteId | None, Label("Hotel")] = None
    head_principal_id: Annotated[PrincipalId | None, Label("Head of delegation")] = None
    languages: Annotated[tuple[str, ...], Label("Languages")] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("members", self.members, 0, 1_000_000)


@table("principals", key=("principal_id",), label=Text("Principals"), field=Field.PROTECTEES)
class Principal(Row, frozen=True, kw_only=True):
    """An office holder who is served; protected where the level asks for it."""

    principal_id: Annotated[PrincipalId, Label("Principal")]
    office: Annotated[str, Label("Office")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    rank: Annotated[Rank, Label("Rank")] = Rank.OTHER
    protected: Annotated[bool, Label("Protected")] = False
    level: Annotated[Level | None, Label("Protection level")] = None
    arrives: Annotated[datetime | None, Label("Arrives")] = None
    leaves: Annotated[datetime | None, Label("Leaves")] = None


@table(
    "signatories",
    key=("signatory_id",),
    label=Text("Signatories"),
    field=Field.PROTOCOL,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Signatory(Row, frozen=True, kw_only=True):
    """Who signs for a delegation, in which item, in which place of the order.

    A head of State, head of Government or foreign minister signs without full powers; anyone else
    needs them, cleared by the depositary (UN Treaty Handbook).
    """

    signatory_id: Annotated[SignatoryId, Label("Signatory")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    rank: Annotated[Rank, Label("Rank")]
    item_id: Annotated[ItemId, Label("Signs in item")]
    order: Annotated[int, Label("Place in the order")] = 1
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("order", self.order, 1, 10_000)
