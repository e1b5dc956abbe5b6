"""`summitry pack ENTRIES`: evidence of the entries of a day, and its page with a reader."""

import argparse
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from summitry.cli.entries import add_entries, events_of
from summitry.cli.evidence import first_line, lines_of
from summitry.cli.files import load, write_output
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.operations.pack import is_pack
from summitry.operations.packing import pack_of_day
from summitry.report.evidence_page import evidence_page, is_page
from summitry.report.language import language

EXAMPLE = Text(
    "Examples: summitry pack pack.jsonl --html evidence.html; "
    "summitry pack entries.jsonl --plan PLAN --out pack.jsonl\n\n"
    "A pack, or a page made of one, is taken as it is. The entries of a day are signed with keys "
    "that are thrown away: such a pack shows that nothing was changed since, not who wrote it."
)
WRITTEN = Text("Written: {path}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_entries(parser)
    parser.add_argument(
        "--plan",
        metavar="PLAN",
        type=Path,
        help=Text("for the entries of a day: the plan, a folder or a workbook (.xlsx)"),
    )
    parser.add_argument(
        "--html", metavar="FILE", type=Path, help=Text("one page: the pack and its reader")
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help=Text("the pack itself"))


def run(arguments: argparse.Namespace) -> int:
    """Write the pack, its page, or both."""
    if arguments.html is None and arguments.out is None:
        raise SummitryError("print.needs", expected="--html, --out")
    reader = language(arguments.lang)
    lines = list(_lines(arguments))
    made = {arguments.out: lines, arguments.html: evidence_page(lines, reader)}
    for path, content in made.items():
        if path is not None:
            write_output(path, b"".join(content))
            sys.stdout.write(reader.gettext(WRITTEN).format(path=path) + "\n")
    return 0


def _lines(arguments: argparse.Namespace) -> Iterable[bytes]:
    first = first_line(arguments.entries)
    if is_pack(first) or is_page(first):
        return lines_of(arguments.entries)
    if arguments.plan is None:
        raise SummitryError("print.needs", expected="--plan")
    plan = load(arguments.plan).snapshot
    events = tuple(events_of(arguments.entries, plan))
    at = max((each.entered for each in events), default=plan.event.opens)
    now = max(at, SystemClock().now())
    return pack_of_day(events, plan.event.event_id, at=now, chance=secrets.token_bytes)
