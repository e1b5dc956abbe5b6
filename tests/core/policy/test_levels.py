import pytest

from summitry.policy.levels import levels, most_at_once
from tests.plans.one_rule import during

WINDOW = during(0, 60)


@pytest.mark.parametrize(
    ("spells", "found"),
    [
        ([], [(WINDOW, 0)]),
        ([(during(-10, 70), 2)], [(WINDOW, 2)]),
        ([(during(0, 60), 2), (during(0, 60), 3)], [(WINDOW, 5)]),
        (
            [(during(-10, 20), 2), (during(10, 90), 1)],
            [(during(0, 10), 2), (during(10, 20), 3), (during(20, 60), 1)],
        ),
        ([(during(0, 30), 1), (during(30, 60), 1)], [(during(0, 30), 1), (during(30, 60), 1)]),
        ([(during(-10, 0), 1), (during(60, 70), 1)], [(WINDOW, 0)]),
    ],
)
def test_stretches_tell_how_many_there_are_between_two_changes(spells, found):
    assert list(levels(WINDOW, spells)) == found


def test_window_without_length_is_one_stretch():
    moment = during(10, 10)

    assert levels(moment, [(during(0, 10), 1), (during(10, 20), 2)]) == ((moment, 2),)


@pytest.mark.parametrize(
    ("spells", "most"),
    [
        ([], 0),
        ([(during(0, 10), 2)], 2),
        ([(during(0, 10), 2), (during(9, 20), 1)], 3),
        ([(during(0, 10), 2), (during(10, 20), 1)], 2),
        ([(during(5, 5), 4)], 0),
    ],
)
def test_most_at_once_counts_what_shares_a_moment(spells, most):
    assert most_at_once(spells) == most
