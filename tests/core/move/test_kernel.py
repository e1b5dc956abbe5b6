"""Gaps too small for anybody come together: who is pushed pushes others along."""

import pytest

from summitry.kit.streams import stream
from summitry.move.checker import broken_rules
from summitry.move.search import Search
from tests.core.move.test_bound import row_of


@pytest.mark.parametrize("seed", range(3))
def test_whoever_just_fits_on_a_segment_has_a_time(seed: int) -> None:
    """Thirty motorcades take four slots each, and there are not four slots more."""
    problem = row_of(30, latest=4 * 29 + 2)
    search = Search(problem, stream(seed, "push"))

    search.steps(8_000, 3.0)

    assert None not in search.best
    assert list(broken_rules(problem, search.best)) == []
