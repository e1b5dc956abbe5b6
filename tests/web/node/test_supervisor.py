"""The supervisor: what dies is started again, ever later; all end together."""

import time

import pytest

from summitry_web.node.home import Home
from summitry_web.node.programs import Program
from summitry_web.node.supervisor import SECONDS_BACK_OFF_MAX, Child, Supervisor

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); "
    "time.sleep(600)"
)
DYING = "print('a last word', flush=True); raise SystemExit(3)"
STAYING = "import time; print('up', flush=True); time.sleep(600)"


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.make()
    return made


def program(name, code):
    return Program(name=name, arguments=("-c", code))


def environment():
    return {"PATH": "/usr/bin:/bin"}


def test_what_dies_starts_again_each_time_later(home):
    child = Child(program("site", DYING), environment(), home)
    waits = []

    for _ in range(8):
        child.look(child.due)
        child.process.wait()
        child.reader.join()
        now = child.started
        child.look(now)
        waits.append(child.due - now)

    assert waits == [1, 2, 4, 8, 16, 32, SECONDS_BACK_OFF_MAX, SECONDS_BACK_OFF_MAX]
    log = (home.logs / "site.log").read_text()
    assert log.count("a last word") == 8
    assert "ended with status 3; starts again in 1 s" in log


def test_who_ran_long_starts_again_soon(home):
    child = Child(program("site", DYING), environment(), home)
    for _ in range(4):
        child.look(child.due)
        child.process.wait()
        child.look(child.started)
    child.look(child.due)
    child.process.wait()

    child.look(child.started + 61)

    assert child.due == child.started + 61 + 1


def test_all_end_together_when_one_dies_and_the_loop_is_stopped(home):
    supervisor = Supervisor((program("one", STAYING), program("two", DYING)), environment(), home)
    rounds = []

    def meanwhile():
        rounds.append(supervisor.children[0].is_running())
        if supervisor.children[1].deaths:
            supervisor.stop()

    supervisor.run(meanwhile)

    assert all(rounds)
    assert not any(each.is_running() for each in supervisor.children)


@pytest.mark.slow
def test_who_does_not_listen_is_made_to_end_within_ten_seconds(home):
    supervisor = Supervisor((program("deaf", STUBBORN),), environment(), home)

    def meanwhile():
        if "up" in (home.logs / "deaf.log").read_text():
            supervisor.stop()

    began = time.monotonic()
    supervisor.run(meanwhile)

    assert time.monotonic() - began < 10
    assert not supervisor.children[0].is_running()
