"""The officer's phone page: what is sent from it is an entry, once, under the officer's name."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry.kit.errors import SummitryError
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
from summitry_web.accounts.attempts import Pace
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations.access import day_of
from summitry_web.operations.actions import enter, field
from summitry_web.operations.actions.field import TABLE
from summitry_web.operations.store.service import hand_in
from summitry_web.operations.views import field as views
from summitry_web.plans.access import snapshot_of
from summitry_web.vault.access import hashes_on
from summitry_web.vault.actions import examine
from summitry_web.vault.models import Attachment
from tests.web.made import signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import OPENING, a_day, said
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


def test_a_picture_is_kept_though_the_journal_answered_too_late_when_it_was_first_sent(
    client, day, monkeypatch
):
    """The writer has written the entry, and the site takes the picture back."""

    def late(*asked):
        hand_in(*asked)
        raise SummitryError("journal.away")

    photos = [SimpleUploadedFile("p.png", picture()) for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(enter, "hand_in", late)
        first = sent(client, "report", text="Smoke", photo=photos[0])
    again = sent(client, "report", text="Smoke", photo=photos[1])

    assert (json.loads(first.content)["code"], again.status_code) == ("journal.away", 200)
    (entered,) = day_of(day[0], "CP-1").entered
    assert hashes_on(day[0], TABLE, entered.entry_id) == {*entered.attachments}


def test_another_picture_under_the_id_of_a_report_is_not_kept(client, day):
    sizes = ((40, 30), (30, 40))
    photos = [SimpleUploadedFile("p.png", picture(size)) for size in sizes]
    sent(client, "report", 1, text="Smoke")
    sent(client, "report", 2, text="Fog", photo=photos[0])

    # Without its picture, with other words, by another: never as if it had been sent.
    answers = [sent(client, "report", 1, text="Smoke", photo=photos[1])]
    answers.append(sent(client, "report", 2, text="Haze", photo=photos[1]))
    other = somebody(day[0], Role.REPORTER, clearance=Marking.AMBER, person_id="N-004")[0]
    signed_in(client, other)
    answers.append(sent(client, "report", 2, text="Fog", photo=photos[1]))

    assert [json.loads(each.content)["code"] for each in answers] == ["journal.other_entry"] * 3
    assert [len(each.attachments) for each in day_of(day[0], "CP-1").entered] == [0, 1]
    assert Attachment.objects.count() == 1


@pytest.mark.usefixtures("day")
def test_a_picture_is_examined_once_and_only_so_many_an_hour(client, monkeypatch):
    def photo():
        return SimpleUploadedFile("p.png", picture())

    examined = []
    monkeypatch.setattr(field, "examine", lambda *a, **b: examined.append(a) or examine(*a, **b))
    monkeypatch.setattr(field, "PHOTOS", Pace(most=1, window=timedelta(hours=1)))

    numbers = (1, 1, 2)
    answers = [sent(client, "report", n, text="Smoke", photo=photo()) for n in numbers]
    words = sent(client, "report", 3, text="Smoke")

    assert [each.status_code for each in (*answers, words)] == [200, 200, 429, 200]
    assert len(examined) == 1


def test_an_account_says_only_so_much_a_minute_and_is_told_to_wait(client, day, monkeypatch):
    monkeypatch.setattr(views, "ENTRIES", Pace(most=2, window=timedelta(minutes=1)))

    answers = [sent(client, "report", n, text="Smoke") for n in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert "too many tries" in json.loads(answers[2].content)["sentences"][0]
    assert len(bodies(day[0])) == 2


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


def test_long_before_the_shift_nobody_stands_at_its_post_or_answers_for_it(client, day):
    event, commander = day
    look_at(event, OPENING - timedelta(hours=4))
    event.save()
    order = said(event, commander, Order(text="Go", post_ids=("P-gate1",)))

    page = client.get(FIELD).content.decode()
    come = sent(client, "come", 1)
    back = sent(client, "read-back", 2, to=order.entry_id, words="Going")
    report = sent(client, "report", 3, text="Smoke")

    assert ("P-gate1" in page, "I am at my post" in page) == (True, False)
    assert json.loads(come.content)["code"] == "operations.shift_later"
    assert (back.status_code, report.status_code) == (404, 200)
    assert bodies(event) == [order.body, FieldReport(text="Smoke")]


def test_what_waited_until_after_the_shift_is_said_of_the_post_where_it_was_so(client, day):
    event, commander = day
    then = OPENING.isoformat()
    order = said(event, commander, Order(text="Go", post_ids=("P-gate1",)))
    tries = [
        ("report", 1, {"text": "Smoke", "entered": then}), ("leave", 2, {"entered": then}),
        ("read-back", 3, {"to": order.entry_id, "words": "Going"}),
        ("done", 4, {"to": order.entry_id}),
    ]  # fmt: skip
    for act, number, cells in tries[2:]:
        sent(client, act, number, **cells)
    look_at(event, OPENING + timedelta(days=2))
    event.save()

    for _ in range(2):
        answers = [sent(client, act, number, **cells) for act, number, cells in tries]
        assert [each.status_code for each in answers] == [200] * 4

    assert bodies(event)[3:] == [
        FieldReport(text="Smoke", post_id="P-gate1"),
        Presence(post_id="P-gate1", person_id=OFFICER, there=False),
    ]


def test_whoever_leaves_after_the_end_of_a_shift_leaves_its_post(client, day):
    event, _ = day
    sent(client, "come", 1)
    end = next(each.end for each in snapshot_of(event).bulks["shifts"].having("person_id", OFFICER))
    look_at(event, end + timedelta(minutes=2))
    event.save()

    sent(client, "leave", 2)

    assert [each.there for each in bodies(event)] == [True, False]


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
