"""What a post asks for at a moment, and how many it lacks: requirements by different people."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from summitry.roster.replan.problem import Added, Duty, Loss, Post, Roster

KINDS_MAX = 8
"""Kinds of one post of which every subset is looked at; above, people are matched to places.

To choose by, each kind alone and all together are enough: what was chosen is counted exactly.
"""


class Need(Struct, frozen=True):
    """How many people, and how many with each of which kinds."""

    headcount: int
    kinds: tuple[tuple[int, int], ...]


class Slice(Struct, frozen=True, kw_only=True):
    """A stretch of a post in which nothing changes: what it asks for, and what it lacked before.

    What the published roster lacked already is not asked for again.
    """

    post: int
    start: int
    end: int
    need: Need
    lacked: int = 0

    @property
    def minutes(self) -> int:
        """The length, a begun minute counted whole."""
        return -(-(self.end - self.start) // 60)


@cache
def subsets(kinds: tuple[tuple[int, int], ...]) -> tuple[tuple[frozenset[int], int], ...]:
    """Return sets of kinds, and how many people each takes."""
    if len(kinds) > KINDS_MAX:
        chosen = [[each] for each in kinds] + [list(kinds)]
    else:
        masks = range(1, 1 << len(kinds))
        chosen = [[k for bit, k in enumerate(kinds) if mask >> bit & 1] for mask in masks]
    return tuple((frozenset(k for k, _ in each), sum(n for _, n in each)) for each in chosen)


def lack(need: Need, there: Sequence[frozenset[int]]) -> int:
    """Return how many more it takes at least, of people with these kinds (Hall's condition)."""
    worst = need.headcount - len(there)
    if len(need.kinds) > KINDS_MAX:
        return max(worst, _unseated(need.kinds, there), 0)
    for kinds, count in subsets(need.kinds):
        worst = max(worst, count - sum(1 for each in there if each & kinds))
    return max(worst, 0)


def _unseated(kinds: Iterable[tuple[int, int]], there: Sequence[frozenset[int]]) -> int:
    """Return how many places stay free where as many as can be are taken by different people."""
    given: dict[int, int] = {}
    places = [kind for kind, count in kinds for _ in range(count)]
    return sum(not _seated(kind, there, given, set()) for kind in places)


def _seated(
    kind: int, there: Sequence[frozenset[int]], given: dict[int, int], tried: set[int]
) -> bool:
    """Give somebody the place, who may leave theirs to another; say whether that could be."""
    for number, own in enumerate(there):
        if kind in own and number not in tried:
            tried.add(number)
            if number not in given or _seated(given[number], there, given, tried):
                given[number] = kind
                return True
    return False


def need_at(post: Post, added: Iterable[Added], start: int, end: int) -> Need:
    """Return what the post asks for in a stretch in which that does not change."""
    inside = post.start <= start and end <= post.end
    leads = any(first <= start and end <= last for first, last in post.leads)
    headcount = post.headcount if inside else int(leads)
    kinds = dict(post.needs) if inside else {}
    for each in added:
        if each.start <= start and end <= each.end:
            headcount += each.count
            if each.kind is not None:
                kinds[each.kind] = kinds.get(each.kind, 0) + each.count
    return Need(max(headcount, 0), tuple(sorted((k, n) for k, n in kinds.items() if n > 0)))


class Presence:
    """Who is on which post when."""

    def __init__(self, roster: Roster, duties: Iterable[Duty]) -> None:
        self.roster = roster
        self._on_post: dict[int, list[Duty]] = {}
        for duty in duties:
            self._on_post.setdefault(duty.post, []).append(duty)
        self._starts: dict[int, list[int]] = {}
        self._longest: dict[int, int] = {}
        for post, own in self._on_post.items():
            own.sort(key=lambda each: each.start)
            self._starts[post] = [each.start for each in own]
            self._longest[post] = max(each.end - each.start for each in own)

    def on_post(self, post: int) -> list[Duty]:
        """Return the duties on the post, in order of their start."""
        return self._on_post.get(post, [])

    def there(self, post: int, start: int, end: int) -> dict[int, frozenset[int]]:
        """Return who is on the post throughout, and with which kinds."""
        starts = self._starts.get(post)
        if starts is None:
            return {}
        first = bisect_left(starts, end - self._longest[post])
        last = bisect_right(starts, start)
        persons = self.roster.persons
        return {
            each.person: held(persons[each.person].skills, end)
            for each in self._on_post[post][first:last]
            if each.start <= start and end <= each.end
            and not persons[each.person].is_away(start, end)
        }  # fmt: skip


def held(skills: Mapping[int, int], end: int) -> frozenset[int]:
    """Return the kinds that still count at the end."""
    return frozenset(kind for kind, until in skills.items() if end <= until)


def slices(
    roster: Roster,
    loss: Loss,
    published: Presence,
    posts: Iterable[int],
    cuts: Mapping[int, set[int]],
) -> Iterator[Slice]:
    """Yield the stretches of the posts, cut wherever somebody comes or goes or a need changes."""
    for number in posts:
        post = roster.posts[number]
        added = [each for each in loss.added if each.post == number]
        closed = [(a, b) for which, a, b in loss.closed if which == number]
        moments = {post.start, post.end, *cuts.get(number, ())}
        moments |= {m for each in added for m in (each.start, each.end)}
        moments |= {m for span in post.leads for m in span}
        moments |= {m for span in closed for m in span}
        for duty in published.on_post(number):
            moments |= {duty.start, duty.end}
            person = roster.persons[duty.person]
            moments |= {m for span in person.away for m in span if duty.start < m < duty.end}
            ends = person.skills.values()
            moments |= {until for until in ends if duty.start < until < duty.end}
        for start, end in pairwise(sorted(moments)):
            if any(a <= start and end <= b for a, b in closed):
                continue
            need = need_at(post, added, start, end)
            if need.headcount or need.kinds:
                there = list(published.there(number, start, end).values())
                before = lack(need_at(post, (), start, end), there)
                yield Slice(post=number, start=start, end=end, need=need, lacked=before)
