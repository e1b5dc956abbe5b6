"""The elements of a drawing, and the drawing as one SVG document or as part of a page.

A drawing is laid out from the start of the line to its end. A mirrored one is turned here, and
only here, so that no picture has to think of it. Colours stand in the style sheet, by class.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from summitry.report.language import Language
from summitry.report.pictures.letters import SIZE, shortened, width_of

Anchor = Literal["start", "middle", "end"]
Pairs = Sequence[tuple[float, float]]
Size = tuple[float, float]

WIDTH = 1000
SMALL = SIZE - 2
SPACE = "http://www.w3.org/2000/svg"
HEAD = 64
"""Room for marking, title and subject above a picture that stands alone."""

EDGE = 12

PATTERNS = Markup(
    '<defs><pattern id="{kind}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern>'
    '<pattern id="{kind}-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle class="dots" cx="2" cy="2" r="1.2"/></pattern></defs>'
)
DOCUMENT = Markup(
    '<svg xmlns="{space}" class="picture alone" viewBox="0 0 {width} {height}" '
    'width="{width}" height="{height}" role="img" lang="{lang}" '
    'aria-labelledby="{kind}-title {kind}-told">\n<title id="{kind}-title">{title}</title>\n'
    '<desc id="{kind}-told">{told}</desc>\n<style>{style}</style>\n'
    '<rect class="sheet" width="{width}" height="{height}"/>\n{head}\n'
    '<g transform="translate(0 {above})">\n{body}\n</g>\n</svg>\n'
)
PART = Markup(
    '<svg class="picture" viewBox="0 0 {width} {height}" role="img" '
    'aria-labelledby="{kind}-title {kind}-told"><title id="{kind}-title">{title}</title>'
    '<desc id="{kind}-told">{told}</desc>\n{body}\n</svg>'
)
_OTHER_SIDE: dict[Anchor, Anchor] = {"start": "end", "end": "start", "middle": "middle"}


class Picture(Struct, frozen=True, kw_only=True):
    """A finished drawing: what it is called, what it says in words, how large it is."""

    kind: str
    title: str
    told: str
    """What the picture shows, for those who cannot see it."""
    width: int
    height: int
    body: Markup

    def part(self) -> Markup:
        """Return the picture as a part of a page, whose style it uses."""
        return PART.format(
            width=self.width,
            height=self.height,
            kind=self.kind,
            title=self.title,
            told=self.told,
            body=self.body,
        )

    def document(self, language: Language, *, style: str, marking: str, subject: str) -> str:
        """Return the picture as a document of its own, with its marking, title and subject."""
        head = Drawing(f"{self.kind}-head", language, width=self.width, mirrored=True)
        room = self.width - 2 * EDGE
        marked = width_of(marking, SIZE) + EDGE
        head.text(EDGE, 24, self.title, room=room - marked, look="title")
        head.text(self.width - EDGE, 24, marking, anchor="end", look="strong")
        head.text(EDGE, 46, subject, room=room, look="soft")
        return DOCUMENT.format(
            space=SPACE,
            width=self.width,
            height=self.height + HEAD,
            lang=language.code,
            kind=self.kind,
            title=self.title,
            told=self.told,
            style=Markup(style),  # noqa: S704  # our own style sheet, no value in it
            head=head.body(),
            above=HEAD,
            body=self.body,
        )


class Drawing:
    """Collects the elements of one picture; ``mirrored`` turns it for scripts that run leftwards.

    Texts anchor along the drawing: "start" grows towards the end of the line, mirrored or not.
    """

    def __init__(self, kind: str, language: Language, *, width: int, mirrored: bool) -> None:
        self.kind = kind
        self.width = width
        self._language = language
        self._leftwards = language.direction == "rtl"
        self._mirrored = mirrored and self._leftwards
        self._parts: list[Markup] = []

    @property
    def is_mirrored(self) -> bool:
        """Whether the start of a line is at the right."""
        return self._mirrored

    def part_to_read(self) -> "Drawing":
        """Return an empty part that begins where the reader's lines do, for words beside a map.

        It is put in with `add`.
        """
        return Drawing(self.kind, self._language, width=self.width, mirrored=True)

    def add(self, part: "Drawing") -> None:
        """Put in everything that the part holds."""
        self._parts.append(part.body())

    def body(self) -> Markup:
        """Return everything drawn so far."""
        return Markup("\n").join(self._parts)

    def finished(self, title: str, told: str, height: float) -> Picture:
        """Return the picture of everything drawn so far, with the patterns that it fills with."""
        return Picture(
            kind=self.kind,
            title=title,
            told=told,
            width=self.width,
            height=ceil(height),
            body=PATTERNS.format(kind=self.kind) + Markup("\n") + self.body(),
        )

    def rect(self, x: float, y: float, size: Size, look: str, told: str = "") -> None:
        """Draw a rectangle of that width and height, from its corner nearest to the start."""
        self._put("rect", {"class": look, **self._box(x, y, size)}, told)

    def filled(self, x: float, y: float, size: Size, pattern: str, told: str = "") -> None:
        """Fill a rectangle with the pattern ``hatch`` or ``dots``."""
        self._put("rect", {"fill": self._pattern(pattern), **self._box(x, y, size)}, told)

    def line(self, points: Pairs, look: str, told: str = "") -> None:
        """Draw a line from point to point."""
        self._put("polyline", {"class": f"line {look}", "points": self._points(points)}, told)

    def area(self, corners: Pairs, look: str, told: str = "") -> None:
        """Fill a polygon."""
        self._put("polygon", {"class": look, "points": self._points(corners)}, told)

    def hatched(self, corners: Pairs, told: str = "") -> None:
        """Fill a polygon with the pattern ``hatch``."""
        fill = self._pattern("hatch")
        self._put("polygon", {"fill": fill, "points": self._points(corners)}, told)

    def circle(self, x: float, y: float, radius: float, look: str, told: str = "") -> None:
        """Draw a circle."""
        at = {"cx": _short(self._across(x)), "cy": _short(y), "r": _short(radius)}
        self._put("circle", {"class": look, **at}, told)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        room: float | None = None,
        anchor: Anchor = "start",
        look: str = "",
    ) -> None:
        """Write a text, if there is any; one without room is cut and stands whole in its title."""
        if not words:
            return
        size = SMALL if "small" in look.split() else SIZE
        shown = words if room is None else shortened(words, room, size)
        leftwards = self._leftwards and not self._mirrored
        at = {
            "class": look,
            "x": _short(self._across(x)),
            "y": _short(y),
            "text-anchor": _OTHER_SIDE[anchor] if leftwards else anchor,
            # Without this a name in Latin letters would put an Arabic label in the wrong order.
            "direction": "rtl" if self._leftwards else "",
        }
        self._put("text", at, words if shown != words else "", shown)

    def _put(
        self, name: str, attributes: dict[str, str], told: str = "", content: str = ""
    ) -> None:
        given = Markup("").join(
            Markup(' {}="{}"').format(each, value) for each, value in attributes.items() if value
        )
        title = Markup("<title>{}</title>").format(told) if told else ""
        self._parts.append(
            Markup("<{0}{1}>{2}{3}</{0}>").format(name, given, title, content)
            if title or content
            else Markup("<{}{}/>").format(name, given)
        )

    def _across(self, x: float) -> float:
        return self.width - x if self._mirrored else x

    def _box(self, x: float, y: float, size: Size) -> dict[str, str]:
        wide, high = max(size[0], 0.0), max(size[1], 0.0)
        left = self._across(x) - (wide if self._mirrored else 0.0)
        return {
            "x": _short(left),
            "y": _short(y),
            "width": _short(wide),
            "height": _short(high),
        }

    def _points(self, points: Pairs) -> str:
        return " ".join(f"{_short(self._across(x))},{_short(y)}" for x, y in points)

    def _pattern(self, name: str) -> str:
        return f"url(#{self.kind}-{name})"


def _short(number: float) -> str:
    """Return the number to a tenth, without a nought behind the point."""
    return f"{number:.1f}".removesuffix(".0")
