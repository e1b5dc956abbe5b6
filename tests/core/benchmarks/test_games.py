"""The Games' benchmark at a fiftieth of its size: all that is planted is found, nothing else."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import games as benchmark
from benchmarks.games_measure import PLANTED
from benchmarks.games_plan import games
from summitry.package.write import files_of

SMALL = 1 / 50


def arguments(*words: str, instances: Path | None = None) -> Namespace:
    parser = ArgumentParser()
    benchmark.configure(parser)
    found = parser.parse_args(words)
    return Namespace(**vars(found), instances=instances, seconds=0.1, seed=1, json=None, header={})


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return benchmark.generated(tmp_path_factory.mktemp("games") / "games", SMALL, seed=1)


def test_small_run_reaches_the_goals_and_finds_all_that_is_planted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = benchmark.run(arguments("--scale", str(SMALL)))
    said = capsys.readouterr().out

    assert code == 0, said
    assert "1,000 posts, 9,980 shifts, 7,000 participants, 7,020 people" in said
    assert "C-52: 4 of 4 planted found, 0 others" in said
    assert "posts with such gaps: 4; not told by C-52: none" in said


def test_defect_that_is_not_found_fails_the_run(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = plan / PLANTED
    before = record.read_text("utf-8")
    planted = json.loads(before)
    planted["C-53"].append("o-999999")
    record.write_text(json.dumps(planted), "utf-8")

    code = benchmark.run(arguments(instances=plan))
    record.write_text(before, "utf-8")

    assert code == 1
    assert "C-53: 4 of 5 planted found, 0 others" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("found", "fine"),
    [
        ({"C-52": ["P-1"]}, True),
        ({"C-52": []}, False),
        ({"C-52": ["P-1"], "C-61": ["R-1|R-2"]}, True),
        ({"C-52": ["P-1"], "C-53": ["o-1"]}, False),
    ],
)
def test_all_that_is_planted_and_nothing_else_is_wanted(
    tmp_path: Path, found: dict[str, Sequence[str]], *, fine: bool
) -> None:
    (tmp_path / PLANTED).write_text('{"C-52": ["P-1"]}', "utf-8")

    assert benchmark.finds(tmp_path, found) is fine


def test_posts_that_only_the_database_finds_fail_the_run() -> None:
    assert benchmark.agrees({"C-52": ["P-1", "P-2"]}, ["P-1"])
    assert not benchmark.agrees({"C-52": ["P-2"]}, ["P-1"])


def test_equal_seeds_make_equal_plans() -> None:
    one, other, third = (games(SMALL / 4, seed) for seed in (1, 1, 2))

    assert files_of(one.package) == files_of(other.package)
    assert one.planted == other.planted
    assert files_of(one.package) != files_of(third.package)
