"""Where items and gates are."""

from summitry.check.places import gate_sites, item_sites, known_ways, posts_by_gate, posts_by_site
from summitry.check.view import View
from summitry.plan.access import Gate
from summitry.plan.attestation import Attestations
from summitry.plan.movements import TravelTime
from summitry.plan.places import Room, Zone
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind
from tests.plans.one_rule import CLOSES, EVENT, NOW, OPENS


def view(*rows):
    return View(Snapshot.of([EVENT, *rows]), Attestations(), at=NOW)


def gate(gate_id, zone_id):
    return Gate(
        gate_id=gate_id,
        name=gate_id,
        zone_id=zone_id,
        lanes=1,
        lane_persons_per_hour=100,
        opens=OPENS,
        closes=CLOSES,
    )


def item(item_id, room_id):
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.PLENARY,
        room_id=room_id,
        start=OPENS,
        end=CLOSES,
    )


def test_gate_is_where_its_zone_is_and_nowhere_without_it():
    ring = Zone(zone_id="ring", site_id="hall", name="Ring")

    assert gate_sites(view(ring, gate("north", "ring"), gate("stray", "gone"))) == {"north": "hall"}


def test_item_is_where_its_room_is_and_nowhere_without_it():
    room = Room(room_id="blue", site_id="hall", name="Blue")

    assert item_sites(view(room, item("talk", "blue"), item("stray", "gone"))) == {"talk": "hall"}


def test_way_between_two_sites_is_as_long_as_the_plan_says():
    way = known_ways(view(TravelTime(from_site_id="hall", to_site_id="hotel", minutes=12)))

    assert (way.between("hall", "hotel"), way.between("hall", "airport")) == (12, None)


def test_posts_are_found_by_their_site_and_by_the_gate_that_they_name():
    fence, north = (
        Post(post_id=post_id, name=post_id, site_id="hall", gate_id=at, start=OPENS, end=CLOSES)
        for post_id, at in (("fence", None), ("north", "north"))
    )
    seen = view(fence, north)

    assert posts_by_site(seen) == {"hall": [fence, north]}
    assert posts_by_gate(seen) == {"north": [north]}
