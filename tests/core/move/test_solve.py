"""Schedules of motorcades: against an exact solver on small cases, and planted impossibilities."""

import subprocess
import sys
from itertools import count

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.motorcades_exact import confirms, exact
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.move.bound import bound
from summitry.move.checker import Broken, broken_rules
from summitry.move.problem import (
    Block,
    Chain,
    Departure,
    Door,
    Motorcade,
    Need,
    Passage,
    Pool,
    Problem,
    Way,
)
from summitry.move.search import Search
from summitry.move.solve import Progress, Reason, Why, solve

changed = msgspec.structs.replace


def ticks(step: float = 0.1):
    """Return a clock that is a little later each time it is asked."""
    ticking = count()
    return lambda: next(ticking) * step


def way(*segments: int, ideal: int = 10, door: int | None = None, **more: int) -> Way:
    passages = tuple(Passage(s, 60 * n, 60 * n + 60) for n, s in enumerate(segments))
    window = {"earliest": 0, "latest": 30, **more}
    return Way(name="w", passages=passages, ideal=ideal, door=door, **window)


def car(name: str, *ways: Way, **more: object) -> Motorcade:
    return Motorcade(name=name, ways=ways, **more)


def problem(*motorcades: Motorcade, **more: object) -> Problem:
    given_ = {"origin": 0, "slots": 60, "segments": ("A", "B", "C"), **more}
    return Problem(motorcades=motorcades, **given_)


def found(asked: Problem, seconds: float = 30.0, **more: object):
    return solve(
        asked, stream(1, "test"), ticks(), seconds=seconds, bound_seconds=3 * seconds, **more
    )


def test_two_on_one_road_are_kept_apart_by_the_headway() -> None:
    result = found(problem(car("a", way(0)), car("b", way(0), weight=3)))

    # A passage of two slots and a headway of two: four slots apart, and the lighter one moves.
    assert result.cost == result.bound == 4
    assert result.schedule[1] == Departure(0, 10)


def test_what_takes_no_whole_slots_is_counted_in_finer_cells() -> None:
    fifty = paced(way(0, 1), 50)

    result = found(problem(car("a", fifty), car("b", fifty, weight=3)))

    # 50 seconds and a headway of 60 on each road: four slots, on the second road too.
    assert result.cost == result.bound == 4


def test_a_road_that_is_taken_twice_is_paid_for_once() -> None:
    twice = way(0, 0)

    result = found(problem(car("a", twice), car("b", twice, weight=3)))

    assert result.cost == result.bound == 6


def test_two_needs_of_one_pool_are_needed_together() -> None:
    twice = car("a", way(0), needs=(Need(0, 1), Need(0, 1)))

    result = found(problem(twice, pools=(Pool(name="t", count=1),)))

    assert result.reasons == (Reason(motorcade="a", why=Why.POOL, by=("t",)),)


def test_the_search_ends_where_no_schedule_costs_less() -> None:
    asked: list[None] = []

    result = found(
        problem(car("a", way(0)), car("b", way(1))), progress=lambda _: asked.append(None)
    )

    assert (result.cost, result.bound, result.complete) == (0, 0, True)
    assert len(asked) < 5


def test_unprotected_ones_share_a_road() -> None:
    result = found(problem(*(car(n, way(0), protected=False) for n in "ab")))

    assert result.cost == 0


def test_a_protected_one_shares_no_road_with_an_unprotected_one() -> None:
    result = found(problem(car("a", way(0)), car("b", way(0), protected=False)))

    assert result.cost == 4


def test_another_way_is_taken_where_it_costs_less_than_waiting() -> None:
    other = changed(way(1), extra=3)

    result = found(problem(car("a", way(0), other), car("b", way(0), other)))

    assert result.cost == 3
    assert {each.way for each in result.schedule if each} == {0, 1}


def test_the_order_of_arrival_is_kept() -> None:
    early, late = car("early", way(0, ideal=5)), car("late", way(1, ideal=9))
    order = Chain(members=(1, 0), gap_seconds=60)

    result = found(problem(early, late, chains=(order,)))

    assert result.cost == 6
    disorder = broken_rules(
        problem(early, late, chains=(order,)), (Departure(0, 5), Departure(0, 9))
    )
    assert [each.rule for each in disorder] == ["order"]


def test_a_closed_segment_leaves_nobody_without_words() -> None:
    shut = problem(car("a", way(0)), car("b", way(1)), blocks=(Block(segment=0, start=0, end=60),))

    result = found(shut)

    assert result.reasons == (Reason(motorcade="a", why=Why.CLOSED, by=("A",)),)
    assert result.cost == result.bound == 10_000


def test_a_pool_that_is_too_small_is_told() -> None:
    result = found(problem(car("a", way(0), needs=(Need(0, 3),)), pools=(Pool(name="t", count=2),)))

    assert result.reasons == (Reason(motorcade="a", why=Why.POOL, by=("t",)),)


def test_no_way_and_no_time_are_told() -> None:
    result = found(problem(car("a"), car("b", way(0, earliest=9, latest=8))))

    assert [each.why for each in result.reasons] == [Why.NO_WAY, Why.NO_WAY]


def test_one_too_many_for_a_pool_is_told_with_who_is_in_the_way() -> None:
    tight = way(0, ideal=10, earliest=10, latest=10)
    other = way(1, ideal=10, earliest=10, latest=10)
    asked = problem(
        car("a", tight, needs=(Need(0, 1),), weight=2),
        car("b", other, needs=(Need(0, 1),)),
        pools=(Pool(name="teams", count=1),),
    )

    result = found(asked)

    assert result.cost == result.bound == 10_000
    assert result.reasons[0].why is Why.OTHERS
    assert "teams" in result.reasons[0].by


def test_nobody_to_move_and_no_time_to_do_it() -> None:
    assert found(problem()).schedule == ()
    nothing = found(problem(car("a", way(0)), car("b", way(0))), seconds=0.0)
    assert nothing.unscheduled == 0
    assert list(broken_rules(problem(car("a", way(0)), car("b", way(0))), nothing.schedule)) == []


def test_an_interruption_gives_the_best_so_far_marked_as_such() -> None:
    told: list[Progress] = []

    result = found(
        problem(car("a", way(0)), car("b", way(0))), stop=lambda: True, progress=told.append
    )

    assert not result.complete
    assert result.unscheduled == 0
    assert told[-1].cost == result.cost


def test_the_same_seed_gives_the_same_schedule() -> None:
    asked = problem(*(car(str(n), way(n % 2, 2), way(2)) for n in range(8)))

    first, second = found(asked), found(asked)

    assert first == second


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(SummitryError, match=r"move\.unknown"):
        problem(car("a", way(7)))
    with pytest.raises(SummitryError, match=r"move\.number"):
        problem(car("a", way(0, latest=60)))
    with pytest.raises(SummitryError, match=r"move\.number"):
        problem(car("a", way(0), held_from=-1))
    with pytest.raises(SummitryError, match=r"move\.number"):
        problem(car("a", way(0), held_to=61))
    with pytest.raises(SummitryError, match=r"move\.two_chains"):
        problem(car("a", way(0)), chains=(Chain(members=(0,)), Chain(members=(0,))))
    with pytest.raises(SummitryError, match=r"move\.too_large"):
        problem(slots=10**9)


def test_the_checker_names_each_rule() -> None:
    asked = problem(
        car("a", way(0, door=0), needs=(Need(0, 1),)),
        car("b", way(1, door=0), needs=(Need(0, 1),)),
        doors=(Door(name="porch", headway_seconds=120),),
        pools=(Pool(name="t", count=1),),
        blocks=(Block(segment=1, start=11, end=12),),
    )

    broken = set(broken_rules(asked, (Departure(0, 10), Departure(0, 10))))

    assert broken == {
        Broken("blocked", ("b",), "B"),
        Broken("door", ("a", "b"), "porch"),
        Broken("pool", ("b",), "t"),
    }
    assert [b.rule for b in broken_rules(asked, ())] == ["motorcades"]
    assert [b.rule for b in broken_rules(asked, (Departure(5, 1), None))] == ["ways"]
    assert [b.rule for b in broken_rules(asked, (Departure(0, 31), None))] == ["window"]


def paced(one: Way, seconds: int) -> Way:
    """Return the way with so many seconds on each segment."""
    passages = tuple(
        Passage(each.segment, seconds * n, seconds * (n + 1)) for n, each in enumerate(one.passages)
    )
    return changed(one, passages=passages)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return small problems; what takes time does so in tens of seconds, so the grid is exact."""

    def one(number: int) -> Motorcade:
        ways = draw(
            st.lists(
                st.builds(
                    lambda segments, ideal, door, extra, seconds: changed(
                        paced(way(*segments, ideal=ideal, door=door, latest=14), seconds),
                        extra=extra,
                    ),
                    st.lists(st.integers(0, 2), min_size=1, max_size=3),
                    st.integers(2, 10),
                    st.sampled_from([None, 0]),
                    st.integers(0, 3),
                    st.sampled_from([30, 50, 60, 70]),
                ),
                min_size=1,
                max_size=2,
            )
        )
        return car(
            str(number),
            *ways,
            weight=draw(st.integers(1, 3)),
            protected=draw(st.booleans()),
            needs=(Need(0, 1),) if draw(st.booleans()) else (),
            drop=60,
        )

    size = draw(st.integers(1, 5))
    members = draw(st.lists(st.integers(0, size - 1), max_size=3, unique=True))
    return problem(
        *(one(number) for number in range(size)),
        doors=(Door(name="d", headway_seconds=90),),
        pools=(Pool(name="p", count=2),),
        chains=(Chain(members=tuple(members), gap_seconds=30),),
        blocks=(Block(segment=0, start=3, end=5),) if draw(st.booleans()) else (),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_the_search_finds_what_the_exact_solver_proves_and_the_bound_is_below(
    asked: Problem,
) -> None:
    best = exact(asked, seconds=10, seed=1, workers=1)
    searches = [Search(asked, stream(seed, "test")) for seed in range(3)]
    for search in searches:
        search.steps(4_000, 3.0)
    search = min(searches, key=lambda each: each.cost)
    least = bound(asked, search.best, ticks(), 40.0)

    assert best.proved
    assert best.schedule is not None
    assert list(broken_rules(asked, best.schedule)) == []
    assert list(broken_rules(asked, search.best)) == []
    assert asked.cost(search.best) == search.cost == best.cost
    assert least.cost <= best.cost
    assert confirms(asked, search.best, seconds=10)


WARMED = """
from summitry.move import bound, kernel, occupancy, parts, prices, relaxed
from summitry.move.solve import warm

KERNELS = (
    bound._lean, bound._change, kernel.run, occupancy.put_where_free, parts._wants,
    prices.cheapest, prices.stays_max, relaxed._cheap, relaxed._enter, relaxed._take,
)
warm()
# Where coverage is counted the compiler is switched off, and nothing has a signature.
print({len(getattr(kernel, "signatures", "1")) for kernel in KERNELS})
"""
"""What set-up leaves uncompiled, in a process in which no other test has compiled it."""


def test_nothing_is_compiled_any_more_after_set_up():
    command = (sys.executable, "-c", WARMED)

    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words

    assert done.stdout == "{1}\n"
