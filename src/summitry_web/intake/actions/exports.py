"""Notes that a list of reports left the site."""

from datetime import datetime

from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.intake.access import TABLE
from summitry_web.journal.actions import record


def note_export(actor: Actor, event: Event, count: int, *, at: datetime) -> None:
    """Write into the journal that the actor took the list of reports along."""
    require(actor, Verb.TRIAGE, at=at)
    record(
        "intake.exported", journal=event.slug, actor=actor.person_id, at=at, subject=TABLE,
        facts={"reports": count},
    )  # fmt: skip
