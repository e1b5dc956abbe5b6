"""The checker: holds events in memory, brings each up to its last revision, writes what changed."""

import gc
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from msgspec import Struct

from summitry.kit.time import Clock
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.plans.checking.held import Held, brought_up, loaded
from summitry_web.plans.checking.not_known import not_known
from summitry_web.plans.checking.writing import Known, State, write
from summitry_web.plans.models import CheckedRevision, SideRow

EVENTS_MAX = 8
OVER_DAYS = 7
"""How long after its end an event is still looked at every hour."""


class Outcome(Struct, frozen=True):
    """Up to which revision an event is checked, and what that opened and closed."""

    revision: int
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


class _Memory(Struct, frozen=True):
    held: Held
    known: Known


class Checker:
    """Checks events, one check of an event at a time.

    Parameters
    ----------
    clock
        What time it is.
    events_max
        How many events are held in memory; the one that was asked for longest ago goes first.
    """

    def __init__(self, clock: Clock, *, events_max: int = EVENTS_MAX) -> None:
        self._clock = clock
        self._events_max = events_max
        self._memories: OrderedDict[int, _Memory] = OrderedDict()
        self._locks: defaultdict[int, Lock] = defaultdict(Lock)
        self._begun: defaultdict[int, int] = defaultdict(int)
        """How many checks of each event have begun."""
        self._ended: dict[int, tuple[int, int]] = {}
        """Which of them ended well last, and up to which revision it checked."""
        self._guard = Lock()

    @property
    def events(self) -> tuple[int, ...]:
        """The events held in memory, the one asked for longest ago first."""
        with self._guard:
            return tuple(self._memories)

    def bring_up(self, event_id: int) -> Outcome:
        """Check the event as it stands now; return what this check opened and closed.

        Who waits while others wait for the same event needs no check of their own: one that began
        after they came has seen whatever they wrote. It is said up to where that one went.
        """
        with self._guard:
            lock, begun = self._locks[event_id], self._begun[event_id]
        with lock:
            number, revision = self._ended.get(event_id, (0, 0))
            if number > begun:
                return Outcome(revision)
            with self._guard:
                self._begun[event_id] = number = self._begun[event_id] + 1
            outcome = self._bring_up(event_id)
            self._ended[event_id] = number, outcome.revision
            return outcome

    def _bring_up(self, event_id: int) -> Outcome:
        now = self._clock.now()
        event = Event.objects.get(pk=event_id)
        memory = self._still_true(event)
        if memory is None:
            held = loaded(event, now=now)
            # What is loaded stays: looking through it for garbage cost one save in ten 80 ms.
            gc.freeze()
        else:
            held = brought_up(memory.held, event, now=now)
        state = State(
            revision=held.revision,
            words=held.words,
            findings=() if held.run is None else held.run.findings,
            at=held.at,
            now=moment_in(event, now),
            counts=not_known(held),
        )
        written = write(event_id, state, None if memory is None else memory.known)
        if written is None:
            # Another checker is further: what it wrote stands, and this one catches up when asked.
            return Outcome(CheckedRevision.objects.get(event_id=event_id).revision)
        self._remember(event_id, _Memory(held, written.known))
        return Outcome(held.revision, written.opened, written.closed)

    def _still_true(self, event: Event) -> _Memory | None:
        """Return what is held, where the database has not gone back behind it, as a restore does.

        What was checked is written; a database that says less was put back to an earlier state.
        """
        with self._guard:
            memory = self._memories.get(event.pk)
        checked = CheckedRevision.objects.filter(event=event).first()
        if memory is None or checked is None:
            return None
        is_behind = (checked.revision, checked.words) < (memory.held.revision, memory.held.words)
        return None if is_behind or event.revision < memory.held.revision else memory

    def _remember(self, event_id: int, memory: _Memory) -> None:
        with self._guard:
            self._memories[event_id] = memory
            self._memories.move_to_end(event_id)
            while len(self._memories) > self._events_max:
                self._memories.popitem(last=False)


def waiting(*, now: datetime) -> list[int]:
    """Return the events whose last revision, last word or last hour nobody has checked yet."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    words = SideRow.objects.filter(event=OuterRef("pk")).order_by().values("event")
    events = Event.objects.annotate(
        words_now=Coalesce(Subquery(words.annotate(count=Count("pk")).values("count")), 0)
    )
    is_going_on = Q(closes=None) | Q(closes__gt=now - timedelta(days=OVER_DAYS))
    due = (
        Q(checked=None)
        | Q(checked__revision__lt=F("revision"))
        | Q(checked__words__lt=F("words_now"))
        | (Q(looked_at=None, checked__at__lt=hour) & is_going_on)
    )
    return list(events.filter(due).values_list("pk", flat=True))


def counts_of(event_id: int) -> Mapping[str, Any]:
    """Return what the last check noted beside its findings; nothing before the first."""
    checked = CheckedRevision.objects.filter(event_id=event_id).first()
    return {} if checked is None else checked.counts
