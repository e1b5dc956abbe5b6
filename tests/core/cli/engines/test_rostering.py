"""Rosters as jobs: the same sweeps give the same roster wherever they run, and bounds join."""

from msgspec.structs import replace

from summitry.cli.engines.job import Begun, Watch
from summitry.cli.engines.processes import on_this_machine
from summitry.cli.engines.race import Race
from summitry.cli.engines.rostering import Rostering
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.staffing.problem import Demand, Ending, OfficerType, Problem, Result, Rules
from summitry.roster.staffing.solve import Progress

HOUR = 3_600
UNIT = UnitId("A")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def rostering(persons: int = 7, **more: object) -> Rostering:
    demands = tuple(
        Demand(
            post_id=PostId(f"P{shift % 2}"),
            start=shift * 8 * HOUR,
            end=(shift + 1) * 8 * HOUR,
            day=shift // 3,
            count=3,
            units=(UNIT,),
            priority=shift % 2,
        )
        for shift in range(9)
    )
    names = tuple(PersonId(f"A{number}") for number in range(persons))
    types = (OfficerType(unit_id=UNIT, persons=names),)
    problem = Problem(demands=demands, types=types, rules=RULES)
    return Rostering(problem=problem, seed=3, seconds=60.0, sweeps_max=5, **more)  # type: ignore[arg-type]  # the test names what differs


def alone(job: Rostering, place: int) -> Result:
    watch: Watch[Progress, Result] = Watch(place, lambda _: None, lambda: False)
    return job.search(place, watch)


def test_two_processes_give_what_their_searches_give_one_after_another():
    job, told = rostering(), []
    race: Race[Progress, Result] = Race(job, told.append, told.append)
    race.take(Begun(2))
    with on_this_machine(job, 2) as searches:
        race.run(searches, ())

    results = [alone(job, place) for place in range(2)]
    best = min(results, key=job.rank)
    assert race.outcome().answer == job.joined(best, results)
    assert job.faults(best) == ()


def test_greatest_bound_of_each_priority_counts_and_may_prove():
    job = rostering(persons=2)
    proved = alone(job, 0)
    weak = replace(proved, bound=0, bounds=(0, 0), ending=Ending.TIME)
    weaker = replace(proved, bound=0, bounds=(), ending=Ending.TIME)

    assert proved.ending is Ending.PROVED
    assert job.joined(weak, [proved]) == proved
    assert job.joined(weak, [weaker]) == weak


def test_answer_that_breaks_a_rule_is_found_out():
    job = rostering()
    result = alone(job, 0)

    assert job.faults(replace(result, assignments=result.assignments[1:])) != ()
    assert job.faults(replace(result, bound=result.uncovered_total + 1)) == ("bound",)


def test_what_is_handed_over_on_the_way_is_a_whole_roster():
    job, kept = rostering(), []

    class Keeper(Watch[Progress, Result]):
        def keep(self, make):
            kept.append(make())

    result = job.search(0, Keeper(0, lambda _: None, lambda: False))

    assert kept
    assert [job.faults(each) for each in kept] == [()] * len(kept)
    assert kept[-1].uncovered == result.uncovered
    assert result == alone(job, 0)
