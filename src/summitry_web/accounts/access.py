"""The only way from an account to an event, and to what it was granted there."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.roles import Role
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied

PROVED = "proved_at"
GLASS = "glass"
"""Names in the session: when identity was last proved, and break-glass by event."""

_LED_FIELDS: list[Callable[[Event], Mapping[str, frozenset[str]]]] = []


def lead_fields_by(reading: Callable[[Event], Mapping[str, frozenset[str]]]) -> None:
    """Set how the fields that each unit leads are read from an event's plan."""
    _LED_FIELDS[:] = [reading]


def events_of(account: Account, *, at: datetime) -> list[Event]:
    """Return the events in which the account is granted anything now."""
    grants = Grant.objects.filter(account=account).select_related("event")
    return list({g.event_id: g.event for g in grants if _granted(g, {}).holds(at)}.values())


def event_of(account: Account, slug: str, *, at: datetime) -> Event:
    """Return the event, where the account is granted anything in it now.

    Raises
    ------
    Denied
        Otherwise, whether there is such an event or not.
    """
    grants = Grant.objects.filter(account=account, event__slug=slug).select_related("event")
    found = [each.event for each in grants if _granted(each, {}).holds(at)]
    if not found:
        raise Denied("event")
    return found[0]


def actor_of(account: Account, event: Event, session: Any, device: str) -> Actor:
    """Return the account as it acts in the event."""
    grants = list(Grant.objects.filter(account=account, event=event))
    led = _LED_FIELDS[0](event) if _LED_FIELDS else {}
    proved, glass = session.get(PROVED), session.get(GLASS, {}).get(event.slug)
    return Actor(
        account_id=account.pk,
        person_id=grants[0].person_id if grants else f"A-{account.pk}",
        name=account.name,
        grants=tuple(_granted(each, led) for each in grants),
        device=device,
        proved_at=None if proved is None else datetime.fromtimestamp(proved, UTC),
        glass_until=None if glass is None else datetime.fromtimestamp(glass, UTC),
    )


def _granted(grant: Grant, led: Mapping[str, frozenset[str]]) -> Granted:
    return Granted(
        role=Role(grant.role),
        unit_id=grant.unit_id,
        clearance=Marking(grant.clearance),
        not_before=grant.not_before,
        not_after=grant.not_after,
        fields=led.get(grant.unit_id, frozenset()) if grant.unit_id else frozenset(),
    )
