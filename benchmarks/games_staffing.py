"""Who stands on which post of the Games, and the defects in it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.games_sizes import (
    CHANGE_HOUR,
    CLOSE_HOUR,
    DAYS,
    DEFECTS,
    OPEN_HOUR,
    SLOT_MINUTES,
    SPOILT_PLACE,
    TEAM,
    TEAMS,
    UNITS,
    VENUES,
    Integers,
    opening_of,
    slots_of,
    unit_of,
)
from summitry.kit.streams import Stream
from summitry.kit.time import seconds_of
from summitry.plan.bulk import Bulk


class Staffing(NamedTuple):
    """Shifts as whole columns, by post, team and place in the team: ``[post, team, place]``."""

    person: Integers
    start: Integers
    end: Integers
    kept: NDArray[np.bool_]


def staffed(posts: int) -> Staffing:
    """Return who stands where: a person keeps to one unit, one half of the day and one place.

    From day to day the people of a unit change posts among them. All rest fifteen hours.
    """
    number = np.arange(posts)
    day, slot = number % DAYS, number // DAYS
    unit, turn = slot % UNITS, slot // UNITS
    size = (slots_of(posts) - 1 - unit) // UNITS + 1
    other = unit + (turn + day) % size * UNITS
    first = other[:, None, None] * TEAMS * TEAM
    person = first + np.arange(TEAMS)[:, None] * TEAM + np.arange(TEAM)
    opening = np.array([seconds_of(opening_of(each)) for each in range(posts)])[:, None, None]
    change = opening + (CHANGE_HOUR - OPEN_HOUR) * 3_600
    close = opening + (CLOSE_HOUR - OPEN_HOUR) * 3_600
    overlap = SLOT_MINUTES * 60
    shape = person.shape
    start = np.broadcast_to(np.concatenate([opening, change - overlap], axis=1), shape)
    end = np.broadcast_to(np.concatenate([change, close], axis=1), shape)
    return Staffing(person, start.copy(), end.copy(), np.ones(shape, dtype=bool))


def spoilt(staffing: Staffing, chance: Stream) -> dict[str, list[str]]:
    """Spoil some shifts in place; return what must be found: codes and keys.

    Each kind of defect has its own part of the posts, so that none hides another; the first post of
    each venue, which gives first aid, is left alone.
    """
    posts = len(staffing.person)
    parts = np.array_split(chance.permutation(np.arange(VENUES, posts // DAYS) * DAYS), 3)
    empty = [int(slot) + 3 for slot in parts[0][:DEFECTS]]
    staffing.kept[empty, 1] = False
    persons: dict[str, list[str]] = {"C-53": [], "C-54": []}
    for slot in parts[1][:DEFECTS].tolist():
        here, there = slot + 5, _next(slot, posts) + 5
        twice = int(staffing.person[here, 0, SPOILT_PLACE])
        staffing.person[there, 0, SPOILT_PLACE] = twice
        persons["C-53"].append(f"o-{twice:06}")
    reserve = slots_of(posts) * TEAMS * TEAM
    for number, slot in enumerate(parts[2][:DEFECTS].tolist()):
        tired = int(staffing.person[slot + 8, 1, SPOILT_PLACE])
        # The next morning's place is the one of the same turn; the late shift goes to a reserve.
        (late,) = np.argwhere((staffing.person == tired).any(axis=(1, 2)) & _on_day(posts, 9))[0]
        staffing.person[late, 1, SPOILT_PLACE] = reserve + number
        staffing.person[slot + 9, 0, SPOILT_PLACE] = tired
        persons["C-54"].append(f"o-{tired:06}")
    missing = [f"P-{number:05}" for number in empty]
    return {"C-52": missing, "C-55": missing, **persons}


def _next(slot: int, posts: int) -> int:
    """Return the first post of the next slot; after the last one comes the first that is no aid."""
    after = slot + DAYS
    return after if after < posts // DAYS * DAYS else VENUES * DAYS


def _on_day(posts: int, day: int) -> NDArray[np.bool_]:
    return np.arange(posts) % DAYS == day


def shifts_of(staffing: Staffing) -> Bulk:
    """Return the shifts that are kept, in columns."""
    posts = len(staffing.person)
    number = np.broadcast_to(np.arange(posts)[:, None, None], staffing.person.shape)
    place = np.broadcast_to(np.arange(1, TEAM + 1), staffing.person.shape)
    kept = staffing.kept
    chosen = number[kept].tolist()
    return Bulk.of_columns(
        "shifts",
        {
            "post_id": [f"P-{each:05}" for each in chosen],
            "start": staffing.start[kept],
            "slot": place[kept],
            "end": staffing.end[kept],
            "person_id": [f"o-{each:06}" for each in staffing.person[kept].tolist()],
            "unit_id": [unit_of(each // DAYS) for each in chosen],
        },
    )
