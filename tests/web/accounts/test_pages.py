"""The pages: signing in by every way, sessions that end, throttle, and what is shown."""

from datetime import timedelta

import pyotp
import pytest
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry_web.accounts import attempts, codes, pages
from summitry_web.accounts.access import GLASS, PROVED
from summitry_web.accounts.actions import invitations
from summitry_web.accounts.actions import passwords as actions
from summitry_web.accounts.models import Account, BreakGlass, Passkey, SignedIn
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from tests.web.accounts.authenticator import Authenticator
from tests.web.made import AT, a_grant, an_account, an_event, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"  # noqa: S105  # of nobody
WRONG = "wrong horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of nobody


class Stopped:
    """A clock that tests set."""

    def __init__(self):
        self.at = AT

    def now(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    stopped = Stopped()
    monkeypatch.setattr(pages, "CLOCK", stopped)
    return stopped


def digits(at=AT):
    return pyotp.TOTP(SECRET).at(at)


def with_a_password():
    account = an_account()
    before = AT - timedelta(minutes=5)
    actions.set_password(account, PASSWORD, secret=SECRET, digits=digits(before), at=before)
    return account


def typed(client, account, password=PASSWORD, code=None):
    told = {"email": account.email, "password": password, "code": code or digits(), "next": "/x/"}
    return client.post(reverse("accounts:sign-in"), told)


@pytest.mark.usefixtures("clock")
def test_password_and_digits_let_in_and_the_same_digits_do_not_again(client):
    account = with_a_password()

    first = typed(client, account)
    assert (first.status_code, first.headers["Location"]) == (302, "/x/")
    client.logout()
    assert typed(client, account).status_code == 400


@pytest.mark.parametrize("code", ["000000", "", "AAAA-BBBB-CCCC"])
@pytest.mark.usefixtures("clock")
def test_a_password_alone_never_lets_in(client, code):
    account = with_a_password()

    assert typed(client, account, code=code or " ").status_code == 400
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("clock")
def test_a_recovery_code_stands_in_for_the_digits_once(client):
    account = with_a_password()
    session = {PROVED: AT.timestamp()}
    code = actions.renew_recovery_codes(account, session, at=AT)[3]

    assert typed(client, account, code=code.lower()).status_code == 302
    client.logout()
    assert typed(client, account, code=code).status_code == 400


@pytest.mark.usefixtures("clock")
def test_the_answer_is_the_same_for_accounts_that_there_are_not(client):
    account, stranger = with_a_password(), Account(email="nobody@example.org")

    known = typed(client, account, password=WRONG)
    unknown = typed(client, stranger)

    sentence = b"This did not let you in."
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert sentence in known.content
    assert sentence in unknown.content


@pytest.mark.usefixtures("clock")
def test_an_installation_may_refuse_passwords(client, settings):
    account = with_a_password()
    settings.PASSWORDS_ALLOWED = False

    assert typed(client, account).status_code == 400


@pytest.mark.usefixtures("clock")
def test_signing_in_by_passkey_through_the_pages(client):
    code = invitations.invite_first("first@example.org", "First", at=AT)
    address = reverse("accounts:invited", kwargs={"code": code})
    assert client.get(address).status_code == 200

    device = Authenticator()
    challenge = reverse("accounts:challenge")
    options = client.post(challenge, {"for": "make", "name": "First"}).content
    told = {"name": "First", "language": "fr", "credential": device.make(options)}
    assert client.post(address, told).status_code == 302
    account = Account.objects.get()
    assert (account.language, client.session[PROVED]) == ("fr", AT.timestamp())
    assert client.post(reverse("accounts:sign-out")).status_code == 302

    before = client.session.session_key
    options = client.post(challenge, {"for": "use"}).content
    told = {"credential": device.use(options), "next": "https://elsewhere.example/"}
    answer = client.post(reverse("accounts:sign-in"), told)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert client.cookies["device"]["httponly"]
    assert client.get(reverse("accounts:own")).status_code == 200
    assert client.get(address).status_code == 400


@pytest.mark.usefixtures("clock")
def test_a_recovery_code_leads_to_where_a_second_person_is_waited_for(client):
    account = an_account()
    Passkey.objects.create(account=account, credential_id="x", public_key=b"", created=AT)
    (code, *_) = actions.renew_recovery_codes(account, {PROVED: AT.timestamp()}, at=AT)

    answer = typed(client, account, password="", code=code)

    assert answer.headers["Location"] == "/accounts/recovery/"
    assert PROVED not in client.session


@pytest.mark.parametrize(
    ("role", "minutes", "is_in"),
    [(Role.PLANNER, 29, True), (Role.PLANNER, 30, False), (Role.ORGANISER, 14, True),
     (Role.ORGANISER, 15, False)],
)  # fmt: skip
def test_a_session_that_idles_ends(client, clock, role, minutes, is_in):
    account = with_a_password()
    a_grant(account, an_event(), role)
    typed(client, account)
    clock.at = AT + timedelta(minutes=minutes)

    answer = client.get(reverse("accounts:own"))

    assert answer.status_code == (200 if is_in else 302)
    if not is_in:
        assert answer.headers["Location"] == "/accounts/sign-in/?next=%2Faccounts%2Fown%2F"


def test_a_session_ends_after_twelve_hours_however_busy(client, clock):
    typed(client, with_a_password())
    for minutes in range(20, 720, 20):
        clock.at = AT + timedelta(minutes=minutes)
        assert client.get(reverse("accounts:own")).status_code == 200

    clock.at = AT + timedelta(hours=12)
    assert client.get(reverse("accounts:own")).status_code == 302


def test_a_form_sent_after_the_end_comes_back_to_its_page(client):
    address = reverse("accounts:end-sessions")

    answer = client.post(address, headers={"referer": "http://testserver/accounts/own/"})
    part = client.post(address, headers={"hx-request": "true"})

    assert (
        answer.headers["Location"]
        == "/accounts/sign-in/?next=http%3A%2F%2Ftestserver%2Faccounts%2Fown%2F"
    )
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/accounts/sign-in/?next=%2F")


def test_other_sessions_are_ended_at_once(client, clock):
    account = with_a_password()
    typed(client, account)
    other = type(client)()
    clock.at = AT + timedelta(minutes=1)
    typed(other, account, code=digits(clock.at))
    assert SignedIn.objects.count() == 2

    other.post(reverse("accounts:end-sessions"))

    assert client.get(reverse("accounts:own")).status_code == 302
    assert other.get(reverse("accounts:own")).status_code == 200


def test_tries_of_an_account_are_five_a_minute_and_the_wait_grows():
    def waits(at):
        try:
            attempts.require_room("x", "one@example.org", at)
        except SummitryError as refused:
            return refused.facts["seconds"]
        return 0

    assert [waits(AT) for _ in range(6)] == [0, 0, 0, 0, 0, 60]
    assert waits(AT + timedelta(seconds=59)) == 1
    later = AT + timedelta(seconds=60)
    assert [waits(later) for _ in range(6)] == [0, 0, 0, 0, 0, 120]
    quiet = later + timedelta(hours=2)
    assert [waits(quiet) for _ in range(6)] == [0, 0, 0, 0, 0, 60]


def test_tries_of_an_address_are_twenty_a_minute():
    for _ in range(20):
        attempts.require_room("x", "address 192.0.2.1", AT)

    with pytest.raises(SummitryError):
        attempts.require_room("x", "address 192.0.2.1", AT)
    attempts.require_room("x", "address 192.0.2.2", AT)
    attempts.require_room("y", "address 192.0.2.1", AT)


def test_what_is_sent_too_fast_waits_until_the_window_ends_and_never_longer():
    pace = attempts.Pace(most=2, window=timedelta(hours=1))

    def waits(minutes):
        try:
            attempts.require_pace("x", "1", pace, AT + timedelta(minutes=minutes))
        except SummitryError as refusal:
            return refusal.facts["seconds"]
        return 0

    assert [waits(each) for each in (0, 10, 20, 50, 60, 61, 62)] == [0, 0, 2400, 600, 0, 0, 3480]


def test_the_right_password_waits_too_after_too_many_tries(client, clock):
    account = with_a_password()
    for _ in range(5):
        typed(client, account, password=WRONG)

    assert b"too many tries" in typed(client, account).content
    clock.at = AT + timedelta(seconds=60)
    assert typed(client, account, code=digits(clock.at)).status_code == 302


@pytest.mark.parametrize("name", ["grants", "invitations", "mine", "pending", "glass"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_an_event_are_shown(client, name, language):
    event, account = an_event(), an_account(language=language)
    a_grant(account, event)
    signed_in(client, account)

    answer = client.get(reverse(f"accounts:{name}", kwargs={"event": event.slug}))

    assert answer.status_code == 200


def test_invitations_are_made_on_the_page_and_mailed(client, mailoutbox):
    event, account = an_event(), an_account()
    a_grant(account, event)
    signed_in(client, account)
    told = {"email": "new@example.org", "role": "planner", "unit": "U1", "clearance": "TLP:GREEN"}

    answer = client.post(reverse("accounts:invitations", kwargs={"event": event.slug}), told)

    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert event.name not in mail.body
    (link,) = [line for line in mail.body.splitlines() if line.startswith("http")]
    assert link.encode() in answer.content


def test_every_page_read_through_broken_glass_is_journaled(client):
    event, account = an_event(), an_account()
    a_grant(account, event, Role.UNIT_LEAD, unit="U1")
    signed_in(client, account)
    address = reverse("accounts:glass", kwargs={"event": event.slug})

    client.post(address, {"reason": "incident", "words": "Synthetic words for it"})
    client.get(reverse("accounts:mine", kwargs={"event": event.slug}))

    told = list(Entry.objects.filter(journal=event.slug).values_list("kind", "facts"))
    assert told == [
        ("glass.broken", {"reason": "incident"}),
        ("glass.read", {"page": "accounts:mine", "method": "GET"}),
    ]
    assert list(client.session[GLASS]) == [event.slug]
    assert BreakGlass.objects.get().words == "Synthetic words for it"


def test_secrets_are_sealed_and_codes_are_never_kept_as_they_are():
    account = with_a_password()

    assert SECRET.encode() not in bytes(account.one_time.sealed)
    assert codes.opened(account.one_time.sealed) == SECRET
