"""The record of the day: a set of entries, and what each of them now says.

Entries arrive in any order, from any post, some twice: equal sets give equal records, so two
posts that hold the same entries see the same day.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar, cast

from msgspec.structs import replace

from summitry.operations.bodies import Body, Note, RadioMessage, Struck
from summitry.operations.event import Event, Order

_PASSING = (Note, RadioMessage)
"""Kinds that change nothing: kept only where they belong to another entry."""


B = TypeVar("B", bound=Body)
T = TypeVar("T")


class Said(NamedTuple, Generic[B]):
    """An entry that counts, under its own id and author, and its body as last corrected."""

    event: Event
    body: B


def is_passing(event: Event) -> bool:
    """Say whether the entry changes nothing, so that no record keeps it."""
    return isinstance(event.body, _PASSING) and not (event.corrects or event.body.answers)


class Record:
    """What has been entered; the views of the day are functions of it."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._all: dict[str, Event] = {}
        self._family: dict[str, list[Event]] = {}
        self._held: dict[str, Event] = {}
        # In order at all times: a day has thousands of a kind, and each page asks for many kinds.
        self._kinds: dict[type[Body], list[Said[Any]]] = {}
        self._answers: dict[str, list[Said[Any]]] = {}
        self._derived: dict[Callable[[Record], object], tuple[int, object]] = {}
        for event in events:
            self.take(event)

    def __len__(self) -> int:
        """Return how many entries are kept: those that change something, each once."""
        return len(self._all)

    def derived(self, make: Callable[["Record"], T]) -> T:
        """Return what the function makes of the record, made once while no entry comes.

        Whoever is given it must not change it: the next one is given the same.
        """
        size = len(self)
        known = self._derived.get(make)
        if known is None or known[0] != size:
            known = self._derived[make] = (size, make(self))
        return cast("T", known[1])

    def take(self, event: Event) -> None:
        """Add an entry; one that is there already changes nothing."""
        if event.entry_id in self._all:
            return
        if is_passing(event):
            return
        self._all[event.entry_id] = event
        orphans = self._family.pop(event.entry_id, []) if event.corrects else []
        root = self.root_of(event)
        family = self._family.setdefault(root, [])
        family += [event, *orphans]
        if orphans:
            self._drop(event.entry_id)
        self._settle(root, family)

    def root_of(self, event: Event) -> str:
        """Return the entry that a chain of corrections began with, as far as it is known."""
        seen = {event.entry_id}
        root = event
        while root.corrects and root.corrects not in seen:
            earlier = self._all.get(root.corrects)
            if earlier is None:
                return root.corrects
            seen.add(earlier.entry_id)
            root = earlier
        return min(seen) if root.corrects else root.entry_id

    def _settle(self, root: str, family: list[Event]) -> None:
        self._drop(root)
        first = self._all.get(root)
        last = max(family, key=lambda each: each.order)
        if first is None or isinstance(last.body, Struck):
            return
        held = first if last is first else _as_corrected(first, last)
        self._held[root] = held
        said: Said[Any] = Said(held, held.body)
        _put(self._kinds.setdefault(type(held.body), []), said)
        if held.body.answers:
            _put(self._answers.setdefault(held.body.answers, []), said)

    def _drop(self, root: str) -> None:
        held = self._held.pop(root, None)
        if held is not None:
            _take_out(self._kinds[type(held.body)], held)
            if held.body.answers:
                _take_out(self._answers[held.body.answers], held)

    def __iter__(self) -> Iterator[Event]:
        """Every entry that is kept, corrections and struck ones too, in order."""
        return iter(sorted(self._all.values(), key=lambda each: each.order))

    def said(self, kind: type[B]) -> tuple[Said[B], ...]:
        """Return the entries of the kind that count, in order, as last corrected."""
        return tuple(self._kinds.get(kind, ()))

    def get(self, entry_id: str) -> Event | None:
        """Return the entry as it counts now, None where it is struck or not known."""
        return self._held.get(entry_id)

    def answers(self, entry_id: str, kind: type[B]) -> tuple[Said[B], ...]:
        """Return the entries of the kind that answer the entry, in order."""
        # Copied at once: another thread may take an entry in while this one looks.
        found = tuple(self._answers.get(entry_id, ()))
        return tuple(each for each in found if isinstance(each.body, kind))

    def corrections(self, entry_id: str) -> tuple[Event, ...]:
        """Return what was written over the entry, in order."""
        family = self._family.get(entry_id, [])
        others = [each for each in family if each.entry_id != entry_id]
        return tuple(sorted(others, key=lambda each: each.order))

    def as_at(self, at: datetime) -> "Record":
        """Return the record as it was known at the moment: by when entries were received."""
        return Record(event for event in tuple(self._all.values()) if event.received <= at)


def _as_corrected(first: Event, last: Event) -> Event:
    return replace(
        first,
        body=last.body,
        observed=last.observed,
        place=last.place,
        marking=max(first.marking, last.marking, key=lambda each: each.height),
        attachments=(*first.attachments, *last.attachments),
    )


def _put(among: list[Said[Any]], said: Said[Any]) -> None:
    """Put what was said in its place; most comes last."""
    if among and _order_of(said) < _order_of(among[-1]):
        insort(among, said, key=_order_of)
    else:
        among.append(said)


def _take_out(among: list[Said[Any]], held: Event) -> None:
    place = bisect_left(among, held.order, key=_order_of)
    while among[place].event is not held:
        place += 1
    del among[place]


def _order_of(said: Said[Any]) -> Order:
    return said.event.order
