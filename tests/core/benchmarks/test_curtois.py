"""The benchmark reads the public format, says which line is wrong, and writes rows."""

import json

import pytest

from benchmarks import curtois
from benchmarks.__main__ import main
from benchmarks.curtois_drawn import SIZES, Size, drawn, size_of
from benchmarks.curtois_format import MalformedError, instance, read
from summitry.kit.streams import stream
from summitry.roster.budget import Steps
from summitry.roster.judge import broken_rules
from summitry.roster.problem import Demand, Officer, ShiftKind, Wish
from summitry.roster.solve import solve

LINES = """\
SECTION_HORIZON
# days
7

SECTION_SHIFTS
E,480,
L,600,E
SECTION_STAFF
A,E=7|L=2,2880,960,5,2,1,1
B,E=7|L=0,2880,960,5,2,1,1
SECTION_DAYS_OFF
A,3
SECTION_SHIFT_ON_REQUESTS
A,0,E,2
SECTION_SHIFT_OFF_REQUESTS
B,1,E,3
SECTION_COVER
0,E,1,100,1
1,L,1,100,1
"""


def test_a_file_of_the_format_is_read():
    of = instance(LINES)

    assert of.days == 7
    assert of.kinds == (
        ShiftKind(name="E", minutes=480),
        ShiftKind(name="L", minutes=600, not_before=frozenset({0})),
    )
    assert of.officers[0] == Officer(
        name="A", minutes_max=2880, minutes_min=960, working_days_max=5, working_days_min=2,
        days_off_min=1, weekends_max=1, kinds_max={0: 7, 1: 2}, days_off=frozenset({3}),
    )  # fmt: skip
    assert of.wishes == (
        Wish(officer=0, day=0, kind=0, to_work=True, cost=2),
        Wish(officer=1, day=1, kind=0, to_work=False, cost=3),
    )
    assert of.demands[1] == Demand(day=1, kind=1, count=1, missing_cost=100, surplus_cost=1)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("0,E,1,100,1", "0,E,1,100", 18, "a line of COVER has 5 cells, but this has 4"),
        ("0,E,1,100,1", "0,X,1,100,1", 18, "there is no shift “X”"),
        ("0,E,1,100,1", "7,E,1,100,1", 18, "day 7 lies after the horizon of 7 days"),
        ("0,E,1,100,1", "0,E,1,-5,1", 18, "“-5” is not a whole number from 0 on"),
        ("A,0,E,2", "C,0,E,2", 14, "there is no employee “C”"),
        ("A,3", "A,three", 12, "“three” is not a whole number from 0 on"),
        ("E=7|L=2", "E=7|X=2", 9, "there is no shift “X”"),
        ("E=7|L=2", "E=7|L", 9, "“” is not a whole number from 0 on"),
        ("L,600,E", "E,600,E", 7, "the shift “E” is there twice"),
        ("L,600,E", "L,0,E", 7, "a shift lasts at least one minute"),
        ("# days", "28", 4, "the horizon is given twice"),
        ("SECTION_COVER", "SECTION_COVERS", 17, "there is no section “COVERS” in the format"),
        ("SECTION_HORIZON", "HORIZON", 1, "this stands before the first section"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(old, new, line, problem):
    with pytest.raises(MalformedError) as caught:
        instance(LINES.replace(old, new, 1))

    wanted = line - 1 if (old, problem) == ("# days", "the horizon is given twice") else line
    assert (caught.value.line, caught.value.problem) == (wanted, problem)


def test_a_file_that_ends_early_is_refused():
    with pytest.raises(MalformedError, match="line 16: the file ends without a section COVER"):
        instance(LINES.partition("SECTION_COVER")[0])


def test_rows_tell_each_engine_and_seed(tmp_path, capsys):
    (tmp_path / "Instance1.txt").write_text(LINES, "utf-8")
    (tmp_path / "best_known.csv").write_text("instance,lb,ub,note\n1,5,102,\n", "utf-8")
    file = tmp_path / "rows.json"

    code = main(
        ["curtois", "--instances", str(tmp_path), "--seconds", "2", "--seeds", "2",
         "--json", str(file)]
    )  # fmt: skip

    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert code == 0
    assert [(row["engine"], row["seed"]) for row in rows] == [
        (engine, seed) for seed in (1, 2) for engine in ("summitry", "cp-sat", "highs")
    ]
    assert len({row["cost"] for row in rows}) == 1
    assert {"instance", "cost", "bound", "seconds", "seed", "best_known"} <= rows[0].keys()
    assert "Instance1" in capsys.readouterr().out


def test_malformed_and_impossible_files_are_told_and_the_others_rostered(tmp_path):
    (tmp_path / "Instance1.txt").write_text(LINES.replace("7\n", "x\n", 1), "utf-8")
    (tmp_path / "Instance2.txt").write_text(LINES.replace("2880,960", "2880,2881", 1), "utf-8")
    (tmp_path / "Instance3.txt").write_text(LINES.replace("0,E,1,", "0,E,3,"), "utf-8")
    file = tmp_path / "rows.json"

    code = main(
        [
            "curtois",
            "--instances",
            str(tmp_path),
            "--seconds",
            "0",
            "--alone",
            "--seeds",
            "1",
            "--json",
            str(file),
        ]
    )

    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert code == 1
    assert rows[0]["error"] == "Instance1.txt, line 3: “x” is not a whole number from 0 on"
    assert "minutes_min, minutes_max" in rows[1]["error"]
    assert rows[2]["ending"] == "spent"


@pytest.mark.parametrize("size", [each for each in SIZES if each.officers * each.days < 1500])
def test_a_drawn_instance_is_of_its_size_and_everybody_can_work_legally(size):
    of = instance(drawn(size, 1))

    rostered = solve(of, stream(1, "roster"), Steps(0)).roster

    assert (len(rostered), len(of.kinds), of.days) == size
    assert [list(broken_rules(of, n, pattern)) for n, pattern in enumerate(rostered)] == (
        [[]] * size.officers
    )


def test_there_is_as_much_to_cover_as_all_may_work_at_most():
    of = instance(drawn(Size(50, 6, 28), 1))

    asked = sum(each.count * of.kinds[each.kind].minutes for each in of.demands)
    assert asked == pytest.approx(sum(each.minutes_max for each in of.officers), rel=0.06)


@pytest.mark.parametrize("text", ["10x2", "10x2x27", "0x2x28", "ten"])
def test_a_size_is_officers_kinds_and_whole_weeks(text):
    with pytest.raises((TypeError, ValueError)):
        size_of(text)


def test_an_instance_is_drawn_where_no_folder_is_named(tmp_path):
    file = tmp_path / "rows.json"

    code = main(
        [
            "curtois",
            "--size",
            "4x2x14",
            "--seconds",
            "0",
            "--alone",
            "--seeds",
            "1",
            "--json",
            str(file),
        ]
    )

    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert code == 0
    assert [(row["instance"], row["illegal"]) for row in rows] == [("drawn-4x2x14-1", [])]


def test_a_folder_without_instances_is_told(tmp_path, capsys):
    assert main(["curtois", "--instances", str(tmp_path)]) == 2
    assert "no instance" in capsys.readouterr().out
    assert curtois.SECONDS == 60


ODD = {
    "windows": LINES.replace("\n", "\r\n") + "\r\n\r\n",
    "marked": "\ufeff" + LINES,
    "small letters": LINES.replace("SECTION_COVER", "section_cover"),
    "no preferences": LINES[: LINES.index("SECTION_DAYS")] + LINES[LINES.index("SECTION_COVER") :],
    "no most of a kind": LINES.replace("E=7|L=2", ""),
    "cover first": LINES[LINES.index("SECTION_COVER") :] + LINES[: LINES.index("SECTION_COVER")],
    "comments": LINES.replace("SECTION_STAFF\n", "SECTION_STAFF\n# ID, MaxShifts\n\n"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_but_legal_files_are_read_alike(tmp_path, text):
    (tmp_path / "odd.TXT").write_bytes(text.encode())

    of, plain = read(tmp_path / "odd.TXT"), instance(LINES)

    assert (of.days, of.kinds, of.demands) == (plain.days, plain.kinds, plain.demands)
    assert [each.name for each in of.officers] == ["A", "B"]


@pytest.mark.parametrize(
    ("days", "saturdays"), [("1", 0), ("5", 0), ("6", 1), ("7", 1), ("13", 2), ("14", 2)]
)
def test_horizons_of_any_length_cost_each_engine_the_same(tmp_path, days, saturdays):
    """Two may work no weekend: what is asked for on Saturdays stays open, also on a last one."""
    lines = LINES.replace("7\n", f"{days}\n", 1).replace("2880,960,5,2,1,1", "9600,0,7,1,1,0")
    lines = lines[: lines.index("SECTION_DAYS_OFF")] + "SECTION_COVER\n"
    lines += "".join(f"{day},E,1,100,1\n" for day in range(5, int(days), 7)) or "0,E,1,100,1\n"
    (tmp_path / "case").write_text(lines, "utf-8")
    file = tmp_path / "rows.json"

    code = main(
        ["curtois", "--instances", str(tmp_path / "case"), "--seconds", "5", "--seeds", "1",
         "--json", str(file)]
    )  # fmt: skip

    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert (code, [row["cost"] for row in rows]) == (0, [100 * saturdays] * 3)


def test_a_table_of_best_known_that_is_malformed_is_told_and_the_instances_rostered(tmp_path):
    (tmp_path / "Instance1.txt").write_text(LINES, "utf-8")
    (tmp_path / "best_known.csv").write_text("instance,cost\n1,102\n", "utf-8")
    file = tmp_path / "rows.json"

    code = main(
        ["curtois", "--instances", str(tmp_path), "--seconds", "0", "--alone", "--seeds", "1",
         "--json", str(file)]
    )  # fmt: skip

    table, row = json.loads(file.read_text("utf-8"))["rows"]
    assert code == 1
    assert table["error"].startswith("best_known.csv, line 2: there is no column")
    assert row["cost"] == 0


def test_cover_that_stands_there_twice_is_refused():
    with pytest.raises(MalformedError, match="line 20: the cover of day 1 and shift “L” is there"):
        instance(LINES + "1,L,2,100,1\n")


def test_one_engine_that_fails_stops_no_other(tmp_path, monkeypatch):
    def failed(*_asked):
        raise RuntimeError("no licence")

    monkeypatch.setattr(curtois, "cp_sat", failed)
    (tmp_path / "Instance1.txt").write_text(LINES, "utf-8")
    file = tmp_path / "rows.json"

    code = main(
        ["curtois", "--instances", str(tmp_path), "--seconds", "1", "--seeds", "1",
         "--json", str(file)]
    )  # fmt: skip

    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert code == 1
    assert [(row["engine"], row.get("error")) for row in rows] == [
        ("summitry", None), ("cp-sat", "RuntimeError: no licence"), ("highs", None)
    ]  # fmt: skip
