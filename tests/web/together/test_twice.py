"""Every form of the site, sent twice: what it asks for is done once, and people are told."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction

from summitry_web.accounts.actions.sending import KEPT, WORK_LIFE, forget_old
from summitry_web.accounts.models import Sent, SignedIn
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.sending import TWICE
from summitry_web.baselines.models import Baseline
from summitry_web.desk.models import Comment
from summitry_web.plans import held
from summitry_web.plans.found import Found
from tests.web.desk.findings import a_checked_event
from tests.web.made import a_grant, an_account, signed_in
from tests.web.together.busy import everybody_in
from tests.web.together.forms import crawled, read

NOT_COUNTED = {Session, SignedIn, Sent}
STARTS = ("/e/summit/tasks/task/T-late/", "/", "/accounts/own/")
TAKEN = {"journal:evidence", "register:print"}
"""What answers with a file is taken as often as it is asked for, and journaled each time."""
WITHOUT_EFFECT = {
    "accounts:add-passkey": "needs an authenticator",
    "accounts:password": "needs an authenticator",
    "baselines:paper": "the sample's date is after the moment of the trial event",
    "operations:field": "the sample is no command post",
    "plans:workbooks": "the sample is no workbook, and is refused when it comes",
    "register:approve-mandate": "must be submitted first",
    "tasks:acknowledge": "is another unit's to say",
    "tasks:acknowledge-card": "is another unit's to say",
}
"""Forms that are refused as they are sent here, and why."""


def samples():
    root = Baseline.objects.values_list("root", flat=True).first()
    day = CLOCK.now() + timedelta(days=1)
    return {
        "slug": "second-drill", "email": "new@example.org", "lines": "new@example.org;reader;;",
        "person_id": "P-9", "person": "", "days": "20", "review_days": "3", "record": "ID-0",
        "start": day.strftime("%Y-%m-%dT%H:%M"), "not_before": "", "not_after": "",
        "stop": (day + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"), "unit": "",
        "date": CLOCK.now().strftime("%Y-%m-%d"), "digits": root, "other": "2",
        "cell-task_id": "T-new", "cell-title": "Synthetic", "cell-plan_id": "PL-1",
        "cell-lead_unit_ids": "U-1", "cell-due": "2025-10-30T08:00Z",
        "(date)": day.strftime("%Y-%m-%d"), "(datetime-local)": day.strftime("%Y-%m-%dT%H:%M"),
        "(number)": "3", "(text)": "Synthetic", "(textarea)": "Synthetic words of some length",
    }  # fmt: skip


def counted():
    return {
        model.__name__: model.objects.count()
        for model in apps.get_models()
        if model not in NOT_COUNTED
    }


def sent(client, form):
    return client.post(
        form.action, form.cells(samples()) | form.files(), headers={"Referer": form.page}
    )


def twice(client, form):
    """Send the form twice, undo both, and return the two answers and what came once more."""
    cookies = deepcopy(client.cookies)
    point = transaction.savepoint()
    first = sent(client, form)
    once = counted()
    second = sent(client, form)
    again = {name: (once[name], now) for name, now in counted().items() if now != once[name]}
    transaction.savepoint_rollback(point)
    held.forget_all()
    client.cookies = cookies
    return first, second, again


@pytest.mark.django_db
def test_no_form_of_the_site_does_anything_twice(client):
    _, _, client = everybody_in(client)
    found = crawled(client, STARTS)

    wrong, effective = [], set()
    for name, forms in found.items():
        for form in forms:
            first, second, again = twice(client, form)
            if first.status_code < 400:
                effective.add(name)
            if (again and name not in TAKEN) or second.status_code >= 500:
                wrong.append((name, form.action, second.status_code, again))

    assert wrong == []
    assert set(found) - effective == set(WITHOUT_EFFECT)


def a_comment_form(client):
    """Return the form of a finding's page, and who is signed in."""
    event, organiser = a_checked_event()
    signed_in(client, organiser)
    identity = Found.objects.filter(event=event, is_open=True).first().identity
    page = f"/e/summit/findings/{identity}/"
    forms, _ = read(page, client.get(page).content.decode())
    return next(each for each in forms if each.action.endswith("/comment/")), organiser


@pytest.mark.django_db
def test_a_double_click_gets_the_answer_of_the_first(client):
    form, _ = a_comment_form(client)

    answers = [client.post(form.action, form.cells({"text": "On it"})) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_who_goes_back_and_sends_again_is_told_that_it_was_done(client):
    form, _ = a_comment_form(client)
    client.post(form.action, form.cells({"text": "On it"}))
    client.post(form.action, form.cells({"text": "Something else, said in between"}))
    Sent.objects.update(done_at=CLOCK.now() - TWICE - timedelta(seconds=1))

    again = client.post(form.action, form.cells({"text": "On it"}))

    assert again.status_code == 409
    assert "was sent before, and what it asked for was done then" in again.content.decode()
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_other_words_in_the_same_form_are_another_wish(client):
    form, _ = a_comment_form(client)

    for text in ("First", "Second"):
        client.post(form.action, form.cells({"text": text}))

    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == [
        "First",
        "Second",
    ]


@pytest.mark.django_db
def test_a_refused_form_may_be_mended_and_sent_again(client):
    form, _ = a_comment_form(client)

    answers = [client.post(form.action, form.cells({"text": " "})).status_code for _ in range(2)]

    assert answers == [400, 400]
    assert not Sent.objects.exists()


@pytest.mark.django_db
def test_a_form_that_was_stopped_in_the_middle_may_be_sent_again_later(client):
    form, account = a_comment_form(client)
    client.post(form.action, form.cells({"text": "On it"}))
    Comment.objects.all().delete()
    Sent.objects.update(done_at=None, at=CLOCK.now() - WORK_LIFE - timedelta(seconds=1))

    again = client.post(form.action, form.cells({"text": "On it"}))

    assert (again.status_code, Comment.objects.count()) == (302, 1)
    assert Sent.objects.get().account == account


@pytest.mark.django_db
def test_one_persons_form_is_not_anothers(client):
    form, _ = a_comment_form(client)
    client.post(form.action, form.cells({"text": "On it"}))
    other = an_account()
    a_grant(other, Found.objects.first().event)

    signed_in(client, other).post(form.action, form.cells({"text": "On it"}))

    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_old_notes_of_forms_are_dropped(client):
    form, _ = a_comment_form(client)
    client.post(form.action, form.cells({"text": "On it"}))
    at = Sent.objects.get().at

    assert [forget_old(at + KEPT), forget_old(at + KEPT + timedelta(seconds=1))] == [0, 1]
