"""Seeing, approving, returning and publishing a baseline."""

from datetime import datetime

from django.db import transaction
from msgspec.structs import replace

from summitry.decide.approval import approve as added
from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.persons import is_same_person
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.access.standing import (
    READ,
    Standing,
    approval_of,
    frozen_of,
    has_seen,
    standing_of,
)
from summitry_web.baselines.models import Baseline, Publication, Seen, Word
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans.actions.rows import locked

HASH_DIGITS_MIN = 8
REASON_LENGTH_MAX = 400


@transaction.atomic
def see(actor: Actor, event: Event, number: int, *, against: int, at: datetime) -> None:
    """Note that the actor was shown the differences, on this device; once for each device."""
    require(replace(actor, proved_at=at), Verb.APPROVE_BASELINE, at=at)
    baseline = standing_of(event, number).baseline
    if not actor.device or has_seen(actor, baseline, against):
        return
    _, is_new = Seen.objects.get_or_create(
        baseline=baseline, account_id=actor.account_id, device=actor.device, against=against,
        defaults={"at": at},
    )  # fmt: skip
    if not is_new:
        return
    _note("baseline.seen", actor, event, baseline, at=at, against=against)


@transaction.atomic
def approve(actor: Actor, event: Event, number: int, *, digits: str, at: datetime) -> Word:
    """Approve the baseline whose hash begins with the digits that were typed.

    Raises
    ------
    SummitryError
        ``approval.…`` for what keeps it from counting; ``baseline.digits``,
        ``baseline.is_returned``.
    """
    require(actor, Verb.APPROVE_BASELINE, at=at)
    event = locked(event)
    standing = standing_of(event, number)
    require_signable(standing, actor)
    require_digits(standing.baseline, digits)
    baseline, against = standing.baseline, standing.against
    new = Word(
        baseline=baseline, kind="approved", account=_account(actor), person_id=actor.person_id,
        device=actor.device, root=baseline.root, against=against,
        at=deed_in(event, at),
    )  # fmt: skip
    saw = against if has_seen(actor, baseline, against) else None
    approval = replace(approval_of(new), saw_against=saw)
    given = {approval_of(each): each for each in standing.approvals}
    kept = set(added(frozen_of(baseline, against), given, approval))
    signed = [each.account_id for a, each in given.items() if a in kept]
    if any(is_same_person(event, each, actor) for each in signed):
        raise SummitryError("approval.same_person", by=actor.person_id)
    for lapsed in set(given) - kept:
        _withdraw(given[lapsed], "", at=new.at)
    new.save()
    _note("baseline.approved", actor, event, baseline, at=at, against=against)
    return new


@transaction.atomic
def give_back(actor: Actor, event: Event, number: int, *, reason: str, at: datetime) -> Word:
    """Return the baseline with a reason; it is not published before that is withdrawn."""
    require(actor, Verb.APPROVE_BASELINE, at=at)
    standing = standing_of(locked(event), number)
    require_signable(standing, actor)
    made = Word.objects.create(
        baseline=standing.baseline, kind="returned", account=_account(actor),
        person_id=actor.person_id, device=actor.device, root=standing.baseline.root,
        against=standing.against, reason=required_reason(reason),
        at=deed_in(event, at),
    )  # fmt: skip
    _note("baseline.returned", actor, event, standing.baseline, at=at, against=standing.against)
    return made


@transaction.atomic
def withdraw(actor: Actor, event: Event, number: int, word: int, *, reason: str,
             at: datetime) -> None:  # fmt: skip
    """Take back one's own approval or return of a baseline that is not current.

    Raises
    ------
    SummitryError
        ``baseline.no_word`` where there is none of the actor's that stands; ``baseline.current``.
    """
    require(actor, Verb.APPROVE_BASELINE, at=at)
    standing = standing_of(locked(event), number)
    if standing.is_current:
        raise SummitryError("baseline.current", number=number)
    found = next((each for each in standing.words if each.pk == word), None)
    if found is None or found.withdrawn_at or found.account_id != actor.account_id:
        raise SummitryError("baseline.no_word")
    _withdraw(found, required_reason(reason), at=deed_in(event, at))
    _note("baseline.withdrawn", actor, event, standing.baseline, at=at, against=found.against)


@transaction.atomic
def publish(actor: Actor, event: Event, number: int, *, at: datetime) -> Publication:
    """Make an approved baseline the event's current one.

    Raises
    ------
    SummitryError
        ``baseline.not_approved``, ``baseline.is_returned`` or ``baseline.current``.
    """
    require(actor, Verb.PUBLISH, at=at)
    event = locked(event)
    standing = standing_of(event, number)
    if standing.is_current:
        raise SummitryError("baseline.current", number=number)
    if standing.returned is not None:
        raise SummitryError("baseline.is_returned", number=number)
    if not standing.is_approved:
        raise SummitryError("baseline.not_approved", number=number)
    made = Publication.objects.create(
        baseline=standing.baseline,
        event=event,
        against=standing.against,
        person_id=actor.person_id,
        at=deed_in(event, at),
    )
    _note("baseline.published", actor, event, standing.baseline, at=at, against=standing.against)
    return made


@transaction.atomic
def acknowledge(actor: Actor, event: Event, number: int, *, at: datetime) -> Word:
    """Say that the actor has read the published baseline and acts by it; once for each person.

    Raises
    ------
    SummitryError
        ``baseline.not_current`` or ``baseline.acknowledged``.
    """
    require(actor, Verb.ACKNOWLEDGE, at=at)
    standing = standing_of(locked(event), number)
    if not standing.is_current:
        raise SummitryError("baseline.not_current", number=number)
    if any(each.account_id == actor.account_id for each in standing.readings):
        raise SummitryError("baseline.acknowledged", number=number)
    made = Word.objects.create(
        baseline=standing.baseline, kind=READ, account=_account(actor), person_id=actor.person_id,
        device=actor.device, root=standing.baseline.root, against=standing.against, at=at,
    )  # fmt: skip
    _note("baseline.acknowledged", actor, event, standing.baseline, at=at, against=standing.against)
    return made


def require_signable(standing: Standing, actor: Actor) -> None:
    """Refuse a baseline that is current or returned, and the person who froze it."""
    number = standing.baseline.number
    if standing.is_current:
        raise SummitryError("baseline.current", number=number)
    if standing.returned is not None:
        raise SummitryError("baseline.is_returned", number=number)
    baseline = standing.baseline
    if is_same_person(baseline.event, baseline.frozen_by_id, actor):
        raise SummitryError("approval.author", by=actor.person_id)


def require_digits(baseline: Baseline, digits: str, *, digits_min: int = HASH_DIGITS_MIN) -> None:
    """Refuse what is not the beginning of the baseline's hash; blanks do not count."""
    typed = "".join(digits.split()).lower()
    if len(typed) < digits_min or not baseline.root.startswith(typed):
        raise SummitryError("baseline.digits", expected=digits_min)


def required_reason(reason: str) -> str:
    """Return the reason, without the blanks around it."""
    told = reason.strip()
    if not told or len(told) > REASON_LENGTH_MAX:
        raise SummitryError("baseline.reason", expected=REASON_LENGTH_MAX)
    return told


def _withdraw(word: Word, reason: str, *, at: datetime) -> None:
    word.withdrawn_at, word.withdrawn_reason = at, reason
    word.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def _account(actor: Actor) -> Account | None:
    return Account.objects.filter(pk=actor.account_id).first()


def _note(
    kind: str, actor: Actor, event: Event, baseline: Baseline, *, at: datetime, against: int
) -> None:
    record(
        kind, journal=event.slug, actor=actor.person_id, at=at,
        subject=f"baseline {baseline.number}",
        facts={"number": baseline.number, "root": baseline.root, "against": against},
    )  # fmt: skip
