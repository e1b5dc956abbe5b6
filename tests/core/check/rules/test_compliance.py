from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.compliance import Evidence, Measure, Requirement
from tests.plans.one_rule import DAY, NOW, OPENS, found, person, told, word

SECOND = timedelta(seconds=1)
CLAUSE = Requirement(
    requirement_id="r", clause="7", title="First aid", source="host-country-agreement"
)
MEASURE = Measure(measure_id="m", title="Post", requirement_ids=("r",), due=NOW)
EVIDENCE = Evidence(evidence_id="e", measure_id="m", title="Photo")
PERSONS = (person("auditor"),)


# C-107


def test_a_clause_that_a_measure_meets_is_right():
    assert found("C-107", [CLAUSE, MEASURE]) == ()


def test_a_clause_without_a_measure_is_told():
    other = replace(MEASURE, requirement_ids=("s",))

    assert told(found("C-107", [CLAUSE, other])) == [("", "requirements", "r", "", "high")]


def test_guidance_weighs_less():
    guidance = replace(CLAUSE, source="guidance")

    assert told(found("C-107", [guidance])) == [("", "requirements", "r", "", "medium")]


# C-108


def code_108(*rows, words=(), at=NOW):
    findings = found("C-108", [*rows, *PERSONS], attested=words, at=at)
    return [(f.case, f.key, f.end) for f in findings]


def verified(row, by="auditor"):
    return word(row, AttestationKind.VERIFIED, by)


def test_one_evidence_that_somebody_verified_is_right():
    other = replace(EVIDENCE, evidence_id="f")

    assert code_108(CLAUSE, MEASURE, EVIDENCE, other, words=[verified(EVIDENCE)]) == []


def test_no_evidence_is_told_from_the_due_moment_on():
    assert code_108(CLAUSE, MEASURE, at=NOW - SECOND) == []
    assert code_108(CLAUSE, MEASURE) == [("none", "m", NOW)]


@pytest.mark.parametrize(
    "words", [[], [verified(EVIDENCE, "nobody")], [verified(replace(EVIDENCE, title="Other"))]]
)
def test_evidence_that_nobody_verified_as_it_stands_is_told(words):
    assert code_108(CLAUSE, MEASURE, EVIDENCE, words=words) == [("not-verified", "m", NOW)]


def test_a_measure_without_a_date_is_due_with_its_first_clause():
    undated = replace(MEASURE, due=None, requirement_ids=("q", "r"))
    first, second = replace(CLAUSE, due=NOW - DAY), replace(CLAUSE, requirement_id="q", due=NOW)

    assert code_108(first, second, undated) == [("none", "m", NOW - DAY)]
    assert code_108(first, second, undated, at=NOW - DAY - SECOND) == []


def test_without_any_date_it_is_due_by_the_opening():
    undated = replace(MEASURE, due=None)

    assert code_108(CLAUSE, undated, at=OPENS - SECOND) == []
    assert code_108(CLAUSE, undated, at=OPENS) == [("none", "m", OPENS)]
