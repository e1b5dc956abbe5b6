"""Schedules mended as jobs: any process mends alike, bounds join, and faults are found out."""

from msgspec.structs import replace

from summitry.cli.engines.job import Begun, Watch
from summitry.cli.engines.mending import Mending
from summitry.cli.engines.processes import on_this_machine
from summitry.cli.engines.race import Race
from summitry.move.problem import Block, Departure
from summitry.move.replan import Progress, Replanned
from tests.core.move.test_replan import BEFORE, TWO


def mending(*blocks: Block) -> Mending:
    """Return a schedule that stays as it is first put together: no chance is taken."""
    blocks = blocks or (Block(segment=0, start=9, end=13),)
    return Mending(problem=replace(TWO, blocks=blocks), before=BEFORE, seed=3, seconds=0.0)


def untimed(answer: Replanned) -> Replanned:
    return replace(answer, seconds=0.0, bound_seconds=0.0)


def alone(job: Mending, place: int) -> Replanned:
    watch: Watch[Progress, Replanned] = Watch(place, lambda _: None, lambda: False)
    return untimed(job.search(place, watch))


def test_two_processes_give_what_their_searches_give_one_after_another():
    job, told = mending(), []
    race: Race[Progress, Replanned] = Race(job, told.append, told.append)
    race.take(Begun(2))
    with on_this_machine(job, 2) as searches:
        race.run(searches, ())

    results = [alone(job, place) for place in range(2)]
    best = min(results, key=job.rank)
    assert untimed(race.outcome().answer) == job.joined(best, results)
    assert (told[-1].unscheduled, told[-1].changed) == (0, 1)
    assert job.faults(best) == ()


def test_greatest_bound_counts():
    both = [Block(segment=segment, start=0, end=60) for segment in (0, 1)]
    job = mending(*both)
    result = alone(job, 0)
    weak = replace(result, unscheduled_min=1)
    proved = replace(result, unscheduled_min=2)

    assert result.best.unscheduled == 2
    assert job.joined(weak, [proved]) == proved
    assert job.joined(proved, [weak]) == proved
    assert job.faults(proved) == ()
    assert job.faults(replace(result, unscheduled_min=3)) == ("bound",)


def test_answer_that_breaks_a_rule_is_found_out():
    job = mending()
    result = alone(job, 0)
    blocked = replace(result.best, schedule=(Departure(0, 10), Departure(0, 20)), cost=0)

    assert job.faults(replace(result, best=blocked)) != ()
    assert job.faults(replace(result, best=replace(result.best, cost=result.best.cost + 1))) != ()


def test_what_is_handed_over_on_the_way_is_a_whole_answer():
    job, kept = mending(), []

    class Keeper(Watch[Progress, Replanned]):
        def keep(self, make):
            kept.append(make())

    result = job.search(0, Keeper(0, lambda _: None, lambda: False))

    assert len(kept) == 3
    assert [job.faults(each) for each in kept] == [()] * 3
    assert (kept[-1].best, kept[-1].complete) == (result.best, False)
