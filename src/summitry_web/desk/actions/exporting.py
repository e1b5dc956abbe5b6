"""What leaves the site stands in the journal."""

from datetime import datetime

from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import record


def note_export(actor: Actor, event: Event, *, kind: str, count: int, at: datetime) -> None:
    """Write down that the actor took findings away as a file."""
    require(actor, Verb.EXPORT, at=at)
    record(
        "findings.exported", journal=event.slug, actor=actor.person_id, at=at, subject="findings",
        facts={"format": kind, "count": count},
    )  # fmt: skip
