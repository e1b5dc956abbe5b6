import json
from argparse import Namespace

import pytest

from benchmarks.routes import measured
from benchmarks.routes_format import read_pdptw, read_vrptw
from benchmarks.summary import OURS
from tests.core.benchmarks.test_routes_format import PAIRS

KEYS = {"instance", "engine", "vehicles", "distance", "bound", "seconds", "seed"} | {
    "best_vehicles",
    "best_distance",
    "vehicles_more",
    "distance_more_percent",
}


def asked(tmp_path, **given):
    made = {
        "instances": tmp_path / "given",
        "only": "",
        "seed": 1,
        "seeds": 1,
        "seconds": 0.2,
        "alone": True,
        "engines": (OURS,),
        "rival_seeds": None,
        "places": 10,
        "json": tmp_path / "rows.json",
        "header": {},
    }
    return Namespace(**(made | given))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "Mine.TXT").write_text(PAIRS, "utf-8")
    return tmp_path / "given"


def rows_of(arguments):
    return json.loads(arguments.json.read_text("utf-8"))["rows"]


def test_a_file_of_any_name_is_solved_and_told_without_a_best_known(tmp_path, folder):
    (folder / "best_known.csv").write_text("instance,routes,distance\nother,1,1\n", "utf-8")
    arguments = asked(tmp_path)

    assert measured(arguments, read_pdptw, paired=True) == 0

    (row,) = rows_of(arguments)
    assert set(row) >= KEYS
    assert (row["instance"], row["vehicles"], row["distance"]) == ("Mine", 1, 20.0)
    assert (row["best_vehicles"], row["vehicles_more"]) == (None, None)


def test_the_gap_to_the_best_known_is_told_whatever_the_case_of_the_name(tmp_path, folder):
    (folder / "best_known.csv").write_text("instance,routes,distance\nmINE,1,16\n", "utf-8")
    arguments = asked(tmp_path)

    measured(arguments, read_pdptw, paired=True)

    (row,) = rows_of(arguments)
    assert (row["vehicles_more"], row["distance_more_percent"]) == (0, 25.0)


def test_a_bad_file_is_told_and_the_others_are_solved(tmp_path, folder):
    (folder / "Bad.txt").write_text("4 10 1\n", "utf-8")
    arguments = asked(tmp_path)

    assert measured(arguments, read_pdptw, paired=True) == 1

    assert [row.get("error") for row in rows_of(arguments)] == [
        "Bad.txt, line 1: the file names no depot",
        None,
    ]


def test_without_a_folder_instances_are_drawn(tmp_path):
    arguments = asked(tmp_path, instances=None, only="drawn-c1-10-1", seconds=0.1)

    assert measured(arguments, read_pdptw, paired=False) == 0

    assert [row["instance"] for row in rows_of(arguments)] == ["drawn-c1-10-1"]


def test_a_folder_without_instances_is_told(tmp_path):
    (tmp_path / "given").mkdir()

    assert measured(asked(tmp_path), read_pdptw, paired=True) == 2
    assert measured(asked(tmp_path, instances=tmp_path / "no"), read_pdptw, paired=True) == 2


def test_each_rival_finds_legal_routes_where_loads_fill_every_vehicle(tmp_path, folder):
    """Two of six loads fit a vehicle, and a vehicle less would be far cheaper."""
    (folder / "Mine.TXT").unlink()
    places = "".join(f"{n}\t{n}\t0\t5\t0\t500\t1\n" for n in range(1, 7))
    (folder / "full").write_bytes(
        f"\ufefffull\n\n# vehicles\nVEHICLE\n6\t10\n\nCUSTOMER\n0\t0\t0\t0\t0\t999\t0\n{places}\n\n"
        .replace("\n", "\r\n").encode()
    )  # fmt: skip
    arguments = asked(tmp_path, alone=False, engines=("pyvrp", "or-tools"), seconds=1)

    assert measured(arguments, read_vrptw, paired=False) == 0

    rows = rows_of(arguments)
    assert [(row["vehicles"], row["distance"]) for row in rows] == [(3, 24.0)] * 2
    assert all(row["bound"] <= row["distance"] for row in rows)


def test_an_impossible_instance_is_told_and_the_others_are_solved(tmp_path, folder):
    (folder / "Far.txt").write_text(PAIRS.replace("0 90 1 1 0", "0 5 1 1 0"), "utf-8")
    arguments = asked(tmp_path)

    assert measured(arguments, read_pdptw, paired=True) == 1

    far, mine = rows_of(arguments)
    assert (far["instance"], far["engine"], mine["vehicles"]) == ("Far", OURS, 1)
    assert far["error"]
