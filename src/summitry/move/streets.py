"""The streets of an OpenStreetMap extract that a motorcade can drive on, split at junctions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.move.extract import Way, read
from summitry.move.graph import Road
from summitry.plan.table import Point, Points

EARTH_M = 6_371_008.8
KMH = 3.6
SPEED_DIGITS_MAX = 3
"""A limit of more digits is a slip or worse: it is passed over, as words are."""
MPH_KMH = 1.609344
SPEEDS: Mapping[str, float] = {
    "motorway": 90, "motorway_link": 60, "trunk": 70, "trunk_link": 50, "primary": 50,
    "primary_link": 40, "secondary": 45, "secondary_link": 40, "tertiary": 40, "tertiary_link": 35,
    "unclassified": 35, "residential": 30, "living_street": 10, "service": 15,
}  # fmt: skip
"""Of each kind of street the kilometres an hour where the map tells no limit."""
FORWARD, BACKWARD = frozenset({"yes", "true", "1"}), frozenset({"-1", "reverse"})
SHUT = frozenset({"no"})


class Street(Struct, frozen=True, kw_only=True):
    """A stretch between two junctions, its name on the map, and its line as it is driven."""

    key: str
    name: str
    road: Road
    line: Points


def streets(extract: bytes, origin: tuple[float, float]) -> tuple[Street, ...]:
    """Return the extract's streets.

    Parameters
    ----------
    origin
        Latitude and longitude of the plan's own origin, from which its metres are counted.

    Raises
    ------
    SummitryError
        ``roads.unreadable``, ``roads.too_large``, ``roads.none``, ``bound.file_bytes_max``.
    """
    map_ = read(extract)
    places = {key: _metres(place, origin) for key, place in map_.nodes.items()}
    driven = [way for way in map_.ways if _is_driven_on(way.tags)]
    found = tuple(_streets(driven, places))
    if not found:
        raise SummitryError("roads.none")
    return found


def _is_driven_on(tags: Mapping[str, str]) -> bool:
    barred = {tags.get("access"), tags.get("vehicle"), tags.get("motor_vehicle")} & SHUT
    return tags.get("highway") in SPEEDS and not barred and tags.get("area") != "yes"


def _metres(place: tuple[float, float], origin: tuple[float, float]) -> Point:
    north = radians(place[0] - origin[0]) * EARTH_M
    east = radians(place[1] - origin[1]) * EARTH_M * cos(radians(origin[0]))
    return round(east, 1), round(north, 1)


def _streets(ways: Sequence[Way], places: Mapping[str, Point]) -> Iterator[Street]:
    """Yield the stretches of each way between its junctions, numbered from 0 on."""
    used = Counter(node for way in ways for node in way.nodes)
    number = 0
    for way in ways:
        for place, piece in enumerate(_pieces(way.nodes, used, places), 1):
            oneway = _direction(way.tags)
            along = piece if oneway >= 0 else piece[::-1]
            line = tuple(places[node] for node in along)
            seconds = max(1, round(_length(line) / (_speed(way.tags) / KMH)))
            yield Street(
                key=f"OSM-{way.key}-{place}",
                name=way.tags.get("name", ""),
                road=Road(number, along[0], along[-1], seconds, oneway != 0),
                line=line,
            )
            number += 1


def _pieces(
    nodes: Sequence[str], used: Mapping[str, int], places: Mapping[str, Point]
) -> Iterator[list[str]]:
    """Yield the nodes from junction to junction; where the extract was cut, a piece ends."""
    piece: list[str] = []
    for node in nodes:
        if node not in places:
            if len(piece) > 1:
                yield piece
            piece = []
            continue
        piece.append(node)
        if len(piece) > 1 and used[node] > 1:
            yield piece
            piece = [node]
    if len(piece) > 1:
        yield piece


def _direction(tags: Mapping[str, str]) -> int:
    """Return 1 for a street that is driven forward only, -1 for backward only, 0 for both ways."""
    told = tags.get("oneway", "")
    if told in BACKWARD:
        return -1
    implied = tags.get("junction") == "roundabout" or tags["highway"] == "motorway"
    return int(told in FORWARD or (implied and not told))


def _speed(tags: Mapping[str, str]) -> float:
    """Return the kilometres an hour: the limit that the map tells, else the kind's usual ones."""
    number, _, unit = tags.get("maxspeed", "").partition(" ")
    if number.isdecimal() and len(number) <= SPEED_DIGITS_MAX and int(number) > 0:
        return int(number) * (MPH_KMH if unit == "mph" else 1.0)
    return SPEEDS[tags["highway"]]


def _length(line: Points) -> float:
    pairs = pairwise(line)
    return sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairs)
