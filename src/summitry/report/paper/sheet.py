"""A paper in the reader's language: every value as text, ready for any layout."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from unicodedata import category

from babel.dates import get_timezone_gmt
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.terms import Marking
from summitry.report.formats import DASH, NO, NOTHING, SHORT_DAY_SKELETON, YES, Formats
from summitry.report.language import Language
from summitry.report.paper.catalogue import MAKERS, Layout
from summitry.report.paper.codes import Version, square_text
from summitry.report.paper.document import (
    Answer,
    Blank,
    Block,
    Clock,
    Day,
    Document,
    Facts,
    Hours,
    Listed,
    Moment,
    Notes,
    Number,
    Sentence,
    Span,
    Term,
    Tongue,
    Value,
    Words,
)
from summitry.report.paper.labels import LABELS
from summitry.report.words import word

HASH_SHOWN = 12
PLAN = Text("Plan {hash}")
PRINTED = Text("Printed {moment}")
COPY = Text("Copy {number} of {count}")
COPY_FOR = Text("Copy {number} of {count}, for {recipient}")
PAGE = Text("Page {page} of {pages}")
ZONE = Text("All times: {offset}, {zone}")
OFFSET = Text("All times: {offset}")
CODE = Text("Version {code}")

MINUTES_AN_HOUR = 60
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Copy(Struct, frozen=True, kw_only=True):
    """One of so many numbered copies, and the office it is for."""

    number: int
    count: int
    recipient: str


class Printing(Struct, frozen=True, kw_only=True):
    """What one act of printing adds to a paper."""

    plan_hash: str
    printed_at: datetime
    copy: Copy | None = None


class Cell(Struct, frozen=True):
    """A value as lines of text; no line means a place for handwriting."""

    lines: tuple[str, ...]


class Part(Struct, frozen=True, kw_only=True):
    """A block in the reader's language.

    Parameters
    ----------
    form
        ``facts``, ``grid`` or ``notes``.
    rows
        For facts the label and the value, for notes one cell a sentence.
    empty
        What stands in place of a grid without rows.
    """

    form: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    strips: int


class Sheet(Struct, frozen=True, kw_only=True):
    """A paper in one language, with everything that stands on each of its pages."""

    kind: str
    layout: Layout
    language: str
    direction: str
    title: str
    heading: str
    event: str
    zone: str
    offset: str
    marking: Marking
    parts: tuple[Part, ...]
    code: str
    square: str
    told_code: str
    plan: str
    printed: str
    copy: str
    page: str


class Setter:
    """Puts papers of one plan into the reader's language.

    Parameters
    ----------
    at
        The moment whose distance from Greenwich a paper names: the opening, whenever it is printed.
    """

    def __init__(self, formats: Formats, at: datetime) -> None:
        self.formats = formats
        self.at = at
        self.language: Language = formats.language

    def sheet(self, paper: Document, version: Version, printing: Printing) -> Sheet:
        """Return the paper as it is set."""
        language = self.language
        copy = printing.copy
        return Sheet(
            kind=paper.kind.value,
            layout=MAKERS[paper.kind].layout,
            language=language.code,
            direction=language.direction,
            title=self.text(MAKERS[paper.kind].title),
            heading=self.line(paper.heading),
            event=language.isolated(cleaned(paper.event)),
            zone=self.told(ZONE, offset=self.offset(), zone=language.isolated(paper.timezone)),
            offset=self.told(OFFSET, offset=self.offset()),
            marking=paper.marking,
            parts=tuple(map(self._part, (*paper.blocks, *paper.beside))),
            code=version.text,
            square=square_text(version, None if copy is None else copy.number),
            told_code=self.told(CODE, code=language.isolated(version.text)),
            plan=self.told(PLAN, hash=language.isolated(printing.plan_hash[:HASH_SHOWN])),
            printed=self.told(PRINTED, moment=self.formats.moment(printing.printed_at)),
            copy=self._copy(copy),
            page=self.text(PAGE),
        )

    def text(self, text: str) -> str:
        """Return the sentence in the reader's language."""
        return self.language.gettext(text)

    def told(self, text: str, **facts: str) -> str:
        """Return the sentence in the reader's language with its values."""
        return self.text(text).format(**facts)

    def offset(self) -> str:
        """Return the distance of the venue's time from Greenwich."""
        local = self.at.astimezone(self.formats.zone)
        told = get_timezone_gmt(local, width="long", locale=self.language.locale)
        return self.language.isolated(told)

    def _copy(self, copy: Copy | None) -> str:
        if copy is None:
            return ""
        facts = {"number": str(copy.number), "count": str(copy.count)}
        if not copy.recipient:
            return self.told(COPY, **facts)
        recipient = self.language.isolated(cleaned(copy.recipient))
        return self.told(COPY_FOR, **facts, recipient=recipient)

    def label(self, name: str) -> str:
        """Return the word for a name in a document; nothing for no name."""
        return self.text(LABELS[name]) if name else ""

    def _part(self, block: Block) -> Part:
        columns: tuple[str, ...] = ()
        rows: tuple[tuple[Cell, ...], ...]
        empty, strips, form = "", 1, "facts"
        if isinstance(block, Facts):
            rows = tuple((Cell((self.label(n),)), self.cell(v)) for n, v in block.entries)
        elif isinstance(block, Notes):
            form, rows = "notes", tuple((self.cell(sentence),) for sentence in block.sentences)
        else:
            form, columns = "grid", tuple(map(self.label, block.columns))
            rows = tuple(tuple(map(self.cell, row)) for row in block.rows)
            empty, strips = self.line(block.empty), block.strips
        return Part(
            form=form,
            heading=self.label(block.name),
            columns=columns,
            rows=rows,
            empty=empty,
            strips=strips,
        )

    def cell(self, value: Value) -> Cell:
        """Return the value as the lines of a cell; times of day stand in one line."""
        if isinstance(value, Blank):
            return Cell(())
        if isinstance(value, Listed) and not all(isinstance(each, Clock) for each in value.parts):
            return Cell(tuple(map(self.line, value.parts)))
        return Cell((self.line(value),))

    def line(self, value: Value) -> str:
        """Return the value as one line."""
        if isinstance(value, Listed):
            return self.formats.listed_whole(tuple(map(self.line, value.parts)))
        if isinstance(value, Sentence):
            return self.text(value.text).format_map(_Shown(self._facts(dict(value.facts))))
        if isinstance(value, Words):
            return self.language.isolated(cleaned(value.text))
        return self._plain(value)

    def _facts(self, facts: Mapping[str, Value]) -> dict[str, str]:
        """Return the values of a sentence; a long list says how many more there are."""
        return {
            name: self.formats.listed(tuple(map(self.line, value.parts)))
            if isinstance(value, Listed)
            else self.line(value)
            for name, value in facts.items()
        }

    def _plain(self, value: Value) -> str:
        if isinstance(value, Number):
            return self.formats.number(value.value)
        if isinstance(value, Term):
            return word(value.value, self.language)
        if isinstance(value, Answer):
            return self.text(YES if value.yes else NO)
        if isinstance(value, Tongue):
            names: Mapping[str, str] = self.language.locale.languages
            return names.get(value.code, self.language.isolated(value.code))
        return self._timed(value)

    def _timed(self, value: Value) -> str:
        if isinstance(value, Moment):
            return self._moment(value.at)
        if isinstance(value, Day):
            return self.formats.day(value.day)
        if isinstance(value, Clock):
            hour, minute = divmod(value.minutes, MINUTES_AN_HOUR)
            return f"{hour:02}:{minute:02}"
        if isinstance(value, Hours):
            return self.language.isolated(self._hours(value.start, value.end))
        return self._span(value) if isinstance(value, Span) else self.text(NOTHING)

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.formats.zone)
        return self._joined(local, f"{local:%H:%M}")

    def _span(self, span: Span) -> str:
        """Return the stretch with its day once; midnight at the end is 24:00 of the day before."""
        first = span.start.astimezone(self.formats.zone)
        last = (span.end - timedelta(seconds=1)).astimezone(self.formats.zone)
        if first.date() == last.date():
            return self._joined(first, self._hours(span.start, span.end))
        end = self._end(span.end)
        return f"{self._joined(first, f'{first:%H:%M}')} {DASH} {self._joined(last, end)}"

    def _hours(self, start: datetime, end: datetime) -> str:
        return f"{start.astimezone(self.formats.zone):%H:%M}{DASH}{self._end(end)}"

    def _end(self, end: datetime) -> str:
        told = f"{end.astimezone(self.formats.zone):%H:%M}"
        return "24:00" if told == "00:00" else told

    def _joined(self, local: datetime, time: str) -> str:
        day = self.formats.day(local.date(), SHORT_DAY_SKELETON)
        pattern = str(self.language.locale.datetime_formats["medium"])
        return self.language.isolated(pattern.replace("{1}", day).replace("{0}", time))


class _Shown(dict[str, str]):
    """Shows a placeholder without a fact by its name, so that a slip is visible."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def cleaned(text: str) -> str:
    """Return a text of the plan without control characters and direction marks.

    A mark that turns the direction could make the rest of a line read as something else.
    """
    visible = _BIDI.sub("", text)
    return "".join(" " if category(sign) == "Cc" else sign for sign in visible)


def sheets(
    setter: Setter, papers: Iterable[tuple[Document, Version]], printings: Iterable[Printing]
) -> tuple[Sheet, ...]:
    """Return every paper once for each copy, the copies one after another."""
    listed = tuple(papers)
    return tuple(
        setter.sheet(paper, version, printing)
        for printing in printings
        for paper, version in listed
    )
