"""`summitry day PLAN ENTRIES`: what a day's entries uncover, what is owed, how it is mended."""

import argparse
import sys
import time
from math import isfinite
from typing import Any

import msgspec

from summitry.cli.arguments import add_plan
from summitry.cli.entries import add_entries, events_of
from summitry.cli.files import load
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import written
from summitry.operations.assurance import Plan, Watch, effect, watch
from summitry.operations.day import row_edit
from summitry.operations.obligations import obligations
from summitry.operations.record import Record
from summitry.operations.repairs import repairs
from summitry.operations.situation import incidents, orders
from summitry.outcome.finding import Finding

SECONDS = 2.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_plan(parser)
    add_entries(parser)
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        metavar="N",
        help=Text("how long repairs of one gap are looked for; 2 when left out, 0 for none"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write what the day leaves open as JSON; 1 where something critical is uncovered."""
    if not isfinite(arguments.seconds) or arguments.seconds < 0:
        raise SummitryError("replan.seconds", got=arguments.seconds)
    package = load(arguments.plan)
    record = Record(events_of(arguments.entries, package.snapshot))
    last = max((event.received for event in record), default=package.snapshot.event.opens)
    plan = Plan(
        snapshot=package.snapshot,
        attestations=package.attestations,
        people=package.people,
        rulings=package.rulings,
    )
    before = watch(plan, Record(), last)
    today = watch(plan, record, last, before)
    opened = effect(before.findings, today.findings).opened
    told = {
        "at": written(last),
        "incidents": [_incident(each) for each in incidents(record)],
        "orders": [
            {"id": each.event.entry_id, "unread": each.unread, "open": each.is_open}
            for each in orders(record)
        ],
        "owed": [
            {
                "debt": each.debt, "subject": each.subject, "due": written(each.due),
                "owed_by": each.owed_by, "overdue": each.overdue(last),
            }
            for each in obligations(record, today.snapshot, last)
        ],
        "uncovered": [_gap(today, each, arguments.seconds) for each in opened],
    }  # fmt: skip
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
    return int(any(each.severity.depth == 0 for each in opened))


def _incident(stands: Any) -> dict[str, object]:
    return {
        "id": stands.event.entry_id, "title": stands.title, "status": stands.status,
        "severity": stands.severity,
    }  # fmt: skip


def _gap(today: Watch, gap: Finding, seconds: float) -> dict[str, object]:
    # Half for ways that move one person each, half for mending the roster as a whole.
    until = time.monotonic() + seconds / 2
    found = repairs(
        today, gap, stop=lambda: time.monotonic() >= until,
        clock=time.monotonic if seconds > 0 else None, seconds=seconds / 2,
    )  # fmt: skip
    return {
        "code": gap.code, "severity": gap.severity, "table": gap.table, "key": gap.key,
        "from": None if gap.start is None else written(gap.start),
        "to": None if gap.end is None else written(gap.end),
        "barred": found.barred,
        "tried": found.tried,
        "complete": found.complete,
        "repairs": [
            {
                "way": each.candidate.way,
                "person": each.candidate.person_id,
                "changed": each.candidate.changed,
                "minutes": each.candidate.minutes,
                "restored": each.candidate.restored,
                "opens": [opened.code for opened in each.opens],
                "edits": [row_edit(edit) for edit in each.candidate.edits],
            }
            for each in found.found
        ],
    }  # fmt: skip
