import pytest

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.merkle import EMPTY, inclusion_proof, leaf_hash, root_from_proof
from summitry.kit.streams import stream
from summitry.plan.bulk import Bulk
from summitry.plan.organisation import Unit
from summitry.plan.posts import Shift
from summitry.plan.snapshot import Snapshot, tables_with_rows
from tests.core.plan.test_bulk import KEY_OF, shift
from tests.plans.random_rows import some_event, some_snapshot

A, B = Unit(unit_id="A", name="A"), Unit(unit_id="B", name="B")
SECRET = b"k" * 32


def test_rows_are_found_by_key_in_order() -> None:
    snapshot = Snapshot.of([B, shift(), A])

    assert list(snapshot.rows(Unit).items()) == [("A", A), ("B", B)]
    assert snapshot.get("units", "A") == A
    assert snapshot.get("units", "C") is None
    assert snapshot.get("shifts", KEY_OF(shift())) == shift()
    assert (snapshot.size("units"), snapshot.size("shifts"), snapshot.size("posts")) == (2, 1, 0)
    assert [declared.name for declared in tables_with_rows(snapshot)] == ["units", "shifts"]


def test_bulk_rows_may_be_handed_in_as_blocks() -> None:
    made = Snapshot.of([A], {"shifts": Bulk.of_rows("shifts", [shift()])})

    assert made.root() == Snapshot.of([shift(), A]).root()


def test_same_key_twice_is_refused() -> None:
    with pytest.raises(SummitryError) as caught:
        Snapshot.of([A, Unit(unit_id="A", name="other")])

    assert caught.value.code == "row.duplicate_key"
    assert caught.value.facts == {"table": "units", "key": "A"}


@pytest.mark.parametrize("count", [0, 2])
def test_plan_has_one_event(count: int) -> None:
    events = [some_event(stream(1, "event"))] * count
    rows = [type(event)(**{**_cells(event), "event_id": f"E{n}"}) for n, event in enumerate(events)]

    with pytest.raises(SummitryError) as caught:
        _ = Snapshot.of(rows).event

    assert caught.value.code == "plan.one_event"
    assert caught.value.facts == {"got": count}


def _cells(event: object) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__struct_fields__}


def test_event_is_the_only_one() -> None:
    event = some_event(stream(1, "event"))

    assert Snapshot.of([event]).event == event


def test_empty_plan_has_the_empty_hash() -> None:
    assert Snapshot.of([]).root() == EMPTY


def test_every_row_proves_that_it_is_in_the_table() -> None:
    snapshot = some_snapshot(stream(4, "proof"), rows_each=9)
    leaves = snapshot.leaves("posts", SECRET)

    roots = {
        root_from_proof(leaf, place, len(leaves), inclusion_proof(leaves, place))
        for place, leaf in enumerate(leaves)
    }

    assert roots == {snapshot.table_root("posts", SECRET)}


def test_leaves_are_salted_so_that_nobody_can_guess_a_row() -> None:
    twins = Snapshot.of([A, B])
    plain, salted = twins.leaves("units"), twins.leaves("units", SECRET)

    assert plain == (leaf_hash(canonical(A)), leaf_hash(canonical(B)))
    assert not set(plain) & set(salted)
    assert salted != twins.leaves("units", b"another key")
    assert twins.root(SECRET) != twins.root() != twins.root(b"another key")
    assert twins.leaves("units", SECRET) == salted


def test_salt_depends_on_table_and_key() -> None:
    both = Snapshot.of([shift(), shift("P2", unit="U2")])
    one = Snapshot.of([shift()])

    assert both.leaves("shifts", SECRET)[0] == one.leaves("shifts", SECRET)[0]
    assert len(set(both.leaves("shifts", SECRET))) == 2


def test_rows_of_a_bulk_table_are_reached_through_the_bulk_only() -> None:
    with pytest.raises(KeyError):
        Snapshot.of([shift()]).rows(Shift)
