"""Who may take which job: those who are free, and those who could be made free.

What the best so far leaves open is looked at widely, everything else no wider than at first: most
duties have many who can take them, and those few that have not are what the search is about.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from summitry.roster.replan.cover import held
from summitry.roster.replan.fits import Stint, clash, fits
from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import EVER, NOBODY, Duty, Job, Span
from summitry.roster.replan.stretches import Shorter, Stretches, chosen


class Width(Struct, frozen=True, kw_only=True):
    """How far the search looks."""

    free: int
    """People without duty for each job."""
    moved: int
    """People who would leave another duty for it."""
    parts: bool = False
    """Whether an open job may be shared: by who stays longer, comes earlier or has not long."""


WIDTHS = (
    Width(free=8, moved=0),
    Width(free=16, moved=6),
    Width(free=16, moved=6, parts=True),
    Width(free=40, moved=16, parts=True),
    Width(free=80, moved=40, parts=True),
)
SHORTER_MAX = 16
"""Duties of those who would come earlier or stay longer that are made shorter, for one job."""
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
    offers: frozenset[int] = frozenset()
    """The jobs, by place, that are only parts of others: nobody has to take them."""


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
        persons = left.roster.persons
        self._bound = np.array([each.is_bound for each in persons], dtype=bool)
        self._rostered = np.array([number in self.duties for number in range(len(persons))], bool)
        self._freed = np.array([number in left.freed for number in range(len(persons))], bool)
        units = {unit: place for place, unit in enumerate(sorted({p.unit_id for p in persons}))}
        self._units = units
        self._unit = np.array([units[each.unit_id] for each in persons], dtype=np.int64)
        self._person = np.array([each.person for each in left.duties], dtype=np.int64)
        self._start = np.array([each.start for each in left.duties], dtype=np.int64)
        self._end = np.array([each.end for each in left.duties], dtype=np.int64)
        self._holders: dict[int, np.ndarray] = {}
        self._stretches = Stretches(left.roster, self.duties, left.published)

    def around(self, width: Width, is_open: Open | None = None) -> Around | None:
        """Return the jobs with who can take them; None where the time was too short.

        Parameters
        ----------
        is_open
            What to look at so widely; all else is looked at as at first. None: all of it.
        """
        found = _Found()
        for job in self.left.jobs:
            if self._is_late():
                return None
            spans = () if is_open is None else _inside(job, is_open)
            self._look(job, width if is_open is None or spans else WIDTHS[0], found)
            if width.parts and spans:
                self._share(job, spans, width, found)
        done: set[Duty] = set()
        while left := [duty for duty in found.freed if duty not in done]:
            for duty in left:
                if self._is_late():
                    return None
                done.add(duty)
                job = found.freed[duty]
                wider = is_open is not None and _inside(job, is_open)
                near = width if wider else Width(free=width.free, moved=0)
                self._look(job, near, found, (duty.person,))
        return self._crossed(found)

    def _look(self, job: Job, width: Width, found: "_Found", able: Sequence[int] = ()) -> None:
        """Add the job with who is near it."""
        free, moved = self._near(job, width)
        found.jobs.append(job)
        near = (person for person in (*free, *(each for each, _ in moved)) if person not in able)
        found.able.append([*able, *near])
        for _, duties in moved:
            for duty in duties:
                found.freed.setdefault(duty, self._job_of(duty))

    def _share(self, job: Job, spans: Sequence[Span], width: Width, found: "_Found") -> None:
        """Add parts of the open job that somebody could take who cannot take all of it."""
        span = min(a for a, _ in spans), max(b for _, b in spans)
        offers: dict[Span, list[Shorter]] = {}
        for person in np.flatnonzero(self._skilled(job) & ~self._bound).tolist():
            for stretch, shorter in self._stretches.of(person, job, span):
                offers.setdefault(stretch, []).extend(shorter)
        taken = chosen(offers)
        for start, end in taken:
            found.offers.add(len(found.jobs))
            self._look(replace(job, start=start, end=end), width, found)
        shorter = sorted({each for stretch in taken for each in offers[stretch]})
        for duty, start, end in shorter[:SHORTER_MAX]:
            if start >= self._since and duty not in found.freed:
                found.freed[duty] = self._job_of(duty)
                found.offers.add(len(found.jobs))
                less = {"start": start, "end": end, "holder": NOBODY, "slot": 0}
                found.jobs.append(replace(found.freed[duty], **less))
                found.able.append([duty.person])

    def _crossed(self, found: "_Found") -> Around | None:
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
            offers=frozenset(found.offers),
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
        return [Stint(d.start, d.end, d.post) for d in self.duties.get(person, ())]

    def _movable(self, person: int, job: Job, stint: Stint) -> list[Duty]:
        """Return the one duty that keeps somebody from the job; none where that is not all."""
        who = self.left.roster.persons[person]
        if person == job.holder or who.is_away(job.start, job.end):
            return []
        own = self.duties[person]
        stints = self._all(person)
        near = [n for n, s in enumerate(stints) if clash(stint, s, self.posts, self.rules)]
        if len(near) != 1 or own[near[0]].end <= self._since:
            return []
        others = [s for n, s in enumerate(stints) if n not in near]
        others += [Stint(head.start, head.end, head.post) for head in self._heads(own[near[0]])]
        return [own[near[0]]] if fits(stint, others, self.posts, self.rules) else []

    def _apart(self, job: Job) -> tuple[np.ndarray, np.ndarray]:
        """Return by person the seconds to the nearest duty, and how many duties are in the way."""
        nearest = np.full(len(self._bound), EVER, dtype=np.int64)
        apart = np.maximum(job.start - self._end, self._start - job.end)
        np.minimum.at(nearest, self._person, apart)
        close = (apart != 0) & (apart < self.rules.rest_seconds_min)
        return nearest, np.bincount(self._person[close], minlength=len(self._bound))

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


class _Found:
    """What has been looked up so far: jobs, who can take each, and duties that would be left."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.able: list[list[int]] = []
        self.freed: dict[Duty, Job] = {}
        self.offers: set[int] = set()


def _inside(job: Job, is_open: Open) -> list[Span]:
    """Return what is open of the job."""
    return [
        (max(start, job.start), min(end, job.end))
        for start, end in is_open.get(job.post, ())
        if start < job.end and job.start < end
    ]
