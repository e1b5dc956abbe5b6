"""What is owed, and reports that nobody has looked at, as far as the reader may know of them."""

from datetime import datetime

from msgspec import Struct

from summitry.operations import situation
from summitry.operations.bodies import Body, Declaration, FieldReport
from summitry.operations.obligations import Debt, Obligation, obligations
from summitry.operations.record import Record, Said
from summitry.operations.situation import IncidentStands
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.operations.access import day_of, post_here
from summitry_web.operations.places import plan_and_reads


class Owed(Struct, frozen=True, kw_only=True):
    """Something owed, and the words of what it is owed on."""

    obligation: Obligation
    is_overdue: bool
    said: Said[Body] | None = None
    name: str = ""


class Inbox(Struct, frozen=True, kw_only=True):
    """Reports that nobody has looked at, and the incidents that they may belong to."""

    reports: tuple[Said[FieldReport], ...]
    incidents: tuple[IncidentStands, ...]


def record_of(actor: Actor, event: Event, *, at: datetime) -> Record:
    """Return the record as the actor may know it; an empty one where no post is open here."""
    post = post_here(event)
    return Record() if post is None else day_of(event, post).record_for(actor, at=at)


def inbox_of(actor: Actor, event: Event, *, at: datetime) -> Inbox:
    """Return the reports that wait, the oldest first, and the incidents that are open."""
    record = record_of(actor, event, at=at)
    stands = [each for each in situation.incidents(record) if each.is_open]
    return Inbox(reports=situation.unattached(record), incidents=tuple(stands[::-1]))


def owed(actor: Actor, event: Event, *, at: datetime) -> tuple[Owed, ...]:
    """Return what is owed, the longest overdue first."""
    record = record_of(actor, event, at=at)
    moment = moment_in(event, at)
    plan, reads = plan_and_reads(actor, event, at=at)
    found = []
    for each in obligations(record, plan, moment):
        told_by = [plan.get(*place) for place in planned_in(each, record)]
        if not all(row is not None and reads(row) for row in told_by):
            continue
        event_said = record.get(each.subject)
        found.append(
            Owed(
                obligation=each,
                is_overdue=each.overdue(moment),
                said=None if event_said is None else Said(event_said, event_said.body),
                name="" if event_said is not None else each.subject,
            )
        )
    return tuple(found)


def planned_in(debt: Obligation, record: Record) -> tuple[tuple[str, str], ...]:
    """Return table and key of the plan's rows that say what is owed: the debt tells of them."""
    if debt.debt is Debt.SITREP:
        return (("sitreps", debt.subject.removeprefix("sitreps/")),)
    said = record.get(debt.subject)
    # Who must acknowledge, and when to look again, is told by the plan's own row.
    if said is not None and isinstance(said.body, Declaration):
        return (("declarations", said.body.declaration_id),)
    return ()
