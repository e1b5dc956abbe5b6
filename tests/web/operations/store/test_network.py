"""Two posts over a real network: they know each other by their cards; strangers hear nothing."""

import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.kit.errors import SummitryError
from summitry_web.operations.store.cards import card_of, public_of, written_card
from summitry_web.operations.store.exchange import Parcel
from summitry_web.operations.store.network import Server, Trusted, exchanged

KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(3)]
CARDS = [Trusted(post=f"CP-{n + 1}", card=card_of(key)) for n, key in enumerate(KEYS)]


def parcel(number):
    return Parcel(event="hanoi", sender=f"CP-{number}", has={f"CP-{number}": number})


@pytest.fixture
def server(tmp_path):
    trusted = [CARDS[1]]
    folder = tmp_path / "one"
    folder.mkdir()
    heard = []

    def answer(peer, came):
        heard.append((peer.post, came))
        return parcel(1)

    with Server(("127.0.0.1", 0), written_card(KEYS[0], folder), lambda: trusted, answer) as (made):
        made.heard, made.admitted = heard, trusted
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


def own(tmp_path, number):
    folder = tmp_path / f"own-{number}"
    folder.mkdir(exist_ok=True)
    return written_card(KEYS[number], folder)


def test_two_posts_exchange_parcels(server, tmp_path):
    came = exchanged(server.server_address, own(tmp_path, 1), CARDS[0], parcel(2))

    assert came == parcel(1)
    assert server.heard == [("CP-2", parcel(2))]


def test_a_stranger_hears_nothing(server, tmp_path):
    with pytest.raises(SummitryError, match=r"exchange\.away"):
        exchanged(server.server_address, own(tmp_path, 2), CARDS[0], parcel(3))
    assert server.heard == []


def test_whoever_answers_in_anothers_place_gets_nothing(server, tmp_path):
    with pytest.raises(SummitryError, match=r"exchange\.stranger"):
        exchanged(server.server_address, own(tmp_path, 1), CARDS[2], parcel(2))
    assert server.heard == []


def test_a_post_that_is_taken_out_is_out_at_once(server, tmp_path):
    server.admitted.clear()

    with pytest.raises(SummitryError, match=r"exchange\.away"):
        exchanged(server.server_address, own(tmp_path, 1), CARDS[0], parcel(2))


def test_nobody_there(tmp_path):
    with pytest.raises(SummitryError, match=r"exchange\.away"):
        exchanged(("127.0.0.1", 9), own(tmp_path, 1), CARDS[0], parcel(2))


def test_a_card_names_the_key_and_is_the_same_each_time():
    assert [public_of(each.card) for each in CARDS] == [
        key.public_key().public_bytes_raw() for key in KEYS
    ]
    assert card_of(KEYS[0]) == CARDS[0].card


@pytest.mark.parametrize("card", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n", b"\x30\x00"])
def test_what_is_no_card_is_refused(card):
    with pytest.raises(SummitryError, match=r"exchange\.card"):
        public_of(card)


def test_the_key_is_its_users_alone(tmp_path):
    assert own(tmp_path, 0).stat().st_mode & 0o777 == 0o600
