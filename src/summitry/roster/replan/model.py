"""The choice among the neighbours, exactly: cover by level first, then what the stage asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from math import inf

from msgspec.structs import replace

from summitry.roster.replan.cover import Presence, Slice, held, slices, subsets
from summitry.roster.replan.fits import Stint, clash, filled, too_long
from summitry.roster.replan.loss import Left
from summitry.roster.replan.matrix import WHOLE, Matrix
from summitry.roster.replan.neighbours import Around
from summitry.roster.replan.problem import NOBODY, Kind, Loss, Step
from summitry.roster.replan.weeks import Choice, bind, is_limited

TAKEN_MIN = 0.5
GRAVER = 100.0
"""So many minutes missing at a level weigh as much as one at the next graver, in a sketch."""
FIRST_SHARE = 0.7
"""The share of the time for the least change that its first question may take."""


class Model:
    """A choice of people for jobs, solved stage by stage."""

    def __init__(
        self, left: Left, loss: Loss, around: Around, chance: int, is_late: Callable[[], bool]
    ) -> None:
        self.left, self.around, self._is_late = left, around, is_late
        self._matrix = Matrix(chance, is_late)
        self.takes = {
            (person, number): self._matrix.whole()
            for number, able in enumerate(around.able)
            for person in able
        }
        parts = {around.jobs[n].post for n, shorter in around.offers.items() if shorter is None}
        self._shorter = {
            number: -1.0 if shorter.post in parts else 0.0
            for number, shorter in around.offers.items()
            if shorter is not None
        }
        """What a duty that is made shorter adds to the changes, beside that it is left.

        With what its holder takes on the same post instead, all is one change.
        """
        self.short: dict[int, list[tuple[int, int]]] = {}
        """By level, the columns of what is missing and their minutes."""
        self.open_in: list[tuple[Slice, int]] = []
        """Each stretch with the column of what is missing in it."""
        self.touched: dict[int, int] = {}
        """By person the column that says whether they are told something new."""
        self._asked: list[tuple[int, float, Sequence[int]]] = []
        """The column of what is missing, how many are, and the columns of those who can come."""
        self.taken: dict[int, int] = {}
        """Who takes which job, once that is chosen."""
        self.is_whole = self._built(loss)
        """Whether there was time for all of it; else it is of no use."""

    def _built(self, loss: Loss) -> bool:
        """Put all of it together; say whether there was time."""
        self._one_each()
        if not self._limits() or not self._cover(_pieces(self.left, loss, self.around)):
            return False
        self._touch()
        self._matrix.hand_over()
        return not self._is_late()

    def _one_each(self) -> None:
        """Nobody shares a job."""
        for number, able in enumerate(self.around.able):
            self._matrix.row(0.0, 1.0, {self.takes[person, number]: 1.0 for person in able})

    def _limits(self) -> bool:
        """Nobody has two jobs that clash, nor touching ones that are too long together."""
        posts, rules = self.left.roster.posts, self.left.roster.rules
        by_person: dict[int, list[int]] = {}
        for person, number in self.takes:
            by_person.setdefault(person, []).append(number)
        reach = max(rules.rest_seconds_min, *rules.ways.values(), rules.same_site_seconds)
        for person, numbers in by_person.items():
            if self._is_late():
                return False
            jobs = self.around.jobs
            stints = {n: Stint(jobs[n].start, jobs[n].end, jobs[n].post, n) for n in numbers}
            own = {n for n in numbers if jobs[n].holder == person}
            pairs = {
                (a.mark, b.mark)
                for a, b in _near(sorted(stints.values()), reach)
                if not {a.mark, b.mark} <= own
                and clash(a, b, posts, rules)
                and not filled(a, b, self.around.kept[person])
            }
            for clique in _cliques(pairs):
                self._matrix.row(0.0, 1.0, {self.takes[person, n]: 1.0 for n in clique})
            row_of = [*stints.values(), *self.around.kept[person]]
            for row in too_long(row_of, posts, rules):
                chosen = [each.mark for each in row if each.mark >= 0]
                if chosen and not set(chosen) <= own:
                    entries = {self.takes[person, n]: 1.0 for n in chosen}
                    self._matrix.row(0.0, len(chosen) - 1.0, entries)
            if is_limited(rules):
                bind(self._matrix, self._choice(person, numbers), rules)
        return True

    def _choice(self, person: int, numbers: Sequence[int]) -> Choice:
        """Return what the person may take and keeps, as what weeks are counted from."""
        jobs = self.around.jobs
        columns = {number: self.takes[person, number] for number in numbers}
        return Choice(
            spans={column: (jobs[n].start, jobs[n].end) for n, column in columns.items()},
            own=frozenset(column for n, column in columns.items() if jobs[n].holder == person),
            kept=tuple((each.start, each.end) for each in self.around.kept[person]),
        )

    def _cover(self, pieces: Sequence[Slice]) -> bool:
        """Bind what is missing in each stretch."""
        roster = self.left.roster
        held_still = [d for d in self.left.duties if d not in self.around.freed]
        kept = Presence(roster, [*held_still, *self.around.heads])
        at: dict[int, list[tuple[int, int, int]]] = {}
        for (person, number), column in self.takes.items():
            at.setdefault(self.around.jobs[number].post, []).append((person, number, column))
        for piece in pieces:
            if self._is_late():
                return False
            there = kept.there(piece.post, piece.start, piece.end)
            coming = [
                (held(roster.persons[person].skills, piece.end), column)
                for person, number, column in at.get(piece.post, ())
                if self.around.jobs[number].start <= piece.start
                and piece.end <= self.around.jobs[number].end
            ]
            most = max(piece.need.headcount, sum(n for _, n in piece.need.kinds))
            missing = self._matrix.column(float(most))
            level = roster.posts[piece.post].level
            self.short.setdefault(level, []).append((missing, piece.minutes))
            self.open_in.append((piece, missing))
            asked = [(None, piece.need.headcount), *subsets(piece.need.kinds)]
            for kinds, count in asked:
                have = sum(1 for each in there.values() if kinds is None or each & kinds)
                left = count - piece.lacked - have
                if left > 0:
                    able = {c: 1.0 for own, c in coming if kinds is None or own & kinds}
                    self._matrix.row(float(left), inf, {**able, missing: 1.0})
                    self._asked.append((missing, float(left), tuple(able)))
        return True

    def _touch(self) -> None:
        """Bind by person whether they are told something new."""
        for (person, number), column in self.takes.items():
            if person not in self.touched:
                self.touched[person] = self._matrix.column(1.0)
            holds = self.around.jobs[number].holder == person
            entries = {self.touched[person]: 1.0, column: 1.0 if holds else -1.0}
            self._matrix.row(1.0 if holds else 0.0, inf, entries)

    @property
    def has_failed(self) -> bool:
        """Whether the solver has failed at a question: its answers are of no use then."""
        return self._matrix.has_failed

    def begin(self) -> bool:
        """Begin from the best way that is known; say whether that can be."""
        values = [0.0] * self._matrix.size
        for number, person in self.around.taken.items():
            column = self.takes.get((person, number))
            if column is None:
                return False
            values[column] = 1.0
        for missing, left, able in self._asked:
            values[missing] = max(values[missing], left - sum(values[each] for each in able))
        for (person, number), column in self.takes.items():
            holds = self.around.jobs[number].holder == person
            told = 1.0 - values[column] if holds else values[column]
            values[self.touched[person]] = max(values[self.touched[person]], told)
        return self._matrix.begin(values)

    def forbid(self, kind: Kind) -> None:
        """Leave out what this kind of alternative does not do."""
        if kind is Kind.HALF:
            self._halve()
        persons = self.left.roster.persons
        for (person, number), column in self.takes.items():
            job = self.around.jobs[number]
            if kind in {Kind.NOBODY_MOVED, Kind.ONE_FOR_ONE} and job.holder == person:
                self._matrix.fix(column, 1.0)
            if kind is Kind.ONE_FOR_ONE and number in self.around.offers:
                self._matrix.fix(column, 0.0)
            is_lent = job.holder != person and persons[person].unit_id != job.unit_id
            if kind is Kind.OWN_UNIT and is_lent:
                self._matrix.fix(column, 0.0)

    def _halve(self) -> None:
        """Allow half of what the best way changes beside what must change."""
        entries: dict[int, float] = {}
        offers, held, most = self.around.offers, 0, 0.0
        for (person, number), column in self.takes.items():
            is_own, is_offered = self.around.jobs[number].holder == person, number in offers
            if is_own or is_offered:
                entries[column] = -1.0 if is_own else self._shorter.get(number, 1.0)
                most += (self.around.taken.get(number) == person) * entries[column]
                held += is_own
        self._matrix.keep_below((most + held) // 2 - held + WHOLE, entries)

    def sketch(self, seconds: float) -> None:
        """Look for a good answer to begin from: all cover in one sum."""
        costs = {
            column: minutes * GRAVER ** (max(self.short) - level)
            for level, own in self.short.items()
            for column, minutes in own
        }
        self._matrix.least(costs, seconds)

    def covered(self, level: int, seconds: float) -> tuple[int, bool] | None:
        """Make what is missing at the level as little as can be, and keep it so from now on."""
        costs = {column: float(minutes) for column, minutes in self.short.get(level, ())}
        found = self._matrix.least(costs, seconds)
        if found is None:
            return None
        if costs:
            self._matrix.keep_below(found.least + 0.5, costs)
        return round(found.least), found.is_proved

    def changed(self, kind: Kind, seconds: float) -> tuple[tuple[Step, ...], bool] | None:
        """Return the steps that change least, in the order of what this kind looks at."""
        duties, people, lent = self._changes(), self._told(), self._lent()
        first, second = (people, duties) if kind is Kind.FEWEST_PEOPLE else (duties, people)
        found = self._matrix.least(first, seconds * FIRST_SHARE)
        if found is None:
            return None
        self._matrix.keep_below(found.least + 0.5, first)
        weight = len(self.around.jobs) + 1.0
        costs = dict(lent)
        for column, cost in second.items():
            costs[column] = costs.get(column, 0.0) + weight * cost
        then = self._matrix.least(costs, seconds * (1.0 - FIRST_SHARE)) or found
        self.taken = {number: person for (person, number), column in self.takes.items()
                      if then.values[column] > TAKEN_MIN}  # fmt: skip
        is_proved = found.is_proved and then.is_proved
        return tuple(self._steps(self.taken, then.values)), is_proved

    def _changes(self) -> dict[int, float]:
        """Return what each column adds to the duties that somebody else has than was briefed."""
        costs: dict[int, float] = {}
        for (person, number), column in self.takes.items():
            job = self.around.jobs[number]
            if job.holder == person:
                costs[column] = -1.0
            elif job.is_forced:
                costs[column] = self._shorter.get(number, 1.0)
        return costs

    def _told(self) -> dict[int, float]:
        """Return the same for the people who are told something new.

        Who is not needed any more on a closed post is told so whatever they do instead.
        """
        return {c: 1.0 for person, c in self.touched.items() if person not in self.left.freed}

    def _lent(self) -> dict[int, float]:
        """Return the same for the duties taken by people of another unit."""
        jobs, persons = self.around.jobs, self.left.roster.persons
        return {
            column: 1.0
            for (person, number), column in self.takes.items()
            if jobs[number].holder != person and persons[person].unit_id != jobs[number].unit_id
        }

    def _steps(self, taken: Mapping[int, int], values: Sequence[float]) -> Iterator[Step]:
        """Yield what changes; of a job that is shared, its parts and what of it stays open."""
        parts: list[Step] = []
        for number, job in enumerate(self.around.jobs):
            person = taken.get(number, NOBODY)
            if number in self.around.offers:
                parts += [Step(job=job, person=person)] if person != NOBODY else []
            elif person != job.holder or job.is_forced:
                parts.append(Step(job=job, person=person))
        shared = [each for each in parts if each.job.is_forced and each.person != NOBODY]
        missing = [piece for piece, column in self.open_in if values[column] > TAKEN_MIN]
        for step in parts:
            if step.job.is_forced and step.person == NOBODY:
                yield from _remaining(
                    step, [s for s in shared if s.job.post == step.job.post], missing
                )
            elif not step.job.is_forced:
                yield step
        yield from _joined(shared)


def _pieces(left: Left, loss: Loss, around: Around) -> list[Slice]:
    """Return the stretches in which a job may matter, cut at the jobs' ends too."""
    cuts: dict[int, set[int]] = {}
    for job in around.jobs:
        cuts.setdefault(job.post, set()).update((job.start, job.end))
    for duty in left.duties:
        if duty.post in cuts:
            cuts[duty.post].update((duty.start, duty.end))
    found = slices(left.roster, loss, left.published, sorted(cuts), cuts)
    spans = {post: [(j.start, j.end) for j in around.jobs if j.post == post] for post in cuts}
    return [p for p in found if any(a < p.end and p.start < b for a, b in spans[p.post])]


def _near(stints: Sequence[Stint], reach: int) -> Iterator[tuple[Stint, Stint]]:
    """Yield pairs of stints, in order of start, between which there is no more time than that."""
    for place, one in enumerate(stints):
        for other in islice(stints, place + 1, None):
            if other.start - one.end >= reach:
                break
            yield one, other


def _cliques(pairs: set[tuple[int, int]]) -> list[list[int]]:
    """Return sets of which nobody can have two, so that every pair that clashes is in one."""
    beside: dict[int, set[int]] = {}
    for a, b in pairs:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    found = []
    while pairs:
        a, b = min(pairs)
        members, common = [a, b], beside[a] & beside[b]
        while common:
            each = min(common)
            members.append(each)
            common &= beside[each]
        found.append(members)
        whole = set(members)
        pairs = {pair for pair in pairs if not whole.issuperset(pair)}
    return found


def _joined(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps; those of one person that follow each other on a post are one."""
    held: Step | None = None
    for step in sorted(steps, key=lambda s: (s.person, s.job.post, s.job.start)):
        job = step.job
        if (held is not None and held.person == step.person and held.job.post == job.post
                and held.job.end == job.start):  # fmt: skip
            wants = held.job.wants | job.wants
            held = replace(held, job=replace(held.job, end=job.end, wants=wants))
            continue
        if held is not None:
            yield held
        held = step
    if held is not None:
        yield held


def _remaining(step: Step, parts: Sequence[Step], missing: Sequence[Slice]) -> Iterator[Step]:
    """Yield what stays open of a job of which others have parts; all of it where none has."""
    job = step.job
    taken = sorted((each.job.start, each.job.end) for each in parts
                   if each.job.start < job.end and job.start < each.job.end)  # fmt: skip
    if not taken:
        yield step
        return
    start = job.start
    for until, after in (*taken, (job.end, job.end)):
        if any(p.post == job.post and p.start < until and start < p.end for p in missing):
            yield replace(step, job=replace(job, start=start, end=until))
        start = max(start, after)
