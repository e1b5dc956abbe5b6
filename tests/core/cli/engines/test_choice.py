"""`--engine`: rosters and schedules from several searches, as whoever calls sees them."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.package.patch import read_patch
from summitry.plan.organisation import Person
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from tests.core.cli.engines.crossing import crossing
from tests.core.move.routes.test_shuttles import coach, item, rows_of
from tests.plans.one_rule import EVENT

SEARCHES = "This is the best answer of so many searches side by side: 2."


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def posts(tmp_path):
    post = Post(
        post_id="P-1",
        name="Post",
        site_id="S",
        start=EVENT.opens,
        end=EVENT.opens.replace(minute=30),
        headcount_min=3,
        owner_unit_id="POLICE",
    )
    officers = [Person(person_id=f"o-{number}", unit_id="POLICE") for number in range(2)]
    save(Package(snapshot=Snapshot.of([EVENT, post, *officers])), tmp_path / "posts")
    return tmp_path / "posts"


@pytest.fixture
def shuttles(tmp_path):
    rows = rows_of(item(), coach(), coach("V-2"))
    save(Package(snapshot=Snapshot.of([EVENT, *rows])), tmp_path / "shuttles")
    return tmp_path / "shuttles"


@pytest.fixture
def legs(tmp_path):
    return crossing(tmp_path / "legs")


def test_roster_of_two_processes_is_told_and_proved(posts, capsys):
    asked = ["roster", str(posts), "--seconds", "20", "--engine", "local", "--searches", "2"]

    assert main(asked) == 1

    told = capsys.readouterr()
    assert "1 of 3 uncovered, proven minimum 1." in told.out
    assert "Proved: no roster leaves less uncovered." in told.out
    assert SEARCHES in told.err
    assert "1 uncovered, proven minimum 1, gap 0" in told.err


def test_schedule_of_two_processes_is_a_patch_on_the_plan(legs, tmp_path, capsys):
    out = tmp_path / "patch.json"
    asked = ["move", str(legs), "--seconds", "2", "--engine", "local", "--searches", "2"]

    assert main([*asked, "--out", str(out)]) == 0

    told, made = capsys.readouterr(), read_patch(out.read_bytes())
    assert made.base == load(legs).root.hex()
    assert SEARCHES in told.err
    assert re.search(r"cost \d+, no schedule costs less than \d+", told.err)
    assert main(["apply", str(legs), str(out), "--out", str(tmp_path / "after")]) == 0


def test_ctrl_c_keeps_the_best_of_all_and_leaves_no_process(legs):
    asked = ["move", str(legs), "--seconds", "80000", "--engine", "local", "--searches", "2"]
    with subprocess.Popen(  # noqa: S603  # our own command line, no shell
        [sys.executable, "-m", "summitry.cli.main", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        first = process.stderr.readline()

        # As the terminal does: to all of them at once.
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=120)

    assert "without a time" in first
    assert process.returncode == 0
    assert "Interrupted" in out
    assert (SEARCHES in err, "lost" in err) == (True, False)
    assert searching(process.pid) == []


def searching(group: int) -> list[str]:
    """Return the processes of the group that were started to search."""
    ours = subprocess.run(  # noqa: S603  # our own command line, no shell
        ["ps", "-o", "args=", "-g", str(group)],  # noqa: S607  # the system's own
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in ours.stdout.splitlines() if "spawn_main" in line]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--searches", "2"], "--searches changes nothing here. It goes with --engine."),
        (
            ["--engine", "local", "--address", "10.0.0.1:6379"],
            "--address changes nothing here. It goes with --engine ray.",
        ),
        (["--engine", "local", "--searches", "0"], "0 searches cannot run side by side."),
        (["--engine", "local", "--searches", "257"], "Ask for 1 to 256."),
    ],
)
def test_choices_that_do_not_go_together_are_refused(legs, posts, shuttles, capsys, given, told):
    for command, plan in (
        ("move", [legs]), ("roster", [posts]), ("shuttles", [shuttles]),
        ("move", [legs, "--late", "F-1=30"]), ("replan", [posts, "--absent", "o-0"]),
    ):  # fmt: skip
        assert main([command, *map(str, plan), *given]) == 2
        assert told in capsys.readouterr().err


def test_every_command_that_mends_or_drives_searches_side_by_side(
    legs, posts, shuttles, tmp_path, capsys
):
    side_by_side = ["--seconds", "1", "--engine", "local", "--searches", "2"]
    closed = f"s-1={(EVENT.opens - timedelta(days=1)).isoformat()}/{EVENT.closes.isoformat()}"
    out = tmp_path / "shuttles.json"
    told = {}
    for asked, status in (
        (["move", str(legs), "--closed", closed], 1),
        (["replan", str(posts), "--absent", "o-0"], 0),
        (["shuttles", str(shuttles), "--out", str(out)], 0),
    ):
        assert main([*asked, *side_by_side]) == status
        told[asked[0]] = capsys.readouterr()

    assert [SEARCHES in each.err for each in told.values()] == [True] * 3
    assert "Without a time: 16; at least 16 must be, whatever is changed." in told["move"].out
    assert "Nothing that is asked for has lost its cover" in told["replan"].out
    assert json.loads(out.read_bytes())["services"][0]["vehicles"] == 2


def test_ray_that_is_not_installed_is_refused_with_what_to_install(
    legs, tmp_path, monkeypatch, capsys
):
    (tmp_path / "ray.py").write_text("raise ImportError('No module named ray')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert main(["move", str(legs), "--engine", "ray"]) == 2

    err = capsys.readouterr().err
    assert "The engine “ray” is not installed: No module named ray." in err
    assert 'pip install "summitry[ray]"' in err


def test_so_many_searches_as_there_are_cores_run_where_none_are_named(legs, monkeypatch, capsys):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})

    main(["move", str(legs), "--seconds", "0", "--engine", "local"])

    assert "searches side by side: 2." in capsys.readouterr().err
