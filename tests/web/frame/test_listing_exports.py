"""A list that is taken along is in the journal, whatever page it stands on."""

import pytest

from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db


def test_list_of_grants_that_is_taken_along_is_journaled(client):
    event, organiser, actor = a_planned_event()
    a_grant(an_account(), event, Role.READER)
    signed_in(client, organiser)

    answer = client.get(f"/e/{event.slug}/access/", {"format": "csv"})

    entry = Entry.objects.filter(kind="list.exported").get()
    assert answer.status_code == 200
    assert (entry.actor, entry.subject, entry.facts) == (actor.person_id, "grants", {"rows": 2})
