"""A clock that was set back is seen in the journal."""

from datetime import timedelta

import pytest

from summitry.kit.time import SystemClock
from summitry_web.journal.actions import record
from summitry_web.journal.looks import look

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("minutes", "state"), [(0, "good"), (4, "good"), (6, "bad")])
def test_entry_of_a_time_to_come_is_told(minutes, state):
    at = SystemClock().now() + timedelta(minutes=minutes)
    record("event.created", journal="summit", actor="S-001", at=at, subject="summit")

    assert [each.state for each in look()] == [state]
