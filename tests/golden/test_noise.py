"""The budget of noise: little that matters little, and ten findings that matter to each reader."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from summitry.check.run import check
from summitry.cli.files import load
from summitry.outcome.finding import Finding
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from summitry.report.assessment import is_due
from summitry.report.summary import MATTER_MAX, ONE_RULE_MAX, the_ten

EXAMPLES = Path(__file__).parents[2] / "examples"
HANOI = EXAMPLES / "hanoi-2025" / "final"
DRAFT = EXAMPLES / "hanoi-2025" / "draft"
SOUND = (HANOI, EXAMPLES / "three-cities" / "plan")
ROWS_PER_NOISE_MIN = 100
FIRST_TABLES = frozenset({"event", "units", "sites", "posts", "programme", "delegations"})


@cache
def package(folder: Path) -> Package:
    return load(folder)


def moments(plan: Snapshot) -> tuple[datetime, datetime]:
    assert plan.event.now is not None
    return plan.event.now, plan.event.opens


@cache
def found_in(folder: Path) -> tuple[Finding, ...]:
    whole = package(folder)
    at = moments(whole.snapshot)[0]
    run = check(whole.snapshot, whole.attestations, at=at, people=whole.people)
    return run.findings


def part_of_hanoi(keep: Callable[[str, Row], bool]) -> Snapshot:
    """Return the rows that are kept, without rosters: a plan as it begins."""
    tables = package(HANOI).snapshot.tables
    return Snapshot.of(
        row for name, rows in tables.items() for row in rows.values() if keep(name, row)
    )


def is_of(unit: str, table: str, row: Row) -> bool:
    """Say whether the unit brings the row: its own, and what every unit has before it begins."""
    owner = TABLES[table].owner
    if table in {"event", "units"}:
        return True
    value = None if owner is None else getattr(row, owner)
    return unit in value if isinstance(value, tuple) else value == unit


def kind(finding: Finding) -> tuple[str, Severity, bool]:
    return finding.code, finding.severity, is_due(finding)


def broken_promises(findings: tuple[Finding, ...], *, opens: datetime, at: datetime) -> list[str]:
    """Return the promises on the ten that do not hold of these findings."""
    ten = the_ten(findings, opens=opens, at=at)
    waiting = [each for each in findings if each not in ten]
    alike, rules = Counter(map(kind, findings)), Counter(each.code for each in ten)
    critical = [f for f in findings if is_due(f) and f.severity is Severity.CRITICAL]

    def crowded(finding: Finding) -> bool:
        return alike[kind(finding)] > MATTER_MAX and rules[finding.code] >= ONE_RULE_MAX

    def past(finding: Finding) -> bool:
        return finding.end is not None and finding.end <= at

    def graver(one: Finding, other: Finding) -> bool:
        return is_due(one) == is_due(other) and one.severity.depth < other.severity.depth

    pairs = [(chosen, other) for chosen in ten for other in waiting]
    broken = {
        "ten, or all there are": len(ten) != min(MATTER_MAX, len(findings)),
        "due before not due": any(is_due(w) and not is_due(c) for c, w in pairs)
        or list(map(is_due, ten)) != sorted(map(is_due, ten), reverse=True),
        "graver first": any(graver(w, c) and not crowded(w) for c, w in pairs),
        "every critical one that can be": len(critical) <= MATTER_MAX
        and not all(each in ten for each in critical),
        "no rule twice before another once": any(
            (is_due(c), c.severity, past(c)) == (is_due(w), w.severity, past(w))
            and rules[c.code] > rules[w.code] + 1
            and not crowded(w)
            for c, w in pairs
        ),
        "no rule fills them": any(
            crowded(c) and rules[c.code] > ONE_RULE_MAX and is_due(w) and not crowded(w)
            for c, w in pairs
        ),
    }
    return [promise for promise, is_broken in broken.items() if is_broken]


@pytest.mark.parametrize("folder", SOUND, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("moment", [0, 1], ids=["now", "opening"])
def test_a_sound_plan_has_next_to_no_noise(folder: Path, moment: int) -> None:
    whole = package(folder)
    rows = sum(whole.snapshot.size(name) for name in TABLES)
    at = moments(whole.snapshot)[moment]

    run = check(whole.snapshot, whole.attestations, at=at, people=whole.people)

    noise = [each for each in run.findings if each.severity.depth > Severity.HIGH.depth]
    assert len(noise) * ROWS_PER_NOISE_MIN <= rows


@pytest.mark.parametrize("moment", [0, 1], ids=["now", "opening"])
def test_the_first_tables_of_a_plan_give_the_ten_that_matter(moment: int) -> None:
    plan = part_of_hanoi(lambda table, _: table in FIRST_TABLES)
    at = moments(plan)[moment]

    findings = check(plan, Attestations(), at=at).findings

    ten = the_ten(findings, opens=plan.event.opens, at=at)
    assert broken_promises(findings, opens=plan.event.opens, at=at) == []
    assert max(Counter(each.code for each in ten).values()) == ONE_RULE_MAX
    assert len({each.code for each in ten}) == 1 + MATTER_MAX - ONE_RULE_MAX


def test_one_units_rows_alone_give_the_ten_that_matter() -> None:
    broken: dict[str, list[str]] = {}
    for unit in package(HANOI).snapshot.tables["units"]:
        plan = part_of_hanoi(lambda table, row, unit=unit: is_of(unit, table, row))
        at, opens = moments(plan)

        findings = check(plan, Attestations(), at=at).findings

        broken[unit] = broken_promises(findings, opens=opens, at=at)

    assert len(broken) >= 30
    assert {unit: found for unit, found in broken.items() if found} == {}


def test_the_ten_of_each_unit_of_the_draft_are_the_right_ten() -> None:
    at, opens = moments(package(DRAFT).snapshot)
    own: dict[str, tuple[Finding, ...]] = {}
    for each in found_in(DRAFT):
        for unit in each.units:
            own[unit] = (*own.get(unit, ()), each)

    broken = {unit: broken_promises(found, opens=opens, at=at) for unit, found in own.items()}

    assert sum(len(found) > MATTER_MAX for found in own.values()) >= 5
    assert {unit: found for unit, found in broken.items() if found} == {}
