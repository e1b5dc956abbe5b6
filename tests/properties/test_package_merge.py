"""Merging loses nothing that one side changed, and does not care who is asked first."""

from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.time import moment_of
from summitry.package.join import join
from summitry.package.merge import merge
from summitry.package.package import Package
from summitry.plan.organisation import Unit
from summitry.plan.plans import Task
from summitry.plan.posts import Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import UnitKind

KEYS = st.sampled_from("abc")
UNITS = st.sets(st.sampled_from("uvwx"), max_size=3).map(lambda units: tuple(sorted(units)))
ROWS = st.one_of(
    st.builds(Unit, unit_id=KEYS, name=st.sampled_from(["N", "M"]), kind=st.sampled_from(UnitKind)),
    st.builds(
        Task,
        task_id=KEYS,
        title=st.sampled_from(["T", "S"]),
        plan_id=st.just("p"),
        lead_unit_ids=UNITS,
        cooperating_unit_ids=UNITS,
    ),
    st.builds(
        Shift,
        post_id=KEYS,
        start=st.sampled_from([0, 100_000]).map(moment_of),
        end=st.sampled_from([200_000, 300_000]).map(moment_of),
        person_id=KEYS,
        unit_id=KEYS,
    ),
)


def whole(rows: list[Unit | Task | Shift]) -> Snapshot:
    by_key = {(type(row), str(getattr(row, row.__struct_fields__[1]))): row for row in rows}
    return Snapshot.of(by_key.values())


PLANS = st.lists(ROWS, max_size=6).map(whole)


@given(PLANS, PLANS, PLANS)
def test_merge_commutes_where_nothing_clashes(base: Snapshot, one: Snapshot, two: Snapshot) -> None:
    there, back = merge(base, one, two), merge(base, two, one)

    assert len(there.clashes) == len(back.clashes)
    if not there.clashes:
        assert there.snapshot.root() == back.snapshot.root()


@given(PLANS, PLANS)
def test_merge_with_oneself_or_with_the_base_is_oneself(base: Snapshot, one: Snapshot) -> None:
    made = [merge(base, one, one), merge(base, one, base), merge(base, base, one)]

    assert [merged.clashes for merged in made] == [(), (), ()]
    assert {merged.snapshot.root() for merged in made} == {one.root()}


@given(PLANS, PLANS, PLANS)
def test_merged_again_changes_nothing(base: Snapshot, one: Snapshot, two: Snapshot) -> None:
    merged = merge(base, one, two)

    again = merge(base, merged.snapshot, one)

    if not merged.clashes:
        assert again.clashes == ()
        assert again.snapshot.root() == merged.snapshot.root()


@given(PLANS, PLANS)
def test_joined_plan_holds_every_row_of_both(one: Snapshot, two: Snapshot) -> None:
    packages = {"one": Package(snapshot=one), "two": Package(snapshot=two)}

    joined = join(packages, at=moment_of(0))

    for name in one.tables:
        both = one.tables[name].keys() | two.tables[name].keys()
        assert joined.package.snapshot.tables[name].keys() == both
    clashing = {(clash.table, clash.key) for clash in joined.clashes}
    for name, rows in two.tables.items():
        for key, row in rows.items():
            stands = joined.package.snapshot.get(name, key)
            assert stands == row or (name, key) in clashing
