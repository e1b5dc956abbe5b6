"""The diagram of time and space of motorcades: time across, the segments of a corridor downwards.

A slanting line is a leg on its way over a segment; a bar is a closure. A protected leg outside
every closure of its segment is drawn broken, with a cross.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from summitry.check.passages import Ride, rides
from summitry.kit.errors import Text
from summitry.kit.time import Interval, day_of, end_of_day, moment_of, uncovered, union
from summitry.plan.movements import Closure, Segment
from summitry.report.pictures.axis import Axis
from summitry.report.pictures.sheet import Source, draw_keys, draw_mark, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture

KIND = "movements"
TITLE = Text("Motorcades over time and road")
TOLD = Text(
    "Each line of the picture is a road segment. Bars are closures; slanting lines are motorcades "
    "that pass. A broken line with a cross is a protected motorcade on a segment that is not "
    "closed for the whole of its passage."
)
ROWS_MAX = 40
NAMED_MAX = 6
LINES_MAX = 1_500
"""About so many lines are drawn; where there are more passages, close ones share a line."""

CLOSURES_MAX = 60
"""So many closures of a row are drawn each by itself; of more only where the road is closed."""

APART_MIN = 2.0
LABEL = 210
TOP = 26
HIGH = 30


class Pass(Struct, frozen=True):
    """One leg on one segment."""

    ride: Ride
    segment_id: str
    span: Interval

    @property
    def name(self) -> str:
        """The leg's movement and number."""
        return f"{self.ride.leg.movement_id} · {self.ride.leg.leg}"


def draw(source: Source) -> Picture:
    """Return the diagram of the day asked for, else of the day with most legs."""
    every = tuple(source.view.derive(rides))
    passed = _passes(every)
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    span = source.span(_busiest(passed, source))
    seen = [each for each in passed if each.span.overlaps(span)]
    order = _corridor(seen)
    shown = order[:ROWS_MAX]
    bottom = float(TOP)
    if shown:
        bottom = _Rows(drawing, span, source).draw(shown, seen)
        bottom = draw_keys(drawing, bottom, _keys(source))
    remarks = list(_remarks(source, every, (passed, seen), span))
    if len(order) > len(shown):
        remarks.append(
            source.n(
                "{count} further segment is not drawn.",
                "{count} further segments are not drawn.",
                len(order) - len(shown),
            )
        )
    return drawing.finished(source.t(TITLE), source.t(TOLD), draw_remarks(drawing, bottom, remarks))


def _passes(every: Sequence[Ride]) -> list[Pass]:
    return [
        Pass(ride, each.segment_id, Interval(moment_of(each.start), moment_of(each.end)))
        for ride in every
        for each in ride.passages
    ]


def _busiest(passed: Sequence[Pass], source: Source) -> Interval:
    """Return the day at the venue with most passages, from the first on it to the last.

    Where the reader asks for a time of their own, all days are offered.
    """
    zone = source.assessment.event.zone
    opening = day_of(source.assessment.event.opens, zone)
    counted = Counter(day_of(each.span.start, zone) for each in passed)
    day = max(sorted(counted), key=lambda each: counted[each], default=opening)
    any_day = source.wish.start is not None or source.wish.end is not None
    own = [each.span for each in passed if any_day or day_of(each.span.start, zone) == day]
    if not own:
        end = end_of_day(opening, zone)
        return Interval(end - timedelta(days=1), end)
    first, last = min(span.start for span in own), max(span.end for span in own)
    return Interval(first, last).grown(timedelta(minutes=10))


def _corridor(seen: Sequence[Pass]) -> list[str]:
    """Return the segments as they follow each other: by how far along their legs they lie.

    The place of a segment is the middle share of all legs over it, so that ways which join and
    part again keep their common stretch together.
    """
    shares: dict[str, list[float]] = {}
    for each in seen:
        places = [passage.segment_id for passage in each.ride.passages]
        own = (places.index(each.segment_id) + 0.5) / len(places)
        shares.setdefault(each.segment_id, []).append(own)
    kept = sorted(shares, key=lambda segment: (-len(shares[segment]), segment))[:ROWS_MAX]
    rest = [segment for segment in shares if segment not in set(kept)]
    middle = {segment: sum(own) / len(own) for segment, own in shares.items()}
    return [*sorted(kept, key=lambda segment: (round(middle[segment], 3), segment)), *rest]


def _keys(source: Source) -> tuple[tuple[str, str, str], ...]:
    return (
        ("rect", "closure", source.t(Text("road closed"))),
        ("line", "ride", source.t(Text("protected motorcade on a closed road"))),
        ("line", "ride uncovered", source.t(Text("protected motorcade, road not closed"))),
        ("line", "ride plain", source.t(Text("motorcade that needs no closed road"))),
        ("line", "now", source.t(Text("now"))),
        ("line", "opening", source.t(Text("opening"))),
    )


class _Rows:
    """Draws one row for each segment."""

    def __init__(self, drawing: Drawing, span: Interval, source: Source) -> None:
        self._drawing, self._source = drawing, source
        self._axis = Axis(span, (LABEL, WIDTH - EDGE), drawing)
        self._closures: dict[str, list[Closure]] = {}
        for closure in source.snapshot.rows(Closure).values():
            self._closures.setdefault(closure.segment_id, []).append(closure)

    def draw(self, shown: Sequence[str], seen: Sequence[Pass]) -> float:
        """Draw the rows; return where they end."""
        by_segment: dict[str, list[Pass]] = {}
        for each in seen:
            by_segment.setdefault(each.segment_id, []).append(each)
        bottom = float(TOP + HIGH * len(shown))
        apart = APART_MIN
        if len(seen) > LINES_MAX:
            apart = max(APART_MIN, (WIDTH - LABEL) * len(shown) / LINES_MAX)
        for number in range(0, len(shown), 2):
            self._drawing.rect(0, TOP + HIGH * number, (WIDTH, HIGH), "stripe")
        self._axis.draw(TOP, bottom, self._source.formats)
        for number, segment_id in enumerate(shown):
            top = float(TOP + HIGH * number)
            self._draw_name(segment_id, top)
            self._draw_closures(segment_id, top)
            for together in _together(by_segment[segment_id], self._axis, apart):
                self._draw_passes(together, top)
        event, at = self._source.assessment.event, self._source.assessment.at
        moment = self._source.formats.moment
        self._axis.mark(event.opens, (TOP, bottom), "opening", moment(event.opens))
        self._axis.mark(at, (TOP, bottom), "now", moment(at))
        return bottom

    def _draw_name(self, segment_id: str, top: float) -> None:
        segment = self._source.snapshot.rows(Segment).get(segment_id)
        name = segment_id if segment is None else segment.name
        self._drawing.text(EDGE, top + HIGH / 2 + 4, name, room=LABEL - 2 * EDGE)

    def _draw_closures(self, segment_id: str, top: float) -> None:
        own = [
            (Interval(closure.start, closure.end), f"{closure.closure_id} · ")
            for closure in self._closures.get(segment_id, ())
        ]
        seen = [(span, name) for span, name in own if span.overlaps(self._axis.span)]
        if len(seen) > CLOSURES_MAX:
            seen = [(span, "") for span in union(span for span, _ in seen)]
        for span, name in seen:
            x, wide = self._axis.place(span, width_min=1)
            told = name + self._source.formats.interval(*_ends(span))
            self._drawing.rect(x, top + 3, (wide, HIGH - 6), "closure", told)

    def _draw_passes(self, together: Sequence[Pass], top: float) -> None:
        first = together[0]
        bare = any(each.ride.protected and self._is_open(each) for each in together)
        look = "ride uncovered" if bare else "ride"
        if not any(each.ride.protected for each in together):
            look = "ride plain"
        named = tuple(dict.fromkeys(each.name for each in together))[:NAMED_MAX]
        rest = len({each.name for each in together}) - len(named)
        told = f"{', '.join(named)} · {self._source.formats.interval(*_ends(first.span))}"
        if rest:
            told = self._source.n(
                "{some}, and {count} more", "{some}, and {count} more", rest, some=told
            )
        x1, x2 = self._axis.at(first.span.start), self._axis.at(first.span.end)
        self._drawing.line(((x1, top + 3), (x2, top + HIGH - 3)), look, told)
        if bare:
            middle = ((x1 + x2) / 2, top + HIGH / 2)
            draw_mark(self._drawing, "cross", middle, "k-bad")
        if len(together) > 1:
            number = self._source.formats.number(len(together))
            self._drawing.text(x2 + 3, top + HIGH - 4, number, look="small halo")

    def _is_open(self, each: Pass) -> bool:
        """Say whether the segment is open to others at some time of the passage."""
        closed = (
            Interval(closure.start, closure.end)
            for closure in self._closures.get(each.segment_id, ())
        )
        return any(True for _ in uncovered(each.span, closed))


def _ends(span: Interval) -> tuple[datetime, datetime]:
    return span.start, span.end


def _together(passed: Sequence[Pass], axis: Axis, apart: float) -> Iterator[list[Pass]]:
    """Yield the passages by groups that are less than so far apart on the drawing."""
    group: list[Pass] = []
    for each in sorted(passed, key=lambda each: (each.span, each.ride.key)):
        if group and abs(axis.at(each.span.start) - axis.at(group[0].span.start)) >= apart:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _remarks(
    source: Source,
    every: Sequence[Ride],
    both: tuple[Sequence[Pass], Sequence[Pass]],
    span: Interval,
) -> Iterator[str]:
    passed, seen = both
    if not passed:
        yield source.t(Text("No leg of the plan runs over a road segment."))
        return
    yield source.t(Text("Drawn: {when}."), when=source.formats.interval(*_ends(span)))
    drawn, running = {each.ride.key for each in seen}, {each.ride.key for each in passed}
    if running - drawn:
        yield source.n(
            "{count} leg lies outside this time and is not drawn.",
            "{count} legs lie outside this time and are not drawn.",
            len(running - drawn),
        )
    if len(every) > len(running):
        yield source.n(
            "{count} leg has a route without segments and cannot be drawn.",
            "{count} legs have a route without segments and cannot be drawn.",
            len(every) - len(running),
        )
