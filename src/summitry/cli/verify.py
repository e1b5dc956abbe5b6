"""`summitry verify FILE|CODE`: whether a printed paper is current, or a journal is whole."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from summitry.cli import evidence
from summitry.cli.arguments import add_moment
from summitry.cli.files import load, told
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.moments import moment_for
from summitry.report.paper.carried import FILE_BYTES_MAX, carried_by
from summitry.report.paper.catalogue import MAKERS
from summitry.report.paper.copies import Entry, register_of
from summitry.report.paper.document import Value
from summitry.report.paper.sheet import Setter
from summitry.report.paper.source import Source
from summitry.report.paper.verify import (
    Change,
    Checked,
    Verdict,
    checked_code,
    checked_paper,
    registered,
)

GOOD, NOT_GOOD = 0, 1
PDF_SUFFIX = ".pdf"

EXAMPLE = Text(
    "Examples: summitry verify N7K2-M9QX-4TRP --plan examples/hanoi-2025/final; "
    "summitry verify pack.jsonl --keys keys.txt\n\n"
    "The exit status is 0 when every paper is current or every journal whole, 1 when one is not, 2 "
    "when something cannot be read. A paper is current while everything that it shows still stands "
    "in the plan, whatever else has changed. A journal is whole when nothing in it was changed, "
    "left out, moved or added; else the first bad entry is named."
)
VERDICTS: dict[Verdict, Text] = {
    Verdict.CURRENT: Text("{code}: current."),
    Verdict.OUT_OF_DATE: Text("{code}: OUT OF DATE."),
    Verdict.GONE: Text("{code}: OUT OF DATE. The plan no longer has what it is about."),
    Verdict.UNKNOWN: Text(
        "{code}: UNKNOWN. No paper of this plan has this code: it is of another event, was made "
        "under another key, or is about something that the plan no longer has."
    ),
    Verdict.ALTERED: Text("{code}: ALTERED. What the file holds does not give its own code."),
    Verdict.RECALLED: Text("{code}: RECALLED. This copy must be given back."),
    Verdict.UNREGISTERED: Text("{code}: NOT REGISTERED. The register has no such copy."),
}
ABOUT = Text("About: {kind}, {heading}")
COPY = Text("Copy {number} of {count}, for {recipient}, printed {moment}")
RECALLED = Text("Recalled: {moment}")
CHANGED = Text("{name}: “{before}” is now “{after}”")
ADDED = Text("{name}: added “{after}”")
REMOVED = Text("{name}: removed “{before}”")
NO_COMPARISON = Text(
    "What has changed cannot be told from the code alone. Verify the file, or name the plan that "
    "it was printed from with --since."
)
BETWEEN = " · "


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "paper",
        metavar="FILE|CODE",
        help=Text("a PDF, the code as typed or scanned, or the evidence of a journal"),
    )
    parser.add_argument(
        "--plan",
        metavar="PLAN",
        type=Path,
        help=Text("for papers: the plan as it is now, a folder or a workbook (.xlsx)"),
    )
    parser.add_argument(
        "--since",
        metavar="PLAN",
        type=Path,
        help=Text("the earlier plan, to tell what has changed since"),
    )
    parser.add_argument(
        "--register", metavar="FILE", type=Path, help=Text("the register of copies")
    )
    add_moment(parser)
    evidence.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Tell the verdict on each paper or journal, and by the status whether all are good."""
    if evidence.is_journal(Path(arguments.paper)):
        return evidence.run(arguments)
    if arguments.plan is None:
        raise SummitryError("verify.no_plan", got=arguments.paper)
    source = _source(arguments.plan, arguments.at)
    found = _checked(arguments, source)
    if arguments.register is not None:
        register = loaded_register(arguments.register)
        found = tuple(registered(each, register) for each in found)
    setter = Setter(Formats(language(arguments.lang), source.zone), source.event.opens)
    for each in found:
        for line in _lines(each, setter):
            sys.stdout.write(line + "\n")
    return GOOD if all(each.verdict is Verdict.CURRENT for each in found) else NOT_GOOD


def _source(path: Path, wish: str | None) -> Source:
    package = load(path)
    at, _ = moment_for(package.snapshot.event, wish, SystemClock())
    return Source(package, at=at)


def _checked(arguments: argparse.Namespace, source: Source) -> tuple[Checked, ...]:
    path = Path(arguments.paper)
    if path.suffix.lower() != PDF_SUFFIX:
        earlier = None if arguments.since is None else _source(arguments.since, arguments.at)
        return (checked_code(source, arguments.paper, earlier),)
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise SummitryError("paper.too_large", path=str(path), most=FILE_BYTES_MAX)
        with path.open("rb") as stream:
            carried = carried_by(stream, str(path))
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem
    return tuple(checked_paper(source, each) for each in carried.papers)


def loaded_register(path: Path) -> tuple[Entry, ...]:
    """Return the lines of the register, none where it does not exist yet."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem
    return register_of(content, str(path))


def _lines(checked: Checked, setter: Setter) -> Iterator[str]:
    code = setter.language.isolated(checked.version.text)
    yield setter.told(VERDICTS[checked.verdict], code=code)
    if checked.now is not None:
        kind = setter.text(MAKERS[checked.now.kind].title)
        yield setter.told(ABOUT, kind=kind, heading=setter.line(checked.now.heading))
    if checked.entry is not None:
        yield from _copy(checked.entry, setter)
    for change in checked.changes:
        yield "  " + _change(change, setter)
    if checked.verdict is Verdict.OUT_OF_DATE and not checked.compared:
        yield setter.text(NO_COMPARISON)


def _copy(entry: Entry, setter: Setter) -> Iterator[str]:
    yield setter.told(
        COPY,
        number=entry.copy,
        count=entry.copies,
        recipient=setter.language.isolated(entry.recipient),
        moment=setter.language.isolated(entry.printed_at),
    )
    if entry.recalled:
        yield setter.told(RECALLED, moment=setter.language.isolated(entry.recalled))


def _change(change: Change, setter: Setter) -> str:
    template = CHANGED if change.before and change.after else ADDED if change.after else REMOVED
    return setter.told(
        template,
        name=setter.label(change.name),
        before=_told(change.before, setter),
        after=_told(change.after, setter),
    )


def _told(values: tuple[Value, ...], setter: Setter) -> str:
    return BETWEEN.join(setter.line(value) for value in values)
