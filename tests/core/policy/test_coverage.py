from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.policy.coverage import (
    HEADCOUNT,
    Short,
    short_by_counting,
    short_by_distinct,
)
from summitry.policy.pieces import EVER, NOBODY, SUBSETS_MAX, Demand, Holders, Roster

HORIZON = 30


class Person(NamedTuple):
    held: Mapping[int, int] = MappingProxyType({})
    away: tuple[tuple[int, int], ...] = ()


class Post(NamedTuple):
    start: int
    end: int
    headcount: int = 1
    needs: tuple[tuple[int, int], ...] = ()
    """Pairs of kind and number of people."""


class Shift(NamedTuple):
    post: int
    person: int
    start: int
    end: int


def integers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def offsets(lengths: list[int]) -> np.ndarray:
    return integers([sum(lengths[:place]) for place in range(len(lengths) + 1)])


def demand_of(posts: list[Post]) -> Demand:
    needs = [need for post in posts for need in post.needs]
    return Demand(
        integers([post.start for post in posts]),
        integers([post.end for post in posts]),
        integers([post.headcount for post in posts]),
        offsets([len(post.needs) for post in posts]),
        integers([kind for kind, _ in needs]),
        integers([number for _, number in needs]),
    )


def roster_of(shifts: list[Shift]) -> Roster:
    return Roster(*(integers([shift[part] for shift in shifts]) for part in range(4)))


def holders_of(persons: list[Person]) -> Holders:
    held = [pair for person in persons for pair in person.held.items()]
    away = [spell for person in persons for spell in person.away]
    return Holders(
        offsets([len(person.held) for person in persons]),
        integers([kind for kind, _ in held]),
        integers([until for _, until in held]),
        offsets([len(person.away) for person in persons]),
        integers([start for start, _ in away]),
        integers([end for _, end in away]),
    )


def rows(short: Short) -> list[tuple[int, ...]]:
    return sorted(zip(*(column.tolist() for column in short), strict=True))


def distinct(
    posts: list[Post], persons: list[Person], shifts: list[Shift]
) -> list[tuple[int, ...]]:
    return rows(short_by_distinct(demand_of(posts), roster_of(shifts), holders_of(persons)))


def counted(posts: list[Post], persons: list[Person], shifts: list[Shift]) -> list[tuple[int, ...]]:
    return rows(short_by_counting(demand_of(posts), roster_of(shifts), holders_of(persons)))


# What an oracle says, second by second.


def there(post: int, second: int, persons: list[Person], shifts: list[Shift]) -> list[int]:
    found = {
        shift.person
        for shift in shifts
        if shift.post == post and shift.person != NOBODY and shift.start <= second < shift.end
    }
    return sorted(
        person
        for person in found
        if not any(start <= second < end for start, end in persons[person].away)
    )


def most_matched(people: list[int], second: int, persons: list[Person], post: Post) -> int:
    """Return how many places of the requirements different people can fill at most."""
    slots = [kind for kind, number in post.needs for _ in range(number)]
    taken: dict[int, int] = {}

    def place(slot: int, tried: set[int]) -> bool:
        for person in people:
            if persons[person].held.get(slots[slot], -1) > second and person not in tried:
                tried.add(person)
                if person not in taken or place(taken[person], tried):
                    taken[person] = slot
                    return True
        return False

    return sum(place(slot, set()) for slot in range(len(slots)))


@st.composite
def plans(
    draw: st.DrawFn, requirements_max: int = 4
) -> tuple[list[Post], list[Person], list[Shift]]:
    seconds = st.integers(0, HORIZON)
    spells = st.tuples(seconds, st.integers(1, HORIZON)).map(lambda pair: (pair[0], sum(pair)))
    kinds = range(requirements_max)
    persons = [
        Person(
            draw(
                st.dictionaries(
                    st.sampled_from(kinds), st.one_of(seconds, st.just(EVER)), max_size=4
                )
            ),
            tuple(draw(spells.map(lambda spell: (spell,)) if draw(st.booleans()) else st.just(()))),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    posts = []
    for _ in range(draw(st.integers(1, 3))):
        start, end = draw(spells)
        chosen = draw(st.lists(st.sampled_from(kinds), unique=True, max_size=requirements_max))
        needs = tuple((kind, draw(st.integers(1, 2))) for kind in sorted(chosen))
        posts.append(Post(start, end, draw(st.integers(1, 3)), needs))
    shifts = [
        Shift(
            draw(st.integers(NOBODY, len(posts) - 1)),
            draw(st.integers(NOBODY, len(persons) - 1)),
            *draw(spells),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]
    return posts, persons, shifts


def test_a_post_without_shifts_is_short_all_the_time() -> None:
    assert distinct([Post(10, 20, 2)], [], []) == [(0, HEADCOUNT, 10, 20, 0, 2)]


def test_a_covered_post_is_not_short() -> None:
    shifts = [Shift(0, 0, 10, 15), Shift(0, 1, 15, 20)]

    assert distinct([Post(10, 20)], [Person(), Person()], shifts) == []


def test_a_gap_of_one_second_is_found() -> None:
    shifts = [Shift(0, 0, 10, 14), Shift(0, 1, 15, 20)]

    assert distinct([Post(10, 20)], [Person(), Person()], shifts) == [(0, HEADCOUNT, 14, 15, 0, 1)]


def test_one_person_twice_on_a_post_is_one_person() -> None:
    shifts = [Shift(0, 0, 10, 20), Shift(0, 0, 12, 18)]

    assert distinct([Post(10, 20, 2)], [Person()], shifts) == [(0, HEADCOUNT, 10, 20, 1, 2)]


def test_one_person_with_two_qualifications_meets_one_requirement() -> None:
    posts = [Post(0, 10, 1, ((0, 1), (1, 1)))]
    persons = [Person({0: EVER, 1: EVER})]
    shifts = [Shift(0, 0, 0, 10)]

    assert distinct(posts, persons, shifts) == [(0, 0b11, 0, 10, 1, 2)]
    assert counted(posts, persons, shifts) == []


def test_two_people_with_the_right_qualifications_meet_two_requirements() -> None:
    posts = [Post(0, 10, 2, ((0, 1), (1, 1)))]
    persons = [Person({0: EVER, 1: EVER}), Person({0: EVER})]
    shifts = [Shift(0, 0, 0, 10), Shift(0, 1, 0, 10)]

    assert distinct(posts, persons, shifts) == []


def test_a_shift_is_split_where_a_qualification_expires() -> None:
    posts = [Post(0, 10, 1, ((0, 1),))]

    assert distinct(posts, [Person({0: 6})], [Shift(0, 0, 0, 10)]) == [(0, 0b1, 6, 10, 0, 1)]


def test_an_absence_cuts_a_shift() -> None:
    away = Person(away=((4, 6),))

    assert distinct([Post(0, 10)], [away], [Shift(0, 0, 0, 10)]) == [(0, HEADCOUNT, 4, 6, 0, 1)]


def test_a_shift_of_nobody_covers_nothing() -> None:
    shifts = [Shift(0, NOBODY, 0, 10), Shift(NOBODY, 0, 0, 10)]

    assert distinct([Post(0, 10)], [Person()], shifts) == [(0, HEADCOUNT, 0, 10, 0, 1)]


def test_one_stretch_tells_the_least_people_in_it() -> None:
    shifts = [Shift(0, 0, 0, 10), Shift(0, 1, 0, 4)]

    assert distinct([Post(0, 10, 3)], [Person(), Person()], shifts) == [(0, HEADCOUNT, 0, 10, 1, 3)]


@pytest.mark.parametrize("count", [SUBSETS_MAX, SUBSETS_MAX + 1])
def test_both_ways_of_judging_many_requirements_agree(count: int) -> None:
    posts = [Post(0, 10, 1, tuple((kind, 1) for kind in range(count)))]
    persons = [Person({kind: EVER, 0: EVER}) for kind in range(count - 1)]
    shifts = [Shift(0, person, 0, 10) for person in range(count - 1)]

    # The last requirement has no holder at all, and it alone is told.
    assert distinct(posts, persons, shifts) == [(0, 1 << (count - 1), 0, 10, 0, 1)]


def test_more_stretches_than_the_first_room_holds_are_all_told() -> None:
    posts = [Post(0, 20_000)]
    shifts = [Shift(0, 0, second, second + 1) for second in range(0, 20_000, 2)]

    found = distinct(posts, [Person()], shifts)

    assert found == [(0, HEADCOUNT, second, second + 1, 0, 1) for second in range(1, 20_000, 2)]


@settings(deadline=None, max_examples=150)
@given(plans())
def test_headcount_is_short_exactly_when_the_oracle_says(
    plan: tuple[list[Post], list[Person], list[Shift]],
) -> None:
    posts, persons, shifts = plan

    found = {
        (post, second)
        for post, subset, start, end, _, _ in distinct(*plan)
        if subset == HEADCOUNT
        for second in range(start, end)
    }

    assert found == {
        (place, second)
        for place, post in enumerate(posts)
        for second in range(post.start, post.end)
        if len(there(place, second, persons, shifts)) < post.headcount
    }


def short_of_holders(
    plan: tuple[list[Post], list[Person], list[Shift]],
) -> dict[tuple[int, int], int]:
    """Return post and second with the number of requirements' places left open, by matching."""
    posts, persons, shifts = plan
    lacking = {}
    for place, post in enumerate(posts):
        for second in range(post.start, post.end):
            people = there(place, second, persons, shifts)
            wanted = sum(number for _, number in post.needs)
            lack = wanted - most_matched(people, second, persons, post)
            if people and lack:
                lacking[place, second] = lack
    return lacking


@settings(deadline=None, max_examples=150)
@given(plans())
def test_holders_are_short_exactly_when_no_matching_fills_all_places(
    plan: tuple[list[Post], list[Person], list[Shift]],
) -> None:
    lacking = short_of_holders(plan)

    stretches = [row for row in distinct(*plan) if row[1] != HEADCOUNT]

    seconds = {(row[0], second) for row in stretches for second in range(row[2], row[3])}
    assert seconds == lacking.keys()
    for post, _, start, end, have, need in stretches:
        assert need - have == max(lacking[post, second] for second in range(start, end))


@settings(deadline=None, max_examples=40)
@given(plans(requirements_max=SUBSETS_MAX + 2))
def test_matching_takes_over_where_subsets_are_too_many(
    plan: tuple[list[Post], list[Person], list[Shift]],
) -> None:
    everything = tuple((kind, 1) for kind in range(SUBSETS_MAX + 2))
    posts = [Post(post.start, post.end, 1, everything) for post in plan[0]]
    large = (posts, plan[1], plan[2])

    seconds = {
        (post, second)
        for post, subset, start, end, _, _ in distinct(*large)
        if subset != HEADCOUNT
        for second in range(start, end)
    }

    assert seconds == short_of_holders(large).keys()


@settings(deadline=None, max_examples=100)
@given(plans())
def test_counting_counts_each_requirement_by_itself(
    plan: tuple[list[Post], list[Person], list[Shift]],
) -> None:
    posts, persons, shifts = plan

    found = {
        (post, subset, second)
        for post, subset, start, end, _, _ in counted(*plan)
        if subset != HEADCOUNT
        for second in range(start, end)
    }

    assert found == {
        (place, 1 << bit, second)
        for place, post in enumerate(posts)
        for second in range(post.start, post.end)
        for bit, (kind, number) in enumerate(post.needs)
        if sum(
            persons[person].held.get(kind, -1) > second
            for person in there(place, second, persons, shifts)
        )
        < number
    }


@settings(deadline=None, max_examples=60)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_shifts_changes_nothing(
    plan: tuple[list[Post], list[Person], list[Shift]], order: object
) -> None:
    posts, persons, shifts = plan
    shuffled = list(shifts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis hands in a Random

    assert distinct(posts, persons, shuffled) == distinct(posts, persons, shifts)
