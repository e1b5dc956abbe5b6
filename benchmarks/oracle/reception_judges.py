"""Precedence, heads of delegation, liaison officers, courtesies, gifts, outreach, one by one."""

import re
import unicodedata
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any

from benchmarks.oracle.conference_judges import Found, at_hand, begins, frozen, pledge, shared
from benchmarks.oracle.world import Judgement, World, cut, minutes
from summitry.kit.time import seconds_of
from summitry.report.states import english_protocol_name, protocol_name

# The protocol names are data, as the rows are; how they are put in order is written out here.

ORDER_OF_RANKS = (
    "head-of-state",
    "head-of-government",
    "deputy-head-of-government",
    "foreign-minister",
    "minister",
    "deputy-minister",
    "ambassador",
    "other",
)
WITH_FLAG = ("state", "observer-state", "regional-organisation")


def above(one: str, other: str) -> bool:
    """Say whether the one rank goes before the other."""
    return ORDER_OF_RANKS.index(one) < ORDER_OF_RANKS.index(other)


def alphabet(world: World, delegation: Any) -> list[str]:
    """Return a delegation's English name as words without accents."""
    own = english_protocol_name(delegation.name)
    name = own
    for state in world.rows("states"):
        if state.delegation_id == delegation.delegation_id:
            known = protocol_name(state.state_id, "en") or english_protocol_name(state.name)
            name = known or own
    bare = [
        c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)
    ]
    return re.findall(r"[^\W_]+", "".join(bare))


def person_of(world: World, row: Any) -> Any:
    """Return the principal whose place it is."""
    delegation = world.get("delegations", row.delegation_id)
    named = row.principal_id or delegation.head_principal_id
    if named is not None:
        return world.get("principals", named)
    own = [p for p in world.rows("principals") if p.delegation_id == row.delegation_id]
    return own[0] if len(own) == 1 else None


def orders(world: World, _: Any) -> Judgement:
    """C-74: neighbours stand as the item's rule says."""
    found: Found = {("programme", key): set() for key in world.tables["programme"]}
    for table in ("speakers", "seats"):
        found |= {(table, key): set() for key in world.tables[table]}
        for item in world.rows("programme"):
            own = [
                row
                for row in world.rows(table)
                if row.item_id == item.item_id
                and not row.reason.strip()
                and world.get("delegations", row.delegation_id) is not None
            ]
            own.sort(key=lambda row: row.place)
            if len(own) > 1:
                _order(world, table, item, own, found)
    return frozen(found)


def _order(world: World, table: str, item: Any, own: list[Any], found: Found) -> None:
    rule = item.precedence
    if rule is None:
        found["programme", item.item_id].add((table, "no-rule"))
        return
    if rule == "order-of-inscription" and table == "seats":
        return
    worth = {row.place: _worth(world, str(rule), row, own) for row in own}
    for place, value in worth.items():
        if value is None:
            found["programme", item.item_id].add((table, place))
    known = [place for place, value in worth.items() if value is not None]
    for before, after in pairwise(known):
        if worth[after] < worth[before]:
            found[table, f"{item.item_id}|{after}"].add((before,))


def _worth(world: World, rule: str, row: Any, own: list[Any]) -> Any:
    """Return what a place is put in order by, None where that is not known."""
    name = alphabet(world, world.get("delegations", row.delegation_id))
    if rule == "rank-then-alphabet":
        who = person_of(world, row)
        return None if who is None else (ORDER_OF_RANKS.index(who.rank), name)
    if rule == "order-of-inscription":
        return row.inscribed
    if rule == "alphabet":
        return name
    if own[0].lot is not None and all(each.lot is None for each in own[1:]):
        first = alphabet(world, world.get("delegations", own[0].delegation_id))
        return (name < first, name)
    return row.lot


def absences(world: World, _: Any) -> Judgement:
    """C-77: who has a place is there, is of the delegation, and still leads it."""
    found: Found = {}
    for table in ("speakers", "seats"):
        for key, row in world.tables[table].items():
            found[table, key] = _place(world, table, row)
    places = [(table, row) for table in ("speakers", "seats") for row in world.rows(table)]
    taken = {
        (row.item_id, person_of(world, row).principal_id)
        for _, row in places
        if world.get("delegations", row.delegation_id) and person_of(world, row)
    }
    for key, item in world.tables["programme"].items():
        guests = [world.get("principals", each) for each in item.principal_ids]
        found["programme", key] = {
            ("missing", guest.principal_id)
            for guest in guests
            if guest and _gone(guest, item) and (key, guest.principal_id) not in taken
        }
    for key, row in world.tables["signatories"].items():
        item = world.get("programme", row.item_id)
        own = [
            p
            for p in world.rows("principals")
            if p.delegation_id == row.delegation_id and p.rank == row.rank
        ]
        by_office = row.rank in {"head-of-state", "head-of-government", "foreign-minister"}
        gone = item is not None and all(_gone(p, item) for p in own)
        found["signatories", key] = {("gone",)} if own and by_office and gone else set()
    return frozen(found)


def _gone(who: Any, item: Any) -> bool:
    """Say whether somebody comes only after an item, or has left before it."""
    late = who.arrives is not None and who.arrives >= item.end
    return late or (who.leaves is not None and who.leaves <= item.start)


def _place(world: World, table: str, row: Any) -> set[tuple[Any, ...]]:
    item = world.get("programme", row.item_id)
    delegation = world.get("delegations", row.delegation_id)
    if item is None or delegation is None:
        return set()
    who = person_of(world, row)
    if who is None:
        return set()
    if who.delegation_id != row.delegation_id:
        return {("other", who.delegation_id)}
    head = world.get("principals", delegation.head_principal_id)
    if head is not None and above(who.rank, head.rank):
        return {("replaced", head.principal_id)}
    start, end = item.start, item.end
    if table == "speakers":
        before = [
            each.minutes
            for each in world.rows("speakers")
            if each.item_id == row.item_id and each.place < row.place
        ]
        for each in before:
            start += timedelta(minutes=each)
        end = start + timedelta(minutes=row.minutes)
    late = who.arrives is not None and who.arrives > start
    early = who.leaves is not None and who.leaves < end
    return {("away", who.principal_id)} if late or early else set()


def heads(world: World, _: Any) -> Judgement:
    """C-204: a delegation with principals is headed by the highest of them."""
    found: Found = {}
    for key, row in world.tables["delegations"].items():
        own = [p for p in world.rows("principals") if p.delegation_id == key]
        head = world.get("principals", row.head_principal_id)
        atoms: set[tuple[Any, ...]] = set()
        if row.head_principal_id is None and len(own) > 1:
            atoms.add(("none",))
        elif head is not None and head.delegation_id != key:
            atoms.add(("other", head.delegation_id))
        elif head is not None and any(above(p.rank, head.rank) for p in own):
            atoms.add(("outranked",))
        found["delegations", key] = atoms
    return frozen(found)


def liaison(world: World, _: Any) -> Judgement:
    """C-203: somebody whom it understands is with a delegation from arrival to departure."""
    found: Found = {}
    for key, row in world.tables["delegations"].items():
        own = [p for p in world.rows("principals") if p.delegation_id == key]
        found["delegations", key] = set()
        if world.tables["liaison_officers"] and (row.kind in WITH_FLAG or own):
            found["delegations", key] = _alone(world, row, own)
    rows = sorted(
        world.tables["liaison_officers"].items(),
        key=lambda each: (each[1].start, each[1].end, each[1].delegation_id),
    )
    found |= {("liaison_officers", key): set() for key, _ in rows}
    for (_, one), (key, other) in combinations(rows, 2):
        if one.person_id == other.person_id:
            both = {(one.delegation_id, m) for m in shared(one, other)}
            found["liaison_officers", key] |= both
    return frozen(found)


def _alone(world: World, delegation: Any, own: list[Any]) -> set[tuple[Any, ...]]:
    start = min((p.arrives for p in own if p.arrives), default=world.event.opens)
    end = max((p.leaves for p in own if p.leaves), default=world.event.closes)
    rows = [
        row
        for row in world.rows("liaison_officers")
        if row.delegation_id == delegation.delegation_id
    ]
    if not rows:
        return {("nobody",)}
    atoms: set[tuple[Any, ...]] = set()
    edges = {edge for row in rows for edge in at_hand(world, row)}
    if end <= start:
        return atoms
    for low, high in cut(edges, seconds_of(start), seconds_of(end)):
        there = [row for row in rows if _there(world, row, low)]
        persons = [world.get("persons", row.person_id) for row in there]
        understood = not delegation.languages or any(
            person is None or set(person.languages) & set(delegation.languages)
            for person in persons
        )
        what = "gap" if not there else "" if understood else "language"
        atoms |= {(what, minute) for minute in minutes(low, high)} if what else set()
    return atoms


def _there(world: World, row: Any, moment: int) -> bool:
    start, end = at_hand(world, row)
    return start <= moment < end


def courtesies(world: World, _: Any) -> Judgement:
    """C-205: a name plate for all who speak, sit or sign, a flag for States that sign."""
    found: Found = {("programme", key): set() for key in world.tables["programme"]}
    found |= {("delegations", key): set() for key in world.tables["delegations"]}
    have = {(row.item_id, row.delegation_id, str(row.kind)) for row in world.rows("courtesies")}
    planned = {row.item_id for row in world.rows("courtesies")}
    for table in ("speakers", "seats", "signatories"):
        for row in world.rows(table):
            delegation = world.get("delegations", row.delegation_id)
            if delegation is None or world.get("programme", row.item_id) is None or not planned:
                continue
            if row.item_id not in planned:
                found["programme", row.item_id].add(("nothing",))
                continue
            flagged = table == "signatories" and delegation.kind in WITH_FLAG
            for kind in ("name-plate", "flag") if flagged else ("name-plate",):
                if (row.item_id, row.delegation_id, kind) not in have:
                    found["delegations", row.delegation_id].add((row.item_id, kind))
    for key, row in world.tables["courtesies"].items():
        needed = begins(world, row.item_id)
        found["courtesies", key] = pledge(world, row, "verified", row.due, needed)
    return frozen(found)


def gifts(world: World, _: Any) -> Judgement:
    """C-206: a gift lies ready before it is given."""
    return frozen(
        {
            ("gifts", key): pledge(world, row, "verified", row.due, begins(world, row.item_id))
            for key, row in world.tables["gifts"].items()
        }
    )


def outreach(world: World, _: Any) -> Judgement:
    """C-207: what is shown serves an objective, stands somewhere and stands ready."""
    found: Found = {}
    for key, row in world.tables["outreach"].items():
        atoms = pledge(world, row, "verified", row.due, row.start)
        if not row.objective_id:
            atoms.add(("objective",))
        visited = row.kind not in {"spokesperson-line", "survey-of-guests"}
        if visited and not (row.site_id or row.zone_id or row.item_id):
            atoms.add(("place",))
        found["outreach", key] = atoms
    return frozen(found)
