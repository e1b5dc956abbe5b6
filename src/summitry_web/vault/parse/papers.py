"""Looks through a PDF for what would run, start or carry something, and reads its text."""

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from summitry.kit.errors import SummitryError

OBJECTS_MAX = 100_000
DEPTH_MAX = 60
PAGES_MAX = 100
TEXT_MAX = 200_000
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"}
_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/RichMediaExecute",
}  # fmt: skip
_TYPES = {"/EmbeddedFile", "/RichMedia"}
_RAW = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?=[\s/<(\[>]|$)")
"""The same names in the bytes: objects that no table of the file lists, but that a viewer which
repairs files would find."""

_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError,
           RecursionError, NotImplementedError, OverflowError, AssertionError)  # fmt: skip
"""What the library raises on malformed files."""


def judge(data: bytes) -> PdfReader:
    """Return the opened PDF when it only shows pages."""
    if _RAW.search(data):
        raise SummitryError("vault.pdf_active")
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise SummitryError("vault.locked")
        if not len(reader.pages):
            raise SummitryError("vault.damaged_file")
        for number, generation in _numbers(reader):
            _judge_object(reader.get_object(IndirectObject(number, generation, reader)), 0)
        _judge_object(reader.trailer, 0)
    except _BROKEN as problem:
        raise SummitryError("vault.damaged_file") from problem
    return reader


def _numbers(reader: PdfReader) -> Iterator[tuple[int, int]]:
    found = [(number, generation) for generation, held in reader.xref.items() for number in held]
    found += [(number, 0) for number in reader.xref_objStm]
    if len(found) > OBJECTS_MAX:
        raise SummitryError("vault.damaged_file")
    for number, generation in found:
        # The head of the list of free objects.
        if number and generation != 65535:  # noqa: PLR2004  # ISO 32000-1, 7.5.4
            yield number, generation


def _judge_object(found: object, depth: int) -> None:
    if depth > DEPTH_MAX:
        raise SummitryError("vault.damaged_file")
    if isinstance(found, DictionaryObject):
        if _is_active(found):
            raise SummitryError("vault.pdf_active")
        for each in found.values():
            _judge_object(each, depth + 1)
    elif isinstance(found, ArrayObject):
        for each in found:
            _judge_object(each, depth + 1)


def _is_active(found: DictionaryObject) -> bool:
    return (
        not _KEYS.isdisjoint(found)
        or str(found.get("/S")) in _ACTIONS
        or str(found.get("/Type")) in _TYPES
        or str(found.get("/Subtype")) in _TYPES
    )


def text_of(reader: PdfReader) -> str:
    """Return the text of the first pages; empty where it cannot be read, as in a scan."""
    told: list[str] = []
    length = 0
    try:
        for page in reader.pages[:PAGES_MAX]:
            told.append(page.extract_text())
            length += len(told[-1])
            if length > TEXT_MAX:
                break
    except _BROKEN:
        # The file only shows pages, which was judged before; what cannot be read of them is not
        # found by a search, and the file is kept all the same.
        pass
    return "\n".join(told)[:TEXT_MAX]
