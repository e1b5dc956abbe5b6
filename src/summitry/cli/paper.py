"""`summitry paper KIND PLAN ENTRIES`: a paper of the day, every sentence with its entries."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from summitry.cli.arguments import add_plan
from summitry.cli.entries import add_entries, events_of
from summitry.cli.files import load, write_output
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId
from summitry.kit.time import Interval
from summitry.operations.assurance import Plan
from summitry.operations.event import Event
from summitry.operations.papers.cover import covers
from summitry.operations.papers.handover import handover_paper
from summitry.operations.papers.ics_message import general_message
from summitry.operations.papers.ics_people import activity_log, check_in_list
from summitry.operations.papers.ics_status import status_summary
from summitry.operations.papers.paper import Kind, Paper
from summitry.operations.papers.reading import Reading
from summitry.operations.papers.sitrep import approver_of, draft_sitrep
from summitry.operations.record import Record
from summitry.package.package import Package
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking
from summitry.report.day_paper import page_of_day, set_paper
from summitry.report.language import language
from summitry.report.moments import moment_of_wish

EXAMPLE = Text(
    "Example: summitry paper sitrep PLAN entries.jsonl --approved-by o-00001 --lang vi "
    "--out sitrep.html\n\n"
    "Every sentence cites the entries that it rests on. What the record does not hold stays "
    "blank and says so."
)
WRITTEN = Text("Written: {path}")

CHOICES: Mapping[Kind, frozenset[str]] = {
    Kind.SITREP: frozenset({"approved_by"}),
    Kind.HANDOVER: frozenset({"outgoing", "incoming"}),
    Kind.ICS_209: frozenset({"entry"}),
    Kind.ICS_211: frozenset(),
    Kind.ICS_213: frozenset({"entry"}),
    Kind.ICS_214: frozenset({"person"}),
}
"""What changes something in a paper of the kind; the rest is refused, not passed over."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=[kind.value for kind in Kind],
        help=Text("what to make: %(choices)s"),
    )
    add_plan(parser)
    add_entries(parser)
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=Text("the file; KIND.html here when left out")
    )
    parser.add_argument(
        "--from", dest="start", metavar="TIME",
        help=Text("from when on; from the first entry when left out"),
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="end", metavar="TIME",
        help=Text("until when, and as at when; to the last entry when left out"),
    )  # fmt: skip
    parser.add_argument(
        "--marking",
        metavar="TLP",
        choices=[each.value for each in Marking],
        default=Marking.RED.value,
        help=Text("the narrowest mark that the paper may bear; what is above it is left out"),
    )
    _configure_choice(parser)


def _configure_choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(Text("what it is about"))
    told = {
        "--approved-by": Text("for a situation report: the person who approved it"),
        "--outgoing": Text("for a handover: the person who hands over"),
        "--incoming": Text("for a handover: the person who takes over"),
        "--person": Text("for ICS 214: whose log it is"),
    }
    for option, sentence in told.items():
        group.add_argument(option, metavar="PERSON", help=sentence)
    group.add_argument(
        "--entry",
        metavar="ID",
        help=Text("for ICS 209 the incident, for ICS 213 the message: the id of its entry"),
    )


class Job(Struct, frozen=True, kw_only=True):
    """What a paper is made from."""

    package: Package
    events: tuple[Event, ...]
    record: Record
    plan: Snapshot
    period: Interval
    most: Marking
    arguments: argparse.Namespace

    def reading(self) -> Reading:
        """Return the record as it may stand on the paper."""
        return Reading(self.record, self.plan, self.period, self.most)


def run(arguments: argparse.Namespace) -> int:
    """Make the paper and write it."""
    kind, reader = Kind(arguments.kind), language(arguments.lang)
    _require_choices(kind, arguments)
    job = _job(arguments)
    paper = MAKERS[kind](job)
    event = job.plan.event
    out = arguments.out or Path(f"{kind}.html")
    write_output(out, page_of_day(set_paper(paper, event, reader, at=job.period.end)))
    sys.stdout.write(reader.gettext(WRITTEN).format(path=out) + "\n")
    return 0


def _require_choices(kind: Kind, arguments: argparse.Namespace) -> None:
    for name in sorted(frozenset().union(*CHOICES.values()) - CHOICES[kind]):
        if getattr(arguments, name):
            option = f"--{name.replace('_', '-')}"
            raise SummitryError("print.unused", got=option, kind=kind.value)


def _job(arguments: argparse.Namespace) -> Job:
    package = load(arguments.plan)
    events = tuple(events_of(arguments.entries, package.snapshot))
    record = Record(events)
    period = _period(arguments, package, events)
    return Job(
        package=package, events=events, record=record, period=period,
        plan=package.snapshot,
        most=Marking(arguments.marking), arguments=arguments,
    )  # fmt: skip


def _period(arguments: argparse.Namespace, package: Package, events: tuple[Event, ...]) -> Interval:
    event = package.snapshot.event
    moments = [each.entered for each in events] or [event.opens]

    def told(wish: str | None, otherwise: datetime) -> datetime:
        return moment_of_wish(event, wish) if wish else otherwise

    return Interval(told(arguments.start, min(moments)), told(arguments.end, max(moments)))


def _sitrep(job: Job) -> Paper:
    plan = Plan(
        snapshot=job.package.snapshot,
        attestations=job.package.attestations,
        people=job.package.people,
        rulings=job.package.rulings,
    )
    approved_by = job.arguments.approved_by
    return draft_sitrep(
        job.record,
        job.plan,
        job.period,
        most=job.most,
        covers=covers(plan, job.reading().record, job.period.end),
        approver=None if approved_by is None else approver_of(job.plan, PersonId(approved_by)),
    )


def _handover(job: Job) -> Paper:
    return handover_paper(
        job.reading(), outgoing=job.arguments.outgoing, incoming=job.arguments.incoming
    )


def _status(job: Job) -> Paper:
    return status_summary(job.reading(), _needed(job, "entry"))


def _check_in(job: Job) -> Paper:
    return check_in_list(job.reading())


def _message(job: Job) -> Paper:
    entry_id = _needed(job, "entry")
    found = next((each for each in job.events if each.entry_id == entry_id), None)
    if found is None:
        raise SummitryError("paper.no_entry", got=entry_id)
    return general_message(job.reading(), found)


def _activity(job: Job) -> Paper:
    return activity_log(job.reading(), job.events, PersonId(_needed(job, "person")))


def _needed(job: Job, name: str) -> str:
    found = getattr(job.arguments, name)
    if not found:
        raise SummitryError("print.needs", expected=f"--{name}")
    return str(found)


MAKERS: Mapping[Kind, Callable[[Job], Paper]] = {
    Kind.SITREP: _sitrep,
    Kind.HANDOVER: _handover,
    Kind.ICS_209: _status,
    Kind.ICS_211: _check_in,
    Kind.ICS_213: _message,
    Kind.ICS_214: _activity,
}
