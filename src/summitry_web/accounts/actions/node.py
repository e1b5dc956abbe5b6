"""Writing into the journal of the installation, where something belongs to no event."""

from datetime import datetime

from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Role
from summitry_web.journal.actions import NODE, record


def node_actor(at: datetime) -> Actor:
    """Return whoever runs the node: they hold its files, and so every event, without an account."""
    granted = Granted(role=Role.ORGANISER, unit_id="", clearance=Marking.RED)
    return Actor(account_id=0, person_id=NODE, name="", grants=(granted,), device=NODE,
                 proved_at=at)  # fmt: skip


def note(account: Account | None, kind: str, *, at: datetime, **facts: object) -> None:
    """Add an entry about an account, by itself; facts are ids and counts, never names."""
    who = "nobody" if account is None else f"account {account.pk}"
    record(kind, journal=NODE, actor=who, at=at, subject=who, facts=facts)
