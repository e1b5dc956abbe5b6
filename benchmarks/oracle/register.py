"""Plans and those who command by them: known, approved, led, trained, stood in for."""

from itertools import pairwise
from typing import Any

from benchmarks.oracle.bodies import NO, YES, ever
from benchmarks.oracle.world import Atoms, Judgement, World, minutes
from summitry.kit.time import end_of_day, seconds_of
from summitry.plan.attestation import AttestationKind, row_hash

BRIEFED = frozenset(
    {
        "posts",
        "sectors",
        "plans",
        "tasks",
        "task_parts",
        "contingencies",
        "contingency_cards",
        "movements",
        "legs",
        "closures",
        "programme",
        "nets",
        "command_posts",
    }
)


def agencies(world: World, _: Any) -> Judgement:
    """C-11: whoever acts has a plan, or is part of somebody who has."""
    acting: set[str | None] = set()
    for post in world.rows("posts"):
        acting |= {post.owner_unit_id, post.holder_unit_id}
    for task in world.rows("tasks"):
        acting |= {*task.lead_unit_ids, *task.cooperating_unit_ids}
    for part in world.rows("task_parts"):
        if part.task_id in world.tables["tasks"]:
            acting.add(part.unit_id)
    for row in world.rows("contingencies"):
        acting |= {*row.owner_unit_ids, *row.agency_unit_ids}
    planned = {plan.unit_id for plan in world.rows("plans")} - {None}
    found: Judgement = {}
    for unit in world.rows("units"):
        above, has = unit, False
        for _step in range(len(world.tables["units"]) + 1):
            has = has or (above is not None and above.unit_id in planned)
            above = None if above is None else world.get("units", above.parent_id)
        lacking = bool(world.tables["plans"]) and unit.unit_id in acting and not has
        found["units", unit.unit_id] = NO if lacking else YES
    return found


def briefed(world: World, _: Any) -> Judgement:
    """C-20: who knew a row, or to whom it was issued, knows it as it stands."""
    found: Judgement = {}
    for (table, key), words in world.words.items():
        row = world.get(table, key) if table in BRIEFED else None
        if row is None:
            continue
        atoms: set[tuple[Any, ...]] = set()
        for kind in ("acknowledged", "issued"):
            said = [w for w in words if w.kind == AttestationKind(kind) and w.at <= world.at]
            old = _units(world, [w for w in said if w.row_hash != row_hash(row)])
            new = _units(world, [w for w in said if w.row_hash == row_hash(row)])
            gone = set() if kind == "issued" and new else old - new
            atoms |= {(kind, unit) for unit in gone}
        found[table, key] = frozenset(atoms)
    return found


def _units(world: World, words: list[Any]) -> set[str]:
    persons = [world.get("persons", word.by) for word in words]
    return {person.unit_id for person in persons if person is not None}


def copied(world: World, _: Any) -> Judgement:
    """C-21: a copied plan differs from what it was copied from, and somebody has verified it."""
    found: Judgement = {}
    for plan in world.rows("plans"):
        before, now = (text.strip().lower() for text in (plan.copied_document, plan.document))
        atoms = {("same",)} if before and before == now else set()
        if not atoms and (before or plan.copied_from.strip()):
            verified = world.said_by(plan, "verified", lambda _: True)
            atoms = set() if verified else {("not reviewed",)}
        found["plans", plan.plan_id] = frozenset(atoms)
    return found


def approvals(world: World, _: Any) -> Judgement:
    """C-22: somebody of another unit who may approve plans approved it."""
    found: Judgement = {}
    for plan in world.rows("plans"):
        home = plan.unit_id
        fine = world.said_by(
            plan, "approved", lambda who, home=home: who.unit_id != home and _approver(who)
        )
        found["plans", plan.plan_id] = YES if fine else NO
    return found


def _approver(person: Any) -> bool:
    return "approve-plan" in person.powers


def leads(world: World, _: Any) -> Judgement:
    """C-23: a field on which several work has a lead."""
    units: dict[str, set[str]] = {}
    for plan in world.rows("plans"):
        units.setdefault(plan.field, set()).add(plan.unit_id)
    for post in world.rows("posts"):
        units.setdefault(post.field, set()).update({post.owner_unit_id, post.holder_unit_id})
    led = {row.field for row in world.rows("field_leads")}
    return {
        ("field_leads", str(field)): NO if len(at_work - {None}) > 1 and field not in led else YES
        for field, at_work in units.items()
    }


def knowing(world: World, _: Any) -> Judgement:
    """C-43: the commander of a plan's unit, or of a command post, has read it."""
    found: Judgement = {}
    for plan in world.rows("plans"):
        unit = world.get("units", plan.unit_id)
        who = None if unit is None else unit.commander_id
        found["plans", plan.plan_id] = _unread(world, plan, who)
    for post in world.rows("command_posts"):
        place = ("command_posts", post.command_post_id)
        found[place] = _unread(world, post, post.commander_id)
    return found


def _unread(world: World, row: Any, who: str | None) -> Atoms:
    words = [*ever(world, row, "acknowledged"), *ever(world, row, "approved")]
    if who is None or any(word.by == who for word in words):
        return YES
    return frozenset({("unread", who)})


def trained(world: World, _: Any) -> Judgement:
    """C-44: who commands on the day is qualified to, or has exercised."""
    acting: set[str | None] = set()
    for post in world.rows("posts"):
        acting |= {post.owner_unit_id, post.holder_unit_id}
    for row in world.rows("contingencies"):
        acting |= {*row.owner_unit_ids, *row.agency_unit_ids}
    found: Judgement = {}
    for unit in world.rows("units"):
        if unit.unit_id in acting:
            found["units", unit.unit_id] = _untrained(world, unit.commander_id)
    for post in world.rows("command_posts"):
        found["command_posts", post.command_post_id] = _untrained(world, post.commander_id)
    return found


def _untrained(world: World, who: str | None) -> Atoms:
    if who is None:
        return YES
    for row in world.of("person_qualifications", "person_id", who):
        kind = world.get("qualifications", row.qualification_id)
        lasts = row.expires is None or (
            end_of_day(row.expires, world.event.zone) >= world.event.closes
        )
        if kind is not None and kind.for_command and lasts:
            return YES
    for row in world.rows("exercises"):
        held = row.end <= world.at and world.said_by(row, "exercised", lambda _: True)
        if who in row.person_ids and held:
            return YES
    return frozenset({("untrained", who)})


def deputies(world: World, _: Any) -> Judgement:
    """C-106: at each moment of the event somebody can stand in for each who decides."""
    deciders = [
        ((table, getattr(row, key)), row.commander_id)
        for table, key in (("units", "unit_id"), ("command_posts", "command_post_id"))
        for row in world.rows(table)
        if row.commander_id is not None
    ]
    deciders += [
        (("bodies", row.body_id), row.person_id)
        for row in world.rows("body_members")
        if row.role == "chair"
    ]
    found: Judgement = {}
    for place, who in deciders:
        found[place] = found.get(place, YES) | _alone(world, place, who)
    return found


def _alone(world: World, place: tuple[str, str], who: str) -> Atoms:
    start, end = seconds_of(world.event.opens), seconds_of(world.event.closes)
    terms = _terms(world, place, who, (start, end))
    if not terms:
        return frozenset({("nobody", who)})
    edges = {start, end, *(edge for _, first, last in terms for edge in (first, last))}
    for person in (who, *(name for name, _, _ in terms)):
        edges.update(_edges(world, person))
    inside = sorted(edge for edge in edges if start <= edge <= end)
    atoms: set[tuple[Any, ...]] = set()
    for now, until in pairwise(inside):
        if any(first <= now < last and _there(world, name, now) for name, first, last in terms):
            continue
        both = not _there(world, who, now)
        atoms |= {(who, both, minute) for minute in minutes(now, until)}
    return frozenset(atoms)


def _terms(
    world: World, place: tuple[str, str], who: str, event: tuple[int, int]
) -> list[tuple[str, int, int]]:
    """Return who may stand in from when to when."""
    terms = [
        (row.person_id, *event)
        for row in world.rows("body_members")
        if place == ("bodies", row.body_id) and row.role == "deputy-chair"
    ]
    for row in world.rows("deputies"):
        if row.person_id == who:
            first = event[0] if row.start is None else seconds_of(row.start)
            last = event[1] if row.end is None else seconds_of(row.end)
            terms.append((row.deputy_id, first, last))
    return terms


def _edges(world: World, person_id: str) -> set[int]:
    person = world.get("persons", person_id)
    moments = (getattr(person, "available_from", None), getattr(person, "available_until", None))
    return {seconds_of(moment) for moment in moments if moment is not None}


def _there(world: World, person_id: str, now: int) -> bool:
    person = world.get("persons", person_id)
    if person is None:
        return False
    early = person.available_from is not None and now < seconds_of(person.available_from)
    late = person.available_until is not None and now >= seconds_of(person.available_until)
    return not early and not late
