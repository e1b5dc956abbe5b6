"""The record of the day: a set of entries, and what each of them now says.

Entries arrive in any order, from any post, some twice: equal sets give equal records, so two
posts that hold the same entries see the same day.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar, cast

from msgspec.structs import replace

from summitry.operations.bodies import Body, Note, RadioMessage, Struck
from summitry.operations.event import Event

_PASSING = (Note, RadioMessage)
"""Kinds that change nothing: kept only where they belong to another entry."""


B = TypeVar("B", bound=Body)


class Said(NamedTuple, Generic[B]):
    """An entry that counts, under its own id and author, and its body as last corrected."""

    event: Event
    body: B


class Record:
    """What has been entered; the views of the day are functions of it."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._all: dict[str, Event] = {}
        self._family: dict[str, list[Event]] = {}
        self._held: dict[str, Event] = {}
        self._kinds: dict[type[Body], dict[str, Event]] = {}
        self._answers: dict[str, dict[str, Event]] = {}
        for event in events:
            self.take(event)

    def __len__(self) -> int:
        """Return how many entries are kept: those that change something, each once."""
        return len(self._all)

    def take(self, event: Event) -> None:
        """Add an entry; one that is there already changes nothing."""
        if event.entry_id in self._all:
            return
        if isinstance(event.body, _PASSING) and not (event.corrects or event.body.answers):
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
        self._kinds.setdefault(type(held.body), {})[root] = held
        if held.body.answers:
            self._answers.setdefault(held.body.answers, {})[root] = held

    def _drop(self, root: str) -> None:
        held = self._held.pop(root, None)
        if held is not None:
            del self._kinds[type(held.body)][root]
            if held.body.answers:
                del self._answers[held.body.answers][root]

    def __iter__(self) -> Iterator[Event]:
        """Every entry that is kept, corrections and struck ones too, in order."""
        return iter(sorted(self._all.values(), key=lambda each: each.order))

    def said(self, kind: type[B]) -> tuple[Said[B], ...]:
        """Return the entries of the kind that count, in order, as last corrected."""
        return _in_order(self._kinds.get(kind, {}).values())

    def get(self, entry_id: str) -> Event | None:
        """Return the entry as it counts now, None where it is struck or not known."""
        return self._held.get(entry_id)

    def answers(self, entry_id: str, kind: type[B]) -> tuple[Said[B], ...]:
        """Return the entries of the kind that answer the entry, in order."""
        # Copied at once: another thread may take an entry in while this one looks.
        found = tuple(self._answers.get(entry_id, {}).values())
        return _in_order(each for each in found if isinstance(each.body, kind))

    def corrections(self, entry_id: str) -> tuple[Event, ...]:
        """Return what was written over the entry, in order."""
        family = self._family.get(entry_id, [])
        others = [each for each in family if each.entry_id != entry_id]
        return tuple(sorted(others, key=lambda each: each.order))

    def as_at(self, at: datetime) -> "Record":
        """Return the record as it was known at the moment: by when entries were written."""
        return Record(event for event in tuple(self._all.values()) if event.entered <= at)


def _as_corrected(first: Event, last: Event) -> Event:
    return replace(
        first,
        body=last.body,
        observed=last.observed,
        place=last.place,
        marking=max(first.marking, last.marking, key=lambda each: each.height),
        attachments=(*first.attachments, *last.attachments),
    )


def _in_order(events: Iterable[Event]) -> tuple[Any, ...]:
    ordered = sorted(events, key=lambda each: each.order)
    return tuple(Said(each, cast("Any", each.body)) for each in ordered)
