"""Schedules as jobs: the same looks give the same schedule wherever they are taken."""

from msgspec.structs import replace

from summitry.cli.engines.job import Begun, Watch
from summitry.cli.engines.moving import Moving
from summitry.cli.engines.processes import on_this_machine
from summitry.cli.engines.race import Race
from summitry.move.problem import Motorcade, Passage, Problem, Way
from summitry.move.solve import Progress, Result


def moving() -> Moving:
    ways = tuple(
        Way(
            name="w",
            passages=tuple(Passage(road, 60 * n, 60 * n + 60) for n, road in enumerate(roads)),
            ideal=20,
            earliest=0,
            latest=60,
        )
        for roads in ((0, 1, 2), (2, 1, 0), (1, 2))
    )
    cars = tuple(
        Motorcade(name=f"m{number}", ways=(ways[number % 3], ways[(number + 1) % 3]), weight=weight)
        for number, weight in enumerate((1, 3, 2, 5, 1, 1, 4, 2))
    )
    problem = Problem(origin=0, slots=120, segments=("A", "B", "C"), motorcades=cars)
    return Moving(problem=problem, seed=3, seconds=30.0, looks_max=300)


def alone(job: Moving, place: int) -> Result:
    watch: Watch[Progress, Result] = Watch(place, lambda _: None, lambda: False)
    return job.search(place, watch)


def test_two_processes_give_what_their_searches_give_one_after_another():
    job, told = moving(), []
    race: Race[Progress, Result] = Race(job, told.append, told.append)
    race.take(Begun(2))
    with on_this_machine(job, 2) as searches:
        race.run(searches, ())

    results = [alone(job, place) for place in range(2)]
    best = min(results, key=job.rank)
    assert race.outcome().answer == job.joined(best, results)
    assert job.faults(best) == ()


def test_greatest_bound_counts():
    job = moving()
    result = alone(job, 0)
    better = replace(result, bound=result.bound + 1)

    assert job.joined(result, [better]) == better
    assert job.joined(better, [result]) == better


def test_answer_that_breaks_a_rule_is_found_out():
    job = moving()
    result = alone(job, 0)
    first = next(each for each in result.schedule if each is not None)

    assert job.faults(replace(result, schedule=(first,) * len(result.schedule))) != ()
    assert job.faults(replace(result, bound=result.cost + 1)) == ("bound",)


def test_what_is_handed_over_on_the_way_is_a_whole_schedule():
    job, kept = moving(), []

    class Keeper(Watch[Progress, Result]):
        def keep(self, make):
            kept.append(make())

    result = job.search(0, Keeper(0, lambda _: None, lambda: False))

    assert kept
    assert [job.faults(each) for each in kept] == [()] * len(kept)
    assert (kept[-1].schedule, kept[-1].complete) == (result.schedule, False)
    assert result == alone(job, 0)
