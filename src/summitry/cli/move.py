"""`summitry move PLAN`: propose who travels when and by which route, and say how good that is."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path

from summitry.cli.arguments import add_moment, add_plan, add_seed
from summitry.cli.engines.choice import add_engine, choice_of, sought
from summitry.cli.engines.moving import Moving
from summitry.cli.files import load
from summitry.cli.interruption import interruption
from summitry.cli.mend import mend
from summitry.cli.motorcades import (
    INTERRUPTED,
    SKIPPED,
    Answer,
    answer,
    listed,
    reason_told,
)
from summitry.cli.wanted import crewed_told, wanted_told
from summitry.kit.errors import SummitryError, Text
from summitry.move.crews import crews
from summitry.move.from_flights import from_flights
from summitry.move.from_plan import Planned, from_plan, has_legs
from summitry.move.problem import minutes
from summitry.move.proposal import Proposal, proposal
from summitry.move.solve import Progress, Result
from summitry.plan.change import apply
from summitry.plan.snapshot import Snapshot
from summitry.report.language import Language, language

SECONDS, MENDING_SECONDS, SECONDS_MAX = 30.0, 5.0, 86_400
ALL_HAVE, SOME_LACK = 0, 1
HELP = Text(
    "With --from-flights, principals are driven from the airport to their hotel, to each item that "
    "they take part in and back, and to the airport in time; what is lacking for that is told. "
    "With --late or --closed, the plan's schedule is mended: everybody has a time first, the least "
    "change next. Else the whole schedule is sought anew.\n\n"
    "Ctrl-C ends the search and keeps the best so far. The exit status is 0 when every leg has a "
    "time and, with --from-flights, everybody has what they need, 1 when somebody lacks it, 2 when "
    "the plan cannot be read. Nothing in the plan is changed: the proposal says what would be."
)
PROGRESS = Text(
    "{seconds} s: cost {cost}, no schedule costs less than {bound}, gap {gap} %, without a time "
    "{unscheduled}"
)
PROVED = Text(
    "Cost {cost}, no schedule costs less than {bound}, gap {gap} %, without a time {unscheduled}."
)
PARTS = Text(
    "The cost is made of {away} for other times, {other_ways} for other routes and {untimed} for "
    "legs without a time, in minutes by weight."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = HELP
    add_plan(parser)
    parser.add_argument(
        "--seconds", metavar="N", type=float,
        help=Text("how long to search and to prove; 30 when left out, 5 to mend"),
    )  # fmt: skip
    add_seed(parser)
    add_engine(parser)
    add_moment(parser)
    parser.add_argument(
        "--from-flights", action="store_true",
        help=Text(
            "propose the movements that the plan lacks, from its flights, hotels and programme, "
            "and give them times with the others"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--late", metavar="FLIGHT=MINUTES", action="append", default=[],
        help=Text("a flight that is late, and by how many minutes; again for each"),
    )  # fmt: skip
    parser.add_argument(
        "--closed", metavar="SEGMENT=FROM/TO", action="append", default=[],
        help=Text("a road segment that is closed to everybody, and when; again for each"),
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=Text("text when left out")
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path,
        help=Text("write the proposal to this file, as a patch (JSON)"),
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Propose a schedule, tell what it changes and what `check` says of it, and write it."""
    mends = bool(arguments.late or arguments.closed)
    if arguments.seconds is None:
        arguments.seconds = MENDING_SECONDS if mends else SECONDS
    if not isfinite(arguments.seconds) or not 0 <= arguments.seconds <= SECONDS_MAX:
        raise SummitryError("move.seconds", got=arguments.seconds, most=SECONDS_MAX)
    reader = language(arguments.lang)
    package = load(arguments.plan)
    if mends and arguments.from_flights:
        raise SummitryError("move.from_flights")
    if mends:
        made = mend(package, arguments, reader)
    elif arguments.from_flights:
        made = _from_flights(package.snapshot, arguments, reader)
    else:
        made = _propose(package.snapshot, arguments, reader)
    answer(made, package, arguments, reader)
    return SOME_LACK if made.unscheduled or made.is_lacking else ALL_HAVE


def _propose(
    snapshot: Snapshot, arguments: argparse.Namespace, reader: Language, new: Sequence[str] = ()
) -> Answer:
    """Return a schedule, with how good it is proved to be."""
    planned = from_plan(snapshot)
    result = _solved(planned, arguments, reader)
    made = proposal(snapshot, planned, result.schedule, new=new)
    return Answer(
        edits=made.edits,
        reason=_proved(result, reader),
        unscheduled=result.unscheduled,
        is_lacking=bool(planned.skipped),
        lines=tuple(_lines(planned, result, made, reader)),
        told=_told(planned, result, made),
    )


def _from_flights(snapshot: Snapshot, arguments: argparse.Namespace, reader: Language) -> Answer:
    """Return the movements that the plan lacks and a schedule of all, with who lacks what."""
    wanted = from_flights(snapshot)
    lines = tuple(wanted_told(wanted, reader))
    told = {"proposed": wanted.legs, "lacking": wanted.lacking}
    after = apply(snapshot, wanted.edits)
    if not has_legs(after):
        return Answer(
            edits=(),
            reason=lines[0],
            unscheduled=0,
            is_lacking=bool(wanted.lacking),
            lines=lines,
            told=told,
        )
    timed = _propose(after, arguments, reader, wanted.legs)
    crewed = crews(apply(after, timed.edits), wanted.movements)
    # A proposed row that is changed again is one edit: the last one.
    every = (*wanted.edits, *timed.edits, *crewed.edits)
    edits = {(edit.table, edit.key): edit for edit in every}
    return Answer(
        edits=tuple(edits.values()),
        reason=f"{lines[0]} {timed.reason}",
        unscheduled=timed.unscheduled,
        is_lacking=timed.is_lacking or bool(wanted.lacking or crewed.short),
        lines=(*lines, *crewed_told(crewed, reader), *timed.lines),
        told={**told, "short": crewed.short, "without": crewed.without, **timed.told},
    )


def _told(planned: Planned, result: Result, made: Proposal) -> dict[str, object]:
    parts = result.parts
    return {
        "complete": result.complete,
        "cost": minutes(result.cost),
        "bound": minutes(result.bound),
        "gap": round(result.gap, 4),
        "away": minutes(parts.away),
        "other_ways": minutes(parts.other_ways),
        "untimed": minutes(parts.untimed),
        "unscheduled": result.unscheduled,
        "changed": made.changed,
        "reasons": result.reasons,
        "skipped": planned.skipped,
    }


def _solved(planned: Planned, arguments: argparse.Namespace, reader: Language) -> Result:
    def tell(progress: Progress) -> None:
        cost = progress.cost
        told = reader.gettext(PROGRESS).format(
            seconds=round(progress.seconds),
            cost=f"{minutes(cost):g}",
            bound=f"{minutes(progress.bound):g}",
            gap=f"{100 * (cost - progress.bound) / cost if cost else 0.0:.1f}",
            unscheduled=progress.unscheduled,
        )
        sys.stderr.write(told + "\n")

    job = Moving(
        problem=planned.problem,
        start=planned.now,
        seed=arguments.seed,
        seconds=arguments.seconds,
    )
    with interruption() as wishes:
        return sought(job, choice_of(arguments), wishes, tell, reader)


def _proved(result: Result, reader: Language) -> str:
    """Return how good the schedule is proved to be, as a sentence."""
    return reader.gettext(PROVED).format(
        cost=f"{minutes(result.cost):g}",
        bound=f"{minutes(result.bound):g}",
        gap=f"{100 * result.gap:.1f}",
        unscheduled=result.unscheduled,
    )


def _lines(planned: Planned, result: Result, made: Proposal, reader: Language) -> Iterator[str]:
    if not result.complete:
        yield reader.gettext(INTERRUPTED)
    yield _proved(result, reader)
    if result.cost:
        parts = result.parts
        yield reader.gettext(PARTS).format(
            away=f"{minutes(parts.away):g}",
            other_ways=f"{minutes(parts.other_ways):g}",
            untimed=f"{minutes(parts.untimed):g}",
        )
    count = len(made.changed)
    yield reader.ngettext("{count} leg changes.", "{count} legs change.", count).format(count=count)
    for reason in result.reasons:
        yield reason_told(reason, reader)
    if planned.skipped:
        yield reader.gettext(SKIPPED).format(legs=listed(planned.skipped, reader))
