"""Who must be driven where and when: delegates between their hotels and the programme."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import DelegationId, SiteId
from summitry.plan.places import Room
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind

TOGETHER = frozenset(
    {
        ItemKind.OPENING,
        ItemKind.PLENARY,
        ItemKind.SIGNING,
        ItemKind.CLOSING,
        ItemKind.BANQUET,
        ItemKind.WELCOME,
    }
)
"""What all delegations take part in."""


class Terms(Struct, frozen=True, kw_only=True):
    """What a shuttle service keeps to; times in minutes."""

    seats: int | None = None
    """Of each vehicle of a fleet that is yet to be hired; None takes the plan's vehicles."""
    vehicles: int = 400
    """How many could be hired at most; only where seats are given."""
    early_max: float = 75
    """Nobody is at the place longer than this before the item starts."""
    early_min: float = 15
    """Everybody is there so long before."""
    wait_max: float = 60
    """Nobody waits longer for a way back."""
    ride_max: float = 60
    """How long a way back may take beyond the shortest."""
    stay_max: float = 150
    """So long a pause is spent at the place; in a longer one delegates go back to their hotel."""
    board: float = 5
    alight: float = 3


class Trip(Struct, frozen=True, order=True):
    """A way that people go together: from where to where, not before, there at the latest."""

    not_before: datetime
    leave_by: datetime
    there_by: datetime
    from_site_id: SiteId
    to_site_id: SiteId


Demand = dict[Trip, Counter[DelegationId]]
"""How many of each delegation make each trip."""


def delegates(snapshot: Snapshot) -> dict[DelegationId, int]:
    """Return how many of each delegation are no principals; those travel in motorcades."""
    principals = Counter(each.delegation_id for each in snapshot.rows(Principal).values())
    return {
        each.delegation_id: max(each.members - principals[each.delegation_id], 0)
        for each in snapshot.rows(Delegation).values()
    }


def without_hotel(snapshot: Snapshot) -> tuple[DelegationId, ...]:
    """Return the delegations whose delegates nobody can fetch, for the plan names no hotel."""
    delegations = snapshot.rows(Delegation)
    return tuple(
        key
        for key, count in delegates(snapshot).items()
        if count and delegations[key].hotel_site_id is None
    )


def demand_of(snapshot: Snapshot, terms: Terms) -> Demand:
    """Return all trips of delegates who have a hotel.

    Raises
    ------
    SummitryError
        ``shuttles.no_delegates`` where no delegation has both delegates and a hotel,
        ``shuttles.no_programme`` where there is nothing that all take part in.
    """
    items = _items(snapshot)
    delegations = snapshot.rows(Delegation)
    people = {
        key: count
        for key, count in delegates(snapshot).items()
        if delegations[key].hotel_site_id is not None
    }
    if not any(people.values()):
        raise SummitryError("shuttles.no_delegates", delegations=len(delegations))
    if not items:
        raise SummitryError("shuttles.no_programme")
    shares = {item.item_id: _shares(item, people) for item, _ in items}
    demand: Demand = {}
    for key, count in people.items():
        hotel = delegations[key].hotel_site_id
        assert hotel is not None
        for who in range(count):
            own = [(item, site) for item, site in items if who < shares[item.item_id][key]]
            for trip in _trips(hotel, own, terms):
                demand.setdefault(trip, Counter())[key] += 1
    return dict(sorted(demand.items()))


def _items(snapshot: Snapshot) -> list[tuple[Item, SiteId]]:
    """Return what all take part in, with its site, in order of time."""
    rooms = snapshot.rows(Room)
    found = [
        (item, rooms[item.room_id].site_id)
        for item in snapshot.rows(Item).values()
        if item.kind in TOGETHER and item.room_id in rooms
    ]
    return sorted(found, key=lambda each: (each[0].start, each[0].item_id))


def _shares(item: Item, people: Mapping[DelegationId, int]) -> dict[DelegationId, int]:
    """Return how many of each delegation go: all, or a like share where fewer are expected."""
    total = sum(people.values())
    seats = total
    if item.headcount is not None:
        seats = min(total, max(item.headcount - len(item.principal_ids), 0))
    shares, before = {}, 0
    for key, count in people.items():
        after = before + count
        shares[key] = after * seats // max(total, 1) - before * seats // max(total, 1)
        before = after
    return shares


def _trips(hotel: SiteId, own: Sequence[tuple[Item, SiteId]], terms: Terms) -> Iterator[Trip]:
    """Yield the trips of one person, from the hotel through the items and back."""
    attended: list[tuple[Item, SiteId]] = []
    for item, site in own:
        if not attended or item.start >= attended[-1][0].end:
            attended.append((item, site))
    for (before, here), (after, there) in pairwise([*attended]):
        pause = (after.start - before.end).total_seconds() / 60
        if pause > terms.stay_max:
            yield from _back(before, here, hotel, terms)
            yield from _out(hotel, after, there, terms)
        elif here != there:
            yield Trip(
                before.end,
                after.start - timedelta(minutes=terms.early_min),
                after.start - timedelta(minutes=terms.early_min),
                here,
                there,
            )
    if attended:
        yield from _out(hotel, *attended[0], terms)
        yield from _back(*attended[-1], hotel, terms)


def _out(hotel: SiteId, item: Item, site: SiteId, terms: Terms) -> Iterator[Trip]:
    if hotel != site:
        by = item.start - timedelta(minutes=terms.early_min)
        yield Trip(item.start - timedelta(minutes=terms.early_max), by, by, hotel, site)


def _back(item: Item, site: SiteId, hotel: SiteId, terms: Terms) -> Iterator[Trip]:
    if hotel != site:
        leave = item.end + timedelta(minutes=terms.wait_max)
        there = leave + timedelta(minutes=terms.ride_max)
        yield Trip(item.end, leave, there, site, hotel)
