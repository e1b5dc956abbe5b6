"""Mutants aimed at the demands of command: labels, frequencies, nets and hours just at odds."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.aviation import Drone, Frequency
from summitry.plan.mandate import EventLimit
from summitry.plan.tables import TABLES

MINUTE = timedelta(minutes=1)
KHZ = 0.001


def _label(cells: Mapping[str, Any]) -> Kind:
    """Put the line of one plan into another plan's, with other cells."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        line: Any = pick(stream, plan.rows["channels"])
        if line is NOTHING:
            return None
        twin = remade(line, plan_id="PL-aimed", **cells)
        return None if twin is None else Mutant(edits=put(TABLES["channels"], twin))

    return kind


def _foreign(apart_khz: float) -> Kind:
    """Put a delegation's frequency so far from the middle of a channel of the host."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        lines = [row for row in plan.rows["channels"] if getattr(row, "receive_mhz", None)]
        line: Any = pick(stream, lines)
        delegation: Any = pick(stream, plan.keys("delegations"))
        if NOTHING in (line, delegation):
            return None
        mhz = round(line.receive_mhz + apart_khz * KHZ, 6)
        row = Frequency(frequency_id="FQ-aimed", delegation_id=delegation, mhz=mhz)
        return Mutant(edits=put(TABLES["frequencies"], row))

    return kind


def _drone(after: timedelta, unit: str | None) -> Kind:
    """Fly a drone of the host over a site where the air is watched, from so long after its end."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        watching = [row for row in plan.rows["capabilities"] if getattr(row, "watches_air", False)]
        watch: Any = pick(stream, watching)
        if watch is NOTHING:
            return None
        flight = Drone(
            drone_id="DR-aimed",
            site_id=watch.site_id,
            start=watch.end + after,
            end=watch.end + after + 10 * MINUTE,
            unit_id=unit if unit is None else watch.owner_unit_id,
        )
        return Mutant(edits=put(TABLES["drones"], flight))

    return kind


def _limit(name: str, value: float) -> Kind:
    def kind(plan: Plan, _: Stream) -> Mutant | None:
        old = plan.snapshot.get("limits", name)
        row = EventLimit(limit_id=name, value=value, source="aimed")
        return Mutant(edits=put(TABLES["limits"], row, old=old))

    return kind


def _late_shift(plan: Plan, stream: Stream) -> Mutant | None:
    """Let the operators of a capability come a minute late."""
    posts = {getattr(row, "post_id", None) for row in plan.rows["capabilities"]}
    shifts: list[Any] = [s for s in plan.rows["shifts"] if getattr(s, "post_id", "") in posts]
    chosen: Any = pick(stream, shifts)
    if chosen is NOTHING:
        return None
    edits = ()
    for shift in shifts:
        if (shift.post_id, shift.start) == (chosen.post_id, chosen.start):
            edits += put(TABLES["shifts"], remade(shift, start=shift.start + MINUTE), old=shift)
    return Mutant(edits=edits)


AIMED: tuple[tuple[str, Kind], ...] = (
    ("a label in another plan, the same", _label({})),
    ("a label in another plan, a spare frequency", _label({"receive_mhz": 999.0})),
    ("a label in another plan, no frequency", _label({"receive_mhz": None, "transmit_mhz": None})),
    ("a label in another plan, analogue", _label({"mode": "analogue"})),
    ("a foreign frequency on a channel", _foreign(0)),
    ("a foreign frequency at the edge of a channel", _foreign(12.499)),
    ("a foreign frequency just beside a channel", _foreign(12.501)),
    ("a drone that the watch was not told of", _drone(-5 * MINUTE, None)),
    ("a drone of the watch itself", _drone(-5 * MINUTE, "own")),
    ("a drone when the watch is over", _drone(timedelta(), None)),
    ("two stations to a net", _limit("net_stations_max", 2)),
    ("one field to a net", _limit("net_functions_max", 1)),
    ("operators a minute late", _late_shift),
)
