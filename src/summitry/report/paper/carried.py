"""What a printed PDF carries of itself, read back from the file."""

import logging
import zlib
from typing import BinaryIO

import msgspec
import pypdf
from pypdf.errors import PyPdfError

from summitry.kit.errors import SummitryError
from summitry.report.paper.pdf import ATTACHMENT, Carried

FILE_BYTES_MAX = 100_000_000

# What it says of a broken file is told as a refusal; its own lines would stand before it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

# A file from anywhere may be broken in any way; pypdf tells only some of them by its own error.
BROKEN = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def carried_by(stream: BinaryIO, path: str) -> Carried:
    """Return what the PDF carries of the papers in it.

    Raises
    ------
    SummitryError
        ``paper.unreadable`` for a file that is no PDF, ``paper.foreign`` for one that carries
        nothing of ours.
    """
    try:
        found = pypdf.PdfReader(stream).attachments
        contents = list(found.get(ATTACHMENT, ()))
    except BROKEN as problem:
        told = type(problem).__name__
        raise SummitryError("paper.unreadable", path=path, problem=told) from problem
    if len(contents) != 1:
        raise SummitryError("paper.foreign", path=path)
    try:
        return msgspec.json.decode(contents[0], type=Carried)
    except (msgspec.MsgspecError, SummitryError, RecursionError) as problem:
        raise SummitryError("paper.foreign", path=path) from problem
