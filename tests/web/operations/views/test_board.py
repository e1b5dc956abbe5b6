"""The board, as it stands and as it stood; and who sees nothing of what."""

import csv
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from summitry.operations.bodies import (
    Decision,
    Declaration,
    Delay,
    Incident,
    Order,
    Progress,
    Thing,
)
from summitry.operations.obligations import Debt
from summitry.plan.change import Edit, apply
from summitry.plan.programme import Item
from summitry.plan.terms import ItemKind, Marking
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations import assured
from summitry_web.operations.board import ITEMS_MAX, QUICK, SECTIONS, owed, programme
from summitry_web.operations.drawn import drawn
from tests.plans.small import small
from tests.web.made import a_grant, signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import (
    OPENING,
    SWAPPED,
    a_day,
    a_reader,
    an_absence,
    placed,
    said,
    seen_as,
    swappable,
)

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


def test_a_time_still_to_come_is_yesterdays(client):
    event, account = a_day()
    signed_in(client, account)
    said(event, account, Incident(title="Early"), entered=OPENING - timedelta(hours=30))
    said(event, account, Incident(title="Flood"))

    to_come = (OPENING + timedelta(hours=1)).astimezone(ZoneInfo(event.timezone))
    then = shown(client, at=f"{to_come:%H:%M}")

    assert ("Early" in then, "Flood" in then) == (True, False)


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


def hidden(snapshot, table, key):
    """Return the edit that keeps the row from whoever reads no further than AMBER."""
    row = snapshot.get(table, key)
    return Edit(table, key, replace(row, marking=Marking.AMBER_STRICT))


def test_a_post_is_not_short_because_its_people_are_hidden_from_the_reader():
    staffed = swappable()
    event, account = a_day((*staffed, hidden(apply(small()[0], staffed), "persons", SWAPPED)))

    mine, theirs = (
        next(e for e in seen_as(event, each).staffed if e.post.post_id == "P-desk")
        for each in (a_reader(event), account)
    )

    assert (mine.planned, mine.is_short) == ((), False)
    assert (theirs.planned, theirs.is_short) == ((SWAPPED,), False)


def test_quick_sections_ask_for_no_check():
    event, account = a_day()
    for body in SECRETS:
        said(event, account, body, place=Thing("sites", "hall"))
    assured.forget_all()

    sections = drawn(seen_as(event, account), QUICK)
    held = len(assured._HELD)
    drawn(seen_as(event, account), SECTIONS.keys() - QUICK)

    assert (held, len(assured._HELD)) == (0, 1)
    assert "Hall (hall)" in sections["incidents"]


def talk(name, minute):
    """Return the edit that puts a talk of five minutes into the programme, so long after now."""
    start = OPENING + timedelta(minutes=minute)
    row = Item(
        item_id=name, title="Talk", kind=ItemKind.PLENARY, room_id="R-1",
        start=start, end=start + timedelta(minutes=5),
    )  # fmt: skip
    return Edit("programme", name, row)


def test_a_dense_day_shows_the_programme_around_now_and_tells_how_much_is_left_out():
    others = (Edit("programme", key, None) for key in small()[0].rows(Item))
    dense = (talk(f"I{minute:+}", minute) for minute in range(-50, 101))
    event, account = a_day((*others, *dense, talk("I-long", -180)))
    said(event, account, Progress(item_id="I-long"))
    said(event, account, Progress(item_id="I+0", over=True))

    shown = programme(seen_as(event, account))

    around = [f"I{minute:+}" for minute in (*range(-12, 0), *range(1, 12))]
    assert [each.item.item_id for each in shown["items"]] == ["I-long", *around]
    assert len(around) + 1 == ITEMS_MAX
    assert (shown["passed"], shown["before"], shown["after"]) == (13, 39, 89)


def test_what_is_owed_on_a_hidden_row_of_the_plan_is_not_counted():
    event, account = a_day([hidden(small()[0], "declarations", "DC-fire")])
    said(event, account, Declaration(declaration_id="DC-fire"))

    mine, theirs = (
        {debt for debt, *_ in owed(seen_as(event, each))["owed"]}
        for each in (a_reader(event), account)
    )

    assert theirs - mine == {Debt.ACKNOWLEDGEMENT, Debt.REVIEW}


@pytest.mark.parametrize("name", ["incidents", "orders", "decisions", "declared", "uncovered"])
def test_a_file_bears_its_marking_and_holds_what_may_be_taken_along_alone(client, name):
    event, account = a_day()
    officer, _ = somebody(event, Role.WATCH_OFFICER, clearance=Marking.AMBER, person_id="N-1")
    a_grant(officer, event, Role.READER, clearance=Marking.AMBER_STRICT, person_id="N-1")
    for marking in (Marking.AMBER, Marking.AMBER_STRICT):
        for body in SECRETS:
            said(event, account, body, marking=marking)
        an_absence(event, account, marking=marking)
    kind = "l-format" if name == "uncovered" else "format"

    whole, mine = (taken(signed_in(client, e), name, kind) for e in (account, officer))
    spaced = taken(client, name, kind, " csv")

    assert whole[0] == [Marking.AMBER_STRICT.value]
    assert mine[0] == [Marking.AMBER.value]
    assert (len(whole), len(mine), len(spaced)) == (4, 3, 3)


def taken(client, name, kind, form="csv"):
    """Return the lines of the list as a file: the marking, the header, the rows."""
    text = shown(client, f"/e/summit/{name}/", **{kind: form}).removeprefix("\ufeff")
    return list(csv.reader(text.splitlines()))


def traces(page):
    """Return the page's content without what is random in it."""
    lines = page[page.index("<main") :].splitlines()
    return [e for e in lines if "entry_id" not in e and "csrf" not in e and "datetime" not in e]
