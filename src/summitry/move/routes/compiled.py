"""Both searches compiled and kept on disk, so that the first one starts at once."""

import numpy as np

from summitry.kit.streams import stream
from summitry.move.routes.problem import Problem
from summitry.move.routes.solve import Params, solve
from summitry.move.routes.stop import Turns

TURNS = 40


def smallest() -> Problem:
    """Return a problem that goes through every loop: a pair and two places that stand alone."""
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
    solve(smallest(), Params(), Turns(TURNS), stream(1, "warm"))
