"""A few officers rostered anew never cost more, whichever way."""

import pytest

from summitry.roster.budget import Steps, Until
from summitry.roster.improve import Search
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.neighbours import Draw, How
from summitry.roster.pricing import Pricer
from summitry.roster.respond import completed
from tests.core.roster.engine_cases import week


@pytest.mark.parametrize("how", [How.CHOOSE, How.DIVE])
@pytest.mark.parametrize("window", [None, (3, 10)])
def test_whoever_is_rostered_anew_costs_no_more_and_others_stay(how, window):
    of = week()
    pricer = Pricer.of(of)
    start = completed(of, pricer.cheapest, {})
    search = Search(of, pricer, start)

    is_better = search.choose(
        Draw(how=how, officers=[0, 2, 3, 5], window=window), Until(Steps(500))
    )

    assert is_better == (search.cost < of.cost(start))
    assert search.cost == judged_cost(of, search.roster) <= of.cost(start)
    assert (search.roster[1], search.roster[4]) == (start[1], start[4])
    assert not [r for n, each in enumerate(search.roster) for r in broken_rules(of, n, each)]
    if window:
        assert [each[:3] + each[10:] for each in search.roster] == [
            each[:3] + each[10:] for each in start
        ]


def test_what_costs_as_much_is_taken_and_is_not_called_better():
    of = week()
    start = completed(of, Pricer.of(of).cheapest, {})
    search = Search(of, Pricer.of(of), start)

    assert not search.offer(start)
