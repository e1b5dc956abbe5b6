"""Papers and pictures of a plan with a proposal in it."""

import pytest
from msgspec.structs import replace

from summitry.cli.files import load, save, write_output
from summitry.cli.main import main
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit, apply
from tests.plans.papers import package


@pytest.fixture(autouse=True)
def _english(monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plan(tmp_path):
    """Return a plan, and write a proposal in which the first motorcade has another name."""
    save(package(), tmp_path / "plan")
    kept = load(tmp_path / "plan")
    row = kept.snapshot.get("movements", "M-1")
    edit = Edit("movements", "M-1", replace(row, title="Renamed"))
    patch = patch_of(kept.snapshot, [edit], key=kept.key, made_by="test")
    write_output(tmp_path / "patch.json", patch_bytes(patch))
    return "plan"


def test_a_paper_shows_the_proposal_and_the_plan_stays_as_it_is(plan, tmp_path):
    told = ["print", "manifest", plan, "--movement", "M-1"]

    assert main([*told, "--out", "with.txt", "--proposal", "patch.json"]) == 0
    assert main([*told, "--out", "without.txt"]) == 0

    assert "Renamed" in (tmp_path / "with.txt").read_text("utf-8")
    assert "Renamed" not in (tmp_path / "without.txt").read_text("utf-8")


def test_a_picture_is_drawn_of_the_plan_with_the_proposal(plan, tmp_path):
    assert main(["draw", "movements", plan, "--proposal", "patch.json", "--out", "m.svg"]) == 0

    assert (tmp_path / "m.svg").read_text("utf-8").startswith("<svg")


def test_a_proposal_on_another_plan_is_refused(plan, tmp_path, capsys):
    kept = load(tmp_path / plan)
    row = replace(kept.snapshot.get("movements", "M-2"), title="Other")
    edit = Edit("movements", "M-2", row)
    save(replace(kept, snapshot=apply(kept.snapshot, [edit])), tmp_path / "other")

    assert main(["draw", "movements", "other", "--proposal", "patch.json"]) == 2
    assert "The patch was made on plan" in capsys.readouterr().err
