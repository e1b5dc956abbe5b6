"""What was typed into the forms of the desk, also by who means harm."""

from zoneinfo import ZoneInfo

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.desk.forms import moment_in
from tests.web.made import a_planned_event, signed_in

VENUE = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59-12:00", "soon", "٣"])
def test_a_moment_that_no_calendar_holds_is_refused(typed):
    with pytest.raises(SummitryError) as refusal:
        moment_in({"due": typed}, "due", VENUE)

    assert refusal.value.code == "form.date"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "²", "x"])
def test_any_number_of_a_page_is_answered(client, number):
    event, organiser, _ = a_planned_event()
    signed_in(client, organiser)

    assert client.get(f"/e/{event.slug}/findings/", {"page": number}).status_code == 200
    assert client.get(f"/e/{event.slug}/report/mine/", {"sent": number}).status_code == 200
