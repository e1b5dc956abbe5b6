"""Rosters at the size of an event: uncovered against the proven minimum, beside a greedy filler.

Officers are drawn by seed: units, skills, and for some a leave of their own. Posts stand in sectors;
people of the sector's own unit and of the next may stand there. Windows are three shifts a day.
"""

from argparse import ArgumentParser, Namespace
from time import perf_counter

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.kit.time import DAY_SECONDS, HOUR_SECONDS
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules

SKILLS = (0b000, 0b001, 0b010, 0b011, 0b101, 0b111)
SHARES = (0.45, 0.20, 0.15, 0.10, 0.06, 0.04)
"""What officers hold, and how many of them: a common skill, a second one, a rare one on top."""
ASKED = (0b000, 0b001, 0b010, 0b101)
ASKED_SHARES = (0.62, 0.20, 0.14, 0.04)
SHIFTS = 3
SHIFT_SECONDS = 8 * HOUR_SECONDS
TOURS_MAX, IN_ROW_MAX = 10, 6
REST_SECONDS = 11 * HOUR_SECONDS
LEAVE_SHARE = 0.05
LEAVE_DAYS = (1, 4)
PRIORITIES = (0.3, 0.5, 0.2)


def made(
    officers: int, posts: int, days: int, *, units: int, load: float, seed: int
) -> Problem:
    """Return a problem in which so much of what officers can do is asked for."""
    chance = stream(seed, "benchmark", "roster")
    types = _types(officers, days, units, chance)
    tours = TOURS_MAX * days / 14
    slots = round(load * officers * tours)
    return Problem(
        demands=_demands(slots, posts, days, units, chance),
        types=types,
        rules=Rules(
            rest_seconds_min=REST_SECONDS,
            tour_seconds_max=12 * HOUR_SECONDS,
            gate_seconds_max=2 * HOUR_SECONDS,
            handover_seconds=0,
            days_in_row_max=IN_ROW_MAX,
            tours_max=int(tours),
        ),
        skills=(("qualification", "A"), ("qualification", "B"), ("language", "C")),
    )


def _types(
    officers: int, days: int, units: int, chance: np.random.Generator
) -> tuple[OfficerType, ...]:
    unit = chance.permutation(np.arange(officers) % units)
    skill = chance.choice(len(SKILLS), size=officers, p=SHARES)
    on_leave = chance.random(officers) < LEAVE_SHARE
    first = chance.integers(days, size=officers)
    length = chance.integers(*LEAVE_DAYS, size=officers)
    groups: dict[tuple[int, ...], list[PersonId]] = {}
    for number in range(officers):
        leave = (first[number], first[number] + length[number]) if on_leave[number] else (0, 0)
        key = (int(unit[number]), int(skill[number]), int(leave[0]), int(leave[1]))
        groups.setdefault(key, []).append(PersonId(f"o-{number:05}"))
    return tuple(
        OfficerType(
            unit_id=UnitId(f"U{unit_number:02}"),
            persons=tuple(persons),
            skills=SKILLS[skill_number],
            away=((start * DAY_SECONDS, end * DAY_SECONDS),) if end else (),
        )
        for (unit_number, skill_number, start, end), persons in sorted(groups.items())
    )


def _demands(
    slots: int, posts: int, days: int, units: int, chance: np.random.Generator
) -> tuple[Demand, ...]:
    """Return demands of posts that are held day and night, so many people in all."""
    windows = days * SHIFTS
    sector = np.sort(np.arange(posts) % units)
    asked = chance.choice(len(ASKED), size=(posts, 64), p=ASKED_SHARES)
    priority = chance.choice(len(PRIORITIES), size=posts, p=PRIORITIES)
    each = slots // (posts * windows)
    more = slots - each * posts * windows
    # What is left over goes to some windows of some posts.
    extra = np.zeros(posts * windows, dtype=np.int64)
    extra[chance.permutation(posts * windows)[:more]] = 1
    found = []
    for post in range(posts):
        home = int(sector[post])
        allowed = (UnitId(f"U{home:02}"), UnitId(f"U{(home + 1) % units:02}"))
        for window in range(windows):
            count = each + int(extra[post * windows + window])
            masks = np.bincount(asked[post, :count], minlength=len(ASKED))
            start = window * SHIFT_SECONDS
            for number, people in enumerate(masks.tolist()):
                if people:
                    found.append(
                        Demand(
                            post_id=PostId(f"P{post:04}"),
                            start=start,
                            end=start + SHIFT_SECONDS,
                            day=start // DAY_SECONDS,
                            count=people,
                            skills=ASKED[number],
                            units=allowed,
                            home=allowed[0],
                            priority=int(priority[post]),
                        )
                    )
    return tuple(found)
