"""What keeps opened files apart on this machine, for the self-test."""

from summitry.kit.errors import Text
from summitry_web.frame.looks import Look
from summitry_web.sandbox.running import LIMITS, sandbox_facility

APART = Text("Uploads are opened apart from everything, by {tool}.")
LIMITED = Text("Uploads are opened with limits, but not apart from the network.")
MEND = Text("Install bubblewrap.")


def look() -> tuple[Look, ...]:
    """Return what was tried and worked: a program that is there may yet be forbidden."""
    tool = sandbox_facility()
    if tool == LIMITS:
        return (Look(name="sandbox", state="warning", told=LIMITED, mend=MEND),)
    return (Look(name="sandbox", state="good", told=APART, facts={"tool": tool}),)
