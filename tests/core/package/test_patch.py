"""Patches: what is written is read again, into its own state of the plan and into no other."""

import json

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.package.patch import Patch, patch_bytes, patch_of, patched, read_patch
from summitry.plan.change import Edit, apply, difference
from summitry.plan.organisation import Unit
from summitry.plan.tables import TABLES
from tests.plans.small import small

KEY = b"k" * 32
SNAPSHOT = small()[0]


def edits():
    """Return a row that is new, one that is changed, one that goes, and one of a bulk table."""
    shift = next(SNAPSHOT.bulks["shifts"].rows())
    unit = SNAPSHOT.rows(Unit)["U-1"]
    return (
        Edit("units", "U-9", replace(unit, unit_id="U-9", name="Ünit “9”")),
        Edit("units", "U-1", replace(unit, name="Changed")),
        Edit("gates", "G-2", None),
        Edit("shifts", TABLES["shifts"].key_of(shift), None),
    )


def a_patch(made=None):
    made = edits() if made is None else made
    return patch_of(SNAPSHOT, made, key=KEY, made_by="roster", seed=7, reason="Five are ill")


@pytest.mark.parametrize("made", [(), None])
def test_a_patch_is_read_as_it_was_written(made):
    patch = a_patch(made)

    assert read_patch(patch_bytes(patch)) == patch


def test_a_patch_says_what_stood_there_before():
    before = [each.before for each in a_patch().edits]

    assert before[0] is None
    assert before[1:3] == [SNAPSHOT.get("units", "U-1"), SNAPSHOT.get("gates", "G-2")]


def test_a_patch_makes_its_edits_and_nothing_else():
    after = patched(SNAPSHOT, a_patch(), key=KEY)

    assert after.root(KEY) == apply(SNAPSHOT, edits()).root(KEY)
    assert len(difference(SNAPSHOT, after)) == 4


def test_a_patch_goes_into_no_other_state_of_the_plan():
    with pytest.raises(SummitryError, match=r"patch\.stale"):
        patched(apply(SNAPSHOT, edits()[:1]), a_patch(), key=KEY)
    with pytest.raises(SummitryError, match=r"patch\.stale"):
        patched(SNAPSHOT, a_patch(), key=b"l" * 32)


def changed(**cells):
    """Return the file of a patch with the first edit changed."""
    file = json.loads(patch_bytes(a_patch()))
    file["edits"][0].update(cells)
    return json.dumps(file).encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "patch.unreadable"),
        (b"[" * 100_000, "patch.unreadable"),
        (b"\xff", "patch.unreadable"),
        (patch_bytes(a_patch())[:-20], "patch.unreadable"),
        (patch_bytes(a_patch()).replace(b'"version": 1', b'"version": 2'), "patch.version"),
        (changed(table="nothing"), "patch.unknown_table"),
        (changed(key="U-8"), "patch.other_row"),
        (changed(after={"unit_id": 5}), "patch.row"),
        (changed(more=1), "patch.unreadable"),
    ],
)
def test_what_is_no_patch_is_refused_with_its_place(content, code):
    with pytest.raises(SummitryError) as refused:
        read_patch(content)

    assert refused.value.code == code


def test_more_edits_than_can_be_read_are_refused(monkeypatch):
    monkeypatch.setattr("summitry.package.patch.EDITS_MAX", 3)

    with pytest.raises(SummitryError, match=r"patch\.too_many"):
        read_patch(patch_bytes(a_patch()))


def test_a_patch_without_edits_is_a_patch():
    assert read_patch(patch_bytes(Patch(base="00", made_by="move"))).edits == ()
