"""The commitment curve: what must be promised by when, and what units have promised and accepted.

A point stands for every moment at which a need falls due or a promise starts or ends.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.organisation import Person
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.policy.commitments import (
    Point,
    Promise,
    binding,
    commitment_curve,
    promised_for,
)
from summitry.report.formats import Formats
from summitry.report.pictures.axis import Axis
from summitry.report.pictures.scale import steps_to
from summitry.report.pictures.sheet import Source, draw_keys, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Pairs, Picture

KIND = "commitments"
TITLE = Text("Commitment curve: what is needed, and what is promised")
TOLD = Text(
    "Two stepped lines over time: how much must be promised by then, and how much is. Hatched from "
    "below: what is lacking need by need. Under it, the needs that lack most now."
)
LEFT = 70
TOP = 26
HIGH = 300
NEEDS_MAX = 12
NEED_HIGH = 22
LABEL = 330


def draw(source: Source) -> Picture:
    """Return the curve, and bars of the needs that lack most at the moment."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    needs = _needs(source)
    promises = _promises(source)
    curve = commitment_curve(needs, promises)
    remarks: list[str] = []
    bottom = float(TOP)
    if curve:
        bottom = _draw_curve(drawing, curve, source)
        bottom = draw_keys(drawing, bottom, _keys(source))
        bottom, remarks = _draw_needs(drawing, bottom, (needs, promises), source)
    else:
        remarks.append(source.t(Text("The plan names no resources that are needed.")))
    height = draw_remarks(drawing, bottom, [*remarks, *_not_binding(source, promises)])
    return drawing.finished(source.t(TITLE), source.t(TOLD), height)


def _needs(source: Source) -> tuple[ResourceNeed, ...]:
    """Return the needs that the reader asks about: all, or those of one owner or site."""
    return tuple(
        need
        for need in source.snapshot.rows(ResourceNeed).values()
        if source.wish.unit in {None, need.owner_unit_id}
        and source.wish.site in {None, need.site_id}
    )


def _promises(source: Source) -> tuple[Promise, ...]:
    return binding(
        source.snapshot.rows(Commitment).values(),
        source.assessment.attestations,
        source.snapshot.rows(Person),
        at=source.assessment.at,
    )


def _not_binding(source: Source, promises: Sequence[Promise]) -> Iterator[str]:
    waiting = len(source.snapshot.rows(Commitment)) - len(promises)
    if waiting > 0:
        yield source.n(
            "{count} promise does not count: nobody of the promising unit has accepted it.",
            "{count} promises do not count: nobody of the promising units has accepted them.",
            waiting,
        )


def _keys(source: Source) -> tuple[tuple[str, str, str], ...]:
    return (
        ("line", "needed", source.t(Text("must be promised by then"))),
        ("line", "promised", source.t(Text("is promised and accepted"))),
        ("filled", "hatch", source.t(Text("lacking, need by need"))),
        ("line", "now", source.t(Text("now"))),
        ("line", "opening", source.t(Text("opening"))),
    )


def _draw_curve(drawing: Drawing, curve: Sequence[Point], source: Source) -> float:
    event, at = source.assessment.event, source.assessment.at
    first = min(curve[0].at, at, event.opens) - timedelta(days=1)
    last = max(curve[-1].at, at, event.opens) + timedelta(days=1)
    axis = Axis(source.span(Interval(first, last)), (LEFT, WIDTH - EDGE), drawing)
    most = max(max(point.needed, point.promised, 1) for point in curve)
    ladder = steps_to(most)
    bottom = float(TOP + HIGH)

    def up(value: float) -> float:
        return bottom - HIGH * value / ladder[-1]

    for step in ladder:
        drawing.line(((LEFT, up(step)), (WIDTH - EDGE, up(step))), "axis")
        number = source.formats.number(step)
        drawing.text(LEFT - 6, up(step) + 4, number, anchor="end", look="small")
    axis.draw(TOP, bottom, source.formats)
    short = _stairs(axis, [(point.at, up(point.short)) for point in curve], bottom)
    if any(point.short for point in curve):
        ends = ((short[-1][0], bottom), (short[0][0], bottom))
        drawing.hatched((*short, *ends), source.t(Text("lacking, need by need")))
        drawing.line(short, "short")
    needed = [(point.at, up(point.needed)) for point in curve]
    drawing.line(_stairs(axis, needed, bottom), "needed")
    promised = [(point.at, up(point.promised)) for point in curve]
    drawing.line(_stairs(axis, promised, bottom), "promised")
    for point in _pointed_at(curve, axis):
        x = axis.at(point.at)
        drawing.circle(x, up(point.needed), 3, "needed-point", _told(point, source))
    ends_of = (float(TOP), bottom)
    axis.mark(event.opens, ends_of, "opening", source.formats.moment(event.opens))
    axis.mark(at, ends_of, "now", source.formats.moment(at))
    return bottom


def _stairs(axis: Axis, points: Sequence[tuple[datetime, float]], bottom: float) -> Pairs:
    """Return the corners of a line that keeps each height until the next point.

    Points that fall on one place of the drawing are one stair, to the last height.
    """
    before = [y for moment, y in points if moment <= axis.span.start]
    y = before[-1] if before else bottom
    corners: list[tuple[float, float]] = [(axis.at(axis.span.start), y)]
    for moment, height in points:
        if not axis.span.start < moment <= axis.span.end:
            continue
        x = axis.at(moment)
        if abs(corners[-1][0] - x) < 1:  # less than one unit cannot be seen
            corners[-1] = (corners[-1][0], height)
            continue
        corners += [(x, corners[-1][1]), (x, height)]
    return [*corners, (axis.at(axis.span.end), corners[-1][1])]


def _pointed_at(curve: Sequence[Point], axis: Axis) -> Iterator[Point]:
    """Yield the points that say their numbers when pointed at, none too close to the last."""
    last = None
    for point in curve:
        if axis.shows(point.at):
            x = axis.at(point.at)
            if last is None or abs(x - last) >= 8:  # noqa: PLR2004  # the width of a point
                last = x
                yield point


def _told(point: Point, source: Source) -> str:
    formats: Formats = source.formats
    return source.t(
        Text("{moment}: needed {needed}, promised {promised}, lacking {short}"),
        moment=formats.moment(point.at),
        needed=formats.number(point.needed),
        promised=formats.number(point.promised),
        short=formats.number(point.short),
    )


def _draw_needs(
    drawing: Drawing,
    top: float,
    both: tuple[Sequence[ResourceNeed], Sequence[Promise]],
    source: Source,
) -> tuple[float, list[str]]:
    """Draw the needs that lack most now; return where they end, and what is not drawn."""
    needs, promises = both
    have = promised_for(promises, at=source.assessment.at)
    lacking = sorted(
        (need for need in needs if have.get(need.need_id, 0) < need.count),
        key=lambda need: (have.get(need.need_id, 0) - need.count, need.need_id),
    )
    y = top + EDGE
    if not lacking:
        return y, [source.t(Text("Every need is promised in full now."))]
    for need in lacking[:NEEDS_MAX]:
        got = have.get(need.need_id, 0)
        room = WIDTH - EDGE - LABEL - 130
        drawing.text(EDGE, y + 15, need.title, room=LABEL - 2 * EDGE)
        drawing.rect(LABEL, y + 4, (room, 14), "trough")
        drawing.rect(LABEL, y + 4, (room * got / need.count, 14), "k-task")
        missing = room * (need.count - got) / need.count
        drawing.filled(LABEL + room - missing, y + 4, (missing, 14), "hatch")
        told = source.t(
            Text("{promised} of {needed}"),
            promised=source.formats.number(got),
            needed=source.formats.number(need.count),
        )
        drawing.text(WIDTH - EDGE, y + 15, told, anchor="end", room=120)
        y += NEED_HIGH
    rest = len(lacking) - NEEDS_MAX
    if rest <= 0:
        return y, []
    return y, [
        source.n(
            "{count} further need lacks something now and is not drawn.",
            "{count} further needs lack something now and are not drawn.",
            rest,
        )
    ]
