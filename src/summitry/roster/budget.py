"""How long a search may go on: by a clock that is handed in, or by steps, which repeat exactly."""

from collections.abc import Callable
from math import inf
from typing import Protocol

Stop = Callable[[], bool]
"""Says whether it is time to stop."""


class Budget(Protocol):
    """What a search may use up, and how much of it is gone."""

    def spent(self) -> float:
        """Return the share that is used up; from 1 on the search ends with what it has."""

    def seconds_left(self) -> float:
        """Return how long one choice of the solver may take."""

    def is_interrupted(self) -> bool:
        """Say whether somebody asked for the best so far."""

    def tick(self) -> None:
        """Count a step."""


class Seconds:
    """So many seconds by the clock that is handed in, unless somebody interrupts.

    Parameters
    ----------
    elapsed
        Returns the seconds since the search began.
    asked
        Says whether somebody asked for the best so far.
    """

    def __init__(
        self,
        elapsed: Callable[[], float],
        seconds_max: float,
        asked: Callable[[], bool] = lambda: False,
    ) -> None:
        self._elapsed, self._seconds_max, self._asked = elapsed, seconds_max, asked

    def spent(self) -> float:
        """Return the share of the time that is over, endless where somebody interrupted."""
        if self._asked():
            return inf
        return self._elapsed() / self._seconds_max if self._seconds_max > 0 else inf

    def seconds_left(self) -> float:
        """Return the seconds to the end, 0 after it."""
        return max(0.0, self._seconds_max - self._elapsed())

    def is_interrupted(self) -> bool:
        """Say whether somebody asked for the best so far."""
        return self._asked()

    def tick(self) -> None:
        """Count nothing: the clock does."""


class Steps:
    """So many steps, however long they take: a run with the same seed repeats exactly."""

    def __init__(self, steps_max: int) -> None:
        self._steps_max, self._steps = steps_max, 0

    def spent(self) -> float:
        """Return the share of the steps that is taken."""
        return self._steps / self._steps_max if self._steps_max > 0 else inf

    def seconds_left(self) -> float:
        """Return no limit: a choice is limited by its nodes."""
        return inf

    def is_interrupted(self) -> bool:
        """Say no."""
        return False

    def tick(self) -> None:
        """Count a step."""
        self._steps += 1


def until(budget: Budget, share: float) -> Stop:
    """Return what says whether so large a share of the budget is used up."""
    return lambda: budget.spent() >= share
