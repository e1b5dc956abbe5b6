"""What is known of the day itself; operations or a file fill it, check reads it."""

from datetime import datetime

from msgspec import Struct

from summitry.kit.ids import (
    AssetId,
    CapabilityId,
    DeclarationId,
    DetailId,
    GateId,
    NetId,
    ParticipantId,
    PersonId,
    SegmentId,
    SiteId,
    UnitId,
    require_id,
)
from summitry.kit.time import Interval
from summitry.plan.terms import Severity


class Report(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody reported: how grave, where, and which details said that they heard it.

    A report without a site concerns every site.
    """

    report_id: str
    at: datetime
    severity: Severity = Severity.HIGH
    site_id: SiteId | None = None
    acknowledged_detail_ids: tuple[DetailId, ...] = ()
    closed: bool = False

    def __post_init__(self) -> None:
        require_id(self.report_id, column="report_id")


class Declared(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A declaration that was made: which units acknowledged it, when it was last looked at."""

    declaration_id: DeclarationId
    at: datetime
    acknowledged_unit_ids: tuple[UnitId, ...] = ()
    reviewed: datetime | None = None
    ended: datetime | None = None


class LiveState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is absent, what is dead, blocked, shut or failed, what was reported and declared.

    ``badge_uses`` are badges read at gates: they are matched with recalled badges, and kept no
    longer than that takes.
    """

    absences: tuple[tuple[PersonId, Interval], ...] = ()
    dead_nets: tuple[NetId, ...] = ()
    blocked_segments: tuple[tuple[SegmentId, Interval], ...] = ()
    shut_gates: tuple[tuple[GateId, Interval], ...] = ()
    badge_uses: tuple[tuple[ParticipantId, GateId, datetime], ...] = ()
    failed_assets: tuple[AssetId, ...] = ()
    failed_capabilities: tuple[tuple[CapabilityId, Interval], ...] = ()
    reports: tuple[Report, ...] = ()
    declared: tuple[Declared, ...] = ()


QUIET = LiveState()
"""Nothing has happened: the plan as written."""
