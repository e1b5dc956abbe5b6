"""A patch on an older plan: merged, checked again, and nothing of the present plan lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.check.run import check
from summitry.decide.apply import Present, apply, patch_of
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit
from summitry.plan.change import apply as edited
from summitry.plan.mandate import Objective
from tests.plans.random_rows import OPENS, some_edit, some_snapshot
from tests.plans.small import NOW, small


def present_of(snapshot, attestations=None, at=OPENS):
    words = attestations or Attestations()
    return Present(snapshot=snapshot, attestations=words, run=check(snapshot, words, at=at))


def test_patch_on_an_older_plan_keeps_what_came_since():
    base, words = small()
    here = base.rows(Objective)["O-1"]
    later = edited(base, [Edit("objectives", "O-1", replace(here, name="Another name"))])
    mine = Edit("objectives", "O-2", Objective(objective_id="O-2", name="Nobody waits"))

    applied = apply(patch_of(base, [mine]), base, present_of(later, words, NOW), at=NOW)

    assert applied.snapshot.rows(Objective)["O-1"].name == "Another name"
    assert applied.edits == (mine,)
    assert applied.clashes == ()
    assert {each.key for each in (*applied.opened, *applied.closed)} <= {"O-2", "E"}


def test_clash_leaves_the_present_plan_as_it_is_and_is_told():
    base, words = small()
    here = base.rows(Objective)["O-1"]
    later = edited(base, [Edit("objectives", "O-1", replace(here, name="Theirs"))])
    mine = Edit("objectives", "O-1", replace(here, name="Mine"))

    applied = apply(patch_of(base, [mine]), base, present_of(later, words, NOW), at=NOW)

    assert applied.edits == ()
    assert [(each.key, each.column) for each in applied.clashes] == [("O-1", "name")]


def test_patch_of_another_base_is_refused():
    base, _ = small()
    other = edited(base, [Edit("objectives", "O-1", None)])

    with pytest.raises(SummitryError, match=r"patch\.base"):
        apply(patch_of(other, []), base, present_of(base), at=NOW)


@given(st.integers(0, 1 << 20))
@settings(max_examples=15, deadline=None)
def test_on_an_unchanged_plan_it_is_the_edit_and_a_check_from_scratch(seed):
    chance = stream(seed, "apply")
    base = some_snapshot(chance)
    edit = some_edit(chance, base)
    before = present_of(base)

    applied = apply(patch_of(base, [edit]), base, before, at=OPENS)

    afresh = check(edited(base, [edit]), Attestations(), at=OPENS)
    assert applied.snapshot.root() == edited(base, [edit]).root()
    assert applied.run.findings == afresh.findings
    assert {each.identity for each in applied.closed} == {
        each.identity for each in before.run.findings
    } - {each.identity for each in afresh.findings}
