"""Digests: one a day, in one's own language, with counts and codes alone."""

import re
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from summitry_web.api.actions.digests import Batch, send_due, wish
from summitry_web.api.models import DigestSent, DigestWish
from summitry_web.journal.models import Entry
from summitry_web.plans.checking.service import local
from tests.web import made

pytestmark = pytest.mark.django_db
MONDAY = datetime(2025, 10, 6, 8, tzinfo=UTC)
BROKEN = "tests.web.api.test_digests.Broken"


class Broken(EmailBackend):
    """A mail server that refuses one address."""

    refuses = "synthetic-0@example.org"

    def send_messages(self, messages):
        if self.refuses in messages[0].to:
            raise smtplib.SMTPServerDisconnected
        return super().send_messages(messages)


@pytest.fixture
def planned():
    event, organiser, _ = made.a_planned_event()
    local().bring_up(event.pk)
    return event, organiser


@pytest.mark.django_db(transaction=True)
def test_run_twice_one_mail_is_sent(planned, mailoutbox):
    batches = [send_due(MONDAY), send_due(MONDAY + timedelta(hours=3))]

    assert batches == [Batch(sent=1), Batch()]
    assert [mail.to for mail in mailoutbox] == [[planned[1].email]]
    assert Entry.objects.filter(journal="node", kind="digest.batch").count() == 1


def test_before_its_hour_nothing_is_sent(planned, mailoutbox):
    wish(planned[1], rhythm="daily", hour=9, zone="Asia/Ho_Chi_Minh", at=made.AT)

    early = send_due(datetime(2025, 10, 6, 1, 59, tzinfo=UTC))
    due = send_due(datetime(2025, 10, 6, 2, 0, tzinfo=UTC))

    assert (early, due, len(mailoutbox)) == (Batch(), Batch(sent=1), 1)


@pytest.mark.parametrize(("rhythm", "sent"), [("daily", 3), ("weekly", 1), ("off", 0)])
def test_rhythm_is_kept(planned, mailoutbox, rhythm, sent):
    wish(planned[1], rhythm=rhythm, hour=7, zone="UTC", at=made.AT)

    for days in range(3):
        send_due(MONDAY + timedelta(days=days))

    assert len(mailoutbox) == sent


@pytest.mark.usefixtures("planned")
def test_mail_has_counts_codes_and_links_alone(mailoutbox):
    send_due(MONDAY)

    text = mailoutbox[0].body
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    pattern = re.compile(
        r"- (\d+ open findings? of rule [A-Z]-\d+|\d+ deadlines? .*|Something waits .*)\Z"
    )
    assert lines != []
    assert [line for line in lines if not pattern.match(line)] == []
    assert mailoutbox[0].alternatives[0][1] == "text/html"
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_is_in_ones_own_language(planned, mailoutbox):
    planned[1].language = "ar"
    planned[1].save()

    send_due(MONDAY)

    assert 'lang="ar" dir="rtl"' in mailoutbox[0].alternatives[0][0]


def test_failing_server_keeps_nobody_waiting_and_is_tried_again(planned, mailoutbox, settings):
    event, _ = planned
    other = made.an_account()
    made.a_grant(other, event)
    settings.EMAIL_BACKEND = BROKEN

    first = send_due(MONDAY)
    soon = send_due(MONDAY + timedelta(minutes=4))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    later = send_due(MONDAY + timedelta(minutes=5))

    assert [first, soon, later] == [Batch(sent=1, failed=1), Batch(), Batch(sent=1)]
    assert [mail.to[0] for mail in mailoutbox] == [other.email, Broken.refuses]


def test_server_that_fails_for_long_is_given_up(planned, settings):
    settings.EMAIL_BACKEND = BROKEN

    batches = [send_due(MONDAY + timedelta(minutes=each)) for each in (0, 5, 15, 35, 75, 155)]

    assert batches == [*[Batch(failed=1)] * 5, Batch(given_up=1)]
    assert DigestSent.objects.get().state == "given-up"
    assert planned[1].email == Broken.refuses


def test_link_of_the_mail_ends_it_by_a_button_alone(planned, mailoutbox, client):
    send_due(MONDAY)
    address = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>").split("8400")[1]

    looked = client.get(address)
    before = DigestWish.objects.count()
    client.post(address)

    assert (looked.status_code, before) == (200, 0)
    assert DigestWish.objects.get(account=planned[1]).rhythm == "off"


def test_forged_link_ends_nothing(planned, client):
    answer = client.post(reverse("api:end-digests", kwargs={"code": f"{planned[1].pk}:forged"}))

    assert (answer.status_code, DigestWish.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "sent",
    [
        {"rhythm": "hourly", "hour": "7", "zone": "UTC"},
        {"rhythm": "daily", "hour": "24", "zone": "UTC"},
        {"rhythm": "daily", "hour": "7", "zone": "Mars/Base"},
    ],
)
def test_wish_outside_the_lists_is_refused(planned, client, sent):
    made.signed_in(client, planned[1])

    answer = client.post(reverse("api:digests"), sent)

    assert (answer.status_code, DigestWish.objects.count()) == (400, 0)
