"""Write entries: who may write which kind, sealed, acknowledged when on the disk."""

import secrets
from datetime import datetime

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import DeviceId, EntryId, EventId, PersonId
from summitry.operations import bodies
from summitry.operations.bodies import Body, OrderStep, Thing
from summitry.operations.entry import Correction, Draft
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.operations.sealing import KEY_BYTES, NONCE_BYTES, sealed
from summitry.plan.command import CommandPost
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, can, require
from summitry_web.accounts.can import Thing as Owned
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import is_trial, moment_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.operations.access import post_here, read_entry
from summitry_web.operations.actions.powers import require_powers, require_second_person
from summitry_web.operations.models import CommandPostHere
from summitry_web.operations.store.asking import milliseconds
from summitry_web.operations.store.service import hand_in
from summitry_web.operations.store.writer import Submission
from summitry_web.plans.access import rows

COMMANDING = frozenset(
    {
        bodies.Order, bodies.ReadBackJudged, bodies.Confirmed, bodies.Decision, bodies.Reviewed,
        bodies.Declaration, bodies.Sitrep,
    }
)  # fmt: skip
"""What only a commander writes."""
REPORTING = frozenset(
    {
        bodies.FieldReport, bodies.ReadBack, bodies.OrderMoved, bodies.Presence,
        bodies.Acknowledged,
    }
)  # fmt: skip
"""What whoever may report writes too, from a phone in the field."""
ID_BYTES = 16


class Written(Struct, frozen=True, kw_only=True):
    """What somebody writes: the body and what stands around it.

    ``entry_id`` is made by the client before its first try; empty: it is made here.
    """

    body: Body
    entry_id: str = ""
    observed: datetime | None = None
    entered: datetime | None = None
    place: Thing | None = None
    marking: Marking = Marking.AMBER
    scope: tuple[str, ...] = ()
    corrects: str = ""
    reason: Correction | None = None
    attachments: tuple[str, ...] = ()


def enter(actor: Actor, event: Event, written: Written, *, at: datetime) -> Entered:
    """Return the entry once it is on the disk.

    Raises
    ------
    Denied
        The actor may not write this kind, or above their clearance.
    SummitryError
        ``operations.no_post`` where this node is no command post of the event;
        ``order.same_person`` where who gave an order would be its second person; what the journal
        refuses.
    """
    require_writing(actor, written, at=at)
    post = post_here(event)
    if post is None:
        raise SummitryError("operations.no_post", event=event.slug)
    if isinstance(written.body, bodies.Order) and written.body.edits:
        require_powers(actor, event, post, written.body, at=at)
    if isinstance(written.body, bodies.Confirmed):
        require_second_person(actor, event, post, written.body, at=at)
    submission, content = _sealed(actor, EventId(event.slug), written, moment_in(event, at))
    try:
        (entry,) = hand_in(EventId(event.slug), post, (submission,))
    except SummitryError as refusal:
        if refusal.code != "journal.other_entry":
            raise
        # Each try is sealed anew: the journal cannot tell that it is the same.
        before = sent_before(actor, event, written)
        if before is None or before.attachments != submission.draft.attachments:
            raise
        return before
    return replace(event_of(entry, content), is_trial=is_trial(event))


def sent_before(actor: Actor, event: Event, written: Written) -> Entered | None:
    """Return the entry that the actor wrote with the same words before; None where there is none.

    Its files may be others.

    Raises
    ------
    SummitryError
        ``journal.other_entry`` where somebody else's, or other words, stand under the id.
    """
    post, entry_id = post_here(event), EntryId(written.entry_id)
    found = None if post is None else read_entry(event, post, entry_id)
    if found is None:
        return None
    if (found[0].author, found[1]) != (actor.person_id, bodies.bytes_of(written.body)):
        raise SummitryError("journal.other_entry", entry=entry_id)
    return replace(event_of(*found), is_trial=is_trial(event))


def require_writing(actor: Actor, written: Written, *, at: datetime) -> None:
    """Refuse what the actor may not write."""
    body, kind = written.body, type(written.body)
    thing = Owned(owners=written.scope, marking=written.marking)
    if is_commanding(body):
        require(actor, Verb.COMMAND, thing, at=at)
    elif kind not in REPORTING or not can(actor, Verb.REPORT, thing, at=at):
        require(actor, Verb.ENTER, thing, at=at)


def is_commanding(body: bodies.Body) -> bool:
    """Say whether the words are a commander's alone."""
    is_withdrawn = isinstance(body, bodies.OrderMoved) and body.step is OrderStep.WITHDRAWN
    return type(body) in COMMANDING or is_withdrawn


def _sealed(
    actor: Actor, event: EventId, written: Written, moment: datetime
) -> tuple[Submission, bytes]:
    entry_id = EntryId(written.entry_id or secrets.token_hex(ID_BYTES))
    content = bodies.bytes_of(written.body)
    key = secrets.token_bytes(KEY_BYTES)
    body = sealed(
        content, key=key, nonce=secrets.token_bytes(NONCE_BYTES), event=event, entry_id=entry_id
    )
    entered = written.entered or moment
    draft = Draft(
        entry_id=entry_id,
        kind=written.body.kind,
        author=PersonId(actor.person_id),
        device=DeviceId(actor.device or "site"),
        observed_ms=milliseconds(written.observed or entered),
        entered_ms=milliseconds(entered),
        place="" if written.place is None else f"{written.place.table}/{written.place.key}",
        marking=written.marking,
        scope=tuple(sorted(set(written.scope))),
        corrects=EntryId(written.corrects),
        reason=written.reason,
        attachments=tuple(sorted(set(written.attachments))),
        body=body.commitment(),
    )
    return Submission(draft=draft, sealed=body, key=key), content


@transaction.atomic
def open_post(actor: Actor, event: Event, post_id: str, *, at: datetime) -> CommandPostHere:
    """Make this node a command post of the event; from then on it keeps that post's journal.

    Raises
    ------
    SummitryError
        ``operations.post_open`` where it is one already: a journal is never given to another post.
        ``operations.unknown_post`` where the plan has no such command post.
    """
    require(actor, Verb.GRANT, at=at)
    if CommandPostHere.objects.select_for_update().filter(event=event).exists():
        raise SummitryError("operations.post_open", event=event.slug)
    if post_id not in rows(actor, event, CommandPost, at=at):
        raise SummitryError("operations.unknown_post", got=post_id)
    made = CommandPostHere.objects.create(
        event=event, post_id=post_id, opened=at, opened_by=actor.person_id
    )
    record("operations.opened", journal=event.slug, actor=actor.person_id, at=at, subject=post_id)
    return made
