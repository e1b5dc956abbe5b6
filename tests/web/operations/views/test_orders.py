"""Orders: given to posts, units and persons, read back, judged, done, withdrawn."""

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Incident, Order, OrderStep
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.web.operations.made import somebody
from tests.web.operations.made_day import EARLY, GONE, a_day, a_reader, record_of, said
from tests.web.operations.made_forms import a_client, made, refused, sent, shown

pytestmark = pytest.mark.django_db

ALL = {"posts": ["P-aid", "P-roof"], "units": ["U-2"], "persons": f"N-free, {GONE}"}
TO = ("posts/P-aid", "posts/P-roof", "units/U-2", "persons/N-free", f"persons/{GONE}")


def given(client, **cells):
    return made(client, "orders/", **{"text": "Close the door", "posts": "P-aid", **cells})


def stands(event):
    (order,) = situation.orders(record_of(event))
    return order


def test_an_order_goes_to_posts_units_and_persons():
    event, account = a_day()
    client = a_client(account)

    entry = given(client, **ALL, done_by="2025-10-25T10:30")

    order = stands(event)
    assert (order.event.entry_id, order.body.addressees, order.unread) == (entry, TO, TO)
    assert order.body.done_by.isoformat() == "2025-10-25T03:30:00+00:00"
    page = shown(client, f"orders/{entry}/")
    assert page.count("no read-back") == len(TO)
    assert "Close the door" in shown(client, "orders/")


def test_each_addressee_reads_back_and_a_wrong_one_is_called_wrong():
    event, account = a_day()
    client = a_client(account)
    entry = given(client, posts=["P-aid", "P-roof"])
    page = f"orders/{entry}/"
    sent(client, page, deed="read-back", addressee="posts/P-aid", words="The door is closed")
    sent(client, page, deed="read-back", addressee="posts/P-roof", words="Open the door")
    backs = [each.entry_id for each in record_of(event) if each.body.kind == "read-back"]

    sent(client, page, deed="judge", read_back=backs[0], right="yes")
    sent(client, page, deed="judge", read_back=backs[1], right="no", text="Close it")

    order = stands(event)
    assert (order.read_back, order.wrong) == (("posts/P-aid",), ("posts/P-roof",))
    text = shown(client, page)
    assert "read back wrongly" in text
    assert "Close it" in text


def test_an_order_is_done_and_leaves_the_board():
    event, account = a_day()
    client = a_client(account)
    entry = given(client)
    assert "Close the door" in shown(client, "board/")

    sent(client, f"orders/{entry}/", deed="move", step="done", text="At once")

    assert stands(event).step is OrderStep.DONE
    assert "No order is open." in shown(client, "board/")
    assert "At once" in shown(client, f"orders/{entry}/")


def test_an_order_on_an_incident_is_for_those_who_may_read_the_incident():
    event, account = a_day()
    client = a_client(account)
    incident = said(event, account, Incident(title="Smoke"), marking=Marking.RED)

    given(client, to=incident.entry_id, marking="TLP:GREEN")

    assert stands(event).event.marking is Marking.RED


def test_sent_twice_it_is_one_order_and_one_read_back():
    event, account = a_day()
    client = a_client(account)
    back = {"entry_id": "c" * 32, "deed": "read-back", "addressee": "posts/P-aid", "words": "Yes"}

    first, second = (given(client, entry_id="d" * 32) for _ in range(2))
    for _ in range(2):
        sent(client, f"orders/{first}/", **back)

    assert first == second
    assert [each.body.kind for each in record_of(event)] == ["order", "read-back"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"posts": "P-moon"}, "no row “P-moon” that you may see"),
        ({"posts": "", "persons": "N-nobody"}, "no row “N-nobody” that you may see"),
        ({"posts": ""}, "Name at least one post, unit or person"),
        ({"text": ""}, "A text that is needed is empty"),
        ({"done_by": "soon"}, "soon"),
    ],
)
def test_what_does_not_fit_is_refused(cells, told):
    event, account = a_day()

    page = refused(a_client(account), "orders/", **{"text": "Go", "posts": "P-aid", **cells})

    assert told in page
    assert len(record_of(event)) == 0


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"deed": "read-back", "addressee": "posts/P-roof", "words": "Yes"}, "not addressed to"),
        ({"deed": "move", "step": "lost"}, "“lost” cannot be chosen"),
        ({"deed": "judge", "read_back": "x", "right": "maybe"}, "“maybe” cannot be chosen"),
    ],
)
def test_a_word_that_does_not_fit_the_order_is_refused(cells, told):
    event, account = a_day()
    client = a_client(account)
    entry = given(client)

    page = refused(client, f"orders/{entry}/", **cells)

    assert told in page
    assert len(record_of(event)) == 1


def test_a_read_back_of_another_order_is_not_judged_here():
    event, account = a_day()
    client = a_client(account)
    one, other = given(client), given(client)
    sent(client, f"orders/{one}/", deed="read-back", addressee="posts/P-aid", words="Yes")
    back = next(each.entry_id for each in record_of(event) if each.body.kind == "read-back")

    sent(client, f"orders/{other}/", code=404, deed="judge", read_back=back, right="yes")

    assert not any(each.body.kind == "read-back-judged" for each in record_of(event))


def test_an_officer_answers_for_themselves_and_for_nobody_else():
    event, account = a_day()
    entry = given(a_client(account), posts="P-aid", persons=GONE)
    reader, _ = somebody(event, Role.READER, clearance=Marking.AMBER, person_id=GONE)
    client, page = a_client(reader), f"orders/{entry}/"

    sent(client, page, deed="read-back", addressee=f"persons/{GONE}", words="I close it")
    told = refused(client, page, deed="read-back", addressee="posts/P-aid", words="So do they")
    sent(client, page, deed="move", step="done")

    order = stands(event)
    assert "not addressed to posts/P-aid" in told
    assert (order.read_back, order.step) == ((f"persons/{GONE}",), OrderStep.DONE)


def test_who_is_not_asked_neither_answers_nor_moves_nor_withdraws_nor_gives():
    event, account = a_day()
    entry = given(a_client(account))
    client = a_client(a_reader(event))
    asked, _ = somebody(event, Role.READER, clearance=Marking.AMBER, unit="U-3", person_id="N-007")

    sent(client, f"orders/{entry}/", code=404, deed="move", step="done")
    sent(client, f"orders/{entry}/", code=404, deed="move", step="withdrawn")
    sent(client, "orders/", code=404, text="Go", posts="P-aid")
    sent(a_client(asked), f"orders/{entry}/", code=404, deed="move", step="withdrawn")

    page = shown(client, f"orders/{entry}/")
    assert "Enter the read-back" not in page
    assert stands(event).step is None


def test_a_commander_withdraws_it():
    event, account = a_day()
    client = a_client(account)
    entry = given(client)

    sent(client, f"orders/{entry}/", deed="move", step="withdrawn", text="No longer needed")

    assert stands(event).step is OrderStep.WITHDRAWN


def test_as_at_a_moment_an_order_shows_what_was_known_and_takes_no_word():
    event, account = a_day()
    client = a_client(account)
    order = said(event, account, Order(text="Go", post_ids=("P-aid",)), entered=EARLY)
    page = f"orders/{order.entry_id}/"
    sent(client, page, deed="read-back", addressee="posts/P-aid", words="Later")

    then, now = shown(client, page, at=EARLY.isoformat()), shown(client, page)

    assert ("Later" in then, "Later" in now) == (False, True)
    assert "Enter the read-back" not in then
    assert 'name="step"' not in then


def test_nobody_learns_of_an_order_above_their_clearance():
    event, account = a_day()
    order = said(
        event, account, Order(text="CANARY", post_ids=("P-aid",)), marking=Marking.AMBER_STRICT
    )
    client = a_client(a_reader(event))

    assert client.get(f"/e/summit/orders/{order.entry_id}/").status_code == 404
    assert "CANARY" not in shown(client, "orders/")
    assert "CANARY" not in client.get("/e/summit/orders/?format=csv").content.decode()
