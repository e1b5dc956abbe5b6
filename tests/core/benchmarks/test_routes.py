import json
from argparse import Namespace

import pytest

from benchmarks.routes import measured
from benchmarks.routes_format import read_pdptw
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
