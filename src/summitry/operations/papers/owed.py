"""What is owed, told in sentences, and which report is due next."""

from collections.abc import Iterator
from datetime import datetime

from summitry.kit.errors import Text
from summitry.operations import situation
from summitry.operations.bodies import Body, Decision, FieldReport, Handover, Incident, Order
from summitry.operations.obligations import Debt, Obligation, obligations
from summitry.operations.papers.paper import Told
from summitry.operations.papers.reading import Reading
from summitry.plan.communications import Sitrep as PlannedSitrep

OWED: dict[Debt, Text] = {
    Debt.READ_BACK: Text("By {due}: {who} must read back “{subject}”."),
    Debt.DONE: Text("By {due}: {who} must carry out “{subject}”."),
    Debt.SECOND_PERSON: Text("By {due}: a second person must confirm “{subject}”."),
    Debt.REVIEW: Text("By {due}: “{subject}” must be looked at again."),
    Debt.ACKNOWLEDGEMENT: Text("By {due}: {who} must acknowledge “{subject}”."),
    Debt.LOOK: Text("By {due}: somebody must look at the report “{subject}”."),
    Debt.UPDATE: Text("By {due}: somebody must say how “{subject}” stands."),
    Debt.TAKE_OVER: Text("By {due}: {who} must take the desk over."),
}
OVERDUE = Text("What is owed and overdue: {count}.")


def owed(reading: Reading) -> Iterator[Told]:
    """Yield what is owed for an entry, the longest due first; at first how much is overdue.

    A report of the plan that is due rests on no entry; `next_report` tells it.
    """
    found = [
        (each, event)
        for each in obligations(reading.record, reading.plan, reading.at)
        if (event := reading.record.get(each.subject)) is not None
    ]
    late = [event.entry_id for each, event in found if each.overdue(reading.at)]
    if late:
        yield reading.told(OVERDUE, *late, count=len(late))
    for each, event in found:
        yield _owed(reading, each, event.entry_id, event.body)


def _owed(reading: Reading, owed: Obligation, entry_id: str, body: Body) -> Told:
    return reading.told(
        OWED[owed.debt], entry_id, due=owed.due,
        who=reading.names(owed.owed_by), subject=_called(reading, body),
    )  # fmt: skip


def _called(reading: Reading, body: Body) -> str:
    """Return how people speak of the entry for which something is owed."""
    if isinstance(body, Incident):
        return body.title
    if isinstance(body, Decision):
        return body.options[body.chosen]
    if isinstance(body, Order | FieldReport):
        return body.text
    if isinstance(body, Handover):
        return body.situation
    return reading.name("declarations", getattr(body, "declaration_id", ""))


def next_report(reading: Reading, *, after: datetime) -> PlannedSitrep | None:
    """Return the plan's next situation report that was not issued; None where there is none."""
    issued = {said.body.sitrep_id for said in situation.sitreps(reading.record)}
    coming = [
        row
        for row in reading.plan.rows(PlannedSitrep).values()
        if row.due >= after and row.sitrep_id not in issued
    ]
    return min(coming, key=lambda row: (row.due, row.sitrep_id), default=None)
