"""The only way from a token to what it may: never more than its account is granted just now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from msgspec.structs import replace

from summitry_web.accounts.access import actor_of, event_of
from summitry_web.accounts.can import Actor, Granted, can
from summitry_web.accounts.codes import digest_of
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.api.models import CalendarAddress, Token
from summitry_web.api.terms import LENDABLE
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import lead_fields

TOKEN = "api-token"  # noqa: S105  # the purpose of a digest
CALENDAR = "calendar"


def token_of(shown: str, *, at: datetime) -> Token | None:
    """Return the token that was shown, where it holds; None for any other text."""
    rows = Token.objects.select_related("account", "event")
    found = rows.filter(digest=digest_of(TOKEN, shown), revoked_at=None, expires__gt=at).first()
    return found if found is not None and found.account.is_active else None


def actor_by(token: Token, *, at: datetime) -> Actor:
    """Return the token's account as it acts through the token: what both allow, no more.

    Break-glass and proofs of identity belong to a person's session: a token has neither.

    Raises
    ------
    Denied
        When the account is granted nothing in the event any more.
    """
    event = event_of(token.account, token.event.slug, at=at)
    actor = actor_of(token.account, event, {}, f"token-{token.pk}")
    return narrowed(actor, event, unit=token.unit_id, verbs=map(Verb, token.verbs))


def narrowed(actor: Actor, event: Event, *, unit: str, verbs: Iterable[Verb]) -> Actor:
    """Return the actor with these verbs alone; of one unit alone, where it is named."""
    only = frozenset(verbs) & LENDABLE.keys()
    led = lead_fields(event) if unit else {}
    grants = (_narrowed(each, unit, led) for each in actor.grants)
    kept = tuple(replace(each, only=only) for each in grants if each is not None)
    return replace(actor, grants=kept, proved_at=None, glass_until=None)


def _narrowed(granted: Granted, unit: str, led: Mapping[str, frozenset[str]]) -> Granted | None:
    if not unit or granted.unit_id == unit:
        return granted
    if granted.unit_id:
        return None
    return replace(granted, unit_id=unit, fields=led.get(unit, frozenset()))


def lendable(actor: Actor, *, at: datetime) -> tuple[Verb, ...]:
    """Return the verbs that the actor has to lend, in the order of the list."""
    held = {verb for each in actor.grants if each.holds(at) for verb in each.verbs}
    return tuple(verb for verb in LENDABLE if verb in held)


def tokens_for(actor: Actor, event: Event, *, at: datetime) -> QuerySet[Token]:
    """Return the actor's own tokens; everybody's, to whom it is to give and end grants."""
    rows = Token.objects.filter(event=event).select_related("account")
    if can(actor, Verb.GRANT, at=at):
        return rows
    return rows.filter(account_id=actor.account_id)


def token_for(actor: Actor, event: Event, pk: int, *, at: datetime) -> Token:
    """Return the token that the actor may revoke."""
    found = tokens_for(actor, event, at=at).filter(pk=pk).first()
    if found is None:
        raise Denied("token")
    return found


def holding(account_id: int, event: Event, *, at: datetime) -> int:
    """Return how many tokens of the account hold in the event now."""
    rows = Token.objects.filter(account_id=account_id, event=event)
    return rows.filter(Q(revoked_at=None), expires__gt=at).count()


def calendar_of(account: Account) -> CalendarAddress | None:
    """Return when the account's calendar got its address, and when it was last read."""
    return CalendarAddress.objects.filter(account=account).first()


def calendar_at(secret: str) -> CalendarAddress:
    """Return the calendar of the secret address.

    Raises
    ------
    Denied
        When there is none, or its account is closed.
    """
    rows = CalendarAddress.objects.select_related("account")
    found = rows.filter(digest=digest_of(CALENDAR, secret)).first()
    if found is None or not found.account.is_active:
        raise Denied("calendar")
    return found
