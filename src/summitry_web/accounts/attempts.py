"""How often somebody may try: never locked for good, for a lock-out would be a weapon."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.http import HttpRequest
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.accounts.codes import digest_of
from summitry_web.accounts.models import Tries

WINDOW = timedelta(minutes=1)
PER_ACCOUNT_MAX = 5
PER_ADDRESS_MAX = 20
WAIT_MAX = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
ADDRESS = "address "


class Pace(Struct, frozen=True, kw_only=True):
    """How much somebody may send in which time."""

    most: int
    window: timedelta


class Kind(StrEnum):
    """What is tried."""

    SIGN_IN = "sign-in"
    INVITATION = "invitation"
    TOKEN = "token"  # noqa: S105  # what is tried, not a secret


def address_of(request: HttpRequest) -> str:
    """Return who tries, by the address that the request comes from."""
    return ADDRESS + str(request.META.get("REMOTE_ADDR", ""))


def require_room(kind: str, who: str, at: datetime) -> None:
    """Count a try of the account or the address, which `address_of` names.

    Call it outside the transaction of the action, or a refusal takes the count back.

    Raises
    ------
    SummitryError
        ``attempts.wait`` while there were too many; each round of too many doubles the wait.
    """
    most = PER_ADDRESS_MAX if who.startswith(ADDRESS) else PER_ACCOUNT_MAX
    wait = _count(kind, digest_of("tries", who), most, at)
    if wait:
        raise SummitryError("attempts.wait", seconds=wait)


@transaction.atomic
def _count(kind: str, who: str, most: int, at: datetime) -> int:
    """Return the seconds to wait, 0 where there is room; the try is then counted."""
    found, _ = Tries.objects.select_for_update().get_or_create(
        kind=kind, who=who, defaults={"since": at}
    )
    if found.waits_until is not None and at < found.waits_until:
        return _seconds(found.waits_until - at)
    if at - found.since >= WINDOW:
        rounds = 0 if at - found.since >= FORGOTTEN_AFTER else found.rounds
        found.since, found.count, found.rounds = at, 0, rounds
    found.count += 1
    if found.count > most:
        wait = min(WINDOW * 2**found.rounds, WAIT_MAX)
        found.waits_until, found.rounds, found.count = at + wait, min(found.rounds + 1, 10), 0
        found.since = at
        found.save()
        return _seconds(wait)
    found.save()
    return 0


def require_pace(kind: str, who: str, pace: Pace, at: datetime) -> None:
    """Count what somebody sends; unlike with wrong tries, the wait never grows.

    Call it outside the transaction of the action, or a refusal takes the count back.

    Raises
    ------
    SummitryError
        ``attempts.wait`` until the window ends in which there was too much.
    """
    wait = _count_sent(kind, digest_of("tries", who), pace, at)
    if wait:
        raise SummitryError("attempts.wait", seconds=wait)


@transaction.atomic
def _count_sent(kind: str, who: str, pace: Pace, at: datetime) -> int:
    found, _ = Tries.objects.select_for_update().get_or_create(
        kind=kind, who=who, defaults={"since": at}
    )
    if at - found.since >= pace.window:
        found.since, found.count = at, 0
    if found.count >= pace.most:
        return _seconds(found.since + pace.window - at)
    found.count += 1
    found.save()
    return 0


def succeeded(kind: str, who: str) -> None:
    """Forget the tries of an account that has got in."""
    Tries.objects.filter(kind=kind, who=digest_of("tries", who)).delete()


def _seconds(wait: timedelta) -> int:
    return max(1, round(wait.total_seconds()))
