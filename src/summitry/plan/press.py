"""Positions and pools of the press: who stands where, drawn how, called when."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import GateId, ItemId, OutletId, PoolId, PressPositionId, UnitId, ZoneId
from summitry.plan.table import Label, Row, require_between, table
from summitry.plan.terms import Field, Marking


class PressPositionKind(StrEnum):
    """What a position of the press is."""

    STILLS = "stills"
    CAMERA_RISER = "camera-riser"
    MIXED_ZONE = "mixed-zone"
    DESK = "desk"
    RADIO_BOOTH = "radio-booth"
    STAND_UP = "stand-up"


@table(
    "press_positions",
    key=("press_position_id",),
    label=Text("Positions of the press"),
    field=Field.PRESS,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class PressPosition(Row, frozen=True, kw_only=True):
    """A place for so many of the press at an item: when they are called, swept and let in."""

    press_position_id: Annotated[PressPositionId, Label("Position")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[PressPositionKind, Label("Kind")]
    places: Annotated[int, Label("Places")]
    item_id: Annotated[ItemId | None, Label("At item")] = None
    zone_id: Annotated[ZoneId | None, Label("Zone")] = None
    gate_id: Annotated[GateId | None, Label("Through gate")] = None
    called: Annotated[datetime | None, Label("Called")] = None
    swept: Annotated[datetime | None, Label("Equipment swept")] = None
    doors: Annotated[datetime | None, Label("Doors")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("places", self.places, 0, 100_000)


@table(
    "press_places",
    key=("press_position_id", "outlet_id"),
    label=Text("Places given to outlets"),
    field=Field.PRESS,
    marking=Marking.GREEN,
)
class PressPlace(Row, frozen=True, kw_only=True):
    """So many places at a position given to an outlet; a place taken back says why."""

    press_position_id: Annotated[PressPositionId, Label("Position")]
    outlet_id: Annotated[OutletId, Label("Outlet")]
    places: Annotated[int, Label("Places")] = 1
    withdrawn: Annotated[bool, Label("Taken back")] = False
    reason: Annotated[str, Label("Reason")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("places", self.places, 0, 10_000)


@table(
    "pools",
    key=("pool_id",),
    label=Text("Press pools"),
    field=Field.PRESS,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Pool(Row, frozen=True, kw_only=True):
    """A few who cover a moment for all: drawn from a published seed, bound to share.

    An ``issued`` word says that the seed was published.
    """

    pool_id: Annotated[PoolId, Label("Pool")]
    name: Annotated[str, Label("Name")]
    item_id: Annotated[ItemId, Label("Item")]
    places: Annotated[int, Label("Places")]
    drawn: Annotated[datetime | None, Label("Drawn")] = None
    seed: Annotated[str, Label("Published seed of the draw")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("places", self.places, 0, 10_000)


@table(
    "pool_members",
    key=("pool_id", "outlet_id"),
    label=Text("Members of pools"),
    field=Field.PRESS,
    marking=Marking.GREEN,
)
class PoolMember(Row, frozen=True, kw_only=True):
    """An outlet's place in a pool."""

    pool_id: Annotated[PoolId, Label("Pool")]
    outlet_id: Annotated[OutletId, Label("Outlet")]
