"""What goes to other posts: everything they lack, and nothing before there is anything."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.operations.bodies import Incident
from summitry.operations.entry import decoded
from summitry.plan.terms import Marking
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.frame.sealing import Opener
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.actions.peers import Added, add_peer, parcel_for, parcel_on_stick
from summitry_web.operations.store.cards import card_of
from summitry_web.operations.store.exchange import Exchange, unbundled
from summitry_web.operations.store.service import end_local
from tests.web.made import AT, an_actor
from tests.web.operations.made import a_command_post, somebody

pytestmark = pytest.mark.django_db
WORDS = "correct horse battery staple"


@pytest.fixture
def post():
    event, organiser = a_command_post()
    card = card_of(Ed25519PrivateKey.generate()).decode()
    return event, organiser, add_peer(organiser, event, Added(post_id="CP-2", card=card), at=AT)


def test_a_post_that_has_entered_nothing_has_nothing_to_give(post):
    event, _, peer = post

    parcel = parcel_for(event, peer, Exchange())

    assert (parcel.sender, parcel.has, parcel.batches) == ("CP-1", {}, ())


def test_a_stick_holds_everything_that_the_other_lacks(post, tmp_path):
    event, organiser, _ = post
    entry = enter(organiser, event, Written(body=Incident(title="Fire")), at=AT)
    end_local()
    file = tmp_path / "stick"
    file.write_bytes(parcel_on_stick(organiser, event, "CP-2", WORDS, at=AT))

    with file.open("rb") as stream:
        parcels = unbundled(Opener(stream, WORDS).readall())

    contents = [content for each in parcels for batch in each.batches for content in batch.contents]
    assert [decoded(each).entry_id for each in contents] == [entry.entry_id]


def test_a_stick_is_for_who_may_take_everything_along_and_has_proved_who_they_are(post):
    event, _, _ = post
    _, low = somebody(event, clearance=Marking.AMBER)
    account, _ = somebody(event)

    with pytest.raises(Denied):
        parcel_on_stick(low, event, "CP-2", WORDS, at=AT)
    with pytest.raises(ProveAgain):
        parcel_on_stick(an_actor(account, event, proved=False), event, "CP-2", WORDS, at=AT)
