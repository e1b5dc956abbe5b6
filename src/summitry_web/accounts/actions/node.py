"""Writing into the journal of the installation, where something belongs to no event."""

from datetime import datetime

from summitry_web.accounts.models import Account
from summitry_web.journal.actions import NODE, record


def note(account: Account | None, kind: str, *, at: datetime, **facts: object) -> None:
    """Add an entry about an account, by itself; facts are ids and counts, never names."""
    who = "nobody" if account is None else f"account {account.pk}"
    record(kind, journal=NODE, actor=who, at=at, subject=who, facts=facts)
