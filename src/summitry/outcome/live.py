"""What is known of the day itself; operations fills it, check reads it."""

from datetime import datetime

from msgspec import Struct

from summitry.kit.ids import GateId, NetId, ParticipantId, PersonId, SegmentId
from summitry.kit.time import Interval


class LiveState(Struct, frozen=True, kw_only=True):
    """Who is absent, which nets are dead, which roads are blocked, which gates are shut."""

    absences: tuple[tuple[PersonId, Interval], ...] = ()
    dead_nets: tuple[NetId, ...] = ()
    blocked_segments: tuple[tuple[SegmentId, Interval], ...] = ()
    shut_gates: tuple[tuple[GateId, Interval], ...] = ()
    badge_uses: tuple[tuple[ParticipantId, GateId, datetime], ...] = ()


QUIET = LiveState()
"""Nothing has happened: the plan as written."""
