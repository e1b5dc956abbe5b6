"""Puts what somebody typed back into a form of a page, without a script."""

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

Attributes = list[tuple[str, str | None]]
Cells = Mapping[str, Sequence[str]]


class Wanted(Struct, frozen=True, kw_only=True):
    """What is put back, into the form of which action, and which fields that nobody sees."""

    action: str
    cells: Cells
    hidden: frozenset[str] = frozenset()


NEVER = frozenset({"password", "file", "submit", "button", "image", "reset"})
TICKED = frozenset({"checkbox", "radio"})


def refilled(page: str, content: str, wanted: Wanted, *, note: str) -> str:
    """Return the page with the cells in the first form that is sent to the action and shows one.

    The note, which is HTML, begins the form. Without such a form the page stays as it is.
    """
    reading = _Reading(content, page, wanted)
    reading.feed(content)
    reading.close()
    if not reading.is_whole:
        return content
    edits = [(reading.begins, reading.begins, note), *reading.edits]
    for start, end, text in sorted(edits, reverse=True):
        content = content[:start] + text + content[end:]
    return content


class _Reading(HTMLParser):
    """Finds the form, and what is to stand where in it."""

    def __init__(self, content: str, page: str, wanted: Wanted) -> None:
        super().__init__()
        self.page, self.wanted, self.cells = page, wanted, wanted.cells
        self.edits: list[tuple[int, int, str]] = []
        self.begins = 0
        self.is_whole = False
        self._lines = [0]
        for line in content.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._is_in = self._is_shown = False
        self._left: dict[str, list[str]] = {}
        self._area: tuple[str, int] | None = None
        self._select = ""

    def _place(self) -> int:
        line, offset = self.getpos()
        return self._lines[line - 1] + offset

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.is_whole:
            self._begin(given)
        elif self._is_in:
            self._control(tag, attrs, given)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def _begin(self, given: dict[str, str]) -> None:
        where = urlsplit(urljoin(self.page, given.get("action") or self.page)).path
        self._is_in = given.get("method", "").lower() == "post" and where == self.wanted.action
        if self._is_in:
            self.edits, self._is_shown = [], False
            self._left = {name: [*values] for name, values in self.cells.items()}
            self.begins = self._place() + len(self.get_starttag_text() or "")

    def _control(self, tag: str, attrs: Attributes, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "textarea" and name in self._left:
            self._area = (name, self._place() + len(self.get_starttag_text() or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select in self.cells:
            is_chosen = given.get("value", "") in self.cells[self._select]
            self._is_shown = True
            self._write(tag, [*_without(attrs, "selected"), *_flag("selected", is_chosen)])
        elif tag == "input":
            self._input(attrs, name, given)

    def _input(self, attrs: Attributes, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind in NEVER or (kind == "hidden" and name not in self.wanted.hidden):
            return
        if kind in TICKED:
            is_ticked = given.get("value", "on") in self.cells.get(name, ())
            self._is_shown = self._is_shown or is_ticked
            self._write("input", [*_without(attrs, "checked"), *_flag("checked", is_ticked)])
        elif self._left.get(name):
            value = self._next(name)
            self._is_shown = self._is_shown or kind != "hidden"
            self._write("input", [*_without(attrs, "value"), ("value", value)])

    def _next(self, name: str) -> str:
        value = self._left[name].pop(0)
        if not self._left[name]:
            del self._left[name]
        return value

    def _write(self, tag: str, attrs: Attributes) -> None:
        start = self._place()
        told = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs
        )
        self.edits.append((start, start + len(self.get_starttag_text() or ""), f"<{tag}{told}>"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            name, start = self._area
            self._is_shown = True
            self.edits.append((start, self._place(), "\n" + escape(self._next(name), quote=False)))
            self._area = None
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._is_in:
            self._is_in = False
            self.is_whole = self._is_shown


def _without(attrs: Attributes, name: str) -> Attributes:
    return [each for each in attrs if each[0] != name]


def _flag(name: str, is_set: bool) -> Attributes:  # noqa: FBT001  # a flag of HTML
    return [(name, None)] if is_set else []
