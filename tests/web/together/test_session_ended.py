"""A session that ends inside a form: signed in again, the same person finds what they typed."""

from copy import deepcopy
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import transaction
from django.test import RequestFactory

from summitry_web.accounts import devices
from summitry_web.accounts.models import SignedIn
from summitry_web.accounts.views.signing_in import begun
from summitry_web.frame.refilling import Wanted, refilled
from summitry_web.plans import held
from summitry_web.plans.found import Found
from tests.web.made import a_grant, an_account, signed_in
from tests.web.together.busy import everybody_in
from tests.web.together.forms import crawled
from tests.web.together.test_twice import STARTS, a_comment_form, counted, samples

pytestmark = pytest.mark.django_db
MARK = "Zq7typed"
PRE = "http://testserver"
LONG_FORMS = {
    "plans:row", "plans:new-row", "register:approve", "register:approve-mandate",
    "register:submit", "intake:report", "intake:step", "intake:answer", "desk:comment",
    "desk:accept", "baselines:list", "baselines:return", "tasks:complete", "tasks:return",
    "plans:decide-proposal", "accounts:glass", "accounts:invite-group", "plans:new-event",
}  # fmt: skip
"""Rows of every table (so the plan's text too), decisions, intake, words and reasons."""


NEVER_KEPT = {"accounts:password", "accounts:add-passkey"}
"""What proves who somebody is is typed again."""


def known(client, account):
    """Let the device know whose session it was, as signing in does."""
    signer = signing.get_cookie_signer(salt=devices.LAST + devices.LAST_SALT)
    client.cookies[devices.LAST] = signer.sign(str(account.pk))


def ended():
    """End the session as the site does after its time: the browser still shows the form."""
    Session.objects.all().delete()
    SignedIn.objects.all().delete()


def typed(form):
    """Return what is sent, with the mark in each field that takes text."""
    cells = form.cells(samples())
    return {**cells, **{name: [f"{MARK} {name}"] for name in form.texts}}


def sent(client, form):
    return client.post(form.action, typed(form), headers={"Referer": PRE + form.page})


def missing(client, form):
    """Return the fields whose text is not in the form's page."""
    content = client.get(form.page).content.decode()
    return [name for name in form.texts if f"{MARK} {name}" not in content]


def test_no_form_of_the_site_loses_what_was_typed_when_the_session_ends(client):
    _, account, client = everybody_in(client)
    found = crawled(client, STARTS)
    known(client, account)

    wrong, seen = [], set()
    for view, forms in found.items():
        for form in (each for each in forms if each.texts and view not in NEVER_KEPT):
            cookies, point = deepcopy(client.cookies), transaction.savepoint()
            ended()
            before = counted()
            answer = sent(client, form)
            back = parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("next")
            nothing_done = counted() == before
            signed_in(client, account)
            lost = missing(client, form)
            transaction.savepoint_rollback(point)
            held.forget_all()
            client.cookies = cookies
            seen.add(view)
            if lost or not nothing_done or back != [PRE + form.page]:
                wrong.append((view, form.page, lost, nothing_done, back))

    assert wrong == []
    assert LONG_FORMS - seen == set()


def a_comment_typed_too_late(client):
    """Return the busy event's account, and the form whose text came after the session's end."""
    form, account = a_comment_form(client)
    known(client, account)
    ended()
    client.post(
        form.action, form.cells({"text": f"{MARK} text"}), headers={"Referer": PRE + form.page}
    )
    return form, account


def test_somebody_else_who_signs_in_on_the_device_does_not_find_it(client):
    form, _ = a_comment_typed_too_late(client)
    other = an_account()
    a_grant(other, Found.objects.first().event)

    page = signed_in(client, other).get(form.page).content.decode()

    assert MARK not in page


def test_a_device_on_which_nobody_was_keeps_nothing(client):
    form, _ = a_comment_form(client)
    ended()

    client.post(form.action, form.cells({"text": MARK}), headers={"Referer": PRE + form.page})

    assert not Session.objects.exists()


def test_what_is_kept_is_sealed_and_goes_when_it_is_sent(client):
    form, account = a_comment_typed_too_late(client)
    held_text = [str(each.get_decoded()) for each in Session.objects.all()]

    signed_in(client, account)
    client.post(form.action, form.cells({"text": "Sent"}), headers={"Referer": PRE + form.page})
    page = client.get(form.page).content.decode()

    assert "typed" in held_text[0]
    assert MARK not in held_text[0]
    assert MARK not in page


def test_hidden_marks_of_what_was_read_are_those_of_the_new_page():
    page = (
        '<form method="post"><input type="hidden" name="seen" value="new">'
        '<input type="hidden" name="id" value="new"><textarea name="reason">old</textarea></form>'
    )
    wanted = Wanted(
        action="/x/", cells={"seen": ["old"], "id": ["kept"], "reason": ["<b>"]},
        hidden=frozenset({"id"}),
    )  # fmt: skip

    assert refilled("/x/", page, wanted, note="!") == (
        '<form method="post">!<input type="hidden" name="seen" value="new">'
        '<input type="hidden" name="id" value="kept">'
        '<textarea name="reason">\n&lt;b&gt;</textarea></form>'
    )


def test_choices_and_ticks_are_put_back_and_other_forms_left_alone():
    other = '<form method="post" action="/y/"><input name="a" value="1"></form>'
    page = (
        f'{other}<form method="post"><select name="s"><option value="1" selected>1</option>'
        '<option value="2">2</option></select><input type="checkbox" name="t" value="1" checked>'
        '<input type="checkbox" name="t" value="2"><input type="password" name="a"></form>'
    )
    wanted = Wanted(action="/x/", cells={"s": ["2"], "t": ["2"], "a": ["typed"]})

    assert refilled("/x/", page, wanted, note="") == (
        f'{other}<form method="post"><select name="s"><option value="1">1</option>'
        '<option value="2" selected>2</option></select><input type="checkbox" name="t" value="1">'
        '<input type="checkbox" name="t" value="2" checked><input type="password" name="a"></form>'
    )


def test_a_page_without_the_form_stays_as_it_is():
    page = '<form method="post" action="/y/"><input name="a" value="1"></form>'

    assert refilled("/x/", page, Wanted(action="/x/", cells={"a": ["2"]}), note="!") == page


def test_signing_in_lets_the_device_know_whose_session_it_is(client):
    account = an_account()
    answer = begun(a_request(client), account, way="password", back="/")

    client.cookies[devices.LAST] = answer.cookies[devices.LAST].value

    assert devices.last_account(a_request(client)) == account.pk


def a_request(client):
    """Return a request of the client's browser."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: each.value for name, each in client.cookies.items()}
    request.session, request.user = client.session, AnonymousUser()
    return request
