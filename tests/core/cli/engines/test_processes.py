"""Processes that search: heard one by one, stopped together, and lost one by one."""

import os
import signal
from collections.abc import Collection
from multiprocessing import active_children

import pytest

from summitry.cli.engines.job import Begun, Lost, Refused
from summitry.cli.engines.processes import elsewhere, on_this_machine
from summitry.cli.engines.race import Outcome, Race
from tests.core.cli.engines.acting import Act, Acting, Answer, Far


def raced(
    job: Acting, wishes: Collection[object] = ()
) -> tuple[Race[Far, Answer], list[Far], list[Lost]]:
    far: list[Far] = []
    lost: list[Lost] = []
    race = Race(job, far.append, lost.append)
    race.take(Begun(len(job.acts)))
    with on_this_machine(job, len(job.acts)) as searches:
        race.run(searches, wishes)
    assert not searches.is_open
    return race, far, lost


def test_two_processes_search_and_their_bounds_are_joined():
    job = Acting(acts=(Act.ANSWER, Act.ANSWER), costs=(9, 7), bounds=(4, 2))

    race, far, lost = raced(job)

    assert race.outcome() == Outcome(Answer(cost=7, bound=4, by=1), 2, 0)
    assert (far[-1].cost, far[-1].bound, lost) == (7, 4, [])


def test_wish_to_end_keeps_the_best_of_all():
    job = Acting(acts=(Act.WAIT, Act.WAIT), costs=(9, 7), seconds=1e6)

    race, _, lost = raced(job, wishes=["now"])

    assert (race.outcome(), lost) == (Outcome(Answer(cost=7, by=1), 2, 0), [])


def test_what_a_process_handed_over_before_it_fell_counts():
    job = Acting(acts=(Act.ANSWER, Act.FALL), costs=(9, 7))

    race, _, lost = raced(job)

    assert race.outcome() == Outcome(Answer(cost=7, by=1), 2, 1)
    assert lost == [Lost((1,), "exit status 3")]


def test_process_that_falls_takes_nobody_with_it_and_is_told():
    job = Acting(acts=(Act.ANSWER, Act.FALL_AT_ONCE), costs=(9, 7))

    race, _, lost = raced(job)

    assert race.outcome() == Outcome(Answer(cost=9), 2, 1)
    assert lost == [Lost((1,), "exit status 3")]


def test_failure_that_nobody_has_foreseen_is_told(capfd):
    job = Acting(acts=(Act.ANSWER, Act.FAIL), costs=(9, 7))

    race, _, lost = raced(job)

    assert race.outcome() == Outcome(Answer(cost=9), 2, 1)
    assert lost == [Lost((1,), "exit status 1")]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_refusal_of_a_search_is_handed_on():
    race, _, lost = raced(Acting(acts=(Act.REFUSE, Act.ANSWER), costs=(0, 7)))

    assert race.outcome() == Outcome(Answer(cost=7, by=1), 2, 1)
    assert lost == [Lost((0,), "move.seconds(got=-1, most=9)")]


def test_who_is_late_is_given_up_and_ended(monkeypatch):
    monkeypatch.setattr("summitry.cli.engines.race.LATE_SECONDS", 10.0)
    job = Acting(acts=(Act.ANSWER, Act.HANG), costs=(9, 7), seconds=0.0)

    race, _, lost = raced(job)

    assert race.outcome() == Outcome(Answer(cost=9), 2, 1)
    assert lost == [Lost((1,), "no answer in time")]


def test_ctrl_c_of_the_terminal_reaches_only_who_asks_the_searches():
    job = Acting(acts=(Act.WAIT,), costs=(9,), seconds=1e6)
    race: Race[Far, Answer] = Race(job, lambda _: None, lambda _: None)
    with on_this_machine(job, 1) as searches:
        (process,) = active_children()
        os.kill(process.pid, signal.SIGINT)
        race.take(Begun(1))
        race.run(searches, ["now"])

    assert race.outcome() == Outcome(Answer(cost=9), 1, 0)


def test_engine_whose_package_is_not_there_is_refused(tmp_path, monkeypatch):
    (tmp_path / "ray.py").write_text("raise ImportError('No module named ray')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with elsewhere("ray", Acting(acts=(), costs=()), 1, None) as searches:
        told = []
        while searches.is_open:
            told += searches.heard(5.0)

    facts = {"engine": "ray", "problem": "No module named ray"}
    assert told == [Refused("engine.missing", facts)]


@pytest.mark.parametrize("count", [1, 3])
def test_so_many_processes_run(count):
    job = Acting(acts=(Act.ANSWER,) * count, costs=tuple(range(count)))

    race, _, _ = raced(job)

    assert race.outcome() == Outcome(Answer(cost=0), count, 0)
