"""What every body of an entry has in common, and the tests of its columns."""

import re
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.tables import TABLES

TEXT_LENGTH_MAX = 4_000
_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def tag_of(name: str) -> str:
    """Return the kind that a class of bodies stands for: ``FieldReport`` is ``field-report``."""
    return _WORD_BEGINS.sub("-", name).lower()


class Body(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag=tag_of,
):
    """What an entry says. Its kind is the class; a changed meaning needs a new class."""

    @property
    def kind(self) -> str:
        """The kind as it stands in the entry."""
        return tag_of(type(self).__name__)

    @property
    def answers(self) -> str:
        """The entry that this one answers or belongs to; empty where it stands alone."""
        return getattr(self, "to", "")


class Priority(StrEnum):
    """How soon somebody must look."""

    ROUTINE = "routine"
    URGENT = "urgent"
    IMMEDIATE = "immediate"

    @property
    def depth(self) -> int:
        """The place in order of haste: 0 for immediate to 2 for routine."""
        return _DEPTHS[self]


_DEPTHS = {Priority.IMMEDIATE: 0, Priority.URGENT: 1, Priority.ROUTINE: 2}


class Thing(Struct, frozen=True, order=True):
    """A row of the plan that an entry speaks of: its table and key."""

    table: str
    key: str

    def __post_init__(self) -> None:
        if self.table not in TABLES:
            raise SummitryError("entry.unknown_table", column="table", got=self.table)


def require_words(text: str, *, column: str) -> None:
    """Refuse an empty text, and one that no desk would read."""
    if not text.strip():
        raise SummitryError("entry.no_words", column=column)
    require_short(text, column=column)


def require_short(text: str, *, column: str) -> None:
    """Refuse a text that no desk would read."""
    if len(text) > TEXT_LENGTH_MAX:
        raise SummitryError("entry.too_long", column=column, got=len(text), max=TEXT_LENGTH_MAX)


def require_entry(to: str, *, column: str = "to") -> None:
    """Refuse an answer that names no entry."""
    if not to:
        raise SummitryError("entry.answers_nothing", column=column)


def require_later(end: datetime | None, start: datetime, *, column: str = "end") -> None:
    """Refuse a stretch of time that ends before it begins."""
    if end is not None and end <= start:
        raise SummitryError("entry.ends_first", column=column, start=start, end=end)
