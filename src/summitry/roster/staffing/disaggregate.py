"""Officers and cells made persons and posts: who of those alike goes where."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.cells import Board
from summitry.roster.staffing.problem import Assignment, Missing, Problem
from summitry.roster.staffing.search import Standing

Person = tuple[PersonId, UnitId]


def disaggregated(
    problem: Problem,
    board: Board,
    standing: Standing,
    begin: tuple[Assignment, ...] = (),
) -> tuple[tuple[Assignment, ...], tuple[Missing, ...]]:
    """Return who stands on which demand, and who is missing where.

    Of several posts alike a person keeps the one that the search set out from, else gets the one of
    the last time; whoever has none yet joins posts unit by unit, so that teams are not mixed. What
    is missing is spread, one to a post.
    """
    people: list[Person] = [
        (person, each.unit_id) for each in problem.types for person in each.persons
    ]
    by_cell: dict[int, list[int]] = defaultdict(list)
    for officer, places in zip(*np.nonzero(standing.pattern >= 0), strict=True):
        by_cell[int(standing.pattern[officer, places])].append(int(officer))
    had: dict[PersonId, list[int]] = defaultdict(list)
    for each in begin:
        had[each.person_id].append(each.demand)
    usual: dict[int, PostId] = {}
    assignments: list[Assignment] = []
    missing: list[Missing] = []
    for cell, members in enumerate(board.members):
        officers = sorted(by_cell[cell], key=lambda officer: (people[officer][1], officer))
        lacking = int(board.need[cell]) - len(officers)
        rooms = dict(_rooms(problem, members, lacking))
        missing += [
            Missing(member, problem.demands[member].count - room)
            for member, room in rooms.items()
            if room < problem.demands[member].count
        ]
        kept = list(_kept(officers, rooms, [had.get(people[o][0], []) for o in officers]))
        settled = {officer for officer, _ in kept}
        others = [officer for officer in officers if officer not in settled]
        seated = _seated(problem, others, rooms, usual)
        for officer, member in (*kept, *seated):
            usual[officer] = problem.demands[member].post_id
            assignments.append(Assignment(member, people[officer][0]))
    return tuple(sorted(assignments)), tuple(sorted(missing))


def _rooms(problem: Problem, members: tuple[int, ...], lacking: int) -> Iterator[tuple[int, int]]:
    """Yield each demand with the number of people that it gets."""
    rooms = [problem.demands[member].count for member in members]
    while lacking > 0:
        # The fullest give first: no post is left alone while another has more than it.
        most = max(rooms)
        for place, room in enumerate(rooms):
            if room == most and lacking > 0:
                rooms[place] -= 1
                lacking -= 1
    yield from zip(members, rooms, strict=True)


def _kept(
    officers: list[int], rooms: dict[int, int], had: list[list[int]]
) -> Iterator[tuple[int, int]]:
    """Yield each officer who stands where the search set out from, as far as there is room."""
    for officer, own in zip(officers, had, strict=True):
        again = next((member for member in own if rooms.get(member, 0)), None)
        if again is not None:
            rooms[again] -= 1
            yield officer, again


def _seated(
    problem: Problem, officers: list[int], rooms: dict[int, int], usual: dict[int, PostId]
) -> Iterator[tuple[int, int]]:
    """Yield each officer with a demand that has room."""
    of_post: dict[PostId, list[int]] = defaultdict(list)
    for member in rooms:
        of_post[problem.demands[member].post_id].append(member)
    others = []
    for officer in officers:
        again = next((m for m in of_post.get(usual.get(officer, PostId("")), ()) if rooms[m]), None)
        if again is None:
            others.append(officer)
        else:
            rooms[again] -= 1
            yield officer, again
    places = (member for member, room in rooms.items() for _ in range(room))
    yield from zip(others, places, strict=True)
