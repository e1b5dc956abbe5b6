"""The journal's process: killed, on a failing disk and on a full one, it keeps what it told."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier
from summitry.kit.streams import stream
from summitry.kit.time import SystemClock
from summitry.operations.entry import decoded
from summitry_web.operations.store import writer as writing
from summitry_web.operations.store.file import RESERVE, PostFile
from summitry_web.operations.store.service import (
    Hand,
    Writers,
    answered,
    folder_of,
    hand_in,
)
from summitry_web.operations.store.writer import State
from tests.web.operations.disk import IO_SYNC, IO_WRITE, OK, READONLY, Disk, under
from tests.web.operations.store.test_exchange import EVENT, submission

WHOLE = os.environ.get("SUMMITRY_FULL") == "1"
KILLS = 60 if WHOLE else 4
CLIENTS = 3
FAILING = range(1, 51) if WHOLE else (1, 2, 3, 5, 8, 13, 21, 34)
POINTS = range(20) if WHOLE else (0, 1, 5, 12)


class Client(Thread):
    """Hands in one entry after another, and the same again until it is acknowledged."""

    def __init__(self, number: int, over: Event) -> None:
        super().__init__(daemon=True)
        self.numbers = count(number * 1_000_000)
        self.over = over
        self.acknowledged = []
        self.refused = set()

    def run(self) -> None:
        while not self.over.is_set():
            each = submission("CP-1", next(self.numbers))
            while not self.over.is_set():
                try:
                    self.acknowledged += hand_in(EVENT, "CP-1", [each])
                    break
                except SummitryError as refusal:
                    self.refused.add(refusal.code)
                    self.over.wait(0.01)


@contextmanager
def a_process(settings):
    command = [sys.executable, "-m", "summitry_web", "journal", "--socket", settings.JOURNAL]
    told = {
        **os.environ,
        "SUMMITRY_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": "summitry_web.frame.settings",
    }
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as process:  # noqa: S603  # our own
        assert process.stdout.readline() == f"journal: {settings.JOURNAL}\n"
        yield process
        process.send_signal(signal.SIGKILL)


def checkpoint_in(folder):
    file = PostFile(folder, readonly=True)
    found = file.newest_checkpoint("CP-1")
    file.close()
    return Frontier() if found is None else found[1]


@pytest.mark.slow
def test_whatever_was_acknowledged_outlives_kill_9_and_stands_there_once(settings, tmp_path):
    settings.JOURNAL = str(tmp_path / "j.sock")
    chance, over = stream(0, "kills"), Event()
    clients = [Client(number, over) for number in range(CLIENTS)]
    seen = []
    for each in clients:
        each.start()
    try:
        for _ in range(KILLS):
            told = sum(len(each.acknowledged) for each in clients)
            with a_process(settings):
                while sum(len(each.acknowledged) for each in clients) == told:
                    over.wait(0.01)
                over.wait(chance.uniform(0, 1.5))
            seen.append(checkpoint_in(folder_of(EVENT, "CP-1")))
    finally:
        over.set()
        for each in clients:
            each.join()

    file = PostFile(folder_of(EVENT, "CP-1"))
    found = list(file.entries("CP-1"))
    acknowledged = [entry for each in clients for entry in each.acknowledged]

    assert len(acknowledged) > KILLS
    assert set().union(*(each.refused for each in clients)) == {"journal.away"}
    assert [each.seq for each in found] == list(range(1, len(found) + 1))
    assert len({each.entry_id for each in found}) == len(found)
    assert {each.entry_id: each for each in found}.items() >= {
        each.entry_id: each for each in acknowledged
    }.items()
    assert seen == sorted(seen, key=lambda each: each.size)
    frontier, roots = Frontier(), {0: Frontier()}
    for each in found:
        frontier = frontier.grown(each.leaf())
        roots[frontier.size] = frontier
    assert [roots[each.size] for each in seen] == seen


@pytest.fixture
def disk(own_home):  # noqa: ARG001  # the folder of the test
    found = Disk(folder_of(EVENT, "CP-1"))
    with under(found):
        yield found


@pytest.fixture
def writers(disk, monkeypatch):  # noqa: ARG001  # it lies under them
    monkeypatch.setattr(writing, "RESERVE_BYTES", 60_000)
    made = Writers(SystemClock())
    yield made
    made.close()


def asked(writers, *numbers):
    submissions = tuple(submission("CP-1", number) for number in numbers)
    return answered(writers, Hand(event=EVENT, post="CP-1", submissions=submissions))


def those_in(folder):
    file = PostFile(folder)
    found = list(file.entries("CP-1"))
    file.close()
    return found


@pytest.mark.parametrize("failing", FAILING)
def test_after_a_failed_flush_nothing_is_acknowledged_that_a_power_cut_takes(
    disk, writers, tmp_path, failing
):
    first = decoded(asked(writers, 9_000)[0].entry)
    flushes = count(1)
    disk.answers = lambda kind, _: IO_SYNC if kind == "sync" and next(flushes) == failing else OK

    answers = [each for number in range(40) for each in asked(writers, number)]

    codes = [each.code for each in answers]
    done = codes.index("journal.broken")
    acknowledged = [first, *(decoded(each.entry) for each in answers[:done])]
    assert (codes[:done], set(codes[done:])) == ([""] * done, {"journal.broken"})
    for number in range(5):
        folder = tmp_path / f"cut-{number}"
        disk.cut(len(disk.steps), folder, stream(number, "cuts"))
        assert those_in(folder)[: done + 1] == acknowledged
    writers.close()
    disk.answers = lambda *_: OK
    entries = [decoded(each.entry) for number in range(40) for each in asked(writers, number)]
    assert [first, *entries][: done + 1] == acknowledged
    assert [each.seq for each in entries] == list(range(2, 42))


def test_what_a_killed_process_left_is_signed_when_the_next_one_starts(
    disk, writers, settings, tmp_path
):
    writers.of(EVENT, "CP-1").submit(submission("CP-1", 1)).add_done_callback(disk.say)
    writers.close()
    unsigned = next(at for at, step in enumerate(disk.steps, 1) if step.kind == "said")
    settings.HOME = tmp_path / "after"
    disk.killed(unsigned, folder_of(EVENT, "CP-1"))
    before = checkpoint_in(folder_of(EVENT, "CP-1"))

    again = Writers(SystemClock())
    again.open_all()
    again.close()

    assert (before.size, checkpoint_in(folder_of(EVENT, "CP-1")).size) == (0, 1)


def test_a_journal_that_cannot_be_flushed_when_it_is_opened_is_refused(disk, writers):
    before = [decoded(each.entry) for each in asked(writers, 1, 2, 3)]
    disk.answers = lambda kind, _: IO_SYNC if kind == "sync" else OK

    codes = [each.code for each in asked(Writers(SystemClock()), 4, 5)]

    disk.answers = lambda *_: OK
    assert codes == ["journal.broken"] * 2
    assert those_in(disk.folder) == before


@pytest.mark.parametrize("point", POINTS)
def test_a_full_disk_is_said_takes_the_reserve_and_goes_on_when_there_is_room(disk, writers, point):
    asked(writers, 0)
    disk.room = 130_000 + 777 * point
    answers = []
    while not answers or not answers[-1].code:
        answers += asked(writers, len(answers) + 1)
    state = writers.of(EVENT, "CP-1").state
    still = asked(writers, 9_000)[0].code
    was_given_up = not (disk.folder / RESERVE).exists()
    disk.room = 10_000_000

    last = decoded(asked(writers, len(answers))[0].entry)

    acknowledged = [decoded(each.entry) for each in answers[:-1]]
    assert (answers[-1].code, still, state, was_given_up) == (
        "journal.full", "journal.full", State.FULL, True,
    )  # fmt: skip
    assert writers.of(EVENT, "CP-1").state is State.WELL
    assert [each.seq for each in [*acknowledged, last]] == list(range(2, len(answers) + 2))
    assert those_in(disk.folder)[1:] == [*acknowledged, last]


@pytest.mark.parametrize("status", [READONLY, IO_WRITE])
def test_a_disk_that_takes_no_writes_is_said_at_once(disk, writers, status):
    before = decoded(asked(writers, 1)[0].entry)
    disk.answers = lambda kind, _: status if kind == "write" else OK

    codes = [each.code for each in asked(writers, 2, 3)]
    new = [each.code for each in asked(Writers(SystemClock()), 4)]

    assert (codes, new) == (["journal.broken"] * 2, ["journal.broken"])
    disk.answers = lambda *_: OK
    assert those_in(disk.folder) == [before]
