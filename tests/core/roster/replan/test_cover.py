"""How many are missing at a moment."""

import pytest

from summitry.roster.replan.cover import KINDS_MAX, Need, lack


def people(*kinds):
    return [frozenset(each) for each in kinds]


@pytest.mark.parametrize(
    ("need", "there", "missing"),
    [
        (Need(2, ()), people(()), 1),
        (Need(1, ((0, 1),)), people(()), 1),
        (Need(2, ((0, 1), (1, 1))), people((0, 1)), 1),
        (Need(2, ((0, 1), (1, 1))), people((0, 1), ()), 1),
        (Need(2, ((0, 1), (1, 1))), people((0, 1), (1,)), 0),
        (Need(0, ()), people(), 0),
    ],
)
def test_different_people_meet_different_requirements(need, there, missing):
    assert lack(need, there) == missing


def test_more_kinds_than_subsets_are_looked_at_are_counted_exactly():
    count = KINDS_MAX + 2
    need = Need(count, tuple((kind, 1) for kind in range(count)))
    able = people(*((kind,) for kind in range(2, count)), (2, 3), (2, 3))

    # Nobody can do the first two: the two who are left over can do what others do already.
    assert lack(need, able) == 2
    assert lack(need, people(*((kind, (kind + 1) % count) for kind in range(count)))) == 0
