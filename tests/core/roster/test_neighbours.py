"""Draws stay within the officers and days there are, and what pays is drawn more often."""

from collections import Counter

import pytest

from summitry.kit.streams import stream
from summitry.roster.neighbours import How, Neighbours
from tests.core.roster.engine_cases import officer, problem, week


@pytest.mark.parametrize(("count", "days"), [(1, 7), (6, 14), (30, 28), (12, 84)])
def test_every_draw_names_officers_and_days_that_are_there(count, days):
    of = problem(*(officer(name=f"N{n}") for n in range(count)), days=days)
    neighbours = Neighbours(of, stream(1, "test"))

    for _ in range(40):
        draw = neighbours.draw(of.cover_of(()))
        neighbours.learn(gain=0, spent=0.01)

        assert 0 < len(draw.officers) == len(set(draw.officers)) <= count
        assert set(draw.officers) <= set(range(count))
        first, last = draw.window or (0, days)
        assert 0 <= first < last <= days


def test_what_pays_gets_most_of_the_time():
    of = week(count=30)
    neighbours, spent = Neighbours(of, stream(1, "test")), Counter()

    for _ in range(400):
        how = neighbours.draw(of.cover_of(())).how
        length = 1.0 if how == How.DIVE else 0.1
        spent[how] += length
        neighbours.learn(gain=length if how == How.DIVE else 0, spent=length)

    assert spent[How.DIVE] > 0.5 * spent.total()
    assert min(spent.values()) > 0


def test_after_many_vain_draws_more_officers_are_drawn():
    neighbours = Neighbours(week(count=30), stream(1, "test"))

    sizes = []
    for _ in range(200):
        sizes.append(len(neighbours.draw(week(count=30).cover_of(())).officers))
        neighbours.learn(gain=0, spent=0.1)

    assert max(sizes) > max(sizes[:8])
