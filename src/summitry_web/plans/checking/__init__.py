"""One long-lived checker holds each event's plan and last run, and writes what a change changed."""

from summitry_web.plans.checking.checker import Checker, Outcome, counts_of
from summitry_web.plans.checking.kept import finding_bytes, finding_of
from summitry_web.plans.checking.service import ask, local

__all__ = [
    "Checker",
    "Outcome",
    "ask",
    "bring_up",
    "counts_of",
    "finding_bytes",
    "finding_of",
    "local",
]


def bring_up(event_id: int) -> Outcome:
    """Check the event in this process, and return what that opened and closed."""
    return local().bring_up(event_id)
