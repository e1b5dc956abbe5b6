"""The Hanoi example: made anew to the same bytes, every planted defect found, the final clean."""

import csv
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from summitry.check.run import check
from summitry.cli.files import load, save
from summitry.outcome.finding import Finding, Status
from summitry.package.join import join
from summitry.package.package import Package
from summitry.plan.access import Outlet, Participant
from summitry.plan.organisation import Person
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post
from summitry.plan.programme import Delegation, Signatory
from summitry.plan.publications import Figure
from summitry.plan.terms import Category, Field, Kind, Severity

EXAMPLE = Path(__file__).parents[2] / "examples" / "hanoi-2025"
MADE = ("draft", "final", "planted.csv", "units")
BYTES_MAX = 12_000_000
UNITS = ("city-police", "foreign-ministry", "guard-command")


@pytest.fixture(scope="module")
def final() -> Package:
    return load(EXAMPLE / "final")


@pytest.fixture(scope="module")
def draft() -> Package:
    return load(EXAMPLE / "draft")


@pytest.fixture(scope="module")
def units() -> dict[str, Package]:
    return {name: load(EXAMPLE / "units" / f"{name}.xlsx") for name in UNITS}


@pytest.fixture(scope="module")
def final_findings(final: Package) -> tuple[Finding, ...]:
    return findings(final)


@pytest.fixture(scope="module")
def draft_findings(draft: Package) -> tuple[Finding, ...]:
    return findings(draft)


def findings(package: Package) -> tuple[Finding, ...]:
    now = package.snapshot.event.now
    assert now is not None
    run = check(
        package.snapshot,
        package.attestations,
        at=now,
        people=package.people,
        rulings=package.rulings,
    )
    return run.findings


def files(folder: Path) -> dict[str, bytes]:
    paths = [folder / name for name in MADE]
    listed = [path for top in paths for path in (top, *top.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in listed}


def unpacked(content: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with workbooks taken apart: compressed bytes differ from zlib to zlib."""
    plain: dict[str, bytes] = {}
    for name, each in content.items():
        if not name.endswith(".xlsx"):
            plain[name] = each
            continue
        with ZipFile(BytesIO(each)) as archive:
            plain |= {f"{name}/{part}": archive.read(part) for part in archive.namelist()}
    return plain


def planted() -> set[tuple[str, str, str]]:
    with (EXAMPLE / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["rule"], row["table"], row["key"]) for row in csv.DictReader(stream)}


def told(found: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(each.code, each.table, each.key) for each in found}


def test_making_it_anew_gives_the_committed_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLE / "make.py"), str(tmp_path)]
    subprocess.run(command, check=True)  # noqa: S603  # our own script

    made, committed = unpacked(files(tmp_path)), unpacked(files(EXAMPLE))

    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_the_example_stays_small() -> None:
    assert sum(len(content) for content in files(EXAMPLE).values()) < BYTES_MAX


def test_every_planted_defect_is_found_and_nothing_else(
    draft_findings: tuple[Finding, ...],
) -> None:
    assert told(draft_findings) == planted()


def test_every_rule_has_a_planted_defect(draft: Package) -> None:
    run = check(draft.snapshot, draft.attestations, at=draft.snapshot.event.opens)

    assert {rule for rule, _, _ in planted()} == {rule.code for rule in run.rules}


def test_every_planted_defect_is_due(draft_findings: tuple[Finding, ...]) -> None:
    assert [each for each in draft_findings if each.status is Status.NOT_YET_DUE] == []


def test_a_gap_in_the_arc_is_twenty_degrees_for_forty_minutes(
    draft_findings: tuple[Finding, ...],
) -> None:
    gaps = [each for each in draft_findings if (each.code, each.key) == ("C-03", "E-STEPS-25")]

    assert [
        (each.end - each.start).total_seconds() / 60 for each in gaps if each.end and each.start
    ] == [40]
    assert [each.facts["width_deg"] for each in gaps] == [20.0]


def test_final_has_no_finding(final_findings: tuple[Finding, ...]) -> None:
    assert final_findings == ()


def test_final_comes_back_from_a_workbook(final: Package, tmp_path: Path) -> None:
    workbook = tmp_path / "final.xlsx"

    save(final, workbook)
    back = load(workbook)

    assert (back.root, back.attestations, back.people) == (
        final.root,
        final.attestations,
        final.people,
    )


def test_final_stays_clean_until_the_opening(final: Package) -> None:
    opens = final.snapshot.event.opens
    run = check(final.snapshot, final.attestations, at=opens, people=final.people)

    assert run.findings == ()


def test_final_has_the_size_of_the_ceremony(final: Package) -> None:
    plan = final.snapshot
    taking_part = Counter(row.category for row in plan.rows(Participant).values())
    officers = [key for key in plan.rows(Person) if key.startswith("o-")]

    assert plan.size("units") >= 30
    assert plan.size("plans") >= 100
    assert {row.field for row in plan.rows(UnitPlan).values()} == set(Field)
    assert {row.unit_id for row in plan.rows(UnitPlan).values()} == set(plan.tables["units"])
    assert len(plan.rows(Delegation)) >= 110
    assert taking_part[Category.DELEGATE] + taking_part[Category.OBSERVER] >= 2_500
    assert len(plan.rows(Outlet)) == 189
    assert taking_part[Category.PRESS] > 400
    assert 5_900 <= len(officers) <= 6_200
    assert 550 <= len(plan.rows(Post)) <= 650
    assert 29_000 <= plan.size("shifts") <= 31_000


def test_signatories_are_seventy_one_named_and_one_unnamed(final: Package) -> None:
    delegations = final.snapshot.rows(Delegation)
    signing = [delegations[row.delegation_id] for row in final.snapshot.rows(Signatory).values()]
    unnamed = [row.name for row in signing if "not named" in row.name]
    per_item = Counter(row.item_id for row in final.snapshot.rows(Signatory).values())

    assert len(signing) == 72
    assert unnamed == ["Signatory not named in the sources read"]
    assert [row.name for row in signing if row.kind is Kind.OBSERVER_STATE] == [
        "State of Palestine"
    ]
    assert [row.name for row in signing if row.kind is Kind.REGIONAL_ORGANISATION] == [
        "European Union"
    ]
    assert per_item == {"I-SIGN-1": 64, "I-SIGN-2": 5, "I-SIGN-3": 3}


def test_draft_stands_on_what_was_known_and_final_on_hindsight(
    draft: Package, final: Package
) -> None:
    before = [row.hindsight for row in draft.snapshot.rows(Figure).values()]
    after = [row.hindsight for row in final.snapshot.rows(Figure).values()]

    assert draft.snapshot.size("signatories") == 60
    assert set(before) == {False}
    assert set(after) == {False, True}
    assert "hindsight" in final.snapshot.event.remark


def test_conflicting_figures_stand_side_by_side(final: Package) -> None:
    agencies = [
        (row.value, row.source != "")
        for row in final.snapshot.rows(Figure).values()
        if row.subject == "Press agencies"
    ]

    assert sorted(agencies) == [("180", True), ("189", True)]


def test_each_unit_is_right_by_itself(units: dict[str, Package]) -> None:
    due = {
        name: [each for each in findings(package) if each.status is not Status.NOT_YET_DUE]
        for name, package in units.items()
    }

    assert due == {name: [] for name in UNITS}


def test_units_collide_when_merged(units: dict[str, Package]) -> None:
    at = units["guard-command"].snapshot.event.now
    assert at is not None

    joined = join(units, at=at)

    cards = [f"KG-CROWD|{unit}" for unit in ("ADMPOL", "AMBUL", "CITYPOL", "MOBILE", "UNDSS")]
    plan_clashes = [c for c in joined.clashes if c.table != "attestations"]
    assert [(c.table, c.key, c.column) for c in plan_clashes] == [
        *(("contingency_cards", card, "rvp_id") for card in cards),
        ("delegations", "D-005", "hotel_site_id"),
        ("posts", "PM-02", "end"),
        ("posts", "PM-02", "start"),
        ("posts", "PM-04", "holder_unit_id"),
        ("posts", "PM-04", "owner_unit_id"),
        ("programme", "I-PRESS", "end"),
        ("programme", "I-PRESS", "start"),
    ]


def test_each_thought_that_the_other_held_the_post(units: dict[str, Package]) -> None:
    at = units["guard-command"].snapshot.event.now
    assert at is not None

    joined = join(units, at=at)

    beliefs = {
        each.post: [(b.who, b.owner, b.holder) for b in each.beliefs if b.known]
        for each in joined.unaccepted
    }
    assert beliefs["PM-04"] == [
        ("city-police", "CITYPOL", "GUARD"),
        ("guard-command", "GUARD", "CITYPOL"),
    ]


def test_every_word_is_said_before_the_moment_of_the_plan(draft: Package, final: Package) -> None:
    for package in (draft, final):
        now = package.snapshot.event.now
        assert now is not None

        assert [word for word in package.attestations if word.at > now] == []


def test_everybody_in_it_is_marked_synthetic(draft: Package, final: Package) -> None:
    for package in (draft, final):
        unmarked = [row for row in package.people if not row.document.startswith("SYNTHETIC-")]

        assert unmarked == []
        assert "Invented" in package.snapshot.event.remark


def test_critical_findings_of_the_draft_are_planted(draft_findings: tuple[Finding, ...]) -> None:
    critical = tuple(each for each in draft_findings if each.severity is Severity.CRITICAL)

    assert told(critical) - planted() == set()
