"""What is left of the roster after a loss, and the jobs that the loss makes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from summitry.roster.replan.cover import Need, Presence, Slice, lack, slices
from summitry.roster.replan.problem import Duty, Job, Loss, Person, Roster, Span

PIECE_SECONDS_MAX = 8 * 3_600
"""How long a duty that is newly asked for may be; a longer one is cut into equal pieces."""


class Left(Struct, frozen=True, kw_only=True):
    """The roster after the loss: duties that are held, jobs that nobody holds, where to look."""

    roster: Roster
    """As published, with who is away."""
    duties: tuple[Duty, ...]
    jobs: tuple[Job, ...]
    stood_down: int
    freed: frozenset[int]
    """Who had a duty on a post that is closed: they are told something new in any case."""
    touched: frozenset[int]
    """The posts on which the loss falls."""
    published: Presence
    """Who was where before the loss."""


def after(roster: Roster, loss: Loss) -> Left:
    """Return what is left."""
    published = Presence(roster, roster.duties)
    away: dict[int, list[Span]] = {}
    for person, start, end in loss.away:
        away.setdefault(person, []).append((start, end))
    closed: dict[int, list[Span]] = {}
    for post, start, end in loss.closed:
        closed.setdefault(post, []).append((start, end))
    moves = dict(loss.moves)
    kept: list[Duty] = []
    vacated: list[Duty] = []
    stood_down = 0
    freed = set()
    for duty in roster.duties:
        spans = closed.get(duty.post, ())
        parts = list(_without(duty, spans)) if spans else [duty]
        if parts != [duty]:
            stood_down += 1
            if not any(a < duty.end and duty.start < b for a, b in away.get(duty.person, ())):
                freed.add(duty.person)
            vacated += _moved(duty, spans, moves.get(duty.post))
        for part in parts:
            stays, goes = _split(part, away.get(part.person, ()))
            kept += stays
            vacated += goes
    absent = replace(roster, persons=_with_absences(roster, away))
    touched = {d.post for d in vacated} | closed.keys() | {each.post for each in loss.added}
    cuts: dict[int, set[int]] = {}
    for duty in (*vacated, *(each for each in kept if each.post in touched)):
        cuts.setdefault(duty.post, set()).update((duty.start, duty.end))
    # What the published roster lacked is told by the roster before the absences.
    pieces = tuple(slices(roster, loss, published, sorted(touched), cuts))
    jobs = tuple(_jobs(absent, kept, vacated, pieces))
    return Left(
        roster=absent, duties=tuple(kept), jobs=jobs, stood_down=stood_down,
        freed=frozenset(freed), touched=frozenset(touched), published=published,
    )  # fmt: skip


def _with_absences(roster: Roster, away: Mapping[int, Sequence[Span]]) -> tuple[Person, ...]:
    persons = list(roster.persons)
    for number, spans in away.items():
        person = persons[number]
        persons[number] = replace(person, away=(*person.away, *spans))
    return tuple(persons)


def _without(duty: Duty, spans: Iterable[Span]) -> Iterator[Duty]:
    """Yield the parts of the duty outside the spans."""
    start = duty.start
    for a, b in sorted(spans):
        if a < duty.end and start < b:
            if a > start:
                yield replace(duty, start=start, end=a)
            start = max(start, b)
    if start < duty.end:
        yield replace(duty, start=start)


def _moved(duty: Duty, spans: Iterable[Span], to: int | None) -> Iterator[Duty]:
    """Yield what of a duty is given up in the spans, on the post to which it moves."""
    for a, b in spans if to is not None else ():
        start, end = max(a, duty.start), min(b, duty.end)
        if to is not None and start < end:
            yield replace(duty, post=to, start=start, end=end)


def _split(duty: Duty, spans: Sequence[Span]) -> tuple[list[Duty], list[Duty]]:
    """Return what is held of a duty and what is given up: all of it from an absence on."""
    first = min((a for a, b in spans if a < duty.end and duty.start < b), default=None)
    if first is None:
        return [duty], []
    if first <= duty.start:
        return [], [duty]
    return [replace(duty, end=first)], [replace(duty, start=first)]


def _jobs(
    roster: Roster, kept: Sequence[Duty], vacated: Sequence[Duty], pieces: Sequence[Slice]
) -> Iterator[Job]:
    """Yield the duties given up that are needed, and new ones where those are not enough."""
    presence = Presence(roster, kept)
    by_post: dict[int, list[Duty]] = {}
    for duty in vacated:
        by_post.setdefault(duty.post, []).append(duty)
    short: dict[int, list[tuple[Slice, int]]] = {}
    for piece in pieces:
        there = list(presence.there(piece.post, piece.start, piece.end).values())
        many = lack(piece.need, there) - piece.lacked
        if many > 0:
            short.setdefault(piece.post, []).append((piece, many))
    for post, found in sorted(short.items()):
        used = []
        for duty in by_post.get(post, ()):
            inside = [
                piece for piece, _ in found if piece.start < duty.end and duty.start < piece.end
            ]
            if inside:
                used.append(duty)
                wants = _wanted(presence, inside)
                unit = roster.persons[duty.person].unit_id
                yield Job(post=post, start=duty.start, end=duty.end, unit_id=unit, wants=wants)
        yield from _new(roster, presence, post, found, used)


def _wanted(presence: Presence, pieces: Sequence[Slice]) -> frozenset[int]:
    """Return the kinds of which holders are missing in one of the stretches."""
    wants = set()
    for piece in pieces:
        there = list(presence.there(piece.post, piece.start, piece.end).values())
        for kind, count in piece.need.kinds:
            if lack(Need(0, ((kind, count),)), there):
                wants.add(kind)
    return frozenset(wants)


def _new(
    roster: Roster,
    presence: Presence,
    post: int,
    found: Sequence[tuple[Slice, int]],
    used: Sequence[Duty],
) -> Iterator[Job]:
    """Yield jobs where more people are missing than gave up a duty."""
    open_until: list[tuple[int, list[Slice]]] = []
    for piece, many in found:
        given = sum(1 for d in used if d.start <= piece.start and piece.end <= d.end)
        left = many - given
        fresh: list[tuple[int, list[Slice]]] = []
        for end, inside in open_until:
            if left > 0 and end == piece.start:
                fresh.append((piece.end, [*inside, piece]))
                left -= 1
            else:
                yield from _cut(roster, presence, post, inside)
        fresh += [(piece.end, [piece]) for _ in range(left)]
        open_until = fresh
    for _, inside in open_until:
        yield from _cut(roster, presence, post, inside)


def _cut(roster: Roster, presence: Presence, post: int, inside: Sequence[Slice]) -> Iterator[Job]:
    start, end = inside[0].start, inside[-1].end
    most = PIECE_SECONDS_MAX
    if roster.posts[post].gate:
        most = min(most, roster.rules.gate_seconds_max)
    most = max(min(most, roster.rules.tour_seconds_max), 1)
    count = -(-(end - start) // most)
    wants, unit = _wanted(presence, inside), roster.posts[post].unit_id
    edges = [start + (end - start) * each // count for each in range(count + 1)]
    for a, b in pairwise(edges):
        yield Job(post=post, start=a, end=b, unit_id=unit, wants=wants)
