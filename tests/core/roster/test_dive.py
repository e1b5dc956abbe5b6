"""A dive ends with a legal roster, near the relaxation with time, also where that is short."""

import pytest

from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.columns import closed, whole_bound
from summitry.roster.dive import dive
from summitry.roster.judge import broken_rules
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from tests.core.roster.engine_cases import week


@pytest.mark.parametrize("until", [Until(Steps(1000)), Until(Seconds(lambda: 0.0, 0))])
def test_a_dive_ends_with_a_legal_roster(until):
    of = week()
    pricing, master = Pricer.of(of).cheapest, Master(of)
    relaxed = closed(master, pricing, Until(Steps(1000)))

    dived = dive(master, pricing, until)

    assert sorted(dived.order) == list(range(6))
    assert not [rule for n, each in enumerate(dived.roster) for rule in broken_rules(of, n, each)]
    assert of.cost(dived.roster) >= relaxed.bound - 1e-6


def test_a_dive_with_time_comes_to_the_relaxation():
    of = week()
    pricing, master = Pricer.of(of).cheapest, Master(of)
    relaxed = closed(master, pricing, Until(Steps(1000)))

    dived = dive(master, pricing, Until(Steps(1000)))

    assert of.cost(dived.roster) == whole_bound(relaxed.bound)
