"""Small problems of the roster engine, and every legal pattern of theirs by brute force."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from summitry.kit.streams import stream
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.problem import OFF, Demand, Officer, Problem, ShiftKind, Wish

DAYS = 8


def officer(**changes):
    """Return an officer with wide limits, but for the changes."""
    wide = {"name": "A", "minutes_max": 9999, "working_days_max": DAYS, "weekends_max": 9}
    return Officer(**{**wide, **changes})


def problem(*officers, days=DAYS, kinds=None, demands=(), wishes=()):
    """Return a problem of these officers; early and late shifts, no early after a late one."""
    kinds = kinds or (
        ShiftKind(name="E", minutes=480),
        ShiftKind(name="L", minutes=600, not_before=frozenset({0})),
    )
    return Problem(days=days, kinds=kinds, officers=officers, demands=demands, wishes=wishes)


def week(count=6, need=2):
    """Return a problem of two weeks that takes some steps to be solved."""
    kinds = [
        ShiftKind(name="E", minutes=480),
        ShiftKind(name="L", minutes=480, not_before=frozenset({0})),
    ]
    officers = [
        officer(
            name=f"N{n}", minutes_min=3360, minutes_max=4320, working_days_min=2,
            working_days_max=5, days_off_min=2, weekends_max=1, days_off=frozenset({n}),
        )
        for n in range(count)
    ]  # fmt: skip
    demands = [
        Demand(day=day, kind=kind, count=need, missing_cost=100, surplus_cost=1)
        for day in range(14)
        for kind in range(2)
    ]
    wishes = [
        Wish(officer=n, day=(3 * n + day) % 14, kind=n % 2, to_work=bool(day % 2), cost=1 + n % 3)
        for n in range(count)
        for day in range(4)
    ]
    return problem(*officers, days=14, kinds=kinds, demands=demands, wishes=wishes)


def legal_patterns(of, number=0):
    """Return every legal pattern of the officer, found by trying all there are."""
    every = product(range(OFF, len(of.kinds)), repeat=of.days)
    return [pattern for pattern in every if not list(broken_rules(of, number, pattern))]


def cost_of(pattern, costs):
    """Return what the pattern costs at these costs by day and kind, a day off last."""
    return sum(float(costs[day, kind]) for day, kind in enumerate(pattern))


def least_cost(of):
    """Return what the best roster costs, found by trying all there are."""
    each = [legal_patterns(of, number) for number in range(len(of.officers))]
    return min(judged_cost(of, roster) for roster in product(*each))


def prices(of, seed):
    """Return random costs by day and kind, some of them below 0."""
    chance = stream(seed, "prices")
    return np.round(chance.normal(0, 20, size=(of.days, len(of.kinds) + 1)), 3)


LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "minutes_min": st.integers(0, 3000),
        "minutes_max": st.integers(600, 5000),
        "working_days_min": st.integers(1, 3),
        "working_days_max": st.integers(1, 5),
        "days_off_min": st.integers(1, 3),
        "weekends_max": st.integers(0, 2),
        "kinds_max": st.dictionaries(st.integers(0, 1), st.integers(0, 4), max_size=2),
        "days_off": st.frozensets(st.integers(0, DAYS - 1), max_size=3),
    },
)
KINDS = st.sampled_from(
    [
        None,
        (ShiftKind(name="E", minutes=480), ShiftKind(name="D", minutes=480)),
        (
            ShiftKind(name="E", minutes=480, not_before=frozenset({0})),
            ShiftKind(name="N", minutes=720, not_before=frozenset({0})),
        ),
    ]
)


@st.composite
def tiny_problems(draw):
    """Draw a problem of up to three officers and four days, small enough to try every roster."""
    days = draw(st.integers(3, 4))
    count = draw(st.integers(1, 3))
    limits = st.fixed_dictionaries(
        {},
        optional={
            "minutes_min": st.integers(0, 900),
            "minutes_max": st.integers(600, 1800),
            "working_days_min": st.integers(1, 2),
            "working_days_max": st.integers(1, 3),
            "days_off": st.frozensets(st.integers(0, 2), max_size=1),
        },
    )
    officers = [officer(name=f"N{n}", **draw(limits)) for n in range(count)]
    cells = st.tuples(st.integers(0, days - 1), st.integers(0, 1))
    demands = [
        Demand(day=day, kind=kind, count=draw(st.integers(0, 3)), missing_cost=100, surplus_cost=1)
        for day, kind in draw(st.sets(cells, max_size=6))
    ]
    wishes = [
        Wish(
            officer=draw(st.integers(0, count - 1)), day=day, kind=kind, to_work=to_work, cost=cost
        )
        for (day, kind), to_work, cost in draw(
            st.lists(st.tuples(cells, st.booleans(), st.integers(1, 5)), max_size=5)
        )
    ]
    return problem(*officers, days=days, demands=demands, wishes=wishes)
