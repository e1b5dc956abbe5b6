"""The approval of a frozen plan by two persons, who each saw what they approve, by its hash."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId

NOTHING = 0
"""The number of the empty plan, with which the first baseline is compared."""

DAYS_MAX = 7
"""For how many days the first approval waits for the second, unless a limit says otherwise."""


class Frozen(Struct, frozen=True, kw_only=True):
    """The state that is approved: its hash, who froze it and when, and what it is compared with."""

    root: str
    author: PersonId
    at: datetime
    against: int


class Approval(Struct, frozen=True, kw_only=True):
    """One person's approval.

    Parameters
    ----------
    device
        A digest that tells devices apart.
    root
        The hash that the person saw and typed or confirmed.
    saw_against
        The number of the baseline whose differences the person saw; None who saw none.
    """

    by: PersonId
    device: str
    at: datetime
    root: str
    saw_against: int | None


class Limits(Struct, frozen=True, kw_only=True):
    """How long the first approval waits for the second."""

    days_max: int = DAYS_MAX

    @property
    def wait(self) -> timedelta:
        """The longest time between the two approvals; exactly so long is still in time."""
        return timedelta(days=self.days_max)


LIMITS = Limits()


def approve(
    frozen: Frozen, given: Iterable[Approval], new: Approval, *, limits: Limits = LIMITS
) -> tuple[Approval, ...]:
    """Return the approvals with the new one added, in order of time.

    An approval that waited for too long has lapsed. The person who gave it may give it again, and
    the new one then stands in its place; nobody else can be second to it.

    Raises
    ------
    SummitryError
        ``approval.root``, ``approval.author``, ``approval.not_seen``, ``approval.early``,
        ``approval.no_device``, ``approval.same_person``, ``approval.same_device``,
        ``approval.late`` or ``approval.complete``.
    """
    standing = sorted(given, key=lambda each: each.at)
    fault = fault_of(frozen, new)
    if fault is not None:
        raise fault
    if is_complete(frozen, standing, limits=limits):
        raise SummitryError("approval.complete")
    kept = [each for each in standing if not _is_renewed(each, new, limits)]
    for each in kept:
        _require_apart(each, new)
    if kept and not any(_in_time(each, new, limits) for each in kept):
        raise SummitryError("approval.late", days=limits.days_max, by=kept[-1].by)
    return (*kept, new)


def is_complete(frozen: Frozen, approvals: Iterable[Approval], *, limits: Limits = LIMITS) -> bool:
    """Say whether two persons on two devices approved that hash, one soon after the other."""
    good = [each for each in approvals if fault_of(frozen, each) is None]
    return any(
        first.by != second.by and first.device != second.device and _in_time(first, second, limits)
        for place, first in enumerate(good)
        for second in good[place + 1 :]
    )


def fault_of(frozen: Frozen, approval: Approval) -> SummitryError | None:
    """Return why the approval alone counts for nothing, None where it counts."""
    if approval.root != frozen.root:
        return SummitryError("approval.root", got=approval.root, expected=frozen.root)
    if approval.by == frozen.author:
        return SummitryError("approval.author", by=approval.by)
    if not approval.device:
        return SummitryError("approval.no_device")
    if approval.saw_against != frozen.against:
        return SummitryError("approval.not_seen", against=frozen.against)
    if approval.at < frozen.at:
        return SummitryError("approval.early")
    return None


def _require_apart(standing: Approval, new: Approval) -> None:
    if standing.by == new.by:
        raise SummitryError("approval.same_person", by=new.by)
    if standing.device == new.device:
        raise SummitryError("approval.same_device")


def _is_renewed(standing: Approval, new: Approval, limits: Limits) -> bool:
    return standing.by == new.by and not _in_time(standing, new, limits)


def _in_time(first: Approval, second: Approval, limits: Limits) -> bool:
    return abs(second.at - first.at) <= limits.wait
