"""`summitry move PLAN`: propose who travels when and by which route, and say how good that is."""

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType

from summitry.check.run import check
from summitry.cli.arguments import WRITTEN, add_moment, add_plan
from summitry.cli.files import load, write_output
from summitry.kit.errors import SummitryError, Text
from summitry.kit.streams import stream
from summitry.kit.time import SystemClock
from summitry.move.from_plan import Planned, from_plan
from summitry.move.problem import minutes
from summitry.move.proposal import Proposal, proposal
from summitry.move.solve import Progress, Reason, Result, Why, solve
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import apply
from summitry.plan.snapshot import Snapshot
from summitry.report.language import Language, language
from summitry.report.moments import moment_for

SECONDS, SECONDS_MAX = 30.0, 86_400
RULES = ("C-65", "C-66", "C-67", "C-69", "C-70", "C-71", "C-166")
"""The rules that look at motorcades, in the order in which they are told."""
ALL_TIMED, SOME_UNTIMED = 0, 1
HELP = Text(
    "Ctrl-C ends the search and keeps the best so far. The exit status is 0 when every leg has a "
    "time, 1 when one has none, 2 when the plan cannot be read. Nothing in the plan is changed: "
    "the proposal says what would be."
)
PROGRESS = Text("{seconds} s: cost {cost}, without a time {unscheduled}")
PROVED = Text("{seconds} s: cost {cost}, no schedule costs less than {bound}, gap {gap} %")
REASON = Text(
    "Cost {cost}, no schedule costs less than {bound}, gap {gap} %, without a time {unscheduled}."
)
INTERRUPTED = Text("Interrupted: this is the best that was found until then.")
SKIPPED = Text("Not moved, since their routes have no running times: {legs}.")
FINDINGS = Text("{rule}: {before} before, {after} after")
NO_OUT = Text("Nothing was written: no --out was given.")
REASONS: Mapping[Why, Text] = {
    Why.NO_WAY: Text("{leg} has no time: no route has one that its flight and programme leave."),
    Why.CLOSED: Text("{leg} has no time: on every route something is closed ({by})."),
    Why.POOL: Text("{leg} has no time: it needs more than there is ({by})."),
    Why.OTHERS: Text("{leg} has no time: at its best time these are in the way ({by})."),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = HELP
    add_plan(parser)
    parser.add_argument(
        "--seconds",
        metavar="N",
        type=float,
        default=SECONDS,
        help=Text("how long to search and to prove; 30 when left out"),
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help=Text("the seed of chance; 1 when left out")
    )
    add_moment(parser)
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=Text("write the proposal to this file, as a patch (JSON)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Propose a schedule, tell what it changes and what `check` says of it, and write it."""
    if not 0 <= arguments.seconds <= SECONDS_MAX:
        raise SummitryError("move.seconds", got=arguments.seconds, most=SECONDS_MAX)
    reader = language(arguments.lang)
    package = load(arguments.plan)
    planned = from_plan(package.snapshot)
    result = _solved(planned, arguments, reader)
    made = proposal(package.snapshot, planned, result.schedule)
    for line in _lines(planned, result, made, reader):
        sys.stdout.write(line + "\n")
    _tell_findings(package, made, arguments, reader)
    if arguments.out is None:
        sys.stdout.write(reader.gettext(NO_OUT) + "\n")
    else:
        patch = patch_of(
            package.snapshot,
            made.edits,
            key=package.key,
            made_by="summitry move",
            seed=arguments.seed,
            reason=_proved(result, reader),
        )
        write_output(arguments.out, patch_bytes(patch))
        sys.stdout.write(reader.gettext(WRITTEN).format(path=arguments.out) + "\n")
    return SOME_UNTIMED if result.unscheduled else ALL_TIMED


def _solved(planned: Planned, arguments: argparse.Namespace, reader: Language) -> Result:
    def tell(progress: Progress) -> None:
        cost = minutes(progress.cost)
        gap = 100 * (1 - progress.bound / progress.cost) if progress.cost else 0.0
        told = reader.gettext(PROVED if progress.bound or not progress.cost else PROGRESS).format(
            seconds=round(progress.seconds),
            cost=f"{cost:g}",
            bound=f"{minutes(progress.bound):g}",
            gap=f"{gap:.1f}",
            unscheduled=progress.unscheduled,
        )
        sys.stderr.write(told + "\n")

    began = monotonic()
    with _interruption() as stopped:
        return solve(
            planned.problem,
            stream(arguments.seed, "move"),
            lambda: monotonic() - began,
            seconds=arguments.seconds,
            start=planned.now,
            progress=tell,
            stop=lambda: bool(stopped),
        )


@contextmanager
def _interruption() -> Iterator[list[int]]:
    """Let Ctrl-C end the search rather than the command; a second one ends that too."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _proved(result: Result, reader: Language) -> str:
    """Return how good the schedule is proved to be, as a sentence."""
    return reader.gettext(REASON).format(
        cost=f"{minutes(result.cost):g}",
        bound=f"{minutes(result.bound):g}",
        gap=f"{100 * result.gap:.1f}",
        unscheduled=result.unscheduled,
    )


def _lines(planned: Planned, result: Result, made: Proposal, reader: Language) -> Iterator[str]:
    if not result.complete:
        yield reader.gettext(INTERRUPTED)
    count = len(made.changed)
    yield reader.ngettext("{count} leg changes.", "{count} legs change.", count).format(count=count)
    for reason in result.reasons:
        yield _reason(reason, reader)
    if planned.skipped:
        yield reader.gettext(SKIPPED).format(legs=_listed(planned.skipped, reader))


def _reason(reason: Reason, reader: Language) -> str:
    told = reader.gettext(REASONS[reason.why])
    return told.format(leg=reader.isolated(reason.motorcade), by=_listed(reason.by, reader))


def _listed(names: Sequence[str], reader: Language) -> str:
    return ", ".join(reader.isolated(each) for each in names)


def _tell_findings(
    package: Package, made: Proposal, arguments: argparse.Namespace, reader: Language
) -> None:
    """Tell how many findings each rule about motorcades has, before the proposal and after."""
    before = _found(package, package.snapshot, arguments)
    after = _found(package, apply(package.snapshot, made.edits), arguments)
    for rule in RULES:
        if before[rule] or after[rule]:
            told = reader.gettext(FINDINGS)
            told = told.format(rule=rule, before=before[rule], after=after[rule])
            sys.stdout.write(told + "\n")


def _found(package: Package, snapshot: Snapshot, arguments: argparse.Namespace) -> Counter[str]:
    at, _ = moment_for(snapshot.event, arguments.at, SystemClock())
    ran = check(
        snapshot,
        package.attestations,
        at=at,
        people=package.people,
        rulings=package.rulings,
    )
    return Counter(each.code for each in ran.findings if each.ruling is None)
