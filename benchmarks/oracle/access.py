"""Gates, zones, lists, exports and duplicates: people counted one second and one row at a time."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from anyascii import anyascii

from benchmarks.oracle.world import MAYBE, Judgement, World, interval, levels
from summitry.kit.time import seconds_of
from summitry.plan.tables import SIDE_TABLES, TABLES

PEOPLE = 1e-3
NAMES_ALIKE = 0.7


def queues(world: World, keys: frozenset[str] | None) -> Judgement:
    """C-05: nobody waits too long, stays outside or finds the gate shut."""
    found: Judgement = {}
    for gate in world.rows("gates"):
        if keys is not None and gate.gate_id not in keys:
            continue
        flows = [
            (*interval(row), row.persons) for row in world.of("arrivals", "gate_id", gate.gate_id)
        ]
        atoms = _queue_atoms(world, gate, flows) if flows else {("no-curve",)}
        found["gates", gate.gate_id] = frozenset(atoms)
    return found


def _queue_atoms(
    world: World, gate: Any, flows: list[tuple[int, int, int]]
) -> set[tuple[Any, ...]]:
    opens, closes = seconds_of(gate.opens), seconds_of(gate.closes)
    outside_hours = sum(
        persons
        * (max(0, min(end, opens) - start) + max(0, end - max(start, closes)))
        / (end - start)
        for start, end, persons in flows
    )
    atoms: set[tuple[Any, ...]] = {("hours", n) for n in levels(outside_hours - PEOPLE)}
    first, last = min(flow[0] for flow in flows), max(flow[1] for flow in flows)
    come = [0.0] * (max(last, closes) - first + 2)
    for start, end, persons in flows:
        come[start - first] += persons / (end - start)
        come[end - first] -= persons / (end - start)
    lane_second = gate.lanes * gate.lane_persons_per_hour / 3600
    item = world.get("programme", gate.item_id)
    starts = None if item is None else seconds_of(item.start)
    came = left = rate = 0.0
    curve, served = [], []
    for second in range(first, max(last, closes) + 1):
        curve.append(came)
        served.append(left)
        if second == starts:
            atoms |= {("outside", n) for n in levels(came - left - PEOPLE)}
        rate += come[second - first]
        came += max(0.0, rate)
        if opens <= second < closes:
            left = min(came, left + lane_second)
    if starts is not None and starts > max(last, closes):
        atoms |= {("outside", n) for n in levels(came - left - PEOPLE)}
    atoms |= {("stranded", n) for n in levels(came - left - PEOPLE)}
    waits = _longest_wait(curve, served, left)
    limit = world.limit("queue_minutes_max") * 60
    # Whole seconds cannot tell a wait that is at the limit from one just above it.
    return atoms | {("wait", n) for n in levels((waits - limit - 2) / 60)}


def _longest_wait(curve: list[float], served: list[float], total: float) -> int:
    longest = out = 0
    for second, came in enumerate(curve):
        if came > total - PEOPLE or (second and came - curve[second - 1] < PEOPLE / 3600):
            continue
        while out < len(served) - 1 and served[out] < came - PEOPLE:
            out += 1
        longest = max(longest, out - second)
    return longest


def loads(world: World, _: Any) -> Judgement:
    """C-35: no zone is given more people, or quotas, than it may hold."""
    found: Judgement = {}
    for zone in world.rows("zones"):
        people, unknown = _people(world, zone), False
        quotas = sum(row.persons_max for row in world.rows("quotas") if row.zone_id == zone.zone_id)
        atoms: set[tuple[Any, ...]] = set()
        if zone.capacity_max is None:
            unknown = max(people, quotas) > 0
        else:
            room = zone.capacity_max * world.limit("zone_load_factor_max")
            atoms |= {("people", n) for n in levels(people - room)}
            atoms |= {("quotas", n) for n in levels(quotas - room)}
        found["zones", zone.zone_id] = frozenset(atoms | ({("unknown",)} if unknown else set()))
    return found


def _people(world: World, zone: Any) -> int:
    """Return the newest count of badges for the zone over all categories.

    A badge approved is out soon and a badge issued is out: the larger number stands.
    """
    counts = [row for row in world.rows("counts") if row.zone_id == zone.zone_id]
    total = 0
    for category in {row.category for row in counts}:
        most = 0
        for stage in ("issued", "approved"):
            there = [row for row in counts if row.category == category and row.stage == stage]
            newest = max((row.as_of for row in there), default=None)
            most = max([most, *(row.persons for row in there if row.as_of == newest)])
        total += most
    return total


def lists(world: World, _: Any) -> Judgement:
    """C-31: one signed version of each list in force, at every gate, acknowledged."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    recalled = {key: _recalled(world, row) for key, row in world.tables["list_versions"].items()}
    for key, row in world.tables["list_versions"].items():
        if recalled[key] is None and not row.signature.strip() and row.list_id in _ids(world):
            found["list_versions", key] = {("unsigned",)}
    for listed in world.rows("lists"):
        valid = [
            row
            for key, row in world.tables["list_versions"].items()
            if row.list_id == listed.list_id and recalled[key] is None
        ]
        valid.sort(key=lambda row: row.version)
        active = [row for row in valid if row.issued <= world.at]
        doubt = {("two", row.version) for row in active} if len(active) > 1 else set()
        found["lists", listed.list_id] = doubt if valid else {("none",)}
        newest = active[-1:] or valid[:1]
        if newest and listed.kind in {"access", "revocation"}:
            for gate in _without_copy(world, newest[0]):
                atom = ("copy", newest[0].list_id, newest[0].version)
                found.setdefault(("gates", gate), set()).add(atom)
    for key, copy in world.tables["list_copies"].items():
        found["list_copies", key] = _copy_atoms(world, copy, recalled)
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def _ids(world: World) -> Iterable[str]:
    return world.tables["lists"].keys()


def _without_copy(world: World, version: Any) -> list[str]:
    return [
        gate
        for gate in world.tables["gates"]
        if f"{version.list_id}|{version.version}|{gate}" not in world.tables["list_copies"]
    ]


def _recalled(world: World, version: Any) -> int | None:
    moments = [
        seconds_of(word.at)
        for word in world.said(version, "recalled")
        if word.by in world.tables["persons"]
        and "recall-list" in world.get("persons", word.by).powers
    ]
    return min(moments, default=None)


def _copy_atoms(world: World, copy: Any, recalled: dict[str, int | None]) -> set[tuple[Any, ...]]:
    version = f"{copy.list_id}|{copy.version}"
    if version not in recalled:
        return {("unknown-version",)} if copy.list_id in _ids(world) else set()
    since, kind = seconds_of(world.get("list_versions", version).issued), "acknowledged"
    at = recalled[version]
    if at is not None:
        since, kind = at, "recalled"
    late = seconds_of(world.at) > since + world.limit("recall_minutes_max") * 60
    return {(kind,)} if late and not world.said_by(copy, kind, lambda _: True) else set()


HEIGHTS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


def exports(world: World, tables: frozenset[str] | None) -> Judgement:
    """C-84: nothing is handed to an audience below its marking."""
    found: Judgement = {}
    for export in world.rows("exports"):
        named = {entry.partition(".")[0] for entry in export.contents}
        if tables is None or tables & {"exports", *named}:
            atoms = [_export_atoms(world, entry, export.audience) for entry in export.contents]
            found["exports", export.export_id] = frozenset().union(*atoms)
    return found


def _export_atoms(world: World, entry: str, audience: str) -> set[tuple[Any, ...]]:
    table, dot, column = entry.partition(".")
    declared = TABLES.get(table) or SIDE_TABLES.get(table)
    if declared is None or (dot and column not in {each.name for each in declared.columns}):
        return {(entry, "unknown")}
    rows = {} if declared.bulk or table in SIDE_TABLES else world.tables[table]
    marks = {key: row.marking or declared.marking for key, row in rows.items()}
    cleared = HEIGHTS.index(audience)
    return {
        (entry, key, mark)
        for key, mark in (marks or {"": declared.marking}).items()
        if HEIGHTS.index(mark) > cleared
    }


def twins(world: World, _: Any) -> Judgement:
    """C-61: nobody holds two badges under two spellings of one name.

    Beyond doubt: one participant, or one birth date or document and names that are the same once
    their letters are written in Latin script, in any order. Maybe: names that are only alike, or
    day and month changed about.
    """
    alike: dict[tuple[Any, ...], list[Any]] = {}
    for row in world.people:
        for mark in _marks(row) if row.badge else ():
            alike.setdefault(mark, []).append(row)
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    likeness_min = world.limit("identity_similarity_min")
    for mark, rows in alike.items():
        # Where no likeness is enough, names tell nothing.
        doubtful = mark[0] != "subject" and (mark[0] == MAYBE or likeness_min > 1)
        for one, other in combinations(rows, 2):
            first, second = sorted((one.record_id, other.record_id))
            likeness = _likeness(one, other) if doubtful else 1.0
            if one.badge == other.badge or likeness < min(NAMES_ALIKE, likeness_min - 0.2):
                continue
            atom = (MAYBE, second) if doubtful else (second,)
            found.setdefault(("people", first), set()).add(atom)
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def _marks(row: Any) -> list[tuple[Any, ...]]:
    """Return what another record of the same person would share with this one."""
    name, born = _folded(row.name), row.birth_date
    marks: list[tuple[Any, ...]] = []
    if row.subject_id:
        marks.append(("subject", row.subject_id))
    if row.document:
        marks += [(name, row.document), (MAYBE, row.document)]
    if born is not None:
        marks += [(name, born), (MAYBE, born.year, *sorted((born.month, born.day)))]
    return marks


def _likeness(one: Any, other: Any) -> float:
    names = [" ".join(_folded(row.name)) for row in (one, other)]
    return SequenceMatcher(None, *names).ratio()


def _folded(name: str) -> tuple[str, ...]:
    letters = "".join(c if c.isalnum() else " " for c in anyascii(name).lower())
    return tuple(sorted(letters.split()))
