"""Who may take which job: those who are free, and those who could be made free.

What the best so far leaves open is looked at widely, everything else no wider than at first: most
duties have many who can take them, and those few that have not are what the search is about.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from summitry.roster.replan.cover import held
from summitry.roster.replan.fits import Stint, clash, filled, fits
from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import EVER, NOBODY, Duty, Job, Span
from summitry.roster.replan.stretches import Shorter, Stretches, chosen


class Sharers(IntEnum):
    """Who may have a part of an open job: stay longer, come earlier, or be there for a while."""

    NOBODY = 0
    POST = 1
    """Those of the post itself: the people before, after and in between."""
    ALL = 2


class Width(Struct, frozen=True, kw_only=True):
    """How far the search looks."""

    free: int
    """People without duty for each job."""
    moved: int
    """People who would leave another duty for it."""
    sharers: Sharers = Sharers.NOBODY


WIDTHS = (
    Width(free=8, moved=0),
    Width(free=8, moved=3, sharers=Sharers.POST),
    Width(free=16, moved=6, sharers=Sharers.ALL),
    Width(free=40, moved=16, sharers=Sharers.ALL),
    Width(free=80, moved=40, sharers=Sharers.ALL),
)
SHORTER_MAX = 16
"""Duties of those who would come earlier or stay longer that are made shorter, for one job.

Those of its own post come first: the relief is there already.
"""
Open = Mapping[int, Sequence[Span]]
"""By post, when somebody is missing."""


class Around(Struct, frozen=True, kw_only=True):
    """The jobs to be given out, who can take each, and what those people keep."""

    jobs: tuple[Job, ...]
    able: tuple[tuple[int, ...], ...]
    """By job, the people who can take it beside what they keep."""
    kept: dict[int, tuple[Stint, ...]]
    """By person who can take any, the duties that stay theirs."""
    freed: frozenset[Duty]
    heads: tuple[Duty, ...]
    """What their holders have done of the freed duties before they could be given away."""
    offers: Mapping[int, Duty | None] = {}
    """The jobs, by place, that nobody has to take: parts of others, and duties made shorter.

    With each comes the duty that it makes shorter, if any.
    """
    taken: Mapping[int, int] = {}
    """By place, who takes the job in the best way that is known; empty where none is."""


class Neighbours:
    """Answers who is near a job, for one roster after its loss.

    Parameters
    ----------
    since
        From when on duties can be given away: of one that goes on then, what is left of it.
    is_late
        Says that there is no time left to look for anybody.
    """

    def __init__(
        self, left: Left, since: int = -EVER, is_late: Callable[[], bool] = lambda: False
    ) -> None:
        self.left = left
        self._since, self._is_late = since, is_late
        self.posts, self.rules = left.roster.posts, left.roster.rules
        self.duties: dict[int, list[Duty]] = {}
        for duty in left.duties:
            self.duties.setdefault(duty.person, []).append(duty)
        self._own = {
            person: [Stint(d.start, d.end, d.post) for d in own]
            for person, own in self.duties.items()
        }
        persons = left.roster.persons
        self._bound = np.array([each.is_bound for each in persons], dtype=bool)
        self._rostered = np.array([number in self.duties for number in range(len(persons))], bool)
        self._freed = np.array([number in left.freed for number in range(len(persons))], bool)
        units = {unit: place for place, unit in enumerate(sorted({p.unit_id for p in persons}))}
        self._units = units
        self._unit = np.array([units[each.unit_id] for each in persons], dtype=np.int64)
        self._person = np.array([each.person for each in left.duties], dtype=np.int64)
        self._post = np.array([each.post for each in left.duties], dtype=np.int64)
        self._tours = _tours(self._own)
        self._holders: dict[int, np.ndarray] = {}
        self._stretches = Stretches(left.roster, self.duties, left.published)

    def around(
        self, width: Width, is_open: Open | None = None, best: Around | None = None
    ) -> Around | None:
        """Return the jobs with who can take them; None where the time was too short.

        Parameters
        ----------
        is_open
            What to look at so widely; all else is looked at as at first. None: all of it.
        best
            Where the best way so far was found: it stays possible.
        """
        found = _Found()
        for number, job in enumerate(self.left.jobs):
            if self._is_late():
                return None
            is_wide = is_open is None or _inside(job, is_open)
            known = () if best is None or number not in best.taken else (best.taken[number],)
            self._look(job, width if is_wide else WIDTHS[0], found, known)
        if best is not None:
            self._keep(best, found)
        if width.sharers and not self._shared(width, is_open or {}, found):
            return None
        if not self._followed(width, is_open, found):
            return None
        return self._crossed(found, best)

    def _shared(self, width: Width, is_open: Open, found: "_Found") -> bool:
        """Add parts of all open jobs; say whether there was time."""
        for job in self.left.jobs:
            spans = _inside(job, is_open)
            if self._is_late():
                return False
            if spans:
                self._share(job, spans, width, found)
        return True

    def _followed(self, width: Width, is_open: Open | None, found: "_Found") -> bool:
        """Add every duty that somebody would leave, and who would take it; say the same."""
        done: set[Duty] = set()
        while left := [duty for duty in found.freed if duty not in done]:
            for duty in left:
                if self._is_late():
                    return False
                done.add(duty)
                job = found.freed[duty]
                wider = is_open is not None and _inside(job, is_open)
                near = width if wider else Width(free=width.free, moved=0)
                self._look(job, near, found, (duty.person,))
        return True

    def _look(self, job: Job, width: Width, found: "_Found", able: Sequence[int] = ()) -> None:
        """Add the job with who is near it."""
        found.jobs.append(job)
        found.able.append(list(able))
        self._widen(job, width, found)

    def _widen(self, job: Job, width: Width, found: "_Found") -> None:
        """Let those take the last job too who are near it."""
        free, moved = self._near(job, width)
        able = found.able[-1]
        able += (person for person in (*free, *(each for each, _ in moved)) if person not in able)
        for _, duties in moved:
            for duty in duties:
                found.freed.setdefault(duty, self._job_of(duty))

    def _keep(self, best: Around, found: "_Found") -> None:
        """Add what else the best way so far needs: duties that are left, and parts of jobs."""
        for duty in sorted(best.freed):
            found.freed[duty] = self._job_of(duty)
        for number, shorter in best.offers.items():
            if number in best.taken:
                found.offer(best.jobs[number], [best.taken[number]], shorter)

    def _share(self, job: Job, spans: Sequence[Span], width: Width, found: "_Found") -> None:
        """Add parts of the open job that somebody could take who cannot take all of it."""
        span = min(a for a, _ in spans), max(b for _, b in spans)
        offers: dict[Span, list[tuple[int, Sequence[Shorter]]]] = {}
        able = self._skilled(job) & ~self._bound
        if width.sharers is Sharers.POST:
            able &= self._of_post(job.post)
        for person in np.flatnonzero(able).tolist():
            for stretch, shorter in self._stretches.of(person, job, span):
                offers.setdefault(stretch, []).append((person, shorter))
        taken = chosen(offers)
        for start, end in taken:
            part = replace(job, start=start, end=end)
            if (part, None) in found.places:
                continue
            found.offer(part, sorted({person for person, _ in offers[start, end]}), None)
            if width.sharers is Sharers.ALL:
                self._widen(part, width, found)
        self._shorten({d for each in taken for _, own in offers[each] for d in own}, job, found)

    def _shorten(self, shorter: Iterable[Shorter], job: Job, found: "_Found") -> None:
        """Add duties with less to do, for those who then can take a part of the job."""
        order = sorted(shorter, key=lambda each: (each[0].post != job.post, each))
        for duty, start, end in order[:SHORTER_MAX]:
            if start >= self._since:
                whole = found.freed.setdefault(duty, self._job_of(duty))
                less = replace(whole, start=start, end=end, holder=NOBODY, slot=0)
                if (less, duty) not in found.places:
                    found.offer(less, [duty.person], duty)

    def _of_post(self, post: int) -> np.ndarray:
        """Return by person whether they have a duty on the post."""
        found = np.zeros(len(self._bound), dtype=bool)
        found[self._person[self._post == post]] = True
        return found

    def _crossed(self, found: "_Found", best: Around | None) -> Around | None:
        """Let everybody who is near any job take each that goes with what they keep."""
        jobs, able, freed = found.jobs, found.able, frozenset(found.freed)
        people = sorted({person for each in able for person in each})
        movers = {duty.person for duty in freed}
        kept = {person: tuple(self._stints(person, freed)) for person in people}
        crossed = []
        for job, own in zip(jobs, able, strict=True):
            if self._is_late():
                return None
            stint = Stint(job.start, job.end, job.post)
            near = people if job.is_forced else movers
            asked = set(own) | {p for p in near if self._holds(p, job)}
            crossed.append(tuple(
                person for person in sorted(asked)
                if person == job.holder or self._can(person, job, stint, kept[person])
            ))  # fmt: skip
        heads = tuple(head for duty in sorted(freed) for head in self._heads(duty))
        return Around(
            jobs=tuple(jobs), able=tuple(crossed), kept=kept, freed=freed, heads=heads,
            offers=found.offers, taken={} if best is None else found.taken(best),
        )  # fmt: skip

    def _stints(self, person: int, freed: frozenset[Duty]) -> Iterator[Stint]:
        for duty in self.duties.get(person, ()):
            for part in self._heads(duty) if duty in freed else (duty,):
                yield Stint(part.start, part.end, part.post)

    def _heads(self, duty: Duty) -> Iterator[Duty]:
        """Yield what of the duty lies before anything can be given away."""
        if duty.start < self._since:
            yield replace(duty, end=self._since)

    def _can(self, person: int, job: Job, stint: Stint, kept: Sequence[Stint]) -> bool:
        who = self.left.roster.persons[person]
        if who.is_bound or who.is_away(job.start, job.end):
            return False
        return fits(stint, kept, self.posts, self.rules)

    def _holds(self, person: int, job: Job) -> bool:
        return job.wants <= held(self.left.roster.persons[person].skills, job.end)

    def _job_of(self, duty: Duty) -> Job:
        person = self.left.roster.persons[duty.person]
        own = held(person.skills, duty.end)
        wants = frozenset(kind for kind, _ in self.posts[duty.post].needs if kind in own)
        return Job(
            post=duty.post, start=max(duty.start, self._since), end=duty.end, holder=duty.person,
            slot=duty.slot, unit_id=person.unit_id, wants=wants,
        )  # fmt: skip

    def _near(self, job: Job, width: Width) -> tuple[list[int], list[tuple[int, list[Duty]]]]:
        """Return who is free for the job, and who would be without which duty, the best first."""
        rest, in_way = self._apart(job)
        unit = self._units.get(job.unit_id, -1) if job.unit_id is not None else -1
        order = np.lexsort((-rest, ~self._rostered, self._unit != unit, ~self._freed))
        order = order[~self._bound[order]]
        skilled = self._skilled(job)[order]
        stint = Stint(job.start, job.end, job.post)
        # Without the skill one more head may still be missing there: some of those are asked too.
        free = self._free(job, stint, order[skilled & (in_way[order] == 0)], width.free)
        free += self._free(job, stint, order[~skilled & (in_way[order] == 0)], width.free)
        order = order[skilled]
        moved: list[tuple[int, list[Duty]]] = []
        for person in order[in_way[order] == 1].tolist():
            if len(moved) >= width.moved:
                break
            duties = self._movable(person, job, stint)
            if duties:
                moved.append((person, duties))
        return free, moved

    def _free(self, job: Job, stint: Stint, order: np.ndarray, most: int) -> list[int]:
        found: list[int] = []
        for person in order.tolist():
            if len(found) >= most:
                break
            if person != job.holder and self._can(person, job, stint, self._all(person)):
                found.append(person)
        return found

    def _all(self, person: int) -> list[Stint]:
        return self._own.get(person, [])

    def _movable(self, person: int, job: Job, stint: Stint) -> list[Duty]:
        """Return the one duty that keeps somebody from the job; none where that is not all."""
        who = self.left.roster.persons[person]
        if person == job.holder or who.is_away(job.start, job.end):
            return []
        own = self.duties[person]
        stints = self._all(person)
        near = [
            n for n, s in enumerate(stints)
            if clash(stint, s, self.posts, self.rules) and not filled(stint, s, stints)
        ]  # fmt: skip
        if len(near) != 1 or own[near[0]].end <= self._since:
            return []
        others = [s for n, s in enumerate(stints) if n not in near]
        others += [Stint(head.start, head.end, head.post) for head in self._heads(own[near[0]])]
        return [own[near[0]]] if fits(stint, others, self.posts, self.rules) else []

    def _apart(self, job: Job) -> tuple[np.ndarray, np.ndarray]:
        """Return by person the seconds to the nearest duty, and how many tours are in the way."""
        nearest = np.full(len(self._bound), EVER, dtype=np.int64)
        whose, start, end = self._tours
        apart = np.maximum(job.start - end, start - job.end)
        np.minimum.at(nearest, whose, apart)
        close = (apart != 0) & (apart < self.rules.rest_seconds_min)
        return nearest, np.bincount(whose[close], minlength=len(self._bound))

    def _skilled(self, job: Job) -> np.ndarray:
        skilled = np.ones(len(self._bound), dtype=bool)
        for kind in job.wants:
            if kind not in self._holders:
                persons = self.left.roster.persons
                self._holders[kind] = np.array(
                    [each.skills.get(kind, -1) for each in persons], dtype=np.int64
                )
            skilled &= self._holders[kind] >= job.end
        return skilled


def _tours(own: Mapping[int, Sequence[Stint]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return whose each tour is, and from when to when: duties that touch are one."""
    found: list[list[int]] = []
    for person, stints in own.items():
        is_first = True
        for each in sorted(stints):
            if is_first or each.start > found[-1][2]:
                found.append([person, each.start, each.end])
            else:
                found[-1][2] = max(found[-1][2], each.end)
            is_first = False
    whose, start, end = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return whose, start, end


class _Found:
    """What has been looked up so far: jobs, who can take each, and duties that would be left."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.able: list[list[int]] = []
        self.freed: dict[Duty, Job] = {}
        self.offers: dict[int, Duty | None] = {}
        self.places: dict[tuple[Job, Duty | None], int] = {}
        """Of what is offered."""

    def offer(self, job: Job, able: list[int], shorter: Duty | None) -> None:
        """Add a job that nobody has to take."""
        self.places[job, shorter] = len(self.jobs)
        self.offers[len(self.jobs)] = shorter
        self.jobs.append(job)
        self.able.append(able)

    def taken(self, best: Around) -> dict[int, int]:
        """Return who takes which of the jobs in the best way so far."""
        held = {job: number for number, job in enumerate(self.jobs) if not job.is_forced}
        found = {number: job.holder for job, number in held.items()}
        for number, job in enumerate(best.jobs):
            place = number
            if number in best.offers:
                place = self.places.get((job, best.offers[number]), NOBODY)
            elif not job.is_forced:
                place = held[job]
            found.pop(place, None)
            if number in best.taken:
                found[place] = best.taken[number]
        return found


def _inside(job: Job, is_open: Open) -> list[Span]:
    """Return what is open of the job."""
    return [
        (max(start, job.start), min(end, job.end))
        for start, end in is_open.get(job.post, ())
        if start < job.end and job.start < end
    ]
