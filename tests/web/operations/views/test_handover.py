"""Handover of the watch: to a named officer, taken over by that one alone, entered once."""

import re

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Handover, Incident, Order
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations.owed import record_of
from tests.web.made import AT, an_actor, signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, a_reader, said
from tests.web.operations.made_forms import text_at

pytestmark = pytest.mark.django_db

PAGE = "/e/summit/papers/handover/"
OPEN = re.compile(r'name="still_open" value="([^"]*)"')
FORM = {
    "entry_id": "a" * 32, "deed": "hand-over", "to": "N-005", "desk": "Radio desk",
    "situation": "Calm", "outlook": "The rain", "marking": "TLP:AMBER",
}  # fmt: skip


def a_watch():
    """Return the event, its commander, and the officer who is to take over."""
    event, account = a_day()
    return event, account, somebody(event, Role.WATCH_OFFICER, person_id="N-005")[0]


def handed_over(event, account):
    record = record_of(an_actor(account, event), event, at=AT)
    return [(said.body, taken) for said, taken in situation.handovers(record)]


def test_the_page_shows_what_is_open_with_its_entries_and_who_can_take_over(client):
    event, account, _ = a_watch()
    smoke = said(event, account, Incident(title="Smoke <b>"))
    signed_in(client, account)

    page = text_at(client, PAGE)

    assert "Smoke &lt;b&gt;" in page
    assert f'/entry/{smoke.entry_id}/"><bdi>CP-1#1</bdi>' in page
    assert '<option value="N-005">N-005 · ' in page
    assert '<option value="N-U-1">' not in page
    assert "Nobody has handed over yet." in page


def test_where_nobody_else_may_write_the_page_says_so(client):
    event, account = a_day()
    event.grants.filter(role=Role.ORGANISER).delete()
    signed_in(client, account)

    assert "Nobody else may write at the desk." in text_at(client, PAGE)


def test_the_desk_goes_to_the_officer_who_takes_it_over(client):
    event, account, officer = a_watch()
    order = said(event, account, Order(text="Close the door", post_ids=("P-aid",)))
    signed_in(client, account)
    client.post(PAGE, {**FORM, "still_open": OPEN.findall(text_at(client, PAGE))})
    waiting = handed_over(event, account)
    signed_in(client, officer)
    page = text_at(client, PAGE)

    client.post(PAGE, {"entry_id": "b" * 32, "deed": "take", "to": "a" * 32})

    body = Handover(
        command_post_id="CP-1", desk="Radio desk", to_person_id="N-005", situation="Calm",
        still_open=(order.entry_id,), outlook="The rain",
    )  # fmt: skip
    assert "Handed over to you" in page
    assert waiting == [(body, False)]
    assert handed_over(event, account) == [(body, True)]
    assert "Handed over to you" not in text_at(client, PAGE)


def test_nobody_else_takes_it_over(client):
    event, account, _ = a_watch()
    signed_in(client, account)
    client.post(PAGE, FORM)

    answer = client.post(PAGE, {"entry_id": "b" * 32, "deed": "take", "to": "a" * 32})

    assert answer.status_code == 404
    assert [taken for _, taken in handed_over(event, account)] == [False]


def test_a_handover_that_is_sent_twice_is_one_entry(client):
    event, account, _ = a_watch()
    signed_in(client, account)

    statuses = [client.post(PAGE, FORM).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert len(handed_over(event, account)) == 1


def test_what_is_marked_more_narrowly_than_the_handover_is_not_named_in_it(client):
    event, account, _ = a_watch()
    said(event, account, Incident(title="CANARY"), marking=Marking.RED)
    seen = said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    client.post(PAGE, {**FORM, "still_open": OPEN.findall(text_at(client, PAGE))})

    ((body, _),) = handed_over(event, account)
    assert body.still_open == (seen.entry_id,)


def test_who_may_not_write_there_is_no_officer_to_hand_over_to(client):
    _, account, _ = a_watch()
    signed_in(client, account)

    answer = client.post(PAGE, {**FORM, "to": "N-U-9"})

    assert answer.status_code == 400
    assert "“N-U-9” cannot be chosen here" in answer.content.decode()


def test_a_reader_sees_the_paper_and_hands_nothing_over(client):
    event, _, _ = a_watch()
    signed_in(client, a_reader(event))

    page = text_at(client, PAGE)

    assert 'value="hand-over"' not in page
    assert client.post(PAGE, FORM).status_code == 404
