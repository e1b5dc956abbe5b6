"""Invitations: made, sent again, withdrawn, and taken up once by who has the link."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts import access, codes, passkeys
from summitry_web.accounts.actions import passkeys as keys
from summitry_web.accounts.actions import passwords, pending
from summitry_web.accounts.actions.node import node_actor, note
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account, Grant, Invitation
from summitry_web.accounts.roles import POWERFUL, Role, Verb
from summitry_web.accounts.terms import Wish, wish_of
from summitry_web.accounts.two_persons import CONFIRMED_AT, Payload, confirmed_at
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record

LIFE = timedelta(hours=72)
INVITE_ORGANISER = "invite.organiser"


class Link(Struct, frozen=True, kw_only=True):
    """A fresh link to hand over: its code is kept nowhere else."""

    invitation: int
    email: str
    code: str


class Way(Struct, frozen=True, kw_only=True):
    """How a new account will come in: a passkey that was just made, or password and digits."""

    passkey: passkeys.Made | None = None
    password: str = ""
    secret: str = ""
    digits: str = ""


@transaction.atomic
def invite(actor: Actor, event: Event, wishes: Sequence[Wish], *, at: datetime) -> list[Link]:
    """Return a link for each wish; whoever becomes an organiser waits for a second person.

    Raises
    ------
    SummitryError
        ``grant.clearance`` above the own clearance, ``grant.ceiling`` above the event's.
    """
    require(actor, Verb.INVITE, at=at)
    Event.objects.select_for_update().get(pk=event.pk)
    for wish in wishes:
        require_clearance(actor, event, wish.clearance, at=at)
    links = []
    for wish in wishes:
        if wish.role is Role.ORGANISER and not is_alone(actor, event):
            pending.ask(
                actor, event, INVITE_ORGANISER, wish.plain(), subject=wish.role.value, at=at
            )
        else:
            links.append(_made(event, wish, by=actor, at=at))
    return links


def is_alone(actor: Actor, event: Event) -> bool:
    """Say whether the event has never had another organiser: the first appoints the second alone.

    An organiser who has ended every other one is not alone in this sense, and appoints nobody:
    else one person could take an event over.
    """
    organisers = access.organisers_ever(event)
    return organisers <= {actor.account_id}


def require_clearance(actor: Actor, event: Event, wished: Marking, *, at: datetime) -> None:
    """Refuse a clearance above what the giver has, or above what the event may hold."""
    giving = [e for e in actor.grants if e.holds(at) and Verb.GRANT in e.verbs]
    own = max((each.clearance.height for each in giving), default=0)
    if wished.height > own:
        raise SummitryError("grant.clearance", got=wished.value)
    if wished.height > Marking(event.ceiling).height:
        raise SummitryError("grant.ceiling", got=wished.value, expected=event.ceiling)


def carry_out_organiser(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    """Make the invitation that two persons wanted; its link is shown by sending it again."""
    cells = {name: value for name, value in payload.items() if name != CONFIRMED_AT}
    wish, at = wish_of(cells), confirmed_at(payload)
    require_clearance(first, event, wish.clearance, at=at)
    made = _made(event, wish, by=second, at=at)
    Invitation.objects.filter(pk=made.invitation).update(made_by_id=first.account_id)


def _made(event: Event, wish: Wish, *, by: Actor, at: datetime) -> Link:
    """Return the link of the invitation; one for the same grant that is still open gives way."""
    code = codes.new_link_code()
    Invitation.objects.filter(
        event=event, email=wish.email, role=wish.role.value, unit_id=wish.unit_id,
        used_at=None, withdrawn_at=None,
    ).update(withdrawn_at=at)  # fmt: skip
    cells = {**wish.plain(), "not_before": wish.not_before, "not_after": wish.not_after}
    made = Invitation.objects.create(
        **cells,
        event=event,
        code_digest=codes.digest_of("invitation", code),
        made_by_id=by.account_id or None,
        made_at=at,
        expires=at + LIFE,
    )
    _note(made, "invitation.made", by.person_id, at, role=wish.role.value, unit=wish.unit_id)
    return Link(invitation=made.pk, email=wish.email, code=code)


@transaction.atomic
def invite_by_node(event: Event, wish: Wish, *, at: datetime) -> Link:
    """Return the link of an invitation that whoever runs the node makes."""
    return _made(event, wish, by=node_actor(at), at=at)


@transaction.atomic
def invite_first(email: str, name: str, *, at: datetime) -> str:
    """Return the code of a link for an installation's account that may create events."""
    code = codes.new_link_code()
    made = Invitation.objects.create(
        email=email.strip().lower(),
        name=name,
        may_create_events=True,
        code_digest=codes.digest_of("invitation", code),
        made_at=at,
        expires=at + LIFE,
    )
    note(None, "invitation.first", at=at, invitation=made.pk)
    return code


@transaction.atomic
def send_again(actor: Actor, event: Event, pk: int, *, at: datetime) -> Link:
    """Return a fresh link for the invitation, good for another 72 hours; the old one is void."""
    require(actor, Verb.INVITE, at=at)
    found = _open(event, pk)
    code = codes.new_link_code()
    found.code_digest, found.expires = codes.digest_of("invitation", code), at + LIFE
    found.save()
    _note(found, "invitation.sent_again", actor.person_id, at)
    return Link(invitation=found.pk, email=found.email, code=code)


@transaction.atomic
def withdraw(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Make the invitation's link void."""
    require(actor, Verb.INVITE, at=at)
    found = _open(event, pk)
    found.withdrawn_at = at
    found.save()
    _note(found, "invitation.withdrawn", actor.person_id, at)


def _open(event: Event, pk: int) -> Invitation:
    found = Invitation.objects.select_for_update().filter(event=event, pk=pk).first()
    if found is None:
        raise Denied("invitation")
    if found.used_at or found.withdrawn_at:
        raise SummitryError("invitation.over")
    return found


@transaction.atomic
def accept_new(code: str, *, name: str, language: str, way: Way, at: datetime) -> Account:
    """Return the account that the invitation has just made, with what it grants.

    Raises
    ------
    SummitryError
        ``invitation.void`` for a code that is unknown, used, withdrawn or too old;
        ``invitation.name`` without a name; ``invitation.has_account`` where it must sign in.
    """
    found = _taken(code, at)
    if not name.strip():
        raise SummitryError("invitation.name")
    if Account.objects.filter(email=found.email).exists():
        raise SummitryError("invitation.has_account")
    account = Account.objects.make(found.email, name.strip()[:120], language=language)
    account.may_create_events = found.may_create_events
    if way.passkey is not None:
        if found.role in POWERFUL:
            keys.require_hardware(way.passkey)
        account.handle = way.passkey.handle
        account.save()
        keys.keep(account, way.passkey, name="", at=at)
    else:
        account.save()
        passwords.set_password(account, way.password, secret=way.secret, digits=way.digits, at=at)
    _take_up(found, account, at)
    return account


@transaction.atomic
def accept_as(account: Account, code: str, *, at: datetime) -> None:
    """Give the account what the invitation grants.

    Raises
    ------
    SummitryError
        ``invitation.void``, or ``invitation.other_account`` where it is for somebody else.
    """
    found = _taken(code, at)
    if found.email != account.email:
        raise SummitryError("invitation.other_account")
    if found.may_create_events and not account.may_create_events:
        account.may_create_events = True
        account.save(update_fields=["may_create_events"])
    _take_up(found, account, at)


def _taken(code: str, at: datetime) -> Invitation:
    digest = codes.digest_of("invitation", code)
    found = Invitation.objects.select_for_update().filter(code_digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or at >= found.expires:
        raise SummitryError("invitation.void")
    return found


def _take_up(found: Invitation, account: Account, at: datetime) -> None:
    found.used_at, found.used_by = at, account
    found.save()
    note(account, "invitation.taken", at=at, invitation=found.pk)
    if found.event is None:
        return
    person_id = found.person_id or person_of(account, found.event)
    Grant.objects.update_or_create(
        account=account,
        event=found.event,
        role=found.role,
        unit_id=found.unit_id,
        defaults={
            "person_id": person_id, "clearance": found.clearance, "not_before": found.not_before,
            "not_after": found.not_after, "deputy_of": None, "given_by": found.made_by,
        },
    )  # fmt: skip
    _note(found, "invitation.taken", person_id, at, role=found.role, unit=found.unit_id)


def person_of(account: Account, event: Event) -> str:
    """Return who the account is in the event's plan: what its grants say, else its number."""
    known = Grant.objects.filter(account=account, event=event).order_by("pk").first()
    return known.person_id if known else f"A-{account.pk}"


def _note(found: Invitation, kind: str, actor: str, at: datetime, **facts: object) -> None:
    if found.event is not None:
        subject = f"invitation {found.pk}"
        record(kind, journal=found.event.slug, actor=actor, at=at, subject=subject, facts=facts)
