"""Mandates, bodies, meetings, decisions and objectives: each row asked by itself."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from benchmarks.oracle.world import Atoms, Judgement, World
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.table import Row, table_of

DAY = timedelta(days=1)
NO: Atoms = frozenset({("no",)})
YES: Atoms = frozenset()


def ever(world: World, row: Row, kind: str) -> list[Attestation]:
    """Return what was said by now of any content of the row, expired or not."""
    declared = table_of(row)
    words = world.words.get((declared.name, declared.key_of(row)), [])
    return [w for w in words if w.kind == AttestationKind(kind) and w.at <= world.at]


def _seats(world: World, body: str | None) -> dict[str, str]:
    rows = world.rows("body_members")
    return {row.person_id: row.role for row in rows if row.body_id == body}


def _may(world: World, mandate: Any, words: Iterable[Attestation]) -> list[Attestation]:
    seats = _seats(world, mandate.authority_body_id)
    found = []
    for word in words:
        person = world.get("persons", word.by)
        powerful = person is not None and "approve-mandate" in person.powers
        if powerful and (not seats or word.by in seats):
            found.append(word)
    return found


def mandates(world: World, _: Any) -> Judgement:
    """C-100: a mandate names who decides, and once due has that body's approval."""
    found: Judgement = {}
    for row in world.rows("mandates"):
        place = ("mandates", row.mandate_id)
        found[place] = YES
        if row.authority_body_id is None:
            found[place] = frozenset({("no authority",)})
        elif row.due is None or row.due <= world.at:
            approved = [word.at for word in _may(world, row, world.said(row, "approved"))]
            back = [word.at for word in world.said(row, "returned")]
            if not approved or (back and max(approved) <= max(back)):
                found[place] = NO
    return found


def lead_time(world: World, _: Any) -> Judgement:
    """C-42: the first approval of any mandate comes early enough."""
    firsts = [
        (word.at, row.mandate_id)
        for row in world.rows("mandates")
        for word in _may(world, row, ever(world, row, "approved"))
    ]
    if not firsts:
        return {}
    at, mandate_id = min(firsts)
    late = world.event.opens - at < world.limit("planning_days_min") * DAY
    return {("mandates", mandate_id): NO if late else YES}


def bodies(world: World, _: Any) -> Judgement:
    """C-101: a body has one chair, and a mandate made it or one above it."""
    found: Judgement = {}
    for body in world.rows("bodies"):
        if body.kind == "authority":
            continue
        atoms: set[tuple[Any, ...]] = set()
        chairs = [who for who, role in _seats(world, body.body_id).items() if role == "chair"]
        if len(chairs) != 1:
            atoms.add(("chairs", bool(chairs)))
        if world.tables["mandates"] and not _made(world, body):
            atoms.add(("no mandate",))
        found["bodies", body.body_id] = frozenset(atoms)
    return found


def _made(world: World, body: Any) -> bool:
    for _ in range(len(world.tables["bodies"]) + 1):
        if body is None:
            return False
        if body.mandate_id is not None:
            return True
        body = world.get("bodies", body.parent_body_id)
    return False


def _said_by_body(world: World, row: Row, body: str | None) -> bool:
    seats = _seats(world, body)
    return world.said_by(row, "approved", lambda who: not seats or who.person_id in seats)


def meetings(world: World, _: Any) -> Judgement:
    """C-102: a meeting that is long over has minutes that its body approved."""
    found: Judgement = {}
    for row in world.rows("meetings"):
        over = row.end + world.limit("minutes_days_max") * DAY <= world.at
        fine = row.minutes.strip() != "" and _said_by_body(world, row, row.body_id)
        found["meetings", row.meeting_id] = NO if over and not fine else YES
    return found


def decisions(world: World, _: Any) -> Judgement:
    """C-103: a decision says who, between what, why, and until when."""
    found: Judgement = {}
    for row in world.rows("decisions"):
        if row.decided is not None and row.decided > world.at:
            continue
        meeting = world.get("meetings", row.meeting_id)
        body = row.body_id or getattr(meeting, "body_id", None)
        options = sum(option.strip() != "" for option in row.options)
        closed = world.said_by(row, "completed", lambda _: True)
        wrong = {
            "body": body is None,
            "approval": body is not None and not _said_by_body(world, row, body),
            "chosen": row.chosen.strip() == "",
            "options": options < world.limit("options_min"),
            "reasons": row.reasons.strip() == "",
            "review": row.review is None,
            "past review": row.review is not None and row.review <= world.at and not closed,
        }
        atoms = frozenset((name,) for name, is_wrong in wrong.items() if is_wrong)
        found["decisions", row.decision_id] = atoms
    return found


def tracing(world: World, _: Any) -> Judgement:
    """C-104: whatever is done leads up to an objective, and an objective to a mandate."""
    found: Judgement = {
        ("measures", row.measure_id): YES if row.requirement_ids else NO
        for row in world.rows("measures")
    }
    if world.tables["mandates"]:
        for row in world.rows("objectives"):
            found["objectives", row.objective_id] = YES if _set_by(world, row) else NO
    if not world.tables["objectives"]:
        return found
    for row in world.rows("tasks"):
        found["tasks", row.task_id] = NO if row.objective_id is None else YES
    for row in world.rows("decisions"):
        found["decisions", row.decision_id] = NO if row.objective_id is None else YES
    serving = _serving(world)
    for row in world.rows("plans"):
        found["plans", row.plan_id] = YES if row.plan_id in serving else NO
    return found


def _serving(world: World) -> set[str]:
    """Return the plans with a task for an objective, and whatever plan is above one of them."""
    serving = {row.plan_id for row in world.rows("tasks") if row.objective_id is not None}
    for _ in world.rows("plans"):
        parents = [world.get("plans", plan_id) for plan_id in serving]
        serving |= {plan.parent_plan_id for plan in parents if plan is not None}
    return serving


def _set_by(world: World, objective: Any) -> bool:
    for _ in range(len(world.tables["objectives"]) + 1):
        if objective is None:
            return False
        if objective.mandate_id is not None:
            return True
        objective = world.get("objectives", objective.parent_id)
    return False


def measurable(world: World, _: Any) -> Judgement:
    """C-105: an objective has an indicator, and an indicator a way to measure and a target."""
    found: Judgement = {}
    parents = {row.parent_id for row in world.rows("objectives")}
    shown = {row.objective_id for row in world.rows("success_indicators")}
    for row in world.rows("objectives"):
        bare = row.objective_id not in shown and row.objective_id not in parents
        found["objectives", row.objective_id] = NO if bare else YES
    for row in world.rows("success_indicators"):
        how = {("how",)} if not row.measured.strip() else set()
        target = {("target",)} if row.target is None else set()
        found["success_indicators", row.indicator_id] = frozenset(how | target)
    return found
