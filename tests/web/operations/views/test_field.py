"""The officer's phone page: what is sent from it is an entry, once, under the officer's name."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry.operations.bodies import (
    FieldReport,
    Order,
    OrderMoved,
    OrderStep,
    Presence,
    Priority,
    ReadBack,
)
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations.access import day_of
from tests.web.made import signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, said
from tests.web.vault.files import picture

pytestmark = pytest.mark.django_db

FIELD = "/e/summit/field/"
OFFICER = "N-003"
JSON = {"Accept": "application/json"}


@pytest.fixture
def day(client):
    event, commander = a_day()
    account, _ = somebody(
        event, Role.REPORTER, clearance=Marking.AMBER, unit="U-1", person_id=OFFICER
    )
    signed_in(client, account)
    return event, commander


def sent(client, act, number=1, **cells):
    """Send what the phone's script sends."""
    entry_id = f"{number:032x}"
    return client.post(FIELD, {"act": act, "entry_id": entry_id, **cells}, headers=JSON)


def bodies(event):
    return [each.body for each in day_of(event, "CP-1").entered]


def test_a_report_is_written_at_the_officers_post(client, day):
    answer = sent(client, "report", text="Khói ở cổng", priority="urgent")

    (entered,) = day_of(day[0], "CP-1").entered
    report = FieldReport(text="Khói ở cổng", priority=Priority.URGENT, post_id="P-gate1")
    assert json.loads(answer.content) == {"entry_id": entered.entry_id}
    assert (entered.body, entered.author, entered.marking) == (report, OFFICER, Marking.AMBER)
    assert (entered.place.table, entered.place.key) == ("posts", "P-gate1")


def test_the_same_report_sent_twice_stands_once_with_its_picture(client, day):
    event, _ = day
    for _ in range(2):
        photo = SimpleUploadedFile("p.png", picture())
        assert sent(client, "report", text="Smoke", photo=photo).status_code == 200

    (entered,) = day_of(event, "CP-1").entered
    assert len(entered.attachments) == 1


def test_an_order_is_read_back_and_done_under_the_name_it_was_given_to(client, day):
    event, commander = day
    order = said(event, commander, Order(text="Hold the gate", post_ids=("P-gate1",)))

    sent(client, "read-back", 1, to=order.entry_id, words="I hold the gate")
    sent(client, "done", 2, to=order.entry_id)

    assert bodies(event)[1:] == [
        ReadBack(to=order.entry_id, addressee="posts/P-gate1", words="I hold the gate"),
        OrderMoved(to=order.entry_id, step=OrderStep.DONE),
    ]


def test_come_and_leave_are_said_of_ones_own_post(client, day):
    sent(client, "come", 1)
    sent(client, "leave", 2)

    assert bodies(day[0]) == [
        Presence(post_id="P-gate1", person_id=OFFICER, there=there) for there in (True, False)
    ]


def test_somebody_elses_order_is_answered_as_one_that_is_not_there(client, day):
    event, commander = day
    order = said(event, commander, Order(text="Go", post_ids=("P-aid",)))

    theirs = sent(client, "read-back", 1, to=order.entry_id, words="Going")
    none = sent(client, "read-back", 2, to="0" * 32, words="Going")

    assert (theirs.status_code, theirs.content) == (404, none.content)
    assert bodies(event) == [order.body]


def test_whoever_is_signed_out_is_told_so_and_not_that_it_was_refused(client, day):
    client.logout()

    answer = sent(client, "come")

    assert (answer.status_code, json.loads(answer.content)["code"]) == (401, "sign-in")
    assert bodies(day[0]) == []


def test_what_waits_of_another_account_is_not_written_under_the_one_that_is_signed_in(client, day):
    own = re.search('data-who="([0-9a-f]+)"', client.get(FIELD).content.decode())[1]
    signed_in(client, somebody(day[0], Role.REPORTER, person_id="N-002")[0])

    report = {"act": "report", "text": "Smoke"}
    answer = client.post(FIELD, report, headers={**JSON, "X-Summitry-Who": own})

    assert (answer.status_code, json.loads(answer.content)["code"]) == (401, "sign-in")
    assert bodies(day[0]) == []


@pytest.mark.usefixtures("day")
def test_the_kept_page_and_its_worker_are_of_this_event_alone(client):
    shell = client.get(f"{FIELD}shell/").content.decode()
    worker = client.get(f"{FIELD}worker.js")

    assert "P-gate1" in shell
    assert "Synthetic" not in shell
    assert worker.headers["Service-Worker-Allowed"] == FIELD
    assert f'"scope":"{FIELD}"' in worker.content.decode()


@pytest.mark.usefixtures("day")
def test_without_scripts_the_forms_work_and_a_refusal_says_why(client):
    wrong = client.post(FIELD, {"act": "report", "text": " "})
    right = client.post(FIELD, {"act": "come"}, follow=True)

    assert wrong.status_code == 400
    assert "notice-refused" in wrong.content.decode()
    assert "You are reported to be at your post." in right.content.decode()
