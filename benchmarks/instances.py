"""Tables for the coverage benchmark: synthetic ones of any size, or those of a plan."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summitry.check.presence import holders, needs, roster
from summitry.check.view import View
from summitry.cli.files import load
from summitry.kit.streams import Stream, stream
from summitry.plan.attestation import Attestations
from summitry.policy.duty import known, tours
from summitry.policy.pieces import EVER, Demand, Holders, Integers, Roster

DAYS = 16
TEAM = 5
PERIODS = 2
KINDS = 8
UNIT_POSTS = 128
UNIT_PERSONS = 320
"""A unit staffs neighbouring posts with its own people, as services do; shifts come shuffled."""
MINUTES = DAYS * 24 * 60
RELIEF_MINUTES = 15
SPOILT = 0.005
"""Share of the shifts that are taken out, that end early, that go to whoever is at hand."""
EXPIRING = 0.01
HELD_BY_CHANCE = 0.25


class Tables(NamedTuple):
    """What all engines are given: columns in memory, ids as numbers, times in seconds."""

    post_start: Integers
    post_end: Integers
    need_post: Integers
    need_kind: Integers
    need: Integers
    shift_post: Integers
    shift_person: Integers
    shift_start: Integers
    shift_end: Integers
    held_person: Integers
    held_kind: Integers
    held_until: Integers


def synthetic(posts: int, seed: int) -> Tables:
    """Return ten shifts for each post over 16 days.

    Each post needs one holder of each of five out of eight qualifications all the time, and has
    two teams of five, one after the other with fifteen minutes of overlap. Some shifts are taken
    out, some end early, some are given to whoever is at hand, some qualifications expire.
    """
    chance = stream(seed, "coverage", str(posts))
    kinds = np.argsort(chance.random((posts, KINDS)), axis=1)[:, :TEAM]
    kinds.sort(axis=1)
    held = _people(chance, posts)
    people = _assigned(chance, kinds, held)
    change = chance.integers(MINUTES // 3, 2 * MINUTES // 3, size=(posts, TEAM))
    ends = np.full((posts, TEAM), MINUTES)
    start = np.stack([np.zeros_like(change), change - RELIEF_MINUTES], axis=1)
    end = np.stack([change, ends], axis=1)
    post = np.broadcast_to(np.arange(posts)[:, None, None], start.shape)
    kept = chance.random(start.shape) > SPOILT
    early = chance.random(start.shape) < SPOILT
    end = np.where(early, end - chance.integers(30, 600, size=end.shape), end)
    order = chance.permutation(int(kept.sum()))
    until = np.where(
        chance.random(held.shape) < EXPIRING,
        chance.integers(0, MINUTES, size=held.shape) * 60,
        EVER,
    )
    held_person, held_kind = np.nonzero(held)
    return Tables(
        np.zeros(posts, dtype=np.int64),
        np.full(posts, MINUTES * 60, dtype=np.int64),
        np.repeat(np.arange(posts), TEAM),
        kinds.ravel().astype(np.int64),
        np.ones(posts * TEAM, dtype=np.int64),
        np.ascontiguousarray(post[kept][order]),
        np.ascontiguousarray(people[kept][order]),
        np.ascontiguousarray(start[kept][order] * 60),
        np.ascontiguousarray(end[kept][order] * 60),
        held_person.astype(np.int64),
        held_kind.astype(np.int64),
        until[held_person, held_kind].astype(np.int64),
    )


def _people(chance: Stream, posts: int) -> NDArray[np.bool_]:
    """Return who holds what, unit after unit: one thing surely, more by chance."""
    persons = -(-posts // UNIT_POSTS) * UNIT_PERSONS
    held = chance.random((persons, KINDS)) < HELD_BY_CHANCE
    held[np.arange(persons), np.arange(persons) % KINDS] = True
    return held


def _assigned(chance: Stream, kinds: Integers, held: NDArray[np.bool_]) -> Integers:
    """Return for each post, period and place a person of the unit who holds what it is for."""
    posts = len(kinds)
    wanted = np.broadcast_to(kinds[:, None, :], (posts, PERIODS, TEAM))
    first = (np.arange(posts) // UNIT_POSTS * UNIT_PERSONS)[:, None, None]
    turn = chance.integers(0, UNIT_PERSONS // KINDS, size=wanted.shape)
    people = first + turn * KINDS + wanted
    anybody = first + chance.integers(0, UNIT_PERSONS, size=wanted.shape)
    assert bool(held[people, wanted].all())
    return np.where(chance.random(wanted.shape) < SPOILT, anybody, people).astype(np.int64)


def of_plan(folder: Path) -> Tables:
    """Return the tables of a plan package, each person once on a post at a time and while there."""
    package = load(folder)
    view = View(package.snapshot, Attestations(), at=package.snapshot.event.opens)
    demand, staff, people = (
        view.derive(needs).demand,
        view.derive(roster),
        view.derive(holders),
    )
    spells = tours(_while_there(staff, people), staff.post, known(staff))
    counts = np.diff(demand.first)
    return Tables(
        demand.start,
        demand.end,
        np.repeat(np.arange(len(counts)), counts),
        demand.kind,
        demand.need,
        spells.group,
        spells.person,
        spells.start,
        spells.end,
        np.repeat(np.arange(len(people.first) - 1), np.diff(people.first)),
        people.kind,
        people.until,
    )


def _while_there(staff: Roster, people: Holders) -> Roster:
    """Return the shifts without the time before and after which a person is available."""
    start, end = staff.start.copy(), staff.end.copy()
    for person in np.flatnonzero(np.diff(people.away_first)).tolist():
        own = staff.person == person
        for spell in range(people.away_first[person], people.away_first[person + 1]):
            if people.away_end[spell] == EVER:
                end[own] = np.minimum(end[own], people.away_start[spell])
            else:
                start[own] = np.maximum(start[own], people.away_end[spell])
    return Roster(staff.post, staff.person, start, np.maximum(start, end))


def arrays(tables: Tables, headcount: int) -> tuple[Demand, Roster, Holders]:
    """Return the tables as the sweep takes them: requirements by post, qualifications by person."""
    posts = len(tables.post_start)
    persons = 1 + int(max(tables.shift_person.max(initial=0), tables.held_person.max(initial=0)))
    by_post = np.argsort(tables.need_post, kind="stable")
    by_person = np.argsort(tables.held_person, kind="stable")
    none = np.zeros(0, dtype=np.int64)
    demand = Demand(
        tables.post_start,
        tables.post_end,
        np.full(posts, headcount, dtype=np.int64),
        _offsets(tables.need_post, posts),
        tables.need_kind[by_post],
        tables.need[by_post],
    )
    staff = Roster(tables.shift_post, tables.shift_person, tables.shift_start, tables.shift_end)
    people = Holders(
        _offsets(tables.held_person, persons),
        tables.held_kind[by_person],
        tables.held_until[by_person],
        np.zeros(persons + 1, dtype=np.int64),
        none,
        none,
    )
    return demand, staff, people


def _offsets(numbers: Integers, count: int) -> Integers:
    first = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(numbers, minlength=count), out=first[1:])
    return first
