"""Random rows of every table, from its declaration alone: each valid, often at odds together."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.kit.time import Interval
from summitry.outcome.live import Declared, LiveState, Report
from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.change import Edit
from summitry.plan.identity import Identity
from summitry.plan.lessons import LessonCheck
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.rulings import Ruling, RulingKind
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Column, ColumnKind, Row, Table, table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from summitry.policy.limits import ORIGINS

OPENS = datetime(2025, 10, 25, 2, tzinfo=UTC)
NUMBERS = (0, 0.5, 1, 3, 20, 90.0, 180, 270, 360)
TEXTS = ("", "a", "b", "posts", "posts.name", "persons", "nowhere", "risks.title")
IDS_EACH = 3


def chosen(stream: Stream, values: "tuple[Any, ...] | list[Any]") -> Any:
    return values[int(stream.integers(len(values)))]


def some_id(stream: Stream, id_type: str) -> str:
    # One in forty leads nowhere.
    number = 9 if stream.integers(40) == 0 else int(stream.integers(1, IDS_EACH + 1))
    return f"{id_type[:-2]}-{number}"


def some_moment(stream: Stream) -> datetime:
    return OPENS + timedelta(minutes=30 * int(stream.integers(-24, 48)))


def some_square(stream: Stream) -> tuple[tuple[float, float], ...]:
    x, y = float(stream.integers(-50, 50)), float(stream.integers(-50, 50))
    side = float(stream.integers(1, 30))
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


MAKERS: dict[ColumnKind, Callable[[Stream, Column], Any]] = {
    ColumnKind.ID: lambda s, c: some_id(s, str(c.id_type)),
    ColumnKind.IDS: lambda s, c: tuple(
        sorted({some_id(s, str(c.id_type)) for _ in range(int(s.integers(3)))})
    ),
    ColumnKind.TEXT: lambda s, _: chosen(s, TEXTS),
    ColumnKind.TEXTS: lambda s, _: tuple(
        sorted({chosen(s, TEXTS[1:]) for _ in range(int(s.integers(3)))})
    ),
    ColumnKind.INTEGER: lambda s, _: int(s.integers(1, 5)),
    ColumnKind.NUMBER: lambda s, _: chosen(s, NUMBERS),
    ColumnKind.YES_NO: lambda s, _: bool(s.integers(2)),
    ColumnKind.MOMENT: lambda s, _: some_moment(s),
    ColumnKind.DAY: lambda s, _: date(2025, 10, 23) + timedelta(days=int(s.integers(5))),
    ColumnKind.CHOICE: lambda s, c: chosen(s, c.choices),
    ColumnKind.CHOICES: lambda s, c: tuple(
        sorted({chosen(s, c.choices) for _ in range(int(s.integers(3)))})
    ),
    ColumnKind.POINTS: lambda s, _: some_square(s),
}


def some_cell(stream: Stream, column: Column) -> Any:
    if not column.required and stream.integers(4) == 0:
        return column.default
    if column.name == "requirement":
        return chosen(stream, ("r1", "r2"))
    return MAKERS[column.kind](stream, column)


def some_row(stream: Stream, table: Table) -> Row:
    """Return a valid row; cells are drawn until they agree."""
    if table.row_type is Event:
        return some_event(stream)
    if table.row_type is EventLimit:
        name = chosen(stream, list(ORIGINS))
        return EventLimit(limit_id=name, value=chosen(stream, NUMBERS), source="test")
    if table.row_type is LessonCheck:
        return some_lesson_check(stream)
    while True:
        cells = {column.name: some_cell(stream, column) for column in table.columns}
        try:
            return table.row_type(**cells)
        except SummitryError:
            continue


DEMANDS: tuple[dict[str, Any], ...] = (
    {"table": "posts", "must_column": "end", "must_operator": "at-most", "must_value": "D+1 09:00"},
    {
        "table": "posts",
        "where_column": "weight",
        "where_operator": "is-not",
        "where_value": "low",
        "must_column": "headcount_min",
        "must_operator": "at-least",
        "must_value": "2",
    },
    {"table": "gates", "must_column": "item_id", "must_operator": "given"},
    {
        "table": "programme",
        "must_column": "headcount",
        "must_operator": "at-most",
        "must_value": "3",
    },
    {"table": "controls", "must_attestation": "verified"},
    {"table": "units", "must_column": "name", "must_operator": "is", "must_value": "a"},
    {
        "table": "persons",
        "where_column": "powers",
        "where_operator": "has",
        "where_value": "accept-risk",
        "rows_min": 2,
    },
)


def some_lesson_check(stream: Stream) -> LessonCheck:
    return LessonCheck(
        lesson_id=some_id(stream, "LessonId"),
        sentence=chosen(stream, ("a", "b")),
        remedy="c",
        severity=chosen(stream, tuple(Severity)),
        phase=chosen(stream, ("D-60", "H-12")),
        **chosen(stream, DEMANDS),
    )


def some_event(stream: Stream) -> Event:
    opens = OPENS + timedelta(hours=int(stream.integers(-3, 3)))
    return Event(
        event_id="Event-1",
        name="Trial",
        level="minister",
        opens=opens,
        closes=opens + timedelta(hours=int(stream.integers(4, 40))),
        timezone=chosen(stream, ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")),
        lead_unit_id=chosen(stream, (None, "Unit-1")),
    )


def some_snapshot(stream: Stream, *, rows_each: int = 4) -> Snapshot:
    """Return a small plan with rows in every table."""
    rows: dict[tuple[str, str], Row] = {}
    for name, table in TABLES.items():
        for _ in range(1 if table.singleton else rows_each):
            row = some_row(stream, table)
            rows[name, table.key_of(row)] = row
    return Snapshot.of(rows.values())


def existing_keys(snapshot: Snapshot, name: str) -> list[str]:
    if name in snapshot.bulks:
        return [TABLES[name].key_of(row) for row in snapshot.bulks[name].rows()]
    return list(snapshot.tables[name])


def some_edit(stream: Stream, snapshot: Snapshot) -> Edit:
    """Return a row added, changed in one cell, or taken out."""
    name = chosen(stream, list(TABLES))
    table = TABLES[name]
    keys = existing_keys(snapshot, name)
    what = int(stream.integers(3))
    if table.singleton or what == 0 or not keys:
        row = some_row(stream, table)
        return Edit(name, table.key_of(row), row)
    key = chosen(stream, keys)
    return Edit(name, key, None if what == 1 else changed(stream, snapshot.get(name, key)))


def changed(stream: Stream, row: Row | None) -> Row:
    """Return the row with one cell beyond its key drawn anew."""
    assert row is not None
    table = table_of(row)
    cells = {column.name: getattr(row, column.name) for column in table.columns}
    free = [column for column in table.columns if column.name not in table.key]
    while free:
        column = chosen(stream, free)
        try:
            return table.row_type(**{**cells, column.name: some_cell(stream, column)})
        except SummitryError:
            continue
    return row


def some_attestation(stream: Stream, snapshot: Snapshot) -> Attestation | None:
    """Return somebody's word on some row, mostly on its present content."""
    name = chosen(stream, list(TABLES))
    keys = existing_keys(snapshot, name)
    if not keys:
        return None
    row = snapshot.get(name, chosen(stream, keys))
    assert row is not None
    second = chosen(stream, (None, "Person-8"))
    return Attestation(
        subject_table=name,
        subject_key=TABLES[name].key_of(row),
        row_hash="stale" if stream.integers(5) == 0 else row_hash(row),
        kind=chosen(stream, tuple(AttestationKind)),
        by=some_id(stream, "PersonId"),
        at=some_moment(stream) - timedelta(hours=12),
        reason=chosen(stream, ("", "because")),
        expires=chosen(stream, (None, OPENS + timedelta(days=10))),
        second_by=second,
    )


def some_live(stream: Stream) -> LiveState:
    uses = [
        (some_id(stream, "ParticipantId"), some_id(stream, "GateId"), some_moment(stream))
        for _ in range(3)
    ]

    def some(id_type: str) -> tuple[Any, ...]:
        return tuple(sorted({some_id(stream, id_type) for _ in range(2)}))

    def hour() -> Interval:
        start = some_moment(stream)
        return Interval(start, start + timedelta(hours=1))

    report = Report(
        report_id="report",
        at=some_moment(stream),
        severity=chosen(stream, tuple(Severity)),
        site_id=chosen(stream, (None, some_id(stream, "SiteId"))),
        acknowledged_detail_ids=some("DetailId"),
    )
    declared = Declared(
        declaration_id=some_id(stream, "DeclarationId"),
        at=some_moment(stream),
        acknowledged_unit_ids=some("UnitId"),
    )
    return LiveState(
        dead_nets=some("NetId"),
        absences=tuple((person, hour()) for person in some("PersonId")),
        shut_gates=tuple((gate, hour()) for gate in some("GateId")),
        failed_assets=some("AssetId"),
        failed_capabilities=tuple((each, hour()) for each in some("CapabilityId")),
        reports=(report,),
        declared=(declared,),
        badge_uses=tuple(uses),
    )


def some_people(stream: Stream) -> tuple[Identity, ...]:
    names = ("NGUYEN Van Test", "Nguyễn Văn Test", "Тест Иван", "Test Ivan")
    return tuple(
        Identity(
            record_id=f"R-{number}",
            name=chosen(stream, names),
            badge=f"B-{number}",
            subject_id=f"Participant-{number}",
            birth_date=date(1980, 1, int(stream.integers(1, 3))),
        )
        for number in range(int(stream.integers(4)))
    )


def some_rulings(stream: Stream, findings: "tuple[Any, ...]") -> tuple[Ruling, ...]:
    """Return rulings of every kind on some of the findings, some of them without effect."""
    return tuple(
        some_ruling(stream, number, chosen(stream, findings))
        for number in range(int(stream.integers(6)) if findings else 0)
    )


def some_ruling(stream: Stream, number: int, finding: Any) -> Ruling:
    kind = chosen(stream, tuple(RulingKind))
    on_row = kind is RulingKind.ACCEPT or (kind is RulingKind.SUPPRESS and stream.integers(2) == 0)
    return Ruling(
        ruling_id=f"R-{number}",
        kind=kind,
        code=finding.code,
        severity=chosen(stream, (finding.severity, Severity.LOW, Severity.MEDIUM)),
        by="Person-1",
        second_by=chosen(stream, (None, "Person-2", "Person-3")),
        at=some_moment(stream) - timedelta(hours=12),
        reason=chosen(stream, ("because", "because", "")),
        expires=chosen(stream, (OPENS, OPENS + timedelta(days=10))),
        identity=finding.identity if kind is RulingKind.ACCEPT else "",
        case=finding.case if kind is RulingKind.ACCEPT else "",
        subject_table=finding.table if on_row else "",
        subject_key=finding.key if on_row else "",
        unit_id="Unit-1" if kind is RulingKind.SUPPRESS and not on_row else None,
    )
