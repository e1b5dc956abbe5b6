"""What a line typed at a desk probably is: kind, place, priority; shown, never assumed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from summitry.operations.bodies import Body, Note, Priority, Thing
from summitry.operations.lexicon import KINDS, PRIORITIES
from summitry.plan.snapshot import Snapshot

PLACES = ("posts", "gates", "segments", "sites", "zones", "rooms", "flights", "movements", "nets")
NAME_LENGTH_MIN = 3
ValueT = TypeVar("ValueT")
_MINUTES = re.compile(
    r"(?<![\d:])[+]?(\d{1,3}) ?(?:['\u2032]|min|мин|phút|menit|分钟|دقيقة|د(?!\w))"
)


class Guess(Struct, frozen=True, kw_only=True):
    """What a line probably is.

    ``because`` is the word that decided the kind; empty where none did, and it is a note.
    """

    kind: type[Body]
    priority: Priority
    place: Thing | None
    minutes: int | None
    because: str


class Places:
    """Every place of a plan under its id and its name, for looking up in lines."""

    def __init__(self, plan: Snapshot) -> None:
        named = [
            (folded(text), Thing(table, key))
            for table in PLACES
            for key, row in plan.tables[table].items()
            for text in {key, str(getattr(row, "name", "")), str(getattr(row, "number", ""))}
        ]
        self._named = sorted(
            (
                (text, thing)
                for text, thing in named
                if len(text) >= (2 if _unspaced(text[:1]) else NAME_LENGTH_MIN)
            ),
            key=lambda each: (-len(each[0]), PLACES.index(each[1].table), each[1].key),
        )

    def in_line(self, line: str) -> Thing | None:
        """Return the place with the longest id or name that stands in the folded line."""
        return next((thing for text, thing in self._named if _stands_in(text, line)), None)


def guessed(text: str, places: Places) -> Guess:
    """Return what the line probably is."""
    line = folded(text)
    kind, because = next(_hits(line, KINDS), (Note, ""))
    priority, _ = next(_hits(line, PRIORITIES), (Priority.ROUTINE, ""))
    minutes = _MINUTES.search(line)
    return Guess(
        kind=kind,
        priority=priority,
        place=places.in_line(line),
        minutes=int(minutes[1]) if minutes else None,
        because=because.strip(),
    )


def folded(text: str) -> str:
    """Return the text as it is compared: one case, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _hits(
    line: str, lists: Iterable[tuple[ValueT, tuple[str, ...]]]
) -> Iterator[tuple[ValueT, str]]:
    padded = f"{line} "
    for value, words in lists:
        for word in words:
            if _begins_a_word(word, padded):
                yield value, word


def _begins_a_word(word: str, line: str) -> bool:
    """Say whether the word stands where a word begins; in scripts without spaces: anywhere."""
    at = line.find(word)
    while at >= 0:
        if at == 0 or not line[at - 1].isalnum() or _unspaced(word[0]):
            return True
        at = line.find(word, at + 1)
    return False


def _stands_in(name: str, line: str) -> bool:
    at = line.find(name)
    while at >= 0:
        end = at + len(name)
        starts = at == 0 or not line[at - 1].isalnum() or _unspaced(name[0])
        ends = end == len(line) or not line[end].isalnum() or _unspaced(name[-1])
        if starts and ends:
            return True
        at = line.find(name, at + 1)
    return False


def _unspaced(letter: str) -> bool:
    """Say whether the letter's script writes no spaces between words."""
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"
