"""What the pages of accounts read: lists of an event, and of one's own account."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from summitry_web.accounts import access, codes
from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.models import (
    Account,
    BreakGlass,
    Grant,
    Invitation,
    Passkey,
    Pending,
    RecoveryCode,
    SignedIn,
    new_handle,
)
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.two_persons import declared
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied

__all__ = ["new_handle"]
SHOWN_MAX = 200


class Own(Struct, frozen=True, kw_only=True):
    """What stands on the page of one's own account."""

    passkeys: Sequence[Passkey]
    sessions: Sequence[SignedIn]
    codes_left: int
    events: Sequence[Event]


def own_of(account: Account, *, at: datetime) -> Own:
    """Return the account's passkeys, sessions, unused codes and events."""
    return Own(
        passkeys=list(account.passkeys.order_by("pk")),
        sessions=list(account.sessions.all()[:50]),
        codes_left=RecoveryCode.objects.filter(account=account, used_at=None).count(),
        events=access.events_of(account, at=at),
    )


def credentials_of(account: Account) -> list[str]:
    """Return the ids of the account's passkeys, so that a device makes no second one."""
    return list(Passkey.objects.filter(account=account).values_list("credential_id", flat=True))


def invitation_by(code: str, *, at: datetime) -> Invitation | None:
    """Return the invitation that the code opens now, None where it opens none."""
    digest = codes.digest_of("invitation", code)
    found = Invitation.objects.select_related("event").filter(code_digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or at >= found.expires:
        return None
    return found


def has_account(email: str) -> bool:
    """Say whether the address has an account; asked only by who holds its invitation."""
    return Account.objects.filter(email=email).exists()


def invitations_of(event: Event) -> list[Invitation]:
    """Return the event's invitations, the newest first."""
    return list(Invitation.objects.filter(event=event).select_related("made_by"))


def state_of(invitation: Invitation, at: datetime) -> str:
    """Return ``used``, ``withdrawn``, ``expired`` or ``open``."""
    if invitation.used_at:
        return "used"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if at >= invitation.expires else "open"


def grants_of(event: Event) -> list[Grant]:
    """Return every grant of the event, also those that are over."""
    found = Grant.objects.filter(event=event).select_related("account", "deputy_of", "given_by")
    return list(found.order_by("account__name", "pk"))


def grant_of(event: Event, pk: int) -> Grant:
    """Return one grant of the event."""
    found = Grant.objects.filter(event=event, pk=pk).select_related("account").first()
    if found is None:
        raise Denied("grant")
    return found


def own_grants(actor: Actor, event: Event) -> list[Grant]:
    """Return the actor's own grants."""
    return list(Grant.objects.filter(event=event, account_id=actor.account_id).order_by("pk"))


def lent_by(actor: Actor, event: Event, at: datetime) -> list[Grant]:
    """Return what the actor has lent to deputies, and has not ended."""
    found = Grant.objects.filter(event=event, deputy_of_id=actor.account_id)
    return list(found.exclude(not_after__lte=at).select_related("account").order_by("pk"))


def colleagues_of(actor: Actor, event: Event, at: datetime) -> list[Account]:
    """Return the other accounts that work in the event now, by name."""
    held = access.held_in(event, at=at)
    found = {each.account_id: each.account for each in held if each.account_id != actor.account_id}
    return sorted(found.values(), key=lambda each: (each.name, each.pk))


def grant_state(grant: Grant, at: datetime) -> str:
    """Return ``ended``, ``planned`` or ``current``."""
    if grant.not_after is not None and grant.not_after <= at:
        return "ended"
    return "planned" if grant.not_before is not None and at < grant.not_before else "current"


def pending_of(actor: Actor, event: Event, *, at: datetime) -> list[Pending]:
    """Return the requests of the event whose verb the actor has, the newest first."""
    found = Pending.objects.filter(event=event).select_related("asked_by", "decided_by")
    return [each for each in found[:SHOWN_MAX] if _may(actor, declared(each.kind).verb, at)]


def _may(actor: Actor, verb: Verb, at: datetime) -> bool:
    decision = can(actor, verb, at=at)
    return decision.allowed or decision.code in {"prove", "hardware"}


def pending_state(pending: Pending, at: datetime) -> str:
    """Return the request's state; one that waited too long has expired."""
    is_late = pending.state == "waiting" and at >= pending.expires
    return "expired" if is_late else pending.state


def glass_of(actor: Actor, event: Event, *, judges: bool) -> list[BreakGlass]:
    """Return the uses of break-glass: all of them for who judges them, else one's own."""
    found = BreakGlass.objects.filter(event=event)
    found = found if judges else found.filter(account_id=actor.account_id)
    return list(found.select_related("account", "confirmed_by", "reviewed_by")[:SHOWN_MAX])
