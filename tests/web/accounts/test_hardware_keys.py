"""Powerful roles may have to use keys that cannot leave their device."""

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts import passkeys
from summitry_web.accounts.access import HARDWARE, PROVED, actor_of
from summitry_web.accounts.actions import passkeys as actions
from summitry_web.accounts.can import can, require
from summitry_web.accounts.roles import POWERFUL, Role, Verb
from tests.web.accounts.authenticator import PRESENT, VERIFIED, Authenticator
from tests.web.made import AT, a_grant, an_account, an_event

pytestmark = pytest.mark.django_db
COPYABLE = PRESENT | VERIFIED | 0x08
"""Backup eligible, not backed up yet (Web Authentication level 3, 6.1)."""


def made(account, flags, seed=1):
    session = {PROVED: AT.timestamp()}
    device = Authenticator(seed=seed, flags=flags)
    options = passkeys.options_to_make(
        session, name=account.email, shown=account.name, handle=account.handle, known=(), at=AT
    )
    return device, actions.add(account, session, device.make(options), name="key", at=AT)


def proof(device):
    session = {PROVED: AT.timestamp()}
    actions.account_by(session, device.use(passkeys.options_to_use(session, at=AT)), at=AT)
    return session


@pytest.mark.parametrize("role", sorted(POWERFUL))
@pytest.mark.parametrize("is_asked", [True, False])
def test_copyable_key_is_refused_for_a_powerful_role_where_that_is_asked(settings, role, is_asked):
    settings.HARDWARE_KEYS = is_asked
    account = an_account()
    a_grant(account, an_event(), role)

    if is_asked:
        with pytest.raises(SummitryError) as refused:
            made(account, COPYABLE)
        assert refused.value.code == "passkey.copyable"
    else:
        assert made(account, COPYABLE)[1].is_copyable

    assert not made(account, PRESENT | VERIFIED, seed=2)[1].is_copyable


def test_role_without_power_may_keep_any_key(settings):
    settings.HARDWARE_KEYS = True
    account, event = an_account(), an_event()
    a_grant(account, event, Role.UNIT_LEAD)

    device, kept = made(account, COPYABLE)
    actor = actor_of(account, event, proof(device), "device-1")

    assert kept.is_copyable
    assert can(actor, Verb.BREAK_GLASS, at=AT)


def test_proof_by_a_copyable_key_that_came_before_the_role_does_not_count(settings):
    settings.HARDWARE_KEYS = True
    account, event = an_account(), an_event()
    copyable, _ = made(account, COPYABLE)
    bound, _ = made(account, PRESENT | VERIFIED, seed=2)
    a_grant(account, event)

    weak = actor_of(account, event, proof(copyable), "device-1")
    strong = actor_of(account, event, proof(bound), "device-1")

    assert can(weak, Verb.EDIT, at=AT)
    with pytest.raises(SummitryError) as refused:
        require(weak, Verb.GRANT, at=AT)
    assert refused.value.code == "passkey.hardware"
    require(strong, Verb.GRANT, at=AT)


def test_session_without_a_key_is_not_taken_for_one_with_it(settings):
    settings.HARDWARE_KEYS = True
    account, event = an_account(), an_event()
    a_grant(account, event, Role.APPROVER)

    by_password = actor_of(account, event, {PROVED: AT.timestamp()}, "device-1")
    settings.HARDWARE_KEYS = False
    unasked = actor_of(account, event, {PROVED: AT.timestamp()}, "device-1")

    assert can(by_password, Verb.APPROVE_BASELINE, at=AT).code == "hardware"
    assert can(unasked, Verb.APPROVE_BASELINE, at=AT)
    assert HARDWARE == "hardware"
