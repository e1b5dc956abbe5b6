"""The plan's hash: the same for the same plan, another for any other."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.canonical import canonical
from summitry.kit.streams import stream
from summitry.plan.attestation import row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from tests.plans.random_rows import changed, chosen, existing_keys, some_edit, some_snapshot

SEEDS = st.integers(0, 1 << 20)
KEYS = st.sampled_from([b"", b"key"])


def all_rows(snapshot: Snapshot) -> list[Row]:
    plain = [row for rows in snapshot.tables.values() for row in rows.values()]
    return plain + [row for bulk in snapshot.bulks.values() for row in bulk.rows()]


@given(SEEDS, KEYS)
def test_order_of_rows_does_not_matter(seed: int, key: bytes) -> None:
    chance = stream(seed, "order")
    snapshot = some_snapshot(chance)
    rows = all_rows(snapshot)
    shuffled = [rows[int(place)] for place in chance.permutation(len(rows))]

    assert Snapshot.of(shuffled).root(key) == snapshot.root(key)


@given(SEEDS, KEYS)
def test_one_changed_cell_changes_the_hash_and_its_table_only(seed: int, key: bytes) -> None:
    chance = stream(seed, "cell")
    snapshot = some_snapshot(chance)
    name = chosen(chance, [name for name in TABLES if snapshot.size(name)])
    row = snapshot.get(name, chosen(chance, existing_keys(snapshot, name)))
    other = changed(chance, row)

    after = apply(snapshot, [Edit(name, TABLES[name].key_of(other), other)])

    assert (after.root(key) == snapshot.root(key)) is (other == row)
    assert [each for each in TABLES if after.table_root(each) != snapshot.table_root(each)] == (
        [] if other == row else [name]
    )


@given(SEEDS, st.integers(1, 12), KEYS)
def test_way_to_a_plan_does_not_matter(seed: int, count: int, key: bytes) -> None:
    chance = stream(seed, "way")
    edited = some_snapshot(chance)
    for _ in range(count):
        edited = apply(edited, [some_edit(chance, edited)])

    assert Snapshot.of(all_rows(edited)).root(key) == edited.root(key)


@given(SEEDS, st.integers(1, 5))
def test_splitting_into_blocks_does_not_matter(seed: int, pieces: int) -> None:
    chance = stream(seed, "split")
    rows = list(some_snapshot(chance, rows_each=12).bulks["shifts"].rows())
    whole = Bulk.of_rows("shifts", rows)
    grown = Bulk.of_rows("shifts", rows[::pieces])
    for piece in range(1, pieces):
        grown = grown.edited({TABLES["shifts"].key_of(row): row for row in rows[piece::pieces]})

    assert grown == whole
    assert Snapshot({}, {"shifts": grown}).root() == Snapshot({}, {"shifts": whole}).root()


@given(SEEDS)
def test_written_and_read_rows_have_the_same_hash(seed: int) -> None:
    for row in all_rows(some_snapshot(stream(seed, "json"))):
        read = msgspec.json.decode(msgspec.json.encode(row), type=type(row))

        assert row_hash(type(row)(**msgspec.structs.asdict(read))) == row_hash(row)


@given(SEEDS)
def test_new_column_at_its_default_leaves_every_row_s_bytes(seed: int) -> None:
    for row in all_rows(some_snapshot(stream(seed, "column"))):
        cells = {**msgspec.structs.asdict(row), "dogs": 0}
        later = msgspec.defstruct(
            "Later",
            [
                *((each.name, object, each.default) for each in msgspec.structs.fields(type(row))),
                ("dogs", int, 0),
            ],
            omit_defaults=True,
            kw_only=True,
        )

        assert canonical(later(**cells)) == canonical(row)
        assert canonical(later(**{**cells, "dogs": 1})) != canonical(row)
