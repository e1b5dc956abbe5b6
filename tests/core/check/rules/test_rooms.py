"""Rooms: one thing at a time, room for all, time for every speaker."""

import pytest

from summitry.plan.conference import Speaker
from summitry.plan.places import Room
from summitry.plan.programme import Item
from tests.plans.one_rule import MINUTE, OPENS, found, told


def item(key: str, start: float, end: float, **cells: object) -> Item:
    return Item(
        item_id=key,
        title=key,
        kind="plenary",
        start=OPENS + start * MINUTE,
        end=OPENS + end * MINUTE,
        **{"room_id": "blue", **cells},
    )


def room(capacity: int | None) -> Room:
    return Room(room_id="blue", name="Blue", site_id="hall", capacity_max=capacity)


def test_later_item_is_found_when_the_room_is_taken() -> None:
    (gap,) = found("C-72", [item("first", 0, 60), item("second", 59, 90), room(10)])

    assert told([gap]) == [("twice", "programme", "second", "first", "high")]
    assert (gap.start, gap.end) == (OPENS + 59 * MINUTE, OPENS + 60 * MINUTE)


def test_item_may_begin_as_the_other_ends() -> None:
    assert found("C-72", [item("first", 0, 60), item("second", 60, 90)]) == ()


def test_another_room_is_free() -> None:
    assert found("C-72", [item("first", 0, 60), item("second", 0, 60, room_id="red")]) == ()


def test_every_pair_is_found_when_three_share_a_room() -> None:
    rows = [item("a", 0, 60), item("b", 10, 20), item("c", 15, 40)]

    assert [(gap.key, gap.discriminator) for gap in found("C-72", rows)] == [
        ("b", "a"),
        ("c", "a"),
        ("c", "b"),
    ]


@pytest.mark.parametrize(("headcount", "cases"), [(10, []), (11, ["small"]), (0, []), (None, [])])
def test_room_holds_as_many_as_its_capacity(headcount: int | None, cases: list[str]) -> None:
    gaps = found("C-72", [item("talks", 0, 60, headcount=headcount), room(10)])

    assert [gap.case for gap in gaps] == cases


def test_capacity_that_nobody_knows_is_unknown() -> None:
    (gap,) = found("C-72", [item("talks", 0, 60, headcount=5), room(None)])

    assert (gap.case, gap.status) == ("unknown", "unknown")


def test_room_that_is_not_in_the_plan_is_told_elsewhere() -> None:
    assert found("C-72", [item("talks", 0, 60, headcount=5)]) == ()


def speaker(place: int, minutes: float) -> Speaker:
    return Speaker(item_id="talks", place=place, delegation_id="D-1", minutes=minutes)


def test_speakers_may_fill_the_item() -> None:
    rows = [item("talks", 0, 60), speaker(1, 29.9), speaker(2, 30.1)]

    assert found("C-208", rows) == ()


def test_speakers_beyond_the_end_are_found() -> None:
    (gap,) = found("C-208", [item("talks", 0, 60), speaker(1, 30), speaker(2, 30.5)])

    assert (gap.key, gap.facts["need_minutes"], gap.facts["have_minutes"]) == ("talks", 60.5, 60)


def test_speakers_of_an_unknown_item_are_told_elsewhere() -> None:
    assert found("C-208", [speaker(1, 90)]) == ()
