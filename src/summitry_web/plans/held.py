"""Each event's plan held in memory, brought up to date by the edits since."""

from collections import OrderedDict
from threading import Lock

from django.db import connection
from msgspec import Struct

from summitry.plan.change import apply
from summitry.plan.snapshot import Snapshot
from summitry_web.events.models import Event
from summitry_web.plans.store import edits_since, snapshot_of

EVENTS_MAX = 4
"""How many plans one process holds; the one that was asked for longest ago goes first."""


class _Held(Struct, frozen=True):
    revision: int
    snapshot: Snapshot


_HELD: OrderedDict[tuple[int, str], _Held] = OrderedDict()
_READING: dict[tuple[int, str], Lock] = {}
_LOCK = Lock()


def held_snapshot(event: Event) -> Snapshot:
    """Return the whole plan as of ``event.revision`` or later; nothing is filtered by any rights.

    For names and calculations on the server: what is shown goes through `plans.access`.
    """
    place = (event.pk, event.slug)
    # Several threads that ask at once for a plan that is not held yet wait for one reading.
    with _lock_of(place):
        return _brought_up(place, event).snapshot


def _lock_of(place: tuple[int, str]) -> Lock:
    with _LOCK:
        return _READING.setdefault(place, Lock())


def _brought_up(place: tuple[int, str], event: Event) -> _Held:
    held = _HELD.get(place)
    if held is not None and held.revision >= event.revision:
        return held
    if held is None:
        held = _Held(event.revision, snapshot_of(event))
    else:
        edits = edits_since(event, held.revision)
        held = _Held(event.revision, apply(held.snapshot, edits))
    if connection.in_atomic_block:
        # What a transaction sees may never come to be.
        return held
    with _LOCK:
        _HELD[place] = held
        _HELD.move_to_end(place)
        while len(_HELD) > EVENTS_MAX:
            _HELD.popitem(last=False)
    return held


def forget(event: Event) -> None:
    """Let go of the event's plan, as when the event is deleted."""
    with _LOCK:
        _HELD.pop((event.pk, event.slug), None)


def forget_all() -> None:
    """Let go of every plan, as when the database was put back to an earlier state."""
    with _LOCK:
        _HELD.clear()
