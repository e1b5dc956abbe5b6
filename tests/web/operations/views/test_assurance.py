"""From an absence to a gap, its repairs, the order and its second person; and what is over."""

import re
from datetime import timedelta
from html import unescape

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Absence, Closure, Lifted, Thing
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.web.made import a_grant
from tests.web.operations.made import somebody
from tests.web.operations.made_day import (
    EARLY,
    GONE,
    HANDLER,
    OPENING,
    OTHER_HANDLER,
    a_day,
    a_reader,
    an_absence,
    kennel,
    record_of,
    said,
)
from tests.web.operations.made_forms import a_client, made, refused, sent, shown

pytestmark = pytest.mark.django_db

NOTHING = "No entry of the day has taken cover away from anything that you may see."
SECOND = "N-U-2"
RESERVE = "N-P-seal-1"


def unmarked(text):
    """Return the text without the marks that keep directions of writing apart."""
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069), None))


def gap_page(client):
    """Return the page of the gravest gap."""
    found = re.search(r"/e/summit/(uncovered/[0-9a-f]+/)", shown(client, "uncovered/"))
    return found[1]


def choices(client, page):
    """Return the tokens of the repairs that are offered, and what each order would say."""
    text = shown(client, page, repairs="yes")
    tokens = re.findall(r'name="choice" value="([^"]+)"', text)
    words = re.findall(r'<textarea id="order-\d+"[^>]*>\n?([^<]*)</textarea>', text)
    return list(zip(tokens, map(unescape, words), strict=True))


def choice_of(client, page, person):
    """Return token and words of the repair that the person makes."""
    return next(each for each in choices(client, page) if each[1].startswith(f"{person}:"))


def an_order(client, page, **cells):
    token, words = choices(client, page)[0]
    return made(client, page, **{"choice": token, "text": words, **cells})


def test_an_absence_is_closed_by_the_least_repair_and_a_second_person():
    event, account = a_day()
    commander = a_client(account)
    second = a_client(somebody(event, Role.COMMANDER, person_id=SECOND)[0])
    assert NOTHING in shown(commander, "uncovered/")
    an_absence(event, account)
    page = gap_page(commander)
    token, words = choice_of(commander, page, RESERVE)

    order = made(commander, page, choice=token, text=words)
    waiting = shown(second, "board/")
    sent(second, f"orders/{order}/", deed="confirm", agreed="yes")

    (stands,) = situation.orders(record_of(event))
    assert unmarked(stands.body.text) == (
        "N-P-seal-1: take over post P-gate1. "
        "Your time there: Sat, 25 Oct 2025, 09:30\N{EN DASH}10:45 GMT+07:00."
    )
    assert (stands.event.entry_id, stands.confirmed_by) == (order, SECOND)
    assert stands.body.addressees == ("posts/P-gate1", f"persons/{RESERVE}")
    assert "second person by 09:15" in waiting
    assert commander.get(f"/e/summit/{page}").status_code == 404
    assert "has 1 of the 2 people" not in shown(commander, "uncovered/")
    told = shown(commander, f"orders/{order}/")
    assert f"Confirmed by {SECOND}." in told
    assert f"<bdi>{RESERVE} · P-gate1 · " in told


def test_the_page_of_a_gap_says_for_how_long_why_and_what_a_repair_does():
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account)
    page = gap_page(client)

    before, after = shown(client, page), shown(client, page, repairs="yes")

    assert "60 minutes without cover" in before
    assert "Give this order" not in before
    assert "ways were tried by the check" in after
    assert "Give this order" in after
    assert "It closes 1 gap" in after
    assert "of overlap" in after


def test_the_giver_is_not_the_second_person_and_a_no_takes_the_change_back():
    event, account = a_day()
    commander = a_client(account)
    second = a_client(somebody(event, Role.COMMANDER, person_id=SECOND)[0])
    an_absence(event, account)
    order = an_order(commander, gap_page(commander))

    told = refused(commander, f"orders/{order}/", deed="confirm", agreed="yes")
    reasonless = refused(second, f"orders/{order}/", deed="confirm", agreed="no")
    sent(second, f"orders/{order}/", deed="confirm", agreed="no", text="N-free is needed there")

    assert "cannot be its second person" in told
    assert "I confirm the change" not in shown(commander, f"orders/{order}/")
    assert "A text that is needed is empty" in reasonless
    (stands,) = situation.orders(record_of(event))
    assert stands.confirmed_by is None
    assert NOTHING not in shown(commander, "uncovered/")


def test_sent_twice_it_is_one_order_and_an_edited_one_is_not_taken_for_it():
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account)
    page = gap_page(client)
    token, words = choices(client, page)[0]
    cells = {"entry_id": "a" * 32, "choice": token, "text": words}

    first, second = made(client, page, **cells), made(client, page, **cells)
    told = refused(client, page, **{**cells, "text": "Something else"})

    assert first == second == "a" * 32
    assert "this repair no longer works" in told
    assert len(situation.orders(record_of(event))) == 1


def test_a_repair_that_the_day_has_overtaken_is_refused():
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account)
    page = gap_page(client)
    token, words = choice_of(client, page, RESERVE)
    body = Absence(person_id=RESERVE, start=OPENING, end=OPENING + timedelta(hours=3))
    said(event, account, body)

    overtaken = refused(client, page, choice=token, text=words)
    forged = refused(client, page, choice=token[:-2] + "xx", text=words)
    unknown = client.get("/e/summit/uncovered/0123456789abcdef/")

    assert "this repair no longer works" in overtaken
    assert "this repair no longer works" in forged
    assert unknown.status_code == 404
    assert situation.orders(record_of(event)) == ()


def test_a_commander_without_power_over_the_rows_changes_no_plan():
    event, account = a_day()
    an_absence(event, account, marking=Marking.GREEN)
    other, _ = somebody(event, Role.COMMANDER, unit="U-2", person_id="N-009")
    a_grant(other, event, Role.READER, clearance=Marking.AMBER, person_id="N-009")
    watch, _ = somebody(event, Role.READER)
    client = a_client(account)
    page = gap_page(client)
    token, words = choices(client, page)[0]

    sent(a_client(other), page, code=404, choice=token, text=words)
    sent(a_client(watch), page, code=404, choice=token, text=words)

    assert "Find repairs" not in shown(a_client(watch), page)
    assert situation.orders(record_of(event)) == ()


def test_what_lasts_is_listed_and_is_over_once_somebody_says_so():
    event, account = a_day()
    client = a_client(account)
    absence = an_absence(event, account)
    road = said(event, account, Closure(thing=Thing("gates", "G-1"), start=OPENING))
    listed = shown(client, "uncovered/")
    asked = shown(client, "uncovered/", over=absence.entry_id)

    for _ in range(2):
        sent(client, "uncovered/", entry_id="b" * 32, lifts=absence.entry_id)

    after = shown(client, "uncovered/")
    assert f"over={absence.entry_id}#over" in listed
    assert f"over={road.entry_id}#over" in listed
    assert f"Is it over: {GONE}?" in asked
    assert f"over={absence.entry_id}#over" not in after
    assert f"over={road.entry_id}#over" in after
    assert len(record_of(event).said(Lifted)) == 1


def test_only_what_lasts_can_be_over_and_only_a_desk_says_so():
    event, account = a_day()
    absence = an_absence(event, account)
    client = a_client(account)
    order = an_order(client, gap_page(client))

    sent(client, "uncovered/", code=404, lifts=order)
    sent(client, "uncovered/", code=404, lifts="no-entry")
    sent(a_client(a_reader(event)), "uncovered/", code=404, lifts=absence.entry_id)

    assert record_of(event).said(Lifted) == ()
    assert "Say that it is over" not in shown(a_client(a_reader(event)), "uncovered/")


def test_facts_are_entered_at_the_desk():
    _, account = a_day()

    page = shown(a_client(account), "uncovered/")

    for kind in ("absence", "delay", "closure", "failure", "verification", "presence", "progress"):
        assert f'href="/e/summit/desk-of-the-day/?kind={kind}"' in page


def test_as_at_an_earlier_moment_nothing_was_uncovered_and_nothing_can_be_mended():
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account)
    page = gap_page(client)

    then = shown(client, "uncovered/", at=EARLY.isoformat())

    assert NOTHING in then
    assert "Enter at the desk" not in then
    assert client.get(f"/e/summit/{page}", {"at": EARLY.isoformat()}).status_code == 404


@pytest.mark.parametrize("marking", [Marking.AMBER_STRICT, Marking.RED])
def test_a_gap_tells_nobody_of_an_absence_above_their_clearance(marking):
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account, marking=marking)
    page = gap_page(client)
    token, words = choices(client, page)[0]
    order = made(client, page, choice=token, text=words)
    reader = a_client(a_reader(event))

    assert NOTHING in shown(reader, "uncovered/")
    assert reader.get(f"/e/summit/{page}").status_code == 404
    assert reader.get(f"/e/summit/orders/{order}/").status_code == 404
    assert "take over post" not in shown(reader, "orders/")
    assert "take over post" not in shown(reader, "board/")
    (stands,) = situation.orders(record_of(event))
    assert stands.event.marking is marking


def test_an_order_is_for_those_alone_who_know_how_far_the_gap_reaches():
    event, account = a_day()
    client = a_client(account)
    an_absence(event, account)
    open_gap = gap_page(client)
    token, words = choices(client, open_gap)[0]
    made(client, open_gap, choice=token, text=words)
    secret = Absence(person_id="N-006", start=OPENING, end=OPENING + timedelta(hours=3))
    said(event, account, secret, marking=Marking.RED)
    page = gap_page(client)
    token, words = choices(client, page)[0]

    made(client, page, choice=token, text=words)

    markings = [each.event.marking for each in situation.orders(record_of(event))]
    assert markings == [Marking.AMBER, Marking.RED]


def test_where_no_single_move_closes_a_gap_the_roster_is_mended_and_ordered():
    event, account = a_day(kennel())
    client = a_client(account)
    an_absence(event, account, HANDLER)
    page = gap_page(client)
    text = unmarked(shown(client, page, repairs="yes"))
    token, words = choices(client, page)[0]

    order = made(client, page, choice=token, text=words)

    assert "Change the roster for several people at once" in text
    assert "1 duty that was briefed goes to somebody else" in text
    assert "120 person-minutes of cover come back" in text
    assert unmarked(words).startswith("The roster changes. Each takes the duty that is named")
    (stands,) = situation.orders(record_of(event))
    assert stands.event.entry_id == order
    assert f"persons/{OTHER_HANDLER}" in stands.body.addressees
    assert {"posts/P-dogs", "posts/P-door"} <= set(stands.body.addressees)
    assert client.get(f"/e/summit/{page}").status_code == 404
    assert f"<bdi>{OTHER_HANDLER} · P-dogs · " in shown(client, f"orders/{order}/")
