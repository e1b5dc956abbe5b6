import pytest

from summitry.plan.compliance import Minimum, Protection
from summitry.plan.terms import Level
from summitry.policy.minimums import USUAL, required


def minimum(level, count=1, protection=Protection.DETAIL):
    key = f"{level}-{count}"
    return Minimum(minimum_id=key, level=level, protection=protection, count_min=count)


@pytest.mark.parametrize(
    ("level", "applies"),
    [
        (Level.HEAD_OF_STATE, True),
        (Level.HEAD_OF_GOVERNMENT, True),
        (Level.MINISTER, False),
        (Level.OTHER, False),
    ],
)
def test_a_minimum_holds_from_its_level_upwards(level, applies):
    found = required([minimum(Level.HEAD_OF_GOVERNMENT)], level)

    assert (Protection.DETAIL in found) is applies


def test_of_several_rows_the_one_that_asks_for_most_holds():
    low, high = minimum(Level.OTHER, 1), minimum(Level.HEAD_OF_STATE, 3)

    assert required([high, low], Level.HEAD_OF_STATE) == {Protection.DETAIL: high}
    assert required([high, low], Level.MINISTER) == {Protection.DETAIL: low}


def test_every_measure_is_usual_from_some_level_and_none_is_called_verified():
    assert sorted(row.protection for row in USUAL) == sorted(Protection)
    assert [row for row in USUAL if row.verified or "not verified" not in row.source] == []


def test_a_higher_level_has_all_that_a_lower_has():
    sizes = [len(required(USUAL, level)) for level in Level]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == len(Protection)
