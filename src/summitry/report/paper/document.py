"""A paper as data: what it shows, in no language and no layout, so that it can be hashed.

Every form of a paper (text, page, PDF) and its version code are made from this one value. Nothing
can stand on the paper that is not in it, and nothing in it can change without changing the code.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr

from summitry.plan.table import Row, table_of
from summitry.plan.terms import Marking, highest


class Kind(StrEnum):
    """What a paper is."""

    NOTICE = "notice"
    POST_CARD = "post-card"
    DUTY = "duty"
    ROSTER = "roster"
    BRIEF = "brief"
    CONTACTS = "contacts"
    GATE_LIST = "gate-list"
    MANIFEST = "manifest"
    ICS_204 = "ics204"
    ICS_205 = "ics205"
    ICS_206 = "ics206"
    ICS_215A = "ics215a"


class Words(Struct, frozen=True, tag="words"):
    """A text of the plan, in whatever language the planner wrote it."""

    text: str


class Term(Struct, frozen=True, tag="term"):
    """A value of one of the plan's closed vocabularies."""

    value: str


class Number(Struct, frozen=True, tag="number"):
    """A count or a measure."""

    value: float

    def __post_init__(self) -> None:
        # 2 and 2.0 are one number, read back from a file too: they must have the same bytes.
        force_setattr(self, "value", float(self.value))


class Moment(Struct, frozen=True, tag="moment"):
    """A moment in UTC."""

    at: datetime


class Span(Struct, frozen=True, tag="span"):
    """A stretch of time in UTC, half-open."""

    start: datetime
    end: datetime


class Hours(Struct, frozen=True, tag="hours"):
    """A stretch of time within a day that stands beside it."""

    start: datetime
    end: datetime


class Clock(Struct, frozen=True, tag="clock"):
    """A time of day at the venue, in minutes after midnight."""

    minutes: int


class Day(Struct, frozen=True, tag="day"):
    """A calendar day at the venue."""

    day: date


class Tongue(Struct, frozen=True, tag="tongue"):
    """A human language, by its code."""

    code: str


class Nothing(Struct, frozen=True, tag="nothing"):
    """Told as “none”."""


class Answer(Struct, frozen=True, tag="answer"):
    """Yes or no."""

    yes: bool


class Blank(Struct, frozen=True, tag="blank"):
    """A place to be filled in by hand."""


class Sentence(Struct, frozen=True, tag="sentence"):
    """A sentence of the program: the English `Text` with the values of its placeholders."""

    text: str
    facts: "tuple[tuple[str, Value], ...]" = ()


class Listed(Struct, frozen=True, tag="listed"):
    """Several values, one after another."""

    parts: "tuple[Value, ...]"


Value = (
    Words
    | Term
    | Number
    | Moment
    | Span
    | Hours
    | Clock
    | Day
    | Tongue
    | Nothing
    | Answer
    | Blank
    | Sentence
    | Listed
)


class Facts(Struct, frozen=True, tag="facts"):
    """Named values, one below the other; the names are keys of ``labels.LABELS``."""

    name: str
    entries: tuple[tuple[str, Value], ...]


class Grid(Struct, frozen=True, kw_only=True, tag="grid"):
    """A table; the columns are keys of ``labels.LABELS``.

    Parameters
    ----------
    empty
        The sentence that stands in its place when there is no row.
    strips
        In how many strips beside each other a long and narrow table runs.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: Sentence
    strips: int = 1


class Notes(Struct, frozen=True, tag="notes"):
    """Sentences under one heading."""

    name: str
    sentences: tuple[Sentence, ...]


Block = Facts | Grid | Notes


class Document(Struct, frozen=True, kw_only=True):
    """One paper about one subject.

    Parameters
    ----------
    subject
        What it is about, as the code remembers it: ids and days, joined by ``|``; may be empty.
    heading
        What stands large at the top, below the name of the kind.
    blocks
        What the code speaks for.
    beside
        What is printed with it and changes without making the paper out of date: places for
        handwriting, a comparison with an earlier plan.
    """

    kind: Kind
    subject: str
    heading: Value
    event: str
    timezone: str
    marking: Marking
    blocks: tuple[Block, ...]
    beside: tuple[Block, ...] = ()


class Marks:
    """Collects the marking of every row that a paper shows."""

    def __init__(self) -> None:
        self._seen: list[Marking] = []

    def note(self, *rows: Row | None) -> None:
        """Count these rows among those shown; None stands for a row that is not there."""
        self._seen += [table_of(row).marking_of(row) for row in rows if row is not None]

    def note_all(self, rows: Iterable[Row]) -> None:
        """Count all of them among those shown."""
        self.note(*rows)

    def note_marking(self, marking: Marking) -> None:
        """Count something with this marking among what is shown."""
        self._seen.append(marking)

    @property
    def highest(self) -> Marking:
        """The narrowest mark among them; CLEAR where nothing is shown."""
        return highest(self._seen)


class Content(Struct, frozen=True, kw_only=True):
    """What one maker puts on a paper; the rest is alike on all of them.

    Parameters
    ----------
    heading, blocks, beside
        As in `Document`.
    marks
        The markings of the rows that stand on it. The event's name is on every paper and does not
        count: a public notice may say what it is about.
    """

    heading: Value
    marks: Marks
    blocks: tuple[Block, ...]
    beside: tuple[Block, ...] = ()


def said(text: str, **facts: "Value") -> Sentence:
    """Return the sentence with these values in its placeholders."""
    return Sentence(text, tuple(sorted(facts.items())))


def words(text: str | None) -> Value:
    """Return the text as a value, a place for handwriting where there is none."""
    return Words(text) if text else Blank()


def listed(parts: Iterable[Value]) -> Value:
    """Return the values as one: itself for a single one, a place for handwriting for none."""
    found = tuple(parts)
    if len(found) == 1:
        return found[0]
    return Listed(found) if found else Blank()


def counted(document: Document) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield everything that the code speaks for, each under the name it stands beside."""
    yield "heading", (document.heading,)
    yield "event", (Words(document.event),)
    yield "marking", (Words(document.marking.value),)
    for block in document.blocks:
        if isinstance(block, Facts):
            yield from ((name, (value,)) for name, value in block.entries)
        elif isinstance(block, Grid):
            yield from ((block.name, row) for row in block.rows)
        else:
            yield from ((block.name, (sentence,)) for sentence in block.sentences)


def value_of(fact: object) -> Value:
    """Return a fact of a finding as a value, told by its type."""
    if fact is None or fact in {"", ()}:
        return Nothing()
    if isinstance(fact, tuple):
        return Listed(tuple(map(value_of, fact)))
    told = next((make(fact) for kind, make in _BY_TYPE if isinstance(fact, kind)), None)
    return Words(str(fact)) if told is None else told


_BY_TYPE: tuple[tuple[type, Callable[[Any], Value]], ...] = (
    # A word of a vocabulary is a text too, and a truth is a number too: they come first.
    (StrEnum, lambda fact: Term(fact.value)),
    (bool, Answer),
    (int, Number),
    (float, Number),
    (datetime, Moment),
)
