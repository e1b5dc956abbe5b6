"""Mutants aimed at the demands of safety: the last exit, the last hospital, a minute too few.

Beside each that spoils something stands one that stays just within the limit.
"""

from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.change import Edit
from summitry.plan.tables import TABLES

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def _rows(plan: Plan, table: str) -> list[Any]:
    return list(plan.rows[table])


def _changed(table: str, row: Any, **cells: Any) -> Mutant | None:
    other = remade(row, **cells)
    return None if other is None or other == row else Mutant(edits=_put(table, other, row))


def _put(table: str, row: Any, old: Any) -> tuple[Edit, ...]:
    return put(TABLES[table], row, old=old)


def _exits(keep: int) -> Kind:
    """Leave a zone so many exits."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        zone = pick(stream, _rows(plan, "zones"))
        exits = [row for row in _rows(plan, "exits") if row.zone_id == getattr(zone, "zone_id", "")]
        gone = [edit for row in exits[keep:] for edit in _put("exits", None, row)]
        return Mutant(edits=tuple(gone)) if gone else None

    return kind


def _one_hospital(plan: Plan, stream: Stream) -> Mutant | None:
    """Let every arrangement name the same hospital."""
    rows = _rows(plan, "medical_arrangements")
    hospital = pick(stream, _rows(plan, "hospitals"))
    if not rows or hospital is NOTHING:
        return None
    edits: list[Edit] = []
    seen: set[str] = set()
    for row in rows:
        edits += _put("medical_arrangements", None, row)
    for row in rows:
        other = remade(row, hospital_id=hospital.hospital_id)
        if other.principal_id not in seen:
            seen.add(other.principal_id)
            edits += _put("medical_arrangements", other, None)
    last = {edit.key: edit for edit in edits}
    return Mutant(edits=tuple(last.values()))


def _seal(moved: timedelta) -> Kind:
    """Begin a seal so much later than its sweep ends."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        seal = pick(stream, _rows(plan, "seals"))
        return None if seal is NOTHING else _changed("seals", seal, start=seal.start + moved)

    return kind


def _use(moved: timedelta) -> Kind:
    """Let an opening be used for so much longer than its post lasts."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        opening = pick(stream, [row for row in _rows(plan, "openings") if row.end is not None])
        post = plan.snapshot.get("posts", getattr(opening, "post_id", None) or "")
        if post is None:
            return None
        return _changed("openings", opening, end=getattr(post, "end", opening.end) + moved)

    return kind


def _people(more: int) -> Kind:
    """Let an evacuation be planned for as many as its zone holds, and so many more or less."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, _rows(plan, "evacuations"))
        zone: Any = plan.snapshot.get("zones", getattr(row, "zone_id", ""))
        if zone is None or zone.capacity_max is None:
            return None
        return _changed("evacuations", row, persons=max(0, zone.capacity_max + more))

    return kind


def _sooner(lead: timedelta) -> Kind:
    """Let the first people come to a gate so long after the first post there begins."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        flow = pick(stream, _rows(plan, "arrivals"))
        if flow is NOTHING:
            return None
        starts = [p.start for p in _rows(plan, "posts") if p.gate_id == flow.gate_id]
        if not starts or min(starts) + lead >= flow.end:
            return None
        other = remade(flow, start=min(starts) + lead)
        taken = other is None or plan.snapshot.get("arrivals", TABLES["arrivals"].key_of(other))
        return None if taken else Mutant(edits=_put("arrivals", other, flow))

    return kind


def _headcount(persons: int) -> Kind:
    """Expect so many people at an item."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        item = pick(stream, _rows(plan, "programme"))
        return None if item is NOTHING else _changed("programme", item, headcount=persons)

    return kind


def _no_help(plan: Plan, stream: Stream) -> Mutant | None:
    """Take every ambulance away, and let medical posts of a site be of another field."""
    site = pick(stream, _rows(plan, "sites"))
    edits: list[Edit] = []
    for row in _rows(plan, "ambulances"):
        edits += _put("ambulances", None, row)
    for post in _rows(plan, "posts"):
        if post.field == "medical" and post.site_id == getattr(site, "site_id", ""):
            edits += _put("posts", remade(post, field="press"), post)
    return Mutant(edits=tuple(edits)) if edits else None


def _no_ambulance(plan: Plan, stream: Stream) -> Mutant | None:
    """Take the ambulances out of a motorcade, and leave or put in a car."""
    movement = pick(stream, _rows(plan, "movements"))
    vehicle = pick(stream, [row for row in _rows(plan, "vehicles") if row.kind != "ambulance"])
    own = [
        row
        for row in _rows(plan, "motorcade_vehicles")
        if row.movement_id == getattr(movement, "movement_id", "")
    ]
    if not own or vehicle is NOTHING:
        return None
    edits: list[Edit] = []
    for row in own:
        other = remade(row, role="lead", vehicle_id=vehicle.vehicle_id)
        edits += _put("motorcade_vehicles", other, row)
    return Mutant(edits=tuple(edits))


def _unsaid(table: str, kind_of_word: AttestationKind, due: timedelta) -> Kind:
    """Take back what was said of a row that was due so long ago."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, _rows(plan, table))
        if row is NOTHING:
            return None
        now = plan.snapshot.event.now or plan.snapshot.event.opens
        key = TABLES[table].key_of(row)
        words = tuple(
            word
            for word in plan.words
            if (word.subject_table, word.subject_key, word.kind) != (table, key, kind_of_word)
        )
        other = remade(row, due=now - due)
        return None if other is None else Mutant(edits=_put(table, other, row), words=words)

    return kind


def _off_outline(metres: float) -> Kind:
    """Let an exit stand so far north of its zone's northernmost corner."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, _rows(plan, "exits"))
        zone: Any = plan.snapshot.get("zones", getattr(row, "zone_id", ""))
        if zone is None or not zone.outline:
            return None
        east, north = max(zone.outline, key=lambda corner: (corner[1], corner[0]))
        return _changed("exits", row, x_m=east, y_m=north + metres)

    return kind


def _off_gate(metres: float) -> Kind:
    """Let a gate and a post that holds it stand so far apart."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        post = pick(stream, [row for row in _rows(plan, "posts") if row.gate_id is not None])
        gate: Any = plan.snapshot.get("gates", getattr(post, "gate_id", None) or "")
        if gate is None:
            return None
        placed = remade(gate, x_m=0.0, y_m=0.0)
        moved = remade(post, x_m=0.0, y_m=metres)
        return Mutant(edits=(*_put("gates", placed, gate), *_put("posts", moved, post)))

    return kind


def _one_number(table: str) -> Kind:
    """Let a row lose one of its two metres, or have no more than one."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, _rows(plan, table))
        return None if row is NOTHING else _changed(table, row, x_m=5.0, y_m=None)

    return kind


AIMED: tuple[tuple[str, Kind], ...] = (
    ("leave a zone no exit", _exits(0)),
    ("leave a zone one exit", _exits(1)),
    ("one hospital for everybody", _one_hospital),
    ("seal a minute after the sweep", _seal(MINUTE)),
    ("seal a minute before the sweep has ended", _seal(-MINUTE)),
    ("use an opening as long as its post lasts", _use(timedelta())),
    ("use an opening a minute longer than its post lasts", _use(MINUTE)),
    ("evacuate as many as the zone holds", _people(0)),
    ("evacuate one fewer than the zone holds", _people(-1)),
    ("evacuate far more than the zone holds", _people(5_000)),
    ("come half an hour after the post begins", _sooner(30 * MINUTE)),
    ("come a minute too soon after the post begins", _sooner(29 * MINUTE)),
    ("expect a crowd just too small to count", _headcount(499)),
    ("expect a crowd that counts", _headcount(500)),
    ("expect twenty thousand", _headcount(20_000)),
    ("take medical help away", _no_help),
    ("let an exit stand just near enough to its zone", _off_outline(10.0)),
    ("let an exit stand just too far from its zone", _off_outline(10.1)),
    ("let a gate's post stand just near enough to it", _off_gate(50.0)),
    ("let a gate's post stand just too far from it", _off_gate(50.1)),
    *(
        (f"leave one number of a place: {table}", _one_number(table))
        for table in ("gates", "exits", "openings", "posts")
    ),
    ("take the ambulance out of a motorcade", _no_ambulance),
    *(
        (f"take back what was due {name}: {table}", _unsaid(table, AttestationKind.VERIFIED, due))
        for table in ("fire_inspections", "food_controls", "surveys")
        for name, due in (("an hour ago", HOUR), ("in an hour", -HOUR))
    ),
)
