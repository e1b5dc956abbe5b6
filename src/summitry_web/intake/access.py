"""The only way to reports: the desk's by its rights, a reporter's own, and nobody else's."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from statistics import median

from django.db.models import Q, QuerySet
from msgspec import Struct

from summitry.kit.errors import NO_SENTENCE, Text
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.intake.models import Report, ReportStep, SealedName
from summitry_web.intake.terms import GROUNDS, Ground, State, Step
from summitry_web.plans.access import rows, targets
from summitry_web.vault.access import Attachment, attachments_of

__all__ = [
    "FOUND_MAX",
    "LINKED",
    "TABLE",
    "Report",
    "ReportStep",
    "Waiting",
    "ground_of",
    "locked_own_report",
    "locked_report_for",
    "marking_allowed",
    "may_read_file",
    "name_of",
    "own_reports",
    "photos_of",
    "question_of",
    "report_for",
    "reports_for",
    "rows_found",
    "sent_before",
    "sites_of",
    "triaged_by",
    "units_of",
    "waiting_of",
]

TABLE = "reports"
"""The name under which the journal and the vault know reports."""
FOUND_MAX = 20
LINKED = ("risks", "sites")


def triaged_by(actor: Actor, at: datetime) -> Q:
    """Return what narrows reports to those that the actor works on.

    A grant of the whole event is for all, one of a unit for what came from or was passed to it.
    One grant must allow it alone, up to its own clearance.
    """
    held = [e for e in actor.grants if e.holds(at) and Verb.TRIAGE in e.verbs]
    parts = [
        Q(height__lte=each.clearance.height)
        & (Q(unit_id=each.unit_id) | Q(passed_to=each.unit_id) if each.unit_id else Q())
        for each in held
    ]
    return reduce(or_, parts, Q(pk__in=[]))


def reports_for(actor: Actor, event: Event, *, at: datetime) -> QuerySet[Report]:
    """Return the reports that the actor works on, the newest first."""
    found = Report.objects.filter(triaged_by(actor, at), event=event)
    return found.select_related("duplicate_of", "taken_by")


def report_for(actor: Actor, event: Event, number: int, *, at: datetime) -> Report:
    """Return the report of that number, where the actor works on it."""
    found = reports_for(actor, event, at=at).filter(number=number).first()
    if found is None:
        raise Denied("report")
    return found


def locked_report_for(actor: Actor, event: Event, number: int, *, at: datetime) -> Report:
    """Return the report, held for this transaction."""
    found = Report.objects.select_for_update().filter(
        triaged_by(actor, at), event=event, number=number
    )
    report = found.first()
    if report is None:
        raise Denied("report")
    return report


def own_reports(actor: Actor, event: Event) -> QuerySet[Report]:
    """Return what the account itself reported."""
    return Report.objects.filter(event=event, reporter_id=actor.account_id)


def locked_own_report(actor: Actor, event: Event, number: int) -> Report:
    """Return the account's own report of that number, held for this transaction."""
    found = own_reports(actor, event).select_for_update().filter(number=number).first()
    if found is None:
        raise Denied("report")
    return found


def sent_before(actor: Actor, event: Event, client_id: str) -> Report | None:
    """Return the report that the account sent under that id of its phone, if it did."""
    return own_reports(actor, event).filter(client_id=client_id).first()


def question_of(report: Report) -> ReportStep | None:
    """Return the question that waits for the reporter's answer."""
    if report.state != State.ASKED.value:
        return None
    return report.steps.filter(kind=Step.ASKED.value).last()


def name_of(report: Report, *, at: datetime) -> SealedName | None:
    """Return the name's record while the name is kept: past its end it is gone for everybody."""
    found = SealedName.objects.filter(report=report, sealed__isnull=False, ends_at__gt=at)
    return found.first()


def ground_of(report: Report, *, at: datetime) -> Text:
    """Return on which ground the person is named, while the name is kept."""
    name = name_of(report, at=at)
    return NO_SENTENCE if name is None else GROUNDS[Ground(name.ground)]


def photos_of(actor: Actor, report: Report, *, at: datetime) -> list[Attachment]:
    """Return the photos of a report that the actor works on."""
    return attachments_of(actor, report.event, TABLE, str(report.number), at=at)


def may_read_file(actor: Actor, attachment: Attachment, at: datetime) -> bool:
    """Say whether the actor works on the report whose photo it is."""
    number = attachment.subject_key
    return number.isdecimal() and (
        reports_for(actor, attachment.event, at=at).filter(number=int(number)).exists()
    )


def sites_of(actor: Actor, event: Event, *, at: datetime) -> Mapping[str, str]:
    """Return the names of the sites that the actor may read, by id."""
    return {key: site.name for key, site in rows(actor, event, Site, at=at).items()}


def units_of(actor: Actor, event: Event, *, at: datetime) -> Mapping[str, str]:
    """Return the names of the units that the actor may read, by id."""
    return {key: unit.name for key, unit in rows(actor, event, Unit, at=at).items()}


def rows_found(
    actor: Actor, event: Event, query: str, *, at: datetime
) -> list[tuple[str, str, str]]:
    """Return table, key and name of risks and sites whose text holds the query."""
    if not query.strip():
        return []
    return [
        (table, key, name)
        for table in LINKED
        for key, name in targets(actor, event, table, query.strip(), size=FOUND_MAX, at=at)
    ]


class Waiting(Struct, frozen=True, kw_only=True):
    """How long reports wait for somebody of the desk."""

    new: int
    oldest: datetime | None
    """When the oldest one that nobody has taken came in."""
    minutes_median: int | None
    """How long it took until somebody took a report; None while nobody has."""


def waiting_of(reports: list[Report]) -> Waiting:
    """Return how long these reports wait, or waited."""
    new = [each.received_at for each in reports if each.state == State.NEW.value]
    took = [each.taken_at - each.received_at for each in reports if each.taken_at is not None]
    minutes = [round(each.total_seconds() / 60) for each in took]
    return Waiting(
        new=len(new),
        oldest=min(new, default=None),
        minutes_median=round(median(minutes)) if minutes else None,
    )


def marking_allowed(event: Event) -> Marking:
    """Return the marking that a new report gets: AMBER, or the installation's ceiling below it."""
    ceiling = Marking(event.ceiling)
    return Marking.AMBER if ceiling.height >= Marking.AMBER.height else ceiling
