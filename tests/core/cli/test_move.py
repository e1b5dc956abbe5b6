"""`summitry move`: the proposal that is written, what is told, and how it is refused."""

import os
import signal

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.package.patch import read_patch
from summitry.plan.movements import Leg, Movement, Route, RouteSegment
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, OPENS

ROADS = (
    Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="in", place=1, segment_id="bridge", running_seconds=120),
)


def written(path, *rows):
    save(Package(snapshot=Snapshot.of([EVENT, *rows])), path)
    return path


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    legs = [Leg(movement_id=name, route_id="in", depart=OPENS) for name in ("a", "b")]
    names = [Movement(movement_id=name, title=name) for name in ("a", "b")]
    return written(tmp_path / "plan", *ROADS, *legs, *names)


def test_a_proposal_is_written_and_the_findings_before_and_after_are_told(plan, tmp_path, capsys):
    out = tmp_path / "proposal.json"

    status = main(["move", str(plan), "--seconds", "0.5", "--seed", "7", "--out", str(out)])

    told, made = capsys.readouterr(), read_patch(out.read_bytes())
    assert status == 0
    assert "C-66: 1 before, 0 after" in told.out
    assert "no schedule costs less than" in told.err
    assert "The cost is made of 9 for other times, 0 for other routes" in told.out
    assert (made.seed, made.made_by, made.base) == (7, "summitry move", load(plan).root.hex())
    assert "gap" in made.reason
    assert {each.edit.table for each in made.edits} == {"legs", "closures"}
    assert main(["apply", str(plan), str(out), "--out", str(tmp_path / "after")]) == 0


def test_no_time_to_search_still_gives_a_whole_proposal(plan, capsys):
    assert main(["move", str(plan), "--seconds", "0"]) == 0
    assert "Nothing was written" in capsys.readouterr().out


def test_ctrl_c_keeps_the_best_so_far(plan, capsys, monkeypatch):
    asked, before = [], signal.getsignal(signal.SIGINT)

    def interrupted():
        asked.append(None)
        if len(asked) == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return float(len(asked))

    monkeypatch.setattr("summitry.cli.engines.job.monotonic", interrupted)

    assert main(["move", str(plan), "--seconds", "86400"]) == 0
    assert "Interrupted" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "86401"])
def test_a_time_out_of_range_is_refused(plan, capsys, seconds):
    assert main(["move", str(plan), "--seconds", seconds]) == 2
    assert "from 0 to 86400" in capsys.readouterr().err


def test_a_plan_without_legs_is_refused(tmp_path, capsys):
    assert main(["move", str(written(tmp_path / "empty"))]) == 2
    assert "no leg of a movement" in capsys.readouterr().err
