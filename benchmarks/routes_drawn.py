"""Instances drawn by chance, like the public ones in kind: places in clusters, at random, or both.

They serve where no folder of public instances is at hand, and wherever a number is chosen: what was
chosen while looking at a public instance says nothing about the next one.
"""

from typing import Any

import numpy as np

from summitry.kit.streams import Stream, stream
from summitry.move.routes.problem import Problem

KINDS = ("c1", "r1", "rc1", "c2", "r2", "rc2")
"""Clusters, random, both; 1 with short routes, 2 with long ones."""
SIZE = 100
SIDE = 100.0
PER_CLUSTER = 12
SPREAD = 5.0
WIDTHS = (0.05, 0.15, 0.4)
"""How long a window is, as a share of the day; an instance has one of these."""
SERVICE = {"c": 90.0, "r": 10.0, "rc": 10.0}
DAY = {"c1": 1236.0, "r1": 230.0, "rc1": 240.0, "c2": 3390.0, "r2": 1000.0, "rc2": 960.0}
PAIRED_LONGER = 1.5
"""So much longer is the day where a vehicle goes to two places for each request."""
CAPACITY = {"1": 200, "2": 1000}
LOAD_MAX = 5
LOAD_UNIT = 6

Table = np.ndarray[Any, Any]


def drawn(kind: str, seed: int, *, paired: bool, size: int = SIZE) -> Problem:
    """Return the instance of the kind and seed; every request fits a vehicle of its own."""
    chance = stream(seed, "routes", kind, str(size), str(paired))
    scale = float(np.sqrt(size / SIZE))
    spots = np.vstack(([0.5, 0.5], _spots(chance, kind[:-1], size, scale))) * SIDE * scale
    far = np.hypot(*(spots[:, None, :] - spots[None, :, :]).transpose(2, 0, 1))
    service = np.full(size + 1, SERVICE[kind[:-1]])
    service[0] = 0.0
    pairs = tuple((place, place + 1) for place in range(1, size, 2)) if paired else ()
    day = DAY[kind] * scale * (PAIRED_LONGER if paired else 1.0)
    width = day * WIDTHS[seed % len(WIDTHS)]
    early, late = _windows(chance, far, service, (day, width), pairs)
    load = LOAD_UNIT * chance.integers(1, LOAD_MAX, size + 1, endpoint=True).astype(float)
    load[0] = 0.0
    for pickup, delivery in pairs:
        load[delivery] = -load[pickup]
    return Problem(
        distance=far,
        time=far,
        early=early,
        late=late,
        service=service,
        demand=load,
        pairs=pairs,
        capacity=CAPACITY[kind[-1]],
        vehicles=size,
    )


def _spots(chance: Stream, kind: str, size: int, scale: float) -> Table:
    """Return where the places are, as shares of the side."""
    anywhere = chance.random((size, 2))
    middles = chance.random((max(size // PER_CLUSTER, 1), 2))
    around = chance.normal(0.0, SPREAD / SIDE / scale, (size, 2))
    clustered = np.clip(middles[chance.integers(0, len(middles), size)] + around, 0.0, 1.0)
    share = {"c": 1.0, "r": 0.0, "rc": 0.5}[kind]
    return np.where(chance.random((size, 1)) < share, clustered, anywhere)


def _windows(
    chance: Stream,
    far: Table,
    service: Table,
    day: tuple[float, float],
    pairs: tuple[tuple[int, int], ...],
) -> tuple[Table, Table]:
    """Return from when and until when service can start, around moments drawn by chance."""
    size = len(far)
    first, last = far[0].copy(), day[0] - far[:, 0] - service
    for pickup, delivery in pairs:
        direct = service[pickup] + far[pickup, delivery]
        last[pickup] = min(last[pickup], last[delivery] - direct)
    middle = first + chance.random(size) * (last - first)
    for pickup, delivery in pairs:
        soonest = max(middle[pickup] + service[pickup] + far[pickup, delivery], first[delivery])
        middle[delivery] = soonest + chance.random() * max(last[delivery] - soonest, 0.0) / 2
    early = np.maximum(middle - day[1] / 2, 0.0)
    late = np.minimum(middle + day[1] / 2, last)
    early[0], late[0] = 0.0, day[0]
    return np.minimum(early, late), late
