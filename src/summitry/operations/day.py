"""What the day makes of the plan: its live state, its patched rows, words that no longer hold."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import (
    AssetId,
    CapabilityId,
    DetailId,
    GateId,
    NetId,
    PersonId,
    SegmentId,
    SiteId,
)
from summitry.kit.time import Interval
from summitry.operations import situation
from summitry.operations.bodies import (
    Absence,
    Acknowledged,
    Closure,
    Failure,
    Lifted,
    Order,
    OrderStep,
    RowEdit,
    Thing,
    Verification,
)
from summitry.operations.record import Record, Said
from summitry.outcome.live import Declared, LiveState, Report
from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.aviation import Flight
from summitry.plan.change import Edit, apply
from summitry.plan.movements import Leg
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import ColumnKind, RowT, table_of
from summitry.plan.tables import TABLES
from summitry.policy.timing import later

NO_END = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of what has none yet."""

_KIND_OF_TABLE = {"sweeps": AttestationKind.SWEPT, "seals": AttestationKind.SEALED}
_LOOKED_AT = frozenset({AttestationKind.VERIFIED, *_KIND_OF_TABLE.values()})

Lasting = Closure | Failure
LastingT = TypeVar("LastingT", Absence, Closure, Failure)


def live_state(record: Record, at: datetime) -> LiveState:
    """Return what the check must know of the day, as it stands at the moment."""
    blocked = _stretches(record, Closure)
    failed = _stretches(record, Failure)
    return LiveState(
        absences=tuple(
            (body.person_id, interval) for body, interval in _stretches(record, Absence)
        ),
        dead_nets=tuple(NetId(key) for key in _now(failed, "nets", at)),
        blocked_segments=tuple((SegmentId(k), i) for k, i in _of_table(blocked, "segments")),
        shut_gates=tuple((GateId(key), each) for key, each in _of_table(blocked, "gates")),
        failed_assets=tuple(AssetId(key) for key in _now(failed, "assets", at)),
        failed_capabilities=tuple(
            (CapabilityId(key), each) for key, each in _of_table(failed, "capabilities")
        ),
        reports=tuple(_reports(record)),
        declared=tuple(
            Declared(
                declaration_id=each.body.declaration_id,
                at=each.event.observed,
                acknowledged_unit_ids=each.acknowledged,
                reviewed=each.reviewed,
                ended=each.ended,
            )
            for each in situation.declarations(record)
        ),
    )


def _stretches(record: Record, kind: type[LastingT]) -> list[tuple[LastingT, Interval]]:
    """Return what lasted of the kind, each until it was lifted; an empty stretch is left out."""
    found = []
    for said in record.said(kind):
        ends = [each.body.end for each in record.answers(said.event.entry_id, Lifted)]
        end = ends[-1] if ends else said.body.end or NO_END
        if end > said.body.start:
            found.append((said.body, Interval(said.body.start, end)))
    return found


def _of_table(
    stretches: Iterable[tuple[Lasting, Interval]], table: str
) -> Iterator[tuple[str, Interval]]:
    for body, interval in stretches:
        if body.thing.table == table:
            yield body.thing.key, interval


def _now(
    stretches: Iterable[tuple[Lasting, Interval]], table: str, at: datetime
) -> dict[str, None]:
    found = _of_table(stretches, table)
    return {key: None for key, interval in found if interval.start <= at < interval.end}


def _reports(record: Record) -> Iterator[Report]:
    """Incidents are what the plan's red lines listen to; details that acknowledged them heard."""
    for incident in situation.incidents(record):
        place = incident.event.place
        words = record.answers(incident.event.entry_id, Acknowledged)
        yield Report(
            report_id=incident.event.entry_id,
            at=incident.event.observed,
            severity=incident.severity,
            site_id=SiteId(place.key) if place is not None and place.table == "sites" else None,
            acknowledged_detail_ids=tuple(_details(words)),
            closed=not incident.is_open,
        )


def _details(words: Iterable[Said[Acknowledged]]) -> Iterator[DetailId]:
    for word in words:
        if word.body.unit_id.startswith("details/"):
            yield DetailId(word.body.unit_id.removeprefix("details/"))


def edits_of(order: Order) -> tuple[Edit, ...]:
    """Return the order's edits as edits of plan rows.

    Raises
    ------
    SummitryError
        ``order.unreadable_row`` where a row does not fit its table.
    """
    return tuple(_edit(each) for each in order.edits)


def _edit(edit: RowEdit) -> Edit:
    declared = TABLES.get(edit.table)
    if declared is None:
        raise SummitryError("entry.unknown_table", column="edits", got=edit.table)
    if edit.row is None:
        return Edit(edit.table, edit.key, None)
    try:
        row = msgspec.convert(edit.row, declared.row_type)
    except msgspec.ValidationError as problem:
        raise SummitryError(
            "order.unreadable_row", table=edit.table, key=edit.key, problem=str(problem)
        ) from problem
    if declared.key_of(row) != edit.key:
        raise SummitryError("order.other_row", table=edit.table, key=edit.key)
    return Edit(edit.table, edit.key, row)


def row_edit(edit: Edit) -> RowEdit:
    """Return an edit of a plan row as an order carries it."""
    row = None if edit.row is None else msgspec.to_builtins(edit.row)
    return RowEdit(table=edit.table, key=edit.key, row=row)


def plan_of_the_day(plan: Snapshot, record: Record) -> Snapshot:
    """Return the plan as the day has it: late things moved, then orders in their order.

    Withdrawn and refused orders are left out. An order that names a row settles it: a delay told
    before or after moves it no further.
    """
    edits = [
        *delayed(plan, situation.delays(record)),
        *_ordered(record),
    ]
    return apply(plan, edits) if edits else plan


def _ordered(record: Record) -> list[Edit]:
    return [
        edit
        for order in situation.orders(record)
        if order.body.edits and order.step not in (OrderStep.WITHDRAWN, OrderStep.REFUSED)
        for edit in edits_of(order.body)
    ]


def delayed(plan: Snapshot, minutes: Mapping[Thing, int]) -> Iterator[Edit]:
    """Yield the edits that move late flights, movements and items of the programme."""
    for thing, late in minutes.items():
        span = timedelta(minutes=late)
        if thing.table == "movements":
            for key, leg in plan.rows(Leg).items():
                if leg.movement_id == thing.key:
                    yield Edit("legs", key, moved(leg, span))
        else:
            row = plan.get(thing.table, thing.key)
            if row is not None:
                after = later(row, span) if isinstance(row, Flight) else moved(row, span)
                yield Edit(thing.table, thing.key, after)


def moved(row: RowT, span: timedelta) -> RowT:
    """Return the row with every moment of it later by the span."""
    moments = {
        column.name: value + span
        for column in table_of(row).columns
        if column.kind is ColumnKind.MOMENT and (value := getattr(row, column.name)) is not None
    }
    return replace(row, **moments)


def words_of_the_day(
    plan: Snapshot, today: Snapshot, record: Record, words: Iterable[Attestation]
) -> tuple[Attestation, ...]:
    """Return the words on the plan as the day leaves them.

    What was said of a row that an order or a delay has changed is said of it still: the order
    itself is read back. A verification that passed is a word on the row as it stands; one that
    failed takes back what was verified, swept or sealed before it.
    """
    last = {said.body.thing: said for said in record.said(Verification)}
    failed = {
        (thing.table, thing.key): said.event.observed
        for thing, said in last.items()
        if not said.body.passed
    }
    kept = [each for each in words if not _taken_back(each, failed)]
    return (*carried(kept, plan, today), *_passed(today, last))


def carried(words: Iterable[Attestation], plan: Snapshot, today: Snapshot) -> Iterator[Attestation]:
    """Yield the words, those on a row that has changed as words on the row as it is now."""
    changed = {name for name, rows in today.tables.items() if rows is not plan.tables[name]}
    for word in words:
        table, key = word.subject_table, word.subject_key
        before = plan.get(table, key) if table in changed else None
        after = None if before is None else today.get(table, key)
        if before is None or after is None or after is before or row_hash(before) != word.row_hash:
            yield word
        else:
            yield replace(word, row_hash=row_hash(after))


def _taken_back(word: Attestation, failed: Mapping[tuple[str, str], datetime]) -> bool:
    since = failed.get((word.subject_table, word.subject_key))
    return since is not None and word.kind in _LOOKED_AT and word.at <= since


def _passed(plan: Snapshot, last: Mapping[Thing, Said[Verification]]) -> Iterator[Attestation]:
    for thing, said in last.items():
        row = plan.get(thing.table, thing.key)
        if row is not None and said.body.passed:
            yield Attestation(
                subject_table=thing.table,
                subject_key=thing.key,
                row_hash=row_hash(row),
                kind=_KIND_OF_TABLE.get(thing.table, AttestationKind.VERIFIED),
                by=PersonId(said.event.author),
                at=said.event.observed,
            )
