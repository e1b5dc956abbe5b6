"""The plan of the day is checked anew where what it was checked with is gone."""

import pytest

from summitry.operations.assurance import watch
from summitry.operations.bodies import Incident
from summitry_web.operations import assured
from summitry_web.operations.access import day_of
from summitry_web.operations.assured import standing_for, standing_then
from tests.web.made import AT, an_actor
from tests.web.operations.made import erase
from tests.web.operations.made_day import OPENING, a_day, an_absence, said

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
