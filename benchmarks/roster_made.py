"""Rosters to be found, made by seed: officers with skills and leave, posts that ask for them.

Posts stand in sectors; people of the sector's own unit and of the next may stand there. There are
three shifts a day.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.kit.time import DAY_SECONDS, HOUR_SECONDS
from summitry.roster.staffing.problem import Demand, Kind, OfficerType, Problem, Rules, Span

SHIFTS = 3
SHIFT_SECONDS = 8 * HOUR_SECONDS
TOURS_MAX, IN_ROW_MAX = 10, 6
REST_SECONDS = 11 * HOUR_SECONDS
LEAVE_SHARE = 0.05
LEAVE_DAYS = (1, 4)
PRIORITIES = (0.3, 0.5, 0.2)

Held = Callable[[int, np.random.Generator], np.ndarray]
"""Draws for so many officers the skills that each holds, as bits."""
Leave = Callable[[int, int, np.random.Generator], list[Span | None]]
"""Draws for so many officers and days when each is away, if at all."""


@dataclass(frozen=True)
class Mix:
    """Which skills there are, who holds them, and what posts ask for."""

    skills: tuple[Kind, ...]
    held: Held
    leave: Leave
    asked: tuple[int, ...]
    asked_shares: tuple[float, ...]


def _one_of(masks: tuple[int, ...], shares: tuple[float, ...]) -> Held:
    """Return a draw of one of the masks for each officer."""

    def held(officers: int, chance: np.random.Generator) -> np.ndarray:
        return np.array(masks)[chance.choice(len(masks), size=officers, p=shares)]

    return held


def _each_apart(shares: tuple[float, ...]) -> Held:
    """Return a draw of each skill by itself."""

    def held(officers: int, chance: np.random.Generator) -> np.ndarray:
        bits = chance.random((officers, len(shares))) < np.array(shares)
        masks: np.ndarray = (bits << np.arange(len(shares))).sum(axis=1)
        return masks

    return held


def _whole_days(officers: int, days: int, chance: np.random.Generator) -> list[Span | None]:
    on_leave = chance.random(officers) < LEAVE_SHARE
    first = chance.integers(days, size=officers)
    length = chance.integers(*LEAVE_DAYS, size=officers)
    spans = zip((first * DAY_SECONDS).tolist(), (length * DAY_SECONDS).tolist(), strict=True)
    return [
        (start, start + lasts) if is_away else None
        for is_away, (start, lasts) in zip(on_leave.tolist(), spans, strict=True)
    ]


def _own_hours(officers: int, days: int, chance: np.random.Generator) -> list[Span | None]:
    """Draw leave of an exact share of the officers that starts and ends at a minute of its own."""
    found: list[Span | None] = [None] * officers
    for officer in chance.permutation(officers)[: round(LEAVE_SHARE * officers)].tolist():
        start = int(chance.integers(days * 1_440)) * 60
        found[officer] = (start, start + int(chance.integers(8 * 60, 96 * 60)) * 60)
    return found


USUAL = Mix(
    skills=(("qualification", "A"), ("qualification", "B"), ("language", "C")),
    held=_one_of((0b000, 0b001, 0b010, 0b011, 0b101, 0b111), (0.45, 0.20, 0.15, 0.10, 0.06, 0.04)),
    leave=_whole_days,
    asked=(0b000, 0b001, 0b010, 0b101),
    asked_shares=(0.62, 0.20, 0.14, 0.04),
)
"""A common skill, a second one, a rare one on top; leave by whole days."""
SCARCE = Mix(
    skills=(
        ("qualification", "A"),
        ("qualification", "B"),
        ("language", "C"),
        ("language", "D"),
        ("language", "E"),
    ),
    held=_each_apart((0.30, 0.15, 0.10, 0.06, 0.04)),
    leave=_own_hours,
    asked=(0b00000, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b00101, 0b01010),
    asked_shares=(0.50, 0.18, 0.12, 0.07, 0.05, 0.04, 0.03, 0.01),
)
"""Skills of which about as much is asked for as there is, three languages among them, each held by
people apart; leave is personal, so that whoever has any is like nobody else."""
MIXES = {"usual": USUAL, "scarce": SCARCE}


def made(  # noqa: PLR0913  # a size, by name
    officers: int, posts: int, days: int, *, units: int, load: float, seed: int, mix: Mix = USUAL
) -> Problem:
    """Return a problem in which so much of what officers can do is asked for."""
    chance = stream(seed, "benchmark", "roster")
    types = _types(officers, days, units, mix, chance)
    tours = TOURS_MAX * days / 14
    slots = round(load * officers * tours)
    return Problem(
        demands=_demands(slots, (posts, days, units), mix, chance),
        types=types,
        rules=Rules(
            rest_seconds_min=REST_SECONDS,
            tour_seconds_max=12 * HOUR_SECONDS,
            gate_seconds_max=2 * HOUR_SECONDS,
            handover_seconds=0,
            days_in_row_max=IN_ROW_MAX,
            tours_max=int(tours),
        ),
        skills=mix.skills,
    )


def _types(
    officers: int, days: int, units: int, mix: Mix, chance: np.random.Generator
) -> tuple[OfficerType, ...]:
    unit = chance.permutation(np.arange(officers) % units)
    skills = mix.held(officers, chance)
    leave = mix.leave(officers, days, chance)
    groups: dict[tuple[int, int, Span], list[PersonId]] = {}
    for number in range(officers):
        key = (int(unit[number]), int(skills[number]), leave[number] or (0, 0))
        groups.setdefault(key, []).append(PersonId(f"o-{number:05}"))
    return tuple(
        OfficerType(
            unit_id=UnitId(f"U{unit_number:02}"),
            persons=tuple(persons),
            skills=mask,
            away=(away,) if away[1] else (),
        )
        for (unit_number, mask, away), persons in sorted(groups.items())
    )


def _demands(
    slots: int, size: tuple[int, int, int], mix: Mix, chance: np.random.Generator
) -> tuple[Demand, ...]:
    """Return demands of posts that are held day and night, so many people in all."""
    posts, days, units = size
    windows = days * SHIFTS
    sector = np.sort(np.arange(posts) % units)
    asked = chance.choice(len(mix.asked), size=(posts, 64), p=mix.asked_shares)
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
            masks = np.bincount(asked[post, :count], minlength=len(mix.asked))
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
                            skills=mix.asked[number],
                            units=allowed,
                            home=allowed[0],
                            priority=int(priority[post]),
                        )
                    )
    return tuple(found)
