"""The entries of a day in a file: one JSON object a line."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from summitry.cli.files import content_of
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import CommandPostId, PersonId
from summitry.kit.time import seconds_of
from summitry.operations.bodies import Body, FieldReport, Incident, Note, Thing, body_of
from summitry.operations.entry import Correction
from summitry.operations.event import Event
from summitry.operations.guess import Places, guessed
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking

ENTRIES_BYTES_MAX = 64_000_000


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the file: a body, or words whose kind is guessed."""

    at: datetime
    by: str
    id: str = ""
    post: str = "CP"
    observed: datetime | None = None
    place: str = ""
    corrects: str = ""
    reason: Correction | None = None
    text: str = ""
    marking: Marking = Marking.AMBER
    body: msgspec.Raw = msgspec.Raw(b"")


def add_entries(parser: argparse.ArgumentParser) -> None:
    """Add the file of entries that the command reads."""
    parser.add_argument(
        "entries",
        metavar="ENTRIES",
        type=Path,
        help=Text("the entries of the day, one JSON object a line; docs/command.md says which"),
    )


def events_of(path: Path, plan: Snapshot) -> Iterator[Event]:
    """Yield the entries of the file, in their order.

    Raises
    ------
    SummitryError
        ``path.unreadable``, ``day.line`` with the number of a line that is no entry.
    """
    places = Places(plan)
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
        marking=line.marking,
        corrects=line.corrects,
        reason=line.reason or (Correction.MISTAKE if line.corrects else None),
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
