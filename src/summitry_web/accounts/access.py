"""The only way from an account to an event, and to what it was granted there."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted
from summitry_web.accounts.models import Account, BreakGlass, Grant
from summitry_web.accounts.roles import VERBS, Role, Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied

PROVED = "proved_at"
GLASS = "glass"
HARDWARE = "hardware"
"""Names in the session: when identity was last proved, break-glass by event, and whether the proof
was a key that cannot leave its device."""

CONFIRM_WITHIN = timedelta(minutes=15)
"""Break-glass that nobody has confirmed by then is no longer in force."""

_LED_FIELDS: list[Callable[[Event], Mapping[str, frozenset[str]]]] = []


def lead_fields_by(reading: Callable[[Event], Mapping[str, frozenset[str]]]) -> None:
    """Set how the fields that each unit leads are read from an event's plan."""
    _LED_FIELDS[:] = [reading]


def prove_now(session: Any, at: datetime) -> None:
    """Note in the session that whoever holds it has just proved who they are."""
    session[PROVED] = at.timestamp()


def events_of(account: Account, *, at: datetime) -> list[Event]:
    """Return the events in which the account is granted anything now."""
    grants = _held(Grant.objects.filter(account=account), at)
    return list({each.event_id: each.event for each in grants}.values())


def zone_of(account: Account, *, at: datetime) -> str:
    """Return the time zone of the first event in which the account is granted anything, or UTC."""
    return next((each.timezone for each in events_of(account, at=at)), "UTC")


def verbs_in(account: Account, event: Event, *, at: datetime) -> frozenset[Verb]:
    """Return what the account's roles in the event allow now, each at least on something."""
    held = _held(Grant.objects.filter(account=account, event=event), at)
    return frozenset().union(*(VERBS[Role(each.role)] for each in held))


def event_of(account: Account, slug: str, *, at: datetime) -> Event:
    """Return the event, where the account is granted anything in it now.

    Raises
    ------
    Denied
        Otherwise, whether there is such an event or not.
    """
    found = _held(Grant.objects.filter(account=account, event__slug=slug), at)
    if not found:
        raise Denied("event")
    return found[0].event


def entered(
    account: Account, slug: str, session: Any, *, device: str, at: datetime
) -> tuple[Event, Actor]:
    """Return the event and the account as it acts there; the grants are asked for once.

    Raises
    ------
    Denied
        As for `event_of`.
    """
    grants = list(
        Grant.objects.filter(account=account, event__slug=slug)
        .select_related("event")
        .order_by("pk")
    )
    if not _holding(grants, at):
        raise Denied("event")
    event = grants[0].event
    return event, _acting(account, event, grants, session, device)


def actor_of(account: Account, event: Event, session: Any, device: str) -> Actor:
    """Return the account as it acts in the event."""
    grants = list(Grant.objects.filter(account=account, event=event).order_by("pk"))
    return _acting(account, event, grants, session, device)


def _acting(
    account: Account, event: Event, grants: list[Grant], session: Any, device: str
) -> Actor:
    spans = spans_of(grants)
    led = _LED_FIELDS[0](event) if _LED_FIELDS else {}
    proved, glass = session.get(PROVED), session.get(GLASS, {}).get(event.slug)
    return Actor(
        account_id=account.pk,
        person_id=grants[0].person_id if grants else f"A-{account.pk}",
        name=account.name,
        grants=tuple(
            _granted(each, spans[each.pk], led) for each in grants if spans[each.pk] is not None
        ),
        device=device,
        is_bound=not settings.HARDWARE_KEYS or bool(session.get(HARDWARE)),
        proved_at=None if proved is None else datetime.fromtimestamp(proved, UTC),
        glass_until=None if glass is None else _glass_until(account, event, glass),
    )


def _glass_until(account: Account, event: Event, told: float) -> datetime | None:
    """Return until when break-glass holds: what the session says, if the record says so too."""
    used = BreakGlass.objects.filter(account=account, event=event, ended_at=None).first()
    return None if used is None else min(holds_until(used), datetime.fromtimestamp(told, UTC))


def holds_until(used: BreakGlass) -> datetime:
    """Return the end of a use of break-glass: at once, unconfirmed after minutes, or in time."""
    if used.ended_at is not None:
        return used.ended_at
    return used.ends if used.confirmed_at else min(used.ends, used.started + CONFIRM_WITHIN)


class Span(NamedTuple):
    """From when to when something holds, and up to which marking."""

    start: datetime | None
    end: datetime | None
    clearance: Marking

    def within(self, other: "Span") -> "Span":
        """Return the part of the span that lies in the other."""
        starts = [each for each in (self.start, other.start) if each is not None]
        ends = [each for each in (self.end, other.end) if each is not None]
        lower = min(self.clearance, other.clearance, key=lambda each: each.height)
        return Span(max(starts, default=None), min(ends, default=None), lower)


def spans_of(grants: Iterable[Grant]) -> dict[int, Span | None]:
    """Return what each grant gives: a deputy's never more than their principal has now.

    None for a deputy whose principal has lost the grant.
    """
    grants = list(grants)
    deputies = [each for each in grants if each.deputy_of_id is not None]
    own = {
        (each.account_id, *_same(each)): _span(each)
        for each in Grant.objects.filter(
            account__in={each.deputy_of_id for each in deputies},
            event__in={each.event_id for each in deputies},
            deputy_of=None,
        )
    } if deputies else {}  # fmt: skip
    spans: dict[int, Span | None] = {each.pk: _span(each) for each in grants}
    for each in deputies:
        principal = own.get((each.deputy_of_id or 0, *_same(each)))
        spans[each.pk] = None if principal is None else _span(each).within(principal)
    return spans


def _same(grant: Grant) -> tuple[int, str, str]:
    return grant.event_id, grant.role, grant.unit_id


def _span(grant: Grant) -> Span:
    return Span(grant.not_before, grant.not_after, Marking(grant.clearance))


def _held(grants: QuerySet[Grant], at: datetime) -> list[Grant]:
    return _holding(list(grants.select_related("event").order_by("pk")), at)


def _holding(found: list[Grant], at: datetime) -> list[Grant]:
    spans = spans_of(found)
    return [
        each
        for each in found
        if (span := spans[each.pk]) is not None and _granted(each, span, {}).holds(at)
    ]


def held_in(event: Event, *, at: datetime) -> list[Grant]:
    """Return the grants of the event that hold now, with their accounts."""
    return _held(Grant.objects.filter(event=event).select_related("account"), at)


def readers_of(event: Event, *, at: datetime) -> list[tuple[Account, str]]:
    """Return who may read anything in the event now, by name, each with their person there."""
    held = sorted(held_in(event, at=at), key=lambda each: (each.account.name, each.pk))
    found = {
        each.account_id: (each.account, each.person_id)
        for each in held
        if Verb.READ in VERBS[Role(each.role)]
    }
    return list(found.values())


def organisers_ever(event: Event) -> set[int]:
    """Return the accounts that are or were organisers of the event in their own right."""
    grants = Grant.objects.filter(event=event, role=Role.ORGANISER.value, deputy_of=None)
    return set(grants.values_list("account_id", flat=True))


def _granted(grant: Grant, span: Span | None, led: Mapping[str, frozenset[str]]) -> Granted:
    assert span is not None
    return Granted(
        role=Role(grant.role),
        unit_id=grant.unit_id,
        clearance=span.clearance,
        not_before=span.start,
        not_after=span.end,
        fields=led.get(grant.unit_id, frozenset()) if grant.unit_id else frozenset(),
    )
