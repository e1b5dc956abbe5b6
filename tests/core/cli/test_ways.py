"""The ways of a re-plan as files beside each other."""

import pytest

from summitry.cli.ways import place_of, require_own, write_ways
from summitry.kit.errors import SummitryError
from summitry.package.patch import Patch, patch_bytes
from summitry.roster.replan.problem import Kind


def way(base="a" * 64, made_by="replan"):
    return patch_bytes(Patch(base=base, made_by=made_by))


def test_the_best_has_the_name_that_was_asked_for_and_others_stand_beside_it(tmp_path):
    out = tmp_path / "p.json"

    written, removed = write_ways(out, {Kind.LEAST_CHANGE: way("b" * 64), Kind.HALF: way()})

    assert (written, removed) == ([out, tmp_path / "p-half.json"], [])
    assert (out.read_bytes(), written[1].read_bytes()) == (way("b" * 64), way())


def test_other_ways_of_an_earlier_run_are_removed_and_nothing_else(tmp_path):
    out = tmp_path / "p.json"
    write_ways(out, {kind: way() for kind in Kind})
    stay = {
        "p-half.json": b"{}", "p-own-unit.json": way(made_by="roster"), "p-other.json": way(),
        "q-half.json": way(), "p-half.txt": way(),
    }  # fmt: skip
    for name, content in stay.items():
        (tmp_path / name).write_bytes(content)
    gone = [Kind.ONE_FOR_ONE, Kind.FEWEST_PEOPLE]

    best, nobody_moved = way("b" * 64), way("c" * 64)
    written, removed = write_ways(out, {Kind.LEAST_CHANGE: best, Kind.NOBODY_MOVED: nobody_moved})

    assert written == [out, tmp_path / "p-nobody-moved.json"]
    assert removed == [place_of(out, kind) for kind in gone]
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        **stay, "p.json": best, "p-nobody-moved.json": nobody_moved,
    }  # fmt: skip


def test_a_file_of_somebody_else_is_not_written_over(tmp_path):
    out = tmp_path / "p.json"
    write_ways(out, {kind: way() for kind in Kind})
    require_own(out)
    (tmp_path / "p-half.json").write_bytes(b"{}")

    with pytest.raises(SummitryError) as refused:
        require_own(out)

    path = str(tmp_path / "p-half.json")
    assert (refused.value.code, refused.value.facts) == ("replan.other_file", {"path": path})
