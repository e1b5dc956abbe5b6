"""Exercise copies are made by the process ``tasks``: asked for here, taken up, cancelled, repeated.

A copy is written in many short transactions, so that nobody's save waits for it, into an event that
nobody finds; the last transaction has it be there, whole. Each goes on only from the state in which
this try left the copy: one that was cancelled, or was taken up anew because its process had ended,
gets no further, and what it had written is removed.
"""

import logging
from datetime import datetime, timedelta
from functools import partial

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django_tasks import task

from summitry.kit.errors import SummitryError
from summitry_web.accounts import pages
from summitry_web.accounts.access import actor_of
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.actions.exercises import (
    EXERCISES_MAX,
    Wish,
    begin_copy,
    open_copy,
    require_possible,
    source_of,
)
from summitry_web.baselines.models import IN_WORK, CopyState, ExerciseCopy
from summitry_web.events.models import Event, Kind
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans.actions import apart
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.checking.edge import attempted

LOG = logging.getLogger(__name__)
LOST_AFTER = timedelta(minutes=10)
"""A copy that has not moved for so long is taken for lost with its process, and queued again."""
GIVEN_UP_AFTER = timedelta(hours=1)
"""From its asking on: a copy that ends its process each time must not do so for ever."""
BROUGHT_IN_AFTER = timedelta(days=1)
"""A live event that is not whole then is no longer being brought in: whoever did it has ended."""
KEPT = timedelta(days=7)
"""How long one reads what became of a copy."""


class _LostError(Exception):
    """The copy was cancelled, or belongs to a later try."""


@transaction.atomic
def ask_for_copy(actor: Actor, event: Event, wish: Wish, *, at: datetime) -> int:
    """Ask for an exercise copy; return the number under which one follows it.

    Raises
    ------
    SummitryError
        ``exercise.in_work``, and what `require_possible` refuses.
    """
    require(actor, Verb.COPY, at=at)
    held = locked(event)
    _require_room(held, wish)
    row = ExerciseCopy(event=held, slug=wish.slug, wish=msgspec.to_builtins(wish))
    _queue(row, actor, at=at)
    return row.pk


@transaction.atomic
def repeat_copy(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Ask again for a copy that failed or was cancelled; any other is left as it is.

    Raises
    ------
    SummitryError
        As `ask_for_copy`.
    """
    require(actor, Verb.COPY, at=at)
    held = locked(event)
    row = _copy(held, pk)
    if row.state in {CopyState.FAILED, CopyState.CANCELLED}:
        _require_room(held, _wish(row))
        _queue(row, actor, at=at)


@transaction.atomic
def cancel_copy(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """End a copy that waits or is being made; one that has ended is left as it is."""
    require(actor, Verb.COPY, at=at)
    row = _copy(event, pk)
    # Its person has seen this end when they ended it; anybody else's word is news to them.
    ended = ExerciseCopy.objects.filter(pk=pk, state__in=IN_WORK).update(
        state=CopyState.CANCELLED, made=None, moved_at=at,
        is_told=row.account_id == actor.account_id,
    )  # fmt: skip
    if ended:
        _record("exercise.copy_cancelled", row, actor.person_id, at=at)


def tell_of_copy(actor: Actor, copy: ExerciseCopy) -> None:
    """Note that who asked has seen what became of the copy."""
    if not copy.is_in_work and not copy.is_told and copy.account_id == actor.account_id:
        ExerciseCopy.objects.filter(pk=copy.pk, state=copy.state).update(is_told=True)


@task()
def make_copy(pk: int) -> None:
    """Make the copy if it still waits; what keeps it from being made is told on its page."""
    row = _taken_up(pk, at=pages.now())
    if row is None:
        return
    done = attempted(partial(_make_or_tell, row), f"exercise copy {pk} could not be made")
    if done is None:
        _fail(row, SummitryError("exercise.copy_failed"))
    _remove_unmade()


@transaction.atomic
def _taken_up(pk: int, *, at: datetime) -> ExerciseCopy | None:
    """Return the copy as this try has it; None where it does not wait any more."""
    waiting = ExerciseCopy.objects.filter(pk=pk, state=CopyState.WAITING)
    if not waiting.update(state=CopyState.READING, tries=F("tries") + 1, moved_at=at):
        return None
    return ExerciseCopy.objects.select_related("event", "account").get(pk=pk)


def _make_or_tell(row: ExerciseCopy) -> None:
    try:
        _make(row, at=row.moved_at)
    except _LostError:
        LOG.info("exercise copy %s was cancelled, or taken up anew", row.pk)
    except Denied:
        _fail(row, SummitryError("exercise.not_yours"))
    except SummitryError as refusal:
        _fail(row, refusal)


def _make(row: ExerciseCopy, *, at: datetime) -> None:
    wish, event = _wish(row), row.event
    actor = actor_of(row.account, event, {}, row.device)
    require(actor, Verb.COPY, at=at)
    require_possible(event, wish)
    source = source_of(event, wish)
    with transaction.atomic():
        begun = begin_copy(actor, event, source, at=at)
        _move(row, CopyState.WRITING, made=begun.event)
    apart.do_apart(apart.parts_of(begun), partial(_move, row, CopyState.WRITING))
    with transaction.atomic():
        _move(row, CopyState.MADE)
        open_copy(actor_of(row.account, event, {}, row.device), event, wish, begun, at=at)


def _move(row: ExerciseCopy, state: CopyState, **values: object) -> None:
    found = ExerciseCopy.objects.filter(pk=row.pk, tries=row.tries, state=row.state)
    if not found.update(state=state, moved_at=pages.now(), **values):
        raise _LostError
    row.state = state


def _fail(row: ExerciseCopy, refusal: SummitryError) -> None:
    facts = msgspec.to_builtins(refusal.facts, enc_hook=str)
    found = ExerciseCopy.objects.filter(pk=row.pk, tries=row.tries, state__in=IN_WORK)
    found.update(
        state=CopyState.FAILED, made=None, moved_at=pages.now(), code=refusal.code, facts=facts,
        is_told=False,
    )  # fmt: skip


def take_up_lost_copies_now() -> None:
    """Take up now what was lost; the tick of the tasks does it."""
    take_up_lost_copies(pages.now())


def take_up_lost_copies(at: datetime) -> None:
    """Queue again what was lost with its process, and forget what has ended long ago."""
    for row in ExerciseCopy.objects.filter(state__in=IN_WORK, moved_at__lte=at - LOST_AFTER):
        if row.state != CopyState.WAITING and row.asked_at <= at - GIVEN_UP_AFTER:
            _fail(row, SummitryError("exercise.copy_failed"))
            continue
        with transaction.atomic():
            same = ExerciseCopy.objects.filter(pk=row.pk, state=row.state, moved_at=row.moved_at)
            if same.update(state=CopyState.WAITING, made=None, moved_at=at):
                make_copy.enqueue(row.pk)
    ended = ExerciseCopy.objects.exclude(state__in=IN_WORK)
    ended.filter(moved_at__lte=at - KEPT).delete()
    if _unmade().exists():
        # A large one takes a minute: what else is done again and again does not wait for it.
        remove_unmade.enqueue()


@task()
def remove_unmade() -> None:
    """Remove what was written of copies that are not made any more, and exercises let go."""
    _remove_unmade()


def _remove_unmade() -> None:
    for event in _unmade():
        apart.remove_apart(event)


def _unmade() -> QuerySet[Event]:
    written = ExerciseCopy.objects.exclude(made=None).values("made")
    # A live event that is new may be one that somebody brings in just now.
    new = Q(kind=Kind.LIVE, created__gt=pages.now() - BROUGHT_IN_AFTER)
    return Event.every.filter(is_whole=False).exclude(pk__in=written).exclude(new)


def _require_room(event: Event, wish: Wish) -> None:
    require_possible(event, wish)
    in_work = ExerciseCopy.objects.filter(event=event, state__in=IN_WORK).count()
    if in_work + Event.objects.filter(copied_from=event).count() >= EXERCISES_MAX:
        raise SummitryError("exercise.many", expected=EXERCISES_MAX)


def _queue(row: ExerciseCopy, actor: Actor, *, at: datetime) -> None:
    row.account_id, row.person_id, row.device = actor.account_id, actor.person_id, actor.device
    row.state, row.asked_at, row.moved_at = CopyState.WAITING, at, at
    row.code, row.facts, row.is_told = "", {}, False
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as problem:
        raise SummitryError("exercise.in_work", got=row.slug) from problem
    make_copy.enqueue(row.pk)
    _record("exercise.asked", row, actor.person_id, at=at)


def _record(kind: str, row: ExerciseCopy, person_id: str, *, at: datetime) -> None:
    record(
        kind, journal=row.event.slug, actor=person_id, at=at, subject=row.slug,
        facts={"exercise": row.slug},
    )  # fmt: skip


def _copy(event: Event, pk: int) -> ExerciseCopy:
    found = ExerciseCopy.objects.filter(event=event, pk=pk).first()
    if found is None:
        raise Denied("copy")
    return found


def _wish(row: ExerciseCopy) -> Wish:
    return msgspec.convert(row.wish, Wish)
