"""A schedule as a patch on the plan: legs, the closures that cover them, and what is published.

A closure covers a protected passage
with the event's margin before and after; closures that would touch are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import ClosureId, RouteId, SegmentId, WindowId
from summitry.kit.time import Interval, moment_of, seconds_of, uncovered, union
from summitry.move.from_plan import Planned
from summitry.move.problem import SLOT_SECONDS, Departure
from summitry.plan.change import Edit
from summitry.plan.movements import Closure, Leg, Movement, RouteSegment
from summitry.plan.snapshot import Snapshot
from summitry.plan.traffic import PublishedWindow
from summitry.policy.limits import limits_of
from summitry.policy.owners import usual_owner
from summitry.policy.timing import passages


class Proposal(Struct, frozen=True, kw_only=True):
    """Edits of the plan, and whom they concern."""

    edits: tuple[Edit, ...]
    changed: tuple[str, ...]
    """The keys of the legs that change."""


def proposal(
    snapshot: Snapshot,
    planned: Planned,
    schedule: Sequence[Departure | None],
    *,
    new: Iterable[str] = (),
) -> Proposal:
    """Return what the schedule changes in the plan.

    A leg without a time stays as it is: the schedule's reasons tell why.

    Parameters
    ----------
    new
        The keys of legs whose roads have not been closed yet.
    """
    legs = dict(_legs(snapshot, planned, schedule))
    after = {**snapshot.rows(Leg), **legs}
    touched = _touched(snapshot, {**{key: after[key] for key in new}, **legs})
    wanted = _wanted(snapshot, after)
    edits = [Edit("legs", each, row) for each, row in sorted(legs.items())]
    for segment_id in sorted(touched):
        closures = list(_closures(snapshot, segment_id, wanted.get(segment_id, ())))
        edits += closures
        edits += _published(snapshot, segment_id, wanted.get(segment_id, ()))
    return Proposal(
        edits=tuple(edits),
        changed=tuple(sorted(legs)),
    )


def _legs(
    snapshot: Snapshot, planned: Planned, schedule: Sequence[Departure | None]
) -> Iterator[tuple[str, Leg]]:
    rows = snapshot.rows(Leg)
    told = zip(planned.legs, planned.routes, planned.past, schedule, strict=True)
    for key, routes, past, departure in told:
        if departure is None:
            continue
        moment = moment_of(planned.problem.origin + departure.slot * SLOT_SECONDS + past)
        leg = replace(rows[key], route_id=RouteId(routes[departure.way]), depart=moment)
        if leg != rows[key]:
            yield key, leg


def _touched(snapshot: Snapshot, legs: Mapping[str, Leg]) -> set[str]:
    """Return the segments that a changed leg passes, before or after."""
    routes = {leg.route_id for leg in legs.values()}
    routes |= {snapshot.rows(Leg)[key].route_id for key in legs}
    rows = snapshot.rows(RouteSegment).values()
    return {row.segment_id for row in rows if row.route_id in routes}


def _wanted(snapshot: Snapshot, legs: Mapping[str, Leg]) -> dict[str, tuple[Interval, ...]]:
    """Return when each segment must be closed for the protected legs."""
    margin = timedelta(minutes=limits_of(snapshot).closure_minutes_min)
    movements = snapshot.rows(Movement)
    by_route: dict[str, list[RouteSegment]] = defaultdict(list)
    for row in snapshot.rows(RouteSegment).values():
        by_route[row.route_id].append(row)
    found: dict[str, list[Interval]] = defaultdict(list)
    for leg in legs.values():
        movement = movements.get(leg.movement_id)
        if movement is None or movement.protected:
            for each in passages(seconds_of(leg.depart), by_route[leg.route_id]):
                span = Interval(moment_of(each.start), moment_of(each.end))
                found[each.segment_id].append(span.grown(margin))
    return {segment_id: union(spans) for segment_id, spans in found.items()}


def _closures(snapshot: Snapshot, segment_id: str, wanted: Sequence[Interval]) -> Iterator[Edit]:
    """Yield what makes the segment's closures cover just this: rows that fit stay as they are."""
    own = [row for row in snapshot.rows(Closure).values() if row.segment_id == segment_id]
    left = list(wanted)
    for row in own:
        span = Interval(row.start, row.end)
        if span in left:
            left.remove(span)
        else:
            yield Edit("closures", row.closure_id, None)
    owner = own[0].owner_unit_id if own else usual_owner(snapshot, "closures")
    taken = set(snapshot.rows(Closure))
    for span, closure_id in zip(left, _fresh(f"CL-{segment_id}", taken), strict=False):
        row = Closure(
            closure_id=ClosureId(closure_id),
            segment_id=SegmentId(segment_id),
            start=span.start,
            end=span.end,
            owner_unit_id=owner,
        )
        yield Edit("closures", closure_id, row)


def _published(snapshot: Snapshot, segment_id: str, wanted: Sequence[Interval]) -> Iterator[Edit]:
    """Yield what makes the segment's published closures those that are planned, where they differ.

    Nothing is published where the plan publishes nothing yet, and what is published stays where it
    covers the closures and is not longer than the event's limit allows.
    """
    rows = snapshot.rows(PublishedWindow)
    own = [row for row in rows.values() if row.segment_id == segment_id]
    spans = [Interval(row.start, row.end) for row in own]
    slack = limits_of(snapshot).published_slack_minutes_max * 60
    covers = not any(True for span in wanted for _ in uncovered(span, spans))
    fits = all(sum(each.seconds for each in uncovered(span, wanted)) <= slack for span in spans)
    if not rows or (covers and fits):
        return
    for row in own:
        yield Edit("published_windows", row.window_id, None)
    for span, window_id in zip(wanted, _fresh(f"PW-{segment_id}", set(rows)), strict=False):
        made = PublishedWindow(
            window_id=WindowId(window_id),
            segment_id=SegmentId(segment_id),
            start=span.start,
            end=span.end,
            notice=own[0].notice if own else "",
        )
        yield Edit("published_windows", window_id, made)


def _fresh(stem: str, taken: set[str]) -> Iterator[str]:
    """Yield ids that no row has."""
    number = 0
    while True:
        number += 1
        made = f"{stem}-{number:02}"
        if made not in taken:
            yield made
