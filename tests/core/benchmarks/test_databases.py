import numpy as np
import pytest

from benchmarks.coverage import against_matching, listed
from benchmarks.databases import Bears, Duck, frames
from benchmarks.instances import Tables, arrays, synthetic
from summitry.policy.coverage import short_by_counting
from summitry.policy.pieces import EVER


@pytest.fixture(scope="module", params=[1, 2])
def tables(request):
    return synthetic(300, request.param)


def test_the_synthetic_tables_have_gaps_to_find(tables):
    assert len(listed(tables, short_by_counting(*arrays(tables, 0)))) > 5


def test_sweep_and_databases_list_the_same_gaps(tables):
    ours = listed(tables, short_by_counting(*arrays(tables, 0)))
    given = frames(tables)

    assert Duck(given).gaps() == ours
    assert Bears(given).gaps() == ours


def test_the_distinct_sweep_is_equal_to_matching(tables):
    assert against_matching(tables)["equal"] is True


def test_engines_agree_on_a_gap_that_one_can_see():
    def column(*values):
        return np.array(values, dtype=np.int64)

    # One post from 0 to 100 needs one holder of kind 3; there is one from 10 to 60 and from 60
    # to 80, whose qualification ends at 70.
    tables = Tables(
        column(0), column(100),
        column(0), column(3), column(1),
        column(0, 0), column(0, 1), column(10, 60), column(60, 80),
        column(0, 1), column(3, 3), column(EVER, 70),
    )  # fmt: skip
    expected = [(0, 3, 0, 10, 0, 1), (0, 3, 70, 100, 0, 1)]

    assert listed(tables, short_by_counting(*arrays(tables, 0))) == expected
    assert Duck(frames(tables)).gaps() == expected
    assert Bears(frames(tables)).gaps() == expected
