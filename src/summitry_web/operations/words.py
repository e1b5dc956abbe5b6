"""Entries in the words of their reader."""

from collections.abc import Iterable
from datetime import datetime

from summitry.kit.errors import Text
from summitry.operations.bodies import BODIES, Body, Priority
from summitry.plan.organisation import Unit
from summitry.plan.terms import Marking, Severity
from summitry.report.words import word
from summitry_web.accounts.pages import Here
from summitry_web.operations import terms
from summitry_web.operations.listed import Standing
from summitry_web.operations.store.shown import Line


class Telling:
    """Says entries in one reader's language and zone."""

    def __init__(self, here: Here) -> None:
        self._here = here

    def kind(self, line: Line) -> str:
        """Return the kind of the entry."""
        return self._here.reader.gettext(terms.KINDS[line.body.kind])

    def words(self, line: Line) -> str:
        """Return what the entry says in one line."""
        return self.of(line.body)

    def of(self, body: Body) -> str:
        """Return what the body says in one line: its author's words, or a sentence."""
        told = terms.sentence_of(body)
        if told is None:
            return terms.words_of(body)
        sentence, facts = told
        return self._here.reader.form(sentence, facts).format(
            **{name: self._fact(fact) for name, fact in facts.items()}
        )

    def _fact(self, fact: object) -> str:
        if isinstance(fact, datetime):
            return self.moment(fact)
        return self._here.formats.number(fact) if isinstance(fact, int) else str(fact)

    def moment(self, moment: datetime) -> str:
        """Return the moment in the venue's zone."""
        return self._here.formats.moment(moment)

    def corrected(self, standing: Standing) -> str:
        """Return the words that count now, the sign of a struck entry, or nothing."""
        if not standing.over:
            return ""
        return self.words(standing.over[-1])

    def haste(self, body: Body) -> str:
        """Return the badge's word for what must not wait: of a severity the same scale."""
        priority = getattr(body, "priority", None)
        if priority in {Priority.URGENT, Priority.IMMEDIATE}:
            return "critical" if priority is Priority.IMMEDIATE else "high"
        severity = getattr(body, "severity", None)
        return severity.value if isinstance(severity, Severity) else ""

    def haste_told(self, body: Body) -> str:
        """Return what the badge says."""
        priority = getattr(body, "priority", None)
        if priority in {Priority.URGENT, Priority.IMMEDIATE}:
            return self._here.reader.gettext(terms.PRIORITIES[priority])
        return ""


Pair = tuple[str, str]


class Choices:
    """What selects of a form offer: value and label, in one reader's language."""

    def __init__(self, here: Here) -> None:
        self._here = here

    def _told(self, pairs: Iterable[tuple[str, Text]]) -> list[Pair]:
        return [(value, self._here.reader.gettext(text)) for value, text in pairs]

    def kinds(self) -> list[Pair]:
        """Return every kind, and any of them."""
        every = [(kind, terms.KINDS[kind]) for kind in BODIES]
        return self._told([("", Text("Any")), *every])

    def priorities(self) -> list[Pair]:
        """Return the priorities, the least hasty first."""
        return self._told([(each.value, terms.PRIORITIES[each]) for each in Priority])

    def any_priority(self) -> list[Pair]:
        """Return the priorities, and any of them."""
        return [*self._told([("", Text("Any"))]), *self.priorities()]

    def severities(self) -> list[Pair]:
        """Return the severities."""
        return [(each.value, word(each.value, self._here.reader)) for each in Severity]

    def reasons(self) -> list[Pair]:
        """Return why an entry may be corrected."""
        return self._told([(each.value, text) for each, text in terms.REASONS.items()])

    def markings(self, allowed: Iterable[Marking]) -> list[Pair]:
        """Return the markings; their letters are never translated."""
        return [(each.value, each.value) for each in allowed]

    def scopes(self, units: Iterable[Unit]) -> list[Pair]:
        """Return for whom an entry may be: everybody, or one unit."""
        return [*self._told([("", Text("Everybody"))]), *((u.unit_id, u.name) for u in units)]
