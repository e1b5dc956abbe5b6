"""One entry of the day as a reader sees it: who, when, where, and what it says."""

from datetime import datetime, timedelta

from msgspec import Struct

from summitry.kit.ids import CommandPostId, PersonId, UnitId
from summitry.kit.time import EPOCH
from summitry.operations.bodies import Body, Thing, body_of
from summitry.operations.entry import Correction, Entry
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking

Order = tuple[int, int, str, int]
"""Sorts entries: hybrid logical time (milliseconds, counter), post, number in its journal."""


class Event(Struct, frozen=True, kw_only=True):
    """An entry with its body opened.

    Parameters
    ----------
    entry_id
        Made by the client that wrote it, so that a second try is no second entry.
    order
        Where it stands among all entries of all posts.
    observed, entered
        When it was so, and when it was written down: a late entry is told as late.
    is_trial
        Whether the event stands at a moment of its own, which the stamps of its posts do not tell.
    scope
        The units for which it is meant; empty for everyone of the command structure.
    corrects
        The entry whose body this one replaces, with ``reason``; nothing is ever removed.
    """

    entry_id: str
    post: CommandPostId
    order: Order
    author: PersonId
    observed: datetime
    entered: datetime
    body: Body
    marking: Marking = Marking.AMBER
    scope: tuple[UnitId, ...] = ()
    place: Thing | None = None
    corrects: str = ""
    reason: Correction | None = None
    attachments: tuple[str, ...] = ()
    is_trial: bool = False

    @property
    def received(self) -> datetime:
        """When its journal got it, and it was known; in a trial, when it was written down.

        Whoever writes says when they wrote; when it came the journal says, by its stamp.
        """
        return self.entered if self.is_trial else EPOCH + timedelta(milliseconds=self.order[0])

    @property
    def late_seconds(self) -> int:
        """How long after it was so it was written down."""
        return max(0, round((self.entered - self.observed).total_seconds()))


def event_of(entry: Entry, content: bytes) -> Event:
    """Return the entry with its opened body.

    Raises
    ------
    SummitryError
        ``entry.unreadable`` where the body is of a kind that is not known here.
    """
    stamp = entry.stamp
    table, _, key = entry.place.partition("/")
    return Event(
        entry_id=entry.entry_id,
        post=entry.post,
        order=(stamp.wall_ms, stamp.counter, entry.post, entry.seq),
        author=entry.author,
        observed=entry.observed_at,
        entered=entry.entered_at,
        body=body_of(content),
        marking=entry.marking,
        scope=tuple(UnitId(each) for each in entry.scope),
        place=Thing(table, key) if table in TABLES else None,
        corrects=entry.corrects,
        reason=entry.reason,
        attachments=entry.attachments,
    )
