"""The site at Hanoi's size: a node of its own, with two hundred planners who can sign in."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from msgspec import Struct

from summitry.cli.files import load
from summitry.kit.time import SystemClock
from summitry.package.package import Package
from summitry.plan.organisation import Unit

HOST = "localhost"


class Planner(Struct, frozen=True):
    """Somebody who may plan for one unit, and the cookies that their browser holds."""

    unit: str
    session: str


def prepared(home: Path, plan: Path, planners: int, database: str) -> tuple[Planner, ...]:
    """Fill a node's database with the plan and its planners; return who can sign in.

    Each planner speaks for one of the plan's units, in turn.
    """
    set_up(home, database)
    event = planned_event(load(plan))
    print(f"  plan brought in: {plan}")
    return _planners(event, planners)


def set_up(home: Path, database: str) -> None:
    """Make this process work on the node of that folder, its database brought to this version."""
    os.environ["SUMMITRY_HOME"] = str(home)
    os.environ["SUMMITRY_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "summitry_web.frame.settings"
    django.setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)


def planned_event(package: Package) -> Any:
    """Return a new event named Hanoi that has the package's plan."""
    access = import_module("summitry_web.accounts.access")
    models = import_module("summitry_web.accounts.models")
    packages = import_module("summitry_web.plans.actions.packages")
    at = SystemClock().now()
    chief = models.Account.objects.make("synthetic-chief@example.org", "Synthetic chief")
    chief.may_create_events = True
    chief.save()
    event = packages.create_event(chief, slug="hanoi", name="Hanoi", person_id="SYNTHETIC-1", at=at)
    actor = access.actor_of(chief, event, {access.PROVED: at.timestamp()}, "")
    packages.import_package(actor, event, package, at=at)
    return event


def _planners(event: object, count: int) -> tuple[Planner, ...]:
    accounts = import_module("summitry_web.accounts.models")
    roles = import_module("summitry_web.accounts.roles")
    store = import_module("summitry_web.plans.store")
    units = [unit.unit_id for unit in store.snapshot_of(event).rows(Unit).values()]
    made = []
    for number in range(count):
        unit = units[number % len(units)]
        account = accounts.Account.objects.make(
            f"synthetic-{number}@example.org", f"Synthetic planner {number}"
        )
        accounts.Grant.objects.create(
            account=account, event=event, role=roles.Role.PLANNER.value, unit_id=unit,
            person_id=f"SYNTHETIC-{number + 10}", clearance="TLP:AMBER+STRICT",
        )  # fmt: skip
        made.append(Planner(unit, session_of(account)))
    return tuple(made)


def session_of(account: object) -> str:
    """Return the key of a session in which the account has signed in."""
    auth = import_module("django.contrib.auth")
    settings = import_module("django.conf").settings
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[auth.SESSION_KEY] = str(account.pk)
    store[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def serve_command(home: Path, port: int, database: str) -> Sequence[str]:
    """Return the command that starts the node."""
    command = [str(Path(sys.executable).parent / "summitry"), "serve", "--home", str(home)]
    command += ["--port", str(port)]
    return [*command, "--database", database] if database else command
