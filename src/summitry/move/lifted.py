"""What the bound counts by: groups of departures of which no two can be together.

All who would be on one cell are such a group. Ways that meet on more than one segment often allow a
larger one, which one cell alone does not see: so each group takes in departures just before and
after its own for as long as each of them hinders all the others. A group and the same one later are
a row of cells, one a slot, and a departure is on the cells of a row one after another: so all that
counts by cells counts by groups too. It is right because two departures on one cell of a row hinder
each other, on a segment or at a door.
"""

from collections.abc import Iterator
from itertools import islice
from math import isqrt
from typing import NamedTuple

import numpy as np

from summitry.move.occupancy import Tables
from summitry.move.problem import CELLS_MAX
from summitry.policy.compiled import compiled

FAR = 1 << 40
MORE_MAX = 64
"""So many slots at the most a group takes in before and after its own for each way."""
WORK_MAX = 2_000_000_000
"""So many kinds are looked at, at the most, when each two groups are compared.

At the worst one takes 1.7 ns (3,000 groups of 500 kinds in 7.5 s, 27 November 2026, on a busy
machine). The cities of the benchmark have 5.3e8 for 110 delegations and 6.2e8 for 200, and as one
look mostly tells two groups apart, these take 0.06 s.
"""


class _Kinds(NamedTuple):
    """Ways by what they take alone: those that take the same are one kind."""

    uses: np.ndarray
    """Where each kind's uses begin, and where the last one's end."""
    use: np.ndarray
    """Of each use: segment or door, from and to cell after the departure."""
    window: np.ndarray
    """Of each kind: the first and last slot in which any of its ways can be taken."""


def lifted(table: Tables) -> Tables:
    """Return the table whose rows are groups instead of segments and doors, a cell to a slot.

    Where there are too many kinds of ways, or too many groups, it is the table as it was.
    """
    kind_of, kinds = _kinds(table)
    count, fine = len(kinds.window), int(table.shape[2])
    far = int(kinds.use[:, 2].max(initial=0)) // fine + 1
    if count * count * (2 * far + 1) > CELLS_MAX:
        return table
    hinders = _hinders(kinds, fine, far)
    most = isqrt(WORK_MAX // count)
    groups = list(islice(_groups(kinds, hinders, fine), most + 1))
    if len(groups) > most:
        return table
    spans = _largest(np.array(groups, dtype=np.int64).reshape(-1, count, 2))
    rows: list[list[tuple[int, int, int, int]]] = [[] for _ in range(count)]
    for number, group in enumerate(spans):
        for kind in np.flatnonzero(group[:, 0] <= group[:, 1]):
            first, last = group[kind].tolist()
            rows[kind].append((number, -last, 1 - first, 1))
    own = [rows[kind] for kind in kind_of]
    length = max((each[2] for uses in own for each in uses), default=0)
    slots = max(int(table.shape[1]), int(table.window[:, 1].max(initial=0)) + length + 2)
    if len(spans) * slots > CELLS_MAX:
        return table
    return table._replace(
        uses=np.cumsum([0, *(len(uses) for uses in own)], dtype=np.int64),
        use=np.array([each for uses in own for each in uses], dtype=np.int64).reshape(-1, 4),
        shape=np.array([len(spans), slots, 1], dtype=np.int64),
    )


def _kinds(table: Tables) -> tuple[list[int], _Kinds]:
    """Return each way's kind, and the kinds; a way without a time takes nothing."""
    numbers: dict[tuple[tuple[int, ...], ...], int] = {(): 0}
    windows: list[tuple[int, int]] = [(0, 0)]
    kind_of = []
    for way in range(len(table.window)):
        first, last = int(table.window[way, 0]), int(table.window[way, 1])
        uses = table.use[table.uses[way] : table.uses[way + 1]]
        key = tuple(tuple(map(int, each[:3])) for each in uses if each[3]) if first <= last else ()
        kind = numbers.setdefault(key, len(numbers))
        if kind == len(windows):
            windows.append((first, last))
        windows[kind] = min(windows[kind][0], first), max(windows[kind][1], last)
        kind_of.append(kind)
    taken = list(numbers)
    return kind_of, _Kinds(
        uses=np.cumsum([0, *(len(own) for own in taken)], dtype=np.int64),
        use=np.array([each for own in taken for each in own], dtype=np.int64).reshape(-1, 3),
        window=np.array(windows, dtype=np.int64),
    )


@compiled
def _hinders(kinds: _Kinds, fine: int, far: int) -> np.ndarray:  # pragma: no cover  # compiled
    """Return for each two kinds whether they are never together, by how much later the other is.

    Either because one hinders the other, or because no two of their ways can be so far apart.
    """
    count = len(kinds.window)
    found = np.zeros((count, count, 2 * far + 1), dtype=np.bool_)
    for kind in range(count):
        for other in range(count):
            own = found[kind, other]
            least = kinds.window[other, 0] - kinds.window[kind, 1]
            most = kinds.window[other, 1] - kinds.window[kind, 0]
            for later in range(-far, far + 1):
                own[later + far] = later < least or later > most
            for one in range(kinds.uses[kind], kinds.uses[kind + 1]):
                for two in range(kinds.uses[other], kinds.uses[other + 1]):
                    if kinds.use[one, 0] == kinds.use[two, 0]:
                        # Start and end of the other's, so much later, are after our start and end.
                        low = (kinds.use[one, 1] - kinds.use[two, 2]) // fine + 1
                        high = (kinds.use[one, 2] - kinds.use[two, 1] - 1) // fine
                        own[low + far : high + far + 1] = True
    return found


def _groups(kinds: _Kinds, hinders: np.ndarray, fine: int) -> Iterator[np.ndarray]:
    """Yield the groups of each row's cells within a slot, each taken further in two orders.

    A group is each kind's first and last departure, the first after the last where it has none.
    """
    takes: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for kind in range(len(kinds.window)):
        for row, start, end in kinds.use[kinds.uses[kind] : kinds.uses[kind + 1]].tolist():
            takes.setdefault(row, {}).setdefault(kind, []).append((start, end))
    for own in takes.values():
        # Who takes a row more often is in one group with the first time, in another with the next.
        for time in range(max(len(each) for each in own.values())):
            for cell in range(fine):
                base = [
                    (kind, (cell - end) // fine + 1, (cell - start) // fine)
                    for kind, uses in own.items()
                    for start, end in uses[time : time + 1] or uses[-1:]
                ]
                base = [(kind, first, last) for kind, first, last in base if first <= last]
                for order in (base, base[::-1]) if base else ():
                    group = np.array(order, dtype=np.int64)
                    _extend(hinders, group)
                    spans = np.full((len(kinds.window), 2), (FAR, -FAR), dtype=np.int64)
                    # A group and the same one later are one row: so its last departure is at 0.
                    spans[group[:, 0]] = group[:, 1:] - group[:, 2].max()
                    yield spans


@compiled
def _largest(groups: np.ndarray) -> np.ndarray:  # pragma: no cover  # compiled
    """Return the groups but for those that another one, earlier or later, holds whole."""
    kept = np.ones(len(groups), dtype=np.bool_)
    for one in range(len(groups)):
        for other in range(len(groups)):
            if one == other or not kept[other] or not kept[one]:
                continue
            low, high = -FAR, FAR
            for kind in range(groups.shape[1]):
                first, last = groups[one, kind, 0], groups[one, kind, 1]
                if first <= last:
                    low = max(low, last - groups[other, kind, 1])
                    high = min(high, first - groups[other, kind, 0])
                    if low > high:
                        break
            kept[one] = low > high
    return groups[kept]


@compiled
def _extend(hinders: np.ndarray, group: np.ndarray) -> None:  # pragma: no cover  # compiled
    """Take in departures before and after, kind by kind, while each hinders all the others."""
    for one in range(len(group)):
        for side, more in ((1, -1), (2, 1)):
            for _ in range(MORE_MAX):
                if not _hinders_all(hinders, group, group[one, 0], group[one, side] + more):
                    break
                group[one, side] += more


@compiled
def _hinders_all(
    hinders: np.ndarray, group: np.ndarray, kind: int, slot: int
) -> bool:  # pragma: no cover  # compiled
    """Say whether a departure of the kind hinders each one of the group."""
    far = hinders.shape[2] // 2
    for one in range(len(group)):
        own = hinders[kind, group[one, 0]]
        for other in range(group[one, 1], group[one, 2] + 1):
            later = other - slot
            if later < -far or later > far or not own[later + far]:
                return False
    return True
