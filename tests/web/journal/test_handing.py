"""The hand-over: in order, once, whole; and what is named where somebody was faster than it."""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier, root_from_proof
from summitry.kit.time import SystemClock
from summitry.operations.audit import Header, Recorded, evidence, judge_file
from summitry.operations.checkpoint import is_genuine
from summitry.operations.judge import Fault, Reason, Verified
from summitry_web.journal import access, actions, store
from summitry_web.journal.audit_file import AuditFile, folder_of, reading
from summitry_web.journal.file import JOURNAL
from summitry_web.journal.handing import Handing, go_on, hand_over, hand_over_now
from summitry_web.journal.keys import node_key, node_public_key
from summitry_web.journal.models import Entry
from tests.web.journal.made import (
    AT,
    change_database,
    change_file,
    public_key,
    signed_in_the_database,
)
from tests.web.journal.test_actions import written

pytestmark = pytest.mark.django_db


def in_the_file(journal: str = "summit") -> list[Recorded]:
    with reading(journal) as file:
        return [entry for entry, _ in file.leafed()]


def in_the_database(journal: str = "summit") -> list[Recorded]:
    return [store.recorded(row) for row in store.rows(journal, after=0, up_to=1_000)]


def test_entries_are_handed_over_in_order_and_once_and_signed_at_once() -> None:
    written(3)
    first = hand_over("summit", AT)
    written(2)

    counts = [first, hand_over("summit", AT), hand_over("summit", AT)]

    assert counts == [3, 2, 0]
    assert in_the_file() == in_the_database()
    assert access.verify("summit") == Verified(5, 5)
    with reading("summit") as file:
        assert [each.size for each in file.checkpoints("summit")] == [3, 5]
        assert all(is_genuine(each, node_public_key()) for each in file.checkpoints("summit"))


def test_journals_have_files_of_their_own_for_their_user_alone() -> None:
    written(2)
    written(1, "node")

    count = Handing(SystemClock()).go()

    assert count == 3
    assert in_the_file("node") == in_the_database("node")
    assert in_the_file("summit") == in_the_database("summit")
    assert folder_of("summit").stat().st_mode & 0o777 == 0o700


def test_what_was_committed_before_a_crash_is_handed_over_by_whoever_comes_next() -> None:
    written(2)
    handing = Handing(SystemClock())
    handing.go()
    written(2, first=3)
    del handing

    assert access.waiting("summit") == access.Waiting(count=2, since=AT)
    assert access.verify("summit") == Verified(4, 2)

    assert Handing(SystemClock()).go() == 2
    assert access.waiting("summit") is None
    assert access.verify("summit") == Verified(4, 4)


def test_nothing_of_a_hand_over_that_breaks_off_is_in_the_file() -> None:
    written(4)
    row = Entry.objects.get(number=4)
    change_database("UPDATE journal_entry SET actor = 'P-9' WHERE number = 4")

    with pytest.raises(SummitryError):
        hand_over("summit", AT)
    assert in_the_file() == []

    change_database("UPDATE journal_entry SET actor = %s WHERE number = 4", row.actor)
    assert hand_over("summit", AT) == 4


@pytest.mark.django_db(transaction=True)
def test_two_that_hand_over_at_once_write_each_entry_once() -> None:
    written(200)

    def hand(_: int) -> int:
        try:
            return hand_over("summit", AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(hand, range(8)))

    assert sorted(counts) == [0] * 7 + [200]
    assert in_the_file() == in_the_database()
    assert access.verify("summit") == Verified(200, 200)


def test_the_file_refuses_another_entry_in_a_place_that_is_taken() -> None:
    written(2)
    hand_over("summit", AT)
    for order in (
        "UPDATE entries SET content = x'00'",
        "DELETE FROM entries",
        "DELETE FROM checkpoints",
        "INSERT INTO entries VALUES ('summit', 2, 'other', x'00', x'7b7d')",
    ):
        link = sqlite3.connect(folder_of("summit") / JOURNAL)
        with closing(link), pytest.raises(sqlite3.IntegrityError):
            link.execute(order)


def change_what_it_says() -> None:
    change_database("UPDATE journal_entry SET actor = 'P-9' WHERE number = 3")


def change_it_with_its_hash() -> None:
    change_what_it_says()
    leaf = store.recorded(Entry.objects.get(number=3)).leaf()
    change_database("UPDATE journal_entry SET leaf = %s WHERE number = 3", leaf)


def take_it_out() -> None:
    change_database("DELETE FROM journal_entry WHERE number = 3")


def cut_the_end() -> None:
    change_database("DELETE FROM journal_entry WHERE number = 5")


def put_back_an_older_backup() -> None:
    edge = Frontier().grown(bytes(Entry.objects.get(number=1).leaf))
    change_database("DELETE FROM journal_entry WHERE number > 1")
    change_database("UPDATE journal_head SET size = 1, peaks = %s", edge.packed())


@pytest.mark.parametrize(
    ("change", "number", "fault"),
    [
        (change_what_it_says, 3, Fault(Reason.CHANGED, 3, 3)),
        (change_it_with_its_hash, 3, Fault(Reason.DATABASE, 3, 5)),
        (take_it_out, 3, Fault(Reason.MISSING, 3, 3)),
        (cut_the_end, 3, Fault(Reason.TRUNCATED, 5, 5)),
        (put_back_an_older_backup, 2, Fault(Reason.DATABASE, 2, 2)),
    ],
)
def test_rows_that_were_changed_before_the_hand_over_are_named_and_not_handed_over(
    change: Callable[[], None], number: int, fault: Fault
) -> None:
    written(2)
    hand_over("summit", AT)
    written(3, first=3)

    change()

    with pytest.raises(SummitryError, match=r"journal\.database") as refused:
        hand_over("summit", AT)
    assert refused.value.facts["number"] == number
    assert len(in_the_file()) == 2
    assert access.verify("summit") == fault


def test_trouble_with_one_journal_holds_up_no_other(caplog) -> None:
    written(2)
    written(2, "other")
    change_database("UPDATE journal_entry SET actor = 'P-9' WHERE journal = 'other'")
    handing = Handing(SystemClock())

    counts = [handing.go(), handing.go(), handing.go()]

    assert counts == [2, 0, 0]
    assert access.verify("summit") == Verified(2, 2)
    assert access.verify("other") == Fault(Reason.CHANGED, 1, 1)
    told = [each for each in caplog.messages if "is not handed over" in each]
    assert len(told) == 1, told


@pytest.mark.parametrize(
    ("order", "number"),
    [
        ("UPDATE journal_entry SET actor = 'P-9' WHERE number = 3", 3),
        ("DELETE FROM journal_entry WHERE number = 2", 2),
        ("DELETE FROM journal_entry WHERE number > 3", 4),
    ],
)
def test_a_row_that_is_changed_after_the_hand_over_is_named_and_changes_no_page(
    order: str, number: int
) -> None:
    written(5)
    hand_over("summit", AT)
    before = list(access.entries("summit", access.Wanted()))

    change_database(order)

    assert access.verify("summit") == Fault(Reason.DATABASE, number, number)
    assert list(access.entries("summit", access.Wanted())) == before
    assert [access.entry("summit", each.number) for each in before] == before


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        (
            "UPDATE entries SET content = replace(content, 'P-0', 'P-9') WHERE seq = 3",
            Fault(Reason.CHANGED, 3, 3),
        ),
        ("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 3", Fault(Reason.CHANGED, 3, 3)),
        ("DELETE FROM entries WHERE seq = 3", Fault(Reason.MISSING, 3, 3)),
        ("DELETE FROM entries WHERE seq = 5", Fault(Reason.MISSING, 5, 5, 5)),
        (
            "UPDATE checkpoints SET note = replace(note, char(10) || 5, char(10) || 4)",
            Fault(Reason.FORGED, 1, 4, 4),
        ),
    ],
)
def test_a_file_that_was_changed_is_named(order: str, fault: Fault) -> None:
    written(5)
    hand_over("summit", AT)

    change_file("summit", order)

    assert access.verify("summit") == fault


def test_a_file_that_lost_its_end_with_its_signatures_gets_the_same_entries_again() -> None:
    written(3)
    hand_over("summit", AT)
    written(2, first=4)
    hand_over("summit", AT)
    signed = access.signed_to("summit")

    change_file("summit", "DELETE FROM checkpoints WHERE size = 5")
    change_file("summit", "DELETE FROM entries WHERE seq > 3")
    assert hand_over("summit", AT) == 2

    assert access.signed_to("summit") == signed
    assert access.verify("summit") == Verified(5, 5)


@pytest.mark.parametrize("peaks", [b"", bytes(64)])
def test_the_node_signs_no_other_tree_where_its_edge_was_changed(peaks: bytes) -> None:
    written(5)
    hand_over("summit", AT)
    change_file("summit", "UPDATE checkpoints SET peaks = ?", peaks)
    written(2, first=6)

    assert hand_over("summit", AT) == 2
    assert access.verify("summit") == Verified(7, 7)


def test_where_the_process_is_dead_entries_are_written_and_nothing_is_exported(settings) -> None:
    written(1)
    hand_over("summit", AT)
    settings.JOURNAL = str(settings.HOME / "nobody.sock")

    written(2, first=2)
    with pytest.raises(SummitryError, match=r"journal\.away"):
        actions.export("summit", actor="P-1", at=AT)

    assert access.waiting("summit") == access.Waiting(count=2, since=AT)
    assert [each.kind for each in in_the_database()] == ["row.saved"] * 3


def test_a_file_that_cannot_be_read_is_refused_in_words() -> None:
    written(1)
    hand_over("summit", AT)
    path = folder_of("summit") / JOURNAL
    path.write_bytes(b"no database" * 1_000)

    for ask in (hand_over_now, access.verify, access.waiting):
        with pytest.raises(SummitryError, match=r"journal\.(unreadable|away)"):
            ask("summit")


def test_commits_are_on_the_disk_before_the_file_tells_of_them(monkeypatch) -> None:
    flushed: list[tuple[str, int]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        flushed.append((name, len(in_the_file())))
        real(descriptor)

    written(2)
    node_key()
    folder_of("summit").mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", fsync)
    hand_over("summit", AT)

    log = Path(f"{connection.settings_dict['NAME']}-wal").name
    assert flushed == ([(log, 0)] if connection.vendor == "sqlite" else [])


def test_what_was_exported_and_signed_before_the_file_still_holds() -> None:
    written(3)
    signed_in_the_database("summit")
    written(2, first=4)
    older = signed_in_the_database("summit")
    written(1, first=6)
    header = Header(journal="summit", size=5, public_key=public_key())
    rows = [
        (store.recorded(row), bytes(row.leaf)) for row in store.rows("summit", after=0, up_to=5)
    ]
    exported = list(evidence(header, store.checkpoints("summit", after=0), rows))
    assert access.verify("summit") == Verified(6, 5)
    assert access.signed_to("summit") == store.signed(older)

    assert hand_over("summit", AT + timedelta(days=1)) == 6

    assert access.verify("summit") == Verified(6, 6)
    with reading("summit") as file:
        kept = list(file.checkpoints("summit"))
        again = list(file.leafed())
    assert [each.size for each in kept] == [3, 5, 6]
    assert kept[:2] == store.checkpoints("summit", after=0)
    assert again[:5] == rows
    assert judge_file(exported, public_key=public_key()) == Verified(5, 5)
    now = list(access.evidence_of("summit", made=""))
    assert judge_file(now, public_key=public_key()) == Verified(6, 6)
    assert now[-6:-1] == exported[-5:]


def test_every_entry_that_was_handed_over_has_a_proof_to_a_signed_root() -> None:
    written(7)
    hand_over("summit", AT)
    first = access.signed_to("summit")
    written(2, first=8)
    hand_over("summit", AT)
    written(1, first=10)

    proofs = [access.proof("summit", number) for number in range(1, 11)]

    assert proofs[9] is None
    assert [each.checkpoint.size for each in proofs[:9]] == [7] * 7 + [9] * 2
    assert proofs[0].checkpoint == first
    for place, proof in enumerate(proofs[:9]):
        size, root = proof.checkpoint.size, proof.checkpoint.root
        assert root_from_proof(proof.leaf, place, size, proof.hashes) == root


def test_a_checkpoint_is_signed_for_its_journal_alone() -> None:
    written(1)
    hand_over("summit", AT)

    assert access.signed_to("summit").note().splitlines()[:2] == ["summitry/journal/summit", "1"]


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_each_second_and_once_more_at_the_end() -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        written(1, first=len(pauses))
        return len(pauses) == 3

    go_on(Handing(SystemClock()), pause)

    assert pauses == [1.0, 1.0, 1.0]
    assert len(in_the_file()) == 3


def test_a_half_made_file_is_made_whole_by_the_next_hand_over() -> None:
    folder_of("summit").mkdir(parents=True)
    (folder_of("summit") / JOURNAL).touch()
    written(1)

    assert access.waiting("summit") == access.Waiting(count=1, since=AT)
    assert hand_over("summit", AT) == 1
    with closing(AuditFile("summit", readonly=True)) as file:
        assert file.size == 1
