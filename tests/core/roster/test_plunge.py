"""A plunge ends with a legal roster, near the mixtures with time, also where that is short."""

import pytest

from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.bundle import Bundle, bundled
from summitry.roster.judge import broken_rules
from summitry.roster.plunge import plunge
from summitry.roster.pricing import Pricer
from summitry.roster.respond import completed
from tests.core.roster.engine_cases import week


@pytest.fixture
def of():
    return week()


@pytest.fixture
def pricing(of):
    return Pricer.of(of).cheapest


@pytest.fixture
def bundle(of, pricing):
    return Bundle(of, completed(of, pricing, {}))


@pytest.fixture
def bound(bundle, pricing):
    """Return the bound of the bundle, which has its mixtures then."""
    return bundled(bundle, pricing, 10**6, Until(Steps(1000))).bound


@pytest.mark.parametrize("until", [Until(Steps(1000)), Until(Seconds(lambda: 0.0, 0))])
def test_a_plunge_ends_with_a_legal_roster(of, pricing, bundle, bound, until):
    plunged = plunge(bundle, pricing, until)

    assert sorted(plunged.order) == list(range(6))
    assert not [rule for n, each in enumerate(plunged.roster) for rule in broken_rules(of, n, each)]
    assert of.cost(plunged.roster) >= bound - 1e-6


def test_a_plunge_with_time_comes_near_the_relaxation(of, pricing, bundle, bound):
    plunged = plunge(bundle, pricing, Until(Steps(1000)))

    assert of.cost(plunged.roster) <= 1.02 * bound
