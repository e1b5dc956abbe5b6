"""A published roster mended: near people first, then wider, until nothing better can be."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from summitry.kit.streams import Stream
from summitry.roster.replan import verify
from summitry.roster.replan.bound import Bound, Floor
from summitry.roster.replan.cover import Presence, lack, slices
from summitry.roster.replan.loss import Left, after
from summitry.roster.replan.model import Model
from summitry.roster.replan.neighbours import WIDTHS, Around, Neighbours, Open
from summitry.roster.replan.problem import (
    NOBODY,
    Alternative,
    Duty,
    Ending,
    Kind,
    Loss,
    Price,
    Progress,
    Result,
    Roster,
    Span,
    Step,
)

STAGE_SHARE = 0.5
"""The share of the time left that one question to the solver may take."""
VAIN_MAX = 2
"""So often the search widens and shares duties in vain before it ends, though some are missing."""
WIDER = 0.5
"""Of the time that the last width took, what must be left for the next: it can be stopped."""
SEARCH_SHARE = 0.9
"""The share of the time in which it searches; the rest is for the bound and the judging."""
Elapsed = Callable[[], float]
Stop = Callable[[], bool]
Tell = Callable[[Progress], None]
Keep = Callable[[Callable[[], Result]], None]
"""Takes what makes the best answer so far, and makes it where it wants one."""


def mend(  # noqa: PLR0913  # each is a source of its own, and handed over by its name
    roster: Roster,
    loss: Loss,
    stream: Stream,
    elapsed: Elapsed,
    *,
    seconds: float,
    seed: int = 0,
    progress: Tell = lambda _: None,
    keep: Keep = lambda _: None,
    stop: Stop = lambda: False,
) -> Result:
    """Return how the roster can be mended, the best first; always with what is left uncovered.

    Parameters
    ----------
    elapsed
        Returns the seconds since the search began.
    seconds
        When to stop; with none, the loss is told and nothing is mended.
    progress
        Is told how far it is, after each look that went wider.
    keep
        Is handed then what makes the best answer so far.
    stop
        Says that somebody has interrupted: the best so far comes back, marked so.
    """
    chance = int(stream.integers(2**31 - 1))
    search = _Search(roster, loss, (elapsed, stop), seconds, (chance, seed))

    def looked() -> None:
        progress(search.progress())
        keep(search.so_far)

    return search.result(search.run(looked))


def order_of(result: Result) -> tuple[int, ...]:
    """Return what is to be as small as can be, of the best way of an answer."""
    return result.best.price.rank


def with_bound(result: Result, minutes: tuple[int, ...], *, is_whole: bool) -> Result:
    """Return the answer with a bound that is proved elsewhere, and proved where that says so."""
    best = result.best.price
    is_met = tuple(accumulate(best.uncovered_minutes)) == minutes
    is_proved = is_met and best.changed <= result.forced
    return replace(
        result,
        bound_minutes=minutes,
        bound_is_whole=is_whole,
        ending=Ending.PROVED if is_proved else result.ending,
    )


def duties_after(left: Left, steps: Iterable[Step]) -> list[Duty]:
    """Return the duties once the steps are taken."""
    steps = list(steps)
    given: dict[tuple[int, int, int, int], int] = {
        (s.job.post, s.job.end, s.job.holder, s.job.slot): s.job.start
        for s in steps
        if not s.job.is_forced
    }
    kept: list[Duty] = []
    for duty in left.duties:
        since = given.get((duty.post, duty.end, duty.person, duty.slot))
        if since is None or since < duty.start:
            kept.append(duty)
        elif duty.start < since:
            kept.append(replace(duty, end=since))
    new = [
        Duty(post=s.job.post, start=s.job.start, end=s.job.end, person=s.person, slot=0)
        for s in steps
        if s.person != NOBODY
    ]
    return kept + new


def faults_of(roster: Roster, loss: Loss, result: Result) -> tuple[str, ...]:
    """Return what the checker, which shares nothing with the search, finds wrong with an answer."""
    left = after(roster, loss)
    found: list[str] = []
    for each in result.alternatives:
        faults, missing = _judged(roster, loss, left, each.steps)
        found += faults
        if missing != each.price.uncovered_minutes:
            found.append("uncovered")
    reached = accumulate(result.best.price.uncovered_minutes)
    if any(least > most for least, most in zip(result.bound_minutes, reached, strict=True)):
        found.append("bound")
    return tuple(found)


def _judged(
    roster: Roster, loss: Loss, left: Left, steps: Sequence[Step]
) -> tuple[list[str], tuple[int, ...]]:
    """Return what is wrong with the steps, and by level what they leave uncovered."""
    after_it = duties_after(left, steps)
    posts = {step.job.post for step in steps} | left.touched
    missing = verify.uncovered(roster, loss, after_it, sorted(posts))
    levels = 1 + max((post.level for post in roster.posts), default=0)
    told = tuple(missing.get(level, 0) for level in range(levels))
    return verify.faults(roster, loss, roster.duties, after_it), told


class _Search:
    def __init__(
        self,
        roster: Roster,
        loss: Loss,
        ends: tuple[Elapsed, Stop],
        seconds: float,
        chance: tuple[int, int],
    ) -> None:
        self.roster, self.loss, self.seconds = roster, loss, seconds
        self.elapsed, self.stop = ends
        self.chance, self.seed = chance
        self.left = after(roster, loss)
        lost = {person for person, _, _ in loss.away}
        self.held_by_lost = [duty for duty in roster.duties if duty.person in lost]
        self.levels = 1 + max((post.level for post in roster.posts), default=0)
        nothing = [Step(job=job, person=NOBODY) for job in self.left.jobs]
        self.open = self._priced(Kind.LEAST_CHANGE, nothing, is_proved=not nothing)
        self.best = self.open
        self.floor = Floor(roster, self.left, loss, self.levels)
        self.around: Around | None = None
        """Among whom the best was chosen."""
        self.looked_at = self.tries = 0
        self.hard: dict[int, set[Span]] = {}
        self.last = 0.0
        self.known = (0,) * self.levels
        """What is proved so far that nobody covers."""

    @property
    def remaining(self) -> float:
        """The seconds in which it may still search."""
        return 0.0 if self.stop() else self.seconds * SEARCH_SHARE - self.elapsed()

    def _is_late(self) -> bool:
        return self.remaining <= 0

    def _is_over(self) -> bool:
        return self.stop() or self.elapsed() >= self.seconds

    @property
    def _late(self) -> Ending:
        return Ending.INTERRUPTED if self.stop() else Ending.TIME

    def run(self, looked: Callable[[], None]) -> Ending:
        """Look wider and wider, and say when; return why that came to its end."""
        if not any(self.open.price.uncovered_minutes):
            return Ending.PROVED
        near = Neighbours(self.left, self.loss.since, self._is_late)
        vain, is_cut = 0, False
        for width in WIDTHS:
            began = self.elapsed()
            # A question that has no chance of an answer in time is not asked.
            if self.remaining <= self.last * WIDER:
                return self._late
            around = near.around(width, self._hard())
            if around is None:
                return self._late
            self.looked_at = len(around.kept)
            self.tries += 1
            found = self._chosen(Kind.LEAST_CHANGE, around)
            # Where the time of a question was up, a longer search may find more.
            is_cut |= found is None or not found.is_proved
            if found is not None and found.price.rank < self.best.price.rank:
                self.best, self.around, vain = found, around, 0
            else:
                vain += width.parts
            self.last = self.elapsed() - began
            is_covered = self._is_covered()
            looked()
            if is_covered and self._is_least():
                return Ending.PROVED
            if vain >= VAIN_MAX or (is_covered and width.parts):
                break
        return self._late if is_cut or self.remaining <= 0 else Ending.EXHAUSTED

    def _is_covered(self) -> bool:
        self.known = self._bound(self.best, self._is_late).minutes
        return tuple(accumulate(self.best.price.uncovered_minutes)) == self.known

    def _is_least(self) -> bool:
        return self.best.price.changed <= len(self.left.jobs)

    def progress(self) -> Progress:
        """Return how far it is."""
        return Progress(price=self.best.price, bound=self.known[-1], seconds=self.elapsed())

    def so_far(self) -> Result:
        """Return the best alone, as of a search that has not come to its end."""
        return self._answer((self.best,), Bound(self.known, is_whole=False), Ending.TIME)

    def result(self, ending: Ending) -> Result:
        """Return the best with the alternatives that there is time for."""
        found = [self.best]
        if self.around is not None:
            for kind in (Kind.NOBODY_MOVED, Kind.FEWEST_PEOPLE, Kind.OWN_UNIT):
                is_late = self.remaining <= self.last
                other = None if is_late else self._chosen(kind, self.around)
                if other is not None and self._is_offered(other, found):
                    found.append(other)
        return self._answer(tuple(found), self._bound(self.best, self._is_over), ending)

    def _answer(self, found: tuple[Alternative, ...], bound: Bound, ending: Ending) -> Result:
        return Result(
            alternatives=found,
            forced=len(self.left.jobs),
            stood_down=self.left.stood_down,
            freed=tuple(sorted(self.left.freed - {step.person for step in self.best.steps})),
            uncovered_minutes=self.open.price.uncovered_minutes,
            bound_minutes=bound.minutes,
            bound_is_whole=bound.is_whole,
            ending=ending,
            looked_at=self.looked_at,
            seconds=round(self.elapsed(), 3),
            seed=self.seed,
            base_hash=self.roster.base_hash,
        )

    def _is_offered(self, other: Alternative, found: Sequence[Alternative]) -> bool:
        """Say whether it is none of those found, and better than to do nothing."""
        is_new = all(other.steps != each.steps for each in found)
        return is_new and other.price.uncovered_minutes < self.open.price.uncovered_minutes

    def _chosen(self, kind: Kind, around: Around) -> Alternative | None:
        """Return the best of this kind among the neighbours; None where none is found in time."""
        began = self.elapsed()
        model = Model(self.left, self.loss, around, self.chance, self._is_late)
        # To solve it takes longer than to put it together, and not all of that can be stopped.
        if not model.is_whole or self.remaining < self.elapsed() - began:
            return None
        model.forbid(kind)
        is_proved = True
        for level in sorted(model.short):
            covered = model.covered(level, max(self.remaining, 0.0) * STAGE_SHARE)
            if covered is None:
                return None
            is_proved &= covered[1]
        changed = model.changed(kind, max(self.remaining, 0.0) * STAGE_SHARE)
        if changed is None:
            return None
        steps = self._without_vain(changed[0])
        return self._priced(kind, steps, is_proved=is_proved and changed[1])

    def _without_vain(self, steps: Sequence[Step]) -> list[Step]:
        """Let whoever would leave a duty that nobody takes keep it, where nothing speaks against.

        A choice that the time was too short to prove best has such steps.
        """
        kept = list(steps)
        for step in steps:
            who = step.job.holder
            if step.person != NOBODY or step.job.is_forced:
                continue
            own = [s for s in kept if s is not step and who in {s.job.holder, s.person}]
            before = [duty for duty in self.roster.duties if duty.person == who]
            mine = [duty for duty in duties_after(self.left, own) if duty.person == who]
            if not verify.faults(self.roster, self.loss, before, mine):
                kept.remove(step)
        return kept

    def _priced(self, kind: Kind, steps: Sequence[Step], *, is_proved: bool) -> Alternative:
        """Return the steps with their price, judged from outside."""
        faults, missing = _judged(self.roster, self.loss, self.left, steps)
        posts = {step.job.post for step in steps} | self.left.touched
        own = self._missing(duties_after(self.left, steps), posts)
        assert not faults, faults
        assert missing == own, (missing, own)
        persons = self.roster.persons
        told = {step.person for step in steps} | {step.job.holder for step in steps}
        lent = sum(
            step.person != NOBODY and persons[step.person].unit_id != step.job.unit_id
            for step in steps
        )
        price = Price(
            uncovered_minutes=missing,
            changed=len(steps),
            people=len(told - {NOBODY} - self.left.freed),
            lent=lent,
        )
        return Alternative(kind=kind, steps=tuple(sorted(steps)), price=price, is_proved=is_proved)

    def _missing(self, duties: Sequence[Duty], posts: Iterable[int]) -> tuple[int, ...]:
        seconds = [0] * self.levels
        for post, start, end, many in self._short(duties, posts):
            seconds[self.roster.posts[post].level] += many * (end - start)
        return tuple(-(-each // 60) for each in seconds)

    def _short(
        self, duties: Sequence[Duty], posts: Iterable[int]
    ) -> Iterator[tuple[int, int, int, int]]:
        """Yield post, start, end, and how many are missing."""
        asked, persons = set(posts), self.left.roster.persons
        cuts: dict[int, set[int]] = {}
        own = [duty for duty in duties if duty.post in asked]
        for duty in own:
            who = persons[duty.person]
            marks = {m for span in who.away for m in span} | set(who.skills.values())
            inside = (mark for mark in marks if duty.start < mark < duty.end)
            cuts.setdefault(duty.post, set()).update((duty.start, duty.end), inside)
        spans: dict[int, set[int]] = {}
        for person, a, b in self.loss.away:
            spans.setdefault(person, set()).update((a, b))
        for duty in self.held_by_lost:
            cuts.setdefault(duty.post, set()).update(spans[duty.person])
        presence = Presence(self.left.roster, own)
        for piece in slices(self.roster, self.loss, self.left.published, sorted(asked), cuts):
            there = list(presence.there(piece.post, piece.start, piece.end).values())
            many = lack(piece.need, there) - piece.lacked
            if many > 0:
                yield piece.post, piece.start, piece.end, many

    def _hard(self) -> Open | None:
        """Return where somebody was missing after any trial so far; None before the first."""
        if not self.tries:
            return None
        posts = {step.job.post for step in self.best.steps} | self.left.touched
        for post, start, end, _ in self._short(duties_after(self.left, self.best.steps), posts):
            self.hard.setdefault(post, set()).add((start, end))
        return {post: sorted(spans) for post, spans in self.hard.items()}

    def _bound(self, best: Alternative, is_late: Stop) -> Bound:
        """Return what cannot be covered; where the best misses nobody, that is nothing."""
        if not any(best.price.uncovered_minutes):
            return Bound((0,) * self.levels, is_whole=True)
        posts = {step.job.post for step in best.steps} | self.left.touched
        short = self._short(duties_after(self.left, best.steps), posts)
        return self.floor.least([(start, end) for _, start, end, _ in short], is_late)
