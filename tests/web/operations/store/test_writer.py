"""The writer: everything acknowledged is on the disk, once, in order, signed."""

import sqlite3
import threading
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier
from summitry.operations.checkpoint import is_genuine
from summitry.operations.entry import Draft
from summitry.operations.sealing import opened, sealed
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.writer import Identity, State, Submission, Writer

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
IDENTITY = Identity(event="hanoi", post="CP-1", key=KEY)
PUBLIC = KEY.public_key().public_bytes_raw()


def draft(number: int, **columns) -> Draft:
    told = {"kind": "note", "author": "N-1", "device": "d-1", "observed_ms": 1, "entered_ms": 2}
    return Draft(entry_id=f"{number:032x}", **{**told, **columns})


def submission(number: int, **columns) -> Submission:
    return Submission(draft=draft(number, **columns))


def with_body(number: int) -> Submission:
    key = bytes([number]) * 32
    body = sealed(
        b"smoke", key=key, nonce=bytes(12), event="hanoi", entry_id=f"{number:032x}"
    )  # fmt: skip
    return Submission(draft=draft(number, body=body.commitment()), sealed=body, key=key)


@pytest.fixture
def clock():
    return count(1_000).__next__


def writer_of(folder: Path, clock) -> Writer:
    return Writer(PostFile(folder), IDENTITY, clock)


def test_what_is_handed_in_has_its_place_and_is_there_after_a_restart(tmp_path, clock):
    first = writer_of(tmp_path, clock)
    written = [first.submit(submission(number)) for number in range(5)]
    entries = [each.result(5) for each in written]
    first.close()
    second = writer_of(tmp_path, clock)
    later = second.submit(submission(9)).result(5)
    second.close()

    assert [each.seq for each in entries] == [1, 2, 3, 4, 5]
    assert later.seq == 6
    assert later.stamp > entries[-1].stamp
    assert list(PostFile(tmp_path, readonly=True).entries("CP-1")) == [*entries, later]


def test_the_same_again_is_the_same_entry(tmp_path, clock):
    writer = writer_of(tmp_path, clock)
    twice = [writer.submit(submission(1)) for _ in range(2)]
    again = writer.submit(submission(1)).result(5)
    writer.close()

    assert [each.result(5) for each in twice] == [again, again]
    assert PostFile(tmp_path, readonly=True).sizes() == {"CP-1": 1}


def test_another_entry_under_a_known_id_is_refused(tmp_path, clock):
    writer = writer_of(tmp_path, clock)
    writer.submit(submission(1)).result(5)

    with pytest.raises(SummitryError, match=r"journal.other_entry"):
        writer.submit(submission(1, kind="incident")).result(5)
    writer.close()


def test_everything_written_is_signed_when_the_writer_ends(tmp_path, clock):
    writer = writer_of(tmp_path, clock)
    entries = [writer.submit(submission(number)).result(5) for number in range(3)]
    writer.close()
    frontier = Frontier()
    for entry in entries:
        frontier = frontier.grown(entry.leaf())

    signed, kept = PostFile(tmp_path, readonly=True).newest_checkpoint("CP-1")

    assert (signed.size, signed.root, kept) == (3, frontier.root(), frontier)
    assert is_genuine(signed, PUBLIC)


def test_a_clock_that_is_set_back_keeps_no_entry_from_being_signed(tmp_path):
    moments = [1_700_000_000_000]
    writer = writer_of(tmp_path, lambda: moments[-1])
    sizes = []
    for number, moment in enumerate([0, -3_600_000, 86_400_000, -5_000]):
        moments.append(moments[-1] + moment)
        writer.submit(submission(number)).result(5)
        sizes.append(writer.do(lambda file: file.newest_checkpoint("CP-1")[0].size).result(5))
    writer.close()
    stamps = [each.stamp for each in PostFile(tmp_path, readonly=True).entries("CP-1")]

    assert sizes == [1, 2, 3, 4]
    assert stamps == sorted(stamps)


def test_an_erased_body_is_gone_from_the_disk_and_its_entry_stands(tmp_path, clock):
    writer = writer_of(tmp_path, clock)
    handed = with_body(7)
    entry = writer.submit(handed).result(5)
    writer.close()
    file = PostFile(tmp_path)
    body = file.sealed(entry.body)
    text = opened(body, key=file.key(entry.body), event="hanoi", entry_id=entry.entry_id)

    gone = file.erase([entry.body])

    assert (text, gone, file.key(entry.body)) == (b"smoke", 1, None)
    assert file.entry(entry.entry_id) == entry
    assert all(handed.key not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["UPDATE entries SET seq = 9", "DELETE FROM entries"])
def test_the_file_itself_refuses_changes(tmp_path, clock, verb):
    writer = writer_of(tmp_path, clock)
    writer.submit(submission(1)).result(5)
    writer.close()

    with (
        sqlite3.connect(tmp_path / JOURNAL) as link,
        pytest.raises(sqlite3.IntegrityError, match=r"journal.append_only"),
    ):
        link.execute(verb)


def test_a_file_that_is_no_journal_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / JOURNAL) as link:
        link.execute("CREATE TABLE other (x)")

    with pytest.raises(SummitryError, match=r"journal.other_file"):
        PostFile(tmp_path)


def test_a_fault_in_the_writers_thread_lets_nobody_wait(tmp_path, clock):
    writer = writer_of(tmp_path, clock)
    ended = []
    hook, threading.excepthook = threading.excepthook, ended.append
    try:
        with pytest.raises(SummitryError, match=r"journal.broken"):
            writer.do(lambda _: {}["nothing"]).result(5)
        writer.close()
    finally:
        threading.excepthook = hook

    with pytest.raises(SummitryError, match=r"journal.broken"):
        writer.submit(submission(1))
    assert [each.exc_type for each in ended] == [KeyError]


def test_after_a_failed_flush_nothing_more_is_acknowledged(tmp_path, clock, monkeypatch):
    writer = writer_of(tmp_path, clock)
    broken = sqlite3.OperationalError("disk I/O error")
    monkeypatch.setattr(PostFile, "write", lambda *_: (_ for _ in ()).throw(broken))

    with pytest.raises(SummitryError, match=r"journal.broken"):
        writer.submit(submission(1)).result(5)
    with pytest.raises(SummitryError, match=r"journal.broken"):
        writer.submit(submission(2))
    assert writer.state is State.BROKEN
    writer.close()
