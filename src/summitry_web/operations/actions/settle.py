"""Settle what is owed: what becomes of a report, and one act for each debt."""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import (
    Acknowledged,
    Attached,
    Body,
    Confirmed,
    FieldReport,
    Incident,
    OrderMoved,
    OrderStep,
    Priority,
    Reviewed,
)
from summitry.operations.event import Event as Entered
from summitry.operations.obligations import Debt
from summitry.plan.terms import Severity
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.actions.line import derived
from summitry_web.operations.owed import record_of

SEVERITIES: Mapping[Priority, Severity] = {
    Priority.IMMEDIATE: Severity.CRITICAL,
    Priority.URGENT: Severity.HIGH,
    Priority.ROUTINE: Severity.MEDIUM,
}
"""What an incident begins with, made of a report or guessed; whoever leads it changes it."""


class About(Struct, frozen=True, kw_only=True):
    """The entry that an act answers, and the id that the form made for the act."""

    to: str
    entry_id: str


def attach(actor: Actor, event: Event, about: About, *, incident: str, at: datetime) -> Entered:
    """Make the report part of the incident."""
    report = _report(actor, event, about, at=at)
    if record_of(actor, event, at=at).get(incident) is None:
        raise Denied("incident")
    return enter(actor, event, _of(report, about, Attached(to=about.to, incident=incident)), at=at)


def set_aside(actor: Actor, event: Event, about: About, *, reason: str, at: datetime) -> Entered:
    """Say that the report belongs to no incident, and why."""
    report = _report(actor, event, about, at=at)
    return enter(actor, event, _of(report, about, Attached(to=about.to, reason=reason)), at=at)


def make_incident(actor: Actor, event: Event, about: About, *, at: datetime) -> Entered:
    """Make an incident of the report, attach the report to it, and return the incident."""
    report = _report(actor, event, about, at=at)
    body = report.body
    assert isinstance(body, FieldReport), report.entry_id  # `_report` says so
    incident = Incident(title=body.text, severity=SEVERITIES[body.priority])
    made = enter(actor, event, _of(report, about, incident), at=at)
    attached = About(to=about.to, entry_id=derived(about.entry_id, "attached"))
    word = Attached(to=about.to, incident=made.entry_id)
    enter(actor, event, _of(report, attached, word), at=at)
    return made


def _report(actor: Actor, event: Event, about: About, *, at: datetime) -> Entered:
    found = record_of(actor, event, at=at).get(about.to)
    if found is None or not isinstance(found.body, FieldReport):
        raise Denied("report")
    return found


def _of(entered: Entered, about: About, body: Body) -> Written:
    """Return the body as an entry for the same readers as the one that it answers."""
    return Written(
        body=body,
        entry_id=about.entry_id,
        place=entered.place,
        marking=entered.marking,
        scope=entered.scope,
    )


def settle(  # who, where, what, on which, by whom: each is said apart
    actor: Actor, event: Event, debt: Debt, about: About, *, owed_by: str, at: datetime
) -> Entered:
    """Do the one act that settles the debt.

    Raises
    ------
    Denied
        There is no such entry for the actor, or the act is not theirs.
    SummitryError
        ``operations.no_one_act`` where the debt needs more than a word.
    """
    found = record_of(actor, event, at=at).get(about.to)
    if found is None:
        raise Denied("entry")
    if debt not in ACTS:
        raise SummitryError("operations.no_one_act", debt=debt.value)
    return enter(actor, event, _of(found, about, ACTS[debt](about.to, owed_by)), at=at)


def _acknowledged(to: str, owed_by: str) -> Body:
    return Acknowledged(to=to, unit_id=owed_by.removeprefix("units/"))


ACTS: Mapping[Debt, Callable[[str, str], Body]] = {
    Debt.TAKE_OVER: lambda to, _: Acknowledged(to=to),
    Debt.ACKNOWLEDGEMENT: _acknowledged,
    Debt.SECOND_PERSON: lambda to, _: Confirmed(to=to),
    Debt.DONE: lambda to, _: OrderMoved(to=to, step=OrderStep.DONE),
    Debt.REVIEW: lambda to, _: Reviewed(to=to, stands=True),
}
"""The debts that one word settles."""
