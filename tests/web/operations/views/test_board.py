"""The board, as it stands and as it stood; and who sees nothing of what."""

from datetime import timedelta

import pytest

from summitry.operations.bodies import Decision, Declaration, Delay, Incident, Order, Thing
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import CLOCK
from summitry_web.events.clock import look_at
from tests.web.made import signed_in
from tests.web.operations.made_day import OPENING, a_day, a_reader, an_absence, placed, said

pytestmark = pytest.mark.django_db

BOARD = "/e/summit/board/"
ENTRY = "/e/summit/desk-of-the-day/entry/"
PAGES = ("board", "replay", "incidents", "orders", "decisions", "declared", "uncovered")
SECRETS = (
    Incident(title="CANARY"),
    Order(text="CANARY", post_ids=("P-aid",)),
    Decision(question="CANARY", options=("One",), chosen=0, known="Little", reasons="Some"),
    Declaration(declaration_id="DC-fire", text="CANARY"),
    Delay(thing=Thing("movements", "M-1"), minutes=20),
)


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


def test_what_a_device_sent_late_was_not_known_before_it_came(client):
    event, account = a_day()
    look_at(event, None)
    event.save()
    signed_in(client, account)
    now = CLOCK.now()
    late = said(event, account, Incident(title="Flood"), entered=now - timedelta(hours=5))
    soon = said(event, account, Incident(title="Smoke"), entered=now)

    then = shown(client, at=(now - timedelta(hours=1)).isoformat())

    assert "Flood" not in then
    assert "Flood" in shown(client)
    pages = [shown(client, f"{ENTRY}{each.entry_id}/") for each in (late, soon)]
    assert ["Received" in each for each in pages] == [True, False]


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
    assert "noonish” is no date and time" in answer.content.decode()


@pytest.mark.parametrize("marking", [Marking.AMBER_STRICT, Marking.RED])
def test_who_may_not_read_an_entry_finds_no_trace_of_it_on_any_page(client, marking):
    event, account = a_day(placed())
    reader = a_reader(event)
    signed_in(client, reader)
    before = {name: traces(shown(client, f"/e/summit/{name}/")) for name in PAGES}
    for body in SECRETS:
        said(event, account, body, marking=marking, place=Thing("sites", "hall"))
    an_absence(event, account, marking=marking)

    after = {name: traces(shown(client, f"/e/summit/{name}/")) for name in PAGES}

    assert after == before
    signed_in(client, account)
    known = {name: traces(shown(client, f"/e/summit/{name}/")) for name in PAGES}
    assert [name for name in PAGES if known[name] == before[name]] == []


def traces(page):
    """Return the page's content without what is random in it."""
    lines = page[page.index("<main") :].splitlines()
    return [e for e in lines if "entry_id" not in e and "csrf" not in e and "datetime" not in e]
