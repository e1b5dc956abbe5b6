"""Who is on which post when, for every rule that asks whether a post is staffed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from summitry.check.view import View, grouped
from summitry.kit.errors import SummitryError
from summitry.kit.ids import PostId
from summitry.kit.time import Interval, end_of_day, moment_of, seconds_of, uncovered
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement
from summitry.policy.coverage import HEADCOUNT, REQUIREMENTS_MAX, short_by_distinct
from summitry.policy.pieces import EVER, NOBODY, UNASKED, Demand, Holders, Integers, Roster

Kind = tuple[str, str]
"""What a requirement asks for: ``qualification`` or ``language``, and which."""

Names = tuple[str, ...]


class Needs(Struct, frozen=True):
    """What all posts need, as arrays, with the ids that the places in them stand for.

    ``names[p]`` are the requirements of post ``p`` in the order of its bits; requirements of the
    same kind are one, since different people meet them.
    """

    posts: tuple[PostId, ...]
    demand: Demand
    names: tuple[tuple[Names, ...], ...]
    kinds: Mapping[Kind, int]


class Stretch(Struct, frozen=True):
    """A time in which a post has too few people; no requirement means people as such."""

    post_id: PostId
    requirements: Names
    interval: Interval
    have: int
    need: int


def needs(view: View) -> Needs:
    """Return what all posts need.

    Raises
    ------
    SummitryError
        ``post.requirements`` when a post has more than `REQUIREMENTS_MAX` different ones.
    """
    posts = view.rows(Post)
    by_post = grouped(view.rows(PostRequirement).values(), "post_id")
    kinds: dict[Kind, int] = {}
    names: list[tuple[Names, ...]] = []
    kind: list[int] = []
    need: list[int] = []
    first = [0]
    for post_id in posts:
        merged = _merged(by_post.get(post_id, ()))
        if len(merged) > REQUIREMENTS_MAX:
            raise SummitryError(
                "post.requirements", post=post_id, got=len(merged), most=REQUIREMENTS_MAX
            )
        kind += [kinds.setdefault(each, len(kinds)) for each in merged]
        need += [count for _, count in merged.values()]
        names.append(tuple(each for each, _ in merged.values()))
        first.append(len(kind))
    demand = Demand(
        _seconds([post.start for post in posts.values()]),
        _seconds([post.end for post in posts.values()]),
        _integers([post.headcount_min for post in posts.values()]),
        _integers(first),
        _integers(kind),
        _integers(need),
    )
    return Needs(tuple(PostId(post_id) for post_id in posts), demand, tuple(names), kinds)


def _merged(requirements: Iterable[PostRequirement]) -> dict[Kind, tuple[Names, int]]:
    """Return names and number of people for each kind that is required."""
    merged: dict[Kind, tuple[Names, int]] = {}
    for row in requirements:
        kind = ("language", row.language)
        if row.qualification_id is not None:
            kind = ("qualification", row.qualification_id)
        names, count = merged.get(kind, ((), 0))
        merged[kind] = ((*names, row.requirement), count + row.headcount_min)
    return merged


def _seconds(moments: list[datetime]) -> Integers:
    """Return the seconds since 1970; the moments of a plan are few and repeat."""
    seconds = {moment: seconds_of(moment) for moment in set(moments)}
    return _integers([seconds[moment] for moment in moments])


def _integers(values: list[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def person_places(view: View) -> Mapping[str, int]:
    """Return each person's place in the arrays."""
    return {person_id: place for place, person_id in enumerate(view.rows(Person))}


class _Held(Struct, frozen=True):
    """Who holds what until when, line by line.

    ``persons`` and ``kinds`` are what the places in ``person`` and ``kind`` mean.
    """

    persons: tuple[str, ...]
    person: Integers
    kind: Integers
    until: Integers
    kinds: tuple[Kind, ...]


def _qualifications(view: View) -> _Held:
    """Return the qualifications that persons hold."""
    rows = view.rows(PersonQualification).values()
    zone = view.zone
    until = {day: _expiry(day, zone) for day in {row.expires for row in rows}}
    places: dict[str, int] = {}
    kind = [places.setdefault(row.qualification_id, len(places)) for row in rows]
    persons: dict[str, int] = {}
    person = [persons.setdefault(row.person_id, len(persons)) for row in rows]
    return _Held(
        tuple(persons),
        _integers(person),
        _integers(kind),
        _integers([until[row.expires] for row in rows]),
        tuple(("qualification", qualification_id) for qualification_id in places),
    )


def _expiry(day: date | None, zone: ZoneInfo) -> int:
    """Return the second at which a qualification that expires on the day ends."""
    return EVER if day is None else seconds_of(end_of_day(day, zone))


def _languages(view: View) -> _Held:
    """Return the languages that persons speak, which never expire."""
    rows = view.rows(Person)
    places: dict[str, int] = {}
    kind = [
        places.setdefault(language, len(places))
        for person in rows.values()
        for language in person.languages
    ]
    spoken = [len(person.languages) for person in rows.values()]
    return _Held(
        tuple(rows),
        np.repeat(np.arange(len(spoken)), spoken),
        _integers(kind),
        np.full(len(kind), EVER, dtype=np.int64),
        tuple(("language", language) for language in places),
    )


class _Lines(Struct, frozen=True):
    """Who holds what until when, in order of person; ``kinds`` are what the places mean."""

    person: Integers
    kind: Integers
    until: Integers
    kinds: tuple[Kind, ...]


def _held_lines(view: View) -> _Lines:
    """Return all that known persons hold or speak, whatever posts require."""
    parts = [view.derive(_qualifications), view.derive(_languages)]
    places = view.derive(person_places)
    person = np.concatenate([_placed(part.persons, places)[part.person] for part in parts])
    kind = np.concatenate([parts[0].kind, parts[1].kind + len(parts[0].kinds)])
    until = np.concatenate([part.until for part in parts])
    order = np.argsort(person, kind="stable")
    order = order[person[order] != NOBODY]
    return _Lines(person[order], kind[order], until[order], parts[0].kinds + parts[1].kinds)


def _away(view: View) -> tuple[Integers, tuple[Integers, Integers]]:
    """Return when each person is away, as arrays."""
    places = view.derive(person_places)
    # Few are ever away, so that nothing is asked of each person.
    spells = sorted(
        (places[person_id], *spell)
        for person_id, own in view.derive(absences).items()
        if person_id in places
        for spell in own
    )
    table = np.array(spells, dtype=np.int64).reshape(-1, 3)
    person, start, end = (np.ascontiguousarray(column) for column in table.T)
    first = np.zeros(len(places) + 1, dtype=np.int64)
    np.cumsum(np.bincount(person, minlength=len(places)), out=first[1:])
    return first, (start, end)


def holders(view: View) -> Holders:
    """Return what each person can meet until when, and when each is away.

    What no post requires is left out.
    """
    kinds = view.derive(needs).kinds
    lines = view.derive(_held_lines)
    persons = len(view.derive(person_places))
    kind = _integers([kinds.get(each, UNASKED) for each in lines.kinds])[lines.kind]
    asked = kind != UNASKED
    first = np.zeros(persons + 1, dtype=np.int64)
    np.cumsum(np.bincount(lines.person[asked], minlength=persons), out=first[1:])
    away_first, away_pairs = view.derive(_away)
    return Holders(first, kind[asked], lines.until[asked], away_first, *away_pairs)


def absences(view: View) -> Mapping[str, list[tuple[int, int]]]:
    """Return when persons are away, disjoint and in order, for those who ever are."""
    away = _absent(view.live)
    for person_id, person in view.rows(Person).items():
        if person.available_from is not None:
            away.setdefault(person_id, []).append((-EVER, seconds_of(person.available_from)))
        if person.available_until is not None:
            away.setdefault(person_id, []).append((seconds_of(person.available_until), EVER))
    return {person_id: _joined(spells) for person_id, spells in away.items()}


def _absent(live: LiveState) -> dict[str, list[tuple[int, int]]]:
    away: dict[str, list[tuple[int, int]]] = {}
    for person_id, interval in live.absences:
        spell = (seconds_of(interval.start), seconds_of(interval.end))
        away.setdefault(person_id, []).append(spell)
    return away


def _joined(spells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def roster(view: View) -> Roster:
    """Return all shifts as arrays, posts and persons by their places."""
    shifts = view.columns("shifts")
    post_places = {str(post_id): place for place, post_id in enumerate(view.derive(needs).posts)}
    places = view.derive(person_places)
    return Roster(
        _placed(shifts.words.get("post_id", ()), post_places)[shifts["post_id"]],
        _placed(shifts.words.get("person_id", ()), places)[shifts["person_id"]],
        np.array(shifts["start"]),
        np.array(shifts["end"]),
    )


def _placed(words: tuple[str, ...], places: Mapping[str, int]) -> Integers:
    return _integers([places.get(word, NOBODY) for word in words])


def short(view: View) -> tuple[Stretch, ...]:
    """Return every stretch in which a post has too few people, by post and time."""
    needed = view.derive(needs)
    found = short_by_distinct(needed.demand, view.derive(roster), view.derive(holders))
    rows = zip(*(column.tolist() for column in found), strict=True)
    return tuple(
        Stretch(
            needed.posts[post],
            _named(needed.names[post], subset),
            Interval(moment_of(start), moment_of(end)),
            have,
            need,
        )
        for post, subset, start, end, have, need in rows
    )


def _named(names: tuple[Names, ...], subset: int) -> Names:
    if subset == HEADCOUNT:
        return ()
    return tuple(
        name for place, merged in enumerate(names) if subset >> place & 1 for name in merged
    )


def presence(view: View) -> Mapping[PostId, tuple[Interval, ...]]:
    """Return for each post when its headcount and all its requirements are met, in order."""
    gaps = {
        post_id: tuple(stretch.interval for stretch in stretches)
        for post_id, stretches in groupby(view.derive(short), key=lambda each: each.post_id)
    }
    return {
        post.post_id: tuple(uncovered(post.interval, gaps[post.post_id]))
        if post.post_id in gaps
        else (post.interval,)
        for post in view.rows(Post).values()
    }


def accepted(view: View) -> frozenset[PostId]:
    """Return the posts that are held by their owner, or accepted by a person of the holder.

    An acceptance speaks of the post as it now stands; a changed post must be accepted anew.
    """
    return frozenset(post.post_id for post in view.rows(Post).values() if _is_accepted(view, post))


def _is_accepted(view: View, post: Post) -> bool:
    if post.holder_unit_id in {None, post.owner_unit_id}:
        return True
    persons = view.speakers
    return any(
        entry.by in persons and persons[entry.by].unit_id == post.holder_unit_id
        for entry in view.attested(post, AttestationKind.ACCEPTED)
    )
