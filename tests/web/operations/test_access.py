"""The day as a process holds it: what is erased is let go of, and comes back by no way."""

import pytest

from summitry.operations.bodies import FieldReport, Note
from summitry.operations.situation import unattached
from summitry_web.accounts.roles import Role
from summitry_web.operations.access import clocks_ahead, day_of
from summitry_web.operations.actions.enter import Written, enter
from tests.web.made import AT
from tests.web.operations.made import a_command_post, erase, somebody
from tests.web.operations.made_journal import Journals

pytestmark = pytest.mark.django_db


def test_an_erased_entry_is_let_go_of_with_every_record_made_of_it():
    event, organiser = a_command_post()
    gone, kept = (
        enter(organiser, event, Written(body=FieldReport(text=text)), at=AT)
        for text in ("Zebrafinch was here", "Smoke")
    )
    day = day_of(event, "CP-1")
    before = [each.event.entry_id for each in unattached(day.record_for(organiser, at=AT))]

    erase(gone.entry_id)
    day.bring_up()

    assert before == [gone.entry_id, kept.entry_id]
    assert day.held == [*day.backwards()] == [kept]
    assert [each.event for each in unattached(day.record_for(organiser, at=AT))] == [kept]
    assert [each.event for each in unattached(day.whole())] == [kept]


def test_who_may_read_nothing_neither_gets_the_whole_record_nor_takes_from_it():
    event, organiser = a_command_post()
    _, officer = somebody(event, Role.REPORTER, unit="U-1")
    day = day_of(event, "CP-1")
    before = day.record_for(officer, at=AT)
    entry = enter(organiser, event, Written(body=FieldReport(text="Smoke")), at=AT)
    day.bring_up()

    mine = [day.record_for(officer, at=AT).get(entry.entry_id) for _ in (day.whole(), before)]

    assert mine == [None, None]
    assert day.whole().get(entry.entry_id) == entry


@pytest.mark.parametrize(("minutes", "told"), [(-600, {}), (4, {}), (20, {"CP-2": 20})])
def test_a_post_whose_clock_is_ahead_is_told(minutes, told):
    event, _ = a_command_post()
    journals = Journals()
    journals.now["CP-2"] += minutes * 60_000
    journals.write("CP-1", Note(text="ours"))
    journals.write("CP-2", Note(text="theirs"))
    journals.flush()

    assert clocks_ahead(event, at=AT) == told
