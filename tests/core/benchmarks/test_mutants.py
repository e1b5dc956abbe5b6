"""The mutants benchmark on a small plan: everything found, nothing invented."""

import ast
from argparse import ArgumentParser
from pathlib import Path

import pytest

from benchmarks import __main__ as dispatcher
from benchmarks import mutants
from benchmarks.mutants_kinds import Mutant, kinds, put
from benchmarks.mutants_trial import Trial
from benchmarks.oracle.judge import DEMANDS
from summitry.check import catalogue
from summitry.check.run import check
from summitry.cli.files import save
from summitry.kit.streams import stream
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.tables import SIDE_TABLES, TABLES
from tests.plans.random_rows import OPENS, some_attestation, some_people, some_snapshot
from tests.plans.small import NOW, people, small
from tests.plans.small_lessons import rulings

ORACLE = Path(mutants.__file__).parent / "oracle"
MUTANTS = 1_100


def package() -> Package:
    snapshot, words = small()
    return Package(snapshot=snapshot, attestations=words, people=people(), rulings=rulings())


@pytest.fixture(scope="module")
def trial() -> Trial:
    return mutants.trial_of(package())


def test_small_plan_has_rows_everywhere_and_no_findings(trial: Trial) -> None:
    assert [name for name in TABLES if not trial.package.snapshot.size(name)] == []
    assert trial.run.findings == ()
    assert trial.untouched() == (set(), set())


@pytest.mark.parametrize("seed", range(8))
def test_checker_and_oracle_agree_on_plans_that_make_no_sense(seed: int) -> None:
    chance = stream(seed, "judges")
    snapshot = some_snapshot(chance, rows_each=5)
    words = [some_attestation(chance, snapshot) for _ in range(12)]
    told = {SIDE_TABLES["attestations"].key_of(word): word for word in words if word}
    package = Package(
        snapshot=snapshot,
        attestations=Attestations(told.values()),
        people=some_people(chance),
    )

    odd = Trial(package, OPENS)

    assert odd.untouched() == (set(), set())
    assert odd.run.findings


def test_every_rule_has_an_independent_demand() -> None:
    from_catalogue = {rule.code for rule in catalogue.rules()}

    assert {demand.code for demand in DEMANDS} == from_catalogue


def test_checker_and_oracle_agree_on_every_mutant(trial: Trial) -> None:
    mutants.spoil(trial, 1, seconds=120, mutants=MUTANTS)

    tally = trial.tally
    assert (tally.found, tally.denied, tally.disagreements) == (tally.counted, {}, [])
    assert tally.kinds.total() == MUTANTS
    assert len(tally.kinds) > 600
    assert {code for code, count in tally.counted.items() if count} >= {"C-02", "C-52", "C-86"}


def test_checker_without_a_rule_is_caught() -> None:
    blind = mutants.trial_of(package())
    rules = [rule for rule in catalogue.rules() if rule.code != "C-52"]
    blind.run = check(
        blind.package.snapshot, blind.package.attestations, at=NOW, people=people(), rules=rules
    )
    table = TABLES["shifts"]
    shift = next(row for row in blind.plan.rows["shifts"] if getattr(row, "post_id", "") == "P-aid")

    blind.try_out("delete shifts", Mutant(edits=put(table, None, old=shift)))

    assert (blind.tally.counted["C-52"], blind.tally.found["C-52"]) == (1, 0)
    assert [each.what for each in blind.tally.disagreements] == ["missed by check"]
    assert not mutants.agree(blind)


def test_invented_finding_is_denied() -> None:
    eager = mutants.trial_of(package())
    shift = eager.plan.rows["shifts"][0]
    kept = eager.world.edited
    # An oracle that does not see the change denies what the checker finds.
    eager.world.edited = lambda _: kept(())

    eager.try_out("delete", Mutant(edits=put(TABLES["shifts"], None, old=shift)))

    assert eager.tally.denied["C-52"] > 0
    assert {each.what for each in eager.tally.disagreements} == {"denied by oracle"}


def test_kinds_reach_every_table_and_column(trial: Trial) -> None:
    names = [name for name, _ in kinds(trial.plan)]
    columns = {
        f"{table}.{column.name}"
        for table, declared in TABLES.items()
        for column in declared.columns
        if declared.key != (column.name,)
    }

    assert len(names) == len(set(names)) > 40
    assert {name.split(": ")[1] for name in names if ": " in name} >= columns


def test_oracle_imports_nothing_of_the_checker() -> None:
    imported = {
        name
        for path in ORACLE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }

    assert any(name.startswith("summitry.plan") for name in imported)
    assert [
        name for name in imported if name.startswith(("summitry.check", "summitry.policy"))
    ] == []


def test_command_judges_a_package_it_has_never_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(package(), tmp_path / "plan")
    numbers = tmp_path / "numbers.json"
    words = ["mutants", str(tmp_path / "plan"), "--mutants", "20", "--json", str(numbers)]

    code = dispatcher.main(words)

    assert code == 0
    assert "20 mutants of 20 kinds" in capsys.readouterr().out
    assert '"found"' in numbers.read_text("utf-8")


def test_command_needs_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatcher.main(["mutants"]) == 2
    assert "Name a plan" in capsys.readouterr().out


def test_dispatcher_finds_this_benchmark() -> None:
    parser = ArgumentParser()
    mutants.configure(parser)

    assert "mutants" in dispatcher.names()
    assert parser.parse_args(["a", "b"]).plans == [Path("a"), Path("b")]
