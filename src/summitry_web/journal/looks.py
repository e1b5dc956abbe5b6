"""Whether every journal of the node is whole, for the self-test."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.operations.judge import Fault
from summitry_web.frame.looks import Look
from summitry_web.journal import store
from summitry_web.journal.access import verify, waiting
from summitry_web.journal.models import Entry

WHOLE = Text("The journals are whole; how many there are: {count}")
BROKEN = Text("The journal {journal} was changed from entry {number} on.")
UNREADABLE = Text("The file of the journal {journal} cannot be read: {problem}")
AHEAD_MAX = timedelta(minutes=5)
AHEAD = Text("The journal {journal} has an entry of {moment}, which is still to come.")
SET_BACK = Text(
    "The clock was set back, or was wrong then. Set it right, and note it in the journal."
)
BEHIND_MAX = timedelta(minutes=1)
BEHIND = Text(
    "The journal {journal}: entries that are not in its file yet: {count}, the first of {moment}."
)
HAND_OVER = Text(
    "A node that runs hands them over each second: read logs/journal.log. One that does not run "
    "does so when it is started."
)
MEND = Text("Keep the folder as it is, tell whoever audits, and restore a backup elsewhere.")


def look() -> tuple[Look, ...]:
    """Return that every journal is whole, or each that is not, and each whose file is behind."""
    now = SystemClock().now()
    names = [journal for journal, _ in store.sizes()]
    found = [each for name in names for each in _looks_of(name, now)]
    late = Entry.objects.filter(at__gt=now + AHEAD_MAX).order_by("-at").first()
    if late is not None:
        told = {"moment": _told(late.at), "journal": late.journal}
        found.append(Look(name="time", state="bad", told=AHEAD, mend=SET_BACK, facts=told))
    if not any(each.state == "bad" for each in found):
        found.insert(0, Look(name="journal", state="good", told=WHOLE, facts={"count": len(names)}))
    return tuple(found)


def _looks_of(journal: str, now: datetime) -> Iterator[Look]:
    """Yield what is to be said of one journal; nothing where all is well."""
    told: dict[str, str | int] = {"journal": journal}
    try:
        found, waits = verify(journal), waiting(journal)
    except SummitryError as refusal:
        told["problem"] = str(refusal.facts.get("problem", refusal.code))
        yield Look(name="journal", state="bad", told=UNREADABLE, mend=MEND, facts=told)
        return
    if isinstance(found, Fault):
        facts = {**told, "number": found.number}
        yield Look(name="journal", state="bad", told=BROKEN, mend=MEND, facts=facts)
    if waits is not None and now - waits.since > BEHIND_MAX:
        facts = {**told, "count": waits.count, "moment": _told(waits.since)}
        yield Look(name="hand-over", state="warning", told=BEHIND, mend=HAND_OVER, facts=facts)


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
