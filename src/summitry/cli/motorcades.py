"""What the commands about motorcades tell alike: reasons, findings, how they are interrupted."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from summitry.check.run import check
from summitry.cli.arguments import WRITTEN
from summitry.cli.files import write_output
from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry.move.solve import Reason, Why
from summitry.operations.day import row_edit
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.report.language import Language
from summitry.report.moments import moment_for

RULES = (
    "C-65",
    "C-66",
    "C-67",
    "C-69",
    "C-70",
    "C-71",
    "C-144",
    "C-162",
    "C-163",
    "C-165",
    "C-166",
)
"""The rules that look at motorcades and aircraft, in the order in which they are told."""
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


class Answer(Struct, frozen=True, kw_only=True):
    """What is proposed, and how it is told: as lines to a person, as facts to a program."""

    edits: tuple[Edit, ...]
    reason: str
    """Why the patch is made, as a sentence in it."""
    unscheduled: int
    is_lacking: bool = False
    """Whether somebody, or something proposed, lacks what it needs."""
    lines: tuple[str, ...]
    told: Mapping[str, object]


def reason_told(reason: Reason, reader: Language) -> str:
    """Return why a leg has no time, as a sentence."""
    told = reader.gettext(REASONS[reason.why])
    return told.format(leg=reader.isolated(reason.motorcade), by=listed(reason.by, reader))


def listed(names: Sequence[str], reader: Language) -> str:
    """Return the names one after another."""
    return ", ".join(reader.isolated(each) for each in names)


def answer(made: Answer, package: Package, arguments: argparse.Namespace, reader: Language) -> None:
    """Tell the answer with what `check` says before and after, and write the patch if asked to."""
    found = _findings(package, made.edits, arguments)
    in_json = arguments.format == "json"
    if in_json:
        told = {**made.told, "check": found, "edits": [row_edit(edit) for edit in made.edits]}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    else:
        for line in (*made.lines, *(reader.gettext(FINDINGS).format(**each) for each in found)):
            sys.stdout.write(line + "\n")
    if arguments.out is not None:
        _write(made, package, arguments)
        said = reader.gettext(WRITTEN).format(path=arguments.out)
        (sys.stderr if in_json else sys.stdout).write(said + "\n")
    elif not in_json:
        sys.stdout.write(reader.gettext(NO_OUT) + "\n")


def _write(made: Answer, package: Package, arguments: argparse.Namespace) -> None:
    patch = patch_of(
        package.snapshot,
        made.edits,
        key=package.key,
        made_by="summitry move",
        seed=arguments.seed,
        reason=made.reason,
    )
    write_output(arguments.out, patch_bytes(patch))


def _findings(
    package: Package, edits: Sequence[Edit], arguments: argparse.Namespace
) -> list[dict[str, str | int]]:
    """Return how many findings each rule about motorcades has, before the edits and after."""
    before = _found(package, package.snapshot, arguments)
    after = _found(package, apply(package.snapshot, edits), arguments)
    return [
        {"rule": rule, "before": before[rule], "after": after[rule]}
        for rule in RULES
        if before[rule] or after[rule]
    ]


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
