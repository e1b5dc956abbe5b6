"""A list of many identities leaves only when a second person has said so."""

import pytest

from summitry.plan.identity import Identity
from summitry_web.people import asking
from summitry_web.people.actions import replace_all
from tests.web.made import AT, a_planned_event, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("count", "status"), [(asking.ALONE_MAX, 200), (asking.ALONE_MAX + 1, 400)]
)
def test_file_of_identities_asks_for_a_second_person_beyond_the_bound(client, count, status):
    event, organiser, _ = a_planned_event()
    people = [Identity(record_id=f"R-{n:03}", name=f"Synthetic {n}") for n in range(count)]
    replace_all(event, people, AT)
    signed_in(client, organiser)

    answer = client.get(f"/e/{event.slug}/people/", {"format": "csv", "q": "Synthetic 1"})

    assert answer.status_code == status
