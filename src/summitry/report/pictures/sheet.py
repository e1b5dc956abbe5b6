"""What every picture is drawn from, and the parts that all pictures have: keys and remarks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from summitry.check.view import View
from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.outcome.finding import Finding
from summitry.plan.snapshot import Snapshot
from summitry.report.assessment import Assessment
from summitry.report.breaking import broken
from summitry.report.formats import Formats
from summitry.report.language import FIRST_STRONG_ISOLATE, POP_ISOLATE
from summitry.report.pictures.letters import SIZE, width_of
from summitry.report.pictures.svg import EDGE, Drawing

LINE = 18
KEY = 26
COLUMN_EM = 0.55
"""About how wide a column of a terminal is, in letters of the drawing."""

FORMS: Mapping[str, Sequence[tuple[float, float]]] = {
    "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
    "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    "triangle": ((0, -6), (6, 5), (-6, 5)),
    "pennant": ((-5, -6), (6, 0), (-5, 6)),
    "cross": (
        *((-6, -4), (-4, -6), (0, -2), (4, -6), (6, -4), (2, 0)),
        *((6, 4), (4, 6), (0, 2), (-4, 6), (-6, 4), (-2, 0)),
    ),
}
"""The corners of each sign around its middle."""

Key = tuple[str, str, str]
"""Its form (``rect``, ``filled``, ``line``, ``circle`` or one of the signs), look and name."""


class Wish(Struct, frozen=True, kw_only=True):
    """What part of a picture the reader asks for; None asks for all of it."""

    start: datetime | None = None
    end: datetime | None = None
    unit: str | None = None
    site: str | None = None


class Source(Struct, frozen=True, kw_only=True):
    """A checked plan, for a reader: all that a picture is drawn from."""

    assessment: Assessment
    formats: Formats
    findings: tuple[Finding, ...]
    wish: Wish = Wish()

    @property
    def snapshot(self) -> Snapshot:
        """The plan."""
        return self.assessment.snapshot

    @property
    def view(self) -> View:
        """The plan at its moment, as rules see it."""
        return View(self.snapshot, self.assessment.attestations, at=self.assessment.at)

    def t(self, sentence: str, **values: object) -> str:
        """Return the sentence in the reader's language."""
        told = self.formats.language.gettext(sentence)
        return told.format(**values) if values else told

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form of the sentence that the count asks for."""
        told = self.formats.language.ngettext(one, many, count)
        return told.format(count=self.formats.number(count), **values)

    def drawing(self, kind: str, *, width: int, mirrored: bool) -> Drawing:
        """Return an empty drawing for this reader."""
        return Drawing(kind, self.formats.language, width=width, mirrored=mirrored)

    def span(self, whole: Interval) -> Interval:
        """Return the part of the time that the reader asks for, else the whole.

        Raises
        ------
        SummitryError
            ``draw.no_time`` when it ends before it starts.
        """
        start, end = self.wish.start or whole.start, self.wish.end or whole.end
        if end <= start:
            raise SummitryError("draw.no_time", start=start, end=end)
        return Interval(start, end)


def draw_keys(drawing: Drawing, top: float, keys: Sequence[Key]) -> float:
    """Draw what the signs mean, in as many lines as it takes; return where that ends."""
    part = drawing.part_to_read()
    x, y = float(EDGE), top + LINE
    for form, look, name in keys:
        wide = KEY + width_of(name) + LINE
        if x > EDGE and x + wide > part.width - EDGE:
            x, y = float(EDGE), y + LINE
        _draw_key(part, (x, y), form, look)
        part.text(x + KEY, y, name, room=part.width - EDGE - x - KEY)
        x += wide
    drawing.add(part)
    return y + 6


def _draw_key(drawing: Drawing, place: tuple[float, float], form: str, look: str) -> None:
    x, y = place
    if form == "rect":
        drawing.rect(x, y - 10, (20, 11), look)
    elif form == "filled":
        drawing.filled(x, y - 10, (20, 11), look)
    elif form == "line":
        drawing.line(((x, y - 4), (x + 20, y - 4)), look)
    else:
        draw_mark(drawing, form, (x + 10, y - 4), look)


def draw_mark(
    drawing: Drawing, form: str, place: tuple[float, float], look: str, told: str = ""
) -> None:
    """Draw a sign that is known by its form alone, about ten units wide, around the place."""
    x, y = place
    if form == "circle":
        drawing.circle(x, y, 5, look, told)
        return
    drawing.area([(x + across, y + down) for across, down in FORMS[form]], look, told)


def draw_remarks(drawing: Drawing, top: float, remarks: Sequence[str]) -> float:
    """Write the remarks, each in as many lines as it takes; return where that ends."""
    part = drawing.part_to_read()
    y = top
    room = round((part.width - 2 * EDGE) / (SIZE * COLUMN_EM))
    for remark in remarks:
        for told in isolated_alike(broken(remark, room, "", "")):
            y += LINE
            part.text(EDGE, y, told, look="soft")
    drawing.add(part)
    return y + EDGE


def isolated_alike(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, each closing the isolates that it leaves open; the next opens them again.

    Every line of a picture is a text of its own, and an isolate ends with its text.
    """
    depth = 0
    for line in lines:
        opened = FIRST_STRONG_ISOLATE * depth
        depth += line.count(FIRST_STRONG_ISOLATE) - line.count(POP_ISOLATE)
        yield f"{opened}{line}{POP_ISOLATE * depth}"
