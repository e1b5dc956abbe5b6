"""Ways to mend a gap, as edits of the plan of the day; none is judged here."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from enum import StrEnum

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from summitry.check.presence import absences, person_places, roster, short
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.time import HOUR_SECONDS, Interval, end_of_day, moment_of, seconds_of, union
from summitry.operations.assurance import Watch
from summitry.outcome.finding import Finding
from summitry.plan.change import Edit
from summitry.plan.command import CommandPost
from summitry.plan.communications import Liaison
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.table import TABLES
from summitry.policy.pieces import NOBODY, Integers

SLOTS_MAX = 10_000
UNROSTERED = int(np.iinfo(np.int64).max)
"""The rest of who has no duty at all: often somebody with another office, so asked last."""


class Way(StrEnum):
    """How a gap is mended."""

    RESERVE = "reserve"
    EXTEND = "extend"
    SWAP = "swap"
    REROUTE = "reroute"
    OTHER_NET = "other-net"
    CLOSE_LONGER = "close-longer"
    REPLAN = "replan"


class Candidate(Struct, frozen=True, kw_only=True):
    """One way to mend one gap: the edits, whom it moves, how much of what was briefed it changes.

    ``changed`` counts duties, legs or closures that were briefed otherwise; ``minutes`` are those
    in which somebody does something else than planned. ``restored`` are the person-minutes of cover
    that a mended roster gives back, on whatever posts.
    """

    way: Way
    edits: tuple[Edit, ...]
    changed: int
    minutes: int
    person_id: PersonId | None = None
    post_id: PostId | None = None
    from_post_id: PostId | None = None
    restored: int = 0


class Hole(Struct, frozen=True, kw_only=True):
    """A post that lacks people, or people who can do something, from when to when.

    ``wanted`` has, for each thing that is missing at once, the requirements of which one must be
    met; empty where people as such are missing.
    """

    post_id: PostId
    interval: Interval
    wanted: tuple[tuple[str, ...], ...]


def holes_of(watch: Watch, finding: Finding) -> tuple[Hole, ...]:
    """Return the holes of the finding's post, those that overlap as one: one person fills them."""
    if finding.table != "posts" or finding.start is None or finding.end is None:
        return ()
    span = Interval(finding.start, finding.end)
    stretches = [
        each
        for each in watch.run.view.derive(short)
        if each.post_id == finding.key and each.interval.overlaps(span)
    ]
    return tuple(
        Hole(
            post_id=PostId(finding.key),
            interval=whole,
            wanted=tuple(
                dict.fromkeys(
                    each.requirements
                    for each in stretches
                    if each.requirements and each.interval.overlaps(whole)
                )
            ),
        )
        for whole in union(each.interval for each in stretches)
    )


def staffed(watch: Watch, hole: Hole) -> Iterator[Candidate]:
    """Yield ways to fill the stretch: who is free, who can stay or come earlier, who can swap.

    Each kind is in order of promise: own unit first, the longest rest first; the first of every
    kind comes before the second of any.
    """
    fit = _fit(watch, hole)
    kinds = [
        _extended(watch, hole, fit),
        _free(watch, hole, fit),
        _swapped(watch, hole, fit),
    ]
    while kinds:
        for kind in tuple(kinds):
            candidate = next(kind, None)
            if candidate is None:
                kinds.remove(kind)
            else:
                yield candidate


def _fit(watch: Watch, hole: Hole) -> frozenset[str]:
    """Return the persons who can meet what is missing, and are not away in the stretch."""
    view = watch.run.view
    people = set(view.rows(Person))
    for names in hole.wanted:
        rows = [view.rows(PostRequirement)[f"{hole.post_id}|{name}"] for name in names]
        people &= _able(watch, hole, rows)
    people -= _at_a_desk(watch)
    start, end = seconds_of(hole.interval.start), seconds_of(hole.interval.end)
    away = view.derive(absences)
    return frozenset(
        each for each in people if not any(a < end and b > start for a, b in away.get(each, ()))
    )


def _at_a_desk(watch: Watch) -> set[str]:
    """Return who commands or is a liaison: their desk is not in the roster, but it is theirs."""
    view = watch.run.view
    desks = [row.commander_id for row in view.rows(CommandPost).values()]
    desks += [row.person_id for row in view.rows(Liaison).values()]
    return {str(each) for each in desks if each is not None}


def _able(watch: Watch, hole: Hole, wanted: Iterable[PostRequirement]) -> set[str]:
    view = watch.run.view
    qualifications = {row.qualification_id for row in wanted if row.qualification_id is not None}
    languages = {row.language for row in wanted if row.language}
    able = {
        str(held.person_id)
        for held in view.rows(PersonQualification).values()
        if held.qualification_id in qualifications
        and (held.expires is None or hole.interval.end <= end_of_day(held.expires, view.zone))
    }
    return able | {
        person_id
        for person_id, person in view.rows(Person).items()
        if languages.intersection(person.languages)
    }


def _extended(watch: Watch, hole: Hole, fit: frozenset[str]) -> Iterator[Candidate]:
    """Yield those on the post who could stay through the stretch, or come at its begin."""
    span = hole.interval
    for shift in _shifts_of(watch, hole.post_id):
        if shift.person_id not in fit:
            continue
        if shift.end == span.start:
            changed = replace(shift, end=_until_settled(watch, hole).end)
        elif shift.start == span.end:
            changed = replace(shift, start=span.start)
        else:
            continue
        yield Candidate(
            way=Way.EXTEND,
            edits=(*_without(shift), *_with(watch, changed)),
            changed=1,
            minutes=span.seconds // 60,
            person_id=shift.person_id,
            post_id=hole.post_id,
        )


def _free(watch: Watch, hole: Hole, fit: frozenset[str]) -> Iterator[Candidate]:
    """Yield those who are rested and stand nowhere, of the own unit first."""
    persons = watch.run.view.rows(Person)
    post = watch.run.view.rows(Post)[hole.post_id]
    own = {post.holder_unit_id, post.owner_unit_id}
    rest = _rest(watch, hole.interval)
    least = watch.run.view.limits.rest_hours_min * HOUR_SECONDS
    ordered = sorted(
        (each for each in fit if rest[each] >= least),
        key=lambda each: (
            persons[each].unit_id not in own, rest[each] == UNROSTERED, -rest[each], each,
        ),
    )  # fmt: skip
    for person_id in ordered:
        yield Candidate(
            way=Way.RESERVE,
            edits=_stands(watch, hole, persons[person_id]),
            changed=0,
            minutes=hole.interval.seconds // 60,
            person_id=PersonId(person_id),
            post_id=hole.post_id,
        )


def _swapped(watch: Watch, hole: Hole, fit: frozenset[str]) -> Iterator[Candidate]:
    """Yield those who stand on a post of less weight through the stretch."""
    view = watch.run.view
    posts, persons = view.rows(Post), view.rows(Person)
    target = posts[hole.post_id]
    for shift in _shifts_through(watch, hole.interval):
        other = posts.get(shift.post_id)
        if other is None or shift.person_id not in fit or other.post_id == target.post_id:
            continue
        if other.weight.depth <= target.weight.depth or other.site_id != target.site_id:
            continue
        yield Candidate(
            way=Way.SWAP,
            edits=(*_cut(watch, shift, _until_settled(watch, hole)),
                   *_stands(watch, hole, persons[shift.person_id])),
            changed=1,
            minutes=hole.interval.seconds // 60,
            person_id=shift.person_id,
            post_id=hole.post_id,
            from_post_id=other.post_id,
        )  # fmt: skip


def _rest(watch: Watch, span: Interval) -> dict[str, int]:
    """Return the seconds between the span and each person's nearest duty; 0 or less: on duty."""
    view = watch.run.view
    duty = view.derive(roster)
    places = view.derive(person_places)
    start, end = seconds_of(span.start), seconds_of(span.end)
    known = duty.person != NOBODY
    apart: Integers = np.maximum(start - duty.end[known], duty.start[known] - end)
    nearest = np.full(len(places), UNROSTERED, dtype=np.int64)
    np.minimum.at(nearest, duty.person[known], apart)
    return dict(zip(places, nearest.tolist(), strict=True))


def _shifts_of(watch: Watch, post_id: str) -> Iterator[Shift]:
    """Yield the shifts on the post."""
    duty = watch.run.view.derive(roster)
    place = list(watch.run.view.rows(Post)).index(post_id)
    yield from _shifts_at(watch, np.flatnonzero(duty.post == place))


def _shifts_through(watch: Watch, span: Interval) -> Iterator[Shift]:
    """Yield the shifts that go on through the whole span."""
    duty = watch.run.view.derive(roster)
    start, end = seconds_of(span.start), seconds_of(span.end)
    yield from _shifts_at(watch, np.flatnonzero((duty.start <= start) & (duty.end >= end)))


def _shifts_at(watch: Watch, lines: NDArray[np.intp]) -> Iterator[Shift]:
    """Yield the shifts on those lines of the table: the rest of it is not made into rows."""
    columns = watch.run.view.columns("shifts")
    for line in lines.tolist():
        word = {
            name: columns.words[name][columns[name][line]]
            for name in ("post_id", "person_id", "unit_id")
        }
        yield Shift(
            post_id=PostId(word["post_id"]),
            person_id=PersonId(word["person_id"]),
            unit_id=UnitId(word["unit_id"]),
            start=moment_of(columns["start"][line]),
            end=moment_of(columns["end"][line]),
            slot=int(columns["slot"][line]),
        )


def _without(shift: Shift) -> tuple[Edit]:
    return (Edit("shifts", TABLES["shifts"].key_of(shift), None),)


def _with(watch: Watch, shift: Shift) -> tuple[Edit]:
    """Return the edit that puts the shift in, in a slot that is free or its own."""
    shifts = watch.snapshot.bulks["shifts"]
    for slot in (shift.slot, *range(1, SLOTS_MAX)):
        placed = replace(shift, slot=slot)
        key = TABLES["shifts"].key_of(placed)
        there = shifts.get(key)
        if there is None or getattr(there, "person_id", None) == shift.person_id:
            return (Edit("shifts", key, placed),)
    raise AssertionError(shift.post_id)


def _cut(watch: Watch, shift: Shift, span: Interval) -> Iterator[Edit]:
    """Yield the edits that take the span out of a shift that goes through it."""
    yield from _without(shift)
    if shift.start < span.start:
        yield from _with(watch, replace(shift, end=span.start))
    if span.end < shift.end:
        yield from _with(watch, replace(shift, start=span.end))


def _stands(watch: Watch, hole: Hole, person: Person) -> tuple[Edit, ...]:
    """Return the edit that puts the person there until the relief has settled in."""
    span = _until_settled(watch, hole)
    return _with(
        watch,
        Shift(
            post_id=hole.post_id,
            start=span.start,
            end=span.end,
            person_id=person.person_id,
            unit_id=person.unit_id,
        ),
    )


def _until_settled(watch: Watch, hole: Hole) -> Interval:
    """Return the hole and the time in which the relief settles in, while the post is needed."""
    settling = timedelta(minutes=watch.run.view.limits.handover_minutes_min)
    needed = max(watch.run.view.rows(Post)[hole.post_id].end, hole.interval.end)
    return Interval(hole.interval.start, min(hole.interval.end + settling, needed))
