import numpy as np
import pytest

from summitry.kit.errors import SummitryError
from tests.core.move.routes.cases import problem

SPOTS = [(1, 0), (2, 0)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"demand": [2, -1], "pairs": ((1, 2),)}, "routes.pair_load"),
        ({"demand": [-2, 2], "pairs": ((1, 2),)}, "routes.pair_load"),
        ({"demand": [0, 0], "pairs": ((1, 2),)}, "routes.pair_load"),
        ({"demand": [1, -1], "pairs": ((1, 3),)}, "routes.pair"),
        ({"demand": [1, -1], "pairs": ((0, 1),)}, "routes.pair"),
        ({"demand": [1, -1], "pairs": ((1, 2), (1, 2))}, "routes.pair"),
        ({"demand": [1, -1]}, "routes.alone"),
        ({"capacity": -1}, "routes.fleet"),
        ({"vehicles": -1}, "routes.fleet"),
        ({"service": -1.0}, "routes.negative"),
        ({"windows": [(0, np.inf), (0, 1)]}, "routes.number"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(given, code):
    with pytest.raises(SummitryError) as caught:
        problem(SPOTS, **given)

    assert caught.value.code == code


def test_a_huge_problem_is_refused_by_its_size():
    with pytest.raises(SummitryError) as caught:
        problem([(1, 1)] * 3_000)

    assert (caught.value.code, caught.value.facts) == ("routes.size", {"got": 3001, "most": 3000})
