"""Rosters mended as jobs: any process mends alike, bounds join, and faults are found out."""

from msgspec.structs import replace

from summitry.cli.engines.job import Begun, Watch
from summitry.cli.engines.processes import on_this_machine
from summitry.cli.engines.race import Race
from summitry.cli.engines.replanning import Replanning
from summitry.roster.replan.problem import Ending, Progress, Result
from tests.core.roster.replan.test_solve import away, duty, person, post, roster_of


def replanning(people: int = 3) -> Replanning:
    """Return a roster of two posts from which the first of its people is away."""
    roster = roster_of(
        [post("P0"), post("P1", level=1)],
        [person(f"A{number}") for number in range(people)],
        [duty(0, 0), duty(1, 1)],
    )
    return Replanning(roster=roster, loss=away(0), seed=3, seconds=30.0)


def alone(job: Replanning, place: int) -> Result:
    watch: Watch[Progress, Result] = Watch(place, lambda _: None, lambda: False)
    return replace(job.search(place, watch), seconds=0.0)


def test_two_processes_give_what_their_searches_give_one_after_another():
    job, told = replanning(), []
    race: Race[Progress, Result] = Race(job, told.append, told.append)
    race.take(Begun(2))
    with on_this_machine(job, 2) as searches:
        race.run(searches, ())

    results = [alone(job, place) for place in range(2)]
    best = min(results, key=job.rank)
    assert replace(race.outcome().answer, seconds=0.0) == job.joined(best, results)
    assert (told[-1].price, told[-1].bound) == (best.best.price, 0)
    assert job.faults(best) == ()


def test_greatest_bound_of_each_level_counts_and_may_prove():
    job = replanning(people=2)
    proved = alone(job, 0)
    weak = replace(proved, bound_minutes=(0, 0), bound_is_whole=False, ending=Ending.TIME)

    assert (proved.best.price.uncovered_minutes, proved.bound_minutes) == ((0, 480), (0, 480))
    assert job.joined(weak, [proved]) == replace(proved, ending=job.joined(weak, [proved]).ending)
    assert job.joined(weak, [weak]) == weak
    assert job.joined(weak, [replace(weak, bound_minutes=(0, 240))]).bound_minutes == (0, 240)


def test_answer_that_breaks_a_rule_is_found_out():
    job = replanning()
    result = alone(job, 0)
    best = result.best
    nothing = replace(result, alternatives=(replace(best, steps=()),))
    gone = tuple(replace(step, person=0) for step in best.steps)

    assert job.faults(replace(result, bound_minutes=(0, 1))) == ("bound",)
    assert job.faults(nothing) == ("uncovered",)
    assert "A0: away" in job.faults(replace(result, alternatives=(replace(best, steps=gone),)))


def test_what_is_handed_over_on_the_way_is_a_whole_answer():
    job, kept = replanning(people=2), []

    class Keeper(Watch[Progress, Result]):
        def keep(self, make):
            kept.append(make())

    result = job.search(0, Keeper(0, lambda _: None, lambda: False))

    assert kept
    assert [job.faults(each) for each in kept] == [()] * len(kept)
    assert job.rank(kept[-1]) == job.rank(result)
