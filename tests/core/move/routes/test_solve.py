import numpy as np
import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.move.routes.judge import distance, faults
from summitry.move.routes.solve import End, Params, solve
from summitry.move.routes.stop import Seconds, Turns
from tests.core.move.routes.cases import best_by_trying, drawn, problem


def solved(asked, *, turns=60, seed=1):
    return solve(asked, Params(), Turns(turns), stream(seed, "routes"))


def some_drawn(*, paired):
    """Return a drawn problem that has routes, with what trying everything says of it."""
    chance = stream(3, "cases", str(paired))
    while True:
        asked = drawn(chance, paired=paired)
        if (best := best_by_trying(asked)) is not None:
            yield asked, best


@pytest.mark.parametrize("paired", [False, True])
def test_the_best_routes_are_found_and_the_bounds_hold(paired):
    cases = some_drawn(paired=paired)

    for _ in range(6):
        asked, best = next(cases)
        result = solved(asked)

        assert (len(result.routes), round(result.distance, 6)) == best
        assert result.vehicles_min <= best[0]
        assert result.distance_min <= best[1]
        assert list(faults(asked, result.routes)) == []


def many(*, paired, size=40):
    chance = stream(5, "many", str(paired))
    spots = [tuple(map(float, chance.integers(-50, 50, 2))) for _ in range(size)]
    starts = [int(each) for each in chance.integers(0, 500, size // 2)]
    if not paired:
        windows = [(start, start + 120) for start in starts + starts]
        return problem(spots, windows=windows, capacity=12, vehicles=40)
    windows = [
        window for start in starts for window in ((start, start + 120), (start, start + 300))
    ]
    pairs = tuple((k, k + 1) for k in range(1, size, 2))
    demand = [2, -2] * (size // 2)
    return problem(spots, windows=windows, demand=demand, pairs=pairs, capacity=6, vehicles=40)


@pytest.mark.parametrize("paired", [False, True])
def test_the_search_begins_from_the_routes_it_is_given(paired):
    asked = many(paired=paired)
    good = solved(asked, turns=40).routes

    begun = solve(asked, Params(), Turns(0), stream(2, "routes"), start=good)

    assert begun.routes == good


@pytest.mark.parametrize("paired", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 7, 40])
def test_routes_are_good_wherever_the_search_is_stopped(paired, turns):
    asked = many(paired=paired)

    result = solved(asked, turns=turns)

    assert list(faults(asked, result.routes)) == []
    assert result.distance == pytest.approx(distance(asked, result.routes))


def test_no_seconds_still_give_routes():
    asked = many(paired=True)

    result = solve(asked, Params(), Seconds(0, lambda: 0.0), stream(1, "routes"))

    assert list(faults(asked, result.routes)) == []


def test_the_same_seed_gives_the_same_routes():
    asked = many(paired=False)

    assert solved(asked, seed=4).routes == solved(asked, seed=4).routes


class Broken:
    """A stop during which somebody presses the keys."""

    def __init__(self, after):
        self.after = after

    def spent(self):
        self.after -= 1
        if self.after < 0:
            raise KeyboardInterrupt
        return 0.0


@pytest.mark.parametrize("after", [1, 3, 9])
def test_an_interruption_gives_the_best_so_far_and_says_so(after):
    asked = many(paired=True)

    result = solve(asked, Params(), Broken(after), stream(1, "routes"))

    assert result.end is End.INTERRUPTED
    assert list(faults(asked, result.routes)) == []


@pytest.mark.parametrize("seed", range(12))
def test_first_routes_hold_every_request_whatever_chance_overlooks(seed):
    asked = problem([(10, 0)] * 30, windows=[(10, 11)] * 30, service=5.0, vehicles=30)

    assert len(solved(asked, turns=0, seed=seed).routes) == 30


def test_what_a_file_calls_service_at_the_depot_takes_no_time():
    asked = problem([(3, 4), (6, 8)], windows=[(0, 5), (0, 10)])
    odd = replace(asked, service=np.array([50.0, 0.0, 0.0]))

    assert solved(odd).routes == solved(asked).routes


def test_the_whole_time_is_used_where_the_fleet_is_not_met_sooner():
    asked = many(paired=False)
    few = len(solved(asked, turns=200).routes)
    assert len(solved(asked, turns=0).routes) > few
    params = Params(start_until=0.0, reduce_until=0.0)

    result = solve(replace(asked, vehicles=few), params, Turns(400), stream(1, "routes"))

    assert len(result.routes) == few


def test_the_search_ends_where_nothing_better_is_possible():
    stop = Turns(10_000)

    result = solve(problem([(3, 4), (6, 8)]), Params(), stop, stream(1, "routes"))

    assert result.end is End.PROVED
    assert stop.asked < 100


def test_nothing_to_serve_needs_no_vehicle():
    result = solved(problem([]))

    assert (result.routes, result.distance, result.vehicles_min) == ((), 0.0, 0)


def test_a_place_that_nobody_reaches_in_time_is_named():
    asked = problem([(3, 4), (30, 40)], windows=[(0, 5), (0, 49)])

    with pytest.raises(SummitryError) as caught:
        solved(asked)

    assert (caught.value.code, caught.value.facts) == ("routes.unservable", {"places": (2,)})


def test_a_fleet_that_is_proved_too_small_is_refused_with_the_number_needed():
    asked = problem([(10, 0), (-10, 0), (0, 10)], windows=[(10, 11)] * 3, vehicles=2)

    with pytest.raises(SummitryError) as caught:
        solved(asked)

    assert caught.value.code == "routes.vehicles"
    assert caught.value.facts == {"needed": 3, "have": 2}


def test_loads_alone_prove_how_many_vehicles_are_needed():
    asked = problem([(1, 0)] * 5, demand=[6] * 5, capacity=12, vehicles=3)

    result = solved(asked)

    assert (len(result.routes), result.vehicles_min) == (3, 3)


def test_times_that_are_longer_over_a_third_place_are_kept():
    chance = stream(9, "uneven")
    asked = many(paired=False)
    uneven = np.ceil(asked.time * chance.uniform(1.0, 1.6, asked.time.shape))
    odd = problem([(1, 1)])
    odd = type(asked)(
        **{
            name: getattr(asked, name)
            for name in ("early", "late", "service", "demand", "capacity", "vehicles", "pairs")
        }
        | {"distance": uneven, "time": uneven}
    )

    result = solved(odd)

    assert list(faults(odd, result.routes)) == []


def test_routes_that_meet_both_bounds_are_proved():
    result = solved(problem([(3, 4), (6, 8)]))

    assert (result.end, round(result.gap, 3)) == (End.PROVED, 0)
