"""How few vehicles a rush needs: many loads to or from one place within little time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

from summitry.move.routes.problem import Problem
from summitry.move.routes.windows import CLOSURE_MAX

Table: TypeAlias = np.ndarray[Any, Any]

HUBS_MAX = 12
"""So many places at which most pairs begin or end are looked at."""
LIMITS_MAX = 8
"""So many sizes of loads are tried as a limit of what counts as small."""
ROUNDING = 1e-6


def vehicles_of_rushes(problem: Problem) -> int:
    """Return below which number of vehicles there are no routes, by pairs of one hub; 0 if none.

    Let ``S`` be pairs that are picked up at ``a`` at the earliest and delivered at ``b`` at the
    latest, and ``near`` a number for each place that changes by no more than the time of the way.
    On the ways of one vehicle ``near`` falls by ``down`` and rises by ``up`` in all, and ``down -
    up`` is at most ``reach``, the highest at a pickup of ``S`` less the lowest at a delivery. Each
    load takes a share of the vehicle, so that all that are aboard take no more than one; so the
    shares times what each load falls sum up to no more than ``down``. Between its first pickup and
    its last delivery of ``S`` the vehicle serves all its places but the last and is on the way for
    ``down + up >= 2 down - reach``. All vehicles together: their number times ``b - a + reach +
    the longest last service`` is at least the services and twice what the shares sum up to.
    """
    if not problem.pairs or not problem.capacity or len(problem.demand) > CLOSURE_MAX:
        return 0
    pick, drop = np.array(problem.pairs, np.int64).T
    early, late = problem.windows
    service = problem.service[pick] + problem.service[drop]
    last = float(problem.service[drop].max())
    shares = np.array(list(_shares(problem.demand[pick] / problem.capacity)))
    most = 0.0
    for near in _potentials(problem, pick, drop):
        falls = near[pick] > near[drop]
        top, low = near[pick[falls]], near[drop[falls]]
        need = service[falls] + 2 * shares[:, falls] * (top - low)
        span = early[pick[falls]], late[drop[falls]]
        most = max(most, _densest(need, span, (top, low), last))
    return int(np.ceil(most - ROUNDING))


def _potentials(problem: Problem, pick: Table, drop: Table) -> Iterator[Table]:
    """Yield for each hub how far places are from it, and the same below zero."""
    short = np.minimum(problem.time, problem.time.T)
    np.fill_diagonal(short, 0.0)
    for via in range(len(short)):
        np.minimum(short, short[:, via, None] + short[None, via, :], out=short)
    ends = Counter(short[place].tobytes() for place in (*pick, *drop))
    for row, count in ends.most_common(HUBS_MAX):
        if count > 1:
            near = np.frombuffer(row)
            yield near
            yield -near


def _shares(size: Table) -> Iterator[Table]:
    """Yield shares of a vehicle that sum up to one at most for loads that it holds together.

    By size; and by size where loads below a limit count nothing, and those that leave no room for
    the limit count as a whole vehicle.
    """
    yield size
    limits = np.unique(np.minimum(size, 1 - size))
    limits = limits[limits > ROUNDING]
    for limit in limits[np.linspace(0, len(limits) - 1, min(len(limits), LIMITS_MAX)).astype(int)]:
        share = np.where(size < limit - ROUNDING, 0.0, size)
        yield np.where(size > 1 - limit + ROUNDING, 1.0, share)


def _densest(
    need: Table, span: tuple[Table, Table], ends: tuple[Table, Table], last: float
) -> float:
    """Return the most vehicles that the pairs of any stretch of time need, by any of the shares."""
    early, late = span
    most = 0.0
    for begin in np.unique(early):
        inside = np.flatnonzero(early >= begin)
        inside = inside[np.argsort(late[inside], kind="stable")]
        top, low = np.maximum.accumulate(ends[0][inside]), np.minimum.accumulate(ends[1][inside])
        room = late[inside] - begin + last + top - low
        most = max(most, float((need[:, inside].cumsum(axis=1) / room).max()))
    return most
