"""The authority signs for one name and private addresses, and nothing else counts."""

import stat
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from summitry.kit.errors import SummitryError
from summitry_web.node.tls import LEAF_DAYS, Authority

AT = datetime(2030, 5, 1, 8, tzinfo=UTC)
OWN = (ip_address("192.168.7.4"), ip_address("10.1.2.3"))


@pytest.fixture
def authority(tmp_path):
    made = Authority(tmp_path, "summit.local")
    made.prepare(OWN, at=AT)
    return made


def verified(authority, name, at=AT):
    store = Store([authority.certificate()])
    subject = x509.DNSName(name) if name[0].isalpha() else x509.IPAddress(ip_address(name))
    verifier = PolicyBuilder().store(store).time(at).build_server_verifier(subject)
    return verifier.verify(authority.leaf_certificate(), [])


@pytest.mark.parametrize("name", ["summit.local", "192.168.7.4", "10.1.2.3"])
def test_leaf_is_good_for_the_name_and_the_private_addresses(authority, name):
    chain = verified(authority, name)

    assert len(chain) == 2


@pytest.mark.parametrize("name", ["other.local", "192.168.7.5"])
def test_leaf_is_good_for_nothing_else(authority, name):
    with pytest.raises(VerificationError):
        verified(authority, name)


@pytest.mark.parametrize("address", ["8.8.8.8", "192.0.2.2"])
def test_authority_cannot_vouch_for_an_address_outside_of_local_networks(authority, address):
    authority.renew((ip_address(address),), at=AT)

    with pytest.raises(VerificationError):
        verified(authority, "summit.local")


def test_keys_are_for_their_user_alone(authority):
    keys = (authority.key_path, authority.leaf.key)

    assert [stat.S_IMODE(each.stat().st_mode) for each in keys] == [0o600, 0o600]


def test_leaf_lives_no_longer_than_browsers_allow(authority):
    leaf = authority.leaf_certificate()

    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc == timedelta(days=LEAF_DAYS)


def test_leaf_is_renewed_thirty_days_before_its_end_and_for_a_new_address(authority):
    ends = authority.leaf_certificate().not_valid_after_utc
    day_before = ends - timedelta(days=31)

    early = authority.prepare(OWN, at=day_before)
    moved = authority.prepare((*OWN, ip_address("10.9.9.9")), at=day_before)
    late = authority.prepare(OWN, at=ends + timedelta(days=336))

    assert (early, moved, late) == (False, True, True)


def test_code_is_the_beginning_of_what_devices_show(authority):
    assert authority.fingerprint().startswith(authority.code().replace(" ", ""))
    assert len(authority.code()) == 24


@pytest.mark.usefixtures("authority")
def test_authority_of_another_name_is_not_used(tmp_path):
    with pytest.raises(SummitryError) as caught:
        Authority(tmp_path, "other.local").prepare(OWN, at=AT)

    assert (caught.value.code, caught.value.facts["expected"]) == ("tls.other_name", "summit.local")


@pytest.mark.parametrize("name", ["", "a b", "-a", "a..b", "x" * 65, "ü.local"])
def test_name_that_is_no_host_name_is_refused(tmp_path, name):
    with pytest.raises(SummitryError) as caught:
        Authority(tmp_path, name)

    assert caught.value.code == "tls.name"
