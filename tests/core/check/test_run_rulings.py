"""What a ruling does to the findings of a check."""

from typing import Any

from summitry.check.registry import REGISTRY
from summitry.check.run import Run, check, recheck
from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.places import Site
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power
from tests.plans.one_rule import DAY, EVENT, HOUR, NOW, person

PLAN = Snapshot.of(
    [
        EVENT,
        Site(site_id="hall", name="Hall"),
        Site(site_id="hotel", name="Hotel"),
        person("chief", Power.ACCEPT_HIGH_RISK, Power.SET_ASIDE_RULE),
        person("deputy", Power.ACCEPT_RISK),
    ]
)
OWNERS = [REGISTRY["C-01"]]


def checked(*rulings: Ruling, plan: Snapshot = PLAN) -> Run:
    return check(plan, Attestations(), at=NOW, rulings=rulings, rules=OWNERS)


def of_site(run: Run, site: str) -> Finding:
    return next(each for each in run.findings if (each.table, each.key) == ("sites", site))


def acceptance(finding: Finding, **cells: Any) -> Ruling:
    return Ruling(
        **{
            "ruling_id": "R-1",
            "kind": "accept",
            "code": finding.code,
            "severity": finding.severity,
            "by": "chief",
            "second_by": "deputy",
            "at": NOW - HOUR,
            "reason": "The owner is abroad",
            "expires": NOW + DAY,
            "identity": finding.identity,
            "case": finding.case,
            "subject_table": finding.table,
            "subject_key": finding.key,
            **cells,
        }
    )


def test_accepted_finding_stays_and_bears_its_ruling() -> None:
    before = checked()
    word = acceptance(of_site(before, "hall"))

    after = checked(word)

    assert [each.identity for each in after.findings] == [each.identity for each in before.findings]
    assert of_site(after, "hall").ruling == word
    assert of_site(after, "hotel").ruling is None


def test_ruling_without_effect_rules_nothing_away() -> None:
    hall = of_site(checked(), "hall")

    assert of_site(checked(acceptance(hall, second_by=None)), "hall").ruling is None
    assert of_site(checked(acceptance(hall, by="nobody")), "hall").ruling is None
    assert of_site(checked(acceptance(hall, expires=NOW)), "hall").ruling is None
    assert of_site(checked(acceptance(hall, at=NOW + HOUR)), "hall").ruling is None


def test_finding_whose_case_has_changed_is_open_again() -> None:
    before = checked()
    word = acceptance(of_site(before, "hall"), case="several")

    assert of_site(checked(word), "hall").ruling is None


def test_recheck_opens_the_finding_when_the_person_has_gone() -> None:
    word = acceptance(of_site(checked(), "hall"))
    run = checked(word)
    without = apply(PLAN, [Edit("persons", "deputy", None)])

    again = recheck(run, without, Attestations(), at=NOW, rulings=(word,))

    assert of_site(again, "hall").ruling is None
    assert again.findings == checked(word, plan=without).findings


def test_recheck_sees_a_new_ruling_and_the_hour_of_its_end() -> None:
    run = checked()
    word = acceptance(of_site(run, "hall"))

    ruled = recheck(run, PLAN, Attestations(), at=NOW, rulings=(word,))
    ended = recheck(ruled, PLAN, Attestations(), at=NOW + DAY, rulings=(word,))

    assert of_site(ruled, "hall").ruling == word
    assert of_site(ended, "hall").ruling is None
