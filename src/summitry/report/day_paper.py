"""Papers of the day in the reader's language: as sentences to be entered, and as one HTML page."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256

from markupsafe import Markup
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.operations.bodies import Sentence
from summitry.operations.papers.paper import Line, Paper, Part, Told
from summitry.operations.papers.words import KINDS
from summitry.plan.mandate import Event
from summitry.report.formats import Formats
from summitry.report.language import Language
from summitry.report.paper.document import Day, Listed, Value, value_of
from summitry.report.paper.document import Sentence as PaperSentence
from summitry.report.paper.sheet import ZONE, Setter
from summitry.report.templating import environment, styles

PAPER_STYLE = "paper.css"
DAY_STYLE = "day_paper.css"

BLANK = Text("The record says nothing of this.")
CITED = Text("Entries that this paper rests on")
COLUMNS = (Text("Entry"), Text("Observed"), Text("Author"), Text("Kind"), Text("Id"))
RESTS = Text("Rests on")
MADE = Text("Made from the journal as it stood at {moment}.")


class SetLine(Struct, frozen=True):
    """A sentence or a row as it is read, and the entries that it cites: id and reference."""

    cells: tuple[str, ...]
    cites: tuple[tuple[str, str], ...]


class SetPart(Struct, frozen=True, kw_only=True):
    """A part as it is read; ``columns`` are empty where it consists of sentences.

    A blank block of a form has a place for handwriting.
    """

    title: str
    is_block: bool
    columns: tuple[str, ...]
    lines: tuple[SetLine, ...]


class SetPaper(Struct, frozen=True, kw_only=True):
    """A paper as it is read; a value at its head is empty where there is a place for a name."""

    language: str
    direction: str
    title: str
    event: str
    zone: str
    marking: str
    head: tuple[tuple[str, str], ...]
    parts: tuple[SetPart, ...]
    cited: SetPart
    blank: str
    rests: str
    made: str


def set_paper(paper: Paper, event: Event, reader: Language, *, at: datetime) -> SetPaper:
    """Return the paper in the reader's language, moments in the venue's time."""
    setter = setter_of(event, reader)
    references = {each.entry_id: each.reference for each in paper.cited}
    return SetPaper(
        language=reader.code,
        direction=reader.direction,
        title=setter.text(paper.title),
        event=reader.isolated(paper.event),
        zone=setter.told(ZONE, offset=setter.offset(), zone=reader.isolated(event.timezone)),
        marking=paper.marking.value,
        head=tuple((setter.text(name), _told(setter, value)) for name, value in paper.head),
        parts=tuple(_part(setter, each, references) for each in paper.parts),
        cited=_cited(setter, paper),
        blank=setter.text(BLANK),
        rests=setter.text(RESTS),
        made=setter.told(MADE, moment=setter.formats.moment(at)),
    )


def sentences_of(paper: Paper, event: Event, reader: Language) -> Iterator[Sentence]:
    """Yield the paper's sentences as a report is entered: in one language, under their headings.

    Raises
    ------
    SummitryError
        ``sitrep.uncited`` for a sentence that rests on no entry.
    """
    setter = setter_of(event, reader)
    for part in paper.parts:
        for told in part.sentences:
            yield Sentence(
                heading=setter.text(part.title), text=_told(setter, told), cites=told.cites
            )


def page_of_day(paper: SetPaper) -> bytes:
    """Return the paper as one HTML page: its own style inside, no script, nothing fetched."""
    style = styles(PAPER_STYLE, DAY_STYLE)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = (
        environment()
        .get_template("day_paper.html")
        .render(
            paper=paper,
            style=Markup(style),  # noqa: S704  # our own files, without a value of the record
            policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        )
    )
    return page.encode()


def setter_of(event: Event, reader: Language) -> Setter:
    """Return what puts the values of a paper of the event into the reader's language."""
    return Setter(Formats(reader, event.zone), event.opens)


def _told(setter: Setter, value: object) -> str:
    return "" if value is None else setter.line(_value(value))


def _value(value: object) -> Value:
    """Return the value as papers of the plan show it, told by its type."""
    if isinstance(value, Told):
        facts = ((name, _value(each)) for name, each in sorted(value.facts.items()))
        return PaperSentence(value.text, tuple(facts))
    if isinstance(value, tuple) and value:
        return Listed(tuple(map(_value, value)))
    if isinstance(value, date) and not isinstance(value, datetime):
        return Day(value)
    return value_of(value)


def _part(setter: Setter, part: Part, references: Mapping[str, str]) -> SetPart:
    sentences = (Line((each,), each.cites) for each in part.sentences)
    return SetPart(
        title=setter.text(part.title),
        is_block=part.is_block,
        columns=tuple(map(setter.text, part.columns)),
        lines=tuple(
            SetLine(
                tuple(_told(setter, cell) for cell in each.cells),
                tuple((entry_id, references[entry_id]) for entry_id in each.cites),
            )
            for each in (*sentences, *part.lines)
        ),
    )


def _cited(setter: Setter, paper: Paper) -> SetPart:
    isolated = setter.language.isolated
    return SetPart(
        title=setter.text(CITED),
        is_block=False,
        columns=tuple(map(setter.text, COLUMNS)),
        lines=tuple(
            SetLine(
                (
                    isolated(each.reference),
                    setter.formats.moment(each.observed),
                    isolated(each.author),
                    setter.text(KINDS[each.kind]),
                    isolated(each.entry_id),
                ),
                ((each.entry_id, each.reference),),
            )
            for each in paper.cited
        ),
    )
