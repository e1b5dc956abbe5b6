"""What the self-test says of people: counts alone, and what to do."""

import pytest

from summitry_web.accounts.looks import look
from summitry_web.accounts.models import Passkey
from summitry_web.accounts.roles import Role
from tests.web.made import AT, a_grant, an_account, an_event

pytestmark = pytest.mark.django_db


def with_keys(account, *, bound, copyable=0):
    for number in range(bound + copyable):
        Passkey.objects.create(
            account=account, credential_id=f"{account.pk}-{number}", public_key=b"", created=AT,
            is_copyable=number >= bound,
        )  # fmt: skip
    return account


def found():
    return {each.name: (each.state, each.facts.get("count", 0)) for each in look()}


def test_node_without_anybody_has_nothing_to_say():
    an_account()

    assert look() == ()


def test_people_with_fewer_than_two_keys_are_counted(settings):
    settings.HARDWARE_KEYS = True
    event = an_event()
    for keys, role in ((0, Role.PLANNER), (1, Role.ORGANISER), (2, Role.ORGANISER)):
        a_grant(with_keys(an_account(email=f"a{keys}@example.net"), bound=keys), event, role)

    assert found() == {
        "two-keys": ("warning", 2), "hardware-keys": ("good", 0), "samples": ("good", 0),
        "organisers": ("good", 0), "passwords": ("good", 0),
    }  # fmt: skip
    assert look()[0].facts == {"count": 2, "all": 3}


def test_power_without_a_bound_key_is_not_ready_where_the_installation_asks(settings):
    event = an_event()
    a_grant(with_keys(an_account(email="a@example.net"), bound=0, copyable=2), event)
    unasked = found()["hardware-keys"]
    settings.HARDWARE_KEYS = True

    assert (unasked, found()["hardware-keys"]) == (("warning", 0), ("bad", 1))
    assert found()["organisers"] == ("warning", 1)


def test_accounts_of_the_example_that_may_come_in_are_told():
    event = an_event()
    a_grant(with_keys(an_account(email="synthetic-reader@example.org"), bound=1), event)
    a_grant(an_account(email="synthetic-auditor@example.org"), event, Role.AUDITOR)

    assert found()["samples"] == ("warning", 1)
