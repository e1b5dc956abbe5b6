"""Best responses never cost more, and what they cost is what the judge counts."""

from summitry.kit.streams import stream
from summitry.roster.budget import Steps, Until
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Demand
from summitry.roster.respond import Rebuilt, completed, polished
from tests.core.roster.engine_cases import officer, problem, week


def test_a_completed_roster_keeps_those_that_are_given():
    of = week()
    pricer = Pricer.of(of)
    whole = completed(of, pricer.cheapest, {})

    again = completed(of, pricer.cheapest, {0: whole[0], 3: whole[3]})

    assert (again[0], again[3]) == (whole[0], whole[3])
    assert not [rule for n, each in enumerate(again) for rule in broken_rules(of, n, each)]


def test_the_first_go_where_few_of_those_left_can():
    demands = [Demand(day=0, kind=kind, count=1, missing_cost=100) for kind in (0, 1)]
    of = problem(officer(minutes_max=600), officer(kinds_max={1: 0}), days=1, demands=demands)

    assert completed(of, Pricer.of(of).cheapest, {}) == [(1,), (0,)]


def test_a_polished_roster_gains_nothing_from_one_officer_more():
    of = week()
    pricer = Pricer.of(of)

    found = polished(of, pricer.cheapest, completed(of, pricer.cheapest, {}), Until(Steps(1)))

    assert polished(of, pricer.cheapest, found, Until(Steps(1))) == found


def test_rebuilding_never_costs_more_and_counts_as_the_judge_does():
    of = week()
    pricer, chance = Pricer.of(of), stream(3, "test")
    rebuilt = Rebuilt(of, pricer, completed(of, pricer.cheapest, {}), chance)

    for number in range(30):
        before, window = rebuilt.cost, None if number % 2 else (3, 9)

        rebuilt.rebuild([number % 6, (number + 2) % 6, (number + 3) % 6], window)

        assert rebuilt.cost == judged_cost(of, rebuilt.roster) <= before
        assert not [r for n, each in enumerate(rebuilt.roster) for r in broken_rules(of, n, each)]
