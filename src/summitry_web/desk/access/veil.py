"""What a finding may say to a reader who may read only some of the rows that it joins."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import OwnWords
from summitry.outcome.finding import Finding
from summitry.plan.table import KEY_JOINT
from summitry_web.plans.found import Rows, places_of

WORD_LENGTH_MIN = 2


class Veil(Struct, frozen=True, kw_only=True):
    """Lies over the facts of a finding that would tell what stands in its hidden rows.

    Nothing says of which row a number, a moment or a choice was worked out: it is told only where
    it stands in a row that the reader may read. A text is told unless a hidden row has it.
    """

    secret: frozenset[str]
    open: frozenset[Any]

    @classmethod
    def of(cls, finding: Finding, rows: Rows) -> Self | None:
        """Return the veil of the finding; None where no row of it is hidden."""
        places = places_of(finding)
        hidden = [place for place in places if place in rows.hidden]
        if not hidden:
            return None
        keys = {part for _, key in hidden for part in (key, *key.split(KEY_JOINT))}
        contents = _values(tuple(rows.hidden[place] for place in hidden))
        texts = {each for each in contents if type(each) is str and len(each) >= WORD_LENGTH_MIN}
        readable = [place for place in places if place in rows.readable]
        known = {part for _, key in readable for part in (key, *key.split(KEY_JOINT))}
        known |= set(finding.units)
        values = frozenset(_values(tuple(rows.readable[place] for place in readable)))
        return cls(secret=frozenset(keys | texts) - known, open=values | known)

    def over(self, finding: Finding, word: OwnWords) -> Finding:
        """Return the finding with the word instead of each fact that is not to be told."""
        facts = {name: self._told(value, word) for name, value in finding.facts.items()}
        ends = {"start": finding.start, "end": finding.end}
        kept = {name: end if end in self.open else None for name, end in ends.items()}
        gone = {name: word for name, end in ends.items() if end is not None and not kept[name]}
        return replace(finding, facts={**gone, **facts}, **kept)

    def _told(self, value: Any, word: str) -> Any:
        if isinstance(value, tuple):
            return tuple(self._told(each, word) for each in value)
        if type(value) is str:
            return word if self._holds_secret(value) else value
        return value if value is None or value in self.open else word

    def _holds_secret(self, text: str) -> bool:
        if text in self.open:
            return False
        return any(
            re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in self.secret if each
        )


def _values(value: object) -> Iterator[str | int | float | datetime]:
    """Yield every single value of rows, of their lists too."""
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _values(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _values(each)
    elif isinstance(value, str | int | float | datetime):
        yield value
