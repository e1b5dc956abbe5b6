"""Giving a finding to somebody to mend, and talking about it."""

from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.one import Finder
from summitry_web.desk.models import Assignment, Comment
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans.actions.rows import locked

COMMENT_LENGTH_MAX = 4_000


@transaction.atomic
def assign(  # noqa: PLR0913  # who gives what to whom until when
    actor: Actor,
    event: Event,
    finder: Finder,
    *,
    unit_id: str,
    person_id: str,
    due: datetime | None,
    at: datetime,
) -> Assignment:
    """Give the finding to a unit or a person; what was said before stays in its history.

    Raises
    ------
    SummitryError
        ``assignment.nobody``.
    """
    require(actor, Verb.ASSIGN, finder.thing, at=at)
    if not unit_id and not person_id:
        raise SummitryError("assignment.nobody")
    locked(event)
    own = Assignment.objects.filter(event=event, identity=finder.identity, is_latest=True)
    standing = own.first()
    wished = (unit_id, person_id, due)
    if standing is not None and (standing.unit_id, standing.person_id, standing.due) == wished:
        return standing  # The button was pressed twice.
    own.update(is_latest=False)
    made = Assignment.objects.create(
        event=event, identity=finder.identity, unit_id=unit_id, person_id=person_id, due=due,
        by=Account.objects.filter(pk=actor.account_id).first(), by_person_id=actor.person_id,
        at=deed_in(event, at),
    )  # fmt: skip
    record(
        "finding.assigned", journal=event.slug, actor=actor.person_id, at=at,
        subject=finder.identity, facts={"unit": unit_id, "person": person_id},
    )  # fmt: skip
    return made


@transaction.atomic
def comment(actor: Actor, event: Event, finder: Finder, text: str, *, at: datetime) -> Comment:
    """Add a comment; it is never changed.

    Raises
    ------
    SummitryError
        ``comment.empty``, ``comment.too_long``.
    """
    require(actor, Verb.COMMENT, finder.thing, at=at)
    told = text.strip()
    if not told:
        raise SummitryError("comment.empty")
    if len(told) > COMMENT_LENGTH_MAX:
        raise SummitryError("comment.too_long", got=len(told), expected=COMMENT_LENGTH_MAX)
    locked(event)
    own = Comment.objects.filter(event=event, identity=finder.identity, by_id=actor.account_id)
    last = own.order_by("-pk").first()
    if last is not None and last.text == told:
        return last  # The button was pressed twice.
    made = Comment.objects.create(
        event=event, identity=finder.identity, text=told,
        by=Account.objects.filter(pk=actor.account_id).first(), by_person_id=actor.person_id,
        at=deed_in(event, at),
    )  # fmt: skip
    record(
        "finding.commented", journal=event.slug, actor=actor.person_id, at=at,
        subject=finder.identity,
    )  # fmt: skip
    return made
