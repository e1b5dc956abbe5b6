"""Hybrid logical time: follows the clock, never goes back, and never inverts cause and effect.

A stamp is the clock's milliseconds, or those of the newest stamp known where the clock is behind
it, and a counter for what falls into the same millisecond (Kulkarni et al. 2014).
"""

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, require_id

WALL_MS_MAX = 2**53 - 1
"""What every reader of JSON keeps whole."""
COUNTER_MAX = 2**31 - 1
SKEW_MS_MAX = 5 * 60 * 1_000
"""A stamp further ahead than this is flagged: one of the two clocks is wrong."""
FOLLOWED_MS_MAX = 48 * 60 * 60 * 1_000
"""A stamp further ahead than this is not followed: a day of skew keeps its order, a year does not.

Without this bound one wrong clock would carry every post into the year that it shows.
"""


class Stamp(Struct, frozen=True, order=True, kw_only=True):
    """When a post wrote an entry. Stamps are in order of time, and no two are equal."""

    wall_ms: int
    counter: int = 0
    post: CommandPostId

    def __post_init__(self) -> None:
        require_id(self.post, column="post")
        _require_within("wall_ms", self.wall_ms, WALL_MS_MAX)
        _require_within("counter", self.counter, COUNTER_MAX)


class Clock(Struct, frozen=True, kw_only=True):
    """The newest time that a post knows of; a new one starts at 0."""

    post: CommandPostId
    wall_ms: int = 0
    counter: int = 0

    def stamp(self) -> Stamp:
        """Return the time as a stamp of the post."""
        return Stamp(wall_ms=self.wall_ms, counter=self.counter, post=self.post)

    def ahead_ms(self, now_ms: int) -> int:
        """Return by how much the clock is ahead of the moment: more than 0 after a jump back."""
        return self.wall_ms - now_ms


class Heard(Struct, frozen=True, kw_only=True):
    """The clock after a stamp of another post, and what is to be thought of that stamp."""

    clock: Clock
    ahead_ms: int
    """By how much the stamp is ahead of the moment at which it was heard; below 0 when behind."""
    followed: bool
    """Whether what this post writes next comes after it."""

    @property
    def is_skewed(self) -> bool:
        """Whether the stamp comes from further ahead than two good clocks can differ."""
        return self.ahead_ms > SKEW_MS_MAX


def tick(clock: Clock, now_ms: int) -> Clock:
    """Return the clock for the post's next entry: later than all that it has written and heard."""
    _require_within("now_ms", now_ms, WALL_MS_MAX)
    if now_ms > clock.wall_ms:
        return Clock(post=clock.post, wall_ms=now_ms)
    return _after(clock.post, clock.wall_ms, clock.counter)


def hear(clock: Clock, other: Stamp, now_ms: int) -> Heard:
    """Return the clock after an entry of another post: no stamp of this post will be before it.

    A stamp more than ``FOLLOWED_MS_MAX`` ahead is flagged and not followed.
    """
    _require_within("now_ms", now_ms, WALL_MS_MAX)
    ahead_ms = other.wall_ms - now_ms
    if ahead_ms > FOLLOWED_MS_MAX:
        return Heard(clock=clock, ahead_ms=ahead_ms, followed=False)
    newest = max((clock.wall_ms, clock.counter), (other.wall_ms, other.counter))
    heard = Clock(post=clock.post, wall_ms=newest[0], counter=newest[1])
    return Heard(clock=heard, ahead_ms=ahead_ms, followed=True)


def _after(post: CommandPostId, wall_ms: int, counter: int) -> Clock:
    if counter == COUNTER_MAX:
        return Clock(post=post, wall_ms=wall_ms + 1)
    return Clock(post=post, wall_ms=wall_ms, counter=counter + 1)


def _require_within(column: str, got: int, most: int) -> None:
    if not 0 <= got <= most:
        raise SummitryError("number.out_of_range", column=column, got=got, low=0, high=most)
