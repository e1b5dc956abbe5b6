"""What a list is asked for and by whom, as conditions of the question that is put to its file."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.time import EPOCH
from summitry.operations.bodies import Priority
from summitry.plan.terms import Marking
from summitry_web.operations.store.finding import matches

COUNTER_BITS = 20
"""A line's number is its stamp: milliseconds, and so many bits of the counter."""


class Reach(Struct, frozen=True, kw_only=True):
    """What one grant reaches: so high a marking, and of strict ones its unit's (empty: all)."""

    height: int
    unit_id: str = ""

    def covers(self, height: int, scope: list[str]) -> bool:
        """Say whether it reaches a marking of that height and that scope."""
        strict = height >= Marking.AMBER_STRICT.height
        return self.height >= height and (not strict or not self.unit_id or self.unit_id in scope)


class Sieve(Struct, frozen=True, kw_only=True):
    """What a list is asked for; empty cells ask for nothing."""

    words: str = ""
    kind: str = ""
    priority: Priority | None = None
    place: str = ""
    author: str = ""
    since: datetime | None = None
    as_at: datetime | None = None
    """Only what the journal had by then."""
    is_trial: bool = False
    """Whether the stamps tell another time than the event's: what was entered by then counts."""

    @property
    def known(self) -> tuple[str, int] | None:
        """What a line known at the moment fulfils, and with which value; None without a moment."""
        if self.as_at is None:
            return None
        if self.is_trial:
            return "s.entered_ms <= ?", milliseconds(self.as_at)
        return "s.number < ?", (milliseconds(self.as_at) + 1) << COUNTER_BITS


class Ask(Struct, frozen=True, kw_only=True):
    """A question for numbers of lines: from where, on which conditions, and their values."""

    parts: tuple[str, ...]
    cells: tuple[str | int, ...]
    source: str = "shown s INDEXED BY sieve"
    key: str = "s.number"

    def narrowed(self, part: str, cell: str | int) -> "Ask":
        """Return the question with one condition more."""
        return replace(self, parts=(*self.parts, part), cells=(*self.cells, cell))

    def among(self, words: str) -> "Ask":
        """Return the question for the lines with these words: their index is walked, newest first.

        An index of words gives its lines in order as they are asked for, so a common word costs no
        more than the lines that are shown.
        """
        asked = matches(words)
        if not asked:
            return self
        first, *others = asked
        ask = replace(
            self.narrowed("f.text MATCH ?", first.text),
            source=f"{first.index} f CROSS JOIN shown s INDEXED BY sieve ON s.number = f.rowid",
            key="f.rowid",
        )
        for each in others:
            # Not `f.rowid`: SQLite would ask the first index once for each line of this one.
            part = f"s.number IN (SELECT rowid FROM {each.index} WHERE text MATCH ?)"  # noqa: S608  # names of ours
            ask = ask.narrowed(part, each.text)
        return ask


def milliseconds(moment: datetime) -> int:
    """Return the moment in whole milliseconds since 1970."""
    return round((moment - EPOCH).total_seconds() * 1_000)
