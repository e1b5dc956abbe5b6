"""Refusals, and the marker for sentences that are translated at the edge."""

from typing import NewType, Self, cast

Text = NewType("Text", str)
"""An English sentence, whole, with named placeholders; catalogues hold its translations."""


NO_SENTENCE = cast("Text", "")
"""Where there is nothing to say, and so nothing to translate."""


class Counted(str):
    """A sentence in two forms, chosen by a number among its facts; as text, the form for one."""

    __slots__ = ("by", "many")
    by: str
    many: str

    def __new__(cls, one: str, many: str, by: str) -> Self:
        """Return the sentence; ``by`` names the placeholder that holds the number."""
        made = super().__new__(cls, one)
        made.many, made.by = many, by
        return made


def counted(one: str, many: str, *, by: str) -> Text:
    """Return a sentence whose form follows the number in its placeholder ``by``."""
    return cast("Text", Counted(one, many, by))


class OwnWords(str):
    """A sentence in a planner's own words: shown as it is written, whatever catalogues hold."""

    __slots__ = ()


Fact = str | int | float | bool | None | tuple[str, ...] | tuple[int, ...]
"""A value that a refusal or a finding tells; never the name of a person."""


class SummitryError(Exception):
    """A request is refused: a stable code plus facts.

    Parameters
    ----------
    code
        Stable, dotted, such as ``post.headcount_min``.
    facts
        What was wrong, where, and what was expected; ids only, never names of persons.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})"
