from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.kit.time import DAY_SECONDS, seconds_of
from summitry.plan.bulk import Block, Bulk
from summitry.plan.posts import Shift
from summitry.plan.tables import TABLES

T0 = datetime(2025, 10, 25, 2, tzinfo=UTC)
DAY = seconds_of(T0) // DAY_SECONDS
KEY_OF = TABLES["shifts"].key_of


def shift(post: str = "P1", hour: int = 0, *, unit: str = "U1", slot: int = 1) -> Shift:
    start = T0 + timedelta(hours=hour)
    return Shift(
        post_id=post,
        start=start,
        slot=slot,
        end=start + timedelta(hours=2),
        person_id=f"N-{post}",
        unit_id=unit,
    )


SHIFTS = st.builds(
    shift,
    st.sampled_from(["P1", "P2", "P3"]),
    st.integers(0, 50),
    unit=st.sampled_from(["U1", "U2"]),
    slot=st.integers(1, 2),
)
TABLE = st.lists(SHIFTS, unique_by=KEY_OF, max_size=12)


def rows_by_key(bulk: Bulk) -> dict[str, object]:
    return {KEY_OF(row): row for row in bulk.rows()}


@given(TABLE, st.randoms())
def test_rows_come_back_whatever_their_order(rows: list[Shift], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)

    bulk = Bulk.of_rows("shifts", shuffled)

    assert rows_by_key(bulk) == {KEY_OF(row): row for row in rows}
    assert bulk == Bulk.of_rows("shifts", rows)
    assert len(bulk) == len(rows)
    assert [bulk.get(KEY_OF(row)) for row in rows] == rows


@given(TABLE)
def test_blocks_are_by_unit_and_day_and_sorted(rows: list[Shift]) -> None:
    bulk = Bulk.of_rows("shifts", rows)

    assert list(bulk.blocks) == sorted(
        {(row.unit_id, seconds_of(row.start) // DAY_SECONDS) for row in rows}
    )
    for block_key, block in bulk.blocks.items():
        keys = [KEY_OF(row) for row in Bulk(bulk.table, {block_key: block}).rows()]
        assert keys == [
            KEY_OF(row)
            for row in sorted(rows, key=lambda row: (row.post_id, row.start, row.slot))
            if (row.unit_id, seconds_of(row.start) // DAY_SECONDS) == block_key
        ]


@given(TABLE, st.dictionaries(st.sampled_from(range(12)), st.booleans()), TABLE)
def test_edited_is_rebuilt(rows: list[Shift], chosen: dict[int, bool], fresh: list[Shift]) -> None:
    changed: dict[str, Shift | None] = {KEY_OF(row): row for row in fresh}
    changed |= {KEY_OF(rows[place]): None for place in chosen if place < len(rows)}
    after = {KEY_OF(row): row for row in rows} | changed

    edited = Bulk.of_rows("shifts", rows).edited(changed)

    rebuilt = Bulk.of_rows("shifts", [row for row in after.values() if row is not None])
    assert edited == rebuilt
    assert list(edited.blocks) == list(rebuilt.blocks)


@given(TABLE)
def test_columns_hold_the_rows_with_ids_as_words(rows: list[Shift]) -> None:
    bulk = Bulk.of_rows("shifts", rows)
    columns = bulk.columns

    told = [
        (columns.words["post_id"][post], columns.words["unit_id"][unit], start, slot)
        for post, unit, start, slot in zip(
            columns["post_id"], columns["unit_id"], columns["start"], columns["slot"], strict=True
        )
    ]

    assert told == [
        (row.post_id, row.unit_id, seconds_of(row.start), row.slot) for row in bulk.rows()
    ]
    assert columns.size == len(rows)


def test_only_touched_blocks_are_made_anew() -> None:
    bulk = Bulk.of_rows("shifts", [shift(), shift("P2", unit="U2"), shift("P3", 30)])

    edited = bulk.edited({KEY_OF(shift()): None})

    assert list(edited.blocks) == [("U1", DAY + 1), ("U2", DAY)]
    assert all(edited.blocks[key] is bulk.blocks[key] for key in edited.blocks)


def test_shift_that_changes_its_unit_moves_between_blocks() -> None:
    bulk = Bulk.of_rows("shifts", [shift(), shift("P2")])
    moved = shift(unit="U2")

    edited = bulk.edited({KEY_OF(moved): moved})

    assert list(edited.blocks) == [("U1", DAY), ("U2", DAY)]
    assert len(edited) == 2


def test_same_key_twice_is_refused() -> None:
    with pytest.raises(SummitryError) as caught:
        Bulk.of_rows("shifts", [shift(), shift("P2"), shift(unit="U2")])

    assert caught.value.code == "bulk.duplicate_key"
    assert caught.value.facts == {"table": "shifts", "key": "P1|2025-10-25T02:00Z|1"}


@pytest.mark.parametrize(
    "key",
    [
        "P1",
        "P1|2025-10-25T02:00Z|2",
        "P1|2025-10-26T02:00Z|1",
        "P9|2025-10-25T02:00Z|1",
        "P0|2025-10-25T02:00Z|1",
        "P1|tomorrow|1",
        "P1|2025-10-25T02:00Z|one",
        "P1|2025-10-25T02:00|1",
        "P1|2025-10-25T02:00:00+00:00|1",
        "P1|2025-10-25T02:00Z|01",
        "P1|2025-10-25T02:00Z|99999999999999999999",
        "P1|2025-10-25T02:00Z|1|1",
    ],
)
def test_key_of_no_row_finds_nothing(key: str) -> None:
    bulk = Bulk.of_rows("shifts", [shift()])

    assert bulk.get(key) is None
    assert bulk.edited({key: None}) == bulk


def test_table_without_a_unit_has_blocks_by_day() -> None:
    arrivals = Bulk.of_columns(
        "arrivals",
        {"gate_id": ["G"], "start": [seconds_of(T0)], "end": [seconds_of(T0) + 60], "persons": [5]},
    )

    assert list(arrivals.blocks) == [("", DAY)]
    assert [row.persons for row in arrivals.rows()] == [5]


def test_empty_table_has_no_blocks() -> None:
    empty = Bulk.of_rows("shifts", [])

    assert empty == Bulk(TABLES["shifts"], {})
    assert empty.columns.size == 0
    assert empty.columns["start"].tolist() == []
    assert empty != 3


def test_column_at_its_default_leaves_the_hash_alone() -> None:
    words, start = {"post_id": ("P",)}, np.array([0, 0])
    old = Block(words, {"post_id": np.array([0, 0]), "start": start})

    def later(values: list[int]) -> Block:
        cells = {"post_id": np.array([0, 0]), "start": start, "dogs": np.array(values)}
        return Block(words, cells, {"dogs": 1})

    assert later([1, 1]).content == old.content
    assert later([1, 2]).content != old.content


def test_blocks_cannot_be_written_to() -> None:
    (block,) = Bulk.of_rows("shifts", [shift()]).blocks.values()

    with pytest.raises(ValueError, match="read-only"):
        block.values["start"][0] = 0


@given(TABLE)
def test_columns_kept_from_making_are_those_put_together_from_the_blocks(
    rows: list[Shift],
) -> None:
    kept = Bulk.of_rows("shifts", rows).columns

    again = Bulk(TABLES["shifts"], Bulk.of_rows("shifts", rows).blocks).columns

    assert kept.size == again.size == len(rows)
    assert {name: kept.words[name] for name in again.words} == again.words
    assert {name: column.tolist() for name, column in kept.values.items()} == {
        name: column.tolist() for name, column in again.values.items()
    }


@given(TABLE)
def test_the_rows_that_hold_an_id_are_found(rows: list[Shift]) -> None:
    made = Bulk.of_rows("shifts", rows)

    for person_id in {"N-nobody", *(each.person_id for each in rows)}:
        wanted = [each for each in made.rows() if each.person_id == person_id]
        assert [*made.having("person_id", person_id)] == wanted
