"""A synthetic city of delegations: 440 motorcades on 251 segments, made from a seed.

A grid of streets with diagonals, an airport at the end of two of them, hotels, a hall and a palace.
Each delegation flies in, comes to the opening, goes on to the banquet and back to its hotel. The
twenty highest come to the opening in an order: the highest last.
"""

from summitry.kit.streams import Stream, stream
from summitry.move.graph import Network, Road
from summitry.move.problem import (
    SLOT_SECONDS,
    SLOTS_A_MINUTE,
    Chain,
    Door,
    Motorcade,
    Need,
    Passage,
    Pool,
    Problem,
    Way,
)

COLUMNS, ROWS, DIAGONALS = 12, 11, 8
DELEGATIONS, HOTELS, WAYS, ESCORTS, VEHICLES, IN_ORDER = 110, 24, 3, 70, 520, 20
HOUR = 60 * SLOTS_A_MINUTE
WINDOW = HOUR
"""How far from its ideal slot a motorcade may depart."""
AIRPORT, HALL, PALACE = "airport", "4-7", "10-1"
RETURN_SECONDS = 2700
ORDER_GAP_SECONDS = 120
DETOUR_COST = 2 * SLOTS_A_MINUTE
ESCORT, VEHICLE = 0, 1
DAY = 24 * HOUR


def city(seed: int, *, delegations: int = DELEGATIONS) -> Problem:
    """Return the problem of that seed."""
    chance = stream(seed, "motorcades", "city")
    network = Network(_roads(chance))
    places = [f"{x}-{y}" for x in range(COLUMNS) for y in range(ROWS)]
    free = [each for each in places if each not in {HALL, PALACE, "0-5", "0-6"}]
    hotels = [free[int(each)] for each in chance.permutation(len(free))[:HOTELS]]
    doors = [Door(name=f"hall {n}", headway_seconds=120) for n in range(3)]
    doors += [Door(name=f"palace {n}", headway_seconds=120) for n in range(3)]
    doors += [Door(name=each, headway_seconds=120) for each in hotels]
    motorcades: list[Motorcade] = []
    for number in range(delegations):
        hotel = int(chance.integers(HOTELS))
        trips = _trips(chance, number, hotels[hotel], delegations)
        size = 3 + int(chance.integers(4)) if number < IN_ORDER else 2 + int(chance.integers(3))
        for what, (start, end, at, at_arrival) in trips.items():
            door = {HALL: number % 3, PALACE: 3 + number % 3}.get(end, 6 + hotel)
            found = network.ways(start, end, WAYS)
            motorcades.append(
                Motorcade(
                    name=f"{number:03}-{what}",
                    ways=tuple(
                        _way(f"{what}{n}", way, at, door, n, arrives=at_arrival)
                        for n, way in enumerate(found)
                    ),
                    weight=5 if number < IN_ORDER else 3 if number < 3 * IN_ORDER else 1,
                    protected=True,
                    needs=(Need(ESCORT, 1), Need(VEHICLE, size)),
                )
            )
    order = tuple(4 * number + 1 for number in reversed(range(min(IN_ORDER, delegations))))
    return Problem(
        origin=0,
        slots=3 * DAY,
        segments=tuple(f"S{road.segment:03}" for road in network.roads),
        motorcades=tuple(motorcades),
        doors=tuple(doors),
        pools=(Pool(name="escorts", count=ESCORTS), Pool(name="vehicles", count=VEHICLES)),
        chains=(Chain(members=order, gap_seconds=ORDER_GAP_SECONDS),),
    )


def _roads(chance: Stream) -> list[Road]:
    ends = []
    for x in range(COLUMNS):
        for y in range(ROWS):
            if x + 1 < COLUMNS:
                ends.append((f"{x}-{y}", f"{x + 1}-{y}"))
            if y + 1 < ROWS:
                ends.append((f"{x}-{y}", f"{x}-{y + 1}"))
    for number in range(DIAGONALS):
        x, y = int(chance.integers(COLUMNS - 1)), number + 1
        ends.append((f"{x}-{y}", f"{x + 1}-{y + 1}"))
    ends += [(AIRPORT, "0-5"), (AIRPORT, "0-6")]
    return [
        Road(number, one, other, 50 + 10 * int(chance.integers(8)))
        for number, (one, other) in enumerate(ends)
    ]


def _trips(
    chance: Stream, number: int, hotel: str, delegations: int
) -> dict[str, tuple[str, str, int, bool]]:
    """Return the trips: whence, where to, the best slot, and whether that is the arrival's."""
    place = number / max(delegations, 1)
    flight = 8 * HOUR + int(chance.integers(12 * HOUR))
    opening = DAY + 9 * HOUR
    banquet = DAY + 18 * HOUR + int(place * 1.5 * HOUR)
    home = DAY + 22 * HOUR + int(place * 1.5 * HOUR)
    spread = int(chance.integers(-5 * SLOTS_A_MINUTE, 5 * SLOTS_A_MINUTE))
    return {
        "in": (AIRPORT, hotel, flight, False),
        "opening": (hotel, HALL, opening - int(place * 1.6 * HOUR) + spread, True),
        "banquet": (HALL, PALACE, banquet + spread, False),
        "home": (PALACE, hotel, home + spread, False),
    }


def _way(
    name: str, roads: tuple[Road, ...], at: int, door: int, number: int, *, arrives: bool
) -> Way:
    passages, now = [], 0
    for road in roads:
        passages.append(Passage(road.segment, now, now + road.seconds))
        now += road.seconds
    ideal = at - -(-now // SLOT_SECONDS) if arrives else at
    return Way(
        name=name,
        passages=tuple(passages),
        earliest=ideal if not arrives and name.startswith("in") else ideal - WINDOW,
        latest=ideal + WINDOW,
        ideal=ideal,
        extra=DETOUR_COST * number,
        door=door,
        return_seconds=RETURN_SECONDS,
    )
