"""Run rules over a view and return findings in order of weight."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache

from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.check.lessons import lesson_rules
from summitry.check.registry import Rule
from summitry.check.standing import rulings_in_force
from summitry.check.view import ALWAYS, SPEAKERS, View
from summitry.kit.ids import UnitId
from summitry.outcome.finding import Finding, Gap, Status
from summitry.outcome.live import QUIET, LiveState
from summitry.outcome.ruled import ruled
from summitry.plan.attestation import Attestations
from summitry.plan.governance import FieldLead
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Field, Marking, highest

UNIT_COLUMNS = (
    "owner_unit_id",
    "owner_unit_ids",
    "holder_unit_id",
    "unit_id",
    "lead_unit_id",
    "lead_unit_ids",
    "sponsor_unit_id",
    "asked_unit_id",
    "liaison_unit_id",
    "host_unit_id",
    "inner_unit_id",
    "outer_unit_id",
)


class Run(Struct, frozen=True):
    """The findings of one check, and the view that the next check can start from.

    Parameters
    ----------
    findings
        All of them, those that are ruled away with their ruling.
    rules
        The rules that were run.
    asked
        The rules that were asked for; None for all that are registered and the plan's lessons.
    """

    findings: tuple[Finding, ...]
    view: View
    rules: tuple[Rule, ...]
    asked: tuple[Rule, ...] | None


def check(  # noqa: PLR0913  # each is a source of its own, and handed over by its name
    snapshot: Snapshot,
    attestations: Attestations,
    *,
    at: datetime,
    live: LiveState = QUIET,
    people: tuple[Identity, ...] = (),
    rulings: tuple[Ruling, ...] = (),
    rules: Iterable[Rule] | None = None,
) -> Run:
    """Return every finding of the rules on the plan as it stands at the moment.

    Parameters
    ----------
    snapshot
        The plan.
    attestations
        What people have said of its rows.
    at
        The moment; it decides what is due.
    live
        What is known of the day itself.
    people
        Identities for the rules that need them; none: those rules find nothing.
    rulings
        What has been ruled on findings.
    rules
        The rules to run; all that are registered, and the plan's own lessons, when left out.
    """
    view = View(snapshot, attestations, at=at, live=live, people=people, rulings=rulings)
    return _run(view, None if rules is None else tuple(rules))


def recheck(  # noqa: PLR0913  # as for check
    before: Run,
    snapshot: Snapshot,
    attestations: Attestations,
    *,
    at: datetime,
    live: LiveState = QUIET,
    people: tuple[Identity, ...] = (),
    rulings: tuple[Ruling, ...] = (),
) -> Run:
    """Return what `check` would, computing only what the change can have touched.

    The two snapshots must share the tables that are the same, as ``plan.change.apply`` makes them.
    """
    view = View(
        snapshot,
        attestations,
        at=at,
        live=live,
        people=people,
        rulings=rulings,
        previous=before.view,
    )
    return _run(view, before.asked)


def _run(view: View, asked: tuple[Rule, ...] | None) -> Run:
    rules = (*all_rules(), *lesson_rules(view)) if asked is None else asked
    findings = [finding for each in rules for finding in _findings(view, each)]
    told = ruled(sorted(findings, key=order), view.derive(rulings_in_force))
    return Run(told, view, rules, asked)


def order(finding: Finding) -> tuple[object, ...]:
    """Return the sort key of findings: weight, then time, then place."""
    return (
        finding.status is Status.NOT_YET_DUE,
        finding.severity.depth,
        finding.status is Status.UNKNOWN,
        finding.code,
        "" if finding.start is None else finding.start.isoformat(),
        finding.table,
        finding.key,
        finding.discriminator,
    )


class _GapsOf:
    """Makes a rule's gaps as a derived value of the view, told apart by the rule's code."""

    def __init__(self, each: Rule) -> None:
        self.rule = each

    def __call__(self, view: View) -> tuple[Gap, ...]:
        return tuple(_told_apart(self.rule.check(view)))


class _FindingsOf:
    """Makes a rule's findings as a derived value: rows that a gap joins may change without it."""

    def __init__(self, gaps: _GapsOf) -> None:
        self.gaps = gaps

    def __call__(self, view: View) -> tuple[Finding, ...]:
        return tuple(_told(view, self.gaps.rule, _gaps(view, self.gaps)))


_BUILDERS: dict[str, _FindingsOf] = {}


def _findings(view: View, each: Rule) -> tuple[Finding, ...]:
    found = _BUILDERS.get(each.code)
    if found is None or found.gaps.rule is not each:
        found = _BUILDERS[each.code] = _FindingsOf(_GapsOf(each))
    return view.derive(found)


def _gaps(view: View, builder: _GapsOf) -> tuple[Gap, ...]:
    gaps = view.derive(builder)
    read = {"persons" if name == SPEAKERS else name for name in view.sources_of(builder)}
    undeclared = read - ALWAYS - set(builder.rule.reads)
    assert not undeclared, f"{builder.rule.code} reads {sorted(undeclared)} without declaring it"
    return gaps


def _told_apart(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Yield the gaps, those that a rule's own discriminator leaves alike numbered by time."""
    alike: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        alike.setdefault((gap.table, gap.key, gap.discriminator), []).append(gap)
    for group in alike.values():
        if len(group) > 1:
            group.sort(key=_gap_order)
        yield group[0]
        for number, gap in enumerate(group[1:], start=2):
            yield _numbered(gap, number)


def _gap_order(gap: Gap) -> tuple[str, str, str]:
    start = "" if gap.start is None else gap.start.isoformat()
    return start, gap.case, str(sorted(gap.facts.items()))


def _numbered(gap: Gap, number: int) -> Gap:
    fields = {name: getattr(gap, name) for name in gap.__struct_fields__}
    return Gap(**{**fields, "discriminator": f"{gap.discriminator}~{number}"})


def _told(view: View, each: Rule, gaps: tuple[Gap, ...]) -> Iterator[Finding]:
    late = view.at >= each.phase.due(view.event)
    for gap in gaps:
        assert gap.case in each.cases, f"{each.code} has no sentence for {gap.case!r}"
        joined = [(gap.table, gap.key), *gap.joins]
        rows = [(table, view.row(table, key) if table in TABLES else None) for table, key in joined]
        status = Status.UNKNOWN if gap.unknown else Status.WRONG
        yield Finding(
            code=each.code,
            severity=gap.severity or each.severity,
            status=status if late else Status.NOT_YET_DUE,
            phase=each.phase,
            field=gap.field or each.field,
            table=gap.table,
            key=gap.key,
            column=gap.column,
            case=gap.case,
            discriminator=gap.discriminator,
            start=gap.start,
            end=gap.end,
            facts=gap.facts,
            joins=gap.joins,
            marking=highest([_marking(table, row) for table, row in rows]),
            units=_units([row for _, row in rows])
            or view.derive(_leads).get(gap.field or each.field, ()),
        )


def _leads(view: View) -> Mapping[Field, tuple[UnitId, ...]]:
    """Return who leads each field: theirs is what no row of a finding gives to a unit."""
    return {lead.field: (lead.unit_id,) for lead in view.rows(FieldLead).values()}


def _marking(table: str, row: Row | None) -> Marking:
    declared = TABLES.get(table) or SIDE_TABLES[table]
    return declared.marking if row is None else declared.marking_of(row)


@cache
def _unit_columns(row_type: type[Row]) -> tuple[str, ...]:
    return tuple(column for column in UNIT_COLUMNS if column in row_type.__struct_fields__)


def _units(rows: list[Row | None]) -> tuple[UnitId, ...]:
    """Return the units that own the rows or must mend them."""
    units: set[UnitId] = set()
    for row in rows:
        for column in () if row is None else _unit_columns(type(row)):
            value = getattr(row, column)
            if isinstance(value, tuple):
                units.update(value)
            elif value is not None:
                units.add(UnitId(value))
    return tuple(sorted(units))
