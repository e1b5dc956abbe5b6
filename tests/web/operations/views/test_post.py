"""The page of the command post: other posts are added, and parcels go on a stick."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry.operations.bodies import Incident, bytes_of
from summitry_web.accounts.roles import Role
from summitry_web.frame.sealing import Sealer
from summitry_web.journal.keys import node_key
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.models import Peer
from summitry_web.operations.store.cards import card_of
from summitry_web.operations.store.exchange import Exchange, bundled
from tests.web.made import AT, signed_in
from tests.web.operations.made import a_command_post, all_entered, somebody
from tests.web.operations.made_journal import Journals, damage
from tests.web.operations.store.test_exchange import Post

pytestmark = pytest.mark.django_db
BASE = "/e/summit/command-post/"
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
WORDS = "correct horse battery"


@pytest.fixture
def site(client):
    event, organiser = a_command_post()
    account, _ = somebody(event, Role.ORGANISER)
    signed_in(client, account)
    return client, event, organiser


def add(client, **more):
    told = {"post_id": "CP-2", "card": card_of(OTHER).decode(), "address": ""}
    return client.post(f"{BASE}others/", {**told, **more}, follow=True)


def sealed(tmp_path, content):
    with (tmp_path / "parcel").open("w+b") as file:
        sealer = Sealer(file, WORDS)
        sealer.write(content)
        sealer.finish()
        file.seek(0)
        return SimpleUploadedFile("a.parcel", file.read())


def test_another_post_is_added_and_taken_out(site):
    client, event, _ = site

    page = add(client).content.decode()
    added = Peer.objects.get(event=event)
    client.post(f"{BASE}others/", {"post_id": "CP-2", "doing": "remove"})

    assert "CP-2" in page
    assert (added.post_id, added.heard) == ("CP-2", None)
    assert not Peer.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"card": "x"}, "This is no card of a command post"),
        ({"address": "post-2"}, "is no address"),
        ({"address": "post-2:99999"}, "is no address"),
    ],
)
def test_what_cannot_be_a_peer_is_refused(site, told, sentence):
    client, _, _ = site

    assert sentence in add(client, **told).content.decode()
    assert not Peer.objects.exists()


def test_ones_own_card_is_refused(site):
    client, _, _ = site

    page = add(client, card=card_of(node_key()).decode()).content.decode()

    assert "the card of this node itself" in page


def test_another_key_under_a_known_name_is_refused(site):
    client, _, _ = site
    add(client)

    page = add(client, card=card_of(Ed25519PrivateKey.generate()).decode()).content.decode()

    assert "This is not the key that is known for post CP-2" in page


def test_a_stick_brings_what_another_post_entered(site, tmp_path):
    client, event, _ = site
    add(client)
    post = Post(tmp_path, "CP-2", key=OTHER)
    post.identity = type(post.identity)(event="summit", post="CP-2", key=OTHER)
    entries = [post.enter(number, bytes_of(Incident(title="Fire"))) for number in (1, 2)]
    parcels = [
        Exchange().parcel_for(post.file, post.identity, has, receiver="CP-1", entries_max=1)
        for has in ({}, {"CP-2": 1}, {"CP-2": 2})
    ]

    for expected in ("2 entries came", "0 entries came"):
        file = sealed(tmp_path, b"".join(map(bundled, parcels)))
        page = client.post(f"{BASE}parcel/in/", {"parcel": file, "passphrase": WORDS})
        assert expected in page.content.decode()

    entered = [each.entry_id for each in all_entered(event)]
    assert entered == [each.entry_id for each in entries]
    assert Peer.objects.get(event=event).has == {"CP-2": 2}


def test_a_wrong_passphrase_is_told(site, tmp_path):
    client, _, _ = site
    add(client)
    file = sealed(tmp_path, b"x")

    page = client.post(
        f"{BASE}parcel/in/", {"parcel": file, "passphrase": "wrong horse battery"}, follow=True
    )

    assert "does not open with this passphrase" in page.content.decode()


def test_a_parcel_is_made_for_a_post_that_is_known(site):
    client, event, organiser = site
    add(client)
    enter(organiser, event, Written(body=Incident(title="Fire")), at=AT)

    answer = client.post(f"{BASE}parcel/", {"post_id": "CP-2", "passphrase": WORDS})
    short = client.post(f"{BASE}parcel/", {"post_id": "CP-2", "passphrase": "short"})
    nobody = client.post(f"{BASE}parcel/", {"post_id": "CP-9", "passphrase": WORDS})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="summit-for-CP-2.parcel"'
    assert answer.content.startswith(b"SUMMITRY-SEALED")
    assert b"Fire" not in answer.content
    assert (short.status_code, nobody.status_code) == (400, 404)


def test_damage_and_a_wrong_clock_are_told(site):
    client, _, _ = site
    journals = Journals()
    broken = journals.write("CP-1", Incident(title="smoke"))
    journals.now["CP-2"] += 10**11
    journals.write("CP-2", Incident(title="theirs"))
    journals.flush()
    damage(journals.folder, broken.body, 60)

    page = client.get(BASE).content.decode()

    assert "1 entry of the journal is damaged and is not shown: CP-1 1." in page
    assert "The clock of post CP-2 is" in page
