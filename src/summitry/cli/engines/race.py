"""Searches of one problem side by side: the best answer that stands the test, and every bound."""

from collections.abc import Callable, Collection
from time import monotonic
from typing import Generic

from msgspec import Struct

from summitry.cli.engines.job import (
    Begun,
    Ended,
    Faulty,
    Job,
    Kept,
    Lost,
    Message,
    P,
    R,
    Refused,
    Told,
)
from summitry.cli.engines.processes import Processes
from summitry.kit.errors import SummitryError

POLL_SECONDS = 0.1
TELL_SECONDS = 1.0
"""What has not changed is told no oftener."""
LATE_SECONDS, LATE_SHARE = 60.0, 0.1
"""How much longer than it may search somebody is waited for: to begin, and to write the answer
down. After Ctrl-C, the seconds alone."""
NO_TIME = "no answer in time"


class Outcome(Struct, Generic[R], frozen=True):
    """What a race comes to."""

    answer: R
    count: int
    """How many searches there were."""
    unfinished: int
    """How many of them had not ended by themselves."""


class Race(Generic[P, R]):
    """What is known of searches that run side by side.

    Parameters
    ----------
    tell
        Is told how far they are together.
    fallen
        Is told of each that is lost or claims what is not so, and why.
    """

    def __init__(
        self, job: Job[P, R], tell: Callable[[P], None], fallen: Callable[[Lost | Faulty], None]
    ) -> None:
        self._job, self._tell, self._fallen = job, tell, fallen
        self._progress: dict[int, P] = {}
        self._answers: dict[int, R] = {}
        self._ended: set[int] = set()
        self._refused: list[Refused] = []
        self._told: tuple[tuple[int, ...], int] | None = None
        self._tell_next = 0.0
        self.count = 0
        self._began = 0.0
        """When the searches began; a cluster may take long to start before that."""

    def run(self, searches: Processes[P, R], wishes: Collection[object]) -> None:
        """Hear the searches until all have ended, or those that have not are late."""
        late, is_asked = monotonic() + LATE_SECONDS, False
        while searches.is_open and monotonic() < late:
            if wishes and not is_asked:
                is_asked, late = True, min(late, monotonic() + LATE_SECONDS)
                searches.stop()
            for message in searches.heard(POLL_SECONDS):
                self.take(message)
            if self.count and not is_asked:
                late = self._began + LATE_SECONDS + (1 + LATE_SHARE) * self._job.seconds
        if searches.is_open:
            self.take(Lost(searches.waiting, NO_TIME))

    def take(self, message: Message[P, R]) -> None:
        """Note what is told."""
        if isinstance(message, Begun):
            self.count, self._began = message.count, monotonic()
        elif isinstance(message, Told):
            self._progress[message.place] = message.progress
            self._tell_together()
        elif isinstance(message, Kept | Ended):
            self._answers[message.place] = message.answer
            self._ended |= {message.place} if isinstance(message, Ended) else set()
        elif isinstance(message, Refused):
            self._refused.append(message)
            if message.place is not None:
                why = str(SummitryError(message.code, **message.facts))
                self._fallen(Lost((message.place,), why))
        elif isinstance(message, Faulty) or message.places or not self.count:
            # Who has answered for all its places and fails afterwards takes nothing with it.
            self._fallen(message)

    def outcome(self) -> Outcome[R]:
        """Return the best answer in which the checker finds no fault, with the greatest bound.

        Of answers alike the one of the first place is taken, whoever was heard first.

        Raises
        ------
        SummitryError
            What the first search was refused for, or ``engine.nothing``, where none has answered.
        """
        for place in sorted(self._answers, key=lambda one: (self._rank(one), one)):
            answer = self._judged(place)
            if answer is not None:
                return Outcome(answer, self.count, self.count - len(self._ended))
        for refused in sorted(self._refused, key=lambda each: each.place or 0):
            raise SummitryError(refused.code, **refused.facts)
        raise SummitryError("engine.nothing", count=self.count)

    def _rank(self, place: int) -> tuple[int, ...]:
        return self._job.rank(self._answers[place])

    def _judged(self, place: int) -> R | None:
        """Return the answer with all bounds that are true of it; None where it has a fault."""
        job, answer = self._job, self._answers[place]
        others: list[tuple[int, P | R]] = [*self._progress.items(), *self._answers.items()]
        together = job.joined(answer, [each for _, each in others])
        if not job.faults(together):
            return together
        faults = job.faults(answer)
        if faults:
            self._fallen(Faulty(place, faults))
            return None
        for other, each in others:
            together = job.joined(answer, [each])
            faults = job.faults(together)
            if faults:
                self._fallen(Faulty(other, faults))
            else:
                answer = together
        return answer

    def _tell_together(self) -> None:
        """Tell the best that any has found and the best bound, where that is news."""
        far = self._progress.values()
        best = min(far, key=self._job.rank)
        bound, now = max(each.bound for each in far), monotonic()
        told = (self._job.rank(best), bound)
        if told != self._told or now >= self._tell_next:
            self._told, self._tell_next = told, now + TELL_SECONDS
            seconds = max(each.seconds for each in far)
            self._tell(self._job.at(best, bound, seconds))
