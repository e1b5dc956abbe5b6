"""Both searches compiled and kept on disk, so that the first one starts at once."""

import numpy as np

from summitry.kit.streams import stream
from summitry.move.routes.eject import pool_of, squeeze
from summitry.move.routes.problem import Problem
from summitry.move.routes.ruin import improve, memory_of
from summitry.move.routes.tours import chance_of, ground_of, tours_of


def smallest() -> Problem:
    """Return a problem with what there can be: a pair and two places that stand alone."""
    far = np.abs(np.subtract.outer(np.arange(5.0), np.arange(5.0)))
    return Problem(
        distance=far,
        time=far,
        early=np.zeros(5),
        late=np.full(5, 30.0),
        service=np.ones(5),
        demand=np.array([0.0, 1.0, -1.0, 1.0, 1.0]),
        pairs=((1, 2),),
        capacity=2,
        vehicles=4,
    )


def warm() -> None:
    """Compile both searches and keep them on disk."""
    ground = ground_of(smallest())
    chance = chance_of(stream(1, "warm"))
    tours = tours_of(ground, [(1, 2), (3,)])
    squeeze(ground, tours, pool_of(ground, [4]), chance, 1)
    improve(ground, tours, memory_of(ground, tours), chance, 1, (1.0, 1.0))
