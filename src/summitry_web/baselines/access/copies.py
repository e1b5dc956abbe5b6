"""The exercises of an event, and the copies that were asked for."""

from datetime import datetime, timedelta

from msgspec import Struct

from summitry_web.accounts.models import Account
from summitry_web.baselines.models import IN_WORK, CopyState, ExerciseCopy
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied

WAITS_LONG = timedelta(seconds=30)
WORKS_LONG = timedelta(minutes=2)
"""The largest plan known is copied in a tenth of this."""
STEPS = (CopyState.WAITING, CopyState.READING, CopyState.WRITING, CopyState.MADE)


class Progress(Struct, frozen=True, kw_only=True):
    """How far a copy is: steps done of how many, and whether it takes longer than it should."""

    done: int
    of: int
    is_late: bool


def exercises_of(event: Event) -> list[Event]:
    """Return the event's exercise copies, the latest first."""
    return list(Event.objects.filter(copied_from=event, kind="exercise").order_by("-created"))


def unmade_copies(event: Event) -> list[ExerciseCopy]:
    """Return what was asked for and is not there: in work, failed or cancelled; latest first."""
    return list(ExerciseCopy.objects.filter(event=event).exclude(state=CopyState.MADE))


def untold_copies(event: Event, account: Account) -> list[ExerciseCopy]:
    """Return the copies that the account asked for and that ended without its having looked."""
    mine = ExerciseCopy.objects.filter(event=event, account=account, is_told=False)
    return list(mine.exclude(state__in=IN_WORK))


def copy_of(event: Event, pk: int) -> ExerciseCopy:
    """Return what was asked for under that number.

    Raises
    ------
    Denied
        When the event has no such copy.
    """
    found = ExerciseCopy.objects.select_related("made").filter(event=event, pk=pk).first()
    if found is None:
        raise Denied("copy")
    return found


def progress_of(copy: ExerciseCopy, *, at: datetime) -> Progress | None:
    """Return how far the copy is; None once it has ended."""
    if not copy.is_in_work:
        return None
    long = WAITS_LONG if copy.state == CopyState.WAITING else WORKS_LONG
    return Progress(
        done=STEPS.index(CopyState(copy.state)), of=len(STEPS) - 1,
        is_late=at - copy.moved_at > long,
    )  # fmt: skip
