"""An evidence pack and its reader in one HTML page that fetches nothing.

The page's script shows the entries and judges the pack; `summitry verify` judges the pack and the
page itself, since whoever could change the page could make its script say anything.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import BinaryIO

import msgspec
from markupsafe import Markup

from summitry.kit.errors import SummitryError, Text
from summitry.operations.pack import LINE_BYTES_MAX
from summitry.operations.papers.words import KINDS
from summitry.report.journal import ENTRY, FAULT_OF, REASONS, SHOWN_BY, WHOLE
from summitry.report.language import Language, language
from summitry.report.templating import environment, styles

PAGE_BYTES_MAX = 200_000_000
"""A larger pack would be more than browsers open; hand it on as it is."""
FIRST = b"<!doctype html><!-- summitry-evidence-1 -->\n"
CUT = "PACK-STANDS-HERE"
_LANGUAGE = re.compile(rb'<html lang="([a-z]{2})"')
_CODED_MAX = LINE_BYTES_MAX * 4 // 3 + 8
_HEAD_BYTES_MAX = 1_000_000

TITLE = Text("Evidence: the journals of command posts")
ABOUT = Text(
    "This page holds the entries as they were written, and judges them in your browser. Its word "
    "is worth no more than the page: “summitry verify {file}” judges the page too, and witnesses, "
    "receipts and times."
)
SEARCH = Text("Search")
KEYS = Text("The journals' keys, as the page tells them. Compare them with those that you know:")
COLUMNS = (
    Text("Entry"),
    Text("Observed (UTC)"),
    Text("Author"),
    Text("Where"),
    Text("Kind"),
    Text("Text"),
    Text("Marking"),
    Text("Id"),
)
NO_SCRIPT = Text("Without scripts this page shows nothing. Use: summitry verify {file}")
SENTENCES: dict[str, Text] = {
    "fault": FAULT_OF,
    "entry": ENTRY,
    "shown": SHOWN_BY,
    "whole": WHOLE,
    "unsigned": Text(
        "This browser cannot judge signatures (Ed25519): only hashes were judged. Use: summitry "
        "verify FILE"
    ),
    "insecure": Text(
        "This browser judges nothing here. Open the page from a file or over HTTPS, or use: "
        "summitry verify FILE"
    ),
    "unreadable": Text("Line {line} is no line of an evidence pack: the page was changed."),
    "withheld": Text("(withheld)"),
    "erased": Text("(erased)"),
    "hidden": Text("(hidden)"),
    "counted": Text("Shown: {shown}. Found: {found}. Entries: {all}."),
    "judging": Text("The entries are being judged …"),
}


def evidence_page(lines: Iterable[bytes], reader: Language) -> Iterator[bytes]:
    """Yield the page with the lines of the pack in it.

    Raises
    ------
    SummitryError
        ``pack.too_large`` beyond `PAGE_BYTES_MAX`, ``pack.no_reader`` where the scripts were not
        built.
    """
    before, after = _shell(reader)
    yield before
    size = 0
    for line in lines:
        coded = b64encode(line.removesuffix(b"\n")) + b"\n"
        size += len(coded)
        if size > PAGE_BYTES_MAX:
            raise SummitryError("pack.too_large", most=PAGE_BYTES_MAX)
        yield coded
    yield after


def is_page(first: bytes) -> bool:
    """Say whether the first line begins such a page."""
    return first == FIRST


class EvidencePage:
    """Reads the pack out of a page; once it is read, knows whether the rest is as it was made."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.is_own = False

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the pack.

        Raises
        ------
        SummitryError
            ``pack.malformed`` with the number of a line that is none.
        """
        head = self._head()
        for number, coded in enumerate(iter(self._line, b""), start=1):
            if coded.startswith(b"<"):
                self.is_own = self._is_own(head, coded + self._stream.read(_HEAD_BYTES_MAX))
                return
            try:
                yield b64decode(coded.removesuffix(b"\n"), validate=True) + b"\n"
            except ValueError as problem:
                raise SummitryError("pack.malformed", line=number) from problem

    def _line(self) -> bytes:
        return self._stream.readline(_CODED_MAX)

    def _head(self) -> bytes:
        """Return everything up to the pack, as much of it as a page can have."""
        found, size = [], 0
        for line in iter(self._line, b""):
            found.append(line)
            size += len(line)
            if line.endswith(b' id="pack">\n') or size > _HEAD_BYTES_MAX:
                break
        return b"".join(found)

    def _is_own(self, before: bytes, after: bytes) -> bool:
        told = _LANGUAGE.search(before)
        try:
            reader = language(told[1].decode() if told else "")
        except SummitryError:
            return False
        return (before, after) == _shell(reader)


@cache
def _shell(reader: Language) -> tuple[bytes, bytes]:
    """Return the page before the pack and after it."""
    script, style = _script(), styles("evidence.css")
    page = (
        environment()
        .get_template("evidence.html")
        .render(
            reader=reader,
            title=reader.gettext(TITLE),
            about=reader.gettext(ABOUT).format(file="FILE"),
            no_script=reader.gettext(NO_SCRIPT).format(file="FILE"),
            search=reader.gettext(SEARCH),
            keys=reader.gettext(KEYS),
            columns=[reader.gettext(each) for each in COLUMNS],
            words=Markup(_words(reader)),  # noqa: S704  # our own sentences, its brackets escaped
            style=Markup(style),  # noqa: S704  # our own file
            script=Markup(script),  # noqa: S704  # our own file, built without an end tag in it
            policy="; ".join(
                (
                    "default-src 'none'",
                    f"script-src {_hashed(script)}",
                    f"style-src {_hashed(style)}",
                    "base-uri 'none'",
                    "form-action 'none'",
                )
            ),
            cut=CUT,
        )
    )
    before, after = page.split(CUT + "\n")
    return FIRST + before.encode(), after.encode()


def _words(reader: Language) -> str:
    told: dict[str, object] = {name: reader.gettext(text) for name, text in SENTENCES.items()}
    told["reasons"] = {reason.value: reader.gettext(text) for reason, text in REASONS.items()}
    told["kinds"] = {kind: reader.gettext(text) for kind, text in KINDS.items()}
    return msgspec.json.encode(told).decode().replace("<", "\\u003c")


def _script() -> str:
    place = files("summitry.report").joinpath("built", "evidence.js")
    if not place.is_file():
        raise SummitryError("pack.no_reader")
    return place.read_text(encoding="utf-8").rstrip("\n")


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
