"""Grants: changed, ended, and lent to a deputy."""

from datetime import datetime, timedelta

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts import access
from summitry_web.accounts.actions import pending
from summitry_web.accounts.actions.invitations import is_alone, person_of, require_clearance
from summitry_web.accounts.can import Actor, is_proved, require
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.roles import Role, Verb
from summitry_web.accounts.terms import require_span
from summitry_web.accounts.two_persons import Payload, confirmed_at
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.actions import record

DEPUTY_ORGANISER = "deputy.organiser"
DEPUTY_LIFE_MAX = timedelta(days=60)
ONE_MOMENT = timedelta(seconds=10)
"""Of two who end a grant at once, the first may have looked at the clock a little later."""


class Terms(Struct, frozen=True, kw_only=True):
    """For how long a grant holds, and up to which marking."""

    clearance: Marking
    not_before: datetime | None
    not_after: datetime | None


@transaction.atomic
def found(account: Account, event: Event, *, person_id: str = "", at: datetime) -> Grant:
    """Return the grant of an event's first organiser, who has just created it.

    Raises
    ------
    Denied
        When the account may not create events, or somebody was granted anything there already.
    """
    if not account.may_create_events or Grant.objects.filter(event=event).exists():
        raise Denied("not-granted")
    made = Grant.objects.create(
        account=account, event=event, role=Role.ORGANISER.value, clearance=event.ceiling,
        person_id=person_id or f"A-{account.pk}", given_by=account,
    )  # fmt: skip
    _note(made, "grant.founded", made.person_id, at)
    return made


@transaction.atomic
def change(actor: Actor, event: Event, pk: int, terms: Terms, *, at: datetime) -> None:
    """Change clearance and time of a grant; it counts from the next request on.

    Raises
    ------
    SummitryError
        ``grant.span``, ``grant.clearance``, ``grant.ceiling``; ``grant.ended`` for one that is
        over, which only a new invitation brings back; ``grant.last`` for the last organiser.
    """
    require(actor, Verb.GRANT, at=at)
    row = _grant(event, pk)
    if row.not_after is not None and row.not_after <= at:
        raise SummitryError("grant.ended")
    if row.account_id == actor.account_id and _is_longer(terms.not_after, row.not_after):
        raise SummitryError("grant.own")
    require_span(terms.not_before, terms.not_after)
    if terms.clearance.height > Marking(row.clearance).height:
        if row.account_id == actor.account_id:
            raise SummitryError("grant.own")
        require_clearance(actor, event, terms.clearance, at=at)
    _require_other_organiser(row, event, terms.not_after, at=at)
    row.clearance = terms.clearance.value
    row.not_before, row.not_after = terms.not_before, terms.not_after
    row.save()
    _note(row, "grant.changed", actor.person_id, at)


@transaction.atomic
def end(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """End a grant now, and with it what deputies have of it; one's own deputies too.

    Raises
    ------
    SummitryError
        ``grant.last`` for the last organiser, without whom nobody could appoint another.
    """
    row = _grant(event, pk)
    if row.deputy_of_id == actor.account_id:
        if not is_proved(actor, at):
            raise ProveAgain
    else:
        require(actor, Verb.GRANT, at=at)
    if row.not_after is not None and row.not_after <= at + ONE_MOMENT:
        return  # Somebody else ended it, or the button was pressed twice.
    _require_other_organiser(row, event, at, at=at)
    if row.not_before is not None and row.not_before >= at:
        row.not_before = None
    row.not_after = at
    row.save()
    _note(row, "grant.ended", actor.person_id, at)


def _is_longer(wished: datetime | None, held: datetime | None) -> bool:
    return held is not None and (wished is None or wished > held)


def _require_other_organiser(
    row: Grant, event: Event, until: datetime | None, *, at: datetime
) -> None:
    if row.role != Role.ORGANISER.value or row.deputy_of_id or until is None:
        return
    others = [
        each
        for each in access.held_in(event, at=at)
        if each.role == row.role and each.pk != row.pk and each.deputy_of_id is None
        and (each.not_after is None or each.not_after >= until)
    ]  # fmt: skip
    if not others:
        raise SummitryError("grant.last")


@transaction.atomic
def lend(
    actor: Actor, event: Event, pk: int, *, to: int, span: tuple[datetime, datetime], at: datetime
) -> int | None:
    """Lend one's own grant to a deputy for a span; return the deputy's grant.

    A deputy of an organiser waits for a second person: None is returned then.

    Raises
    ------
    SummitryError
        ``deputy.beyond`` the own span, ``deputy.further`` for what is itself lent,
        ``deputy.self``, ``deputy.has`` where the deputy has that role already.
    """
    if not is_proved(actor, at):
        raise ProveAgain
    row = _grant(event, pk)
    if row.account_id != actor.account_id:
        raise Denied("grant")
    _require_lendable(row, event, to=to, span=span, at=at)
    if row.role == Role.ORGANISER.value and not is_alone(actor, event):
        payload = {
            "grant": pk, "to": to, "from": span[0].isoformat(), "until": span[1].isoformat(),
            "principal": row.person_id, "deputy": person_of(Account.objects.get(pk=to), event),
        }  # fmt: skip
        pending.ask(actor, event, DEPUTY_ORGANISER, payload, subject=f"grant {pk}", at=at)
        return None
    return _lent(row, to, span, by=actor, at=at)


def carry_out_deputy(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    """Lend an organiser's grant, as two persons wanted."""
    row = Grant.objects.filter(
        event=event, pk=payload["grant"], account_id=first.account_id
    ).first()
    if row is None:
        raise Denied("grant")
    span = (datetime.fromisoformat(payload["from"]), datetime.fromisoformat(payload["until"]))
    at = confirmed_at(payload)
    _require_lendable(row, event, to=payload["to"], span=span, at=at)
    _lent(row, payload["to"], span, by=second, at=at)


def _require_lendable(
    row: Grant, event: Event, *, to: int, span: tuple[datetime, datetime], at: datetime
) -> None:
    if row.deputy_of_id is not None:
        raise SummitryError("deputy.further")
    if to == row.account_id:
        raise SummitryError("deputy.self")
    start, end = span
    require_span(start, end)
    is_late = row.not_after is not None and end > row.not_after
    if end <= at or is_late or (row.not_before is not None and start < row.not_before):
        raise SummitryError("deputy.beyond")
    if end - start > DEPUTY_LIFE_MAX:
        raise SummitryError("deputy.long", days_max=DEPUTY_LIFE_MAX.days)
    if not Grant.objects.filter(event=event, account_id=to).exists():
        raise Denied("account")
    same = Grant.objects.filter(event=event, account_id=to, role=row.role, unit_id=row.unit_id)
    if same.exclude(not_after__lte=at).exists():
        raise SummitryError("deputy.has")


def _lent(row: Grant, to: int, span: tuple[datetime, datetime], *, by: Actor, at: datetime) -> int:
    deputy = Account.objects.get(pk=to)
    made, _ = Grant.objects.update_or_create(
        account=deputy,
        event=row.event,
        role=row.role,
        unit_id=row.unit_id,
        defaults={
            "person_id": person_of(deputy, row.event), "clearance": row.clearance,
            "body_id": row.body_id, "not_before": span[0], "not_after": span[1],
            "deputy_of": row.account, "given_by_id": by.account_id,
        },
    )  # fmt: skip
    _note(made, "grant.lent", by.person_id, at)
    return made.pk


def _grant(event: Event, pk: int) -> Grant:
    # Two organisers who end each other at one moment would leave none, and two who lend the same
    # would each find nothing lent yet: one after the other.
    Event.objects.select_for_update().get(pk=event.pk)
    row = Grant.objects.select_for_update().filter(event=event, pk=pk).first()
    if row is None:
        raise Denied("grant")
    return row


def _note(row: Grant, kind: str, actor: str, at: datetime) -> None:
    moments = {"from": row.not_before, "until": row.not_after}
    facts = {
        "role": row.role, "unit": row.unit_id, "person": row.person_id,
        "clearance": row.clearance,
        **{name: each.isoformat() if each else "" for name, each in moments.items()},
    }  # fmt: skip
    record(kind, journal=row.event.slug, actor=actor, at=at, subject=f"grant {row.pk}", facts=facts)
