"""Round numbers beside a scale."""

import pytest

from summitry.report.pictures.scale import steps_to


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (1, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (6, (0, 2, 4, 6)),
        (840, (0, 200, 400, 600, 800, 1_000)),
        (10_000_000, (0, 2_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000)),
    ],
)
def test_steps_are_round_and_reach_the_most(most, steps):
    assert steps_to(most) == steps
