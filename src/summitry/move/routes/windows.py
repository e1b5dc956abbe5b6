"""When places can be served at all: windows narrowed by the depot's and by the other of a pair."""

from typing import Any, TypeAlias

import numpy as np

Table: TypeAlias = np.ndarray[Any, Any]

CLOSURE_MAX = 600
"""Up to so many places the shortest ways between all of them are made, over any others."""


def narrowed(
    time: Table, windows: tuple[Table, Table], service: Table, pairs: tuple[tuple[int, int], ...]
) -> tuple[Table, Table]:
    """Return the earliest and the latest start of service at each place that any route can have.

    A way over other places may be shorter than the direct one, so that the shortest counts.
    """
    opens, closes = windows
    taken = np.array(service, float)
    taken[0] = 0.0
    pick, drop = np.array(pairs, np.int64).reshape(-1, 2).T
    out, back, across = _ways(time, pick, drop)
    early = np.maximum(np.asarray(opens, float), opens[0] + out)
    late = np.minimum(np.asarray(closes, float), closes[0] - taken - back)
    across = across + taken[pick]
    early[drop] = np.maximum(early[drop], early[pick] + across)
    late[pick] = np.minimum(late[pick], late[drop] - across)
    early[0], late[0] = opens[0], closes[0]
    return early, late


def _ways(time: Table, pick: Table, drop: Table) -> tuple[Table, Table, Table]:
    """Return the shortest ways from the depot, back to it, and within each pair, or less."""
    size = len(time)
    if size > CLOSURE_MAX:
        return _from_depot(time), _from_depot(time.T), np.zeros(len(pick))
    short = np.array(time, float)
    np.fill_diagonal(short, 0.0)
    for via in range(size):
        np.minimum(short, short[:, via, None] + short[None, via, :], out=short)
    return short[0], short[:, 0], short[pick, drop]


def _from_depot(time: Table) -> Table:
    found = np.array(time[0], float)
    found[0] = 0.0
    while True:
        shorter = np.minimum(found, (found[:, None] + time).min(axis=0))
        if np.array_equal(shorter, found):
            return found
        found = shorter
