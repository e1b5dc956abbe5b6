"""What a re-plan is compared with: the first who is free, and CP-SAT among the same people."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from benchmarks.cp_sat import solver as cp_sat_solver
from summitry.roster.replan.cover import Presence, held, slices, subsets
from summitry.roster.replan.fits import Stint, clash, fits, too_long
from summitry.roster.replan.loss import Left, after
from summitry.roster.replan.neighbours import Around, Neighbours, Width
from summitry.roster.replan.problem import NOBODY, Loss, Roster, Step

WIDTH = Width(free=20, moved=0)
"""The widest with which CP-SAT comes to an answer on a plan in some seconds."""
MISSED = 1_000_000
"""What a missing person-minute costs CP-SAT, on the gravest posts; a change costs 1."""


def first_free(roster: Roster, loss: Loss) -> list[Step]:
    """Give every open duty to the first who is free for it: nobody else is moved."""
    left = after(roster, loss)
    near = _near(left, loss, Width(free=200, moved=0))
    given: dict[int, list[Stint]] = {}
    steps = []
    for job, able in zip(near.jobs, near.able, strict=True):
        stint = Stint(job.start, job.end, job.post)
        free = (
            person
            for person in able
            if fits(stint, [*near.kept[person], *given.get(person, ())], roster.posts, roster.rules)
        )
        person = next(free, NOBODY)
        given.setdefault(person, []).append(stint)
        steps.append(Step(job=job, person=person))
    return steps


def cp_sat(roster: Roster, loss: Loss, seconds: float, seed: int, workers: int) -> list[Step]:
    """Choose among the people of one width, cover and change in one sum."""
    left = after(roster, loss)
    near = _near(left, loss, WIDTH)
    model = cp_model.CpModel()
    takes = {
        (person, number): model.new_bool_var("")
        for number, able in enumerate(near.able)
        for person in able
    }
    for number, able in enumerate(near.able):
        model.add_at_most_one(takes[person, number] for person in able)
    _limit(model, left, near, takes)
    missing = _cover(model, left, loss, near, takes)
    changed = [
        1 - takes[job.holder, number] if not job.is_forced else sum(
            takes[person, number] for person in near.able[number])
        for number, job in enumerate(near.jobs)
    ]  # fmt: skip
    model.minimize(sum(cost * each for cost, each in missing) + sum(changed))
    for (person, number), each in takes.items():
        # It begins from what was published.
        model.add_hint(each, int(near.jobs[number].holder == person))
    solver = cp_sat_solver(seconds, seed, workers)
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        print("  CP-SAT:", solver.status_name(status))
        return [Step(job=job, person=NOBODY) for job in left.jobs]
    taken = {number: person for (person, number), each in takes.items() if solver.value(each)}
    return [
        Step(job=job, person=taken.get(number, NOBODY))
        for number, job in enumerate(near.jobs)
        if job.is_forced or taken.get(number, NOBODY) != job.holder
    ]


def _near(left: Left, loss: Loss, width: Width) -> Around:
    found = Neighbours(left, loss.since).around(width)
    assert found is not None
    return found


def _limit(model, left: Left, near, takes) -> None:  # noqa: ANN001  # a benchmark's own
    posts, rules = left.roster.posts, left.roster.rules
    by_person: dict[int, list[int]] = {}
    for person, number in takes:
        by_person.setdefault(person, []).append(number)
    for person, numbers in by_person.items():
        stints = [
            Stint(near.jobs[n].start, near.jobs[n].end, near.jobs[n].post, n) for n in numbers
        ]
        own = {n for n in numbers if near.jobs[n].holder == person}
        for place, one in enumerate(stints):
            for other in stints[place + 1 :]:
                if not {one.mark, other.mark} <= own and clash(one, other, posts, rules):
                    model.add_at_most_one([takes[person, one.mark], takes[person, other.mark]])
        for row in too_long([*stints, *near.kept[person]], posts, rules):
            chosen = [each.mark for each in row if each.mark >= 0]
            if chosen and not set(chosen) <= own:
                model.add(sum(takes[person, n] for n in chosen) <= len(chosen) - 1)


def _cover(model, left: Left, loss: Loss, near, takes) -> Sequence[tuple[int, cp_model.IntVar]]:  # noqa: ANN001  # a benchmark's own
    roster = left.roster
    kept = Presence(roster, [*(d for d in left.duties if d not in near.freed), *near.heads])
    cuts: dict[int, set[int]] = {}
    for job in near.jobs:
        cuts.setdefault(job.post, set()).update((job.start, job.end))
    for duty in left.duties:
        if duty.post in cuts:
            cuts[duty.post].update((duty.start, duty.end))
    at: dict[int, list[tuple[int, int, cp_model.IntVar]]] = {}
    for (person, number), each in takes.items():
        at.setdefault(near.jobs[number].post, []).append((person, number, each))
    missing = []
    for piece in slices(roster, loss, left.published, sorted(cuts), cuts):
        coming = [
            (
                held(roster.persons[person].skills, piece.end),
                near.jobs[number].holder == person,
                each,
            )
            for person, number, each in at.get(piece.post, ())
            if near.jobs[number].start <= piece.start and piece.end <= near.jobs[number].end
        ]
        if not coming:
            continue
        there = kept.there(piece.post, piece.start, piece.end).values()
        short, begin = model.new_int_var(0, 1_000, ""), 0
        level = roster.posts[piece.post].level
        missing.append((max(MISSED // 1_000**level, 1_000) * piece.minutes, short))
        for kinds, count in [(None, piece.need.headcount), *subsets(piece.need.kinds)]:
            have = sum(1 for each in there if kinds is None or each & kinds)
            able = [(who, each) for own, who, each in coming if kinds is None or own & kinds]
            lack = count - piece.lacked - have
            model.add(sum(each for _, each in able) + short >= lack)
            begin = max(begin, lack - sum(stays for stays, _ in able))
        model.add_hint(short, begin)
    return missing
