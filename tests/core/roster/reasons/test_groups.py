"""Who may stand where, by what they did before the horizon."""

import pytest
from msgspec.structs import replace

from summitry.roster.reasons.find import reasons
from summitry.roster.staffing.fits import fits
from summitry.roster.staffing.problem import History, Missing
from tests.core.roster.reasons.test_find import RULES, A, demand, people, problem_of


@pytest.mark.parametrize(("start", "lack"), [(0, 1), (4, 1), (10, 1), (11, 0)])
def test_after_a_tour_of_three_before_the_horizon_the_rest_counts_from_its_end(
    start: int, lack: int
) -> None:
    # Three shifts that touch, from 12 to 24 on the day before.
    past = History(last_end=0, last_day=-1, days_in_row=1, tours=1)
    rules = replace(RULES, days_in_row_max=2, tours_max=2)
    problem = problem_of([demand(0, start)], [people(A, 1, history=past)], rules)

    shortage = reasons(problem, [Missing(0, 1)] if lack else ())

    assert (shortage.lack, shortage.unexplained) == (lack, 0)
    # The roster itself lets nobody go on straight either.
    assert fits(problem, problem.types[0], problem.demands) is (lack == 0)
