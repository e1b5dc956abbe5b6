"""The self-test names a command post's journal that the disk has spoilt."""

import pytest

from summitry.kit.ids import CommandPostId, EventId
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.looks import look
from summitry_web.operations.store.service import end_local, folder_of, hand_in
from tests.web.operations.made import a_command_post
from tests.web.operations.store.test_exchange import submission

pytestmark = pytest.mark.django_db


def test_the_journals_are_sound_or_the_damage_is_named():
    event, _ = a_command_post()
    place = (EventId(event.slug), CommandPostId("CP-1"))
    hand_in(*place, [submission("CP-1", 1)])
    end_local()
    sound = look()
    file = folder_of(*place) / JOURNAL
    content = file.read_bytes()
    file.write_bytes(content.replace(b"CP-1", b"CP-3", 1))

    damaged = look()

    assert [(each.state, each.facts) for each in sound] == [("good", {"count": 1})]
    assert [(each.state, each.facts["file"]) for each in damaged] == [("bad", JOURNAL)]
