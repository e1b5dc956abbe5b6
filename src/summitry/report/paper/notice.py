"""The public traffic notice, made from the plan's own closures, so that the two cannot differ.

Only rows marked TLP:CLEAR are taken: what is public is decided by a person on the row, never here.
A closure gives its road and its hours: the published window where there is one, the closure itself
where that is marked public. No movement, route, principal or reason can get in, because none of
those tables is read.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, uncovered, union
from summitry.plan.movements import Closure, Segment
from summitry.plan.publications import TrafficOrder
from summitry.plan.table import RowT, table_of
from summitry.plan.terms import Marking
from summitry.plan.traffic import Detour, Exemption, PublishedWindow
from summitry.report.paper.document import (
    Content,
    Day,
    Grid,
    Hours,
    Listed,
    Marks,
    Notes,
    Sentence,
    Span,
    Value,
    Words,
    listed,
)
from summitry.report.paper.source import Source, clipped, day_in

NO_CLOSURE = Text(
    "No closure is published here. Roads may still be closed at short notice: follow the officers."
)
NO_ORDER = Text("No further order is in force.")
NO_EXEMPTION = Text("Nobody is exempt.")
NO_DETOUR = Text("No detour is signed.")
ALL_CLOSED = Text("All closed roads")
FOLLOW = Text("Follow the signs and the officers on the spot: they go before this notice.")
EMERGENCY = Text(
    "Fire engines, ambulances and police on an emergency call pass at any time. In an emergency, "
    "speak to the nearest officer: you will be let through."
)
CHECK = Text(
    "This notice is out of date once another with a different code is published for the same days."
)


def subjects(source: Source) -> Iterator[str]:
    """Yield what a notice can be about: everything published, or one day."""
    yield ""
    for day in source.days():
        yield day.isoformat()


def content(source: Source, subject: str) -> Content:
    """Return what the public may know: closed roads by day, orders in force, and for whom."""
    day = day_in(subject)
    span = None if day is None else source.day_span(day)
    marks = Marks()
    closures = tuple(closed_for_all(source))
    orders = tuple(public(source.view.rows(TrafficOrder).values()))
    exemptions = tuple(public(source.view.rows(Exemption).values()))
    detours = tuple(public(source.view.rows(Detour).values()))
    marks.note_all((*closures, *orders, *exemptions, *detours))
    return Content(
        heading=Words(source.event.name) if day is None else Day(day),
        marks=marks,
        blocks=(
            _closed_roads(source, closures, span),
            _exemptions(source, exemptions),
            _detours(source, detours),
            _orders(orders, span),
            Notes("advice", (Sentence(FOLLOW), Sentence(EMERGENCY), Sentence(CHECK))),
        ),
    )


def closed_for_all(source: Source) -> Iterator[PublishedWindow | Closure]:
    """Yield the windows that are published, and the closures that are marked public themselves."""
    yield from public(source.view.rows(PublishedWindow).values())
    yield from public(source.view.rows(Closure).values())


def public(rows: Iterable[RowT]) -> Iterator[RowT]:
    """Yield the rows that are marked for everybody."""
    return (row for row in rows if table_of(row).marking_of(row) is Marking.CLEAR)


def kept_back(source: Source) -> tuple[Closure, ...]:
    """Return the closures of which the notice does not tell every minute."""
    told = grouped(closed_for_all(source), "segment_id")
    return tuple(
        closure
        for closure in source.view.rows(Closure).values()
        if any(
            uncovered(
                Interval(closure.start, closure.end),
                (Interval(each.start, each.end) for each in told.get(closure.segment_id, ())),
            )
        )
    )


def _closed_roads(
    source: Source, closures: Iterable[PublishedWindow | Closure], span: Interval | None
) -> Grid:
    """Return a row for each day and road, its stretches of the day joined where they meet."""
    by_road: dict[str, list[Interval]] = {}
    for closure in closures:
        name = _road(source, closure.segment_id)
        by_road.setdefault(name, []).append(Interval(closure.start, closure.end))
    rows: dict[tuple[date, str], list[Value]] = {}
    for road, intervals in by_road.items():
        for interval in union(intervals):
            for day in source.days_of(interval):
                part = clipped(interval, source.day_span(day))
                if part is not None and clipped(part, span) is not None:
                    rows.setdefault((day, road), []).append(Hours(part.start, part.end))
    return Grid(
        name="closed-roads",
        columns=("day", "road", "closed"),
        rows=tuple(
            (Day(day), Words(road), Listed(tuple(spans)))
            for (day, road), spans in sorted(rows.items())
        ),
        empty=Sentence(NO_CLOSURE),
    )


def _road(source: Source, segment_id: str) -> str:
    """Return the road's name, which publishing its closure means to tell; else the segment's id."""
    segment = source.view.rows(Segment).get(segment_id)
    return segment.name if segment is not None else segment_id


def _roads(source: Source, segment_ids: Iterable[str]) -> Value:
    return listed(Words(name) for name in dict.fromkeys(_road(source, s) for s in segment_ids))


def _exemptions(source: Source, exemptions: Iterable[Exemption]) -> Grid:
    return Grid(
        name="exemptions",
        columns=("who", "condition", "roads"),
        rows=tuple(
            (
                Words(each.applies_to),
                Words(each.condition),
                _roads(source, each.segment_ids) if each.segment_ids else Sentence(ALL_CLOSED),
            )
            for each in exemptions
        ),
        empty=Sentence(NO_EXEMPTION),
    )


def _detours(source: Source, detours: Iterable[Detour]) -> Grid:
    return Grid(
        name="detours",
        columns=("name", "around", "by", "directions"),
        rows=tuple(
            (
                Words(each.name),
                _roads(source, each.closed_segment_ids),
                _roads(source, each.open_segment_ids),
                Words(each.directions),
            )
            for each in detours
        ),
        empty=Sentence(NO_DETOUR),
    )


def _orders(orders: Iterable[TrafficOrder], span: Interval | None) -> Grid:
    shown = (
        (order, part)
        for order in orders
        if (part := clipped(Interval(order.start, order.end), span)) is not None
    )
    rows = sorted((part.start, order.order_id, order, part) for order, part in shown)
    return Grid(
        name="orders",
        columns=("measure", "roads", "window", "applies-to", "exempt"),
        rows=tuple(
            (
                Words(order.measure),
                Words(order.roads),
                Span(part.start, part.end),
                Words(order.applies_to),
                Words(order.exempt),
            )
            for _, _, order, part in rows
        ),
        empty=Sentence(NO_ORDER),
    )
