"""Which category may enter which zone, extra rights with reasons, desks, badges, revocations."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    BadgeTypeId,
    DeskId,
    GateId,
    ParticipantId,
    PersonId,
    RevocationId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Category, Field, Marking


class RevocationReason(StrEnum):
    """Why a right of entry ends; the decider's reasons stand beside it."""

    IDENTITY = "identity"
    FUNCTION_ENDED = "function-ended"
    MISUSE = "misuse"
    SAFETY = "safety"
    LOST_BADGE = "lost-badge"
    OWN_WISH = "own-wish"


@table(
    "zone_rights",
    key=("category", "zone_id"),
    label=Text("Zones of categories"),
    field=Field.ACCREDITATION,
)
class ZoneRight(Row, frozen=True, kw_only=True):
    """A zone that everybody of a category may enter, with the reason, alone or escorted."""

    category: Annotated[Category, Label("Category")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    reason: Annotated[str, Label("Reason")] = ""
    escorted: Annotated[bool, Label("Only escorted")] = False


@table(
    "access_rights",
    key=("participant_id", "zone_id"),
    label=Text("Extra rights of entry"),
    field=Field.ACCREDITATION,
    marking=Marking.AMBER_STRICT,
)
class AccessRight(Row, frozen=True, kw_only=True):
    """A zone that one participant may enter beyond the category's, why, for whom, how long."""

    participant_id: Annotated[ParticipantId, Label("Participant")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    reason: Annotated[str, Label("Reason")] = ""
    sponsor_unit_id: Annotated[UnitId | None, Label("Vouched for by")] = None
    start: Annotated[datetime | None, Label("From")] = None
    end: Annotated[datetime | None, Label("To")] = None


@table(
    "desks",
    key=("desk_id",),
    label=Text("Accreditation desks"),
    field=Field.ACCREDITATION,
    owner="owner_unit_id",
)
class Desk(Row, frozen=True, kw_only=True):
    """A place that hands out badges to categories, at a rate, from when to when."""

    desk_id: Annotated[DeskId, Label("Desk")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    start: Annotated[datetime, Label("Opens")]
    end: Annotated[datetime, Label("Closes")]
    counters: Annotated[int, Label("Counters")] = 1
    persons_per_hour: Annotated[float, Label("People an hour and counter")] = 20.0
    categories: Annotated[tuple[Category, ...], Label("For categories")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        require_between("counters", self.counters, 0, 1_000)
        require_between("persons_per_hour", self.persons_per_hour, 0, 100_000)


@table(
    "badge_types", key=("badge_type_id",), label=Text("Kinds of badge"), field=Field.ACCREDITATION
)
class BadgeType(Row, frozen=True, kw_only=True):
    """A kind of badge or ticket, and the categories that carry it."""

    badge_type_id: Annotated[BadgeTypeId, Label("Kind of badge")]
    name: Annotated[str, Label("Name")]
    categories: Annotated[tuple[Category, ...], Label("For categories")] = ()


@table(
    "gate_readers",
    key=("gate_id", "badge_type_id"),
    label=Text("Badges read at gates"),
    field=Field.ACCREDITATION,
)
class GateReader(Row, frozen=True, kw_only=True):
    """A kind of badge that a gate can read."""

    gate_id: Annotated[GateId, Label("Gate")]
    badge_type_id: Annotated[BadgeTypeId, Label("Kind of badge")]


@table(
    "revocations",
    key=("revocation_id",),
    label=Text("Revocations"),
    field=Field.ACCREDITATION,
    marking=Marking.AMBER_STRICT,
)
class Revocation(Row, frozen=True, kw_only=True):
    """A right of entry that somebody ended, why, and when that is looked at again.

    An ``approved`` word is the second person's, who is needed for a State's delegate; a
    ``verified`` one says that it was looked at again.
    """

    revocation_id: Annotated[RevocationId, Label("Revocation")]
    participant_id: Annotated[ParticipantId, Label("Participant")]
    decided: Annotated[datetime, Label("Decided")]
    reason: Annotated[RevocationReason | None, Label("Reason code")] = None
    decider_id: Annotated[PersonId | None, Label("Decided by")] = None
    review: Annotated[datetime | None, Label("Looked at again")] = None
    expires: Annotated[datetime | None, Label("Expires")] = None
    told: Annotated[bool, Label("Told to the participant")] = False
