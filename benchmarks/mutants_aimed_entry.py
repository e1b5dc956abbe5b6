"""Mutants aimed at accreditation, press and exchange: just short of a limit, and just within it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.accreditation import AccessRight
from summitry.plan.change import Edit
from summitry.plan.mandate import EventLimit
from summitry.plan.tables import TABLES

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def _now(plan: Plan) -> datetime:
    return plan.snapshot.event.now or plan.snapshot.event.opens


def _one(table: str, cells: Callable[[Plan, Any], dict[str, Any]]) -> Kind:
    """Give one row of the table other cells."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table])
        if row is NOTHING:
            return None
        other = remade(row, **cells(plan, row))
        return None if other is None else Mutant(edits=put(TABLES[table], other, old=row))

    return kind


def _due(table: str, column: str, late: timedelta) -> Kind:
    """Let a moment of the table have passed by so much."""
    return _one(table, lambda plan, _: {column: _now(plan) - late})


def _beyond(**cells: Any) -> Kind:
    """Give a participant an extra right to a zone that is no longer open to the category."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        holder, right = pick(stream, plan.rows["participants"]), _some_right(plan, stream)
        if holder is NOTHING or right is None:
            return None
        zone = right.zone_id
        whole = {
            "reason": "Aimed",
            "sponsor_unit_id": next(iter(plan.keys("units")), None),
            "start": _now(plan),
            "end": _now(plan) + HOUR,
        }
        extra = AccessRight(
            participant_id=holder.participant_id, zone_id=zone, **{**whole, **cells}
        )
        table = TABLES["access_rights"]
        known = plan.snapshot.get("access_rights", table.key_of(extra))
        edits = put(table, extra, old=known)
        own = plan.snapshot.get("zone_rights", f"{holder.category}|{zone}")
        return Mutant(edits=edits + (() if own is None else _without(own)))

    return kind


def _some_right(plan: Plan, stream: Stream) -> Any:
    right = pick(stream, plan.rows["zone_rights"])
    return None if right is NOTHING else right


def _without(right: Any) -> tuple[Edit, ...]:
    return put(TABLES["zone_rights"], None, old=right)


def _counted(stage: str, factor: float) -> Kind:
    """Let the counts of one category come to so many times what was approved, at that stage."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        counts: list[Any] = plan.rows["counts"]
        approved = pick(stream, [row for row in counts if row.stage == "approved"])
        if approved is NOTHING:
            return None
        edits: tuple[Edit, ...] = ()
        for row in [r for r in counts if (r.category, r.stage) == (approved.category, stage)]:
            edits += put(
                TABLES["counts"], remade(row, persons=int(approved.persons * factor)), old=row
            )
        return Mutant(edits=edits) if edits else None

    return kind


def _limit(name: str, value: float) -> Kind:
    def kind(plan: Plan, _: Stream) -> Mutant | None:
        row = EventLimit(limit_id=name, value=value, source="Set for this mutant")
        old = plan.snapshot.get("limits", name)
        return Mutant(edits=put(TABLES["limits"], row, old=old))

    return kind


def _second_badge(plan: Plan, stream: Stream) -> Mutant | None:
    """Let the categories of one kind of badge carry another kind that no gate reads yet."""
    row = pick(stream, plan.rows["badge_types"])
    other = None if row is NOTHING else remade(row, badge_type_id=f"{row.badge_type_id}-x")
    return None if other is None else Mutant(edits=put(TABLES["badge_types"], other))


def _in_one_moment(plan: Plan, stream: Stream) -> Mutant | None:
    """Let a pool work at the item of another."""
    row, other = pick(stream, plan.rows["pools"]), pick(stream, plan.rows["pools"])
    moved = None if NOTHING in (row, other) else remade(row, item_id=other.item_id)
    return None if moved in {None, row} else Mutant(edits=put(TABLES["pools"], moved, old=row))


def _doors(before: timedelta) -> Kind:
    """Open the doors of a position so long before its item starts."""

    def cells(plan: Plan, row: Any) -> dict[str, Any]:
        item: Any = plan.snapshot.get("programme", row.item_id or "")
        return {} if item is None else {"doors": item.start - before, "called": None, "swept": None}

    return _one("press_positions", cells)


AIMED: tuple[tuple[str, Kind], ...] = (
    ("a right beyond the category, in order", _beyond()),
    ("a right beyond the category without reason", _beyond(reason=" ")),
    ("a right beyond the category without sponsor", _beyond(sponsor_unit_id=None)),
    ("a right beyond the category without end", _beyond(end=None)),
    ("a second kind of badge", _second_badge),
    ("nobody issued, all approved", _counted("issued", 0.0)),
    ("half are issued", _counted("issued", 0.5)),
    ("a twentieth undecided", _counted("registered", 1 / 0.95)),
    ("a tenth undecided", _counted("registered", 1 / 0.9)),
    ("vetting due a week before", _limit("vetting_hours_min", 168.0)),
    ("no application may be undecided", _limit("vetting_pending_share_max", 0.0)),
    ("records of an hour at most", _limit("list_records_hours_max", 1.0)),
    ("counts of an hour at most", _limit("count_age_hours_max", 1.0)),
    ("a breach told within an hour", _limit("breach_notify_hours_max", 1.0)),
    ("a list overtaken", _due("revocations", "decided", HOUR)),
    ("a review due now", _due("revocations", "review", timedelta())),
    ("a review due in a second", _due("revocations", "review", -SECOND)),
    ("a revocation over now", _due("revocations", "expires", timedelta())),
    ("an answer due now", _due("information_requests", "due", timedelta())),
    ("an answer due in a second", _due("information_requests", "due", -SECOND)),
    ("a return due now", _due("information_requests", "return_by", timedelta())),
    ("a return due in a second", _due("information_requests", "return_by", -SECOND)),
    ("a breach to be told now", _due("breaches", "notify_by", timedelta())),
    ("a breach to be told in a second", _due("breaches", "notify_by", -SECOND)),
    ("a record to be deleted now", _due("records", "keep_until", timedelta())),
    ("a record to be deleted in a second", _due("records", "keep_until", -SECOND)),
    ("a pool drawn now", _due("pools", "drawn", timedelta())),
    ("a pool drawn in a second", _due("pools", "drawn", -SECOND)),
    ("two pools in one moment", _in_one_moment),
    ("doors a minute before the item", _doors(timedelta(minutes=1))),
    ("doors when the item starts", _doors(timedelta())),
    ("doors two hours before the item", _doors(2 * HOUR)),
)
