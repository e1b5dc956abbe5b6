"""The day as a process holds it: what is erased is let go of, and comes back by no way."""

import pytest

from summitry.operations.bodies import FieldReport
from summitry.operations.entry import ERASED, Draft
from summitry.operations.situation import unattached
from summitry_web.operations.access import day_of
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of, hand_in
from summitry_web.operations.store.writer import Submission
from tests.web.made import AT
from tests.web.operations.made import a_command_post

pytestmark = pytest.mark.django_db


def erase(entry_id):
    """Destroy the key of the entry's body, and write that it was done."""
    now = round(AT.timestamp() * 1_000)
    file = PostFile(folder_of("summit", "CP-1"))
    assert file.erase([file.entry(entry_id).body]) == 1
    file.close()
    draft = Draft(
        entry_id="e" * 32, kind=ERASED, author="S-1", device="site",
        observed_ms=now, entered_ms=now, about=(entry_id,),
    )  # fmt: skip
    hand_in("summit", "CP-1", (Submission(draft=draft),))


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
    assert day.entered == [*day.backwards()] == [kept]
    assert [each.event for each in unattached(day.record_for(organiser, at=AT))] == [kept]
    assert [each.event for each in unattached(day.whole())] == [kept]
