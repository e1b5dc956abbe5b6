"""What `summitry move` does when the day goes wrong: the schedule is mended, not made anew."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from summitry.cli.engines.choice import choice_of, sought
from summitry.cli.engines.mending import Mending
from summitry.cli.interruption import interruption
from summitry.cli.lines import say
from summitry.cli.motorcades import (
    INTERRUPTED,
    SKIPPED,
    Answer,
    listed,
    reason_told,
)
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Interval
from summitry.move.disturbed import Disturbed, disturbed
from summitry.move.problem import minutes
from summitry.move.proposal import proposal
from summitry.move.replan import Kind, Option, Progress, Replanned
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.report.language import Language
from summitry.report.moments import moment_of_wish

LATE_MINUTES_MAX = 2_880
PROGRESS = Text(
    "{seconds} s: without a time {unscheduled} (at least {least} must be), legs that change "
    "{changed}, cost {cost}"
)
OTHERS = Text("Other ways:")
INDENT = "  "
KINDS: Mapping[Kind, Text] = {
    Kind.LEAST_CHANGE: Text(
        "The least change: legs that change {changed}, without a time {unscheduled}, cost {cost}"
    ),
    Kind.NOBODY_ELSE: Text(
        "Nobody changes but who must: legs that change {changed}, without a time {unscheduled}, "
        "cost {cost}"
    ),
    Kind.BEST_TIMES: Text(
        "Times as near to the best ones as can be: legs that change {changed}, without a time "
        "{unscheduled}, cost {cost}"
    ),
}
RATIO = Text(
    "Legs that had to change: {forced}; legs that change: {changed}, or {ratio} for each that had "
    "to."
)
ALL_COVERED = Text("Every leg has a time.")
UNCOVERED = Text("Without a time: {unscheduled}; at least {least} must be, whatever is changed.")


def mend(package: Package, arguments: argparse.Namespace, reader: Language) -> Answer:
    """Mend the plan's schedule; return what it takes, and what else could be done."""
    event, choice = package.snapshot.event, choice_of(arguments)
    day = disturbed(
        package.snapshot,
        dict(_late(each) for each in arguments.late),
        [_closed(event, each) for each in arguments.closed],
    )
    job = Mending(
        problem=day.planned.problem,
        before=day.planned.told,
        seed=arguments.seed,
        seconds=arguments.seconds,
    )
    with interruption() as wishes:
        result = sought(job, choice, wishes, _teller(reader), reader)
    edits = (*day.edits, *proposal(day.snapshot, day.planned, result.best.schedule).edits)
    return Answer(
        edits=edits,
        reason=_ratio(result, reader),
        unscheduled=result.best.unscheduled,
        is_lacking=bool(day.planned.skipped),
        lines=tuple(_lines(day, result, reader)),
        told=_told(day, result),
    )


def _teller(reader: Language) -> Callable[[Progress], None]:
    """Return what tells on the error stream how far a search is."""

    def tell(progress: Progress) -> None:
        line = reader.gettext(PROGRESS).format(
            seconds=f"{progress.seconds:.1f}",
            unscheduled=progress.unscheduled,
            least=progress.bound,
            changed=progress.changed,
            cost=f"{minutes(progress.cost):g}",
        )
        say([line], sys.stderr)

    return tell


def _told(day: Disturbed, result: Replanned) -> dict[str, object]:
    legs = day.planned.legs
    return {
        "complete": result.complete,
        "forced": [legs[each] for each in result.forced],
        "ratio": round(result.ratio, 3),
        "unscheduled_min": result.unscheduled_min,
        "best": _option(result.best, legs),
        "others": [_option(each, legs) for each in result.others],
        "reasons": result.reasons,
        "skipped": day.planned.skipped,
    }


def _option(option: Option, legs: Sequence[str]) -> dict[str, object]:
    return {
        "kind": option.kind,
        "changed": [legs[each] for each in option.changed],
        "unscheduled": option.unscheduled,
        "cost": minutes(option.cost),
    }


def _late(wish: str) -> tuple[str, int]:
    """Return flight and minutes.

    Raises
    ------
    SummitryError
        ``move.late`` where these are not told, or not within two days.
    """
    flight, _, count = wish.rpartition("=")
    if not flight or not count.isdecimal() or not 0 < int(count) <= LATE_MINUTES_MAX:
        raise SummitryError("move.late", got=wish, most=LATE_MINUTES_MAX)
    return flight, int(count)


def _closed(event: Event, wish: str) -> tuple[str, Interval]:
    """Return segment and time.

    Raises
    ------
    SummitryError
        ``move.closed`` where these are not told, or the end is not after the beginning.
    """
    segment, _, times = wish.rpartition("=")
    first, _, last = times.partition("/")
    if not segment or not first or not last:
        raise SummitryError("move.closed", got=wish)
    start, end = moment_of_wish(event, first), moment_of_wish(event, last)
    if start >= end:
        raise SummitryError("move.closed", got=wish)
    return segment, Interval(start, end)


def _lines(day: Disturbed, result: Replanned, reader: Language) -> Iterator[str]:
    if not result.complete:
        yield reader.gettext(INTERRUPTED)
    yield _ratio(result, reader)
    if result.best.unscheduled:
        yield reader.gettext(UNCOVERED).format(
            unscheduled=result.best.unscheduled, least=result.unscheduled_min
        )
    else:
        yield reader.gettext(ALL_COVERED)
    for reason in result.reasons:
        yield reason_told(reason, reader)
    yield _price(result.best, reader)
    if result.others:
        yield reader.gettext(OTHERS)
    for each in result.others:
        yield INDENT + _price(each, reader)
    if day.planned.skipped:
        yield reader.gettext(SKIPPED).format(legs=listed(day.planned.skipped, reader))


def _ratio(result: Replanned, reader: Language) -> str:
    return reader.gettext(RATIO).format(
        forced=len(result.forced), changed=len(result.best.changed), ratio=f"{result.ratio:.2f}"
    )


def _price(option: Option, reader: Language) -> str:
    return reader.gettext(KINDS[option.kind]).format(
        changed=len(option.changed),
        unscheduled=option.unscheduled,
        cost=f"{minutes(option.cost):g}",
    )
