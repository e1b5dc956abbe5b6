"""What a commander sees first: counts, readiness, the ten that matter, what is not known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.check.registry import Rule
from summitry.outcome.finding import Finding, Status
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.mandate import EventLimit
from summitry.plan.risks import Risk
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity, Treatment
from summitry.policy.limits import ORIGINS, limits_of
from summitry.report.assessment import Assessment, is_critical, is_due

MATTER_MAX = 10
ONE_RULE_MAX = 5
"""Places that a rule keeps among the ten when its equally grave findings do not fit them anyway."""

READS_MANY = 12

NO_UNIT = ""
"""The column for findings that no unit owns."""


class Cell(Struct, frozen=True):
    """One unit in one field: its findings that are due, the gravest first; none means covered."""

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many findings are due."""
        return sum(self.counts)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity, None where nothing is due."""
        found = (severity for severity in Severity if self.counts[severity.depth])
        return next(found, None)


class Readiness(Struct, frozen=True):
    """The picture of field by unit; a pair that has no part in the event has no cell."""

    fields: tuple[Field, ...]
    units: tuple[str, ...]
    cells: Mapping[tuple[Field, str], Cell]


class UsedLimit(Struct, frozen=True, kw_only=True):
    """A limit as this event uses it."""

    name: str
    what: str
    value: float
    source: str
    verified: bool
    own: bool
    """Whether the event set it in place of the default."""


class Accepted(Struct, frozen=True, kw_only=True):
    """A risk, or a position with a view, that somebody accepts; without entry nobody has yet."""

    table: str
    key: str
    score: int | None
    entry: Attestation | None
    holds: bool
    contested: bool
    """Whether a rule finds fault with the row, its acceptance included."""


def counts(findings: Iterable[Finding]) -> dict[tuple[Severity, Status], int]:
    """Return how many findings there are of each severity and status."""
    return dict(Counter((finding.severity, finding.status) for finding in findings))


def by_field(findings: Iterable[Finding]) -> dict[Field, tuple[Finding, ...]]:
    """Return the findings of each field in the order of fields, each in its order."""
    groups: dict[Field, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.field, []).append(finding)
    return {field: tuple(groups[field]) for field in Field if field in groups}


def the_ten(findings: Iterable[Finding], *, opens: datetime, at: datetime) -> tuple[Finding, ...]:
    """Return at most ten findings that matter most, spread over rules and fields.

    What is due goes before what is not, the graver before the less grave, what is still ahead
    before what is past. Within that, a rule gets a second place only after every other had its
    first, then a field; then the earliest in time, where no time means the opening.

    Of a plan that is half made one rule may find the same everywhere: posts before there is a
    roster. What does not fit the ten anyway then keeps `ONE_RULE_MAX` places, and gives the others
    to what else is due, even if it is less grave.
    """
    waiting = list(findings)
    alike = Counter(map(_kind, waiting))
    chosen: list[Finding] = []
    rules: Counter[str] = Counter()
    fields: Counter[Field] = Counter()

    def weight(finding: Finding) -> tuple[object, ...]:
        return (
            not is_due(finding),
            rules[finding.code] >= ONE_RULE_MAX and alike[_kind(finding)] > MATTER_MAX,
            finding.severity.depth,
            finding.end is not None and finding.end <= at,
            rules[finding.code],
            fields[finding.field],
            finding.status is Status.UNKNOWN,
            finding.start or opens,
            finding.code,
            finding.table,
            finding.key,
            finding.discriminator,
        )

    while waiting and len(chosen) < MATTER_MAX:
        best = min(waiting, key=weight)
        waiting.remove(best)
        chosen.append(best)
        rules[best.code] += 1
        fields[best.field] += 1
    return tuple(chosen)


def _kind(finding: Finding) -> tuple[str, Severity, bool]:
    """Return what makes findings alike: rule, gravity, and whether they are due."""
    return finding.code, finding.severity, is_due(finding)


def readiness(assessment: Assessment) -> Readiness:
    """Return the picture of field by unit: what is due, and what is covered."""
    found: dict[tuple[Field, str], list[int]] = {
        part: [0] * len(Severity) for part in _parts(assessment)
    }
    for finding in filter(is_due, assessment.findings):
        for unit in finding.units or (NO_UNIT,):
            cell = found.setdefault((finding.field, unit), [0] * len(Severity))
            cell[finding.severity.depth] += 1
    cells = {part: Cell(tuple(numbers)) for part, numbers in found.items()}
    return Readiness(
        fields=tuple(field for field in Field if any(part[0] is field for part in cells)),
        units=tuple(sorted({unit for _, unit in cells}, key=lambda unit: _rank(cells, unit))),
        cells=cells,
    )


def _rank(cells: Mapping[tuple[Field, str], Cell], unit: str) -> tuple[object, ...]:
    """Order units by their gravest findings, so that trouble stands first."""
    own = [cell.counts for part, cell in cells.items() if part[1] == unit]
    return (*(-sum(column) for column in zip(*own, strict=True)), unit)


def _parts(assessment: Assessment) -> Iterator[tuple[Field, str]]:
    """Yield each field and unit that own a row; persons are staff, not a part of their own."""
    for name, declared in TABLES.items():
        if declared.owner is None or declared.bulk or name == "persons":
            continue
        for row in assessment.snapshot.tables[name].values():
            field = getattr(row, "field", declared.field)
            for unit in _owners(row, declared.owner):
                yield field, unit


def _owners(row: Row, column: str) -> tuple[str, ...]:
    value = getattr(row, column)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def days_to_go(assessment: Assessment) -> int:
    """Return the days from the moment to the opening by the venue's calendar; negative after it."""
    zone = assessment.event.zone
    opens = assessment.event.opens.astimezone(zone).date()
    return (opens - assessment.at.astimezone(zone).date()).days


def used_limits(assessment: Assessment) -> tuple[UsedLimit, ...]:
    """Return every limit with its value here, its source, and whether that was checked."""
    values = limits_of(assessment.snapshot)
    own = assessment.snapshot.rows(EventLimit)
    return tuple(
        UsedLimit(
            name=name,
            what=origin.what,
            value=getattr(values, name),
            source=own[name].source if name in own else origin.source,
            verified=own[name].verified if name in own else origin.verified,
            own=name in own,
        )
        for name, origin in ORIGINS.items()
    )


def blind_rules(assessment: Assessment) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """Return the rules that had rows missing, with the empty tables that each reads.

    A rule over an empty table finds nothing; that is no sign that nothing is uncovered.
    """
    blind = []
    for rule in assessment.rules:
        # A rule that reads every table, as the ones on owners and references do, is never blind.
        reads = () if len(rule.reads) > READS_MANY else rule.reads
        empty = tuple(name for name in reads if _is_empty(assessment, name))
        if rule.on_people and not assessment.with_people:
            empty = (*empty, "people")
        if empty:
            blind.append((rule, empty))
    return tuple(blind)


def _is_empty(assessment: Assessment, table: str) -> bool:
    return table in TABLES and assessment.snapshot.size(table) == 0


def accepted(assessment: Assessment) -> tuple[Accepted, ...]:
    """Return every accepted risk and position, with the word of who accepted it, if anybody has."""
    entries: list[Accepted] = []
    for key, risk in assessment.snapshot.rows(Risk).items():
        if risk.treatment is Treatment.ACCEPT:
            entries.append(_accepted(assessment, "risks", key, risk))
    for key, row in assessment.snapshot.tables["positions"].items():
        if assessment.attestations.about(row, AttestationKind.ACCEPTED):
            entries.append(_accepted(assessment, "positions", key, row))
    return tuple(entries)


def _accepted(assessment: Assessment, table: str, key: str, row: Row) -> Accepted:
    now = assessment.attestations.of(row, AttestationKind.ACCEPTED, at=assessment.at)
    ever = assessment.attestations.about(row, AttestationKind.ACCEPTED)
    latest = max(now or ever, key=lambda entry: entry.at, default=None)
    score = row.score if isinstance(row, Risk) else None
    faults = {(finding.table, finding.key) for finding in filter(is_due, assessment.findings)}
    return Accepted(
        table=table,
        key=key,
        score=score,
        entry=latest,
        holds=bool(now),
        contested=(table, key) in faults,
    )


def is_ready(findings: Iterable[Finding]) -> bool:
    """Say whether nothing critical is due."""
    return not any(map(is_critical, findings))
