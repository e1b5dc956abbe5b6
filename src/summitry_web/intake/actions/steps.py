"""Adds steps to reports, and empties them: the two ways a report's record changes."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from summitry_web.accounts.can import Actor
from summitry_web.intake.access import TABLE
from summitry_web.intake.models import Report, ReportStep, SealedName
from summitry_web.intake.terms import Step
from summitry_web.journal.actions import record
from summitry_web.vault.actions import forget

NODE = "node"
"""Who acts where a limit of time does."""


def add_step(
    report: Report, kind: Step, *, by: Actor | None, at: datetime, words: str = "",
    facts: Mapping[str, object] | None = None,
) -> ReportStep:  # fmt: skip
    """Add a step, and note it in the journal with ids alone."""
    last = report.steps.aggregate(last=Max("number"))["last"] or 0
    person = NODE if by is None else by.person_id
    made = ReportStep.objects.create(
        report=report,
        number=last + 1,
        kind=kind.value,
        at=at,
        by_id=None if by is None else by.account_id,
        person_id=person,
        words=words,
        facts=dict(facts or {}),
    )
    note(report, f"intake.{kind.value}", by=person, at=at, facts=facts)
    return made


def note(
    report: Report, kind: str, *, by: str, at: datetime, facts: Mapping[str, object] | None = None
) -> None:
    """Write into the audit journal what was done with the report."""
    record(
        kind, journal=report.event.slug, actor=by, at=at,
        subject=f"{TABLE}/{report.number}", facts=facts,
    )  # fmt: skip


def empty(report: Report, *, by: str, at: datetime) -> None:
    """Delete the report's texts, place, photos and name; what is counted stays."""
    report.words = report.place = report.site_id = ""
    report.is_emptied = True
    report.save()
    report.steps.update(words="", power="", ordered_by="")
    SealedName.objects.filter(report=report).update(sealed=None, basis="")
    forget(report.event, TABLE, str(report.number), actor=by, at=at)
