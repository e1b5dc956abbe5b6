"""The plan of the day as this process holds it: checked anew after each entry, for each reader.

What is checked is the published baseline, or the plan as it stands where nothing is published, with
the entries that a reader may read: so no gap, and no way to mend it, tells of an entry that is not
theirs. Readers who may read the same entries share one check.
"""

import gc
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock

from msgspec import Struct, field

from summitry.operations.assurance import Effect, Plan, Watch, effect, watch
from summitry.operations.papers.cover import Cover, covers
from summitry.operations.record import Record
from summitry.outcome.finding import Finding
from summitry.plan.mandate import Event as PlanEvent
from summitry_web.accounts.can import Granted
from summitry_web.events.models import Event
from summitry_web.people.access import identities_of
from summitry_web.plans.access import attestations_of, held_snapshot, rulings_of
from summitry_web.plans.found import words_said
from summitry_web.plans.told import published

EVENTS_MAX = 4
READERS_MAX = 8
"""How many events, and of each how many kinds of readers, one process holds."""
COVERS_MAX = 8
"""For how many papers of an event it is kept what lost its cover."""

Kind = tuple[Granted, ...]


class Standing(Struct, frozen=True, kw_only=True, dict=True):
    """The plan without the day's entries and with them, both checked.

    ``baseline`` is the number of the published one, 0 where the plan is taken as it stands.
    """

    quiet: Watch
    watch: Watch
    baseline: int

    @cached_property
    def effect(self) -> Effect:
        """What the day has uncovered, and what it has covered."""
        return effect(self.quiet.findings, self.watch.findings)

    @property
    def uncovered(self) -> tuple[Finding, ...]:
        """What the day has uncovered."""
        return self.effect.opened


class _Kept(Struct):
    """The check for one kind of reader, of which record it was made, and how long that was.

    A record that has lost an erased entry is another one, which may be as long as the last.
    """

    record: Record
    size: int
    watch: Watch


class _Held(Struct):
    """The plan of one event and what was checked of it."""

    mark: tuple[int, int, int]
    plan: Plan
    quiet: Watch
    readers: OrderedDict[Kind, _Kept] = field(default_factory=OrderedDict)
    covers: OrderedDict[tuple[datetime, frozenset[str]], tuple[Cover, ...]] = field(
        default_factory=OrderedDict
    )


_HELD: OrderedDict[tuple[int, str], _Held] = OrderedDict()
_LOCKS: dict[tuple[int, str], Lock] = {}
_LOCK = Lock()
"""Round what all events share: an event's own lock is held as long as a check takes."""


def standing_for(event: Event, record: Record, kind: Kind, *, at: datetime) -> Standing | None:
    """Return the plan of the day as the record has it; None where the plan has no event yet.

    Parameters
    ----------
    record
        What this kind of reader may read, all of it.
    at
        The event's moment. Between two entries the check is made anew once a minute.
    """
    with _lock_of(event):
        held = _brought_up(event, at)
        if held is None:
            return None
        if _minute(held.quiet.at) != _minute(at):
            held.quiet = watch(held.plan, Record(), at, held.quiet)
        kept = held.readers.get(kind)
        if kept is None:
            kept = held.readers[kind] = _Kept(record, -1, held.quiet)
        is_same = kept.record is record and kept.size == len(record)
        if not is_same or _minute(kept.watch.at) != _minute(at):
            size = len(record)
            kept.watch = watch(held.plan, record, at, kept.watch)
            kept.record, kept.size = record, size
        held.readers.move_to_end(kind)
        while len(held.readers) > READERS_MAX:
            held.readers.popitem(last=False)
        return Standing(quiet=held.quiet, watch=kept.watch, baseline=held.mark[0])


def covers_for(event: Event, record: Record, *, at: datetime) -> tuple[Cover, ...]:
    """Return what the entries of the record uncovered, nothing of it filtered.

    Whole minutes are looked at, and what was found is kept by the entries that it was found from:
    the draft of a report and its paper in eight languages are one check of each entry.
    """
    with _lock_of(event):
        held = _brought_up(event, at)
    if held is None:
        return ()
    end = _minute(at + timedelta(minutes=1) - at.resolution)
    asked = (end, frozenset(each.entry_id for each in record))
    found = held.covers.get(asked)
    if found is None:
        found = covers(held.plan, record, end)
    with _LOCK:
        held.covers[asked] = found
        held.covers.move_to_end(asked)
        while len(held.covers) > COVERS_MAX:
            held.covers.popitem(last=False)
    return found


def standing_then(event: Event, record: Record, *, at: datetime) -> Standing | None:
    """Return the plan of the day as a past record has it; it is not kept.

    The checks run outside the event's lock: the board of now does not wait for them.
    """
    with _lock_of(event):
        held = _brought_up(event, at)
        if held is None:
            return None
        plan, before, baseline = held.plan, held.quiet, held.mark[0]
    quiet = watch(plan, Record(), at, before)
    return Standing(quiet=quiet, watch=watch(plan, record, at, quiet), baseline=baseline)


def standing_with(standing: Standing, record: Record) -> Standing:
    """Return the plan of the day as another record has it at the same moment; it is not kept."""
    quiet = standing.quiet
    now = watch(quiet.base, record, standing.watch.at, quiet)
    return Standing(quiet=quiet, watch=now, baseline=standing.baseline)


def _brought_up(event: Event, at: datetime) -> _Held | None:
    place = (event.pk, event.slug)
    told = published(event)
    mark = (0 if told is None else told.number, event.revision if told is None else 0,
            words_said(event))  # fmt: skip
    with _LOCK:
        held = _HELD.get(place)
    if held is None or held.mark != mark:
        plan = Plan(
            snapshot=held_snapshot(event) if told is None else told.snapshot,
            attestations=attestations_of(event),
            people=identities_of(event),
            rulings=rulings_of(event),
        )
        if len(plan.snapshot.rows(PlanEvent)) != 1:
            return None
        quiet = watch(plan, Record(), at)
        is_first = held is None
        held = _Held(mark, plan, quiet)
        if is_first:
            # What is loaded stays: no board waits while it is looked through for garbage.
            gc.freeze()
    with _LOCK:
        _HELD[place] = held
        _HELD.move_to_end(place)
        while len(_HELD) > EVENTS_MAX:
            _HELD.popitem(last=False)
    return held


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _lock_of(event: Event) -> Lock:
    with _LOCK:
        return _LOCKS.setdefault((event.pk, event.slug), Lock())


def forget_all() -> None:
    """Let go of every plan that this process holds."""
    with _LOCK:
        _HELD.clear()
