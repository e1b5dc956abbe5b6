"""Liaison officers of delegations, bilateral meetings, gifts."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import BilateralId, DelegationId, GiftId, ItemId, PersonId, UnitId
from summitry.plan.table import Label, Row, require_order, table
from summitry.plan.terms import Field


@table(
    "liaison_officers",
    key=("delegation_id", "person_id"),
    label=Text("Liaison officers of delegations"),
    field=Field.RECEPTION_AND_ESCORT,
)
class LiaisonOfficer(Row, frozen=True, kw_only=True):
    """The host's officer who goes with a delegation, from when to when."""

    delegation_id: Annotated[DelegationId, Label("Delegation")]
    person_id: Annotated[PersonId, Label("Person")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "bilaterals",
    key=("bilateral_id",),
    label=Text("Bilateral meetings"),
    field=Field.PROTOCOL,
    owner="owner_unit_id",
)
class Bilateral(Row, frozen=True, kw_only=True):
    """Two delegations that meet in an item of the programme, and what they interpret between."""

    bilateral_id: Annotated[BilateralId, Label("Bilateral")]
    item_id: Annotated[ItemId, Label("Item")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    other_delegation_id: Annotated[DelegationId, Label("Other delegation")]
    languages: Annotated[tuple[str, ...], Label("Languages")] = ()
    interpreter_ids: Annotated[tuple[PersonId, ...], Label("Interpreters")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.delegation_id == self.other_delegation_id:
            raise SummitryError(
                "bilateral.itself", column="other_delegation_id", got=self.other_delegation_id
            )


@table("gifts", key=("gift_id",), label=Text("Gifts"), field=Field.PROTOCOL, owner="owner_unit_id")
class Gift(Row, frozen=True, kw_only=True):
    """A gift of the host to a delegation; ``verified`` says that it lies ready."""

    gift_id: Annotated[GiftId, Label("Gift")]
    name: Annotated[str, Label("Name")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    item_id: Annotated[ItemId | None, Label("Given in item")] = None
    due: Annotated[datetime | None, Label("Ready by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
