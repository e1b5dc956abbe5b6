"""Whether two accounts are one person, and whether who asked first may still do so."""

from datetime import datetime

from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry_web.accounts.access import actor_of
from summitry_web.accounts.can import WHOLE, Actor, Thing, can
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event


def is_same_person(event: Event, account: int | None, other: Actor) -> bool:
    """Say whether the account and the actor are one person in the event.

    They are where they share the account or a person's id in any grant, also one that is over:
    somebody who comes in by a second account, or by another role, is still nobody else.
    """
    if account is None:
        return False
    if account == other.account_id:
        return True
    return bool(_persons(event, account) & {*_persons(event, other.account_id), other.person_id})


def _persons(event: Event, account: int) -> set[str]:
    grants = Grant.objects.filter(event=event, account_id=account)
    return set(grants.values_list("person_id", flat=True))


def require_second(second: Actor, event: Event, *, first: int | None, device: str) -> None:
    """Return where the actor is another person than the first, on another device.

    Raises
    ------
    SummitryError
        ``two.same_person``, ``two.no_device`` or ``two.same_device``.
    """
    if is_same_person(event, first, second):
        raise SummitryError("two.same_person")
    if not second.device:
        raise SummitryError("two.no_device")
    if device == second.device:
        raise SummitryError("two.same_device")


def first_still(
    event: Event, account: int, verb: Verb, thing: Thing = WHOLE, *, device: str = "", at: datetime
) -> Actor:
    """Return who asked, as they act now: what they asked for must still be theirs to do.

    Their proof of identity was asked for then, and is not asked for again.

    Raises
    ------
    SummitryError
        ``two.first_may_not``.
    """
    found = Account.objects.filter(pk=account).first()
    if found is None:
        raise SummitryError("two.first_may_not")
    first = replace(actor_of(found, event, {}, device), proved_at=at)
    if not can(first, verb, thing, at=at):
        raise SummitryError("two.first_may_not")
    return first
