from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.plan.change import Change, Edit, Revision, apply, commit, difference
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from tests.core.plan.test_bulk import KEY_OF, shift
from tests.plans.random_rows import some_edit, some_snapshot

AT = datetime(2025, 10, 23, tzinfo=UTC)
A, B = Unit(unit_id="A", name="A"), Unit(unit_id="B", name="B")


@given(st.integers(0, 1 << 20), st.integers(0, 8))
def test_difference_leads_from_one_to_the_other(seed: int, count: int) -> None:
    chance = stream(seed, "change")
    before = some_snapshot(chance, rows_each=2)
    after = before
    for _ in range(count):
        after = apply(after, [some_edit(chance, after)])

    forth, back = difference(before, after), difference(after, before)

    assert apply(before, forth).root() == after.root()
    assert apply(after, back).root() == before.root()
    assert {(edit.table, edit.key) for edit in forth} == {(edit.table, edit.key) for edit in back}
    assert difference(after, apply(before, forth)) == ()


@given(st.integers(0, 1 << 20))
def test_difference_of_unrelated_plans_leads_over_too(seed: int) -> None:
    before, after = (some_snapshot(stream(seed, name), rows_each=2) for name in "ab")

    assert apply(before, difference(before, after)).root() == after.root()


def test_tables_that_no_edit_touches_are_shared() -> None:
    before = some_snapshot(stream(1, "shared"))

    after = apply(before, [Edit("units", "A", A)])

    assert [name for name in before.tables if after.tables[name] is not before.tables[name]] == [
        "units"
    ]
    assert all(after.bulks[name] is before.bulks[name] for name in before.bulks)


def test_rows_stay_in_order_of_key() -> None:
    after = apply(Snapshot.of([B]), [Edit("units", "A", A)])

    assert list(after.rows(Unit)) == ["A", "B"]
    assert difference(Snapshot.of([B]), after) == (Edit("units", "A", A),)


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    before = Snapshot.of([A, shift()])

    after = apply(before, [Edit("units", "Z", None), Edit("shifts", "Z|z|1", None)])

    assert difference(before, after) == ()


def test_edit_of_a_shift_is_told_by_its_key() -> None:
    before, moved = Snapshot.of([shift(), shift("P2")]), shift(unit="U2")

    after = apply(before, [Edit("shifts", KEY_OF(moved), moved)])

    assert difference(before, after) == (Edit("shifts", KEY_OF(moved), moved),)


def test_edit_under_another_key_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        apply(Snapshot.of([]), [Edit("units", "B", A)])


def test_commit_makes_the_next_revision() -> None:
    change = Change(base_revision=3, edits=(Edit("units", "A", A),), by="N-1", at=AT)

    after = commit(Revision(number=3, snapshot=Snapshot.of([])), change)

    assert (after.number, after.change) == (4, change)
    assert after.snapshot.root() == Snapshot.of([A]).root()


@pytest.mark.parametrize("number", [2, 4])
def test_change_against_another_revision_is_refused(number: int) -> None:
    change = Change(base_revision=3, edits=(), by="N-1", at=AT)

    with pytest.raises(SummitryError) as caught:
        commit(Revision(number=number, snapshot=Snapshot.of([])), change)

    assert caught.value.code == "change.stale"
    assert caught.value.facts == {"base": 3, "current": number}


def test_random_edits_reach_every_table() -> None:
    chance = stream(2, "reach")
    snapshot = some_snapshot(chance)

    touched = {some_edit(chance, snapshot).table for _ in range(2_000)}

    assert touched == set(TABLES)
