"""What a plan's legs have become where flights are late and segments closed to everybody."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.move.from_plan import Planned, from_plan
from summitry.plan.aviation import Flight
from summitry.plan.change import Edit, apply
from summitry.plan.movements import Segment
from summitry.plan.snapshot import Snapshot
from summitry.policy.timing import later


class Disturbed(Struct, frozen=True, kw_only=True):
    """The plan with its late flights, its legs as a problem, and the edits that came first."""

    snapshot: Snapshot
    planned: Planned
    edits: tuple[Edit, ...]
    """The late flights with their stands; that a segment is closed to all stands in no table."""


def disturbed(
    snapshot: Snapshot, late: Mapping[str, int], closed: Iterable[tuple[str, Interval]]
) -> Disturbed:
    """Return what the day has become.

    Parameters
    ----------
    late
        Of each late flight, how many minutes.
    closed
        Segments that nobody may be on, and when.

    Raises
    ------
    SummitryError
        ``move.no_row`` where the plan has no such flight or segment, ``move.no_legs``.
    """
    shut = tuple(closed)
    flights, segments = snapshot.rows(Flight), snapshot.rows(Segment)
    for table, rows, names in (
        ("flights", flights, tuple(late)),
        ("segments", segments, tuple(name for name, _ in shut)),
    ):
        for name in names:
            if name not in rows:
                raise SummitryError("move.no_row", table=table, got=name)
    edits = tuple(
        Edit("flights", name, later(flights[name], timedelta(minutes=count)))
        for name, count in late.items()
    )
    after = apply(snapshot, edits)
    return Disturbed(snapshot=after, planned=from_plan(after, shut), edits=edits)
