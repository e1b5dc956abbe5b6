"""A roster as a proposal: which shifts come and go, on the plan that it was made from."""

from collections import defaultdict
from collections.abc import Iterator

from summitry.kit.ids import PersonId, PostId
from summitry.kit.time import moment_of, seconds_of
from summitry.plan.change import Edit
from summitry.plan.posts import Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.roster.staffing.problem import Problem, Result
from summitry.roster.staffing.reading import Ask

SHIFTS = "shifts"

Stand = tuple[PostId, int, int, PersonId]
"""Post, start, end and person: what makes a shift what it is, whatever its slot."""


def proposed(snapshot: Snapshot, problem: Problem, result: Result, ask: Ask) -> tuple[Edit, ...]:
    """Return the shifts that the roster puts in and takes out, by key.

    Where all shifts are asked for anew those of posts that the plan does not have stay; a shift
    that the roster has too is left as it is.
    """
    wanted = set(_stands(problem, result))
    before = {_stand(row): row for row in _rows(snapshot)}
    gone = []
    if ask is Ask.ANEW:
        posts = {demand.post_id for demand in problem.demands}
        gone = [row for stand, row in before.items() if stand not in wanted and stand[0] in posts]
    fresh = sorted(wanted - before.keys())
    taken = defaultdict(set)
    out = {id(row) for row in gone}
    for row in before.values():
        if id(row) not in out:
            taken[row.post_id, seconds_of(row.start)].add(row.slot)
    units = {person: each.unit_id for each in problem.types for person in each.persons}
    edits: dict[str, Edit] = {_key(row): Edit(SHIFTS, _key(row), None) for row in gone}
    for post_id, start, end, person_id in fresh:
        slot = _free(taken[post_id, start])
        taken[post_id, start].add(slot)
        row = Shift(
            post_id=post_id,
            start=moment_of(start),
            slot=slot,
            end=moment_of(end),
            person_id=person_id,
            unit_id=units[person_id],
        )
        edits[_key(row)] = Edit(SHIFTS, _key(row), row)
    return tuple(edits[key] for key in sorted(edits))


def _rows(snapshot: Snapshot) -> Iterator[Shift]:
    for row in snapshot.bulks[SHIFTS].rows():
        assert isinstance(row, Shift)
        yield row


def _stands(problem: Problem, result: Result) -> Iterator[Stand]:
    for assignment in result.assignments:
        demand = problem.demands[assignment.demand]
        yield demand.post_id, demand.start, demand.end, assignment.person_id


def _stand(row: Shift) -> Stand:
    return row.post_id, seconds_of(row.start), seconds_of(row.end), row.person_id


def _key(row: Shift) -> str:
    return TABLES[SHIFTS].key_of(row)


def _free(taken: set[int]) -> int:
    slot = 1
    while slot in taken:
        slot += 1
    return slot
