"""Where a principal must be when, and the trips that are missing in between.

A stop is what the plan has already: a flight, an item of the programme, a leg of a movement. Where
one stop ends elsewhere than the next begins, a trip is missing; where the time between two allows a
stay at the hotel, two are. A leg that the plan has is a stop like the others, so what is there, or
was proposed and taken in, is not proposed again.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.plan.movements import Route


class At(StrEnum):
    """What a principal is there for."""

    FLIGHT = "flight"
    ITEM = "item"
    LEG = "leg"
    HOTEL = "hotel"


class Stop(Struct, frozen=True, kw_only=True):
    """Something that begins at one site by a moment, and ends at one site at a moment.

    Moments are seconds since 1970. A site is None where it does not matter, or is not known.
    """

    at: At
    key: str
    begins_site: str | None
    due: float
    ends_site: str | None
    free: float

    @property
    def middle(self) -> float:
        """The moment by which it is half over."""
        return (self.due + self.free) / 2


class Way(Struct, frozen=True, kw_only=True):
    """The route by which one drives from one site to another, and how long that takes."""

    route: Route
    seconds: int
    first_seconds: int
    """How long its first segment takes."""
    last_seconds: int


class Roads(Struct, frozen=True, kw_only=True):
    """The way from site to site, and the shortest stay for which one is driven to the hotel."""

    ways: Mapping[tuple[str, str], Way]
    stay_seconds: float


class Trip(Struct, frozen=True, kw_only=True):
    """A trip that is missing: after which stop, before which, and when it departs."""

    way: Way
    after: Stop
    before: Stop
    depart: float


class Failed(Struct, frozen=True, kw_only=True):
    """A trip that is missing and cannot be made: no way leads there, or it takes too long."""

    start: str
    end: str
    before: Stop
    seconds: float
    """How long there is for it."""
    needed: int | None
    """How long it takes; None where no way is known."""


def missing(stops: Iterable[Stop], hotel: str | None, roads: Roads) -> Iterator[Trip | Failed]:
    """Yield the trips that are missing between the stops, which are in their order.

    Without a hotel nobody is driven anywhere to wait there for as long as a stay; where no way to
    or from it is known, that is told, and one is driven straight on. From an item that one
    cannot be at, nobody is driven on.
    """
    after: Stop | None = None
    for before in stops:
        if after is None:
            after = before
        elif not _is_within(before, after):
            yield from _between(after, before, hotel, roads)
            if not _is_missed(after, before, roads):
                after = before


def _between(after: Stop, before: Stop, hotel: str | None, roads: Roads) -> Iterator[Trip | Failed]:
    start, end = after.ends_site, before.begins_site
    if start is None or end is None:
        return
    if not _may_stay(after, before, hotel, roads):
        yield from _driven([(after, before)], hotel, roads)
    elif hotel is not None:
        unknown = [each for each in ((start, hotel), (hotel, end)) if each not in roads.ways]
        for one, other in unknown:
            left = before.due - after.free
            yield Failed(start=one, end=other, before=before, seconds=left, needed=None)
        legs = [(after, before)] if unknown else _over(after, before, hotel, roads)
        yield from _driven(legs, hotel, roads)


def _may_stay(after: Stop, before: Stop, hotel: str | None, roads: Roads) -> bool:
    """Say whether there may be time for a hotel, and neither it nor a leg from there is beside."""
    sites = (after.ends_site, before.begins_site)
    waited_for = sites[0] == sites[1] and At.LEG in (after.at, before.at)
    return hotel not in sites and not waited_for and before.due - after.free >= roads.stay_seconds


def _driven(
    ways: Iterable[tuple[Stop, Stop]], hotel: str | None, roads: Roads
) -> Iterator[Trip | Failed]:
    for after, before in ways:
        if after.ends_site != before.begins_site:
            yield _trip(after, before, hotel, roads)


def _is_within(stop: Stop, last: Stop) -> bool:
    """Say whether the principal is at another item at the same site all the while."""
    items = stop.at is last.at is At.ITEM
    return items and stop.free <= last.free and stop.begins_site == last.ends_site


def _is_missed(after: Stop, before: Stop, roads: Roads) -> bool:
    """Say whether an item elsewhere is more than half over by when one can be there."""
    start, end = after.ends_site, before.begins_site
    if before.at is not At.ITEM or start is None or end is None or start == end:
        return False
    way = roads.ways.get((start, end))
    there = after.free + (0 if way is None else way.seconds)
    return there > before.middle


def _over(after: Stop, before: Stop, hotel: str, roads: Roads) -> list[tuple[Stop, Stop]]:
    """Return the ways to the hotel and on from it, where a stay there fits in; else the one on."""
    start = after.free + roads.ways[str(after.ends_site), hotel].seconds
    end = before.due - roads.ways[hotel, str(before.begins_site)].seconds
    if end - start < roads.stay_seconds:
        return [(after, before)]
    # Who makes way for others comes later or leaves earlier, but not past the middle of the stay.
    half = (start + end) / 2
    stay = Stop(at=At.HOTEL, key=hotel, begins_site=hotel, due=half, ends_site=hotel, free=half)
    return [(after, stay), (stay, before)]


def _trip(after: Stop, before: Stop, hotel: str | None, roads: Roads) -> Trip | Failed:
    """Return the trip: to the hotel and from the airport at once, else just in time."""
    start, end = str(after.ends_site), str(before.begins_site)
    way, left = roads.ways.get((start, end)), before.due - after.free
    if way is None or left < way.seconds:
        needed = None if way is None else way.seconds
        return Failed(start=start, end=end, before=before, seconds=left, needed=needed)
    at_once = end == hotel or after.at is At.FLIGHT
    depart = after.free if at_once else before.due - way.seconds
    return Trip(way=way, after=after, before=before, depart=depart)
