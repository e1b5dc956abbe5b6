"""A lost passkey: a code from paper and a second person, never one of them alone."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from summitry_web.accounts.access import PROVED
from summitry_web.accounts.actions.passwords import renew_recovery_codes
from summitry_web.accounts.actions.recovery import LIFE
from summitry_web.accounts.actions.sessions import RECOVERED
from summitry_web.accounts.codes import digest_of
from summitry_web.accounts.models import Passkey, Recovery
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from tests.web.made import AT, a_grant, an_account, an_event, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/recovery/"


@pytest.fixture
def lost(client):
    """Return an event with its organiser, and who has lost a passkey and used a code."""
    event, organiser, loser = an_event(), an_account(), an_account()
    a_grant(organiser, event)
    a_grant(loser, event, Role.PLANNER)
    Passkey.objects.create(account=loser, credential_id="x", public_key=b"", created=AT)
    code, *_ = renew_recovery_codes(loser, {PROVED: AT.timestamp()}, at=AT)
    answer = client.post(reverse("accounts:sign-in"), {"email": loser.email, "code": code})
    assert answer.headers["Location"] == PAGE
    return event, organiser, loser


def let_in(other, event, words, *, pk=None):
    pk = pk or Recovery.objects.get().pk
    return other.post(
        reverse("accounts:let-in", kwargs={"event": event.slug, "pk": pk}), {"words": words}
    )


def another(django_client, account, **how):
    return signed_in(django_client(), account, device="device-2", **how)


@pytest.fixture
def browser():
    return Client


@pytest.mark.usefixtures("lost")
def test_code_alone_lets_nobody_in(client):
    waiting = client.get(PAGE)
    tried = client.post(PAGE)

    assert (waiting.status_code, tried.status_code) == (200, 400)
    assert "Nobody has confirmed it yet." in tried.content.decode()
    assert client.get(reverse("accounts:own")).status_code == 302


def test_page_of_who_waits_spells_the_letters_and_tells_the_end_by_the_events_clock(client, lost):
    event, *_ = lost
    event.timezone = "Asia/Ho_Chi_Minh"
    event.save()
    Recovery.objects.update(expires=CLOCK.now() + LIFE)

    page = client.get(PAGE).content.decode()

    words = Recovery.objects.get().words
    assert (len(words), words.isalpha()) == (4, True)
    assert f">{' '.join(words)}<" in page
    assert "GMT+07:00" in page


def test_second_person_who_heard_the_letters_lets_in_and_it_is_journaled(client, lost, browser):
    event, organiser, loser = lost
    words = Recovery.objects.get().words
    other = another(browser, organiser)
    shown = other.get(reverse("accounts:pending", kwargs={"event": event.slug}))

    confirmed = let_in(other, event, words.lower())
    answer = client.post(PAGE)

    assert loser.name in shown.content.decode()
    assert words not in shown.content.decode()
    assert (confirmed.status_code, answer.headers["Location"]) == (302, "/accounts/own/")
    assert RECOVERED in client.session
    assert PROVED not in client.session
    entry = Entry.objects.get(kind="recovery.confirmed")
    assert (entry.journal, entry.subject) == (event.slug, f"account {loser.pk}")
    assert client.post(PAGE).status_code == 400


def test_wrong_letters_own_device_and_oneself_are_refused(lost, browser):
    event, organiser, loser = lost
    words = Recovery.objects.get().words
    a_grant(loser, event, Role.ORGANISER)

    wrong = let_in(another(browser, organiser), event, "0000")
    oneself = let_in(another(browser, loser), event, words)
    Recovery.objects.update(device=another_device(browser, organiser))
    same = let_in(another(browser, organiser), event, words)

    told = [each.content.decode() for each in (wrong, oneself, same)]
    assert [each.status_code for each in (wrong, oneself, same)] == [400, 400, 400]
    assert "not the four letters" in told[0]
    assert "You asked for this yourself" in told[1]
    assert "This device asked for it" in told[2]
    assert Recovery.objects.get().state == "waiting"


def another_device(browser, account):
    """Return the digest of the device that `another` has."""
    another(browser, account)
    return digest_of("device", "device-2")


@pytest.mark.parametrize("role", [Role.PLANNER, Role.APPROVER, Role.AUDITOR])
def test_only_who_may_appoint_lets_in(lost, browser, role):
    event, _, _ = lost
    bystander = an_account()
    a_grant(bystander, event, role)

    answer = let_in(another(browser, bystander), event, Recovery.objects.get().words)

    assert answer.status_code == 404


def test_organiser_of_another_event_is_not_told(lost, browser):
    event, _, loser = lost
    elsewhere, stranger = an_event("other"), an_account()
    a_grant(stranger, elsewhere)
    other = another(browser, stranger)

    shown = other.get(reverse("accounts:pending", kwargs={"event": "other"}))
    answer = let_in(other, elsewhere, Recovery.objects.get().words)

    assert loser.name not in shown.content.decode().replace(stranger.name, "")
    assert answer.status_code == 404
    assert event.slug == "summit"


def test_request_ends_refused_or_late(client, lost, browser):
    event, organiser, _ = lost
    other = another(browser, organiser)
    Recovery.objects.update(expires=CLOCK.now())
    late = let_in(other, event, Recovery.objects.get().words)
    Recovery.objects.update(expires=CLOCK.now() + LIFE)
    address = reverse(
        "accounts:keep-out", kwargs={"event": event.slug, "pk": Recovery.objects.get().pk}
    )

    other.post(address)

    assert late.status_code == 400
    assert client.post(PAGE).status_code == 400
    assert "This try is over" in client.get(PAGE).content.decode()
    assert Entry.objects.filter(kind="recovery.refused").count() == 1


def test_whoever_runs_the_node_is_the_second_person_where_no_organiser_is_left(client, lost):
    _, _, loser = lost

    call_command("events", "recover", loser.email, Recovery.objects.get().words.lower())

    assert client.post(PAGE).headers["Location"] == "/accounts/own/"
    assert Entry.objects.get(kind="recovery.confirmed").actor == "node"
