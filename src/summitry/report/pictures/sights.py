"""Sight lines around each exposed place, and the sectors that posts watch, north up."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import atan2, cos, degrees, dist, radians, sin

import numpy as np
from msgspec import Struct

from summitry.check.rules.sight import sights, standing
from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.places import Exposure, Position, Zone
from summitry.plan.posts import Sector
from summitry.policy.sectors import Arc, Watch, blind_arcs
from summitry.policy.sight import hidden
from summitry.report.formats import DASH
from summitry.report.pictures.district import SIGHT_RULE
from summitry.report.pictures.scale import steps_to
from summitry.report.pictures.sheet import Source, draw_keys, draw_mark, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Pairs, Picture

KIND = "sights"
TITLE = Text("Who sees each exposed place, and who watches around it")
TOLD = Text(
    "A circle for each exposed place, north up, with the positions around it by bearing and "
    "distance. Whole lines are held or accepted, dashed ones screened, dotted ones with a cross "
    "open. The ring outside shows the sectors that posts watch; hatched is watched by nobody."
)
SHOWN_MAX = 12
NAMES_MAX = 4
LINES_MAX = 150
"""So many lines are drawn around a place, the open ones first; the numbers below count all."""

ACROSS = 3
CELL_WIDE = WIDTH / ACROSS
CELL_HIGH = 350.0
RADIUS = 112.0
RING = (120.0, 132.0)
HEAD = 46.0
ARC_STEP_DEG = 4.0
FULL = 360.0


class State(StrEnum):
    """What is done about a line of sight."""

    OPEN = "open"
    HELD = "held"
    SCREENED = "screened"
    HIDDEN = "hidden"


MARKS: Mapping[State, tuple[str, str]] = {
    State.OPEN: ("cross", "k-bad"),
    State.HELD: ("circle", "k-held"),
    State.SCREENED: ("diamond", "k-held"),
    State.HIDDEN: ("circle", "k-hidden"),
}
NAMES: Mapping[State, Text] = {
    State.OPEN: Text("open: seen, and nobody holds it"),
    State.HELD: Text("seen, and held or accepted for the whole time"),
    State.SCREENED: Text("hidden by a screen that stands"),
    State.HIDDEN: Text("hidden by buildings"),
}


class Line(Struct, frozen=True):
    """A position near an exposed place, and what is done about its view."""

    position: Position
    state: State


def draw(source: Source) -> Picture:
    """Return the exposed places, those with open lines first."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=False)
    lines = lines_of(source)
    every = sorted(
        _exposures(source),
        key=lambda each: (-_open(lines.get(each.exposure_id, ())), each.exposure_id),
    )
    shown = every[:SHOWN_MAX]
    sectors = grouped(source.snapshot.rows(Sector).values(), "exposure_id")
    for number, exposure in enumerate(shown):
        down, across = divmod(number, ACROSS)
        middle = (CELL_WIDE * (across + 0.5), CELL_HIGH * down + HEAD + RING[1] + 12)
        own = lines.get(exposure.exposure_id, ())
        _Rose(drawing, source, middle).draw(exposure, own, sectors.get(exposure.exposure_id, ()))
    y = CELL_HIGH * -(-len(shown) // ACROSS)
    if shown:
        y = draw_keys(drawing, y, _keys(source))
    remarks = list(_remarks(source, every, lines))
    return drawing.finished(source.t(TITLE), source.t(TOLD), draw_remarks(drawing, y, remarks))


def lines_of(source: Source) -> dict[str, list[Line]]:
    """Return the lines near each exposed place, by the rule that judges them.

    A line without a finding that no building hides is screened where a screen that stands hides
    it, else held or accepted: that is why there is no finding. A finding that a ruling rules away
    keeps its line open: a ruling puts nobody on a roof.
    """
    view = source.view
    found = view.derive(sights)
    size = len(found.pairs)
    buildings = np.array([each.control_id is None for each in found.obstacles], dtype=np.bool_)
    by_buildings = hidden(found.shadows, buildings, size)
    by_all = hidden(found.shadows, standing(view, found.obstacles), size)
    open_lines = {
        (finding.key, finding.discriminator.split("~")[0])
        for finding in source.assessment.everything
        if finding.code == SIGHT_RULE
    }
    lines: dict[str, list[Line]] = {}
    for place, (position, exposure) in enumerate(found.pairs):
        state = State.HELD
        if (position.position_id, exposure.exposure_id) in open_lines:
            state = State.OPEN
        elif by_buildings[place]:
            state = State.HIDDEN
        elif by_all[place]:
            state = State.SCREENED
        lines.setdefault(exposure.exposure_id, []).append(Line(position, state))
    return lines


def _exposures(source: Source) -> Iterator[Exposure]:
    zones = source.snapshot.rows(Zone)
    for exposure in source.snapshot.rows(Exposure).values():
        zone = zones.get(exposure.zone_id)
        if source.wish.site in {None, None if zone is None else zone.site_id}:
            yield exposure


def _open(lines: Sequence[Line]) -> int:
    return sum(line.state is State.OPEN for line in lines)


def _keys(source: Source) -> list[tuple[str, str, str]]:
    marks = [(*MARKS[state], source.t(NAMES[state])) for state in State]
    return [
        *marks,
        ("rect", "sector", source.t(Text("sector that a post watches, as planned"))),
        ("filled", "hatch", source.t(Text("watched by nobody at some time"))),
    ]


class _Rose:
    """Draws one exposed place with what is around it."""

    def __init__(self, drawing: Drawing, source: Source, middle: tuple[float, float]) -> None:
        self._drawing, self._source, self._middle = drawing, source, middle

    def draw(self, exposure: Exposure, lines: Sequence[Line], sectors: Sequence[Sector]) -> None:
        """Draw the rings, the sectors and the lines."""
        x, y = self._middle
        top = y - RING[1] - 12
        name, room = exposure.name, CELL_WIDE - 2 * EDGE
        self._drawing.text(x, top - 22, name, anchor="middle", room=room, look="strong")
        when = self._source.formats.interval(exposure.start, exposure.end)
        self._drawing.text(x, top - 4, when, anchor="middle", room=room, look="small soft")
        self._draw_sectors(exposure, sectors)
        far = self._draw_rings(exposure, lines)
        # What matters most is drawn last, and so on top.
        for line in reversed(_most_telling(lines)):
            self._draw_line(exposure, line, far)
        self._drawing.circle(x, y, 5, "exposure", f"{exposure.exposure_id} · {exposure.name}")
        self._draw_counts(lines, y + RING[1] + 22)

    def _draw_counts(self, lines: Sequence[Line], y: float) -> None:
        number = self._source.formats.number
        told = self._source.t(
            Text("open {open} · held {held} · screened {screened} · hidden {hidden}"),
            **{str(state): number(sum(line.state is state for line in lines)) for state in State},
        )
        look = "small late" if _open(lines) else "small"
        room = CELL_WIDE - 2 * EDGE
        self._drawing.text(self._middle[0], y, told, anchor="middle", room=room, look=look)

    def _draw_rings(self, exposure: Exposure, lines: Sequence[Line]) -> float:
        """Draw circles of round metres; return how many metres the outermost has."""
        farthest = max((_metres(line.position, exposure) for line in lines), default=0.0)
        steps = steps_to(max(round(farthest), 1))
        far = float(steps[-1])
        x, y = self._middle
        for step in steps[1:]:
            self._drawing.circle(x, y, RADIUS * step / far, "range")
        told = self._source.t(Text("{metres} m"), metres=self._source.formats.number(far))
        self._drawing.text(x + 4, y + RADIUS - 4, told, look="small soft")
        return far

    def _draw_line(self, exposure: Exposure, line: Line, far: float) -> None:
        position, (x, y) = line.position, self._middle
        east, north = position.x_m - exposure.x_m, position.y_m - exposure.y_m
        spot = (x + RADIUS * east / far, y - RADIUS * north / far)
        metres = self._source.formats.number(round(_metres(position, exposure)))
        told = f"{position.position_id} · {position.name} · " + self._source.t(
            Text("{metres} m"), metres=metres
        )
        told += f" · {self._source.t(NAMES[line.state])}"
        if line.state is not State.HIDDEN:
            self._drawing.line(((x, y), spot), f"sight-{line.state}", told)
        draw_mark(self._drawing, MARKS[line.state][0], spot, MARKS[line.state][1], told)

    def _draw_sectors(self, exposure: Exposure, sectors: Sequence[Sector]) -> None:
        if not sectors:
            return
        watches = [
            Watch(
                Arc(each.bearing_from_deg, each.bearing_to_deg),
                (Interval(each.start, each.end),),
            )
            for each in sectors
        ]
        for sector, watch in zip(sectors, watches, strict=True):
            told = f"{sector.post_id} · {_bearings(watch.arc)}"
            self._drawing.area(self._band(watch.arc), "sector", told)
        for gap in blind_arcs(Interval(exposure.start, exposure.end), watches):
            self._drawing.hatched(self._band(gap.arc), _bearings(gap.arc))

    def _band(self, arc: Arc) -> Pairs:
        """Return the corners of the arc between the two circles of the ring."""
        steps = max(round(arc.width_deg / ARC_STEP_DEG), 1)
        bearings = [arc.from_deg + arc.width_deg * step / steps for step in range(steps + 1)]
        outer = [self._at(bearing, RING[1]) for bearing in bearings]
        return [*outer, *(self._at(bearing, RING[0]) for bearing in reversed(bearings))]

    def _at(self, bearing_deg: float, radius: float) -> tuple[float, float]:
        angle = radians(bearing_deg)
        return self._middle[0] + radius * sin(angle), self._middle[1] - radius * cos(angle)


def _most_telling(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are drawn: open ones first, then held, screened and hidden ones."""
    order = {state: place for place, state in enumerate(State)}
    ranked = sorted(lines, key=lambda line: (order[line.state], line.position.position_id))
    return ranked[:LINES_MAX]


def _bearings(arc: Arc) -> str:
    return f"{arc.from_deg:g}°{DASH}{arc.to_deg:g}°"


def _metres(position: Position, exposure: Exposure) -> float:
    """Return the distance over ground."""
    return dist((position.x_m, position.y_m), (exposure.x_m, exposure.y_m))


def _bearing(position: Position, exposure: Exposure) -> float:
    """Return where the position lies from the exposed place, in degrees clockwise from north."""
    east, north = position.x_m - exposure.x_m, position.y_m - exposure.y_m
    return degrees(atan2(east, north)) % FULL


def _remarks(
    source: Source, every: Sequence[Exposure], lines: Mapping[str, Sequence[Line]]
) -> Iterator[str]:
    if not every:
        yield source.t(Text("The plan has no exposed places here."))
    for exposure in every[:SHOWN_MAX]:
        own = [line for line in lines.get(exposure.exposure_id, ()) if line.state is State.OPEN]
        if not own:
            continue
        own.sort(key=lambda line: (_metres(line.position, exposure), line.position.position_id))
        named = tuple(
            source.t(
                Text("{position} ({metres} m, bearing {bearing}°)"),
                position=source.formats.language.isolated(line.position.name),
                metres=source.formats.number(round(_metres(line.position, exposure))),
                bearing=source.formats.number(round(_bearing(line.position, exposure))),
            )
            for line in own[:NAMES_MAX]
        )
        yield source.t(
            Text("Open towards {exposure}: {positions}."),
            exposure=source.formats.language.isolated(exposure.name),
            positions=source.formats.listed(named),
        )
        if len(own) > NAMES_MAX:
            yield source.n(
                "{count} further position is open towards {exposure}.",
                "{count} further positions are open towards {exposure}.",
                len(own) - NAMES_MAX,
                exposure=source.formats.language.isolated(exposure.name),
            )
    undrawn = sum(
        max(0, len(lines.get(exposure.exposure_id, ())) - LINES_MAX)
        for exposure in every[:SHOWN_MAX]
    )
    if undrawn:
        yield source.n(
            "{count} line is counted below its place and is not drawn.",
            "{count} lines are counted below their places and are not drawn.",
            undrawn,
        )
    rest = len(every) - SHOWN_MAX
    if rest > 0:
        yield source.n(
            "{count} further exposed place is not drawn.",
            "{count} further exposed places are not drawn.",
            rest,
        )
