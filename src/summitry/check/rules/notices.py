"""C-71, C-160, C-161: what the public is told of closed roads, detours and exemptions."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, minutes_in, uncovered, union
from summitry.outcome.finding import Gap, Phase
from summitry.plan.movements import Closure
from summitry.plan.terms import Field, Severity
from summitry.plan.traffic import Detour, Exemption, PublishedWindow

_HANOI = Text(
    "Traffic order of the Hanoi city police for 25 and 26 October 2025, as published: streets, "
    "hours, exemptions and detours."
)


def _windows(view: View) -> Mapping[str, tuple[PublishedWindow, ...]]:
    """Return the published closures of each segment."""
    found = grouped(view.rows(PublishedWindow).values(), "segment_id")
    return {segment_id: tuple(rows) for segment_id, rows in found.items()}


def _closures(view: View) -> Mapping[str, tuple[Closure, ...]]:
    """Return the closures of each segment."""
    found = grouped(view.rows(Closure).values(), "segment_id")
    return {segment_id: tuple(rows) for segment_id, rows in found.items()}


def _span(row: Closure | PublishedWindow) -> Interval:
    return Interval(row.start, row.end)


@rule(
    "C-71",
    title=Text("Published closure differs from the plan's"),
    why=Text(
        "Who was told that a street is open until nine stands in it at half past eight; who was "
        "told that it is shut, and finds it open, believes the next notice less."
    ),
    cases={
        "nothing": Text(
            "{closures} closures of {segments} roads are planned, and no published closure is in "
            "the plan."
        ),
        "unpublished": Text("{segment} is to be closed, and nothing is published about it."),
        "short": Text(
            "{segment} is to be closed for {minutes} min outside the hours that are published."
        ),
        "for-nothing": Text(
            "{segment} is published as closed, and no closure is planned at that time."
        ),
        "wide": Text(
            "{segment} is published as closed {minutes} min longer than it is; at most "
            "{limit} are allowed."
        ),
    },
    remedy=Text("Publish the closure as it is planned, or plan it as it was published."),
    source=_HANOI,
    field=Field.TRAFFIC,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("closures", "published_windows"),
    limits=("published_slack_minutes_max",),
)
def differently_published(view: View) -> Iterator[Gap]:
    """Yield each closure that is not published, and each publication that is not so."""
    windows, closures = view.derive(_windows), view.derive(_closures)
    if closures and not windows:
        event = view.event
        yield Gap(
            table="event",
            key=event.event_id,
            case="nothing",
            discriminator="closures",
            facts={"closures": len(view.rows(Closure)), "segments": len(closures)},
            joins=tuple(("closures", closure_id) for closure_id in view.rows(Closure)),
        )
        return
    for segment_id, rows in closures.items():
        yield from _not_told(segment_id, rows, windows.get(segment_id, ()))
    slack = view.limits.published_slack_minutes_max
    for segment_id, told in windows.items():
        for window in told:
            yield from _not_so(window, closures.get(segment_id, ()), slack)


def _not_told(
    segment_id: str, rows: Sequence[Closure], told: Sequence[PublishedWindow]
) -> Iterator[Gap]:
    """Yield one gap for each closure with time that is not published."""
    published = union(map(_span, told))
    for closure in rows:
        left = tuple(uncovered(_span(closure), published))
        if left:
            some = any(_span(closure).overlaps(each) for each in published)
            yield Gap(
                table="closures",
                key=closure.closure_id,
                case="short" if some else "unpublished",
                start=left[0].start,
                end=left[-1].end,
                facts={"segment": segment_id, "minutes": minutes_in(left)},
                joins=(
                    ("segments", segment_id),
                    *(("published_windows", window.window_id) for window in told),
                ),
            )


def _not_so(window: PublishedWindow, rows: Sequence[Closure], slack: float) -> Iterator[Gap]:
    """Yield a gap where the publication holds no closure, or goes far beyond those it holds.

    Pauses between closures are nobody's business: they would tell when motorcades pass.
    """
    inside = [row for row in rows if _span(row).overlaps(_span(window))]
    facts: dict[str, str | float] = {"segment": window.segment_id, "limit": slack}
    more = 0.0
    if inside:
        early = (min(row.start for row in inside) - window.start).total_seconds() / 60
        late = (window.end - max(row.end for row in inside)).total_seconds() / 60
        more = max(early, late)
    if inside and more <= slack:
        return
    yield Gap(
        table="published_windows",
        key=window.window_id,
        case="wide" if inside else "for-nothing",
        start=window.start,
        end=window.end,
        facts={**facts, "minutes": round(more, 1)} if inside else facts,
        joins=(
            ("segments", window.segment_id),
            *(("closures", row.closure_id) for row in inside),
        ),
        severity=Severity.MEDIUM,
    )


@rule(
    "C-160",
    title=Text("No detour around a closed road"),
    why=Text(
        "Traffic that is turned away without being told where to go stands in front of the "
        "barrier, and so does the ambulance behind it."
    ),
    cases={
        "none": Text("{segment} is published as closed, and no detour leads around it."),
        "empty": Text("Detour {detour} names no open road and gives no directions."),
        "closed": Text(
            "Detour {detour} around {segment} runs over {open_segment}, which is published as "
            "closed at the same time."
        ),
    },
    remedy=Text("Publish a detour over roads that stay open, or change the one there is."),
    source=_HANOI,
    field=Field.TRAFFIC,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("detours", "published_windows"),
)
def missing_detours(view: View) -> Iterator[Gap]:
    """Yield each published closure without a detour, and each detour that leads nowhere."""
    windows = view.derive(_windows)
    detours = view.rows(Detour)
    around = {segment_id for row in detours.values() for segment_id in row.closed_segment_ids}
    for segment_id, told in windows.items():
        if segment_id not in around:
            yield Gap(
                table="published_windows",
                key=min(told, key=lambda row: (row.start, row.window_id)).window_id,
                case="none",
                facts={"segment": segment_id},
                joins=(("segments", segment_id),),
            )
    for detour_id, detour in detours.items():
        if not detour.open_segment_ids and not detour.directions.strip():
            yield Gap(table="detours", key=detour_id, case="empty", facts={"detour": detour_id})
        yield from _over_closed(detour, windows)


def _over_closed(
    detour: Detour, windows: Mapping[str, tuple[PublishedWindow, ...]]
) -> Iterator[Gap]:
    for segment_id in detour.closed_segment_ids:
        around = [_span(row) for row in windows.get(segment_id, ())]
        for open_id in detour.open_segment_ids:
            hit = [
                row
                for row in windows.get(open_id, ())
                if any(_span(row).overlaps(each) for each in around)
            ]
            if hit:
                yield Gap(
                    table="detours",
                    key=detour.detour_id,
                    column="open_segment_ids",
                    case="closed",
                    discriminator=f"{segment_id}|{open_id}",
                    start=min(row.start for row in hit),
                    end=max(row.end for row in hit),
                    facts={
                        "detour": detour.detour_id,
                        "segment": segment_id,
                        "open_segment": open_id,
                    },
                    joins=tuple(("published_windows", row.window_id) for row in hit),
                    severity=Severity.HIGH,
                )


@rule(
    "C-161",
    title=Text("Closed roads without a usable exemption"),
    why=Text(
        "Ambulances, fire engines and residents meet the same barrier as everybody else; whoever "
        "stands at it needs a written rule."
    ),
    cases={
        "none": Text(
            "Closures of {segments} roads are published, and nobody is exempt: not even emergency "
            "services."
        ),
        "blank": Text("Exemption {exemption} does not say who may pass."),
        "not-closed": Text("Exemption {exemption} is for {segment}, which is not to be closed."),
    },
    remedy=Text("Say in writing who may pass which closed roads, and on what condition."),
    source=_HANOI,
    field=Field.TRAFFIC,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=("closures", "exemptions", "published_windows"),
)
def unusable_exemptions(view: View) -> Iterator[Gap]:
    """Yield published closures without any exemption, and exemptions that help nobody."""
    windows, closures = view.derive(_windows), view.derive(_closures)
    exemptions = view.rows(Exemption)
    if windows and not exemptions:
        yield Gap(
            table="event",
            key=view.event.event_id,
            case="none",
            discriminator="exemptions",
            facts={"segments": len(windows)},
        )
    for exemption_id, exemption in exemptions.items():
        if not exemption.applies_to.strip():
            yield Gap(
                table="exemptions",
                key=exemption_id,
                column="applies_to",
                case="blank",
                discriminator="blank",
                facts={"exemption": exemption_id},
            )
        for segment_id in exemption.segment_ids:
            if segment_id not in windows and segment_id not in closures:
                yield Gap(
                    table="exemptions",
                    key=exemption_id,
                    column="segment_ids",
                    case="not-closed",
                    discriminator=segment_id,
                    facts={"exemption": exemption_id, "segment": segment_id},
                    joins=(("segments", segment_id),),
                    severity=Severity.LOW,
                )
