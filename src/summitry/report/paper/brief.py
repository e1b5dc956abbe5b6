"""The brief of 06:00: readiness, what changed, the ten that matter, today, who has not read.

It looks at the plan as of six in the morning of its day, so that the same brief can be made again.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from summitry.check.catalogue import rules as all_rules
from summitry.check.registry import Rule
from summitry.check.run import check
from summitry.check.shelves import shelves
from summitry.check.standing import by_anyone_known, by_unit
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import Interval, union
from summitry.outcome.finding import Finding
from summitry.package.compare import What, differences
from summitry.package.package import Package
from summitry.plan.access import Gate, ListCopy
from summitry.plan.attestation import AttestationKind
from summitry.plan.movements import Closure, Segment
from summitry.plan.places import Room
from summitry.plan.programme import Item
from summitry.plan.risks import Contingency, ContingencyCard
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Severity
from summitry.report.assessment import is_critical, is_due
from summitry.report.paper.document import (
    Blank,
    Block,
    Content,
    Day,
    Facts,
    Grid,
    Hours,
    Marks,
    Number,
    Sentence,
    Term,
    Value,
    Words,
    listed,
    said,
    value_of,
)
from summitry.report.paper.ics import day_subjects, period
from summitry.report.paper.source import Source, clipped
from summitry.report.summary import by_field, the_ten

NO_FINDING = Text("Nothing is uncovered.")
NO_ITEM = Text("Nothing stands in the programme of this day.")
NO_CLOSURE = Text("No road is closed on this day.")
ALL_READ = Text("Everybody has acknowledged the current version.")
NO_CHANGE = Text("Nothing has changed.")
NOT_READY = Text("The plan is not ready. Critical demands without cover: {count}.")
NOTHING_CRITICAL = Text("Nothing critical is uncovered; what stands below still needs an answer.")
NOTHING_DUE = Text("Nothing that is due is uncovered; what stands below is not due yet.")
CARD = Text("Card for {contingency}")
LIST_COPY = Text("List {list}, version {version}, at {gate}")

subjects = day_subjects


def content(source: Source, subject: str) -> Content:
    """Return the brief of a day, as of six in the morning at the venue."""
    day, span = period(source, subject)
    at = _six(source, day)
    snapshot, known = source.package.snapshot, source.package.attestations
    run = check(snapshot, known, at=at, people=source.package.people)
    marks = Marks()
    findings = run.findings
    compared = () if source.earlier is None else (_changes(source.earlier, source.package),)
    return Content(
        heading=Day(day),
        marks=marks,
        blocks=(
            _head(source, day, findings),
            _ten(source, findings, at, marks),
            _readiness(findings),
            _programme(source, span, marks),
            _closures(source, span, marks),
            _unread(run.view, source, marks),
        ),
        beside=(*compared, Facts("", (("weather", Blank()), ("remarks", Blank())))),
    )


def _six(source: Source, day: date) -> datetime:
    local = datetime(day.year, day.month, day.day, 6, tzinfo=source.zone)
    return local.astimezone(source.event.opens.tzinfo)


def _head(source: Source, day: date, findings: tuple[Finding, ...]) -> Facts:
    opens = source.event.opens.astimezone(source.zone).date()
    return Facts(
        "",
        (
            ("verdict", _verdict(findings)),
            ("days-to-go", Number((opens - day).days)),
        ),
    )


def _verdict(findings: tuple[Finding, ...]) -> Sentence:
    critical = sum(map(is_critical, findings))
    if critical:
        return said(NOT_READY, count=Number(critical))
    if any(map(is_due, findings)):
        return Sentence(NOTHING_CRITICAL)
    return Sentence(NOTHING_DUE if findings else NO_FINDING)


def _ten(source: Source, findings: tuple[Finding, ...], at: datetime, marks: Marks) -> Grid:
    rules = {rule.code: rule for rule in all_rules()}
    chosen = the_ten(findings, opens=source.event.opens, at=at)
    rows: list[tuple[Value, ...]] = []
    for finding in chosen:
        marks.note_marking(finding.marking)
        rows.append(
            (
                Term(finding.severity),
                Words(finding.code),
                _told(finding, rules[finding.code]),
                listed(source.unit_name(unit) for unit in finding.units),
            )
        )
    return Grid(
        name="the-ten",
        columns=("severity", "rule", "finding", "unit"),
        rows=tuple(rows),
        empty=Sentence(NO_FINDING),
    )


def _told(finding: Finding, rule: Rule) -> Sentence:
    facts = {name: value_of(fact) for name, fact in finding.told.items()}
    return said(rule.cases[finding.case], **facts)


def _readiness(findings: tuple[Finding, ...]) -> Grid:
    """Return how many findings are due in each field, by severity; fields without any are ready."""
    rows: list[tuple[Value, ...]] = []
    for field, own in by_field(filter(is_due, findings)).items():
        counts = Counter(finding.severity for finding in own)
        rows.append((Term(field), *(Number(counts[severity]) for severity in Severity)))
    return Grid(
        name="readiness",
        columns=("field", *(severity.value for severity in Severity)),
        rows=tuple(rows),
        empty=Sentence(NO_FINDING),
        strips=2,
    )


def _programme(source: Source, span: Interval, marks: Marks) -> Grid:
    rooms = source.view.rows(Room)
    rows: list[tuple[Value, ...]] = []
    for item in sorted(
        source.view.rows(Item).values(), key=lambda each: (each.start, each.item_id)
    ):
        part = clipped(Interval(item.start, item.end), span)
        if part is None:
            continue
        room = rooms.get(item.room_id)
        marks.note(item, room)
        rows.append(
            (
                Hours(part.start, part.end),
                Words(item.title),
                Words(room.name if room is not None else item.room_id),
            )
        )
    return Grid(
        name="programme-today",
        columns=("window", "item", "room"),
        rows=tuple(rows),
        empty=Sentence(NO_ITEM),
        strips=2,
    )


def _closures(source: Source, span: Interval, marks: Marks) -> Grid:
    """Return for each road from when to when, and how often, it is closed within the day."""
    by_road: dict[str, list[Interval]] = {}
    segments = source.view.rows(Segment)
    for closure in source.view.rows(Closure).values():
        part = clipped(Interval(closure.start, closure.end), span)
        if part is None:
            continue
        segment = segments.get(closure.segment_id)
        marks.note(closure, segment)
        road = segment.name if segment is not None else closure.segment_id
        by_road.setdefault(road, []).append(part)
    joined = {road: union(intervals) for road, intervals in sorted(by_road.items())}
    return Grid(
        name="closures-today",
        columns=("road", "first-to-last", "times-closed"),
        rows=tuple(
            (Words(road), Hours(parts[0].start, parts[-1].end), Number(len(parts)))
            for road, parts in joined.items()
        ),
        empty=Sentence(NO_CLOSURE),
        strips=2,
    )


def _unread(view: View, source: Source, marks: Marks) -> Grid:
    """Return who has not acknowledged the current version of what it was given."""
    waiting: dict[str, list[Value]] = {}
    for unit_id, what in (*_unread_cards(view, marks), *_unread_copies(view, marks)):
        waiting.setdefault(unit_id, []).append(what)
    return Grid(
        name="not-read",
        columns=("unit", "what"),
        rows=tuple(
            (source.unit_name(unit_id), listed(parts)) for unit_id, parts in sorted(waiting.items())
        ),
        empty=Sentence(ALL_READ),
    )


def _unread_cards(view: View, marks: Marks) -> Iterator[tuple[str, Value]]:
    contingencies = view.rows(Contingency)
    for card in view.rows(ContingencyCard).values():
        if by_unit(view, card, AttestationKind.ACKNOWLEDGED, card.unit_id):
            continue
        marks.note(card)
        contingency = contingencies.get(card.contingency_id)
        name = contingency.title if contingency is not None else card.contingency_id
        yield card.unit_id, said(CARD, contingency=Words(name))


def _unread_copies(view: View, marks: Marks) -> Iterator[tuple[str, Value]]:
    gates, found = view.rows(Gate), view.derive(shelves)
    for copy in view.rows(ListCopy).values():
        shelf = found.get(copy.list_id)
        newest = None if shelf is None else shelf.newest
        if newest is None or newest.version != copy.version:
            continue
        if by_anyone_known(view, copy, AttestationKind.ACKNOWLEDGED):
            continue
        gate = gates.get(copy.gate_id)
        marks.note(copy, gate)
        told = said(
            LIST_COPY,
            list=Words(shelf.listed.name if shelf is not None else copy.list_id),
            version=Number(copy.version),
            gate=Words(gate.name if gate is not None else copy.gate_id),
        )
        yield (gate.owner_unit_id if gate is not None else None) or "", told


def _changes(earlier: Package, package: Package) -> Block:
    """Return how many rows of each table were added, removed and changed since the other plan."""
    rows: dict[str, dict[What, set[str]]] = {}
    for difference in differences(earlier, package):
        kinds = rows.setdefault(difference.table, {what: set() for what in What})
        kinds[difference.what].add(difference.key)
    return Grid(
        name="changes",
        columns=("table", "added", "removed", "changed"),
        rows=tuple(
            (_table(name), *(Number(len(kinds[what])) for what in What))
            for name, kinds in rows.items()
        ),
        empty=Sentence(NO_CHANGE),
        strips=3,
    )


def _table(name: str) -> Value:
    declared = TABLES.get(name) or SIDE_TABLES.get(name)
    return Words(name) if declared is None else Sentence(declared.label)
