"""C-65, C-66, C-67: motorcades at doors, on shared segments, and on roads that must be closed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from msgspec import Struct

from summitry.check.journeys import unplanned, wrong_doors
from summitry.check.passages import Ride, rides
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import MINUTE_SECONDS, Interval, moment_of, seconds_of, uncovered, union
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.movements import Closure, Door
from summitry.plan.table import KEY_JOINT
from summitry.plan.terms import Field, Severity
from summitry.policy.timing import Passage, Use, clashes, followers

RIDES = ("legs", "movements", "routes", "route_segments")
"""What the passages of legs are made from."""

Pair = tuple[Use, Use]


@rule(
    "C-65",
    title=Text("Arrivals too close at one door"),
    why=Text(
        "A motorcade that finds the door taken stands in the open street with its principal "
        "inside, and everyone behind it stops."
    ),
    cases={
        "close": Text(
            "{leg} arrives at {door} {minutes} min after {before}; at least {need} min are needed."
        ),
        "untimed": Text(
            "{leg} is to arrive at {door}, but its route has no segments with running times, so "
            "the arrival is not known."
        ),
        "astray": Text(
            "{leg} is to arrive at {door}, which is at {door_site}, but its route leads to {site}."
        ),
    },
    remedy=Text("Depart later, use another door, or shorten what happens at this one."),
    source=Text("Practice of motorcade timing; the headway is the door's own or the event's."),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(*RIDES, "doors"),
    limits=("door_headway_minutes_min",),
)
def arrivals_too_close(view: View) -> Iterator[Gap]:
    """Yield each leg that arrives too soon after another movement, or at a door elsewhere."""
    for ride, door in wrong_doors(view):
        yield _astray(ride, door)
    doors = view.rows(Door)
    at_door: dict[str, list[Ride]] = defaultdict(list)
    for ride in view.derive(rides):
        if ride.leg.door_id is not None:
            at_door[ride.leg.door_id].append(ride)
    for door_id, arriving in at_door.items():
        own = doors[door_id].headway_minutes_min if door_id in doors else None
        need = view.limits.door_headway_minutes_min if own is None else own
        uses = [
            Use(ride.arrive, ride.arrive, ride.key, ride.leg.movement_id)
            for ride in arriving
            if ride.arrive is not None
        ]
        for before, use in followers(uses, need * MINUTE_SECONDS):
            yield _close(door_id, before, use, need)
        for ride in arriving:
            if ride.arrive is None:
                facts = {"leg": ride.key, "door": door_id}
                joins = (("doors", door_id), ("routes", ride.leg.route_id), _movement(ride.key))
                yield Gap(
                    table="legs",
                    key=ride.key,
                    column="route_id",
                    case="untimed",
                    facts=facts,
                    joins=joins,
                    unknown=True,
                )


def _astray(ride: Ride, door: Door) -> Gap:
    return Gap(
        table="legs",
        key=ride.key,
        column="door_id",
        case="astray",
        discriminator="astray",
        facts={
            "leg": ride.key,
            "door": door.door_id,
            "door_site": door.site_id,
            "site": None if ride.route is None else ride.route.to_site_id,
        },
        joins=(("doors", door.door_id), ("routes", ride.leg.route_id), _movement(ride.key)),
    )


class _Closed(Struct, frozen=True):
    """The closures of one segment, and when it is closed: disjoint, in order, and in seconds."""

    closures: tuple[Closure, ...]
    spans: tuple[Interval, ...]
    seconds: tuple[tuple[int, int], ...]


NEVER = _Closed((), (), ())


def _movement(leg_key: str) -> Subject:
    """Return the movement that the leg belongs to: its owner has to mend it."""
    return "movements", leg_key.rsplit(KEY_JOINT, 1)[0]


def _close(door_id: str, before: Use, use: Use, need: float) -> Gap:
    return Gap(
        table="legs",
        key=use.key,
        case="close",
        start=moment_of(before.start),
        end=moment_of(use.start),
        facts={
            "leg": use.key,
            "before": before.key,
            "door": door_id,
            "minutes": round((use.start - before.start) / 60, 1),
            "need": need,
        },
        joins=(
            ("legs", before.key),
            ("doors", door_id),
            _movement(use.key),
            _movement(before.key),
        ),
    )


@rule(
    "C-66",
    title=Text("Two motorcades on one segment at one time"),
    why=Text(
        "Two motorcades that meet on one stretch of road block each other; a protected one then "
        "stands still outside every secured place."
    ),
    cases={
        "overlap": Text("{leg} and {other} are on {segment} at the same time."),
        "headway": Text(
            "{leg} and {other} pass {segment} only {seconds} seconds apart; at least {need} "
            "seconds are needed."
        ),
    },
    remedy=Text("Depart earlier or later, or give one of them its alternate route."),
    source=Text("Practice of motorcade timing; the headway is the event's limit."),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=RIDES,
    limits=("segment_headway_seconds_min",),
)
def motorcades_meet(view: View) -> Iterator[Gap]:
    """Yield each pair of legs, one of them protected, that share a segment within the headway."""
    need = view.limits.segment_headway_seconds_min
    by_key = {ride.key: ride for ride in view.derive(rides)}
    on_segment: dict[str, list[Use]] = defaultdict(list)
    for ride in by_key.values():
        for passage in ride.passages:
            use = Use(passage.start, passage.end, ride.key, ride.leg.movement_id)
            on_segment[passage.segment_id].append(use)
    met: dict[tuple[str, str], list[tuple[Pair, str]]] = defaultdict(list)
    for segment_id, uses in on_segment.items():
        for earlier, later in clashes(uses, need):
            keys = (min(earlier.key, later.key), max(earlier.key, later.key))
            met[keys].append(((earlier, later), segment_id))
    for (first, second), meetings in met.items():
        protected = by_key[first].protected + by_key[second].protected
        if protected:
            severity = Severity.CRITICAL if protected > 1 else Severity.HIGH
            yield _meeting((first, second), sorted(meetings), severity, need)


def _meeting(
    keys: tuple[str, str], meetings: list[tuple[Pair, str]], severity: Severity, need: float
) -> Gap:
    """Return the finding on two legs, told by the place where they come closest."""
    (earlier, later), segment_id = min(
        meetings, key=lambda meeting: meeting[0][1].start - meeting[0][0].end
    )
    apart = later.start - earlier.end
    segments = tuple(sorted({segment for _, segment in meetings}))
    return Gap(
        table="legs",
        key=keys[0],
        case="overlap" if apart < 0 else "headway",
        discriminator=keys[1],
        start=moment_of(meetings[0][0][1].start),
        end=moment_of(max(each.end for pair, _ in meetings for each in pair)),
        facts={
            "leg": keys[0],
            "other": keys[1],
            "segment": segment_id,
            "segments": segments,
            "seconds": max(apart, 0),
            "need": need,
        },
        joins=(
            ("legs", keys[1]),
            *(_movement(key) for key in keys),
            *(("segments", segment) for segment in segments),
        ),
        severity=severity,
    )


@rule(
    "C-67",
    title=Text("Road not closed for a motorcade"),
    why=Text(
        "A protected motorcade on a road that is still open, or open again, meets traffic that "
        "nobody has looked at."
    ),
    cases={
        "open": Text("{segment} is not closed at all while {leg} passes it."),
        "short": Text(
            "The closure of {segment} leaves {minutes} min open of the time in which {leg} "
            "passes, with {margin} min before and after."
        ),
        "blocked": Text("{leg} is to pass {segment} while it is blocked."),
        "untimed": Text(
            "{leg} needs closed roads, but its route has no segments with running times, so which "
            "ones and when is not known."
        ),
        "skipped": Text(
            "{leg} needs closed roads, but {route} has no segment in place {place}: what lies "
            "there is not known."
        ),
        "unmarked": Text(
            "{movement} takes protected persons, but is not marked protected, so no road is asked "
            "to be closed for it: {principals}."
        ),
        "legless": Text(
            "{movement} is protected and has no legs: no route, no time and no closed road is "
            "planned for it."
        ),
    },
    remedy=Text(
        "Close the segment for the passage with its margins, move the departure, or take the "
        "alternate route."
    ),
    source=Text(
        "Practice of road closures for escorts; the margin before and after is the event's limit."
    ),
    field=Field.TRAFFIC,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=(*RIDES, "closures", "principals"),
    limits=("closure_minutes_min",),
)
def roads_not_closed(view: View) -> Iterator[Gap]:
    """Yield each segment of a protected leg that is open, and of any leg that is blocked.

    A protected movement without legs, or with a hole in its route, has no closed road there.
    """
    yield from unplanned(view)
    margin = view.limits.closure_minutes_min
    closed = view.derive(_closures)
    blocked: dict[str, list[Interval]] = defaultdict(list)
    for blocked_id, interval in view.live.blocked_segments:
        blocked[blocked_id].append(interval)
    for ride in view.derive(rides):
        if ride.protected:
            for segment_id in _left_open(ride.passages, closed, margin * MINUTE_SECONDS):
                yield from _open(ride, segment_id, closed.get(segment_id, NEVER), margin)
        for segment_id in dict.fromkeys(passage.segment_id for passage in ride.passages):
            if segment_id in blocked:
                yield from _blocked(ride, segment_id, blocked[segment_id])
        if ride.protected and not ride.passages:
            yield Gap(
                table="legs",
                key=ride.key,
                column="route_id",
                case="untimed",
                facts={"leg": ride.key},
                joins=(("routes", ride.leg.route_id), _movement(ride.key)),
                unknown=True,
            )


def _closures(view: View) -> Mapping[str, _Closed]:
    """Return the closures of each segment."""
    found = grouped(view.rows(Closure).values(), "segment_id")
    return {segment_id: _closed(tuple(closures)) for segment_id, closures in found.items()}


def _closed(closures: tuple[Closure, ...]) -> _Closed:
    spans = union(Interval(closure.start, closure.end) for closure in closures)
    seconds = tuple((seconds_of(span.start), seconds_of(span.end)) for span in spans)
    return _Closed(closures, spans, seconds)


def _left_open(
    passed: Iterable[Passage], closed: Mapping[str, _Closed], margin_seconds: float
) -> dict[str, None]:
    """Return the segments, in order, of which some passage with its margins is not closed.

    Nearly all are, and whole seconds say so at a tenth of the cost of moments.
    """
    return {
        passage.segment_id: None
        for passage in passed
        if not any(
            start <= passage.start - margin_seconds and passage.end + margin_seconds <= end
            for start, end in closed.get(passage.segment_id, NEVER).seconds
        )
    }


def _span(passage: Passage) -> Interval:
    return Interval(moment_of(passage.start), moment_of(passage.end))


def _over(ride: Ride, segment_id: str) -> list[Passage]:
    return [passage for passage in ride.passages if passage.segment_id == segment_id]


def _open(ride: Ride, segment_id: str, closed: _Closed, margin: float) -> Iterator[Gap]:
    """Yield one gap when the segment is open at some time of its passages with their margins."""
    wanted = union(_span(each).grown(timedelta(minutes=margin)) for each in _over(ride, segment_id))
    left = [stretch for span in wanted for stretch in uncovered(span, closed.spans)]
    if left:
        near = [
            closure.closure_id
            for closure in closed.closures
            if any(span.overlaps(Interval(closure.start, closure.end)) for span in wanted)
        ]
        yield Gap(
            table="legs",
            key=ride.key,
            case="short" if near else "open",
            discriminator=segment_id,
            start=left[0].start,
            end=left[-1].end,
            facts={
                "leg": ride.key,
                "segment": segment_id,
                "minutes": round(sum(stretch.seconds for stretch in left) / 60, 1),
                "margin": margin,
                "closures": tuple(near),
            },
            joins=(
                ("segments", segment_id),
                _movement(ride.key),
                *(("closures", closure_id) for closure_id in near),
            ),
        )


def _blocked(ride: Ride, segment_id: str, blocked: list[Interval]) -> Iterator[Gap]:
    """Yield one gap when the segment is blocked while the leg is on it."""
    hit = [
        passage
        for passage in _over(ride, segment_id)
        if any(_span(passage).overlaps(each) for each in blocked)
    ]
    if hit:
        yield Gap(
            table="legs",
            key=ride.key,
            case="blocked",
            discriminator=f"blocked|{segment_id}",
            start=moment_of(hit[0].start),
            end=moment_of(hit[-1].end),
            facts={"leg": ride.key, "segment": segment_id},
            joins=(("segments", segment_id), _movement(ride.key)),
            severity=Severity.CRITICAL if ride.protected else Severity.HIGH,
        )
