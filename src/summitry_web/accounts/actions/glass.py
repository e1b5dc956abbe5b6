"""Break-glass: broken with a reason, confirmed by a second person, ended, reviewed, journaled."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.access import GLASS, holds_until
from summitry_web.accounts.can import Actor, is_proved, require
from summitry_web.accounts.models import BreakGlass
from summitry_web.accounts.persons import is_same_person, require_second
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.actions import record

LIFE = timedelta(minutes=60)
TWICE = timedelta(minutes=1)
"""What is broken again within this time, for the same reason in the same words, is the same."""
JUDGING = frozenset({Verb.BREAK_GLASS, Verb.READ_JOURNAL, Verb.APPROVE_BASELINE})
"""Whoever has one of these confirms and reviews what others did."""
WORDS_LETTERS_MIN = 10
WORDS_LETTERS_MAX = 400


class Reason(StrEnum):
    """Why everything of an event must be read at once."""

    DANGER_TO_LIFE = "danger-to-life"
    INCIDENT = "incident"
    UNIT_UNREACHABLE = "unit-unreachable"
    SYSTEM_FAILURE = "system-failure"
    ORDER = "order"


@transaction.atomic
def break_glass(
    actor: Actor, event: Event, session: Any, *, reason: str, words: str, at: datetime
) -> None:
    """Open everything of the event to the actor's eyes, for 60 minutes at most.

    Raises
    ------
    SummitryError
        ``glass.reason`` or ``glass.words`` without a reason; ``glass.broken`` while it is.
    """
    require(actor, Verb.BREAK_GLASS, at=at)
    if reason not in {each.value for each in Reason}:
        raise SummitryError("glass.reason")
    if not WORDS_LETTERS_MIN <= len(words.strip()) <= WORDS_LETTERS_MAX:
        raise SummitryError("glass.words", least=WORDS_LETTERS_MIN, most=WORDS_LETTERS_MAX)
    if actor.is_breaking(at):
        raise SummitryError("glass.broken")
    Event.objects.select_for_update().get(pk=event.pk)
    open_now = BreakGlass.objects.filter(event=event, account_id=actor.account_id, ended_at=None)
    same = open_now.filter(device=actor.device, started__gt=at - TWICE, reason=reason).first()
    if same is not None and same.words == words.strip():
        # The button was pressed twice: the second request did not know of the first.
        session[GLASS] = {**session.get(GLASS, {}), event.slug: same.ends.timestamp()}
        return
    open_now.update(ended_at=at)
    made = BreakGlass.objects.create(
        event=event,
        account_id=actor.account_id,
        device=actor.device,
        reason=reason,
        words=words.strip(),
        started=at,
        ends=at + LIFE,
    )
    session[GLASS] = {**session.get(GLASS, {}), event.slug: made.ends.timestamp()}
    _note(made, "glass.broken", actor, at, reason=reason)


@transaction.atomic
def confirm(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Let the glass of another person stay broken until its time is over.

    Raises
    ------
    SummitryError
        ``glass.over`` when it has ended, also by itself; ``two.same_person``,
        ``two.same_device`` or ``two.no_device``.
    """
    found = _use(actor, event, pk, at=at)
    if not is_proved(actor, at):
        raise ProveAgain
    require_second(actor, event, first=found.account_id, device=found.device)
    if at >= holds_until(found) or found.confirmed_at is not None:
        raise SummitryError("glass.over")
    found.confirmed_at, found.confirmed_by_id = at, actor.account_id
    found.save()
    _note(found, "glass.confirmed", actor, at)


@transaction.atomic
def end(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """End a use of break-glass: one's own, or another's that one may confirm."""
    found = _use(actor, event, pk, at=at)
    if at >= holds_until(found):
        raise SummitryError("glass.over")
    found.ended_at = at
    found.save()
    _note(found, "glass.ended", actor, at)


@transaction.atomic
def review(actor: Actor, event: Event, pk: int, *, words: str, at: datetime) -> None:
    """Note what came of looking at a use that is over, by somebody else than who used it."""
    found = _use(actor, event, pk, at=at)
    if is_same_person(event, found.account_id, actor):
        raise SummitryError("two.same_person")
    if at < holds_until(found):
        raise SummitryError("glass.not_over")
    if not words.strip():
        raise SummitryError("glass.review")
    found.review, found.reviewed_at = words.strip()[:WORDS_LETTERS_MAX], at
    found.reviewed_by_id = actor.account_id
    found.save()
    _note(found, "glass.reviewed", actor, at)


def _use(actor: Actor, event: Event, pk: int, *, at: datetime) -> BreakGlass:
    found = BreakGlass.objects.select_for_update().filter(event=event, pk=pk).first()
    if found is None or not (found.account_id == actor.account_id or judges(actor, at=at)):
        raise Denied("glass")
    return found


def judges(actor: Actor, *, at: datetime) -> bool:
    """Say whether the actor confirms and reviews what others did."""
    return any(each.holds(at) and each.verbs & JUDGING for each in actor.grants)


@transaction.atomic
def let_end(actor: Actor, event: Event, session: Any, *, at: datetime) -> None:
    """Note in the journal that the actor's break-glass has ended by itself, and forget it."""
    session[GLASS] = {k: v for k, v in session.get(GLASS, {}).items() if k != event.slug}
    for found in BreakGlass.objects.filter(event=event, account_id=actor.account_id, ended_at=None):
        until = holds_until(found)
        if until <= at:
            found.ended_at = until
            found.save()
            _note(found, "glass.ended", actor, at, unconfirmed=found.confirmed_at is None)


def _note(found: BreakGlass, kind: str, actor: Actor, at: datetime, **facts: object) -> None:
    slug = found.event.slug
    subject = f"glass {found.pk}"
    record(kind, journal=slug, actor=actor.person_id, at=at, subject=subject, facts=facts)
