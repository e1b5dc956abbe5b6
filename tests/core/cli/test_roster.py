"""`summitry roster`: progress, result, proposal and exit status."""

import json
from pathlib import Path

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.organisation import Person
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT


def _plan(path: Path, persons: int) -> Path:
    post = Post(
        post_id="P-1",
        name="Post",
        site_id="S",
        start=EVENT.opens,
        end=EVENT.opens.replace(minute=30),
        headcount_min=2,
        owner_unit_id="POLICE",
    )
    officers = [Person(person_id=f"o-{n}", unit_id="POLICE") for n in range(persons)]
    save(Package(snapshot=Snapshot.of([EVENT, post, *officers])), path)
    return path


def test_proposal_covers_the_post_and_the_plan_stays_as_it_is(tmp_path, capsys):
    plan = _plan(tmp_path / "plan", persons=3)
    before = load(plan).root.hex()

    status = main(
        [
            "roster",
            str(plan),
            "--seconds",
            "5",
            "--out",
            str(tmp_path / "patch.json"),
            "--plan-out",
            str(tmp_path / "after"),
        ]
    )

    assert status == 0
    patch = json.loads((tmp_path / "patch.json").read_bytes())
    told = {name: patch[name] for name in ("base", "seed", "uncovered", "bound", "gap", "ending")}
    assert told == {
        "base": before,
        "seed": 1,
        "uncovered": 0,
        "bound": 0,
        "gap": 0,
        "ending": "proved",
    }
    assert [edit["table"] for edit in patch["edits"]] == ["shifts", "shifts"]
    assert load(plan).root.hex() == before
    assert len(load(tmp_path / "after").snapshot.bulks["shifts"]) == 2
    captured = capsys.readouterr()
    assert "The proposal puts 2 shifts in and takes 0 out." in captured.out
    assert "0 uncovered, proven minimum 0, gap 0" in captured.err


def test_shortage_is_told_with_post_and_minimum(tmp_path, capsys):
    status = main(["roster", str(_plan(tmp_path / "plan", persons=1)), "--seconds", "5"])

    out = capsys.readouterr().out
    assert status == 1
    assert "1 of 2 uncovered, proven minimum 1." in out
    assert "P-1" in out
    assert "Proved: no roster leaves less uncovered." in out


def test_no_time_says_so_and_proposes_nothing(tmp_path, capsys):
    status = main(["roster", str(_plan(tmp_path / "plan", persons=3)), "--seconds", "0"])

    out = capsys.readouterr().out
    assert status == 1
    assert "The time was up" in out
    assert "puts 0 shifts in" in out


@pytest.mark.parametrize("seconds", ["-1", "nan", "1e9"])
def test_seconds_that_cannot_be_are_refused(tmp_path, capsys, seconds):
    plan = _plan(tmp_path / "plan", persons=1)

    assert main(["roster", str(plan), f"--seconds={seconds}"]) == 2
    assert "A search cannot take" in capsys.readouterr().err
