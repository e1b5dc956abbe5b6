"""Which motorcades must travel, by which ways they can, and what a schedule of them costs.

Time is counted in slots of half a minute from the problem's first one. A schedule's cost is counted
in weighted slots, and told in weighted minutes.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.kit.errors import SummitryError

SLOT_SECONDS = 30
SLOTS_A_MINUTE = 2
DROP_MINUTES = 5_000
"""What it costs, in weighted minutes, to leave a motorcade without a time."""
SLOTS_MAX = 40_000
"""Two weeks: a longer horizon is refused."""
CELLS_MAX = 120_000_000
"""How many segments, doors and pools there may be, times slots."""


class Passage(Struct, frozen=True):
    """A segment, and from when to when it is passed, in seconds after the departure."""

    segment: int
    start: int
    end: int


class Way(Struct, frozen=True, kw_only=True):
    """One way for a motorcade, and when it may depart to take it."""

    name: str
    passages: tuple[Passage, ...]
    earliest: int
    """The first slot in which it may depart."""
    latest: int
    """The last; there is no time for this way where it lies before the first."""
    ideal: int
    extra: int = 0
    """What taking this way costs in itself, in weighted slots."""
    door: int | None = None
    return_seconds: int = 0
    """How long after arrival its escorts and vehicles are not free for another."""

    @property
    def run_seconds(self) -> int:
        """How long the way takes."""
        return max((each.end for each in self.passages), default=0)


class Need(Struct, frozen=True):
    """So many of a pool."""

    pool: int
    count: int


class Motorcade(Struct, frozen=True, kw_only=True):
    """A motorcade, its ways, and what it costs to let it depart at another time than the best."""

    name: str
    ways: tuple[Way, ...]
    weight: int = 1
    """What a slot before or after the ideal one costs; who comes before others weighs more."""
    protected: bool = True
    needs: tuple[Need, ...] = ()
    held_from: int | None = None
    """The slot from which its pools are taken; the departure where None."""
    held_to: int | None = None
    """The slot up to which they are taken; the arrival and the return where None."""
    drop: int = DROP_MINUTES * SLOTS_A_MINUTE
    """What it costs to leave it without a time, in weighted slots."""

    @property
    def wanted(self) -> dict[int, int]:
        """How many it needs of each pool; a pool that is named twice is needed for both."""
        found: dict[int, int] = {}
        for need in self.needs:
            found[need.pool] = found.get(need.pool, 0) + need.count
        return found


class Pool(Struct, frozen=True, kw_only=True):
    """So many escort teams or vehicles, each as good as the other."""

    name: str
    count: int


class Door(Struct, frozen=True, kw_only=True):
    """A door, and how long after an arrival the next one may come."""

    name: str
    headway_seconds: int


class Chain(Struct, frozen=True, kw_only=True):
    """Motorcades that arrive in this order, with at least so much between two of them."""

    members: tuple[int, ...]
    gap_seconds: int = 0


class Block(Struct, frozen=True, kw_only=True):
    """A segment that nobody may be on, from slot to slot."""

    segment: int
    start: int
    end: int


class Departure(Struct, frozen=True):
    """The way that a motorcade takes, by its number, and the slot in which it departs."""

    way: int
    slot: int


Schedule = tuple[Departure | None, ...]
"""For each motorcade its departure; None for one that is left without."""


class Parts(Struct, frozen=True, kw_only=True):
    """What a schedule's cost is made of, in weighted slots."""

    untimed: int
    """For motorcades without a time."""
    away: int
    """For departures before or after the ideal slot."""
    other_ways: int
    """For ways that cost something in themselves."""

    @property
    def cost(self) -> int:
        """Their sum."""
        return self.untimed + self.away + self.other_ways


class Problem(Struct, frozen=True, kw_only=True):
    """Motorcades, and the segments, doors and pools that they share.

    Two motorcades of which one is protected are never on one segment, nor with less than the
    headway between them; unprotected ones do not hinder each other there.

    Raises
    ------
    SummitryError
        ``move.unknown`` where something names what is not there, ``move.number`` where a number is
        out of range, ``move.two_chains`` where a motorcade is in two orders of arrival,
        ``move.too_large``.
    """

    origin: int
    """The first slot, in seconds since 1970."""
    slots: int
    segments: tuple[str, ...]
    motorcades: tuple[Motorcade, ...]
    doors: tuple[Door, ...] = ()
    pools: tuple[Pool, ...] = ()
    chains: tuple[Chain, ...] = ()
    blocks: tuple[Block, ...] = ()
    headway_seconds: int = 60

    def __post_init__(self) -> None:
        rows = max(1, len(self.segments) + len(self.doors) + len(self.pools))
        most = min(SLOTS_MAX, CELLS_MAX // rows)
        if self.slots > most:
            raise SummitryError("move.too_large", slots=self.slots, most=most)
        for what, number, count in self._named():
            if not 0 <= number < count:
                raise SummitryError("move.unknown", what=what, number=number, count=count)
        for what, name, number in self._numbers():
            if number < 0:
                raise SummitryError("move.number", what=what, of=name, got=number)
        members = [member for chain in self.chains for member in chain.members]
        twice = next((each for each in members if members.count(each) > 1), None)
        if twice is not None:
            name = self.motorcades[twice].name
            raise SummitryError("move.two_chains", motorcade=name)

    def _named(self) -> Iterator[tuple[str, int, int]]:
        segments, doors, pools = len(self.segments), len(self.doors), len(self.pools)
        for each in self.motorcades:
            yield from (("pool", need.pool, pools) for need in each.needs)
            for way in each.ways:
                yield from (("segment", one.segment, segments) for one in way.passages)
                if way.door is not None:
                    yield "door", way.door, doors
        yield from (("segment", block.segment, segments) for block in self.blocks)
        for chain in self.chains:
            yield from (("motorcade", one, len(self.motorcades)) for one in chain.members)

    def _numbers(self) -> Iterator[tuple[str, str, int]]:
        yield "headway", "", self.headway_seconds
        yield from (("headway", door.name, door.headway_seconds) for door in self.doors)
        yield from (("count", pool.name, pool.count) for pool in self.pools)
        yield from (("gap", "", chain.gap_seconds) for chain in self.chains)
        for each in self.motorcades:
            yield "weight", each.name, min(each.weight, each.drop)
            yield from (("need", each.name, need.count) for need in each.needs)
            yield from (
                ("held", each.name, min(held, self.slots - held))
                for held in (each.held_from, each.held_to)
                if held is not None
            )
            for way in each.ways:
                yield "way", way.name, min(way.earliest, way.extra, way.return_seconds)
                yield "way", way.name, self.slots - 1 - way.latest
                yield from (
                    ("passage", way.name, min(one.start, one.end - one.start))
                    for one in way.passages
                )

    def cost(self, schedule: Sequence[Departure | None]) -> int:
        """Return what the schedule costs, in weighted slots."""
        return self.parts(schedule).cost

    def parts(self, schedule: Sequence[Departure | None]) -> Parts:
        """Return what the schedule costs, in weighted slots, by what it costs it for."""
        untimed, away, other_ways = 0, 0, 0
        for motorcade, departure in zip(self.motorcades, schedule, strict=True):
            if departure is None:
                untimed += motorcade.drop
                continue
            way = motorcade.ways[departure.way]
            away += motorcade.weight * abs(departure.slot - way.ideal)
            other_ways += way.extra
        return Parts(untimed=untimed, away=away, other_ways=other_ways)


def minutes(cost: float) -> float:
    """Return a cost in weighted minutes."""
    return cost / SLOTS_A_MINUTE
