"""Badges, rights, desks, revocations, lists and gates, looked at one row at a time."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from benchmarks.oracle.spells import kin
from benchmarks.oracle.world import Judgement, Subject, World, interval, levels, minutes
from summitry.kit.time import seconds_of

HOUR = 3600
PEOPLE = 1e-9
LEAST = ("badge", "category", "photo", "yes/no", "zone")
Found = dict[Subject, set[tuple[Any, ...]]]


def settled(found: Found) -> Judgement:
    """Return what was found with its atoms frozen."""
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def _add(found: Found, table: str, key: str, *atom: Any) -> None:
    found.setdefault((table, key), set()).add(atom)


def _right(category: str, zone: str | None) -> str:
    return f"{category}|{zone}"


def readers(world: World, _: Any) -> Judgement:
    """C-06: each badge of a category is read on the way into the zones open to it."""
    found: Found = {}
    reads = {(row.gate_id, row.badge_type_id) for row in world.rows("gate_readers")}
    said = {gate for gate, _ in reads}
    for right in world.rows("zone_rights"):
        badges = [
            b.badge_type_id for b in world.rows("badge_types") if right.category in b.categories
        ]
        gates = [g.gate_id for g in world.rows("gates") if g.zone_id == right.zone_id]
        known = all(gate in said for gate in gates)
        for badge in badges if gates and known else ():
            if not any((gate, badge) in reads for gate in gates):
                _add(found, "zone_rights", _right(right.category, right.zone_id), badge)
        for gate in gates:
            if badges and gate not in said:
                _add(found, "gates", gate, "unsaid")
            for badge in badges:
                others = any((gate, other) in reads for other in badges)
                if others and (gate, badge) not in reads:
                    _add(found, "gates", gate, right.category, badge)
    return settled(found)


def ways(world: World, _: Any) -> Judgement:
    """C-184: each right leads somewhere, and each category has one."""
    found: Found = {}
    rights = world.tables["zone_rights"]
    gates = list(world.rows("gates"))
    wanted = [row.zone_id for row in (*world.rows("zone_rights"), *world.rows("access_rights"))]
    for zone in world.tables["zones"] if gates else ():
        if zone in wanted and all(gate.zone_id != zone for gate in gates):
            _add(found, "zones", zone, "no-gate")
    for right in world.rows("zone_rights"):
        into = [gate for gate in gates if gate.zone_id == right.zone_id]
        shut = [
            gate.from_zone_id is not None
            and any(other.zone_id == gate.from_zone_id for other in gates)
            and _right(right.category, gate.from_zone_id) not in rights
            for gate in into
        ]
        if into and all(shut):
            zones = {gate.from_zone_id for gate in into}
            _add(found, "zone_rights", _right(right.category, right.zone_id), *sorted(zones))
    entitled = {right.category for right in world.rows("zone_rights")}
    for category, key in _first(world).items() if rights else ():
        if category not in entitled:
            _add(found, "participants", key, category)
    return settled(found)


def _first(world: World) -> dict[str, str]:
    first: dict[str, str] = {}
    for key, row in world.tables["participants"].items():
        first[row.category] = min(key, first.get(row.category, key))
    return first


def badges(world: World, _: Any) -> Judgement:
    """C-185: each category of participants carries a kind of badge."""
    found: Found = {}
    kinds = list(world.rows("badge_types"))
    for category, key in _first(world).items() if kinds else ():
        if all(category not in kind.categories for kind in kinds):
            _add(found, "participants", key, category)
    return settled(found)


def _standing(world: World, category: str, stage: str) -> Any:
    """Return the count that stands for a category at a stage, or None."""
    counts = [r for r in world.rows("counts") if (r.category, r.stage) == (category, stage)]
    newest = []
    for zone in sorted({row.zone_id for row in counts}):
        there = [row for row in counts if row.zone_id == zone]
        newest.append(max(there, key=lambda row: (row.as_of, row.persons, row.count_id)))
    most = max((row.persons for row in newest), default=0)
    return next((row for row in newest if row.persons == most), None)


def _categories(world: World) -> list[str]:
    return sorted({row.category for row in world.rows("counts")})


def vetting(world: World, _: Any) -> Judgement:
    """C-63: few applications are undecided so many hours before the opening."""
    found: Found = {}
    hours = (seconds_of(world.event.opens) - seconds_of(world.at)) / HOUR
    for category in _categories(world) if hours <= world.limit("vetting_hours_min") else ():
        registered = _standing(world, category, "registered")
        approved = _standing(world, category, "approved")
        if registered is None:
            continue
        pending = registered.persons - (0 if approved is None else approved.persons)
        over = pending - registered.persons * world.limit("vetting_pending_share_max")
        for n in levels(over - PEOPLE):
            _add(found, "counts", registered.count_id, category, n)
    return settled(found)


def desks(world: World, _: Any) -> Judgement:
    """C-36: desks hand out in time what is approved and not issued, group by group."""
    found: Found = {}
    waiting = _waiting(world)
    groups = [set(group) for size in range(1, 7) for group in combinations(sorted(waiting), size)]
    if not list(world.rows("desks")) or world.at >= world.event.opens:
        groups = []
    short = [
        (group, over)
        for group in groups
        if levels(over := sum(waiting[c] for c in group) - _handed(world, group) - PEOPLE)
    ]
    for group, over in short:
        if not any(other < group for other, _ in short):
            key = _standing(world, min(group), "approved").count_id
            for n in levels(over):
                _add(found, "counts", key, *sorted(group), n)
    return settled(found)


def _waiting(world: World) -> dict[str, int]:
    """Return how many of each category have been promised a badge and do not hold it."""
    waiting: dict[str, int] = {}
    for category in _categories(world):
        rows = [_standing(world, category, stage) for stage in ("approved", "issued")]
        approved, issued = (0 if row is None else row.persons for row in rows)
        if approved > issued:
            waiting[category] = approved - issued
    return waiting


def _handed(world: World, group: set[str]) -> float:
    total = 0.0
    for desk in world.rows("desks"):
        if desk.categories and not any(name in desk.categories for name in group):
            continue
        start = max(seconds_of(desk.start), seconds_of(world.at))
        end = min(seconds_of(desk.end), seconds_of(world.event.opens))
        total += max(0, end - start) / HOUR * desk.counters * desk.persons_per_hour
    return total


def justified(world: World, _: Any) -> Judgement:
    """C-62: what goes beyond a category has a reason, a sponsor and a period."""
    found: Found = {}
    inner = [zone.zone_id for zone in world.rows("zones") if zone.ring == "inner"]
    for key, right in world.tables["zone_rights"].items():
        if right.zone_id in inner and not right.reason.strip():
            _add(found, "zone_rights", key, "reason")
    for key, right in world.tables["access_rights"].items():
        holder = world.get("participants", right.participant_id)
        if holder is None or _right(holder.category, right.zone_id) in world.tables["zone_rights"]:
            continue
        if not right.reason.strip():
            _add(found, "access_rights", key, "reason")
        if right.sponsor_unit_id is None:
            _add(found, "access_rights", key, "sponsor")
        if right.start is None or right.end is None or right.end <= right.start:
            _add(found, "access_rights", key, "period")
    return settled(found)


def _may(world: World, person: str | None, power: str) -> bool:
    row = world.get("persons", person)
    return row is not None and power in row.powers


def revocations(world: World, _: Any) -> Judgement:
    """C-32: each revocation has reason, decider, review and end, and was told."""
    found: Found = {}
    for key, row in world.tables["revocations"].items():
        for column in ("reason", "decider_id", "review", "expires"):
            if getattr(row, column) is None:
                _add(found, "revocations", key, column)
        known = world.get("persons", row.decider_id) is not None
        if known and not _may(world, row.decider_id, "decide-access"):
            _add(found, "revocations", key, "power")
        if row.decided <= world.at and not row.told:
            _add(found, "revocations", key, "told")
        seen = [
            word
            for word in world.said(row, "verified")
            if _may(world, word.by, "decide-access") and word.at > row.decided
        ]
        past = row.review is not None and row.review <= world.at
        if past and _holds(row, world.at) and not seen:
            _add(found, "revocations", key, "overdue")
        if _of_a_state(world, row) and not _seconded(world, row):
            _add(found, "revocations", key, "alone")
    return settled(found)


def _holds(row: Any, at: Any) -> bool:
    return bool(row.decided <= at and (row.expires is None or at < row.expires))


def _of_a_state(world: World, row: Any) -> bool:
    person = world.get("participants", row.participant_id)
    home = None if person is None else world.get("delegations", person.delegation_id)
    return home is not None and home.kind in {"state", "observer-state"}


def _seconded(world: World, row: Any) -> bool:
    return any(
        word.by != row.decider_id and _may(world, word.by, "decide-access")
        for word in world.said(row, "approved")
    )


def _in_use(world: World, version: Any) -> bool:
    """Say whether a version is out and nobody who may has recalled it."""
    recalls = [w for w in world.said(version, "recalled") if _may(world, w.by, "recall-list")]
    return version.issued <= world.at and not recalls


def still_in(world: World, _: Any) -> Judgement:
    """C-64: nothing lets in somebody whose entry is revoked, and the gates know."""
    found: Found = {}
    deciding = [row.list_id for row in world.rows("lists") if row.kind in {"access", "revocation"}]
    issued = [
        seconds_of(row.issued)
        for row in world.rows("list_versions")
        if row.list_id in deciding and _in_use(world, row)
    ]
    minutes_past = world.limit("recall_minutes_max")
    for key, row in world.tables["revocations"].items():
        if not _holds(row, world.at):
            continue
        for extra, right in world.tables["access_rights"].items():
            lasts = right.end is None or right.end > world.at
            if lasts and right.participant_id == row.participant_id:
                _add(found, "access_rights", extra, key)
        decided = seconds_of(row.decided)
        late = seconds_of(world.at) > decided + minutes_past * 60
        if late and list(world.rows("gates")) and all(moment < decided for moment in issued):
            _add(found, "revocations", key, "not-listed")
    return settled(found)


def shown(world: World, _: Any) -> Judgement:
    """C-33: lists show the gate no more than it needs."""
    found: Found = {}
    for listed in world.rows("lists"):
        entries = [entry.strip() for entry in listed.shows if entry.strip()]
        for entry in entries:
            if entry.lower() not in LEAST:
                _add(found, "lists", listed.list_id, entry)
        at_gates = any(copy.list_id == listed.list_id for copy in world.rows("list_copies"))
        if at_gates and not entries:
            _add(found, "lists", listed.list_id, "unsaid")
    return settled(found)


def old(world: World, _: Any) -> Judgement:
    """C-34: lists in force and counts stand on records that are new enough."""
    found: Found = {}
    if world.at >= world.event.closes:
        return {}
    for listed in world.rows("lists"):
        versions = [
            row
            for row in world.rows("list_versions")
            if row.list_id == listed.list_id and _in_use(world, row)
        ]
        for row in sorted(versions, key=lambda each: -each.version)[:1]:
            flaw = _records(world, row)
            if flaw:
                _add(found, "list_versions", f"{row.list_id}|{row.version}", flaw)
    for zone in {row.zone_id for row in world.rows("counts")}:
        there = [row for row in world.rows("counts") if row.zone_id == zone]
        newest = max(row.as_of for row in there)
        key = min(row.count_id for row in there if row.as_of == newest)
        if _hours(world, newest) > world.limit("count_age_hours_max"):
            _add(found, "counts", key, "count")
    return settled(found)


def _records(world: World, row: Any) -> str:
    """Return what is wrong with the records on which a version stands."""
    if row.records_as_of is None:
        return "unsaid"
    if row.records_as_of > row.issued:
        return "ahead"
    old = _hours(world, row.records_as_of) > world.limit("list_records_hours_max")
    return "stale" if old else ""


def _hours(world: World, moment: Any) -> float:
    return (seconds_of(world.at) - seconds_of(moment)) / HOUR


def entry_points(world: World, _: Any) -> Judgement:
    """C-38: each gate can decide, and who keeps its lists stands there."""
    found: Found = {}
    named = any(post.gate_id is not None for post in world.rows("posts"))
    for gate in world.rows("gates"):
        copies = [row for row in world.rows("list_copies") if row.gate_id == gate.gate_id]
        lists = [world.get("lists", row.list_id) for row in copies]
        if not any(lists):
            _add(found, "gates", gate.gate_id, "list")
        for column in ("device", "decision_rule"):
            if not getattr(gate, column).strip():
                _add(found, "gates", gate.gate_id, column)
        if gate.contact_id is None:
            _add(found, "gates", gate.gate_id, "contact")
        for keeper in (
            {
                row.owner_unit_id
                for row in lists
                if row and row.owner_unit_id in world.tables["units"]
            }
            if named
            else ()
        ):
            for minute in _empty(world, gate, keeper):
                _add(found, "gates", gate.gate_id, keeper, minute)
    return settled(found)


def _empty(world: World, gate: Any, keeper: str) -> Iterable[int]:
    """Return the minutes in which the gate is open without a post of the keeper."""
    there: set[int] = set()
    for post in world.rows("posts"):
        holder = post.owner_unit_id if post.holder_unit_id is None else post.holder_unit_id
        if post.gate_id == gate.gate_id and kin(world, holder, keeper):
            there |= set(minutes(*interval(post)))
    return [m for m in minutes(seconds_of(gate.opens), seconds_of(gate.closes)) if m not in there]


def not_listed(world: World, _: Any) -> Judgement:
    """C-39: whoever is not on the list is stopped and written down."""
    found: Found = {}
    for gate in world.rows("gates"):
        if gate.not_on_list != "block-and-log":
            _add(found, "gates", gate.gate_id, str(gate.not_on_list))
    return settled(found)
