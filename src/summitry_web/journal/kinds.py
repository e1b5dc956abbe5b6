"""What each kind of entry says: every app adds the sentences of the kinds that it writes."""

from collections.abc import Mapping
from string import Formatter

from summitry.kit.errors import Text
from summitry.operations.audit import Recorded
from summitry.report.formats import Formats

_SENTENCES: dict[str, Text] = {}


def add(sentences: Mapping[str, Text]) -> None:
    """Add sentences by kind; they may use ``{actor}``, ``{subject}`` and the facts by name."""
    _SENTENCES.update(sentences)


def told(entry: Recorded, formats: Formats) -> str:
    """Return the entry as a sentence for the reader; its bare code where nobody taught the kind.

    An entry of an older version may lack a fact that today's sentence names: then the code stands
    for it as well, since half a sentence would say something that was not recorded.
    """
    sentence = _SENTENCES.get(entry.kind)
    facts = formats.facts({**_plain(entry.facts), "actor": entry.actor, "subject": entry.subject})
    if sentence is None or not _named(sentence) <= facts.keys():
        return f"{entry.kind} {entry.subject}".strip()
    return formats.language.gettext(sentence).format(**facts)


def _named(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: tuple(str(member) for member in value) if isinstance(value, list) else value
        for name, value in facts.items()
        if not isinstance(value, dict)
    }
