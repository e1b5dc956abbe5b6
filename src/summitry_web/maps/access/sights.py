"""Who sees an exposed place, what stands between, and which bearings somebody watches."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

import numpy as np
from msgspec import Struct

from summitry.check.rules.sight import Sights, sights, standing
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.mandate import EventLimit
from summitry.plan.organisation import Person
from summitry.plan.places import Exposure, Obstacle, Position
from summitry.plan.posts import Post, Sector
from summitry.plan.risks import Control
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Point, Points
from summitry.policy.sectors import Arc, Watch, blind_arcs
from summitry.policy.sight import Flags, hidden
from summitry_web.accounts.pages import Here
from summitry_web.maps.access.plane import band, bearing_deg, entry_m
from summitry_web.plans.access import attestations_of, held_snapshot, rows
from summitry_web.plans.told import row_marks

LINES_MAX = 400
RING = (34.0, 42.0)
"""Between which circles the sectors are drawn, in units of the screen."""


class State(StrEnum):
    """What is known of a line of sight."""

    OPEN = "open"
    HELD = "held"
    UNVERIFIED = "unverified"
    SCREENED = "screened"
    HIDDEN = "hidden"


STATES: Mapping[State, Text] = {
    State.OPEN: Text("in sight, and no post is set to hold it"),
    State.HELD: Text("in sight, and posts are set to hold it"),
    State.UNVERIFIED: Text("behind a screen that nobody has verified: counts as in sight"),
    State.SCREENED: Text("hidden by a verified screen"),
    State.HIDDEN: Text("hidden by buildings"),
}


class Blocker(Struct, frozen=True, kw_only=True):
    """An obstacle across a line: how far from the position, and how high the line is there."""

    key: str
    name: str
    metres: float
    line_m: float
    base_m: float
    top_m: float


class SightLine(Struct, frozen=True, kw_only=True):
    """A line from a position to the exposed place."""

    position: str
    name: str
    points: Points
    metres: float
    bearing: float
    """From the exposed place to the position."""
    state: State
    blockers: tuple[Blocker, ...]
    posts: tuple[str, ...]
    finding: str


class Watched(Struct, frozen=True, kw_only=True):
    """An arc that a post watches, as planned."""

    sector: str
    post: str
    from_deg: float
    to_deg: float
    start: datetime
    end: datetime
    points: Points


class Blind(Struct, frozen=True, kw_only=True):
    """An arc that nobody is set to watch, and when."""

    from_deg: float
    to_deg: float
    stretches: tuple[tuple[datetime, datetime], ...]
    points: Points


class Around(Struct, frozen=True, kw_only=True):
    """An exposed place with everything around it."""

    key: str
    name: str
    place: Point
    start: datetime
    end: datetime
    metres_max: float
    lines: tuple[SightLine, ...]
    left_out: int
    watched: tuple[Watched, ...]
    blind: tuple[Blind, ...]


def around_of(here: Here, key: str) -> Around | None:
    """Return what is around the exposed place; None where the reader may read of no such place.

    All of it is computed from the rows that the reader may read, and from no others.
    """
    exposure = rows(here.actor, here.event, Exposure, at=here.at).get(key)
    if exposure is None:
        return None
    view = _view(here, exposure)
    lines = sorted(_lines(here, view, exposure), key=_weight)
    watched, blind = _sectors(here, exposure)
    return Around(
        key=key,
        name=exposure.name,
        place=(exposure.x_m, exposure.y_m),
        start=exposure.start,
        end=exposure.end,
        metres_max=view.limits.line_of_sight_m_max,
        lines=tuple(lines[:LINES_MAX]),
        left_out=max(0, len(lines) - LINES_MAX),
        watched=watched,
        blind=blind,
    )


def _weight(line: SightLine) -> tuple[int, float, str]:
    return list(State).index(line.state), line.metres, line.position


def _view(here: Here, exposure: Exposure) -> View:
    """Return the readable part of the plan that decides who sees this one place."""
    kinds = (PlanEvent, EventLimit, Position, Obstacle, Control)
    found = [
        row for kind in kinds for row in rows(here.actor, here.event, kind, at=here.at).values()
    ]
    # Whether a screen is verified hangs on who said so: persons decide here, and are not shown.
    attestations = attestations_of(here.event)
    persons = held_snapshot(here.event).rows(Person)
    speakers = [persons[each] for each in attestations.speakers if each in persons]
    return View(Snapshot.of([*found, *speakers, exposure]), attestations, at=here.moment)


def _lines(here: Here, view: View, exposure: Exposure) -> Iterator[SightLine]:
    found = view.derive(sights)
    states = _states(view, found)
    posts: dict[str, list[str]] = {}
    for key, post in rows(here.actor, here.event, Post, at=here.at).items():
        if post.position_id:
            posts.setdefault(post.position_id, []).append(key)
    marks = row_marks(here, "positions", [each.position_id for each, _ in found.pairs])
    end = (exposure.x_m, exposure.y_m)
    for place, (position, _) in enumerate(found.pairs):
        start = (position.x_m, position.y_m)
        holders = tuple(posts.get(position.position_id, ()))
        state = states[place]
        yield SightLine(
            position=position.position_id,
            name=position.name,
            points=(start, end),
            metres=float(found.metres[place]),
            bearing=bearing_deg(end, start),
            state=State.HELD if state is State.OPEN and holders else state,
            blockers=tuple(_blockers(found, place)),
            posts=holders,
            finding=marks.get(position.position_id, ""),
        )


def _states(view: View, found: Sights) -> list[State]:
    """Return what hides each line: buildings, verified screens, screens as planned, or nothing."""
    size = len(found.pairs)
    buildings: Flags = np.array([e.control_id is None for e in found.obstacles], dtype=np.bool_)
    steps = (
        (State.HIDDEN, buildings),
        (State.SCREENED, standing(view, found.obstacles)),
        (State.UNVERIFIED, np.ones_like(buildings)),
    )
    states = [State.OPEN] * size
    for state, counted in reversed(steps):
        for place in np.flatnonzero(hidden(found.shadows, counted, size)):
            states[int(place)] = state
    return states


def _blockers(found: Sights, place: int) -> Iterator[Blocker]:
    """Yield the obstacles across the line, the nearest to the position first."""
    position, exposure = found.pairs[place]
    start, end = (position.x_m, position.y_m), (exposure.x_m, exposure.y_m)
    ground = max(float(np.hypot(end[0] - start[0], end[1] - start[1])), 1e-9)
    across = []
    for prism in set(found.shadows.prism[found.shadows.line == place].tolist()):
        obstacle = found.obstacles[prism]
        metres = entry_m(start, end, obstacle.footprint)
        across.append((0.0 if metres is None else metres, obstacle))
    for metres, obstacle in sorted(across, key=lambda each: (each[0], each[1].obstacle_id)):
        line_m = position.z_m + (exposure.z_m - position.z_m) * metres / ground
        yield Blocker(
            key=obstacle.obstacle_id, name=obstacle.name, metres=metres, line_m=line_m,
            base_m=obstacle.base_m, top_m=obstacle.top_m,
        )  # fmt: skip


def _sectors(here: Here, exposure: Exposure) -> tuple[tuple[Watched, ...], tuple[Blind, ...]]:
    """Return the arcs that posts watch, as planned, and those that nobody watches at some time."""
    own = [
        each
        for each in rows(here.actor, here.event, Sector, at=here.at).values()
        if each.exposure_id == exposure.exposure_id
    ]
    arcs = [Arc(each.bearing_from_deg, each.bearing_to_deg) for each in own]
    watches = [
        Watch(arc, (Interval(each.start, each.end),)) for arc, each in zip(arcs, own, strict=True)
    ]
    watched = tuple(
        Watched(
            sector=each.sector_id, post=each.post_id, from_deg=arc.from_deg, to_deg=arc.to_deg,
            start=each.start, end=each.end, points=band(arc.from_deg, arc.width_deg, RING),
        )
        for arc, each in zip(arcs, own, strict=True)
    )  # fmt: skip
    gaps = blind_arcs(Interval(exposure.start, exposure.end), watches)
    blind = tuple(
        Blind(
            from_deg=gap.arc.from_deg, to_deg=gap.arc.to_deg,
            stretches=tuple((each.start, each.end) for each in gap.stretches),
            points=band(gap.arc.from_deg, gap.arc.width_deg, RING),
        )
        for gap in gaps
    )  # fmt: skip
    return watched, blind
