"""Whether people can come in, and nobody else can, for the self-test."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q

from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry_web.accounts.models import Account, Grant, OneTimeSecret
from summitry_web.accounts.roles import POWERFUL, Role
from summitry_web.frame.looks import Look, State

KEYS_WANTED = 2
SAMPLES = "synthetic-"
SAMPLES_AT = "@example.org"

TWO_KEYS = Text("Everybody has two passkeys or more.")
FEW_KEYS = Text("People with fewer than two passkeys: {count} of {all}")
ADD_KEYS = Text("Ask them to add one on a second device under “My account” before the event.")
BOUND = Text("Organisers, approvers and the authority have keys that cannot leave their device.")
NOT_BOUND = Text(
    "Organisers, approvers or authority without a key that stays on its device: {count}"
)
BIND = Text("Let them add a security key under “My account”; without it they cannot act.")
NOT_ASKED = Text("Organisers and approvers may use passkeys that can be copied.")
ASK = Text("Set SUMMITRY_HARDWARE_KEYS=yes once they have security keys.")
NO_SAMPLES = Text("No account of the example is left.")
LEFT_SAMPLES = Text("Accounts of the example that may still come in: {count}")
END_SAMPLES = Text("Delete the example with “summitry events delete hanoi”, or end their roles.")
ALONE = Text("Events with a single organiser: {count}")
NOT_ALONE = Text("Every event has two organisers or more.")
APPOINT = Text("Appoint a second: alone, nobody can let an organiser back in who lost their key.")
NO_PASSWORDS = Text("Nobody can sign in with a password.")
PASSWORDS = Text("Accounts that can sign in with a password and six digits: {count}")
SWITCH_OFF = Text("Set SUMMITRY_PASSWORDS=no once everybody has passkeys.")


def look() -> tuple[Look, ...]:
    """Return what was found; counts alone, never who."""
    working = _working()
    if not working:
        return ()
    people = Account.objects.filter(pk__in=working, is_active=True)
    few = people.annotate(keys=Count("passkeys")).filter(keys__lt=KEYS_WANTED).count()
    samples = people.filter(email__startswith=SAMPLES, email__endswith=SAMPLES_AT)
    with_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    able = samples.filter(Q(passkeys__isnull=False) | with_password).distinct()
    digits = OneTimeSecret.objects.filter(account__in=people).count()
    digits = digits if settings.PASSWORDS_ALLOWED else 0
    return (
        _look("two-keys", few, "warning", (TWO_KEYS, FEW_KEYS, ADD_KEYS), all=people.count()),
        _hardware(),
        _look("samples", able.count(), "warning", (NO_SAMPLES, LEFT_SAMPLES, END_SAMPLES)),
        _look("organisers", _lone_events(), "warning", (NOT_ALONE, ALONE, APPOINT)),
        _look("passwords", digits, "warning", (NO_PASSWORDS, PASSWORDS, SWITCH_OFF)),
    )


def _look(
    name: str, count: int, state: State, words: tuple[Text, Text, Text], **facts: int
) -> Look:
    good, told, mend = words
    if not count:
        return Look(name=name, state="good", told=good)
    return Look(name=name, state=state, told=told, mend=mend, facts={"count": count, **facts})


def _working(*roles: Role) -> set[int]:
    """Return the accounts with a grant that is not over, of those roles where any are named."""
    held = Grant.objects.exclude(not_after__lte=SystemClock().now())
    held = held.filter(role__in=roles) if roles else held
    return set(held.values_list("account_id", flat=True))


def _hardware() -> Look:
    if not settings.HARDWARE_KEYS:
        return Look(name="hardware-keys", state="warning", told=NOT_ASKED, mend=ASK)
    powerful = Account.objects.filter(pk__in=_working(*POWERFUL), is_active=True)
    without = powerful.exclude(passkeys__is_copyable=False, passkeys__isnull=False)
    return _look("hardware-keys", without.count(), "bad", (BOUND, NOT_BOUND, BIND))


def _lone_events() -> int:
    held = Grant.objects.filter(role=Role.ORGANISER.value, deputy_of=None, account__is_active=True)
    held = held.exclude(not_after__lte=SystemClock().now())
    return (
        held.values("event").annotate(count=Count("account", distinct=True)).filter(count=1).count()
    )
