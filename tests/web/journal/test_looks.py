"""The self-test says what is wrong with a journal, and where its file is behind."""

from datetime import timedelta

import pytest

from summitry.kit.time import SystemClock
from summitry_web.journal.actions import record
from summitry_web.journal.audit_file import folder_of
from summitry_web.journal.file import JOURNAL
from summitry_web.journal.handing import hand_over
from summitry_web.journal.looks import look
from tests.web.journal.made import change_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("minutes", "state"), [(0, "good"), (4, "good"), (6, "bad")])
def test_entry_of_a_time_to_come_is_told(minutes, state):
    at = SystemClock().now() + timedelta(minutes=minutes)
    record("event.created", journal="summit", actor="S-001", at=at, subject="summit")

    assert [each.state for each in look()] == [state]


@pytest.mark.parametrize(("seconds", "names"), [(50, ["journal"]), (70, ["journal", "hand-over"])])
def test_hand_over_that_is_behind_is_told(seconds, names):
    at = SystemClock().now() - timedelta(seconds=seconds)
    record("event.created", journal="summit", actor="S-001", at=at, subject="summit")
    record("event.created", journal="summit", actor="S-002", at=SystemClock().now())

    found = look()

    assert [each.name for each in found] == names
    assert [each.facts["count"] for each in found[1:]] == [2] * (len(names) - 1)
    assert all(each.state == "warning" for each in found[1:])


def test_journal_that_was_changed_is_named_and_so_is_one_that_cannot_be_read():
    for journal in ("gone", "summit", "whole"):
        record("event.created", journal=journal, actor="S-001", at=SystemClock().now())
        hand_over(journal, SystemClock().now())
    change_file("summit", "UPDATE entries SET leaf = zeroblob(32)")
    (folder_of("gone") / JOURNAL).write_bytes(b"no database" * 1_000)

    found = look()

    assert [(each.state, each.facts["journal"]) for each in found] == [
        ("bad", "gone"), ("bad", "summit"),
    ]  # fmt: skip
    assert found[1].facts["number"] == 1
