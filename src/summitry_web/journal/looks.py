"""Whether every journal of the node is whole, for the self-test."""

from summitry.kit.errors import Text
from summitry.operations.judge import Fault
from summitry_web.frame.looks import Look
from summitry_web.journal.access import verify
from summitry_web.journal.models import Head

WHOLE = Text("The journals are whole; how many there are: {count}")
BROKEN = Text("The journal {journal} was changed from entry {number} on.")
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
    whole = Look(name="journal", state="good", told=WHOLE, facts={"count": len(names)})
    return broken or (whole,)
