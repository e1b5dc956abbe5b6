"""Tasks, resources and requirements: who waits for what, who has promised, what is shown."""

import math
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from benchmarks.oracle.bodies import NO, YES
from benchmarks.oracle.world import Atoms, Judgement, World, levels
from summitry.kit.time import day_of, seconds_of

TINY = 1e-9


def _done(world: World, task: Any) -> bool:
    leads = task.lead_unit_ids
    return world.said_by(task, "completed", lambda who: not leads or who.unit_id in leads)


def dependencies(world: World, _: Any) -> Judgement:
    """C-51: nothing waits for itself, or for what comes too late."""
    tasks: dict[str, Any] = dict(world.tables["tasks"])
    before = {key: {f for f in row.depends_on if f in tasks} for key, row in tasks.items()}
    behind = {key: _reached(before, key) for key in tasks}
    done = {key for key, row in tasks.items() if _done(world, row)}
    found: Judgement = {("tasks", key): YES for key in tasks}
    for key in tasks:
        loop = {other for other in behind[key] if key in behind[other]}
        if key in behind[key] and key == min(loop):
            found["tasks", key] |= {("loop", *sorted(loop))}
    for key in tasks.keys() - done:
        for first in before[key] - done:
            looped = first in behind[key] and key in behind[first]
            if not looped and _late(world, tasks[key], tasks[first]):
                found["tasks", key] |= {("after", first)}
    for key, end in _ends(world, tasks, before, behind, done).items():
        due = tasks[key].due
        if key not in done and due is not None and due > world.at and end > seconds_of(due):
            found["tasks", key] |= {("too late",)}
    return found


def _reached(before: dict[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(before[start])
    while waiting:
        task = waiting.pop()
        if task not in reached:
            reached.add(task)
            waiting += before[task]
    return reached


def _late(world: World, task: Any, first: Any) -> bool:
    if first.due is None:
        return False
    if first.due <= world.at:
        return True
    return task.due is not None and seconds_of(task.due) - _takes(task) < seconds_of(first.due)


def _takes(task: Any) -> int:
    return round(task.duration_days * 86_400)


def _ends(
    world: World,
    tasks: dict[str, Any],
    before: dict[str, set[str]],
    behind: dict[str, set[str]],
    done: set[str],
) -> dict[str, int]:
    """Return when each can end, found by going over all tasks until nothing changes."""
    now = seconds_of(world.at)
    ends = {key: _ended(world, row) if key in done else now for key, row in tasks.items()}
    changed = True
    while changed:
        changed = False
        for key in tasks.keys() - done:
            firsts = [f for f in before[key] if not (f in behind[key] and key in behind[f])]
            end = max([now, *(ends[first] for first in firsts)]) + _takes(tasks[key])
            changed = changed or end != ends[key]
            ends[key] = end
    return ends


def _ended(world: World, task: Any) -> int:
    moments = []
    for word in world.said(task, "completed"):
        person = world.get("persons", word.by)
        if person is not None and (not task.lead_unit_ids or person.unit_id in task.lead_unit_ids):
            moments.append(seconds_of(word.at))
    return min(moments)


def overdue(world: World, _: Any) -> Judgement:
    """C-110: what is past its date is done."""
    found: Judgement = {}
    done = set()
    for task in world.rows("tasks"):
        if _done(world, task):
            done.add(task.task_id)
        late = task.due is not None and task.due <= world.at and task.task_id not in done
        found["tasks", task.task_id] = NO if late else YES
    for part in world.rows("task_parts"):
        unit = part.unit_id
        fine = part.task_id in done or world.said_by(
            part, "completed", lambda who, unit=unit: who.unit_id == unit
        )
        late = part.due is not None and part.due <= world.at and not fine
        found["task_parts", f"{part.task_id}|{part.unit_id}"] = NO if late else YES
    return found


def promises(world: World, _: Any) -> Judgement:
    """C-50: what is needed by now is promised, and accepted by who promised it."""
    found: Judgement = {}
    for need in world.rows("resource_needs"):
        have = 0
        for row in world.rows("commitments"):
            if row.need_id != need.need_id or row.promised > world.at:
                continue
            unit = row.unit_id
            mine = world.said_by(row, "accepted", lambda who, unit=unit: who.unit_id == unit)
            have += row.count if mine else 0
        short = need.count - have if need.due <= world.at else 0
        found["resource_needs", need.need_id] = frozenset((n,) for n in levels(max(0, short)))
    return found


def requests(world: World, _: Any) -> Judgement:
    """C-18: what was refused or not answered has left a risk that somebody accepted."""
    found: Judgement = {}
    for row in world.rows("resource_requests"):
        due = row.due or world.event.opens
        refused = row.answer == "denied" or (row.answer == "open" and due <= world.at)
        risk = world.get("risks", row.risk_id)
        high = risk is not None and (
            risk.likelihood * risk.consequence >= world.limit("high_risk_score_min")
        )
        signed = any(_signed(world, each, high=high) for each in (row, risk) if each is not None)
        found["resource_requests", row.request_id] = NO if refused and not signed else YES
    return found


def _signed(world: World, row: Any, *, high: bool) -> bool:
    enough = {"accept-high-risk"} if high else {"accept-high-risk", "accept-risk"}
    for word in world.said(row, "accepted"):
        person = world.get("persons", word.by)
        may = person is not None and bool(enough & set(person.powers))
        lasts = word.expires is not None and word.expires >= world.event.closes
        second = not high or world.get("persons", word.second_by) is not None
        if may and word.reason.strip() and lasts and second:
            return True
    return False


def _heads(world: World) -> dict[str, dict[Any, set[str]]]:
    """Return who of each unit begins a shift on each day at the venue."""
    found: dict[str, dict[Any, set[str]]] = {}
    zone = world.event.zone
    for shift in world.rows("shifts"):
        days = found.setdefault(shift.unit_id, {})
        days.setdefault(day_of(shift.start, zone), set()).add(shift.person_id)
    return found


def welfare(world: World, _: Any) -> Judgement:
    """C-46: whoever comes from elsewhere has bed, meals and a seat on each day of duty."""
    found: Judgement = {}
    heads = _heads(world)
    for unit in world.rows("units"):
        if not unit.visiting:
            continue
        days = heads.get(unit.unit_id, {})
        booked = [row for row in world.rows("welfare") if row.unit_id == unit.unit_id]
        atoms: Atoms = frozenset({("nothing",)}) if days and not booked else YES
        if booked:
            for what in ("beds", "meals", "rides"):
                atoms |= _worst(world, days, booked, what)
        found["units", unit.unit_id] = atoms
    return found


def _worst(world: World, days: dict[Any, set[str]], booked: list[Any], what: str) -> Atoms:
    zone, second = world.event.zone, timedelta(seconds=1)
    worst = 0.0
    for day, people in days.items():
        have = sum(
            getattr(row, what)
            for row in booked
            if day_of(row.start, zone) <= day <= day_of(row.end - second, zone)
        )
        worst = max(worst, len(people) * world.limit(f"{what}_share_min") - have)
    return frozenset((what, n) for n in range(math.ceil(worst - TINY)))


def everyday(world: World, _: Any) -> Judgement:
    """C-48: enough people stay for everyday duty."""
    heads = _heads(world)
    found: Judgement = {}
    for row in world.rows("base_duties"):
        out = len(heads.get(row.unit_id, {}).get(row.day, ()))
        short = row.headcount_min - (row.strength - out)
        place = ("base_duties", f"{row.unit_id}|{row.day.isoformat()}")
        found[place] = frozenset((n,) for n in levels(max(0, short)))
    return found


def clauses(world: World, _: Any) -> Judgement:
    """C-107: each clause is met by a measure."""
    met = {each for row in world.rows("measures") for each in row.requirement_ids}
    return {
        ("requirements", row.requirement_id): YES if row.requirement_id in met else NO
        for row in world.rows("requirements")
    }


def evidence(world: World, _: Any) -> Judgement:
    """C-108: a measure that is due is shown by something that somebody verified."""
    found: Judgement = {}
    for row in world.rows("measures"):
        shown = [each for each in world.rows("evidence") if each.measure_id == row.measure_id]
        seen = any(world.said_by(each, "verified", lambda _: True) for each in shown)
        due = row.due or _first_due(world, row.requirement_ids)
        late = due <= world.at and not seen
        found["measures", row.measure_id] = frozenset({(bool(shown),)}) if late else YES
    return found


def _first_due(world: World, requirement_ids: Iterable[str]) -> Any:
    rows = [world.get("requirements", each) for each in requirement_ids]
    dues = [row.due for row in rows if row is not None and row.due is not None]
    return min(dues) if dues else world.event.opens
