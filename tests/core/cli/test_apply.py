"""`summitry apply`: a patch goes into the plan that it was made on, or nothing is written."""

from pathlib import Path

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit
from tests.plans.small import small


@pytest.fixture(autouse=True)
def plan(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)
    snapshot, attestations = small()
    save(Package(snapshot=snapshot, attestations=attestations, key=b"k" * 32), Path("plan"))
    package = load(Path("plan"))
    gone = [Edit("gates", "G-2", None)]
    patch = patch_of(package.snapshot, gone, key=package.key, made_by="roster")
    Path("patch.json").write_bytes(patch_bytes(patch))
    return package


def test_a_patch_is_written_into_another_folder_and_the_plan_is_left(plan, capsys):
    status = main(["apply", "plan", "patch.json", "--out", "plan-2"])

    after = load(Path("plan-2"))
    assert status == 0
    assert "gates: 1 row removed" in capsys.readouterr().out
    assert after.snapshot.get("gates", "G-2") is None
    assert (after.attestations, load(Path("plan")).root) == (plan.attestations, plan.root)


def test_a_patch_that_was_made_on_another_plan_changes_nothing(plan, capsys):
    assert main(["apply", "plan", "patch.json"]) == 0
    once = load(Path("plan")).root

    assert main(["apply", "plan", "patch.json"]) == 2
    assert load(Path("plan")).root == once != plan.root
    assert "Make the proposal anew" in capsys.readouterr().err


def test_a_patch_that_changes_nothing_writes_nothing(plan, capsys):
    patch = patch_of(plan.snapshot, (), key=plan.key, made_by="roster")
    Path("patch.json").write_bytes(patch_bytes(patch))

    assert main(["apply", "plan", "patch.json", "--out", "plan-2"]) == 0
    assert not Path("plan-2").exists()
    assert "changes nothing" in capsys.readouterr().out


def test_what_two_plans_differ_in_is_a_patch_that_makes_one_of_the_other(plan, capsys):
    main(["apply", "plan", "patch.json", "--out", "plan-2"])
    capsys.readouterr()

    status = main(["compare", "plan", "plan-2", "--format", "patch"])
    Path("again.json").write_text(capsys.readouterr().out, encoding="utf-8")
    main(["apply", "plan", "again.json", "--out", "plan-3"])

    assert status == 1
    assert load(Path("plan-3")).root == load(Path("plan-2")).root != plan.root
