"""Rooms, booths, documents, broadcasts and bilaterals: every row against every other."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Any

from benchmarks.oracle.world import Judgement, World, cut, interval, levels, minutes
from summitry.kit.time import day_of, seconds_of

LENGTHS = (40, 240, 360)
"""Minutes; with each that an item is longer than, its booths need one more."""
TWO = 2

Found = dict[tuple[str, str], set[tuple[Any, ...]]]


def frozen(found: Found) -> Judgement:
    """Return the judgement with its atoms fixed."""
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def pledge(world: World, row: Any, kind: str, due: Any, needed: Any = None) -> set[tuple[Any, ...]]:
    """Return what is wrong with something that somebody is to say of a row in time."""
    if world.said_by(row, kind, lambda _: True):
        # Kept, but who needed it sooner did not have it then.
        late = due is not None and needed is not None and due > needed
        in_time = [w for w in world.said(row, kind) if needed is None or w.at <= needed]
        known = any(world.get("persons", word.by) is not None for word in in_time)
        return {("after",)} if late and not known else set()
    if due is None:
        return {("no-date",)}
    if due <= world.at:
        return {("late",)}
    return {("after",)} if needed is not None and due > needed else set()


def shared(one: Any, other: Any) -> Iterable[int]:
    """Return the minutes that two rows share."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return minutes(int(start.timestamp()), int(end.timestamp())) if start < end else ()


def at_hand(world: World, row: Any) -> tuple[int, int]:
    """Return when the person of a row is there: not before or after they are available."""
    person = world.get("persons", row.person_id)
    start, end = interval(row)
    if person is not None and person.available_from is not None:
        start = max(start, seconds_of(person.available_from))
    if person is not None and person.available_until is not None:
        end = min(end, seconds_of(person.available_until))
    return start, end


def begins(world: World, item_id: str | None) -> Any:
    """Return when an item begins, None for one that is not in the plan."""
    item = world.get("programme", item_id)
    return None if item is None else item.start


def rooms(world: World, _: Any) -> Judgement:
    """C-72: a room holds one item at a time, and everybody who comes to it."""
    found: Found = {("programme", key): set() for key in world.tables["programme"]}
    order = sorted(world.rows("programme"), key=lambda row: (row.start, row.end, row.item_id))
    for one, other in combinations(order, 2):
        if one.room_id == other.room_id:
            found["programme", other.item_id] |= {(one.item_id, m) for m in shared(one, other)}
    for item in order:
        room = world.get("rooms", item.room_id)
        if room is None or not item.headcount or item.headcount < 0:
            continue
        if room.capacity_max is None:
            found["programme", item.item_id].add(("unknown",))
        else:
            over = levels(item.headcount - room.capacity_max)
            found["programme", item.item_id] |= {("over", n) for n in over}
    return frozen(found)


def speaking(world: World, _: Any) -> Judgement:
    """C-208: the minutes of all who speak fit into the item."""
    found: Found = {}
    for item in world.rows("programme"):
        need = sum(each.minutes for each in world.rows("speakers") if each.item_id == item.item_id)
        over = round(need - (item.end - item.start).total_seconds() / 60, 6)
        found["programme", item.item_id] = {("minute", n) for n in levels(over)}
    return frozen(found)


def team(world: World, languages: int, length: float, *, both_ways: bool) -> int:
    """Return how many interpreters a booth needs."""
    if languages >= world.limit("conference_languages_min"):
        return int(world.limit("both_ways_team_min" if both_ways else "booth_team_min"))
    return 1 + sum(length > most for most in LENGTHS)


def booths(world: World, _: Any) -> Judgement:
    """C-73: every language has a booth, every booth its interpreters at every minute."""
    found: Found = {("programme", key): set() for key in world.tables["programme"]}
    found |= {("booths", key): set() for key in world.tables["booths"]}
    for item in world.rows("programme"):
        if item.kind == "bilateral":
            continue
        here = sorted(
            (row for row in world.rows("booths") if row.room_id == item.room_id),
            key=lambda row: row.booth_id,
        )
        both = any(row.both_ways and row.language in item.languages for row in here)
        for language in item.languages:
            own = [row for row in here if row.language == language]
            if own:
                found["booths", own[0].booth_id] |= _thin(world, item, own)
            elif len(item.languages) > TWO or not both:
                found["programme", item.item_id].add((language,))
    return frozen(found)


def _thin(world: World, item: Any, own: list[Any]) -> set[tuple[Any, ...]]:
    start, end = interval(item)
    both_ways = any(row.both_ways for row in own)
    need = team(world, len(item.languages), (end - start) / 60, both_ways=both_ways)
    ids = {row.booth_id for row in own}
    there = [
        (*at_hand(world, row), row.person_id)
        for row in world.rows("booth_duties")
        if row.booth_id in ids
    ]
    atoms: set[tuple[Any, ...]] = set()
    for low, high in cut({edge for each in there for edge in each[:2]}, start, end):
        have = len({person for first, last, person in there if first <= low < last})
        atoms |= {(item.item_id, m, n) for m in minutes(low, high) for n in range(have, need)}
    return atoms


def interpreters(world: World, _: Any) -> Judgement:
    """C-73: no interpreter is in two booths, speaks another language, or works too long."""
    rows = world.tables["booth_duties"]
    found: Found = {("booth_duties", key): set() for key in rows}
    order = sorted(rows.items(), key=lambda each: (each[1].start, each[1].end, each[0]))
    for (_, one), (key, other) in combinations(order, 2):
        if one.person_id == other.person_id and one.booth_id != other.booth_id:
            found["booth_duties", key] |= {(one.booth_id, m) for m in shared(one, other)}
    for key, row in rows.items():
        booth, person = world.get("booths", row.booth_id), world.get("persons", row.person_id)
        first = min(
            other
            for other, each in rows.items()
            if (each.booth_id, each.person_id) == (row.booth_id, row.person_id)
        )
        if key == first and booth and person and booth.language not in person.languages:
            found["booth_duties", key].add(("language" if person.languages else "unknown",))
    for person_id in {row.person_id for row in rows.values()}:
        own = {key: row for key, row in rows.items() if row.person_id == person_id}
        _hours(world, own, found)
    return frozen(found)


def _hours(world: World, own: dict[str, Any], found: Found) -> None:
    """Put in what one interpreter is asked too much."""
    spells: list[list[Any]] = []
    for row in sorted(own.values(), key=lambda row: row.start):
        if spells and row.start <= spells[-1][1]:
            spells[-1][1] = max(spells[-1][1], row.end)
        else:
            spells.append([row.start, row.end])
    days: dict[Any, list[list[Any]]] = {}
    for spell in spells:
        days.setdefault(day_of(spell[0], world.event.zone), []).append(spell)
        most = world.limit("booth_hours_max")
        _put(own, found, spell[0], "long", _hours_of(spell[0], spell[1]) - most)
    listed = sorted(days.items())
    for _, day in listed:
        worked = sum(_hours_of(start, end) for start, end in day)
        _put(own, found, day[0][0], "day", worked - world.limit("booth_day_hours_max"))
    for (_, before), (_, after) in pairwise(listed):
        rest = _hours_of(before[-1][1], after[0][0])
        _put(own, found, after[0][0], "rest", world.limit("rest_hours_min") - rest)


def _hours_of(start: Any, end: Any) -> float:
    return float((end - start).total_seconds()) / 3600


def _put(own: dict[str, Any], found: Found, start: Any, what: str, hours: float) -> None:
    key = min(key for key, row in own.items() if row.start == start)
    found["booth_duties", key] |= {(what, n) for n in levels(round(hours * 60, 6))}


def documents(world: World, _: Any) -> Judgement:
    """C-200: every text in every language of its item, before it is needed."""
    found: Found = {}
    for key, row in world.tables["documents"].items():
        item = world.get("programme", row.item_id)
        wanted = set(row.languages) | (set(item.languages) if item is not None else set())
        atoms: set[tuple[Any, ...]] = set()
        for language in wanted - {row.original.strip()}:
            if world.get("translations", f"{key}|{language}") is None:
                atoms.add((language, bool(row.original.strip())))
        if row.due is not None:
            atoms |= pledge(world, row, "issued", row.due, begins(world, row.item_id))
        found["documents", key] = atoms
    for key, row in world.tables["translations"].items():
        document = world.get("documents", row.document_id)
        if document is None:
            continue
        needed = document.due or begins(world, document.item_id)
        found["translations", key] = pledge(world, row, "completed", row.due, needed)
    return frozen(found)


def broadcasts(world: World, _: Any) -> Judgement:
    """C-201: a picture with a second line, and sound in every language, all tried."""
    found: Found = {}
    for item in world.rows("programme"):
        own = [row for row in world.rows("feeds") if row.item_id == item.item_id]
        sounds = {row.language for row in own if row.kind == "language-sound"}
        lacking = {(language,) for language in item.languages if language not in sounds}
        if not any(row.kind == "clean-picture" for row in own):
            lacking.add(("*picture",))
        found["programme", item.item_id] = set(lacking) if item.broadcast else set()
    for key, row in world.tables["feeds"].items():
        item = world.get("programme", row.item_id)
        found["feeds", key] = pledge(
            world, row, "verified", row.tested_by, begins(world, row.item_id)
        )
        if item is None or not item.broadcast or row.kind != "clean-picture":
            continue
        helped = [other for other in world.rows("feeds") if other.backup_feed_id == key]
        helps = any(o.feed_id != key and o.item_id == row.item_id for o in helped)
        backup = world.get("feeds", row.backup_feed_id)
        good = (
            backup is not None
            and backup.feed_id != key
            and backup.item_id == row.item_id
            and backup.kind in {"clean-picture", "programme-picture"}
        )
        if not helps and not good:
            found["feeds", key].add(("backup",))
    return frozen(found)


def bilaterals(world: World, _: Any) -> Judgement:
    """C-202: two delegations, their principals, and an interpreter between them."""
    found: Found = {}
    for key, row in world.tables["bilaterals"].items():
        spoken = [
            set(p.languages) for p in (world.get("persons", i) for i in row.interpreter_ids) if p
        ]
        atoms = _ununderstood(world, row, spoken) | _nobody(world, row) | _elsewhere(world, row)
        found["bilaterals", key] = atoms
    planned = {row.item_id for row in world.rows("bilaterals")}
    for key, item in world.tables["programme"].items():
        bare = item.kind == "bilateral" and planned and key not in planned
        found["programme", key] = {("not-planned",)} if bare else set()
    return frozen(found)


def _ununderstood(world: World, row: Any, spoken: list[set[str]]) -> set[tuple[Any, ...]]:
    if len(row.languages) > 1:
        return {
            (one,)
            for one in row.languages
            if not any(
                {one, other} <= each for each in spoken for other in row.languages if other != one
            )
        }
    sides = [world.get("delegations", i) for i in (row.delegation_id, row.other_delegation_id)]
    one, other = (set(side.languages) if side is not None else set() for side in sides)
    if not one or not other:
        return set() if row.interpreter_ids else {("*unknown",)}
    if one & other or any(each & one and each & other for each in spoken):
        return set()
    return {("*none",)}


def _nobody(world: World, row: Any) -> set[tuple[Any, ...]]:
    item = world.get("programme", row.item_id)
    if item is None:
        return set()
    named = [world.get("principals", i) for i in item.principal_ids]
    return {
        ("*principal", each)
        for each in (row.delegation_id, row.other_delegation_id)
        if world.get("delegations", each) is not None
        and not any(p is not None and p.delegation_id == each for p in named)
    }


def _elsewhere(world: World, row: Any) -> set[tuple[Any, ...]]:
    """Return where else the interpreters are during the bilateral."""
    item = world.get("programme", row.item_id)
    atoms: set[tuple[Any, ...]] = set()
    if item is None:
        return atoms
    for person in row.interpreter_ids:
        for other in world.rows("bilaterals"):
            meeting = world.get("programme", other.item_id)
            if other is row or meeting is None or person not in other.interpreter_ids:
                continue
            atoms |= {(person, other.bilateral_id, m) for m in shared(item, meeting)}
        for duty in world.rows("booth_duties"):
            if duty.person_id == person:
                atoms |= {(person, duty.booth_id, m) for m in shared(item, duty)}
    return atoms
