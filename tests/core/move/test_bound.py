"""The bound without time, without anything to prove, or stopped before it begins."""

import pytest

from summitry.move.bound import Bound, bound, floor
from summitry.move.problem import Motorcade, Passage, Problem, Way

ALONE = Way(name="", passages=(Passage(0, 0, 60),), earliest=5, latest=9, ideal=4)
PROBLEM = Problem(
    origin=0,
    slots=10,
    segments=("",),
    motorcades=tuple(Motorcade(name=name, ways=(ALONE,)) for name in "ab"),
)


@pytest.mark.parametrize(
    ("target", "seconds", "stopped"), [(9, 0.0, False), (9, 1.0, True), (0, 1.0, False)]
)
def test_without_time_or_need_nothing_is_built(
    *, target: int, seconds: float, stopped: bool
) -> None:
    found = bound(PROBLEM, target, lambda: 0.0, seconds, lambda _: stopped)

    assert found == Bound(cost=min(target, floor(PROBLEM)), steps=0, seconds=0.0)


def test_with_time_prices_are_looked_at() -> None:
    found = bound(PROBLEM, 9, iter(range(9)).__next__, 5.0)

    assert found.steps > 0
    assert found.cost >= floor(PROBLEM) == 2
