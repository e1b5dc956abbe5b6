"""`summitry day PLAN ENTRIES`: what a day's entries uncover, what is owed, how it is mended."""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from summitry.cli.arguments import add_plan
from summitry.cli.files import content_of, load
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import CommandPostId, PersonId
from summitry.kit.time import seconds_of, written
from summitry.operations.assurance import Plan, Watch, effect, watch
from summitry.operations.bodies import Body, FieldReport, Incident, Note, Thing, body_of
from summitry.operations.day import row_edit
from summitry.operations.event import Event
from summitry.operations.guess import Places, guessed
from summitry.operations.obligations import obligations
from summitry.operations.record import Record
from summitry.operations.repairs import repairs
from summitry.operations.situation import incidents, orders
from summitry.outcome.finding import Finding
from summitry.package.package import Package

ENTRIES_BYTES_MAX = 64_000_000
SECONDS = 2.0


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the file: a body, or words whose kind is guessed."""

    at: datetime
    by: str
    id: str = ""
    post: str = "CP"
    observed: datetime | None = None
    place: str = ""
    corrects: str = ""
    text: str = ""
    body: msgspec.Raw = msgspec.Raw(b"")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_plan(parser)
    parser.add_argument(
        "entries",
        metavar="ENTRIES",
        type=Path,
        help=Text("the entries of the day, one JSON object a line; docs/command.md says which"),
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        metavar="N",
        help=Text("how long repairs of one gap are looked for; 2 when left out, 0 for none"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write what the day leaves open as JSON; 1 where something critical is uncovered."""
    package = load(arguments.plan)
    record = Record(_events(arguments.entries, package))
    last = max((event.entered for event in record), default=package.snapshot.event.opens)
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
    until = time.monotonic() + seconds
    found = repairs(today, gap, stop=lambda: time.monotonic() >= until)
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
                "opens": [opened.code for opened in each.opens],
                "edits": [row_edit(edit) for edit in each.candidate.edits],
            }
            for each in found.found
        ],
    }  # fmt: skip


def _events(path: Path, package: Package) -> Iterator[Event]:
    places = Places(package.snapshot)
    lines = content_of(path, ENTRIES_BYTES_MAX).splitlines()
    for number, content in enumerate(lines, start=1):
        if not content.strip():
            continue
        try:
            line = msgspec.json.decode(content, type=Line)
            yield _event(line, number, places)
        except (msgspec.DecodeError, SummitryError) as problem:
            raise SummitryError("day.line", line=number, problem=str(problem)) from problem


def _event(line: Line, number: int, places: Places) -> Event:
    body, place = _body(line, places)
    table, _, key = line.place.partition("/")
    return Event(
        entry_id=line.id or f"line-{number}",
        post=CommandPostId(line.post),
        order=(seconds_of(line.at) * 1_000, 0, line.post, number),
        author=PersonId(line.by),
        observed=line.observed or line.at,
        entered=line.at,
        body=body,
        place=Thing(table, key) if line.place else place,
        corrects=line.corrects,
    )


def _body(line: Line, places: Places) -> tuple[Body, Thing | None]:
    """Return the line's body; words become what they are guessed to be, as far as words can."""
    if bytes(line.body):
        return body_of(bytes(line.body)), None
    guess = guessed(line.text, places)
    if guess.kind is Incident:
        return Incident(title=line.text), guess.place
    if guess.kind is FieldReport:
        return FieldReport(text=line.text, priority=guess.priority), guess.place
    return Note(text=line.text, priority=guess.priority), guess.place
