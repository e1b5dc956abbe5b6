"""The forms of pages as a browser without scripts reads and sends them."""

from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve
from PIL import Image


def a_picture() -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


class Control(NamedTuple):
    """One field of a form."""

    name: str
    kind: str
    value: str
    is_checked: bool = False
    length_max: int | None = None

    @property
    def is_text(self) -> bool:
        return self.kind in {"text", "textarea", "search", "email", "tel", "url"}


class Form(NamedTuple):
    """A form that is posted."""

    page: str
    action: str
    controls: tuple[Control, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """What tells it from another form that is sent to the same view."""
        fixed = ("hidden", "submit")
        return tuple(
            f"{each.name}={each.value if each.kind == 'submit' else ''}"
            for each in self.controls
            if each.kind in fixed or each.is_text
        )

    @property
    def texts(self) -> list[str]:
        return list(dict.fromkeys(each.name for each in self.controls if each.is_text))

    def cells(self, samples: dict[str, str]) -> dict[str, list[str]]:
        """Return what is sent: what the page says, and samples where it says nothing."""
        cells: dict[str, list[str]] = {}
        pressed = next((each for each in self.controls if each.kind == "submit"), None)
        for each in self.controls:
            is_off = each.kind in {"checkbox", "radio"} and not each.is_checked
            if is_off or each.kind == "file" or (each.kind == "submit" and each is not pressed):
                continue
            value = each.value or _sample(each, samples)
            if each.name:
                cells.setdefault(each.name, []).append(value)
        for each in self.controls:  # A choice that must be made and is not made yet.
            is_of_several = [other.name for other in self.controls].count(each.name) > 1
            if each.kind in {"radio", "checkbox"} and is_of_several and each.name not in cells:
                cells[each.name] = [each.value]
        return cells

    def files(self) -> dict[str, SimpleUploadedFile]:
        names = [each.name for each in self.controls if each.kind == "file"]
        return {each: SimpleUploadedFile("paper.png", a_picture(), "image/png") for each in names}


def _sample(control: Control, samples: dict[str, str]) -> str:
    if control.name in samples:
        return samples[control.name]
    # Cells of a row may stay empty; what a form of its own asks for may not.
    return "" if control.name.startswith("cell-") else samples.get(f"({control.kind})", "")


class _Reading(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: list[Control] | None = None
        self._action = ""
        self._select: tuple[str, list[tuple[str, bool]]] | None = None
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag, attributes) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.page, given["href"]))
        elif tag == "form" and given.get("method", "").lower() == "post":
            self._form, self._action = [], urljoin(self.page, given.get("action") or self.page)
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag, given) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = (name, [])
        elif tag == "option" and self._select is not None:
            self._select[1].append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "button" or (tag == "input" and name):
            kind = given.get("type", "text" if tag == "input" else "submit")
            most = given.get("maxlength", "")
            self._form.append(
                Control(name, kind, given.get("value", "on" if kind == "checkbox" else ""),
                        "checked" in given, int(most) if most.isdigit() else None)
            )  # fmt: skip

    def handle_data(self, data) -> None:
        if self._area is not None:
            self._area[1].append(data)

    def handle_endtag(self, tag) -> None:
        if tag == "select" and self._select is not None:
            name, options = self._select
            chosen = [value for value, is_chosen in options if is_chosen]
            offered = [value for value, _ in options if value]
            value = (chosen or offered or [""])[0] or (offered or [""])[0]
            self._form.append(Control(name, "select", value))
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # A browser drops the first line break.
            self._form.append(
                Control(self._area[0], "textarea", "".join(self._area[1]).strip("\n"))
            )
            self._area = None
        elif tag == "form" and self._form is not None:
            self.forms.append(Form(self.page, urlsplit(self._action).path, tuple(self._form)))
            self._form = None


def read(page: str, content: str) -> tuple[list[Form], list[str]]:
    """Return the page's forms, and where it leads."""
    reading = _Reading(page)
    reading.feed(content)
    return reading.forms, reading.links


def crawled(client, starts, *, each_max=3):
    """Return the forms of the pages that links lead to, by the name of the view they are sent to.

    Of each kind of page so many are looked at, and of each view's forms those that differ.
    """
    waiting, seen, found = [*starts], set(starts), {}
    looked: Counter[str] = Counter()
    while waiting:
        page = waiting.pop(0)
        answer = client.get(page)
        if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        forms, links = read(page, answer.content.decode())
        for form in forms:
            found.setdefault(resolve(form.action).view_name, {}).setdefault(form.shape, form)
        for link in links:
            path = urlsplit(link).path
            if not link.startswith("/") or path in seen:
                continue
            name = _kind(path)
            if name and looked[name] < each_max:
                looked[name] += 1
                seen.add(path)
                waiting.append(path)
    return {name: [*each.values()] for name, each in sorted(found.items())}


def _kind(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
