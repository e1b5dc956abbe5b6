"""The lists of a node are filled without anybody opening a page."""

from contextlib import closing
from pathlib import Path

import pytest

from summitry.operations.bodies import Note
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.actions.lists import bring_up, go_on
from summitry_web.operations.store.asking import Reach, Sieve
from summitry_web.operations.store.service import folder_of
from summitry_web.operations.store.shown import Shown
from tests.web.made import AT
from tests.web.operations.made import a_command_post

pytestmark = pytest.mark.django_db
EVERYTHING = (Reach(height=4),)


def listed(folder):
    with closing(Shown(folder, "summit")) as shown:
        return [each.body.text for each in shown.page(EVERYTHING, Sieve(), most=9)]


def test_a_list_is_filled_as_entries_come():
    event, organiser = a_command_post()
    enter(organiser, event, Written(body=Note(text="Tea")), at=AT)
    folder = folder_of("summit", "CP-1")
    pauses = iter([False, True])

    before = listed(folder)
    go_on(lambda _: next(pauses))

    assert (before, listed(folder)) == ([], ["Tea"])


def test_a_list_that_cannot_be_written_keeps_no_other_from_being_filled(settings, caplog):
    event, organiser = a_command_post()
    enter(organiser, event, Written(body=Note(text="Tea")), at=AT)
    broken = Path(settings.HOME) / "posts" / "other" / "CP-1"
    broken.mkdir(parents=True)
    (broken / "journal.sqlite3").write_bytes(b"no journal at all")

    bring_up()

    assert listed(folder_of("summit", "CP-1")) == ["Tea"]
    assert "the list of CP-1 is not up to date" in caplog.text
