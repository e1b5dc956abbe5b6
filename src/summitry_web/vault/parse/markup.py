"""Reads XML of strangers: no document type, hence no entities and nothing from outside."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from summitry.kit.errors import SummitryError

OnStart = Callable[[str, Mapping[str, str]], None]
OnText = Callable[[str], None]


def walk(data: bytes, on_start: OnStart | None = None, on_text: OnText | None = None) -> None:
    """Call the functions for each element and text.

    Raises
    ------
    SummitryError
        ``vault.entities`` where the part has a document type, ``vault.damaged_file`` where it is
        not well-formed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if on_start is not None:
        parser.StartElementHandler = on_start
    if on_text is not None:
        parser.CharacterDataHandler = on_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise SummitryError("vault.damaged_file") from problem


def _refuse_doctype(*_declared: object) -> None:
    raise SummitryError("vault.entities")
