"""The board, as it stands and as it stood; and who sees nothing of what."""

from datetime import timedelta

import pytest

from summitry.operations.bodies import Incident, Order
from summitry.plan.terms import Marking
from tests.web.made import signed_in
from tests.web.operations.made_day import OPENING, a_day, a_reader, an_absence, said

pytestmark = pytest.mark.django_db

BOARD = "/e/summit/board/"


def shown(client, address=BOARD, **cells):
    answer = client.get(address, cells)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_shows_what_stands(client):
    event, account = a_day()
    signed_in(client, account)
    said(event, account, Incident(title="Smoke <b>"))
    said(event, account, Order(text="Close the door", post_ids=("P-aid",)))

    page = shown(client)

    assert "Smoke &lt;b&gt;" in page
    assert "Close the door" in page
    assert 'id="board-now"' in page
    assert 'http-equiv="refresh" content="15"' in page


def test_an_absence_uncovers_the_post_on_the_board(client):
    event, account = a_day()
    signed_in(client, account)
    before = shown(client)
    an_absence(event, account)

    after = shown(client)

    assert "No entry of the day has taken cover away" in before
    assert "No entry of the day has taken cover away" not in after
    assert "C-52" not in before
    assert "/e/summit/uncovered/" in after


def test_as_at_an_earlier_moment_what_came_later_is_not_shown(client):
    event, account = a_day()
    signed_in(client, account)
    said(event, account, Incident(title="Early"), entered=OPENING - timedelta(minutes=10))
    said(event, account, Incident(title="Flood"))

    then = shown(client, at=(OPENING - timedelta(minutes=5)).isoformat())
    stepped = shown(client, "/e/summit/replay/")

    assert ("Early" in then, "Flood" in then) == (True, False)
    assert "Early" in stepped


def test_what_is_no_moment_is_refused(client):
    _, account = a_day()
    signed_in(client, account)

    answer = client.get(BOARD, {"at": "noonish"})

    assert answer.status_code == 400
    assert "“noonish” is no date and time" in answer.content.decode()


@pytest.mark.parametrize("name", ["board", "replay", "incidents", "orders", "uncovered"])
def test_who_may_not_read_an_entry_finds_no_trace_of_it(client, name):
    event, account = a_day()
    reader = a_reader(event)
    signed_in(client, reader)
    empty = shown(client, f"/e/summit/{name}/")
    secret = {"marking": Marking.RED}
    said(event, account, Incident(title="CANARY"), **secret)
    said(event, account, Order(text="CANARY", post_ids=("P-aid",)), **secret)
    an_absence(event, account, **secret)

    page = shown(client, f"/e/summit/{name}/")

    assert without_ids(page) == without_ids(empty)
    signed_in(client, account)
    assert without_ids(shown(client, f"/e/summit/{name}/")) != without_ids(empty)


def without_ids(page):
    """Return the page's content without what is random in it."""
    lines = page[page.index("<main") :].splitlines()
    return [e for e in lines if "entry_id" not in e and "csrf" not in e and "datetime" not in e]
