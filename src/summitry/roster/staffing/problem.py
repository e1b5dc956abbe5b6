"""The question and the answer of a roster: what posts ask for, who there is, who goes where.

Moments are whole seconds since 1970, as everywhere in ``policy``. Nothing here searches.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId, PostId, UnitId

Kind = tuple[str, str]
"""What a skill is: ``qualification`` or ``language``, and which."""
Span = tuple[int, int]
"""A half-open stretch of time, in seconds."""
Stays = tuple[int, int, int]
"""A tour of duty that stays as it is: start, end, and the day on which it starts."""
SKILLS_MAX = 62


class Demand(Struct, frozen=True, kw_only=True):
    """So many people of one kind on one post for one window; all of them alike."""

    post_id: PostId
    start: int
    end: int
    day: int
    """The venue's day on which the window starts, counted from 1970."""
    count: int = 1
    skills: int = 0
    """A bit for each of the problem's skills that each of these people must have."""
    units: tuple[UnitId, ...] = ()
    """The units whose people may stand there; none named: all."""
    home: UnitId | None = None
    """The unit that holds the post; whoever comes from another one is lent."""
    priority: int = 0
    """0 for the gravest if empty; a graver one is never given up for others."""
    gate: str = ""
    """The gate at which the post stands: nobody stands at one gate longer than its limit."""
    site: str = ""
    """Where it is: nobody goes from one place to another within a tour."""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise SummitryError(
                "staffing.window", post=self.post_id, start=self.start, end=self.end
            )
        if self.count < 1 or self.skills < 0 or self.priority < 0:
            raise SummitryError("staffing.demand", post=self.post_id)

    def may(self, unit: UnitId) -> bool:
        """Say whether people of the unit may stand there."""
        return not self.units or unit in self.units


class History(Struct, frozen=True, kw_only=True):
    """What an officer did before the horizon, as far as rules look back."""

    last_end: int | None = None
    """When the last tour of duty ended."""
    last_day: int | None = None
    """The day on which it started."""
    days_in_row: int = 0
    """Days worked without a day off up to that day, it included."""
    tours: int = 0
    """Tours that count towards the most there may be in the first period."""


class OfficerType(Struct, frozen=True, kw_only=True):
    """Officers who can be exchanged for each other: same unit, skills, leave and history."""

    unit_id: UnitId
    persons: tuple[PersonId, ...]
    skills: int = 0
    expires: tuple[tuple[int, int], ...] = ()
    """Of skills that end: the bit's number, and the second at which it ends."""
    away: tuple[Span, ...] = ()
    """When none of them can be on duty: leave, absence, other duties with the rest around them."""
    duty: tuple[Stays, ...] = ()
    """What each of them does anyway, in order of time; it lies in ``away``, and counts with what
    rules count."""
    history: History = History()

    def skills_until(self, end: int) -> int:
        """Return the skills that still count at the end of a window."""
        lost = sum(1 << bit for bit, until in self.expires if until < end)
        return self.skills & ~lost

    def can(self, demand: Demand) -> bool:
        """Say whether one of them may stand there at all: unit, skills and leave."""
        return (
            demand.may(self.unit_id)
            and demand.skills & ~self.skills_until(demand.end) == 0
            and not any(start < demand.end and demand.start < end for start, end in self.away)
        )


class Ways(Struct, frozen=True, kw_only=True):
    """How long it takes from post to post."""

    sites: Mapping[PostId, str]
    seconds: Mapping[tuple[str, str], int]
    """Between two sites, both ways; none named: no time is asked for."""
    same_site: int = 0

    def between(self, one: PostId, other: PostId) -> int:
        """Return the seconds that must lie between duty on one post and on the other."""
        if one == other:
            return 0
        start, end = self.sites[one], self.sites[other]
        return self.same_site if start == end else self.seconds.get((start, end), 0)


class Rules(Struct, frozen=True, kw_only=True):
    """What duty may be for one person. Windows that touch are one tour, on whatever posts."""

    rest_seconds_min: int
    """Between two tours."""
    tour_seconds_max: int
    gate_seconds_max: int
    """At one gate without relief."""
    handover_seconds: int
    """By which a relief overlaps; the windows of a problem have it in them already."""
    days_in_row_max: int | None = None
    """Days on which a tour starts, without one between on which none does."""
    tours_max: int | None = None
    """Tours in one period."""
    period_days: int | None = None
    """The length of a period, from the first day on; None: the whole horizon is one."""
    week_seconds_max: int | None = None
    """On duty in the seven times 24 hours from the beginning of any tour."""
    week_rest_seconds_min: int | None = None
    """Without a break in the seven times 24 hours from the beginning of any tour."""
    ways: Ways | None = None
    """None where no way is longer than the rest."""


class Cap(Struct, frozen=True, kw_only=True):
    """What everyday duty leaves of a unit on a day, or beds, meals and rides are enough for."""

    unit_id: UnitId
    day: int
    """The venue's day, counted from 1970."""
    people_max: int
    """So many different people may begin duty on posts on that day."""
    people_home: int = 0
    """So many who could be put on posts stay for it."""
    is_booked: bool = False
    """Whether what is booked says so, rather than everyday duty."""


class Kept(Struct, frozen=True, kw_only=True):
    """What reserves leave of a unit for some time."""

    unit_id: UnitId
    start: int
    end: int
    people_max: int
    """So many different people may be on posts in that time."""
    people_home: int = 0
    """So many who could be put on posts are kept in reserve."""


class Problem(Struct, frozen=True, kw_only=True):
    """What a roster is asked for."""

    demands: tuple[Demand, ...]
    types: tuple[OfficerType, ...]
    rules: Rules
    skills: tuple[Kind, ...] = ()
    caps: tuple[Cap, ...] = ()
    """What everyday duty leaves; whoever stays for it is away in these problems already."""
    kept: tuple[Kept, ...] = ()
    """What reserves leave; whoever is kept is away already too."""
    wishes: Mapping[PersonId, frozenset[int]] = {}
    """The days, counted from 1970, on which somebody would rather not begin duty."""
    base_hash: str = ""
    """The hash of the plan that was read."""

    def __post_init__(self) -> None:
        if len(self.skills) > SKILLS_MAX:
            raise SummitryError("staffing.skills", got=len(self.skills), expected=SKILLS_MAX)

    @property
    def first_day(self) -> int:
        """The first day of the horizon; 0 where nothing is asked for."""
        return min((demand.day for demand in self.demands), default=0)

    @property
    def slots(self) -> int:
        """How many people are asked for, window by window."""
        return sum(demand.count for demand in self.demands)

    @property
    def persons(self) -> int:
        """How many officers there are."""
        return sum(len(each.persons) for each in self.types)

    @property
    def priorities(self) -> int:
        """How many priorities there are, 0 included."""
        return 1 + max((demand.priority for demand in self.demands), default=0)

    def period(self, day: int) -> int:
        """Return the number of the period in which the day lies."""
        length = self.rules.period_days
        return 0 if length is None else (day - self.first_day) // length


class Assignment(Struct, frozen=True, order=True):
    """One person on one demand, by its place in the problem."""

    demand: int
    person_id: PersonId


class Missing(Struct, frozen=True, order=True):
    """So many people are missing on a demand, by its place in the problem."""

    demand: int
    count: int


class Ending(StrEnum):
    """Why the search came to its end."""

    PROVED = "proved"
    """No roster leaves less uncovered."""
    TIME = "time"
    INTERRUPTED = "interrupted"


class Result(Struct, frozen=True, kw_only=True):
    """A roster, what it leaves uncovered, and what no roster could cover."""

    assignments: tuple[Assignment, ...]
    missing: tuple[Missing, ...]
    uncovered: tuple[int, ...]
    """By priority, people missing window by window."""
    bound: int
    """Over all priorities no roster leaves less uncovered than this."""
    bounds: tuple[int, ...] = ()
    """By priority: of it and the graver ones together none leaves less uncovered."""
    lent: int = 0
    """People who stand on a post that another unit holds, window by window."""
    ending: Ending = Ending.TIME
    seconds: float = 0.0
    seed: int = 0
    base_hash: str = ""

    @property
    def uncovered_total(self) -> int:
        """People missing window by window, whatever the priority."""
        return sum(self.uncovered)

    @property
    def gap(self) -> int:
        """By how many the uncovered may lie above the least there can be."""
        return self.uncovered_total - self.bound


def uncovered_of(problem: Problem, missing: Iterable[Missing]) -> tuple[int, ...]:
    """Return by priority how many are missing."""
    found = [0] * problem.priorities
    for each in missing:
        found[problem.demands[each.demand].priority] += each.count
    return tuple(found)


def lent_of(problem: Problem, assignments: Iterable[Assignment]) -> int:
    """Return how many people are lent, window by window."""
    units = {person: each.unit_id for each in problem.types for person in each.persons}
    homes = ((problem.demands[each.demand].home, units[each.person_id]) for each in assignments)
    return sum(home is not None and home != unit for home, unit in homes)


def smallest() -> Problem:
    """Return a problem of one post and one officer too few: enough to compile all there is."""
    post, unit = PostId("P"), UnitId("U")
    return Problem(
        demands=(Demand(post_id=post, start=0, end=3_600, day=0, count=2, units=(unit,)),),
        types=(OfficerType(unit_id=unit, persons=(PersonId("O"),)),),
        rules=Rules(
            rest_seconds_min=3_600,
            tour_seconds_max=3_600,
            gate_seconds_max=3_600,
            handover_seconds=0,
        ),
    )
