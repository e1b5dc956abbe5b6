"""`summitry print KIND PLAN`: notices, cards, briefs, lists and forms, each with a version code."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from summitry.cli.arguments import WRITTEN, add_kind, add_moment, add_plan, require_choices
from summitry.cli.check import terminal_page
from summitry.cli.files import load, replace_file
from summitry.cli.lines import say
from summitry.cli.proposed import add_proposal, load_proposed
from summitry.cli.verify import loaded_register
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock, day_of
from summitry.report.formats import Formats
from summitry.report.language import Language, language
from summitry.report.moments import moment_for, moment_of_wish
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.codes import Version
from summitry.report.paper.copies import Entry, entries, next_number, numbered, register_bytes
from summitry.report.paper.document import Document, Kind
from summitry.report.paper.manifest import on_day
from summitry.report.paper.notice import kept_back
from summitry.report.paper.pdf import Attached, Carried, pdf_of
from summitry.report.paper.plain import text_of
from summitry.report.paper.post_card import chosen
from summitry.report.paper.sheet import Printing, Setter, Sheet, sheets
from summitry.report.paper.shifts import shifts_of
from summitry.report.paper.source import Source, day_in, joined
from summitry.report.paper.web import page_of

PAPERS_MAX = 5_000
"""Copies counted; a card each for the posts of an event of Hanoi's size is 615."""

REGISTER = "copies.csv"
SUFFIXES = {"pdf": ".pdf", "html": ".html", "text": ".txt"}

EXAMPLE = Text(
    "Example: summitry print post-card examples/hanoi-2025/final --unit GUARD --day 2025-10-25 "
    "--lang vi --out cards.pdf\n\n"
    "Every paper carries a version code; “summitry verify” says whether it is current. With "
    "--recipient, numbered copies are made and written to a register of copies."
)
PAPER = Text("{code}  {kind} {subject}")
MORE = Text("… and {count} more")
REGISTERED = Text("Copies {first} to {last} are in the register {path}")
KEPT_BACK = Text(
    "Closures that are not in the notice, in whole or in part: {count}. If the public is to know "
    "of one, publish a window for it, or mark it TLP:CLEAR."
)
LISTED_MAX = 10

CHOICES: Mapping[Kind, frozenset[str]] = {
    Kind.NOTICE: frozenset({"day"}),
    Kind.POST_CARD: frozenset({"post", "unit", "site", "day", "four_up"}),
    Kind.DUTY: frozenset({"person", "unit", "day"}),
    Kind.ROSTER: frozenset({"unit", "day"}),
    Kind.BRIEF: frozenset({"day", "since"}),
    Kind.CONTACTS: frozenset(),
    Kind.GATE_LIST: frozenset({"gate"}),
    Kind.MANIFEST: frozenset({"movement", "day"}),
    Kind.ICS_204: frozenset({"unit", "day"}),
    Kind.ICS_205: frozenset({"day"}),
    Kind.ICS_206: frozenset({"day"}),
    Kind.ICS_215A: frozenset({"day"}),
}
"""What changes something in a paper of the kind; the rest is refused, not passed over."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_kind(parser, Kind, Text("what to print: %(choices)s"))
    add_plan(parser)
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=Text("the file; KIND.pdf here when left out")
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=tuple(SUFFIXES),
        help=Text("pdf, html or text; else told by the file's name, else pdf"),
    )
    _configure_choice(parser)
    _configure_print(parser)


def _configure_choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(Text("what it is about"))
    group.add_argument(
        "--post", metavar="POST", action="append", default=[], help=Text("a post; may be repeated")
    )
    group.add_argument(
        "--gate", metavar="GATE", action="append", default=[], help=Text("a gate; may be repeated")
    )
    group.add_argument(
        "--person", metavar="PERSON", action="append", default=[],
        help=Text("a person, by id; may be repeated"),
    )  # fmt: skip
    group.add_argument(
        "--movement", metavar="MOVEMENT", action="append", default=[],
        help=Text("a movement; may be repeated"),
    )  # fmt: skip
    group.add_argument(
        "--unit", metavar="UNIT", help=Text("a unit, or its posts, or its people with a duty")
    )
    group.add_argument("--site", metavar="SITE", help=Text("the posts at a site"))
    group.add_argument("--day", metavar="DAY", help=Text("a day, such as 2025-10-25"))
    add_proposal(group)
    add_moment(group)
    group.add_argument(
        "--since", metavar="PLAN", type=Path, help=Text("the earlier plan a brief compares with")
    )


def _configure_print(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(Text("how it is printed"))
    group.add_argument(
        "--four-up", action="store_true", help=Text("cards by fours on A4, to be cut")
    )
    group.add_argument("--copies", metavar="COUNT", type=int, help=Text("how many numbered copies"))
    group.add_argument(
        "--recipient",
        metavar="OFFICE",
        action="append",
        default=[],
        help=Text("the office that a copy is for: one for all copies, or once for each"),
    )
    group.add_argument(
        "--register",
        metavar="FILE",
        type=Path,
        help=Text("the register of copies; copies.csv beside the file when left out"),
    )
    group.add_argument(
        "--printed-at",
        metavar="TIME",
        help=Text("the moment printed on the paper; now when left out"),
    )


class Job(Struct, frozen=True, kw_only=True):
    """One act of printing: which papers, in which language, when, in which copies."""

    papers: tuple[tuple[Document, Version], ...]
    reader: Language
    printings: tuple[Printing, ...]
    set: tuple[Sheet, ...]


def run(arguments: argparse.Namespace) -> int:
    """Make the papers and write them; tell each code, and the copies that are in the register."""
    reader = language(arguments.lang)
    kind = Kind(arguments.kind)
    require_choices(kind, arguments, CHOICES)
    form = _form(arguments)
    source = _source(arguments)
    subjects = _subjects(source, kind, arguments)
    _require_few(len(subjects) * max(1, len(arguments.recipient), arguments.copies or 0))
    papers = tuple(_coded(source, kind, subject) for subject in subjects)
    out = arguments.out or Path(f"{kind}{SUFFIXES[form]}")
    register = arguments.register or out.with_name(REGISTER)
    known = loaded_register(register) if _numbers(arguments) else ()
    printings = _printings(arguments, source, papers, known)
    setter = Setter(Formats(reader, source.zone), source.event.opens)
    job = Job(
        papers=papers,
        reader=reader,
        printings=printings,
        set=sheets(setter, papers, printings),
    )
    content = RENDERERS[form](job, arguments)
    # To set the papers takes seconds: somebody else may have taken the same numbers by now.
    if _numbers(arguments) and loaded_register(register) != known:
        raise SummitryError("register.changed", path=str(register))
    replace_file(out, content)
    _tell(job, out)
    if _numbers(arguments):
        lines = entries(papers, printings, reader.code)
        replace_file(register, register_bytes((*known, *lines)))
        _tell_register(job, register)
    if kind is Kind.NOTICE and (silent := kept_back(source)):
        say([reader.gettext(KEPT_BACK).format(count=len(silent))], sys.stderr)
    return 0


def _source(arguments: argparse.Namespace) -> Source:
    package = load_proposed(arguments)
    at, _ = moment_for(package.snapshot.event, arguments.at, SystemClock())
    earlier = None if arguments.since is None else load(arguments.since)
    return Source(package, at=at, earlier=earlier)


def _subjects(source: Source, kind: Kind, arguments: argparse.Namespace) -> Sequence[str]:
    """Return what the papers are about.

    Raises
    ------
    SummitryError
        ``print.needs`` where the arguments do not tell, ``print.nothing`` where nothing fits.
    """
    day = day_in(arguments.day or "")
    if kind in CHOSEN:
        return CHOSEN[kind](source, day, arguments)
    if kind is Kind.CONTACTS:
        return [""]
    if kind is Kind.NOTICE:
        return ["" if day is None else day.isoformat()]
    told = (day or day_of(source.at, source.zone)).isoformat()
    if kind is Kind.ICS_204:
        return [joined(arguments.unit or _needs("--unit"), told)]
    return [told]


def _cards(source: Source, day: date | None, arguments: argparse.Namespace) -> Sequence[str]:
    if arguments.post:
        return [each if day is None else joined(each, day.isoformat()) for each in arguments.post]
    if arguments.unit is None and arguments.site is None and day is None:
        _needs("--post, --unit, --site, --day")
    found = chosen(source, unit=arguments.unit, site=arguments.site, day=day)
    if not found:
        raise SummitryError("print.nothing")
    return found


def _people(source: Source, day: date | None, arguments: argparse.Namespace) -> Sequence[str]:
    named = arguments.person
    if not named:
        unit = arguments.unit or _needs("--person, --unit")
        span = None if day is None else source.day_span(day)
        duties = shifts_of(source.view, "unit_id", unit, span)
        named = sorted({str(each.person_id) for each in duties})
    if not named:
        raise SummitryError("print.nothing")
    return [each if day is None else joined(each, day.isoformat()) for each in named]


def _rosters(_source: Source, day: date | None, arguments: argparse.Namespace) -> Sequence[str]:
    unit = arguments.unit or _needs("--unit")
    return [unit if day is None else joined(unit, day.isoformat())]


def _manifests(source: Source, day: date | None, arguments: argparse.Namespace) -> Sequence[str]:
    named: list[str] = arguments.movement
    if day is None:
        return named or _needs("--movement, --day")
    found = [each for each in on_day(source, day) if not named or each in named]
    if not found:
        raise SummitryError("print.no_leg")
    return found


def _gates(_source: Source, _day: date | None, arguments: argparse.Namespace) -> Sequence[str]:
    return arguments.gate or _needs("--gate")


CHOSEN: Mapping[Kind, Callable[[Source, date | None, argparse.Namespace], Sequence[str]]] = {
    Kind.POST_CARD: _cards,
    Kind.DUTY: _people,
    Kind.ROSTER: _rosters,
    Kind.MANIFEST: _manifests,
    Kind.GATE_LIST: _gates,
}
"""How the papers of a kind are chosen that are about rows of the plan."""


def _needs(option: str) -> str:
    raise SummitryError("print.needs", expected=option)


def _require_few(count: int) -> None:
    if count > PAPERS_MAX:
        raise SummitryError("print.too_many", got=count, most=PAPERS_MAX)


def _coded(source: Source, kind: Kind, subject: str) -> tuple[Document, Version]:
    paper = document(source, kind, subject)
    return paper, coded(source, paper)


def _numbers(arguments: argparse.Namespace) -> bool:
    """Say whether numbered copies are asked for."""
    return arguments.copies is not None or bool(arguments.recipient)


def _printings(
    arguments: argparse.Namespace,
    source: Source,
    papers: Sequence[tuple[Document, Version]],
    known: Sequence[Entry],
) -> tuple[Printing, ...]:
    """Return one printing, or one for each numbered copy; numbers go on from the register's."""
    plain = Printing(plan_hash=source.package.root.hex(), printed_at=_printed(arguments, source))
    if not _numbers(arguments):
        return (plain,)
    first = next_number(known, (version.text for _, version in papers))
    return tuple(
        Printing(plan_hash=plain.plan_hash, printed_at=plain.printed_at, copy=copy)
        for copy in numbered(_recipients(arguments), first)
    )


def _recipients(arguments: argparse.Namespace) -> Sequence[str]:
    """Return the office that each numbered copy is for; empty where it is written in by hand.

    Raises
    ------
    SummitryError
        ``print.copies`` for no copy at all, ``print.recipients`` where the numbers do not fit.
    """
    named: list[str] = arguments.recipient
    count: int = len(named) if arguments.copies is None else arguments.copies
    if count < 1:
        raise SummitryError("print.copies", got=count)
    if len(named) in {0, 1}:
        return (named or [""]) * count
    if len(named) != count:
        raise SummitryError("print.recipients", got=len(named), expected=count)
    return named


def _printed(arguments: argparse.Namespace, source: Source) -> datetime:
    if arguments.printed_at:
        return moment_of_wish(source.event, arguments.printed_at)
    return SystemClock().now().replace(microsecond=0)


def _form(arguments: argparse.Namespace) -> str:
    if arguments.format:
        return str(arguments.format)
    suffix = "" if arguments.out is None else arguments.out.suffix.lower()
    if not suffix:
        return "pdf"
    for form, each in SUFFIXES.items():
        if each == suffix:
            return form
    raise SummitryError("print.form", got=arguments.out.name, expected=tuple(SUFFIXES.values()))


def _as_pdf(job: Job, arguments: argparse.Namespace) -> bytes:
    first = job.printings[0]
    carried = Carried(
        plan=first.plan_hash,
        printed_at=first.printed_at,
        language=job.reader.code,
        papers=tuple(
            Attached(
                code=version.text,
                copy=None if printing.copy is None else printing.copy.number,
                document=paper,
            )
            for printing in job.printings
            for paper, version in job.papers
        ),
    )
    return pdf_of(job.set, carried, four_up=arguments.four_up)


def _as_text(job: Job, _arguments: argparse.Namespace) -> bytes:
    return text_of(job.set, terminal_page(to_file=True)).encode()


def _as_html(job: Job, _arguments: argparse.Namespace) -> bytes:
    return page_of(job.set)


RENDERERS: dict[str, Callable[[Job, argparse.Namespace], bytes]] = {
    "pdf": _as_pdf,
    "text": _as_text,
    "html": _as_html,
}


def _tell(job: Job, out: Path) -> None:
    reader = job.reader
    say([reader.gettext(WRITTEN).format(path=out)])
    for paper, version in job.papers[:LISTED_MAX]:
        facts = {"code": version.text, "kind": paper.kind.value, "subject": paper.subject}
        say([reader.gettext(PAPER).format(**facts).rstrip()])
    rest = len(job.papers) - LISTED_MAX
    if rest > 0:
        say([reader.gettext(MORE).format(count=rest)])


def _tell_register(job: Job, register: Path) -> None:
    numbers = [printing.copy.number for printing in job.printings if printing.copy is not None]
    told = job.reader.gettext(REGISTERED)
    say([told.format(first=numbers[0], last=numbers[-1], path=register)])
