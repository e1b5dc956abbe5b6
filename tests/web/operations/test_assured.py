"""The plan of the day is checked anew where what it was checked with is gone."""

from collections import OrderedDict
from datetime import timedelta

import pytest

from summitry.operations.assurance import watch
from summitry.operations.bodies import Incident
from summitry.operations.papers.cover import covers
from summitry.operations.record import Record
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Granted
from summitry_web.accounts.roles import Role
from summitry_web.operations import assured
from summitry_web.operations.access import day_of
from summitry_web.operations.assured import covers_for, standing_for, standing_then
from tests.web.made import AT, an_actor
from tests.web.operations.made import erase
from tests.web.operations.made_day import OPENING, a_day, an_absence, record_of, said

pytestmark = pytest.mark.django_db


def test_what_an_erased_entry_uncovered_is_covered_again_though_another_came():
    event, account = a_day()
    actor = an_actor(account, event)

    def uncovered():
        record = day_of(event, "CP-1").record_for(actor, at=AT)
        standing = standing_for(event, record, actor.reading(AT), at=OPENING)
        return [each.code for each in standing.uncovered]

    gone = an_absence(event, account)
    before = uncovered()
    erase(gone.entry_id)
    said(event, account, Incident(title="Tea is late"))

    assert "C-52" in before
    assert uncovered() == []


def test_a_check_of_a_past_record_lets_others_ask_for_the_event_meanwhile(monkeypatch):
    event, account = a_day()
    record = day_of(event, "CP-1").record_for(an_actor(account, event), at=AT)
    standing_then(event, record, at=OPENING)
    held = []

    def watching(*parts):
        held.append(assured._lock_of(event).locked())
        return watch(*parts)

    monkeypatch.setattr(assured, "watch", watching)
    standing_then(event, record, at=OPENING)

    assert held == [False, False]


def test_what_all_events_share_is_changed_by_one_thread_at_a_time(monkeypatch):
    class Watched(OrderedDict):
        def move_to_end(self, *parts, **how):
            touched.append(assured._LOCK.locked())
            super().move_to_end(*parts, **how)

    touched = []
    event, _ = a_day()
    monkeypatch.setattr(assured, "_HELD", Watched())

    for kind in ((), (Granted(role=Role.READER, unit_id="", clearance=Marking.RED),)):
        standing_for(event, Record(), kind, at=OPENING)

    assert touched == [True, True]


def test_what_lost_its_cover_is_looked_for_once_for_all_papers_of_the_same_entries(monkeypatch):
    event, account = a_day()
    an_absence(event, account)
    looked = []

    def covering(*parts):
        looked.append(parts)
        return covers(*parts)

    monkeypatch.setattr(assured, "covers", covering)
    first = covers_for(event, record_of(event), at=OPENING)
    again = covers_for(event, Record(record_of(event)), at=OPENING)
    said(event, account, Incident(title="Tea is late"))
    after = covers_for(event, record_of(event), at=OPENING)
    nothing = covers_for(event, Record(), at=OPENING)

    assert [each.finding.code for each in first] == ["C-52"]
    assert (again, after, nothing) == (first, first, ())
    assert len(looked) == 3


def test_no_more_papers_are_kept_than_one_process_may(monkeypatch):
    event, _ = a_day()
    monkeypatch.setattr(assured, "COVERS_MAX", 2)

    for minute in range(4):
        covers_for(event, Record(), at=OPENING + timedelta(minutes=minute))

    (held,) = assured._HELD.values()
    assert [at - OPENING for at, _ in held.covers] == [timedelta(minutes=2), timedelta(minutes=3)]
