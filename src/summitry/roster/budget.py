"""How long a search may go on: by a clock that is handed in, or by steps, which repeat exactly."""

from collections.abc import Callable
from math import inf
from typing import Protocol


class Budget(Protocol):
    """What a search may use up, and how much of it is gone."""

    def spent(self) -> float:
        """Return the share that is used up; from 1 on the search ends with what it has."""

    def seconds(self, share: float, most: float) -> float:
        """Return the seconds, no more than the most, until so large a share is used up."""

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

    def seconds(self, share: float, most: float) -> float:
        """Return the seconds, no more than the most, until so large a share is over."""
        return max(0.0, min(most, share * self._seconds_max - self._elapsed()))

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

    def seconds(self, share: float, most: float) -> float:  # noqa: ARG002  # as of a clock
        """Return no limit, so that a run repeats exactly: the solver's is that of its nodes."""
        return inf

    def is_interrupted(self) -> bool:
        """Say no."""
        return False

    def tick(self) -> None:
        """Count a step."""
        self._steps += 1


class Until:
    """Says whether so large a share of the budget is used up."""

    def __init__(self, budget: Budget, share: float = 1.0) -> None:
        self._budget, self._share = budget, share

    def __call__(self) -> bool:
        """Say whether it is time to stop."""
        return self._budget.spent() >= self._share

    def seconds(self, most: float = inf) -> float:
        """Return the seconds that are left, no more than the most; endless where steps count."""
        return self._budget.seconds(self._share, most)

    def tick(self) -> None:
        """Count a step."""
        self._budget.tick()

    @property
    def left(self) -> float:
        """Which share of the budget is left until then."""
        return max(0.0, self._share - self._budget.spent())

    def part(self, share: float) -> "Until":
        """Return the time until so large a share of what is now left is used up, no later."""
        spent = min(self._budget.spent(), self._share)
        return Until(self._budget, spent + share * (self._share - spent))
