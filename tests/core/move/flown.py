"""A summit without movements: two delegations with flights and hotels, a session and a dinner."""

from datetime import UTC, datetime, timedelta

from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import Door, Route, RouteSegment
from summitry.plan.places import Room, Site
from summitry.plan.posts import Detail
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.terms import ItemKind, Rank, RouteKind

DAY, MINUTE = datetime(2025, 10, 25, tzinfo=UTC), timedelta(minutes=1)
SITES = ("airport", "hotel-a", "hotel-b", "hall")


def at(hour, minute=0):
    return DAY + timedelta(hours=hour, minutes=minute)


def roads(start, end, name="", seconds=600, kind=RouteKind.PRIMARY):
    key = name or f"{start}-{end}"
    return (
        Route(route_id=key, name=key, from_site_id=start, to_site_id=end, kind=kind),
        RouteSegment(route_id=key, place=1, segment_id=f"s-{key}", running_seconds=seconds),
    )


def flight(key, delegation, kind, moment, **more):
    return Flight(
        flight_id=key, delegation_id=delegation, kind=FlightKind(kind), site_id="airport",
        scheduled=moment, **more,
    )  # fmt: skip


def delegation(key, **more):
    more = {"hotel_site_id": f"hotel-{key}", **more}
    return Delegation(delegation_id=key, name=key.upper(), **more)


def principal(key, own, rank=Rank.HEAD_OF_STATE, **more):
    return Principal(
        principal_id=key, office=key, delegation_id=own, rank=rank, protected=True, **more
    )


def item(key, start, end, *principals, room="plenary"):
    return Item(
        item_id=key, title=key, kind=ItemKind.PLENARY, room_id=room, start=start, end=end,
        principal_ids=principals,
    )  # fmt: skip


ROADS = [row for one in SITES for other in SITES if one != other for row in roads(one, other)]
SUMMIT = [
    *ROADS,
    *(Site(site_id=key, name=key.title()) for key in SITES),
    Room(room_id="plenary", name="Plenary", site_id="hall"),
    Door(door_id="north", name="North", site_id="hall"),
    Door(door_id="south", name="South", site_id="hall"),
    delegation("a"),
    delegation("b"),
    principal("pa", "a"),
    principal("pb", "b", Rank.HEAD_OF_GOVERNMENT),
    Detail(detail_id="team-a", name="Team", principal_id="pa"),
    item("session", at(9), at(12), "pa", "pb"),
    item("dinner", at(18), at(20), "pa"),
    flight("A-in", "a", "arrival", at(5)),
    flight("A-out", "a", "departure", at(23)),
    flight("B-in", "b", "arrival", at(6)),
    flight("B-out", "b", "departure", at(13)),
]
