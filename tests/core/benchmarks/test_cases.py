"""Instances beside what is none: each good one is run, each other one told with file and line."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from benchmarks.__main__ import cores, main
from benchmarks.cases import UnreadableError, best_known, read_json
from benchmarks.motorcades_city import city
from benchmarks.roster_made import made
from benchmarks.roster_rivals import cp_sat, greedy
from summitry.move.problem import Problem
from summitry.roster.staffing.checker import faults

PLAN = Path("examples/three-cities/plan")


def rows_of(folder, *asked):
    """Return exit code and rows of the benchmark on the folder."""
    file = folder.parent / "rows.json"
    code = main([*asked, "--instances", str(folder), "--seeds", "1", "--json", str(file)])
    return code, json.loads(file.read_text("utf-8"))["rows"]


@pytest.fixture(scope="module")
def few():
    """Return a problem of six motorcades."""
    whole = city(1)
    return replace(whole, motorcades=whole.motorcades[:6], chains=())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given").mkdir()
    return tmp_path / "given"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"origin": 0,\n "slots" 1}', "case.json, line 2: JSON is malformed"),
        (b'{"origin":\n "\xff"}', "case.json, line 2: this is not text in UTF-8"),
        (b"{\n}", "case.json, line 1: Object missing required field"),
    ],
)
def test_a_file_that_is_no_problem_is_told_with_its_line(tmp_path, content, told):
    (tmp_path / "case.json").write_bytes(content)

    with pytest.raises(UnreadableError, match=told):
        read_json(tmp_path / "case.json", Problem)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("instance,ub\na,1\nb,x\n", "line 3: this is no answer: invalid literal"),
        ("name,ub\na,1\n", "line 2: there is no column 'instance'"),
    ],
)
def test_a_table_of_best_known_is_refused_with_its_line(tmp_path, text, told):
    (tmp_path / "best_known.csv").write_text(text, "utf-8")

    with pytest.raises(UnreadableError, match="best_known.csv, " + told):
        best_known(tmp_path, lambda row: (row["instance"], int(row["ub"])))


def test_motorcades_of_a_folder_are_scheduled_and_the_malformed_told(folder, few):
    whole = msgspec.json.encode(few)
    (folder / "Few.JSON").write_bytes(b"\xef\xbb\xbf" + whole)
    (folder / "broken.json").write_bytes(whole[:500])
    (folder / "notes.txt").write_text("none of these")
    strange = whole.replace(b'"slots":', b'"slots":9', 1)
    (folder / "far-off.json").write_bytes(strange)

    code, rows = rows_of(folder, "motorcades", "--seconds", "2", "--bound-seconds", "2")

    assert code == 1
    assert [(row["instance"], row.get("engine"), row.get("cost")) for row in rows] == [
        ("Few", "summitry", 0.0),
        ("Few", "cp-sat", 0.0),
        ("broken", None, None),
        ("far-off", None, None),
    ]
    assert rows[2]["error"] == "broken.json, line 1: Input data was truncated"
    assert "can be planned at once" in rows[3]["error"]


def test_plans_are_mended_by_each_engine_and_the_malformed_told(folder):
    shutil.copytree(PLAN, folder / "good")
    shutil.copytree(PLAN, folder / "bad")
    (folder / "bad" / "posts.csv").write_text("post_id\nP\n", "utf-8")
    shutil.copytree(PLAN, folder / "idle")
    shifts = (folder / "idle" / "shifts.csv").read_text("utf-8")
    (folder / "idle" / "shifts.csv").write_text(shifts.splitlines()[0] + "\n", "utf-8")

    code, rows = rows_of(folder, "replan", "--seconds", "2", "--lost", "2")

    assert code == 1
    bad, idle, *good = rows
    assert "posts.csv" in bad["error"]
    assert idle["error"] == "given/idle: the plan has no shift that could be lost"
    assert [(row["instance"], row["engine"], row["illegal"]) for row in good] == [
        ("given/good, 2 lost", engine, []) for engine in ("summitry", "first-free", "cp-sat")
    ]
    assert {"cost", "bound", "seconds", "seed"} <= good[0].keys()


def test_problems_and_plans_of_a_folder_are_rostered(folder):
    shutil.copytree(PLAN, folder / "good")
    problem = made(40, 4, 7, units=2, load=0.8, seed=1)
    (folder / "made.json").write_bytes(msgspec.json.encode(problem))
    (folder / "other.json").write_text("[]")

    code, rows = rows_of(folder, "roster", "--seconds", "5")

    assert code == 1
    assert rows[2]["error"].startswith("other.json, line 1: Expected `object`")
    found = {(row["instance"], row["engine"]): row for row in rows if "engine" in row}
    assert list(found) == [
        (name, engine) for name in ("made", "good") for engine in ("summitry", "greedy")
    ]
    assert all(row["illegal"] == [] for row in found.values())
    assert found["made", "summitry"]["cost"] == found["made", "summitry"]["bound"]


def test_the_rosters_of_rivals_stand_before_the_checker():
    problem = made(60, 6, 14, units=2, load=0.9, seed=1)

    solved, filled = cp_sat(problem, 20, 1, 1), greedy(problem, lambda: False)

    assert (faults(problem, solved), faults(problem, filled)) == ((), ())
    assert solved.bound <= solved.uncovered_total <= filled.uncovered_total < problem.slots / 2


@pytest.mark.parametrize("name", ["curtois", "pdptw", "roster", "motorcades", "replan"])
def test_a_folder_that_is_not_there_or_empty_is_told(folder, capsys, name):
    codes = [main([name, "--instances", str(place)]) for place in (folder, folder / "no")]

    assert codes == [2, 2]
    said = capsys.readouterr().out
    assert f"{folder}: no instance" in said
    assert f"There is no folder or file {folder / 'no'}." in said


def test_a_file_of_numbers_in_a_folder_that_is_not_there_is_refused_at_once(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["motorcades", "--json", str(tmp_path / "no" / "rows.json")])

    assert f"there is no folder {tmp_path / 'no'}" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "soon"])
def test_what_is_no_number_of_seconds_is_refused(capsys, text):
    with pytest.raises(SystemExit):
        main(["motorcades", "--seconds", text])

    assert f"“{text}” is not a number of seconds" in capsys.readouterr().err


def test_the_header_tells_the_cores(monkeypatch):
    told = []
    for held in ({0}, {0, 1}):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, held=held: held)
        told += [cores(1), cores(8)]

    assert told == [
        "1, to which this process is held",
        "1, to which this process is held, ours with one thread, each rival with 8",
        "1 for each engine: one thread each",
        "NOT equal: one thread for ours, 8 for each rival on 2 cores",
    ]
