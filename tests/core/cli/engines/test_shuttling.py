"""Shuttles as jobs: the same turns give the same routes, and each service the best of all."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.cli.engines.job import Begun, Watch
from summitry.cli.engines.processes import on_this_machine
from summitry.cli.engines.race import Race
from summitry.cli.engines.shuttling import Answer, Far, Shuttling
from summitry.move.routes.shuttles import shuttles_from
from summitry.move.routes.solve import _Search
from tests.core.move.routes.test_shuttles import NINE, coach, item, plan

DAY = timedelta(days=1)


def shuttling() -> Shuttling:
    """Return two services, on two days."""
    items = [item(f"I-{day}", start=NINE + day * DAY) for day in range(2)]
    coaches = [coach(f"V-{number}") for number in range(4)]
    services = shuttles_from(plan(*items, *coaches, members=(30, 25, 12)))
    return Shuttling(services=services, seed=3, seconds=30.0, turns_max=6)


def alone(job: Shuttling, place: int) -> Answer:
    watch: Watch[Far, Answer] = Watch(place, lambda _: None, lambda: False)
    return job.search(place, watch)


def test_two_processes_give_what_their_searches_give_one_after_another():
    job, told, lost = shuttling(), [], []
    race: Race[Far, Answer] = Race(job, told.append, lost.append)
    race.take(Begun(2))
    with on_this_machine(job, 2) as searches:
        race.run(searches, ())

    results = [alone(job, place) for place in range(2)]
    best = min(results, key=job.rank)
    assert race.outcome().answer == job.joined(best, results)
    assert lost == []
    assert told[-1].service == 1
    assert job.faults(best) == ()


def test_best_routes_of_each_service_are_put_together():
    job = shuttling()
    first, second = alone(job, 0)
    worse = [replace(each, distance=each.distance + 9.0) for each in (first, second)]

    assert job.joined((first, worse[1]), [(worse[0], second)]) == (first, second)
    assert job.rank((first, second)) < job.rank((first, worse[1]))


def test_answer_that_breaks_a_rule_is_found_out():
    job = shuttling()
    first, second = alone(job, 0)

    assert "2 visits" in job.faults((first, replace(second, routes=second.routes[1:])))
    assert job.faults((replace(first, distance=1.0), second)) == ("1 distance", "1 bound")
    assert job.faults((replace(first, vehicles_min=9), second)) == ("1 bound",)


def test_what_is_handed_over_on_the_way_has_routes_for_every_service():
    job, kept = shuttling(), []

    class Keeper(Watch[Far, Answer]):
        def keep(self, make):
            kept.append(make())

    result = job.search(0, Keeper(0, lambda _: None, lambda: False))

    assert kept
    assert [job.faults(each) for each in kept] == [()] * len(kept)
    assert job.rank(kept[-1]) == job.rank(result)


@pytest.mark.parametrize(("is_asked", "order"), [(False, [1, 0]), (True, [0, 1])])
def test_first_routes_are_made_once_and_beforehand_only_where_there_is_time(
    monkeypatch, is_asked, order
):
    make, made, job = _Search._make, [], replace(shuttling(), seconds=1.0)
    job = replace(job, turns_max=None if is_asked else job.turns_max)
    problems = [each.problem for each in job.services]

    def seen(self):
        made.append(problems.index(self.problem))
        make(self)

    monkeypatch.setattr(_Search, "_make", seen)
    result = job.search(0, Watch(0, lambda _: None, lambda: is_asked))

    assert made == order
    assert job.faults(result) == ()
