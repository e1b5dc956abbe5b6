"""Instances drawn by chance, in the text format and in the image of the public ones.

What is alike: shifts of a day's four parts, of which a later one is not followed by an earlier;
officers of a few contracts, each with days off, kinds that they do not work and a few nights; so
much to cover as everybody together may work at most; one wish for four days' work.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from msgspec import Struct

from summitry.kit.streams import Stream, stream

WEEK, MONTH = 7, 28
PARTS = "edln"
"""Early, day, late, night: the parts of a day, in which the shifts begin."""
LENGTHS = (480, 480, 480, 600, 720)
"""Minutes of a part's first shift, second, and so on; nights of small instances last 600."""
SMALL = 3
"""Up to so many kinds all shifts last as long."""
CAN_NOT, NO_NIGHTS = 0.25, 0.4
"""How often an officer does not work a kind of shift, or nights."""
NIGHTS, LONG_SHIFTS = 5, 10
"""How many nights, and how many longer shifts, an officer works in four weeks at most."""
FULL = 1.0
"""So much of what all may work at most there is to cover."""
WISHES, TO_WORK, WEIGHTS = 0.1, 0.6, 3
"""How often a day begins a wish, how often it is one to work, and the greatest weight."""
RUN = 5
"""So many days in a row a wish is for at most."""
MISSING, SURPLUS = 100, 1


class Size(NamedTuple):
    """How many officers, kinds of shifts and days an instance has."""

    officers: int
    kinds: int
    days: int

    def __str__(self) -> str:
        """Return the size as it is asked for, such as 10x2x28."""
        return "x".join(map(str, self))


SIZES = (
    Size(10, 2, 28), Size(18, 3, 28), Size(30, 4, 28), Size(50, 6, 28), Size(32, 4, 42),
    Size(45, 6, 42), Size(20, 3, 56), Size(22, 3, 84), Size(50, 6, 182), Size(100, 16, 364),
)  # fmt: skip
"""What is drawn where no folder and no size is named."""


class Contract(Struct, frozen=True):
    """What an officer works in four weeks: minutes at most and least, and the limits of days."""

    most: int
    least: int
    row_max: int
    row_min: int
    off_min: int
    weekends: int


CONTRACTS = (
    Contract(8640, 7560, 5, 2, 2, 2),
    Contract(8640, 7560, 6, 2, 3, 2),
    Contract(5160, 4080, 5, 1, 2, 3),
    Contract(4320, 3240, 5, 1, 1, 3),
)
SHARES = (0.5, 0.2, 0.2, 0.1)


def size_of(text: str) -> Size:
    """Return the size that is asked for.

    Raises
    ------
    ValueError
        Where it is not of the form 10x2x28, or the days are no whole weeks.
    """
    size = Size(*map(int, text.split("x")))
    if min(size) < 1 or size.days % WEEK:
        raise ValueError(text)
    return size


def drawn(size: Size, seed: int) -> str:
    """Return an instance of the size and seed as text."""
    officers, kinds, days = size
    chance = stream(seed, "curtois", str(size))
    names = _kinds(kinds)
    contracts = [CONTRACTS[k] for k in chance.choice(len(CONTRACTS), officers, p=SHARES)]
    sections = {
        "HORIZON": [str(days)],
        "SHIFTS": _shifts(names),
        "STAFF": _staff(chance, contracts, names, days),
        "DAYS_OFF": _days_off(chance, officers, days),
        **_wishes(chance, officers, names, days),
        "COVER": _cover(chance, contracts, names, days),
    }
    return "\n".join(
        line for title, lines in sections.items() for line in (f"SECTION_{title}", *lines, "")
    )


def _kinds(count: int) -> dict[str, int]:
    """Return the kinds' names and minutes, by the part of the day; nights are the fewest."""
    parts = [PARTS[k * len(PARTS) // count] for k in range(count)]
    if 1 < count <= SMALL:
        parts = list(PARTS[: count - 1] + "l")
    found: dict[str, int] = {}
    for part in parts:
        number = parts.count(part) - parts[len(found) :].count(part)
        longer = part == "n" and count > SMALL and not number
        found[f"{part}{number + 1}"] = 600 if longer else LENGTHS[number % len(LENGTHS)]
    return found


def _shifts(names: dict[str, int]) -> list[str]:
    order = PARTS.index
    return [
        f"{name},{minutes}," + "|".join(each for each in names if order(each[0]) < order(name[0]))
        for name, minutes in names.items()
    ]


def _staff(
    chance: Stream, contracts: list[Contract], names: dict[str, int], days: int
) -> list[str]:
    share = days / MONTH
    lines = []
    for number, each in enumerate(contracts):
        limits = [
            (name, 0 if chance.random() < _never(name, names) else _most(name, names, days))
            for name in names
        ]
        if not any(most == days for _, most in limits):
            usual = next(name for name in names if names[name] == LENGTHS[0])
            limits = [(name, days if name == usual else most) for name, most in limits]
        lines.append(
            f"{number},{'|'.join(f'{name}={most}' for name, most in limits)},"
            f"{int(each.most * share)},{int(each.least * share)},{each.row_max},{each.row_min},"
            f"{each.off_min},{int(each.weekends * share)}"
        )
    return lines


def _never(name: str, names: dict[str, int]) -> float:
    if len(names) == 1:
        return 0.0
    return NO_NIGHTS if name[0] == "n" else CAN_NOT


def _most(name: str, names: dict[str, int], days: int) -> int:
    """Return how often an officer may work the kind."""
    if name[0] == "n":
        return max(1, NIGHTS * days // MONTH)
    return days if names[name] == LENGTHS[0] else max(1, LONG_SHIFTS * days // MONTH)


def _days_off(chance: Stream, officers: int, days: int) -> list[str]:
    """Return for each officer two days off in a row in four weeks, and one such at least."""
    lines = []
    for number in range(officers):
        firsts = chance.integers(days - 1, size=max(1, days // MONTH)).tolist()
        off = sorted({day for first in firsts for day in (first, first + 1)})
        lines.append(",".join(map(str, (number, *off))))
    return lines


def _wishes(
    chance: Stream, officers: int, names: dict[str, int], days: int
) -> dict[str, list[str]]:
    kinds = list(names)
    lines: dict[str, list[str]] = {"SHIFT_ON_REQUESTS": [], "SHIFT_OFF_REQUESTS": []}
    for number in range(officers):
        for first, length, kind, weight, to_work in _runs(chance, days, len(kinds)):
            section = "SHIFT_ON_REQUESTS" if to_work else "SHIFT_OFF_REQUESTS"
            lines[section] += [
                f"{number},{day},{kinds[kind]},{weight}" for day in range(first, first + length)
            ]
    return lines


def _runs(chance: Stream, days: int, kinds: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield the first day of a wish, its days, kind and weight, and whether it is to work."""
    day = 0
    while day < days:
        if chance.random() < WISHES:
            length = min(int(chance.integers(1, RUN, endpoint=True)), days - day)
            kind, weight = int(chance.integers(kinds)), int(chance.integers(1, WEIGHTS + 1))
            yield day, length, kind, weight, bool(chance.random() < TO_WORK)
            day += length
        day += 1


def _cover(
    chance: Stream, contracts: list[Contract], names: dict[str, int], days: int
) -> list[str]:
    """Return the needs: together what all may work at most, nights less than other shifts."""
    minutes = FULL * sum(each.most for each in contracts) * days / MONTH
    weights = {name: 0.5 if name[0] == "n" else 1.0 for name in names}
    mean = minutes / days / sum(weights[name] * long for name, long in names.items())
    # Of the tries two thirds succeed; their fractions are rounded by chance, so the mean is kept.
    return [
        f"{day},{name},"
        f"{chance.binomial(int(1.5 * mean * weights[name] + chance.random()), 2 / 3)},"
        f"{MISSING},{SURPLUS}"
        for day, name in product(range(days), names)
    ]
