"""What stands: incidents, orders, decisions, declarations, posts, programme."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from summitry.kit.ids import ItemId, PersonId, PostId, UnitId
from summitry.operations.bodies import (
    Acknowledged,
    Attached,
    Confirmed,
    Decision,
    Declaration,
    Delay,
    FieldReport,
    Handover,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Order,
    OrderMoved,
    OrderStep,
    Presence,
    Progress,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    Sitrep,
    Thing,
)
from summitry.operations.bodies.command import CONFIRM_WITHIN
from summitry.operations.event import Event
from summitry.operations.record import Record, Said
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Severity


class IncidentStands(Struct, frozen=True, kw_only=True):
    """An incident as it stands, and the reports that belong to it."""

    event: Event
    title: str
    severity: Severity
    status: IncidentStatus
    touched: datetime
    reports: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody must still deal with it."""
        return self.status is not IncidentStatus.CLOSED


def incidents(record: Record) -> tuple[IncidentStands, ...]:
    """Return every incident, the oldest first."""
    return record.derived(_incidents)


def _incidents(record: Record) -> tuple[IncidentStands, ...]:
    reports: dict[str, list[str]] = {}
    for report_id, attached in _attachments(record).items():
        if attached.incident:
            reports.setdefault(attached.incident, []).append(report_id)
    return tuple(
        _incident(record, said, tuple(reports.get(said.event.entry_id, ())))
        for said in record.said(Incident)
    )


def _incident(record: Record, said: Said[Incident], reports: tuple[str, ...]) -> IncidentStands:
    status, severity, touched = IncidentStatus.OPEN, said.body.severity, said.event.entered
    for change in record.answers(said.event.entry_id, IncidentChanged):
        status = change.body.status or status
        severity = change.body.severity or severity
        touched = max(touched, change.event.entered)
    return IncidentStands(
        event=said.event, title=said.body.title, severity=severity, status=status,
        touched=touched, reports=reports,
    )  # fmt: skip


def _attachments(record: Record) -> Mapping[str, Attached]:
    """Return what became of each report that somebody looked at: the last word counts."""
    return record.derived(_last_attached)


def _last_attached(record: Record) -> dict[str, Attached]:
    return {said.body.to: said.body for said in record.said(Attached)}


def unattached(record: Record) -> tuple[Said[FieldReport], ...]:
    """Return the reports of the field that nobody has looked at, the oldest first."""
    return record.derived(_unattached)


def _unattached(record: Record) -> tuple[Said[FieldReport], ...]:
    looked_at = _attachments(record)
    return tuple(said for said in record.said(FieldReport) if said.event.entry_id not in looked_at)


class OrderStands(Struct, frozen=True, kw_only=True):
    """An order as it stands with each addressee, and with its second person."""

    event: Event
    body: Order
    read_back: tuple[str, ...]
    wrong: tuple[str, ...]
    step: OrderStep | None
    confirmed_by: PersonId | None
    unconfirmed_since: datetime | None

    @property
    def unread(self) -> tuple[str, ...]:
        """The addressees from whom no read-back has come that the giver has not called wrong."""
        return tuple(each for each in self.body.addressees if each not in self.read_back)

    @property
    def is_open(self) -> bool:
        """Whether something is still owed: a read-back, or that it is done."""
        return self.step not in (OrderStep.DONE, OrderStep.WITHDRAWN, OrderStep.REFUSED)


def orders(record: Record) -> tuple[OrderStands, ...]:
    """Return every order, the oldest first."""
    return record.derived(_orders)


def _orders(record: Record) -> tuple[OrderStands, ...]:
    return tuple(_order(record, said) for said in record.said(Order))


def _order(record: Record, said: Said[Order]) -> OrderStands:
    entry_id = said.event.entry_id
    read: dict[str, bool] = {}
    for back in record.answers(entry_id, ReadBack):
        judged = record.answers(back.event.entry_id, ReadBackJudged)
        read[back.body.addressee] = not judged or judged[-1].body.right
    moves = record.answers(entry_id, OrderMoved)
    second, disagreed = _second_word(record, said)
    waits = bool(said.body.edits) and second is None
    return OrderStands(
        event=said.event,
        body=said.body,
        read_back=tuple(each for each, right in read.items() if right),
        wrong=tuple(each for each, right in read.items() if not right),
        step=OrderStep.WITHDRAWN if disagreed else _step(moves),
        confirmed_by=second,
        unconfirmed_since=said.event.entered if waits and not disagreed else None,
    )


def _step(moves: tuple[Said[OrderMoved], ...]) -> OrderStep | None:
    """Return how far the order is; what was withdrawn stays so, whoever is late to hear of it."""
    if any(each.body.step is OrderStep.WITHDRAWN for each in moves):
        return OrderStep.WITHDRAWN
    return moves[-1].body.step if moves else None


def _second_word(record: Record, said: Said[Order]) -> tuple[PersonId | None, bool]:
    """Return who confirmed the order, and whether the last word of another was no."""
    words = record.answers(said.event.entry_id, Confirmed)
    others = [each for each in words if each.event.author != said.event.author]
    if not others:
        return None, False
    return (others[-1].event.author, False) if others[-1].body.agreed else (None, True)


def confirm_due(order: OrderStands) -> datetime | None:
    """Return when the second person's word on a changed plan is due; None where none is owed."""
    since = order.unconfirmed_since
    return None if since is None else since + CONFIRM_WITHIN


class DecisionStands(Struct, frozen=True, kw_only=True):
    """A decision, and when it must be looked at again; None where it has ended or need not be."""

    event: Event
    body: Decision
    stands: bool
    review_at: datetime | None


def decisions(record: Record) -> tuple[DecisionStands, ...]:
    """Return every decision, the oldest first."""
    found = []
    for said in record.said(Decision):
        reviews = record.answers(said.event.entry_id, Reviewed)
        stands = reviews[-1].body.stands if reviews else True
        due = reviews[-1].body.next_review_at if reviews else said.body.review_at
        found.append(
            DecisionStands(
                event=said.event, body=said.body, stands=stands, review_at=due if stands else None
            )
        )
    return tuple(found)


class DeclarationStands(Struct, frozen=True, kw_only=True):
    """A declaration: which units have acknowledged it, when it was last looked at, its end."""

    event: Event
    body: Declaration
    acknowledged: tuple[UnitId, ...]
    reviewed: datetime | None
    ended: datetime | None


def declarations(record: Record) -> tuple[DeclarationStands, ...]:
    """Return every declaration that was made, the oldest first."""
    found = []
    for said in record.said(Declaration):
        words = record.answers(said.event.entry_id, Acknowledged)
        reviews = record.answers(said.event.entry_id, Reviewed)
        over = [each.event.observed for each in reviews if not each.body.stands]
        found.append(
            DeclarationStands(
                event=said.event,
                body=said.body,
                acknowledged=tuple(
                    dict.fromkeys(UnitId(w.body.unit_id) for w in words if w.body.unit_id)
                ),
                reviewed=reviews[-1].event.observed if reviews else None,
                ended=over[0] if over else None,
            )
        )
    return tuple(found)


def present(record: Record) -> Mapping[PostId, tuple[PersonId, ...]]:
    """Return who stands at each post, by what was reported last of each person."""
    return record.derived(_present)


def _present(record: Record) -> dict[PostId, tuple[PersonId, ...]]:
    where: dict[PersonId, PostId | None] = {}
    for said in record.said(Presence):
        if said.body.there:
            where[said.body.person_id] = said.body.post_id
        elif where.get(said.body.person_id) == said.body.post_id:
            where[said.body.person_id] = None
    found: dict[PostId, list[PersonId]] = {}
    for person_id, post_id in sorted(where.items()):
        if post_id is not None:
            found.setdefault(post_id, []).append(person_id)
    return {post_id: tuple(people) for post_id, people in sorted(found.items())}


class ItemStands(Struct, frozen=True, kw_only=True):
    """An item of the programme: begun, over, and by how much it is late (early: negative)."""

    item: Item
    begun: datetime | None
    over: datetime | None
    behind: timedelta


def programme(record: Record, plan: Snapshot, at: datetime) -> tuple[ItemStands, ...]:
    """Return the items in order of time, each with how far it is behind at the moment.

    An item that has begun is behind by what its begin was late; one that has not by what was
    told of it, and at least by what has passed since it should have begun.
    """
    told = delays(record)
    begun, over = _progress(record)
    found = []
    for item in sorted(plan.rows(Item).values(), key=lambda each: (each.start, each.item_id)):
        start = begun.get(item.item_id)
        behind = timedelta(minutes=told.get(Thing("programme", item.item_id), 0))
        if start is not None:
            behind = start - item.start
        elif item.item_id not in over:
            behind = max(behind, at - item.start) if at > item.start else behind
        found.append(ItemStands(item=item, begun=start, over=over.get(item.item_id), behind=behind))
    return tuple(found)


def _progress(record: Record) -> tuple[dict[ItemId, datetime], dict[ItemId, datetime]]:
    begun: dict[ItemId, datetime] = {}
    over: dict[ItemId, datetime] = {}
    for said in record.said(Progress):
        kept = over if said.body.over else begun
        kept.setdefault(said.body.item_id, said.event.observed)
    return begun, over


def delays(record: Record) -> dict[Thing, int]:
    """Return how many minutes each thing is late by the last word on it."""
    return {said.body.thing: said.body.minutes for said in record.said(Delay)}


def handovers(record: Record) -> tuple[tuple[Said[Handover], bool], ...]:
    """Return every handover, and whether the person who takes over has said so."""
    return tuple(
        (said, _taken(record.answers(said.event.entry_id, Acknowledged), said.body.to_person_id))
        for said in record.said(Handover)
    )


def _taken(words: Iterable[Said[Acknowledged]], person_id: PersonId) -> bool:
    return any(word.event.author == person_id for word in words)


def sitreps(record: Record) -> tuple[Said[Sitrep], ...]:
    """Return the situation reports that were issued, the oldest first."""
    return record.said(Sitrep)
