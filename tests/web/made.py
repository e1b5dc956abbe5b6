"""Makers of synthetic accounts, events and rows for the tests of the site."""

from datetime import UTC, datetime

from summitry.kit.ids import PersonId
from summitry.package.package import Package
from summitry.plan.terms import Marking
from summitry_web.accounts.access import PROVED, actor_of
from summitry_web.accounts.can import Actor
from summitry_web.accounts.devices import signed
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.events.models import Event
from summitry_web.plans.actions.packages import import_package
from tests.plans.small import small

AT = datetime(2025, 10, 1, 8, tzinfo=UTC)


def an_account(name="Synthetic One", email=None, language="en"):
    """Return an account that can be signed in by force."""
    count = Account.objects.count()
    return Account.objects.make(email or f"synthetic-{count}@example.org", name, language=language)


def an_event(slug="summit", **cells):
    """Return an event with an empty plan."""
    return Event.objects.create(
        slug=slug, **{"name": "Synthetic summit", "key": b"k" * 32, "created": AT, **cells}
    )


def a_grant(account, event, role=Role.ORGANISER, unit="", clearance=Marking.RED, **cells):
    """Return a grant of the role."""
    person = cells.pop("person_id", None) or f"S-{account.pk:03}"
    return Grant.objects.create(
        account=account, event=event, role=role.value, unit_id=unit, clearance=clearance.value,
        person_id=PersonId(person), **cells,
    )  # fmt: skip


def an_actor(account, event, *, at=AT, device="device-1", proved=True):
    """Return the account as it acts in the event, its identity just proved."""
    session = {PROVED: at.timestamp()} if proved else {}
    return actor_of(account, event, session, device)


def small_package():
    """Return the small plan of the core's tests as a package."""
    snapshot, attestations = small()
    return Package(snapshot=snapshot, attestations=attestations)


def a_planned_event(slug="summit", package=None):
    """Return an event with the small plan, and its organiser as an actor."""
    event = an_event(slug)
    organiser = an_account()
    a_grant(organiser, event)
    actor: Actor = an_actor(organiser, event)
    import_package(actor, event, package or small_package(), at=AT)
    event.refresh_from_db()
    return event, organiser, actor


def signed_in(client, account, *, device="device-1", proved=True):
    """Sign the account in, its identity proved just now where asked for."""
    client.force_login(account)
    client.cookies["device"] = signed(device)
    if proved:
        session = client.session
        session[PROVED] = CLOCK.now().timestamp()
        session.save()
    return client
