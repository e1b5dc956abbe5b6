"""What is owed and by when: no read-back, no look at a report, a review whose time has passed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from summitry.operations import situation
from summitry.operations.bodies import OrderStep
from summitry.operations.record import Record
from summitry.plan.communications import Declaration as Declarable
from summitry.plan.communications import Sitrep as PlannedSitrep
from summitry.plan.snapshot import Snapshot


class Debt(StrEnum):
    """What kind of thing is owed."""

    READ_BACK = "read-back"
    DONE = "done"
    SECOND_PERSON = "second-person"
    REVIEW = "review"
    ACKNOWLEDGEMENT = "acknowledgement"
    LOOK = "look"
    UPDATE = "update"
    TAKE_OVER = "take-over"
    SITREP = "sitrep"


class Patience(Struct, frozen=True, kw_only=True):
    """How long a command post waits where neither entry nor plan says so."""

    read_back: timedelta = timedelta(minutes=2)
    look: timedelta = timedelta(minutes=5)
    update: timedelta = timedelta(minutes=30)
    take_over: timedelta = timedelta(minutes=10)
    acknowledgement: timedelta = timedelta(minutes=5)


class Obligation(Struct, frozen=True, kw_only=True):
    """Something owed: for which entry (or row of the plan), by whom, by when.

    ``owed_by`` are rows of the plan as ``table/key``; empty means the command post itself.
    """

    debt: Debt
    subject: str
    due: datetime
    owed_by: tuple[str, ...] = ()

    def overdue(self, at: datetime) -> bool:
        """Say whether its time has passed."""
        return self.due <= at


def obligations(
    record: Record, plan: Snapshot, at: datetime, patience: Patience | None = None
) -> tuple[Obligation, ...]:
    """Return everything that is owed at the moment, the longest due first."""
    waits = patience or Patience()
    found = [
        *_of_orders(record, waits),
        *_of_decisions(record),
        *_of_declarations(record, plan, waits),
        *_of_reports(record, waits),
        *_of_incidents(record, waits),
        *_of_handovers(record, waits),
        *_of_sitreps(record, plan, at),
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.debt, each.subject)))


def _of_orders(record: Record, waits: Patience) -> Iterator[Obligation]:
    for order in situation.orders(record):
        entry_id, body = order.event.entry_id, order.body
        due = situation.confirm_due(order)
        if due is not None and order.step is not OrderStep.WITHDRAWN:
            yield Obligation(debt=Debt.SECOND_PERSON, subject=entry_id, due=due)
        if not order.is_open:
            continue
        if order.unread:
            due = body.read_back_by or order.event.entered + waits.read_back
            yield Obligation(debt=Debt.READ_BACK, subject=entry_id, due=due, owed_by=order.unread)
        if body.done_by is not None:
            yield Obligation(
                debt=Debt.DONE, subject=entry_id, due=body.done_by, owed_by=body.addressees
            )


def _of_decisions(record: Record) -> Iterator[Obligation]:
    for decision in situation.decisions(record):
        if decision.review_at is not None:
            yield Obligation(
                debt=Debt.REVIEW,
                subject=decision.event.entry_id,
                due=decision.review_at,
                owed_by=(f"persons/{decision.event.author}",),
            )


def _of_declarations(record: Record, plan: Snapshot, waits: Patience) -> Iterator[Obligation]:
    planned = plan.rows(Declarable)
    for declaration in situation.declarations(record):
        row = planned.get(declaration.body.declaration_id)
        if row is None or declaration.ended is not None:
            continue
        missing = [each for each in row.agency_unit_ids if each not in declaration.acknowledged]
        if missing:
            minutes = row.acknowledge_minutes_max
            wait = waits.acknowledgement if minutes is None else timedelta(minutes=minutes)
            yield Obligation(
                debt=Debt.ACKNOWLEDGEMENT,
                subject=declaration.event.entry_id,
                due=declaration.event.entered + wait,
                owed_by=tuple(f"units/{each}" for each in missing),
            )
        if row.review_minutes_max is not None:
            last = declaration.reviewed or declaration.event.entered
            yield Obligation(
                debt=Debt.REVIEW,
                subject=declaration.event.entry_id,
                due=last + timedelta(minutes=row.review_minutes_max),
            )


def _of_reports(record: Record, waits: Patience) -> Iterator[Obligation]:
    for report in situation.unattached(record):
        yield Obligation(
            debt=Debt.LOOK, subject=report.event.entry_id, due=report.event.entered + waits.look
        )


def _of_incidents(record: Record, waits: Patience) -> Iterator[Obligation]:
    for incident in situation.incidents(record):
        if incident.is_open:
            yield Obligation(
                debt=Debt.UPDATE,
                subject=incident.event.entry_id,
                due=incident.touched + waits.update,
            )


def _of_handovers(record: Record, waits: Patience) -> Iterator[Obligation]:
    for said, taken in situation.handovers(record):
        if not taken:
            yield Obligation(
                debt=Debt.TAKE_OVER,
                subject=said.event.entry_id,
                due=said.event.entered + waits.take_over,
                owed_by=(f"persons/{said.body.to_person_id}",),
            )


def _of_sitreps(record: Record, plan: Snapshot, at: datetime) -> Iterator[Obligation]:
    issued = {said.body.sitrep_id for said in situation.sitreps(record)}
    for row in plan.rows(PlannedSitrep).values():
        if row.sitrep_id not in issued and row.due <= at + timedelta(hours=1):
            yield Obligation(
                debt=Debt.SITREP,
                subject=f"sitreps/{row.sitrep_id}",
                due=row.due,
                owed_by=(f"command_posts/{row.command_post_id}",),
            )
