"""Owners, acceptances, risks, radio and cards: each row asked by itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.oracle.sights import accepted_by_holder
from benchmarks.oracle.world import Atoms, Judgement, World, levels
from summitry.plan.table import Table, target_of
from summitry.plan.tables import SIDE_TABLES, TABLES

NO: Atoms = frozenset({("no",)})
YES: Atoms = frozenset()
TALK = frozenset({"talks", "both"})
HEAR = frozenset({"listens", "both"})
FURTHEST_TOLD = 100
FAR = 1_000_000


def owners(world: World, tables: frozenset[str] | None) -> Judgement:
    """C-01: exactly one owner."""
    found: Judgement = {}
    for name, declared in TABLES.items():
        if declared.owner is None or (tables is not None and name not in tables):
            continue
        for key, row in world.tables[name].items():
            value = getattr(row, declared.owner)
            units = value if isinstance(value, tuple) else (value,) if value else ()
            found[name, key] = YES if len(units) == 1 else frozenset({("count", *units)})
    return found


def acceptances(world: World, keys: frozenset[str] | None) -> Judgement:
    """C-08: whoever holds a post for another has accepted it as it stands."""
    return {
        ("posts", post.post_id): YES if accepted_by_holder(world, post) else NO
        for post in world.rows("posts")
        if keys is None or post.post_id in keys
    }


def controls(world: World, _: Any) -> Judgement:
    """C-09: a control that is due has been verified by a person."""
    return {
        ("controls", row.control_id): YES
        if world.at < _due(world, row) or world.said_by(row, "verified", lambda _: True)
        else NO
        for row in world.rows("controls")
    }


def _due(world: World, control: Any) -> datetime:
    """Return by when a control must be verified."""
    last = world.event.opens - timedelta(hours=world.limit("control_verified_hours_min"))
    return control.due or last


def risks_accepted(world: World, _: Any) -> Judgement:
    """C-10: an accepted risk is accepted by somebody who may, with reason, expiry and second."""
    found: Judgement = {}
    for risk in world.rows("risks"):
        if risk.treatment != "accept":
            continue
        high = risk.score >= world.limit("high_risk_score_min")
        enough = {"accept-high-risk"} if high else {"accept-risk", "accept-high-risk"}
        fine = False
        for word in world.said(risk, "accepted"):
            person = world.get("persons", word.by)
            may = person is not None and bool(enough & set(person.powers))
            lasts = word.expires is not None and word.expires >= world.event.closes
            second = not high or world.get("persons", word.second_by) is not None
            fine = fine or (may and word.reason.strip() != "" and lasts and second)
        found["risks", risk.risk_id] = YES if fine else NO
    return found


def risks_treated(world: World, _: Any) -> Judgement:
    """C-81: a high risk that is not accepted has a control that is verified."""
    found: Judgement = {}
    for risk in world.rows("risks"):
        high = risk.score >= world.limit("high_risk_score_min")
        if not high or risk.treatment == "accept":
            continue
        mine = [row for row in world.rows("controls") if row.risk_id == risk.risk_id]
        verified = any(world.said_by(row, "verified", lambda _: True) for row in mine)
        due = min([world.event.opens, *(_due(world, row) for row in mine)])
        waits = bool(mine) and world.at < due
        found["risks", risk.risk_id] = YES if verified or waits else NO
    return found


def parts(world: World, _: Any) -> Judgement:
    """C-87: a unit that cooperates has a part of its own."""
    found: Judgement = {}
    for task in world.rows("tasks"):
        missing = set()
        for unit in task.cooperating_unit_ids:
            part = world.get("task_parts", f"{task.task_id}|{unit}")
            if part is None or not part.part.strip():
                missing.add((unit,))
        found["tasks", task.task_id] = frozenset(missing)
    return found


def references(world: World, tables: frozenset[str] | None) -> Judgement:
    """C-86: whatever is named exists."""
    found: Judgement = {}
    for name, declared in TABLES.items():
        targets = {target_of(column) for column in declared.columns} - {None}
        if tables is not None and not tables & {name, *targets}:
            continue
        told = _told_once(world, declared) if declared.bulk else _told_each(world, declared)
        for key, atom in told:
            found[name, key] = found.get((name, key), YES) | {atom}
    return found


def _told_each(world: World, declared: Table) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what each row names in vain."""
    for column in declared.columns:
        target = target_of(column)
        if target is None or (target == declared.name and (column.name,) == declared.key):
            continue
        there = world.tables[target]
        for key, row in world.tables[declared.name].items():
            for each in _named(row, column.name):
                if each not in there:
                    yield key, (column.name, each)


def _told_once(world: World, declared: Table) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what bulk rows name in vain, each told at the first row that names it."""
    first: dict[tuple[str, str], tuple[Any, ...]] = {}
    for key, told in _told_each(world, declared):
        row = world.tables[declared.name][key]
        place = (*(getattr(row, name) for name in declared.key), key)
        first[told] = min(first.get(told, place), place)
    for told, place in first.items():
        yield place[-1], told


def _named(row: Any, column: str) -> tuple[str, ...]:
    value = getattr(row, column)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def words(world: World, _: Any) -> Judgement:
    """C-86: whoever attests exists, and so does what they attest."""
    found: Judgement = {}
    declared = SIDE_TABLES["attestations"]
    for (table, subject), entries in world.words.items():
        there = subject in world.tables.get(table, {})
        for word in entries:
            named = {("by", word.by), ("second_by", word.second_by or word.by)}
            atoms = {told for told in named if told[1] not in world.tables["persons"]}
            if atoms:
                found["attestations", declared.key_of(word)] = frozenset(atoms)
        if not there:
            key = min(declared.key_of(word) for word in entries)
            found["attestations", key] = found.get(("attestations", key), YES) | {("subject",)}
    return found


def reach(world: World, _: Any) -> Judgement:
    """C-12: what a post says reaches every detail over few enough relays."""
    found: Judgement = {
        ("posts", post.post_id): frozenset({("mute",)})
        for post in world.rows("posts")
        if post.net_id is None
    }
    used = {post.net_id for post in world.rows("posts")} & world.tables["nets"].keys()
    for net in used:
        near = _relays_from(world, net)
        atoms: set[tuple[Any, ...]] = set()
        for detail in world.tables["details"]:
            heard = [
                near.get(("net", row.net_id), FAR)
                for row in world.rows("detail_nets")
                if row.detail_id == detail and row.hearing in HEAR
            ]
            relays = min(heard, default=FAR)
            if relays > world.limit("relays_max"):
                atoms |= {(detail, n) for n in levels(relays, most=FURTHEST_TOLD)}
        found["nets", net] = frozenset(atoms)
    return found


def _relays_from(world: World, net: str) -> dict[tuple[str, str], int]:
    """Return the fewest relays from a net to every net and command post."""
    near = {("net", net): 0}
    edge = [("net", net)]
    while edge:
        here = edge.pop(0)
        for there, cost in _next(world, here):
            if near[here] + cost < near.get(there, FAR):
                near[there] = near[here] + cost
                edge.append(there)
    return near


def _next(world: World, here: tuple[str, str]) -> list[tuple[tuple[str, str], int]]:
    """Return where word goes from a net or a command post; each hop onwards is one relay."""
    what, name = here
    stations = world.rows("command_post_nets")
    if what == "net":
        return [
            (("post", row.command_post_id), 0)
            for row in stations
            if row.net_id == name and row.hearing in HEAR
        ]
    onward = [
        (("net", row.net_id), 1)
        for row in stations
        if row.command_post_id == name and row.hearing in TALK
    ]
    for link in world.rows("links"):
        ends = [link.from_command_post_id, link.to_command_post_id]
        if name in ends:
            ends.remove(name)
            onward.append((("post", ends[0]), 1))
    return onward


def cards(world: World, _: Any) -> Judgement:
    """C-28: every unit that acts has a card with the same meeting points, and has read it."""
    by_contingency: dict[str, dict[str, Any]] = {}
    for card in world.rows("contingency_cards"):
        by_contingency.setdefault(card.contingency_id, {})[card.unit_id] = card
    found: Judgement = {}
    for row in world.rows("contingencies"):
        own = by_contingency.get(row.contingency_id, {})
        atoms: set[tuple[Any, ...]] = set()
        for unit in {*row.agency_unit_ids, *own}:
            atoms |= card_atoms(world, unit, own.get(unit))
        for what in ("rvp_id", "fcp_id"):
            points = {getattr(card, what) for card in own.values()} - {None}
            if len(points) != 1:
                atoms |= {("differ", what), *(("differ", what, point) for point in points)}
        found["contingencies", row.contingency_id] = frozenset(atoms)
    return found


def card_atoms(world: World, unit: str, card: Any) -> set[tuple[Any, ...]]:
    """Return what is wrong with one unit's card."""
    if card is None:
        return {(unit, "card")}
    atoms: set[tuple[Any, ...]] = set()
    for what, point in (("rvp", card.rvp_id), ("fcp", card.fcp_id)):
        there = world.get("rendezvous", point)
        if there is None or there.kind != what:
            atoms.add((unit, what))
    if not world.said_by(card, "acknowledged", lambda person: person.unit_id == unit):
        atoms.add((unit, "unread"))
    return atoms
