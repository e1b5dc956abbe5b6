"""Medians, intervals and ratios over the seeds, and which engines run with which seed."""

import json
from argparse import ArgumentParser, Namespace

import pytest

from benchmarks.runs import Told, arguments_of, engines_of, seeds_of, wanted
from benchmarks.summary import RATIOS, gap, summary, sureness_percent, table


def run(engine, **figures):
    return {"instance": "a", "engine": engine, **figures}


def routes(engine, vehicles, far):
    return run(engine, vehicles=vehicles, distance=far)


def test_least_and_most_of_five_hold_the_median_but_where_all_fell_on_one_side():
    assert [sureness_percent(runs) for runs in (1, 2, 5)] == [None, 50.0, 93.75]


def test_the_median_and_its_interval_are_told_for_each_instance_and_engine():
    rows = [run("summitry", cost=cost, bound=8) for cost in (10, 14, 11)]
    rows += [{"instance": "b", "engine": "summitry", "cost": 3, "bound": 3}]

    one, other = summary(rows, ("cost",), ("bound",))

    assert one == {
        "instance": "a", "engine": "summitry", "runs": 3, "answered": 3, "sureness_percent": 75.0,
        "cost_median": 11, "cost_least": 10, "cost_most": 14,
        "bound_median": 8, "bound_least": 8, "bound_most": 8, "better": [],
    }  # fmt: skip
    assert other == {
        "instance": "b", "engine": "summitry", "runs": 1, "answered": 1, "sureness_percent": None,
        "cost_median": 3, "bound_median": 3, "better": [],
    }  # fmt: skip


def test_each_rival_has_the_ratio_of_our_median_to_its_own():
    rows = [run("summitry", cost=cost) for cost in (9, 10, 20)]
    rows += [run("greedy", cost=40), run("cp-sat", cost=0)]

    _, greedy, solver = summary(rows, ("cost",))

    assert (greedy[RATIOS], solver[RATIOS]) == ({"cost": 0.25}, {"cost": None})


def test_a_missing_answer_is_the_worst_and_no_figure_rests_on_it():
    rows = [run("highs", cost=5, bound=4), run("highs", cost=None, bound=None)]
    rows += [run("highs", cost=7, bound=1)]

    (told,) = summary(rows, ("cost",), ("bound",))

    assert (told["runs"], told["answered"]) == (3, 2)
    assert [told[f"cost_{each}"] for each in ("median", "least", "most")] == [7, 5, None]
    assert [told[f"bound_{each}"] for each in ("median", "least", "most")] == [1, None, 4]


def test_the_summary_names_who_is_better_than_ours_by_vehicles_first():
    rows = [
        *(routes("summitry", 3, far) for far in (10.0, 12.0, 11.0)),
        *(routes("pyvrp", 4, 5.0) for _ in range(3)),
        *(routes("or-tools", 3, far) for far in (10.5, 9.0, 10.5)),
    ]

    ours, *_ = summary(rows, ("vehicles", "distance"))

    assert (ours["vehicles_median"], ours["distance_median"]) == (3, 11.0)
    assert (ours["distance_least"], ours["distance_most"]) == (10.0, 12.0)
    assert ours["better"] == ["or-tools"]


def test_an_engine_that_found_nothing_in_half_of_its_runs_is_no_better_and_has_no_median():
    rows = [routes("summitry", 3, 10.0)] * 2
    rows += [routes("pyvrp", None, None), routes("pyvrp", 3, 9.0)]

    ours, other = summary(rows, ("vehicles", "distance"))

    assert ours["better"] == []
    assert (other["vehicles_median"], other["vehicles_least"]) == (None, 3)


def test_rows_of_malformed_files_are_passed_over():
    assert summary([{"instance": "a", "error": "line 1"}, run("", cost=1)], ("cost",)) == []


def test_the_table_tells_the_interval_its_sureness_and_the_ratio():
    rows = [run("summitry", cost=cost) for cost in (1_000, 1_100)]
    rows += [run("highs", cost=2_100), run("highs", cost=None)]

    _, head, ours, its = table(summary(rows, ("cost",)), ("cost",))

    assert head.split() == (
        ["instance", "engine", "runs", "sure", "cost", "ours/its", "cost", "better", "than", "ours"]
    )
    assert ours.split() == [
        "a",
        "summitry",
        "2",
        "50.00",
        "%",
        "1,050",
        "[1,000",
        "..",
        "1,100]",
        "-",
    ]
    assert its.split() == (
        ["a", "highs", "1", "of", "2", "50.00", "%", "-", "[2,100", "..", "-]", "-"]
    )  # fmt: skip


def test_the_gap_is_a_share_of_the_cost():
    assert (gap(10, 9), gap(0, 0)) == (0.1, 0.0)


def asked(*options):
    parser = ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    arguments_of(parser, ("cp-sat", "highs"))
    return parser.parse_args(options)


def test_five_seeds_and_all_engines_with_one_thread_are_the_default():
    arguments = asked("--seed", "3")

    assert list(seeds_of(arguments)) == [3, 4, 5, 6, 7]
    assert {engines_of(arguments, seed) for seed in seeds_of(arguments)} == {
        ("summitry", "cp-sat", "highs")
    }
    assert arguments.workers == 1


@pytest.mark.parametrize(
    ("options", "first", "second"),
    [
        (("--rival-seeds", "1"), ("summitry", "cp-sat", "highs"), ("summitry",)),
        (("--alone",), ("summitry",), ("summitry",)),
        (("--only-ours", "--engines", "highs"), ("summitry",), ("summitry",)),
        (("--engines", "highs, summitry"), ("highs", "summitry"), ("highs", "summitry")),
        (("--engines", "highs", "--rival-seeds", "1"), ("highs",), ()),
    ],
)
def test_engines_are_those_asked_for(options, first, second):
    arguments = asked(*options)

    assert (engines_of(arguments, 1), engines_of(arguments, 2)) == (first, second)


@pytest.mark.parametrize(
    "options", [("--engines", "gurobi"), ("--engines", ","), ("--seeds", "0"), ("--seeds", "x")]
)
def test_what_is_no_engine_or_no_count_is_refused(options, capsys):
    with pytest.raises(SystemExit):
        asked(*options)

    assert options[1] in capsys.readouterr().err


def test_instances_are_named_whatever_the_case():
    arguments = asked("--only", "Instance1, b")

    assert [wanted(arguments, each) for each in ("instance1", "B", "c")] == [True, True, False]


def test_rows_are_kept_as_they_come(tmp_path, capsys):
    file = tmp_path / "rows.json"

    def rows():
        yield run("summitry", cost=1, seed=1, said=None)
        yield run("summitry", cost=2, seed=2, said=None)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Told(("cost",)).record(Namespace(json=file, header={}), rows())

    kept = json.loads(file.read_text("utf-8"))
    assert [row["cost"] for row in kept["rows"]] == [1, 2]
    assert kept["summary"][0]["cost_median"] == 1.5
    assert "  instance a, engine summitry, cost 1, seed 1\n" in capsys.readouterr().out
