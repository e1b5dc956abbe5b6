"""The journal's benchmark measures what it says: entries, their pace, when one has arrived."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks.journal_clients import Acknowledged, arrivals
from benchmarks.journal_entries import Writing, places_of
from benchmarks.journal_node import Reader
from benchmarks.journal_storm import back_at, last_by_height
from benchmarks.journal_watchers import Watcher, arrived
from summitry.kit.streams import stream
from summitry.operations.bodies import body_of
from summitry.operations.sealing import opened
from summitry.plan.terms import Marking
from tests.plans.small import small

BEGAN = datetime(2025, 10, 25, 1, tzinfo=UTC)


def writing(seed=1):
    snapshot, _ = small()
    return Writing(places_of(snapshot, "LEAD"), "hanoi", BEGAN, stream(seed, "test"))


def a_watcher(clearance="TLP:AMBER"):
    return Watcher(Reader(session="", clearance=clearance, language="en"))


def message(entry_id, version):
    shown = f'<li data-entry=\\"{entry_id}\\">'
    return (
        f'id: life.{version}\nevent: board\ndata: {{"orders": "", "latest": "{shown}"}}'
    ).encode()  # fmt: skip


def test_equal_seeds_make_equal_days_of_entries_that_open():
    one, other, third = writing(), writing(), writing(2)
    made = [one.next(number) for number in range(500)]

    assert [other.next(number) for number in range(500)] == made
    assert third.next(0) != made[0]
    for each in made:
        entry_id = each.draft.entry_id
        content = opened(each.sealed, key=each.key, event="hanoi", entry_id=entry_id)
        assert body_of(content).kind == each.draft.kind
        assert each.sealed.commitment() == each.draft.body


def test_most_is_notes_and_what_is_begun_is_ended():
    day = writing()
    kinds = Counter(day.next(number).draft.kind for number in range(20_000))

    assert kinds["note"] > kinds["radio-message"] > kinds["field-report"]
    assert kinds["attached"] == pytest.approx(kinds["field-report"], rel=0.05)
    assert kinds["read-back"] == pytest.approx(kinds["order"], rel=0.2)


def test_entries_come_at_the_rate_and_in_bursts():
    moments = list(arrivals(stream(1, "test"), rate=200, burst=500, seconds=120))
    in_bursts = [each for each in moments if each % 60 >= 55]

    assert len(in_bursts) == pytest.approx(10 * 500, rel=0.05)
    assert len(moments) - len(in_bursts) == pytest.approx(110 * 200, rel=0.05)


def test_an_entry_has_arrived_with_the_first_message_that_shows_it_or_a_later_one():
    watcher = a_watcher()
    entries = [
        Acknowledged("a" * 32, 1, Marking.AMBER, 10.0, 11.0),
        Acknowledged("b" * 32, 2, Marking.RED, 10.0, 11.0),
        Acknowledged("c" * 32, 3, Marking.AMBER, 10.0, 12.0),
        Acknowledged("d" * 32, 4, Marking.AMBER, 10.0, 13.0),
    ]
    watcher.newest = [(11.5, "z" * 32), (12.5, "c" * 32), (14.0, "a" * 32)]

    # The second is not the watcher's to read, the last never came.
    assert list(arrived(watcher, entries)) == [1.5, 0.5, None]


def test_what_a_message_shows_is_taken_from_its_latest_entries():
    watcher = a_watcher()
    watcher._take(message("a" * 32, 3))
    watcher._take(b"event: beat\ndata: {}")

    assert [entry_id for _, entry_id in watcher.newest] == ["a" * 32]
    assert (watcher.last_id, watcher.messages, watcher.errors) == ("life.3", 1, [])


def test_who_is_told_that_the_stream_has_ended_notes_a_mistake():
    watcher = a_watcher()
    watcher._take(b"event: ended\ndata: {}")

    assert watcher.errors == ["ended"]


@pytest.mark.parametrize(("clearance", "back"), [("TLP:AMBER", 2.0), ("TLP:RED", 3.0)])
def test_a_watcher_is_back_when_all_is_shown_that_it_may_read(clearance, back):
    away = [
        Acknowledged("a" * 32, 1, Marking.AMBER, 0.0, 0.0),
        Acknowledged("b" * 32, 2, Marking.RED, 0.0, 0.0),
    ]
    watcher = a_watcher(clearance)
    watcher.newest = [(1.0, "z" * 32), (2.0, "a" * 32), (3.0, "b" * 32)]
    seqs = {each.entry_id: each.seq for each in away}

    assert back_at(watcher, seqs, last_by_height(away)) == back
