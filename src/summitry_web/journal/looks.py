"""Whether every journal of the node is whole, for the self-test."""

from datetime import timedelta

from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry.operations.judge import Fault
from summitry_web.frame.looks import Look
from summitry_web.journal.access import verify
from summitry_web.journal.models import Entry, Head

WHOLE = Text("The journals are whole; how many there are: {count}")
BROKEN = Text("The journal {journal} was changed from entry {number} on.")
AHEAD_MAX = timedelta(minutes=5)
AHEAD = Text("The journal {journal} has an entry of {moment}, which is still to come.")
SET_BACK = Text(
    "The clock was set back, or was wrong then. Set it right, and note it in the journal."
)
MEND = Text("Keep the folder as it is, tell whoever audits, and restore a backup elsewhere.")


def look() -> tuple[Look, ...]:
    """Return that every journal is whole, or each that is not."""
    names = sorted(Head.objects.values_list("journal", flat=True))
    judged = ((name, verify(name)) for name in names)
    broken = tuple(
        Look(name="journal", state="bad", told=BROKEN, mend=MEND,
             facts={"journal": name, "number": found.number})
        for name, found in judged if isinstance(found, Fault)
    )  # fmt: skip
    late = Entry.objects.filter(at__gt=SystemClock().now() + AHEAD_MAX).order_by("-at").first()
    if late is not None:
        told = {"moment": f"{late.at:%Y-%m-%d %H:%M} UTC", "journal": late.journal}
        broken += (Look(name="time", state="bad", told=AHEAD, mend=SET_BACK, facts=told),)
    whole = Look(name="journal", state="good", told=WHOLE, facts={"count": len(names)})
    return broken or (whole,)
