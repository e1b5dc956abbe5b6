"""Mutants aimed at mandates, deputies, tasks and promises: just enough, or just not."""

from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.tables import TABLES

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
PLANNING_DAYS = 180


def _approved_before_opening(spare: timedelta) -> Kind:
    """Let all approvals of mandates come so long before the opening as planning takes, and more."""

    def kind(plan: Plan, _: Stream) -> Mutant | None:
        at = plan.snapshot.event.opens - PLANNING_DAYS * DAY - spare
        words = [
            remade(word, at=at)
            if (word.subject_table, word.kind) == ("mandates", AttestationKind.APPROVED)
            else word
            for word in plan.words
        ]
        # Two words that differ in nothing but their moment become the same.
        return Mutant(words=tuple(dict.fromkeys(words)))

    return kind


def _returned(plan: Plan, stream: Stream) -> Mutant | None:
    """Return a mandate, after all that was said of it."""
    said = [word for word in plan.words if word.subject_table == "mandates"]
    word = pick(stream, said)
    if word is NOTHING:
        return None
    last = max(word.at for word in said)
    returned = remade(word, kind=AttestationKind.RETURNED, at=last + SECOND)
    return Mutant(words=(*plan.words, returned))


def _deputy_until(spare: timedelta) -> Kind:
    """Let a deputy's term end with the event, or a little off it."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row: Any = pick(stream, plan.rows["deputies"])
        if row is NOTHING:
            return None
        other = remade(row, end=plan.snapshot.event.closes + spare)
        return None if other is None else Mutant(edits=put(TABLES["deputies"], other, old=row))

    return kind


def _deputy_away_too(plan: Plan, stream: Stream) -> Mutant | None:
    """Let somebody who decides and the deputy leave together, an hour after the opening."""
    row: Any = pick(stream, plan.rows["deputies"])
    persons: Any = plan.snapshot.tables["persons"]
    if row is NOTHING or not {row.person_id, row.deputy_id} <= persons.keys():
        return None
    leaves = plan.snapshot.event.opens + timedelta(hours=1)
    edits = [
        edit
        for key in (row.person_id, row.deputy_id)
        for edit in put(
            TABLES["persons"], remade(persons[key], available_until=leaves), old=persons[key]
        )
    ]
    return Mutant(edits=tuple(edits))


def _waiting(plan: Plan, stream: Stream) -> tuple[Any, Any]:
    """Return a task that depends on another, and that one."""
    tasks: Any = plan.snapshot.tables["tasks"]
    pairs = [
        (task, tasks[first])
        for task in tasks.values()
        for first in task.depends_on
        if first in tasks
    ]
    pair = pick(stream, pairs)
    return (None, None) if pair is NOTHING else pair


def _due_after(spare: timedelta) -> Kind:
    """Set a task's date as long after the one it waits for as it takes, and a little more."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        task, first = _waiting(plan, stream)
        if task is None:
            return None
        due = plan.snapshot.event.opens - timedelta(hours=2)
        later = remade(first, due=due, duration_days=0.0)
        other = remade(task, due=due + timedelta(days=task.duration_days) + spare)
        if later is None or other is None:
            return None
        edits = put(TABLES["tasks"], later, old=first) + put(TABLES["tasks"], other, old=task)
        return Mutant(edits=edits)

    return kind


def _in_a_circle(plan: Plan, stream: Stream) -> Mutant | None:
    """Let a task wait for one that waits for it."""
    task, first = _waiting(plan, stream)
    if task is None:
        return None
    other = remade(first, depends_on=tuple(sorted({*first.depends_on, task.task_id})))
    return None if other is None else Mutant(edits=put(TABLES["tasks"], other, old=first))


def _needed(more: int) -> Kind:
    """Let a need be for as much as is promised towards it, and some more."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        need: Any = pick(stream, plan.rows["resource_needs"])
        if need is NOTHING:
            return None
        rows: Any = plan.rows["commitments"]
        count = sum(row.count for row in rows if row.need_id == need.need_id) + more
        other = remade(need, count=count)
        return (
            None if other is None else Mutant(edits=put(TABLES["resource_needs"], other, old=need))
        )

    return kind


AIMED: tuple[tuple[str, Kind], ...] = (
    ("mandate approved just in time", _approved_before_opening(timedelta())),
    ("mandate approved a second too late", _approved_before_opening(-SECOND)),
    ("mandate approved a month too late", _approved_before_opening(-30 * DAY)),
    ("mandate returned afterwards", _returned),
    ("a deputy to the end", _deputy_until(timedelta())),
    ("a deputy to a minute before the end", _deputy_until(-timedelta(minutes=1))),
    ("a deputy away at the same time", _deputy_away_too),
    ("a task due just in time after another", _due_after(timedelta())),
    ("a task due a second too soon after another", _due_after(-SECOND)),
    ("tasks that wait for each other", _in_a_circle),
    ("as much needed as promised", _needed(0)),
    ("one more needed than promised", _needed(1)),
)
