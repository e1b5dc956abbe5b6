"""Where things are and how far apart, for every rule that asks for a site or a way between two."""

from collections.abc import Mapping

from summitry.check.view import View, grouped
from summitry.plan.access import Gate
from summitry.plan.movements import TravelTime
from summitry.plan.places import Room, Zone
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.policy.timing import Ways, ways


def known_ways(view: View) -> Ways:
    """Return how long it takes from site to site."""
    return ways(view.rows(TravelTime).values())


def gate_sites(view: View) -> Mapping[str, str]:
    """Return the site of each gate whose zone is in the plan."""
    zones = view.rows(Zone)
    return {
        gate_id: zones[gate.zone_id].site_id
        for gate_id, gate in view.rows(Gate).items()
        if gate.zone_id in zones
    }


def posts_by_gate(view: View) -> Mapping[str, list[Post]]:
    """Return the posts at each gate; none where the plan says of no post where its gate is."""
    return grouped(view.rows(Post).values(), "gate_id")


def posts_by_site(view: View) -> Mapping[str, list[Post]]:
    """Return the posts at each site."""
    return grouped(view.rows(Post).values(), "site_id")


def item_sites(view: View) -> Mapping[str, str]:
    """Return the site of each item whose room is in the plan."""
    rooms = view.rows(Room)
    return {
        item_id: rooms[item.room_id].site_id
        for item_id, item in view.rows(Item).items()
        if item.room_id in rooms
    }
