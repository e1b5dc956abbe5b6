"""Typed ids: pseudonymous, handed in, never made here."""

import re
from typing import NewType

from summitry.kit.errors import SummitryError

EventId = NewType("EventId", str)
ObjectiveId = NewType("ObjectiveId", str)
LimitId = NewType("LimitId", str)
UnitId = NewType("UnitId", str)
PersonId = NewType("PersonId", str)
QualificationId = NewType("QualificationId", str)
CommandPostId = NewType("CommandPostId", str)
NetId = NewType("NetId", str)
LinkId = NewType("LinkId", str)
PlanId = NewType("PlanId", str)
TaskId = NewType("TaskId", str)
RiskId = NewType("RiskId", str)
ControlId = NewType("ControlId", str)
ContingencyId = NewType("ContingencyId", str)
RendezvousId = NewType("RendezvousId", str)
SiteId = NewType("SiteId", str)
ZoneId = NewType("ZoneId", str)
ExitId = NewType("ExitId", str)
ExposureId = NewType("ExposureId", str)
PositionId = NewType("PositionId", str)
ObstacleId = NewType("ObstacleId", str)
RoomId = NewType("RoomId", str)
ItemId = NewType("ItemId", str)
DelegationId = NewType("DelegationId", str)
PrincipalId = NewType("PrincipalId", str)
SignatoryId = NewType("SignatoryId", str)
OutletId = NewType("OutletId", str)
ParticipantId = NewType("ParticipantId", str)
GateId = NewType("GateId", str)
QuotaId = NewType("QuotaId", str)
CountId = NewType("CountId", str)
ListId = NewType("ListId", str)
ExportId = NewType("ExportId", str)
PostId = NewType("PostId", str)
DetailId = NewType("DetailId", str)
SectorId = NewType("SectorId", str)
MovementId = NewType("MovementId", str)
RouteId = NewType("RouteId", str)
SegmentId = NewType("SegmentId", str)
ClosureId = NewType("ClosureId", str)
DoorId = NewType("DoorId", str)
FigureId = NewType("FigureId", str)
OrderId = NewType("OrderId", str)
LessonId = NewType("LessonId", str)

PERSON_TYPES = frozenset({"PersonId", "ParticipantId"})
"""The types whose ids stand for a person: no template takes over a row that must name one."""

ID_LENGTH_MAX = 64
_ID = re.compile(r"[^\W_][\w.:/+-]*")


def is_id(text: str) -> bool:
    """Say whether the text can be an id: a letter or digit, then such or any of ``_.:/+-``."""
    return len(text) <= ID_LENGTH_MAX and _ID.fullmatch(text) is not None


def require_id(text: str, *, column: str) -> None:
    """Refuse a text that cannot be an id."""
    if not is_id(text):
        raise SummitryError("id.malformed", column=column, got=text)
