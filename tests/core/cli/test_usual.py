from pathlib import Path

import pytest

from summitry.check.run import check
from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.cli.usual import lacking_rows
from summitry.package.package import Package
from summitry.plan.compliance import Minimum, Requirement
from summitry.plan.snapshot import Snapshot
from summitry.policy.clauses import CLAUSES
from summitry.policy.minimums import USUAL
from tests.plans.one_rule import EVENT


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    save(Package(snapshot=Snapshot.of([EVENT])), tmp_path / "plan")
    return tmp_path / "plan"


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_usual_rows_are_added_to_a_plan_and_told(plan, tmp_path, capsys, name):
    assert main(["usual", str(plan), str(tmp_path / name)]) == 0

    after = load(tmp_path / name).snapshot
    assert tuple(after.rows(Requirement).values()) == tuple(
        sorted(CLAUSES, key=lambda row: row.requirement_id)
    )
    assert after.size("minimums") == len(USUAL)
    assert f"rows added: {len(CLAUSES) + len(USUAL)}" in capsys.readouterr().out


def test_each_clause_that_was_added_asks_for_a_measure_and_an_owner(plan, tmp_path):
    main(["usual", str(plan), str(tmp_path / "out")])

    package = load(tmp_path / "out")
    findings = check(package.snapshot, package.attestations, at=package.snapshot.event.opens)
    codes = [(each.code, each.table) for each in findings.findings]
    assert codes.count(("C-107", "requirements")) == len(CLAUSES)
    assert codes.count(("C-01", "requirements")) == len(CLAUSES)


def test_rows_that_the_plan_has_stay_as_they_are():
    own = Requirement(
        requirement_id=CLAUSES[0].requirement_id, clause="1", title="Ours", source="law"
    )
    minimum = Minimum(minimum_id="m", level="minister", protection="detail")

    assert lacking_rows(Snapshot.of([EVENT, own, minimum])) == CLAUSES[1:]


def test_every_clause_names_a_source_and_says_that_nobody_has_checked_it():
    assert [row for row in CLAUSES if not row.reference.endswith("not verified")] == []
    assert [row for row in CLAUSES if row.verified] == []
    assert len({row.requirement_id for row in CLAUSES}) == len(CLAUSES) >= 25
