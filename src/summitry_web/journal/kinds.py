"""What each kind of entry says: every app adds the sentences of the kinds that it writes."""

from collections.abc import Mapping
from string import Formatter

from summitry.kit.errors import Text
from summitry.operations.audit import Recorded
from summitry.report.formats import Formats

_SENTENCES: dict[str, Text] = {}
_CODES: dict[tuple[str, str], Mapping[str, Text]] = {}
SUBJECTS: Mapping[str, Text] = {
    "baseline": Text("baseline {number}"),
    "account": Text("account {number}"),
    "grant": Text("grant {number}"),
    "invitation": Text("invitation {number}"),
    "pending": Text("request {number}"),
    "proposal": Text("proposal {number}"),
    "revision": Text("revision {number}"),
    "token": Text("token {number}"),
}
"""Who acted or what an entry is on, where it is written as a kind of thing and its number."""


def add(sentences: Mapping[str, Text]) -> None:
    """Add sentences by kind; they may use ``{actor}``, ``{subject}`` and the facts by name."""
    _SENTENCES.update(sentences)


def add_codes(kind: str, fact: str, words: Mapping[str, Text]) -> None:
    """Add what the codes say that entries of the kind hold in that fact, or as their subject."""
    _CODES[kind, fact] = words


def told(entry: Recorded, formats: Formats) -> str:
    """Return the entry as a sentence for the reader; its bare code where nobody taught the kind.

    An entry of an older version may lack a fact that today's sentence names: then the code stands
    for it as well, since half a sentence would say something that was not recorded.
    """
    sentence = _SENTENCES.get(entry.kind)
    facts = formats.facts({**_plain(entry.facts), "actor": entry.actor, "subject": entry.subject})
    if sentence is None or not _named(sentence) <= facts.keys():
        return f"{entry.kind} {entry.subject}".strip()
    facts = {**facts, **_worded(entry, formats)}
    return formats.language.form(sentence, entry.facts).format(**facts)


def _worded(entry: Recorded, formats: Formats) -> dict[str, str]:
    """Return the facts that are codes, in the reader's words."""
    tell = formats.language.gettext
    facts = {**entry.facts, "actor": entry.actor, "subject": entry.subject}
    found = {}
    for (kind, fact), words in _CODES.items():
        held = facts.get(fact, "") if kind == entry.kind else ""
        codes = held if isinstance(held, list) else [held]
        if codes and all(code in words for code in codes):
            found[fact] = formats.listed_whole(tuple(tell(words[code]) for code in codes))
    for fact in ("actor", "subject"):
        what, _, number = str(facts[fact]).partition(" ")
        if what in SUBJECTS and number.isdecimal():
            found[fact] = tell(SUBJECTS[what]).format(number=number)
    return found


def _named(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: tuple(str(member) for member in value) if isinstance(value, list) else value
        for name, value in facts.items()
        if not isinstance(value, dict)
    }
