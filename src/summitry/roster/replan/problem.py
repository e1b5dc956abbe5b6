"""A published roster, what it loses, and what mends it. Moments are whole seconds since 1970."""

from collections.abc import Mapping
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.time import day_of, moment_of

Span = tuple[int, int]
"""A half-open stretch of time."""
NOBODY = -1
EVER = 1 << 60
"""Later than any moment; before its negative there is none."""


class Post(Struct, frozen=True, kw_only=True):
    """A place that must be staffed; requirements are met by different people."""

    post_id: PostId
    start: int
    end: int
    headcount: int
    needs: tuple[tuple[int, int], ...] = ()
    """Kinds of skill, by number, and how many people with each."""
    level: int = 0
    """0 for the gravest if empty."""
    site: str = ""
    gate: str = ""
    unit_id: UnitId | None = None
    """Whose people stand there by right."""
    leads: tuple[Span, ...] = ()
    """When it is not open itself, and one must be there for the posts that it leads."""


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who can stand on posts."""

    person_id: PersonId
    unit_id: UnitId
    skills: Mapping[int, int] = {}
    """Kinds of skill, by number, and until when each counts."""
    away: tuple[Span, ...] = ()
    is_bound: bool = False
    """Whether a desk that is not in the roster is theirs: they are not moved."""

    def is_away(self, start: int, end: int) -> bool:
        """Say whether the person is away for a part of the stretch."""
        return any(a < end and start < b for a, b in self.away)


class Duty(Struct, frozen=True, kw_only=True, order=True):
    """One person on one post, by their places in the roster; the slot tells parallel ones apart."""

    post: int
    start: int
    end: int
    person: int
    slot: int = 1


class Rules(Struct, frozen=True, kw_only=True):
    """What duty may be for one person; duties that touch are one tour, on whatever posts."""

    rest_seconds_min: int
    tour_seconds_max: int
    gate_seconds_max: int
    same_site_seconds: int = 0
    ways: Mapping[tuple[str, str], int] = {}
    """Seconds from one site to another; a way that is not told takes a rest."""
    week_seconds_max: int | None = None
    """On duty in the seven times 24 hours from the beginning of any tour."""
    week_rest_seconds_min: int | None = None
    """Without a break in the seven times 24 hours from the beginning of any tour."""
    days_in_row_max: int | None = None
    """Days of the venue on which duty begins, without one between on which none does."""
    zone: ZoneInfo = ZoneInfo("UTC")
    """Whose days these are."""

    def day(self, second: int) -> int:
        """Return the number of the day in which the moment lies."""
        return day_of(moment_of(second), self.zone).toordinal()

    def way(self, one: Post, other: Post) -> int:
        """Return the seconds from one post to the other; none where somebody stays."""
        if one.post_id == other.post_id:
            return 0
        if one.site == other.site:
            return self.same_site_seconds
        known = self.ways.get((one.site, other.site), self.ways.get((other.site, one.site)))
        return self.rest_seconds_min if known is None else known


class Roster(Struct, frozen=True, kw_only=True):
    """What was published."""

    posts: tuple[Post, ...]
    persons: tuple[Person, ...]
    duties: tuple[Duty, ...]
    rules: Rules
    kinds: tuple[tuple[str, str], ...] = ()
    base_hash: str = ""


class Added(Struct, frozen=True, kw_only=True):
    """So many people more on a post for a stretch, each with the skill where one is named."""

    post: int
    start: int
    end: int
    count: int = 1
    kind: int | None = None


class Loss(Struct, frozen=True, kw_only=True):
    """What the day takes from the roster, or asks of it."""

    away: tuple[tuple[int, int, int], ...] = ()
    """Person, from, to."""
    closed: tuple[tuple[int, int, int], ...] = ()
    """Post, from, to: nobody is needed there."""
    added: tuple[Added, ...] = ()
    moves: tuple[tuple[int, int], ...] = ()
    """A closed post, and the one on which its duties are newly asked for, hour by hour."""
    since: int = -EVER
    """From when on duties can be given away: what was done before stays with who did it."""


class Job(Struct, frozen=True, kw_only=True, order=True):
    """A stretch on a post that somebody is to take."""

    post: int
    start: int
    end: int
    holder: int = NOBODY
    """Who has been briefed to take it and still can."""
    slot: int = 0
    """Of the published duty; 0 where there is none."""
    unit_id: UnitId | None = None
    """Of whom it was taken from, or whose post it is."""
    wants: frozenset[int] = frozenset()
    """Kinds of skill that are missing there without it."""

    @property
    def is_forced(self) -> bool:
        """Whether nobody holds it: the loss itself made it."""
        return self.holder == NOBODY


class Kind(StrEnum):
    """By what an alternative was chosen, after cover."""

    LEAST_CHANGE = "least-change"
    ONE_FOR_ONE = "one-for-one"
    """Open duties are taken whole by who has none then, or stay open: nothing else changes."""
    HALF = "half"
    """At most half of what changes beside that in the best way."""
    FEWEST_PEOPLE = "fewest-people"
    NOBODY_MOVED = "nobody-moved"
    """Only those step in who have no other duty then."""
    OWN_UNIT = "own-unit"
    """Nobody is lent to another unit."""


class Step(Struct, frozen=True, kw_only=True, order=True):
    """A job, and who takes it: nobody where it stays open."""

    job: Job
    person: int


class Price(Struct, frozen=True, kw_only=True):
    """What an alternative costs."""

    uncovered_minutes: tuple[int, ...]
    """By level: person-minutes that were covered, or are newly asked for, and are not now."""
    changed: int
    """Duties that somebody else has now than was briefed, or that are new, or are left.

    Other hours of the same person on the same post are one; what stays open is none.
    """
    people: int
    """Who is told something new; those who are away, or whose post is closed, not counted."""
    called: int
    """Of these, who was at rest then: none of their duties overlaps or touches the new one."""
    lent: int
    """Duties taken by people of another unit than before."""

    @property
    def rank(self) -> tuple[int, ...]:
        """What is to be as small as can be: cover first, then what changes."""
        return (*self.uncovered_minutes, self.changed, self.people, self.lent)


class Alternative(Struct, frozen=True, kw_only=True):
    """One way to mend the roster."""

    kind: Kind
    steps: tuple[Step, ...]
    """Only what changes."""
    price: Price
    short: tuple[tuple[int, int], ...]
    """Posts on which somebody is missing then, and person-minutes."""
    is_proved: bool
    """Whether, among those who were looked at, none is better."""


class Ending(StrEnum):
    """Why the search came to its end."""

    PROVED = "proved"
    """Nothing is better: cover meets its bound, and nothing is changed that need not be."""
    EXHAUSTED = "exhausted"
    """Best of the widest neighbourhood; people further away were not looked at."""
    TIME = "time"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    """The solver came to no answer, by a fault of its own."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the mending is."""

    price: Price
    """Of the best way so far."""
    bound: int
    """No roster leaves fewer person-minutes uncovered, of all levels together."""
    seconds: float


class Result(Struct, frozen=True, kw_only=True):
    """How the roster can be mended, the best alternative first, and what was forced."""

    alternatives: tuple[Alternative, ...]
    forced: int
    """Duties that must change whatever is done: given up by the loss, or newly asked for."""
    stood_down: int
    """Duties, or parts, that are not needed any more as their post is closed."""
    freed: tuple[int, ...]
    """Who had a duty on a post that is closed and takes none instead, by place."""
    uncovered_minutes: tuple[int, ...]
    """By level, before anything is done."""
    bound_minutes: tuple[int, ...]
    """By level, of it and the graver ones together: none leaves less uncovered."""
    bound_is_whole: bool
    """Whether there was time for the whole bound; else more may be known to be missing."""
    ending: Ending
    looked_at: int
    """People among whom the search chose."""
    seconds: float
    seed: int
    base_hash: str

    @property
    def bound(self) -> int:
        """No roster leaves fewer person-minutes uncovered, of all levels together."""
        return self.bound_minutes[-1]

    @property
    def best(self) -> Alternative:
        """The alternative that covers most and changes least."""
        return self.alternatives[0]

    @property
    def ratio(self) -> float:
        """Changed to forced duties; 1 where nothing changes that need not, or nothing is forced."""
        return self.best.price.changed / self.forced if self.forced else 1.0
