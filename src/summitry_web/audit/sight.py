"""What an entry of the journal may say to an auditor who is not cleared for its subject."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import overload

from msgspec.structs import replace

from summitry.kit.errors import Text
from summitry.operations.audit import Recorded
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event

AT_ONCE = 500
HIDDEN = Text("(not yours to read)")

Hiding = Callable[[Actor, Event, Collection[str], datetime], frozenset[str]]
"""Returns those of the subjects that the actor may not read."""

_HIDING: list[Hiding] = []


def hidden_by(hiding: Hiding) -> None:
    """Ask this, too, which subjects an auditor may not read."""
    _HIDING.append(hiding)


class Veiled(Sequence[Recorded]):
    """Entries as one auditor may read them; only those that are looked at are asked about."""

    def __init__(self, here: Here, entries: Sequence[Recorded]) -> None:
        self._here = here
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Recorded]:
        for first in range(0, len(self), AT_ONCE):
            yield from self[first : first + AT_ONCE]

    @overload
    def __getitem__(self, place: int) -> Recorded: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Recorded]: ...
    def __getitem__(self, place: int | slice) -> Recorded | Sequence[Recorded]:
        if isinstance(place, int):
            return veiled(self._here, [self._entries[place]])[0]
        return veiled(self._here, self._entries[place])


def veiled(here: Here, entries: Sequence[Recorded]) -> list[Recorded]:
    """Return the entries, with a word instead of each subject that is not the reader's to read.

    The facts of such an entry may say what the subject is, or what was done to it, so they go too.
    """
    subjects = {subject for each in entries for subject in _subjects(each)}
    hidden: frozenset[str] = frozenset()
    for hiding in _HIDING:
        hidden |= hiding(here.actor, here.event, subjects, here.at)
    word = here.reader.gettext(HIDDEN)
    return [
        replace(each, subject=word, facts=dict.fromkeys(each.facts, word))
        if hidden.intersection(_subjects(each))
        else each
        for each in entries
    ]


def _subjects(entry: Recorded) -> tuple[str, ...]:
    """Return what the entry is about: its subject, and a row that its facts name."""
    table, key = entry.facts.get("table"), entry.facts.get("key")
    named = (f"{table}/{key}",) if table and key else ()
    return (entry.subject, *named)


def may_take_evidence(here: Here) -> bool:
    """Say whether the reader may have the whole journal: it names every row by its key."""
    whole = Thing(marking=Marking(here.event.ceiling))
    return bool(can(here.actor, Verb.READ_JOURNAL, whole, at=here.at))
