"""Long horizons are rostered window by window: nobody's limits break."""

from itertools import count

from summitry.kit.streams import stream
from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.improve import Search
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Demand, ShiftKind, Wish
from summitry.roster.respond import completed
from summitry.roster.solve import solve
from summitry.roster.sweep import Sweep
from tests.core.roster.engine_cases import officer, problem

WEEKS = 7


def weeks():
    """Return a problem of seven weeks with a night that is longer than the day."""
    days = 7 * WEEKS
    kinds = [
        ShiftKind(name="D", minutes=480),
        ShiftKind(name="N", minutes=600, not_before=frozenset({0})),
    ]
    officers = [
        officer(
            name=f"N{n}", minutes_min=13_000, minutes_max=15_120, working_days_min=2,
            working_days_max=5, days_off_min=2, weekends_max=4, kinds_max={1: 12},
            days_off=frozenset({5 * n, 5 * n + 1}),
        )
        for n in range(5)
    ]  # fmt: skip
    demands = [
        Demand(day=day, kind=kind, count=2 - kind, missing_cost=100, surplus_cost=1)
        for day in range(days)
        for kind in range(2)
    ]
    wishes = [
        Wish(officer=n, day=(9 * n + 4 * day) % days, kind=n % 2, to_work=bool(day % 2), cost=2)
        for n in range(5)
        for day in range(6)
    ]
    return problem(*officers, days=days, kinds=kinds, demands=demands, wishes=wishes)


def begun(of):
    """Return a search that stands at the first roster, and its pricer."""
    pricer = Pricer.of(of)
    return Search(of, pricer, completed(of, pricer.cheapest, {})), pricer


def test_a_sweep_lowers_the_cost_and_breaks_no_limit():
    of = weeks()
    search, pricer = begun(of)
    before = search.cost

    sweep = Sweep(search, pricer, lambda: None)

    sweep.run(Until(Steps(400)))

    assert search.cost == judged_cost(of, search.roster) < before
    assert not [r for n, each in enumerate(search.roster) for r in broken_rules(of, n, each)]
    assert sweep.covers.any()
    assert ((-of.surplus <= sweep.covers) & (sweep.covers <= of.missing)).all()


def test_where_not_even_a_week_can_be_relaxed_in_time_all_stays():
    search, pricer = begun(weeks())
    before = search.roster

    Sweep(search, pricer, lambda: None).run(Until(Steps(3)))

    assert search.roster == before


def test_a_horizon_that_cannot_be_relaxed_in_time_is_swept():
    of = weeks()
    search, _ = begun(of)
    asked = count()
    slow = Seconds(lambda: 0.01 * next(asked), 1.2)

    result = solve(of, stream(1, "roster"), slow)

    assert result.bound <= result.cost < search.cost
    assert not [r for n, each in enumerate(result.roster) for r in broken_rules(of, n, each)]
