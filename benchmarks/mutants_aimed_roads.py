"""Mutants aimed at roads and air: just enough, and just not, where chance seldom comes near."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.tables import TABLES

MINUTE = timedelta(minutes=1)
Cells = Callable[[Plan, Stream, Any], dict[str, Any] | None]


def _edited(table: str, cells: Cells) -> Kind:
    """Change a row of the table by chance to the cells, where there are any."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        if not plan.rows[table]:
            return None
        row = pick(stream, plan.rows[table])
        changed = cells(plan, stream, row)
        other = None if changed is None else remade(row, **changed)
        if other is None or other == row:
            return None
        return Mutant(edits=put(TABLES[table], other, old=row))

    return kind


def _channel(khz: float) -> Cells:
    """Put a frequency so far above another delegation's that they are so many kHz apart."""

    def cells(plan: Plan, stream: Stream, row: Any) -> dict[str, Any] | None:
        others = [r for r in plan.rows["frequencies"] if r.delegation_id != row.delegation_id]
        if not others:
            return None
        other = pick(stream, others)
        return {"mhz": other.mhz + (other.width_khz / 2 + row.width_khz / 2 + khz) / 1_000}

    return cells


def _on_stand(minutes: float) -> Cells:
    """Let a flight come to another's stand so many minutes after that one has left it."""

    def cells(plan: Plan, stream: Stream, row: Any) -> dict[str, Any] | None:
        others = [r for r in plan.rows["flights"] if r.stand_to and r.flight_id != row.flight_id]
        if not others:
            return None
        other = pick(stream, others)
        start = other.stand_to + minutes * MINUTE
        return {
            "stand_id": other.stand_id,
            "site_id": other.site_id,
            "stand_from": start,
            "stand_to": start + 30 * MINUTE,
        }

    return cells


def _scheduled(minutes: float) -> Cells:
    """Let a flight land so many minutes before its movement leaves."""

    def cells(plan: Plan, _: Stream, row: Any) -> dict[str, Any] | None:
        legs = [leg for leg in plan.rows["legs"] if leg.movement_id == row.movement_id]
        if not legs or row.kind != "arrival":
            return None
        return {"scheduled": min(leg.depart for leg in legs) - minutes * MINUTE}

    return cells


def _flow(share: float) -> Cells:
    """Let a flow of an hour bring so much of what the narrowest way of its path passes."""

    def cells(plan: Plan, _: Stream, row: Any) -> dict[str, Any] | None:
        steps = [s for s in plan.rows["flow_paths"] if s.flow_path_id == row.flow_path_id]
        links = [plan.snapshot.get("flow_links", step.flow_link_id) for step in steps]
        rates = [link.persons_per_hour_max for link in links if link is not None]  # type: ignore[attr-defined]  # a row of any table
        if not rates:
            return None
        return {"persons": int(min(rates) * share), "end": row.start + 60 * MINUTE}

    return cells


def _window(minutes: float, *, at: str) -> Cells:
    """Let a published closure begin or end so many minutes after the closures in it do."""

    def cells(plan: Plan, _: Stream, row: Any) -> dict[str, Any] | None:
        inside = [
            each
            for each in plan.rows["closures"]
            if each.segment_id == row.segment_id and each.start < row.end and row.start < each.end
        ]
        if not inside:
            return None
        if at == "start":
            return {"start": min(each.start for each in inside) + minutes * MINUTE}
        return {"end": max(each.end for each in inside) + minutes * MINUTE}

    return cells


def _lent(column: str) -> Cells:
    """Let a motorcade take a vehicle or driver of another one."""

    def cells(plan: Plan, stream: Stream, row: Any) -> dict[str, Any] | None:
        others = [
            each for each in plan.rows["motorcade_vehicles"] if each.movement_id != row.movement_id
        ]
        return {column: getattr(pick(stream, others), column)} if others else None

    return cells


AIMED: tuple[tuple[str, Kind], ...] = (
    ("channels that touch", _edited("frequencies", _channel(0))),
    ("channels a hertz too close", _edited("frequencies", _channel(-0.001))),
    ("channels on each other", _edited("frequencies", _channel(-6))),
    ("a stand taken over at once", _edited("flights", _on_stand(0))),
    ("a stand taken over too early", _edited("flights", _on_stand(-1))),
    ("met just in time", _edited("flights", _scheduled(15))),
    ("met a minute too early", _edited("flights", _scheduled(14))),
    ("met after an hour", _edited("flights", _scheduled(60))),
    ("met a minute too late", _edited("flights", _scheduled(61))),
    ("a flow that just passes", _edited("flows", _flow(1))),
    ("a flow that does not pass", _edited("flows", _flow(1.01))),
    ("published from the first minute", _edited("published_windows", _window(0, at="start"))),
    ("published a minute late", _edited("published_windows", _window(1, at="start"))),
    ("published to the last minute", _edited("published_windows", _window(0, at="end"))),
    ("published a minute short", _edited("published_windows", _window(-1, at="end"))),
    ("published an hour longer", _edited("published_windows", _window(60, at="end"))),
    ("published over an hour longer", _edited("published_windows", _window(61, at="end"))),
    ("a car lent to another motorcade", _edited("motorcade_vehicles", _lent("vehicle_id"))),
    ("a driver lent to another motorcade", _edited("motorcade_vehicles", _lent("driver_id"))),
)
