"""What an engine runs: one search of a problem, and how the answers of several are joined."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Generic, Protocol, TypeVar

from msgspec import Struct


class Bounded(Protocol):
    """How far a search is: whatever else it tells, what it has proved and when."""

    @property
    def bound(self) -> int:
        """What no answer lies below."""

    @property
    def seconds(self) -> float:
        """How long it has searched."""


P = TypeVar("P", bound=Bounded)
"""How far a search is."""
R = TypeVar("R")
"""What it answers."""

KEEP_SECONDS, KEEP_SHARE = 2.0, 0.05
"""An answer is handed over on the way not oftener than so many seconds apart, and so that making
it takes no more than this share of the time."""
LOOK_SECONDS = 0.1
"""How long a search may go on before it looks whether it is to stop."""


class Told(Struct, Generic[P], frozen=True):
    """A search tells how far it is."""

    place: int
    progress: P


class Kept(Struct, Generic[R], frozen=True):
    """A search hands over its best answer so far, in case it is lost."""

    place: int
    answer: R


class Ended(Struct, Generic[R], frozen=True):
    """A search has ended by itself, with its answer."""

    place: int
    answer: R


class Begun(Struct, frozen=True):
    """So many searches run side by side, their places counted from 0."""

    count: int


class Refused(Struct, frozen=True):
    """What was asked for is refused; where no place is named, before any search began."""

    code: str
    facts: Mapping[str, object]
    place: int | None = None


class Lost(Struct, frozen=True):
    """Searches that will not answer any more, and why, in the words of the system."""

    places: tuple[int, ...]
    why: str


class Faulty(Struct, frozen=True):
    """What a search claims does not stand before the checker, and does not count."""

    place: int
    faults: tuple[str, ...]


Message = Told[P] | Kept[R] | Ended[R] | Begun | Refused | Lost


class Watch(Generic[P, R]):
    """What a search is given: its clock, whether it is to stop, and whom it tells how far it is."""

    def __init__(
        self,
        place: int,
        send: Callable[[Message[P, R]], None],
        asked: Callable[[], bool],
        *,
        keep_seconds: float = KEEP_SECONDS,
    ) -> None:
        self._place, self._send, self._asked = place, send, asked
        self._keep_seconds = keep_seconds
        self._is_interrupted = False
        self.begin()

    def begin(self) -> None:
        """Count the seconds from now on."""
        self._began = self._look = monotonic()
        self._hand_over = self._began + self._keep_seconds

    def elapsed(self) -> float:
        """Return the seconds since the search began."""
        return monotonic() - self._began

    def is_interrupted(self) -> bool:
        """Say whether the search is to stop before its time; once so, it stays so."""
        now = monotonic()
        if not self._is_interrupted and now >= self._look:
            self._look = now + LOOK_SECONDS
            self._is_interrupted = self._asked()
        return self._is_interrupted

    def tell(self, progress: P) -> None:
        """Tell how far the search is."""
        self._send(Told(self._place, progress))

    def keep(self, make: Callable[[], R]) -> None:
        """Hand over the best answer so far, where the last one is old enough."""
        began = monotonic()
        if began < self._hand_over:
            return
        self._send(Kept(self._place, make()))
        now = monotonic()
        self._hand_over = now + max(self._keep_seconds, (now - began) / KEEP_SHARE)


class Job(Protocol[P, R]):
    """A problem to search, as it is sent to where the search runs."""

    @property
    def seconds(self) -> float:
        """How long a search may take, from when it is warm."""

    def search(self, place: int, watch: Watch[P, R]) -> R:
        """Return the best answer; place 0 draws as one search alone does, others by their place."""

    def rank(self, told: P | R) -> tuple[int, ...]:
        """Return what is to be as small as can be."""

    def at(self, progress: P, bound: int, seconds: float) -> P:
        """Return the same progress with another bound, at another time."""

    def faults(self, answer: R) -> tuple[str, ...]:
        """Return what an independent checker finds wrong with the answer."""

    def joined(self, answer: R, others: Sequence[P | R]) -> R:
        """Return the answer with the greatest bound that any search has proved."""
