"""The bound: without time, without anything to prove, part by part, and by its relaxation."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from summitry.kit.streams import stream
from summitry.move import bound as bounding
from summitry.move.bound import Bound, Prices, bound, floor
from summitry.move.parts import PARTS_MAX, part, parts
from summitry.move.problem import (
    Chain,
    Departure,
    Motorcade,
    Need,
    Passage,
    Pool,
    Problem,
    Schedule,
    Way,
)
from summitry.move.search import Search
from tests.core.move.test_solve import problems

ALONE = Way(name="", passages=(Passage(0, 0, 60),), earliest=5, latest=9, ideal=4)
PROBLEM = Problem(
    origin=0,
    slots=10,
    segments=("",),
    motorcades=tuple(Motorcade(name=name, ways=(ALONE,)) for name in "ab"),
)
SCHEDULE = (Departure(0, 5), Departure(0, 9))
"""The costs are 1 and 5 slots; each alone would depart at 5."""


class Ticking:
    """A clock that goes on by a step whenever it is looked at."""

    def __init__(self, step: float) -> None:
        self._now, self._step = -step, step

    def __call__(self) -> float:
        self._now += self._step
        return self._now


def row_of(count: int, *, slots: int = 200, latest: int = 120) -> Problem:
    """Return motorcades that all want to pass one segment at one time, four slots each."""
    way = Way(name="", passages=(Passage(0, 0, 60),), earliest=0, latest=latest, ideal=latest // 2)
    motorcades = tuple(Motorcade(name=str(n), ways=(way,), weight=1 + n % 3) for n in range(count))
    return Problem(origin=0, slots=slots, segments=("",), motorcades=motorcades)


def spread(count: int) -> Schedule:
    return tuple(Departure(0, 4 * number) for number in range(count))


@pytest.mark.parametrize(("seconds", "stopped"), [(0.0, False), (1.0, True)])
def test_without_time_nothing_is_built(*, seconds: float, stopped: bool) -> None:
    found = bound(PROBLEM, SCHEDULE, lambda: 0.0, seconds, lambda _: stopped)

    assert found == Bound(cost=floor(PROBLEM), steps=0, seconds=0.0)


def test_where_nothing_is_to_be_proved_nothing_is_built() -> None:
    alone = part(PROBLEM, [0])

    found = bound(alone, (Departure(0, 5),), lambda: 0.0, 1.0)

    assert found == Bound(cost=1, steps=0, seconds=0.0)


def test_with_time_prices_are_looked_at() -> None:
    found = bound(PROBLEM, SCHEDULE, Ticking(1.0), 9.0)

    assert found.steps > 0
    assert found.cost >= floor(PROBLEM) == 2


def test_the_relaxation_proves_what_a_few_steps_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = row_of(24)
    search = Search(problem, stream(1, "row"))
    search.steps(4_000, 1.0)
    few = bound(problem, search.best, Ticking(0.1), 4.0)
    monkeypatch.setattr(bounding, "is_there", lambda: False)
    by_steps = bound(problem, search.best, Ticking(0.1), 4.0)

    assert floor(problem) < by_steps.cost < few.cost <= search.cost
    assert few.cost >= 0.99 * search.cost


@pytest.mark.parametrize(("seconds", "stopped"), [(0.0, False), (60.0, True)])
def test_a_relaxation_without_time_says_nothing(*, seconds: float, stopped: bool) -> None:
    prices = Prices(row_of(40, slots=2_000, latest=1_500))
    for _ in range(20):
        prices.look()
        prices.move(20_000, 0.5)

    assert prices.relaxation().solve(seconds, lambda: stopped) is None


def test_the_relaxation_of_ever_more_departures_comes_to_its_prices() -> None:
    """At the end no departure and no cell is left out: the prices give what it costs."""
    prices = Prices(row_of(30))
    prices.look()
    relaxation = prices.relaxation()
    values, bounds = [], []
    for _ in range(30):
        price = relaxation.solve(60.0, lambda: False)
        assert price is not None
        prices.look_at(price)
        values.append(relaxation.value)
        bounds.append(prices.value)
        if not relaxation.overlooks and values[-1] - bounds[-1] < 1e-3 * values[-1]:
            break

    assert values[-1] == pytest.approx(max(bounds), rel=1e-3)
    assert not relaxation.overlooks


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_no_bound_is_above_what_a_schedule_costs(asked: Problem) -> None:
    search = Search(asked, stream(3, "bound"))
    search.steps(400, 1.0)

    found = bound(asked, search.best, Ticking(0.05), 2.0)

    assert min(floor(asked), search.cost) <= found.cost <= search.cost


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_parts_hold_everybody_once_and_each_order_goes_on(asked: Problem) -> None:
    found = parts(asked)

    assert sorted(each for own in found for each in own) == list(range(len(asked.motorcades)))
    for numbers in found:
        own = part(asked, numbers)
        assert [each.name for each in own.motorcades] == [
            asked.motorcades[number].name for number in numbers
        ]
        for chain, before in zip(own.chains, asked.chains, strict=True):
            assert [numbers[each] for each in chain.members] == [
                each for each in before.members if each in numbers
            ]


def test_who_shares_a_segment_a_pool_or_an_order_is_in_one_part() -> None:
    def way(segment: int, at: int) -> Way:
        passages = (Passage(segment, 0, 60),)
        return Way(name="", passages=passages, earliest=at, latest=at + 9, ideal=at)

    places = [(0, 0), (0, 5), (0, 200), (1, 200), (2, 400), (3, 400), (4, 600), (5, 604)]
    needs = [(), (), (), (), (Need(0, 2),), (Need(0, 2),), (), ()]
    problem = Problem(
        origin=0,
        slots=1_000,
        segments=tuple("abcdef"),
        motorcades=tuple(
            Motorcade(name=str(number), ways=(way(*place),), needs=need)
            for number, (place, need) in enumerate(zip(places, needs, strict=True))
        ),
        pools=(Pool(name="escorts", count=3),),
        chains=(Chain(members=(6, 7), gap_seconds=60),),
    )

    assert sorted(parts(problem)) == [[0, 1], [2], [3], [4, 5], [6, 7]]


def test_there_are_not_more_parts_than_are_worth_a_grid() -> None:
    def way(number: int) -> Way:
        passages = (Passage(number // 2, 0, 60),)
        return Way(name="", passages=passages, earliest=0, latest=9, ideal=0)

    count = 4 * PARTS_MAX
    motorcades = tuple(Motorcade(name=str(n), ways=(way(n),)) for n in range(count))
    problem = Problem(
        origin=0, slots=20, segments=tuple(map(str, range(count))), motorcades=motorcades
    )

    found = parts(problem)

    assert len(found) == PARTS_MAX
    assert all(len(before) == 2 for before in found[:-1])
    assert all(one < other for one, other in pairwise(found[-1]))
