"""A published roster mended: near people first, then wider, until nothing better can be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.roster.replan.bound import Bound, Floor
from summitry.roster.replan.choice import price_of, worth
from summitry.roster.replan.cover import Presence, lack, slices
from summitry.roster.replan.first import first_free
from summitry.roster.replan.judged import duties_after, judged
from summitry.roster.replan.loss import after
from summitry.roster.replan.model import Model
from summitry.roster.replan.neighbours import WIDTHS, Around, Neighbours, Open, Sharers, Width
from summitry.roster.replan.problem import (
    NOBODY,
    Alternative,
    Duty,
    Ending,
    Kind,
    Loss,
    Progress,
    Result,
    Roster,
    Span,
    Step,
)
from summitry.roster.replan.vain import without_vain

STAGE_SHARE = 0.5
"""The share of the time left that one question to the solver may take."""
BEST_SHARE = 0.75
"""The same for the least change of the best way: the other ways have the rest."""
SKETCH_SHARE = 0.6
"""The same for all cover in one sum: where it leaves nobody missing, no other question is left."""
OTHERS = (Kind.ONE_FOR_ONE, Kind.HALF, Kind.OWN_UNIT, Kind.NOBODY_MOVED, Kind.FEWEST_PEOPLE)
AS_FEW = (Kind.ONE_FOR_ONE, Kind.HALF)
"""Ways that change less than the best, where that changes more than must be."""
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
        self.looked_at = self.tries = self.vain = 0
        self.is_cut = False
        """Whether the time of the last question was up: a longer search may find more."""
        self.has_failed = False
        """Whether the solver did."""
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
        for width in WIDTHS:
            # A question that has no chance of an answer in time is not asked.
            if self.remaining <= self.last * WIDER:
                return self._late
            around = near.around(width, self._hard(), self.around)
            if around is None:
                return self._late
            began = self.elapsed()
            self._look(width, around)
            self.last = self.elapsed() - began
            if self.has_failed:
                return Ending.FAILED
            is_covered = self._is_covered()
            looked()
            if is_covered and self._is_least():
                return Ending.PROVED
            if self.vain >= VAIN_MAX or (is_covered and width.sharers):
                break
        return self._late if self.is_cut or self.remaining <= 0 else Ending.EXHAUSTED

    def _look(self, width: Width, around: Around) -> None:
        """Look for something better among the neighbours."""
        if not self.tries:
            around = self._first(around)
        self.looked_at = len(around.kept)
        self.tries += 1
        found, taken = self._chosen(Kind.LEAST_CHANGE, around)
        self.is_cut = found is None or not found.is_proved
        if found is not None and found.price.rank < self.best.price.rank:
            self.best, self.around, self.vain = found, replace(around, taken=taken), 0
        else:
            self.vain += width.sharers is Sharers.ALL

    def _first(self, around: Around) -> Around:
        """Give the open jobs to whoever is free first, to have something; return the neighbours."""
        taken = first_free(self.left.roster, around)
        steps = [Step(job=job, person=taken.get(n, NOBODY)) for n, job in enumerate(around.jobs)]
        found = self._priced(Kind.LEAST_CHANGE, steps, is_proved=False)
        around = replace(around, taken=taken)
        if found.price.rank < self.best.price.rank:
            self.best, self.around = found, around
        return around

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
        """Return the best with the other ways that there is time for."""
        ways = worth([self.best, *self._others()], self.open.price.uncovered_minutes)
        self.best = replace(ways[0], kind=Kind.LEAST_CHANGE)
        # The best before, which another way has beaten in cover, would have the same kind.
        others = [way for way in ways[1:] if way.kind is not Kind.LEAST_CHANGE]
        bound = self._bound(self.best, self._is_over)
        return self._answer((self.best, *others), bound, ending)

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

    def _others(self) -> Iterator[Alternative]:
        """Yield other ways than the best, as long as there is time."""
        for kind in OTHERS if self.around is not None else ():
            if self._is_late() or self.has_failed or (kind in AS_FEW and self._is_least()):
                continue
            assert self.around is not None
            other = self._chosen(kind, self.around)[0]
            # One that the time was too short for may cost far more than its kind must.
            if other is not None and (other.is_proved or other.price.rank < self.best.price.rank):
                yield other

    def _chosen(self, kind: Kind, around: Around) -> tuple[Alternative | None, Mapping[int, int]]:
        """Return the best of this kind among the neighbours, and who takes which job then.

        None where none is found in time.
        """
        began = self.elapsed()
        model = Model(self.left, self.loss, around, self.chance, self._is_late)
        # To solve it takes longer than to put it together, and not all of that can be stopped.
        if not model.is_whole or self.remaining < self.elapsed() - began:
            return None, {}
        model.forbid(kind)
        if around.taken and kind is Kind.LEAST_CHANGE:
            model.begin()
        found = self._answered(model, kind)
        self.has_failed |= model.has_failed
        if found is None:
            return None, {}
        steps, is_proved = without_vain(self.roster, self.left, self.loss, found[0]), found[1]
        try:
            return self._priced(kind, steps, is_proved=is_proved), model.taken
        except SummitryError:
            # What breaks a rule is no answer: the best so far stays, and the failure is told.
            self.has_failed = True
            return None, {}

    def _answered(self, model: Model, kind: Kind) -> tuple[Sequence[Step], bool] | None:
        """Return the steps that cover most and change least, and whether that is proved."""
        is_proved, missing = True, 0
        model.sketch(max(self.remaining, 0.0) * SKETCH_SHARE)
        for level in sorted(model.short):
            covered = model.covered(level, max(self.remaining, 0.0) * STAGE_SHARE)
            if covered is None:
                return None
            missing += covered[0]
            is_proved &= covered[1]
        # While some are missing that sharers may yet be found for, what is sketched is enough.
        is_first = missing and kind is Kind.LEAST_CHANGE and not model.around.offers
        share = 0.0 if is_first else BEST_SHARE if kind is Kind.LEAST_CHANGE else STAGE_SHARE
        changed = model.changed(kind, max(self.remaining, 0.0) * share)
        return None if changed is None else (changed[0], is_proved and changed[1])

    def _priced(self, kind: Kind, steps: Sequence[Step], *, is_proved: bool) -> Alternative:
        """Return the steps with their price, judged from outside; refuse those against a rule."""
        faults, missing = judged(self.roster, self.loss, self.left, steps)
        if faults:
            officer, _, rule = faults[0].partition(": ")
            raise SummitryError("staffing.illegal", officer=officer, rule=rule)
        after_it = duties_after(self.left, steps)
        posts = {step.job.post for step in steps} | self.left.touched
        seconds, short = [0] * self.levels, dict.fromkeys(sorted(posts), 0)
        for post, start, end, many in self._short(after_it, posts):
            seconds[self.roster.posts[post].level] += many * (end - start)
            short[post] += many * (end - start)
        assert missing == tuple(-(-each // 60) for each in seconds), (missing, seconds)
        return Alternative(
            kind=kind,
            steps=tuple(sorted(steps)),
            price=price_of(self.left, steps, missing),
            short=tuple((post, -(-each // 60)) for post, each in short.items() if each),
            is_proved=is_proved,
        )

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
