"""What an officer sends from a phone: a report, where they are, their word on an order."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import BinaryIO, TypeVar

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EntryId
from summitry.operations.bodies import (
    Body,
    FieldReport,
    OrderMoved,
    OrderStep,
    Presence,
    Priority,
    ReadBack,
    Thing,
)
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.plan.posts import Shift
from summitry.plan.terms import Marking
from summitry_web.accounts.attempts import Pace, require_pace
from summitry_web.accounts.can import Actor, can, require
from summitry_web.accounts.can import Thing as Owned
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.operations.access import post_here, read_entry
from summitry_web.operations.actions.enter import Written, enter, sent_before
from summitry_web.operations.cards import MyOrder, card_of, shift_at
from summitry_web.vault.access import hashes_on
from summitry_web.vault.actions import examine, keep_examined

BodyT = TypeVar("BodyT", bound=Body)
TABLE = "entries"
"""The files of an entry are kept in the vault under this name and the entry's id."""

ENTRIES = Pace(most=60, window=timedelta(minutes=1))
PHOTOS = Pace(most=60, window=timedelta(hours=1))
"""What one account may send: more than an officer says, also after hours without a connection."""


class Sent(Struct, frozen=True, kw_only=True):
    """What stands around everything that a phone sends."""

    entry_id: str
    observed: datetime
    entered: datetime


class Photo(Struct, frozen=True):
    """A picture, as it was sent."""

    stream: BinaryIO
    name: str


def report(  # who, where, when, what, with which picture
    actor: Actor,
    event: Event,
    sent: Sent,
    *,
    said: tuple[str, Priority],
    photo: Photo | None,
    at: datetime,
) -> Entered:
    """Write a report from the officer's post, with its picture in the vault.

    Raises
    ------
    SummitryError
        ``attempts.wait`` where the account has sent too many pictures; what `enter` and the
        vault refuse.
    """
    marking = _marking(actor, event, at)
    text, priority = said
    where = _sent_as(FieldReport, actor, event, sent) or _shift(actor, event, sent, at)
    post_id = None if where is None else where.post_id
    body = FieldReport(text=text, priority=priority, post_id=post_id)
    place = None if post_id is None else Thing("posts", post_id)
    written = _written(sent, Written(body=body, place=place, marking=marking))
    if photo is None:
        return enter(actor, event, written, at=at)
    before = sent_before(actor, event, written)
    kept = hashes_on(event, TABLE, sent.entry_id)
    if before is not None and before.attachments and kept.issuperset(before.attachments):
        return before
    require_pace("field-photo", str(actor.account_id), PHOTOS, at)
    safe = examine(event, photo.stream, photo.name, marking=marking)
    content_hash = sha256(safe.content).hexdigest()
    written = replace(written, attachments=(content_hash,))
    with transaction.atomic():
        # An entry may stand without its picture, where the journal answered too late.
        if content_hash not in kept:
            subject = (TABLE, sent.entry_id)
            keep_examined(actor, event, safe, subject=subject, owners=(), at=at)
        # Last: where the journal refuses, nothing of the picture is kept.
        return enter(actor, event, written, at=at)


def stand(actor: Actor, event: Event, sent: Sent, *, there: bool, at: datetime) -> Entered:
    """Say that the officer has come to their post, or has left it.

    Raises
    ------
    SummitryError
        ``operations.no_shift`` for who is on no post now or later; ``operations.shift_later`` for
        whose shift does not begin soon.
    """
    where = _sent_as(Presence, actor, event, sent) or _shift(
        actor, event, sent, at, is_leaving=not there
    )
    if where is None:
        shift = card_of(actor, event, at=at).shift
        raise SummitryError("operations.no_shift" if shift is None else "operations.shift_later")
    body = Presence(post_id=where.post_id, person_id=where.person_id, there=there)
    written = Written(
        body=body, place=Thing("posts", where.post_id), marking=_marking(actor, event, at)
    )
    return enter(actor, event, _written(sent, written), at=at)


def read_back(
    actor: Actor, event: Event, sent: Sent, *, to: str, words: str, at: datetime
) -> Entered:
    """Say an order again in the officer's own words, under the name by which it reached them."""
    before = _sent_as(ReadBack, actor, event, sent)
    if before is not None:
        body = replace(before, to=to, words=words)
        return enter(actor, event, _written(sent, _same(actor, event, body, at)), at=at)
    mine = _order(actor, event, to, at=at)
    body = ReadBack(to=to, addressee=mine.addressee, words=words)
    return enter(actor, event, _written(sent, _answering(mine, body)), at=at)


def move(  # noqa: PLR0913  # who, where, when, which order, how far: each is said apart
    actor: Actor, event: Event, sent: Sent, *, to: str, step: OrderStep, text: str, at: datetime
) -> Entered:
    """Say that an order is begun, done, or refused and why."""
    if step is OrderStep.WITHDRAWN:
        raise Denied("step")
    body = OrderMoved(to=to, step=step, text=text)
    if _sent_as(OrderMoved, actor, event, sent) is not None:
        return enter(actor, event, _written(sent, _same(actor, event, body, at)), at=at)
    mine = _order(actor, event, to, at=at)
    return enter(actor, event, _written(sent, _answering(mine, body)), at=at)


def _sent_as(kind: type[BodyT], actor: Actor, event: Event, sent: Sent) -> BodyT | None:
    """Return what the officer's try before this one wrote; None where none did.

    What is sent again goes to the post and the name of the first try: a shift may have ended, and
    an order been withdrawn, while the phone waited for its answer.
    """
    post = post_here(event)
    found = None if post is None else read_entry(event, post, EntryId(sent.entry_id))
    if found is None or found[0].author != actor.person_id:
        return None
    body = event_of(*found).body
    return body if isinstance(body, kind) else None


def _shift(
    actor: Actor, event: Event, sent: Sent, at: datetime, *, is_leaving: bool = False
) -> Shift | None:
    """Return the shift at the moment that the phone tells, else the one of now."""
    moments = (sent.observed, moment_in(event, at))
    found = (shift_at(actor, event, each, is_leaving=is_leaving) for each in moments)
    return next((each for each in found if each is not None), None)


def _same(actor: Actor, event: Event, body: Body, at: datetime) -> Written:
    """Return the words of an entry that is there already: nothing around them is written again."""
    return Written(body=body, marking=_marking(actor, event, at))


def _order(actor: Actor, event: Event, to: str, *, at: datetime) -> MyOrder:
    found = [e for e in card_of(actor, event, at=at).orders if e.stands.event.entry_id == to]
    if not found:
        raise Denied("order")
    return found[0]


def _answering(mine: MyOrder, body: ReadBack | OrderMoved) -> Written:
    told = mine.stands.event
    return Written(body=body, place=told.place, marking=told.marking, scope=told.scope)


def _written(sent: Sent, written: Written) -> Written:
    return replace(
        written, entry_id=sent.entry_id, observed=sent.observed, entered=sent.entered
    )  # fmt: skip


def _marking(actor: Actor, event: Event, at: datetime) -> Marking:
    """Return AMBER, or the highest marking below it that the officer may report under."""
    ceiling = min(Marking.AMBER.height, Marking(event.ceiling).height)
    for each in sorted(Marking, key=lambda one: -one.height):
        if each.height <= ceiling and can(actor, Verb.REPORT, Owned(marking=each), at=at):
            return each
    require(actor, Verb.REPORT, at=at)
    return Marking.CLEAR
