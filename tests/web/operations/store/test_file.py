"""The journal's files after the power went: everything acknowledged is there, and it goes on."""

import os
import shutil
import sqlite3
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from summitry.kit.streams import stream
from summitry.operations.entry import Entry
from summitry_web.journal import file as files
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.store import writer as writers
from summitry_web.operations.store.exchange import Came, taken_in
from summitry_web.operations.store.file import KEYS, PostFile
from summitry_web.operations.store.writer import Submission, Writer
from tests.web.operations.disk import Disk, under
from tests.web.operations.store.test_exchange import AT, KNOWN, Post, submission

FULL = os.environ.get("SUMMITRY_FULL") == "1"
MORNINGS = range(10 if FULL else 1)
CUTS_EACH = 50 if FULL else 25
KILLS_EACH = 20 if FULL else 8
STEPS = 60


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Small steps: the log is written back every few entries, and nobody waits for company."""
    monkeypatch.setattr(writers, "GROUP_SECONDS", 0.001)
    monkeypatch.setattr(writers, "RESERVE_BYTES", 50_000)


class Erased(NamedTuple):
    """Somebody was told that the body's key is gone."""

    commitment: str


class Erasing(NamedTuple):
    """Somebody wants the body's key gone: from now on it may be."""

    commitment: str


class Visible(NamedTuple):
    """Readers saw so many entries of the post, and a checkpoint over so many; others got them."""

    post: str
    size: int
    signed: int


class Morning:
    """A post at work on a disk: it writes, signs, hears another post, erases, and starts anew."""

    def __init__(self, disk: Disk, other: Post, seed: int, synchronous: str = "FULL") -> None:
        self.disk = disk
        self.synchronous = synchronous
        self.other = other
        self.chance = stream(seed, "morning")
        self.identity = Post.identity_of("CP-1")
        self.clock = count(1_000, 37).__next__
        self.numbers = count(1)
        self.entered = []

    def work(self) -> None:
        steps = [*[self.enter] * 3, self.hear, self.erase, self.again, self.restart]
        self.begin()
        for _ in range(STEPS):
            self.one_of(steps)()
            self.look()
        self.end()

    def begin(self) -> None:
        self.file = PostFile(self.disk.folder)
        self.file._journal.execute("PRAGMA wal_autocheckpoint=20")
        if self.synchronous != "FULL":
            self.file._journal.execute(f"PRAGMA synchronous={self.synchronous}")
        self.writer = Writer(self.file, self.identity, self.clock)

    def end(self) -> None:
        self.writer.close()
        self.file.close()

    def restart(self) -> None:
        self.end()
        self.begin()

    def one_of(self, things: list):
        return things[self.chance.integers(len(things))]

    def enter(self) -> None:
        self.hand_in(
            [submission("CP-1", next(self.numbers)) for _ in range(self.chance.integers(1, 6))]
        )

    def again(self) -> None:
        if self.entered:
            self.hand_in([self.one_of(self.entered)])

    def hand_in(self, submissions: list[Submission]) -> None:
        self.entered += submissions
        waiting = [self.writer.submit(each) for each in submissions]
        for each in waiting:
            each.add_done_callback(lambda done: self.disk.say(done.result()))
        for each in waiting:
            each.result(5)

    def hear(self) -> None:
        self.other.enter(next(self.numbers))
        parcel = self.other.parcel_beyond(self.file.sizes(), "CP-1")
        self.writer.do(lambda file: taken_in(file, self.identity, parcel, KNOWN, AT)).result(5)

    def erase(self) -> None:
        bodies = [each.draft.body for each in self.entered]
        if bodies:
            gone = self.one_of(bodies)
            self.disk.say(Erasing(gone))
            self.writer.do(lambda file: file.erase([gone])).result(5)
            self.disk.say(Erased(gone))

    def look(self) -> None:
        """Note what any reader can see now, and send elsewhere."""
        reader = PostFile(self.disk.folder, readonly=True)
        for post in reader.sizes():
            newest = reader.newest_checkpoint(post)
            signed = 0 if newest is None else newest[0].size
            self.disk.say(Visible(post, reader.sizes()[post], signed))
        reader.close()


def worked(folder: Path, seed: int, synchronous: str = "FULL") -> tuple[Disk, Post]:
    disk, other = Disk(folder / "disk"), Post(folder, "CP-2")
    with under(disk):
        Morning(disk, other, seed, synchronous).work()
    return disk, other


def damaged(folder: Path) -> list[str]:
    told = []
    for name in (JOURNAL, KEYS):
        link = sqlite3.connect(folder / name)
        told += [text for (text,) in link.execute("PRAGMA integrity_check") if text != "ok"]
        link.close()
    return told


def lost(said: list, folder: Path) -> list:
    """Return what somebody was told that is not so."""
    file = PostFile(folder)
    found = {post: list(file.entries(post)) for post in file.sizes()}
    erasing = {each.commitment for each in said if isinstance(each, Erasing)}
    own = {each.entry_id: each for each in found.get("CP-1", [])}

    def is_so(each: Entry | Erasing | Erased | Visible) -> bool:
        if isinstance(each, Erasing):
            return True
        if isinstance(each, Erased):
            return file.key(each.commitment) is None
        if isinstance(each, Entry):
            return own.get(each.entry_id) == each and (
                each.body in erasing or file.key(each.body) is not None
            )
        newest = file.newest_checkpoint(each.post)
        return len(found.get(each.post, [])) >= each.size and (
            (0 if newest is None else newest[0].size) >= each.signed
        )

    missing = [each for each in said if not is_so(each)]
    file.close()
    return missing


def gone_on(folder: Path, other: Post) -> tuple[list[int], Came, list]:
    """Write one more entry, hear the other out, and return the numbers, what came, and forks."""
    file = PostFile(folder)
    identity = Post.identity_of("CP-1")
    writer = Writer(file, identity, count(90_000).__next__)
    writer.submit(submission("CP-1", 9_999)).result(5)
    parcel = other.parcel_beyond(file.sizes(), "CP-1")
    came = writer.do(lambda file: taken_in(file, identity, parcel, KNOWN, AT)).result(5)
    writer.close()
    numbers = [each.seq for each in file.entries("CP-1")]
    told = (numbers, came, file.forks())
    assert file.newest_checkpoint("CP-1")[0].size == len(numbers)
    assert set(other.ids()) <= {each.entry_id for each in file.entries("CP-2")}
    file.close()
    return told


@pytest.mark.parametrize("seed", MORNINGS)
def test_whatever_was_acknowledged_outlives_a_power_cut(tmp_path, seed):
    disk, other = worked(tmp_path, seed)
    chance = stream(seed, "cuts")
    for number in range(CUTS_EACH):
        end, folder = int(chance.integers(1, len(disk.steps) + 1)), tmp_path / f"cut-{number}"
        disk.cut(end, folder, chance)

        missing = lost(disk.said(end), folder)
        numbers, came, forks = gone_on(folder, other)

        assert (number, end, missing) == (number, end, [])
        assert numbers == list(range(1, len(numbers) + 1))
        assert (came.refused, came.forked, forks) == ((), (), [])
        assert damaged(folder) == []
        shutil.rmtree(folder)


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_a_cut_shows_it_where_entries_are_acknowledged_too_early(tmp_path, synchronous):
    disk, _ = worked(tmp_path, 0, synchronous)
    chance = stream(0, "cuts")
    found = 0
    for number in range(CUTS_EACH):
        end, folder = int(chance.integers(1, len(disk.steps) + 1)), tmp_path / f"cut-{number}"
        disk.cut(end, folder, chance)
        try:
            found += bool(damaged(folder) or lost(disk.said(end), folder))
        except sqlite3.DatabaseError:
            found += 1

    assert found > CUTS_EACH // 10


def unflushed(disk: Disk) -> list[int]:
    """Return the moments at which entries are written and not yet flushed."""
    pairs = enumerate(pairwise(disk.steps), start=1)
    return [
        end for end, (step, after) in pairs
        if (step.kind, after.kind, step.name) == ("write", "sync", f"{JOURNAL}-wal")
    ]  # fmt: skip


@pytest.mark.parametrize("seed", MORNINGS)
def test_what_a_killed_process_left_is_on_the_disk_before_anybody_is_told_of_it(tmp_path, seed):
    disk, _ = worked(tmp_path, seed)
    chance = stream(seed, "cuts")
    moments = chance.permutation(unflushed(disk))[:KILLS_EACH].tolist()
    assert moments
    for number, end in enumerate(moments):
        folder = tmp_path / f"killed-{number}"
        disk.killed(end, folder)
        again = Disk(folder, disk.steps[:end])
        with under(again):
            file = PostFile(folder)
            writer = Writer(file, Post.identity_of("CP-1"), count(90_000).__next__)
            for post, size in file.sizes().items():
                again.say(Visible(post, size, 0))
        after = tmp_path / f"cut-{number}"
        again.cut(len(again.steps), after, chance)
        missing = lost(again.said(len(again.steps)), after)
        writer.close()
        file.close()

        assert (number, end, missing) == (number, end, [])


def test_an_erasure_is_not_reported_while_the_key_may_still_be_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.1)
    file = PostFile(tmp_path)
    writer = Writer(file, Post.identity_of("CP-1"), count(1_000).__next__)
    handed = submission("CP-1", 1)
    writer.submit(handed).result(5)
    writer.close()
    with sqlite3.connect(tmp_path / KEYS) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM body_keys").fetchone()

        with pytest.raises(sqlite3.OperationalError, match="could not be emptied"):
            file.erase([handed.draft.body])
    reader.close()
    file.erase([handed.draft.body])

    assert all(handed.key not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_new_folder_stands_on_the_disk_before_anything_is_written_in_it(tmp_path, monkeypatch):
    flushed, usual = [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda file: (flushed.append(os.fstat(file).st_ino), usual(file))
    )
    PostFile(tmp_path / "posts" / "hanoi" / "CP-1").close()
    PostFile(tmp_path / "posts" / "hanoi" / "CP-1").close()

    above = [tmp_path / "posts" / "hanoi", tmp_path / "posts", tmp_path]

    assert flushed == [each.stat().st_ino for each in above]
