"""The closed vocabularies in the reader's words."""

from enum import StrEnum

from summitry.kit.errors import Text
from summitry.report.language import Language
from summitry.report.words import command, entry, every_field, governance, protocol, roads, safety

WORDS: dict[str, Text] = {
    **every_field.WORDS,
    **governance.WORDS,
    **command.WORDS,
    **safety.WORDS,
    **roads.WORDS,
    **entry.WORDS,
    **protocol.WORDS,
}
"""The English word for each value; other values are shown as they stand in the plan."""


def word(value: StrEnum | str, language: Language) -> str:
    """Return the value in the reader's language, the value itself where it has no word."""
    return language.gettext(WORDS.get(str(value), str(value)))
