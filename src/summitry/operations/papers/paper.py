"""A paper of the day as data: sentences in no language, and the entries that each rests on."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import cast

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.terms import Marking


class Kind(StrEnum):
    """What a paper of the day is."""

    SITREP = "sitrep"
    HANDOVER = "handover"
    ICS_209 = "ics209"
    ICS_211 = "ics211"
    ICS_213 = "ics213"
    ICS_214 = "ics214"


PLAIN = cast("Text", "{value}")
"""A value that stands alone: there is nothing to translate."""


class Told(Struct, frozen=True):
    """A sentence of the program with its values, and the ids of the entries it rests on.

    A value is a text somebody wrote, a number, a day, a moment in UTC, a word of a closed
    vocabulary, another sentence, or a tuple of those.
    """

    text: Text
    facts: Mapping[str, object] = {}
    cites: tuple[str, ...] = ()


class Line(Struct, frozen=True):
    """A row of a table; None is a cell that is left blank."""

    cells: tuple[object, ...]
    cites: tuple[str, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """What stands under one heading: sentences, or a table. With neither it is blank and says so.

    A form's block has its number in its title, and a place for handwriting where it is blank.
    """

    title: Text
    is_block: bool = False
    sentences: tuple[Told, ...] = ()
    columns: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the record says nothing that belongs here."""
        return not (self.sentences or self.lines)


class Cited(Struct, frozen=True, kw_only=True):
    """An entry that a paper rests on, as its readers find it again.

    ``reference`` is the post in whose journal it stands, and its number there.
    """

    entry_id: str
    reference: str
    observed: datetime
    author: str
    kind: str


class Paper(Struct, frozen=True, kw_only=True):
    """One paper: what stands at its head by name, and its parts.

    ``marking`` is the narrowest mark among the entries cited and the rows of the plan named;
    ``cited`` are those entries, in the order in which they were written.
    """

    kind: Kind
    title: Text
    event: str
    marking: Marking
    head: tuple[tuple[Text, object], ...]
    parts: tuple[Part, ...]
    cited: tuple[Cited, ...]
