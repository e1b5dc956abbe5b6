"""Findings and rules as sentences in the reader's language."""

from collections.abc import Iterable

from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.check.registry import Rule
from summitry.outcome.finding import Finding
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.report.formats import Formats
from summitry.report.language import Language
from summitry.report.states import protocol_name, states_of_delegations
from summitry.report.words import word

NAME_COLUMNS = ("name", "title", "office")
"""Where a row says in words what it is; a person's row has none of them."""


class Told(Struct, frozen=True, kw_only=True):
    """A finding with every sentence a reader needs."""

    finding: Finding
    title: str
    sentence: str
    why: str
    remedy: str
    source: str
    place: str
    """The table in words and the row's key."""
    name: str
    """What the row calls itself; empty where it has no name."""
    when: str
    facts: tuple[tuple[str, str], ...]
    severity: str
    status: str
    field: str
    units: str
    """Who owns the rows or must mend them; empty where nobody does."""


class _Shown(dict[str, str]):
    """Shows a placeholder without a fact by its name, so that a plug-in's slip is visible."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


class Teller:
    """Tells findings of one plan to one reader.

    Parameters
    ----------
    snapshot
        The plan, for the names of rows.
    formats
        How the reader writes moments and numbers.
    rules
        The rules that were run; all that are in force when left out.
    """

    def __init__(
        self, snapshot: Snapshot, formats: Formats, rules: Iterable[Rule] | None = None
    ) -> None:
        self.snapshot = snapshot
        self.formats = formats
        self.language: Language = formats.language
        self._states = states_of_delegations(snapshot)
        self.rules = {rule.code: rule for rule in (all_rules() if rules is None else rules)}

    def tell(self, finding: Finding) -> Told:
        """Return the finding in sentences."""
        rule = self.rules[finding.code]
        facts = self.formats.facts(finding.facts)
        shown = _Shown(self.formats.facts(finding.told))
        return Told(
            finding=finding,
            title=self.text(rule.title),
            sentence=self.text(rule.cases[finding.case]).format_map(shown),
            why=self.text(rule.why),
            remedy=self.text(rule.remedy).format_map(shown),
            source=self.text(rule.source),
            place=self.place(finding.table, finding.key),
            name=self.name_of(finding.table, finding.key),
            when=self.formats.interval(finding.start, finding.end),
            facts=tuple(sorted(facts.items())),
            severity=word(finding.severity, self.language),
            status=word(finding.status, self.language),
            field=word(finding.field, self.language),
            units=self._units(finding),
        )

    def text(self, text: str) -> str:
        """Return the sentence in the reader's language."""
        return self.language.gettext(text)

    def place(self, table: str, key: str) -> str:
        """Return where a row stands: its table in words, and its key."""
        declared = TABLES.get(table) or SIDE_TABLES[table]
        return f"{self.text(declared.label)} · {self.language.isolated(key)}"

    def row_place(self, table: str, key: str) -> str:
        """Return where a row stands, also where somebody has named a table that there is not."""
        known = table in TABLES or table in SIDE_TABLES
        return self.place(table, key) if known else self.language.isolated(f"{table} · {key}")

    def name_of(self, table: str, key: str) -> str:
        """Return what the row calls itself, or nothing."""
        row = self.snapshot.get(table, key) if table in TABLES else None
        names = (getattr(row, column, "") for column in NAME_COLUMNS)
        found = self._state_name(table, key) or next((name for name in names if name), "")
        return self.language.isolated(found) if found else ""

    def _state_name(self, table: str, key: str) -> str:
        """Return how protocol calls a State or its delegation; empty for anything else."""
        code = key if table == "states" else ""
        if table == "delegations":
            state = self._states.get(key)
            code = "" if state is None else state.state_id
        return protocol_name(code, self.language.code)

    def _units(self, finding: Finding) -> str:
        names = tuple(map(self.unit_name, finding.units))
        return self.formats.listed(names) if names else ""

    def unit_name(self, unit: str) -> str:
        """Return the unit's name, its id where the plan has no such unit."""
        return self.name_of("units", unit) or self.language.isolated(unit)
