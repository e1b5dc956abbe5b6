"""Press positions and pools, with the queue at the gate counted second by second."""

from itertools import combinations
from typing import Any

from benchmarks.oracle.entry_access import Found, settled
from benchmarks.oracle.world import MAYBE, Judgement, World, interval, levels
from summitry.kit.time import seconds_of


def places(world: World, _: Any) -> Judgement:
    """C-180: no position is given more often than it has places."""
    found: Found = {}
    for position in world.rows("press_positions"):
        given = sum(
            row.places
            for row in world.rows("press_places")
            if row.press_position_id == position.press_position_id and not row.withdrawn
        )
        atoms = {("over", n) for n in levels(given - position.places)}
        found["press_positions", position.press_position_id] = atoms
    return settled(found)


def withdrawn(world: World, _: Any) -> Judgement:
    """C-182: a place is taken back for a reason."""
    return {
        ("press_places", key): frozenset({("reason",)} if _unexplained(row) else set())
        for key, row in world.tables["press_places"].items()
    }


def _unexplained(row: Any) -> bool:
    return bool(row.withdrawn and not row.reason.strip())


def times(world: World, _: Any) -> Judgement:
    """C-181: called, swept, let in, and inside before the item begins."""
    found: Found = {}
    for row in world.rows("press_positions"):
        atoms: set[tuple[Any, ...]] = set()
        given = [each for each in (row.called, row.swept, row.doors) if each is not None]
        if given != sorted(given):
            atoms.add(("order",))
        item = world.get("programme", row.item_id)
        if item is not None and row.doors is None:
            atoms.add(("unsaid",))
        elif item is not None and row.doors >= item.start:
            atoms.add(("start",))
        elif item is not None:
            atoms |= _at_gate(world, row, item)
        found["press_positions", row.press_position_id] = atoms
    return settled(found)


def _at_gate(world: World, row: Any, item: Any) -> set[tuple[Any, ...]]:
    gate = world.get("gates", row.gate_id)
    if gate is None:
        return set()
    comes, until = seconds_of(row.doors), seconds_of(item.start)
    if row.called is not None and row.called < row.doors:
        comes, until = seconds_of(row.called), comes
    ahead = _waiting(world, gate, comes)
    opens, closes = seconds_of(gate.opens), seconds_of(gate.closes)
    each_second = gate.lanes * gate.lane_persons_per_hour / 3600
    over = ahead + row.places - each_second * max(0, min(closes, until) - max(opens, comes))
    # Whole seconds cannot tell a gate that is just done from one that just is not.
    if abs(over) <= each_second + 1e-3:
        return {(MAYBE, "queue")}
    return {("queue",)} if over > 0 else set()


def _waiting(world: World, gate: Any, second: int) -> float:
    """Return how many stand before the gate, counted one second after the other."""
    flows = [(*interval(row), row.persons) for row in world.of("arrivals", "gate_id", gate.gate_id)]
    waiting = 0.0
    opens, closes = seconds_of(gate.opens), seconds_of(gate.closes)
    each_second = gate.lanes * gate.lane_persons_per_hour / 3600
    for now in range(min((flow[0] for flow in flows), default=second), second):
        waiting += sum(p / (end - start) for start, end, p in flows if start <= now < end)
        if opens <= now < closes:
            waiting = max(0.0, waiting - each_second)
    return waiting


def pools(world: World, _: Any) -> Judgement:
    """C-183: a pool is drawn from a published seed, not too large, and no outlet is twice in it."""
    found: Found = {}
    for pool in world.rows("pools"):
        members = [row for row in world.rows("pool_members") if row.pool_id == pool.pool_id]
        atoms = {("over", n) for n in levels(len(members) - pool.places)}
        flaw = _flaw(world, pool, len(members))
        found["pools", pool.pool_id] = atoms | ({(flaw,)} if flaw else set())
    for one, other in combinations(world.rows("pool_members"), 2):
        spans = [_span(world, row) for row in (one, other)]
        if one.outlet_id != other.outlet_id or None in spans:
            continue
        (first, a), (second, b) = sorted(
            zip(spans, (one, other), strict=True), key=lambda pair: (pair[0][0], pair[1].pool_id)
        )
        if max(first[0], second[0]) < min(first[1], second[1]):
            key = f"{b.pool_id}|{b.outlet_id}"
            found.setdefault(("pool_members", key), set()).add((a.pool_id,))
    return settled(found)


def _span(world: World, member: Any) -> Any:
    pool = world.get("pools", member.pool_id)
    item = None if pool is None else world.get("programme", pool.item_id)
    return None if item is None else interval(item)


def _flaw(world: World, pool: Any, members: int) -> str:
    if pool.drawn is None:
        return "not drawn"
    if pool.drawn > world.at:
        return "too early" if members else ""
    if not pool.seed.strip():
        return "no seed"
    words = world.words.get(("pools", pool.pool_id), [])
    published = [
        word.at for word in words if word.kind == "issued" and world.get("persons", word.by)
    ]
    if any(moment <= pool.drawn for moment in published):
        return ""
    return "seed late" if published else "unpublished"
