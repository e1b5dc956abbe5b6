"""What the desk does with a report."""

from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.intake import access
from summitry_web.intake.actions.reports import WORDS_MAX
from summitry_web.intake.actions.steps import add_step, empty
from summitry_web.intake.models import Report
from summitry_web.intake.terms import (
    CREDIBILITY,
    KEEPS_NOTHING,
    RELIABILITY,
    Reason,
    State,
    Step,
)
from summitry_web.plans.access import sees


def _open(actor: Actor, event: Event, number: int, *, at: datetime) -> Report:
    """Return the report, held, where it is open and the actor works on it."""
    require(actor, Verb.TRIAGE, at=at)
    report = access.locked_report_for(actor, event, number, at=at)
    if report.state == State.CLOSED.value:
        raise SummitryError("intake.closed")
    return report


def _taken(actor: Actor, event: Event, number: int, *, at: datetime) -> Report:
    report = _open(actor, event, number, at=at)
    if report.state == State.NEW.value:
        raise SummitryError("intake.not_taken")
    return report


def _said(words: str) -> str:
    if not words.strip():
        raise SummitryError("intake.empty")
    if len(words) > WORDS_MAX:
        raise SummitryError("intake.words_max", got=len(words), expected=WORDS_MAX)
    return words.strip()


@transaction.atomic
def take(actor: Actor, event: Event, number: int, *, at: datetime) -> None:
    """Take the report; a second press changes nothing, a second person is told."""
    report = _open(actor, event, number, at=at)
    if report.state != State.NEW.value:
        if report.taken_by_id == actor.account_id:
            return
        raise SummitryError("intake.taken")
    report.state, report.taken_by_id, report.taken_at = State.TAKEN.value, actor.account_id, at
    report.save()
    add_step(report, Step.TAKEN, by=actor, at=at)


@transaction.atomic
def ask(actor: Actor, event: Event, number: int, words: str, *, at: datetime) -> None:
    """Put a question to who reported."""
    report = _taken(actor, event, number, at=at)
    question = _said(words)
    report.state = State.ASKED.value
    report.save()
    add_step(report, Step.ASKED, by=actor, at=at, words=question)


@transaction.atomic
def grade(  # two grades, each by its own name
    actor: Actor, event: Event, number: int, *, reliability: str, credibility: str, at: datetime
) -> None:
    """Grade the source and what it says, apart."""
    report = _taken(actor, event, number, at=at)
    if reliability not in RELIABILITY or credibility not in CREDIBILITY:
        raise SummitryError("intake.grade")
    report.reliability, report.credibility = reliability, credibility
    report.save()
    facts = {"reliability": reliability, "credibility": credibility}
    add_step(report, Step.GRADED, by=actor, at=at, facts=facts)


@transaction.atomic
def link(  # the row by table and key
    actor: Actor, event: Event, number: int, *, table: str, key: str, at: datetime
) -> None:
    """Link the report to a risk or a site of the plan."""
    report = _taken(actor, event, number, at=at)
    if table not in access.LINKED or not sees(actor, event, table, key, at=at):
        raise SummitryError("intake.row")
    if table == "risks":
        report.risk_id = key
    else:
        report.site_id = key
    report.save()
    add_step(report, Step.LINKED, by=actor, at=at, facts={"table": table, "key": key})


@transaction.atomic
def act(  # noqa: PLR0913  # what the law asks to be written down
    actor: Actor, event: Event, number: int, *, power: str, ordered_by: str, outcome: str,
    at: datetime,
) -> None:  # fmt: skip
    """Write down what was done: by which legal power, on whose order, and what came of it."""
    report = _taken(actor, event, number, at=at)
    told = [each.strip() for each in (power, ordered_by, outcome)]
    if not all(told) or len(told[0]) > 200 or len(told[1]) > 200:  # noqa: PLR2004  # the columns
        raise SummitryError("intake.action")
    step = add_step(report, Step.ACTED, by=actor, at=at, words=_said(outcome))
    step.power, step.ordered_by = told[0], told[1]
    step.save(update_fields=["power", "ordered_by"])


@transaction.atomic
def pass_to(actor: Actor, event: Event, number: int, unit_id: str, *, at: datetime) -> None:
    """Pass the report to a unit, whose own desk then works on it too."""
    report = _taken(actor, event, number, at=at)
    if unit_id not in access.units_of(actor, event, at=at):
        raise SummitryError("intake.unit")
    report.passed_to = unit_id
    report.save()
    add_step(report, Step.PASSED, by=actor, at=at, facts={"unit": unit_id})


@transaction.atomic
def close(  # a duplicate names the other report
    actor: Actor, event: Event, number: int, reason: str, *, other: int | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """Close the report; where a right was exercised, everything but the counts is deleted."""
    report = _taken(actor, event, number, at=at)
    if reason not in set(Reason):
        raise SummitryError("intake.reason")
    if reason == Reason.DUPLICATE.value:
        report.duplicate_of = _other(actor, event, report, other, at=at)
    report.state, report.reason, report.closed_at = State.CLOSED.value, reason, at
    report.save()
    facts = {"reason": reason, **({"other": other} if report.duplicate_of_id else {})}
    add_step(report, Step.CLOSED, by=actor, at=at, facts=facts)
    if Reason(reason) in KEEPS_NOTHING:
        empty(report, by=actor.person_id, at=at)


def _other(
    actor: Actor, event: Event, report: Report, number: int | None, *, at: datetime
) -> Report:
    found = access.reports_for(actor, event, at=at).filter(number=number or 0).first()
    if found is None or found.pk == report.pk:
        raise SummitryError("intake.duplicate")
    return found
