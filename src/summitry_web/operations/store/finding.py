"""Words of entries as they are found: by threes of letters, and by pairs where words are shorter.

Threes find a part of a word in any script that writes words of three letters or more. What is
shorter has an index of its own: short words as they stand, and letters of scripts without spaces
two by two, each of which may be a word.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from summitry.operations.bodies import Body
from summitry.operations.entry import Entry
from summitry_web.frame.folding import folded

TRIGRAM = 3
_WORD = re.compile(r"\w+")


class Index(StrEnum):
    """The tables in which words are found."""

    WORDS = "words"
    PAIRS = "pairs"


class Match(Struct, frozen=True, kw_only=True):
    """What one of the indexes is asked: all of it must be in an entry."""

    index: Index
    text: str


def findable(entry: Entry, body: Body) -> str:
    """Return the text by which the entry is found: what it says, where, and by whom."""
    return folded(" ".join((*_texts(body), entry.place, entry.author)))


def _texts(body: Body) -> Iterator[str]:
    """Yield what somebody wrote in the body, and the keys that it names."""
    for name in body.__struct_fields__:
        cell = getattr(body, name)
        members = cell if isinstance(cell, tuple) else (cell,)
        yield from (str(each) for each in members if isinstance(each, str))


def pairs_of(text: str) -> str:
    """Return what threes of letters cannot find in the folded text, as words."""
    found = [each for each in _WORD.findall(text) if len(each) < TRIGRAM]
    found += [
        text[at : at + 2] if at + 1 < len(text) and _is_unspaced(text[at + 1]) else each
        for at, each in enumerate(text)
        if _is_unspaced(each)
    ]
    return " ".join(found)


def matches(words: str) -> tuple[Match, ...]:
    """Return what the indexes are asked for the words, the one that finds less first."""
    asked = folded(words).split()
    long = [f'"{_quoted(each)}"' for each in asked if len(each) >= TRIGRAM]
    short = [f'"{_quoted(each)}"{_more(each)}' for each in asked if len(each) < TRIGRAM]
    wanted = ((Index.WORDS, long), (Index.PAIRS, short))
    return tuple(Match(index=index, text=" AND ".join(each)) for index, each in wanted if each)


def _more(word: str) -> str:
    """Return the sign that the word goes on: one letter of Chinese begins a pair."""
    return "*" if len(word) == 1 and _is_unspaced(word) else ""


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _is_unspaced(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"
