"""Passkeys: made, used, refused."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts import passkeys
from summitry_web.accounts.access import PROVED
from summitry_web.accounts.actions import passkeys as actions
from summitry_web.accounts.actions.sessions import RECOVERED
from summitry_web.accounts.models import Passkey
from summitry_web.frame.refused import ProveAgain
from summitry_web.journal.models import Entry
from tests.web.accounts.authenticator import PRESENT, Authenticator
from tests.web.made import AT, an_account

pytestmark = pytest.mark.django_db


def options_to_make(session, account, at=AT):
    return passkeys.options_to_make(
        session, name=account.email, shown=account.name, handle=account.handle, known=(), at=at
    )


def with_a_passkey(seed=1):
    account, session = an_account(), {PROVED: AT.timestamp()}
    device = Authenticator(seed=seed)
    credential = device.make(options_to_make(session, account))
    kept = actions.add(account, session, credential, name="phone", at=AT)
    return account, device, kept


def code_of(call):
    with pytest.raises(SummitryError) as refused:
        call()
    return refused.value.code


def test_a_passkey_is_made_and_lets_in_without_a_name():
    account, device, kept = with_a_passkey()
    session = {}

    credential = device.use(passkeys.options_to_use(session, at=AT))
    found = actions.account_by(session, credential, at=AT + timedelta(seconds=9))

    kept.refresh_from_db()
    assert (found, kept.name, kept.sign_count, kept.is_backed_up) == (account, "phone", 1, False)
    assert kept.last_used == AT + timedelta(seconds=9)


def test_a_challenge_is_answered_once():
    _, device, _ = with_a_passkey()
    session = {}
    credential = device.use(passkeys.options_to_use(session, at=AT))
    actions.account_by(session, credential, at=AT)

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.challenge"


def test_an_answer_to_another_challenge_is_refused():
    _, device, _ = with_a_passkey()
    session = {}
    credential = device.use(passkeys.options_to_use(session, at=AT))
    passkeys.options_to_use(session, at=AT)

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.refused"


@pytest.mark.parametrize(("seconds", "code"), [(300, None), (301, "passkey.challenge")])
def test_a_challenge_is_good_for_five_minutes(seconds, code):
    account, device, _ = with_a_passkey()
    session, late = {}, AT + timedelta(seconds=seconds)
    credential = device.use(passkeys.options_to_use(session, at=AT))

    if code is None:
        assert actions.account_by(session, credential, at=late) == account
    else:
        assert code_of(lambda: actions.account_by(session, credential, at=late)) == code


def test_an_answer_made_for_another_site_is_refused():
    _, device, _ = with_a_passkey()
    session = {}
    device.origin = "https://localhost.example"
    credential = device.use(passkeys.options_to_use(session, at=AT))

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.refused"


def test_a_key_that_did_not_ask_for_finger_or_code_is_refused():
    account, session = an_account(), {PROVED: AT.timestamp()}
    device = Authenticator(flags=PRESENT)
    credential = device.make(options_to_make(session, account))

    assert code_of(lambda: actions.add(account, session, credential, name="", at=AT)) == (
        "passkey.refused"
    )


@pytest.mark.parametrize("count", [0, 4, 5])
def test_a_counter_that_does_not_grow_tells_of_a_copy(count):
    account, device, kept = with_a_passkey()
    Passkey.objects.filter(pk=kept.pk).update(sign_count=5)
    session = {}
    credential = device.use(passkeys.options_to_use(session, at=AT), count=count)

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.cloned"
    entry = Entry.objects.get(kind="passkey.cloned")
    assert (entry.actor, entry.facts) == (f"account {account.pk}", {"passkey": kept.pk})


def test_a_key_without_a_counter_works_again_and_again():
    account, device, _ = with_a_passkey()

    for _ in range(2):
        session = {}
        credential = device.use(passkeys.options_to_use(session, at=AT), count=0)
        assert actions.account_by(session, credential, at=AT) == account


@pytest.mark.parametrize(
    "credential", ["", "[]", "{", "{}", '{"id": 3, "response": 4}', "x" * 20_000]
)
def test_nonsense_is_refused(credential):
    session = {}
    passkeys.options_to_use(session, at=AT)

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.refused"


def test_the_handle_of_another_account_is_refused():
    _, device, _ = with_a_passkey()
    session = {}
    device.handle = b"z" * 32
    credential = device.use(passkeys.options_to_use(session, at=AT))

    assert code_of(lambda: actions.account_by(session, credential, at=AT)) == "passkey.refused"


def test_adding_a_passkey_asks_for_a_proof():
    account, session = an_account(), {PROVED: (AT - timedelta(seconds=301)).timestamp()}
    credential = Authenticator().make(options_to_make(session, account))

    with pytest.raises(ProveAgain):
        actions.add(account, session, credential, name="", at=AT)


def test_a_recovery_code_allows_a_new_passkey_for_a_while():
    account = an_account()
    session = {RECOVERED: (AT - timedelta(minutes=15)).timestamp()}
    credential = Authenticator().make(options_to_make(session, account))

    assert actions.add(account, session, credential, name="new", at=AT).name == "new"


def test_the_last_way_in_is_never_removed():
    account, _, kept = with_a_passkey()
    session = {PROVED: AT.timestamp()}

    assert code_of(lambda: actions.remove(account, session, kept.pk, at=AT)) == "passkey.last"

    second = Authenticator(seed=2).make(options_to_make(session, account))
    actions.add(account, session, second, name="key", at=AT)
    actions.remove(account, session, kept.pk, at=AT)
    assert [each.name for each in account.passkeys.all()] == ["key"]


def test_a_passkey_is_nobody_elses_too():
    with_a_passkey()
    other, session = an_account(), {PROVED: AT.timestamp()}
    credential = Authenticator().make(options_to_make(session, other))

    assert code_of(lambda: actions.add(other, session, credential, name="", at=AT)) == (
        "passkey.known"
    )
