import pytest

from summitry.outcome.finding import Status
from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import CareLevel, Hospital, MedicalArrangement, Medicine
from summitry.plan.programme import Principal
from tests.plans.one_rule import CLOSES, MINUTE, found, person, told, word

CONFIRMER = person("physician", unit="health")


def principal(principal_id="guest", *, protected=True):
    return Principal(
        principal_id=principal_id, office="President", delegation_id="d", protected=protected
    )


def hospital(hospital_id="pines", level=CareLevel.TRAUMA, beds=1):
    return Hospital(
        hospital_id=hospital_id, name="Pines", site_id="pines", level=level, beds_reserved=beds
    )


def arranged(hospital_id="pines", *, who="guest", card="Physician's office"):
    return MedicalArrangement(principal_id=who, hospital_id=hospital_id, card_held_by=card)


def confirmed(*rows):
    return [word(row, AttestationKind.VERIFIED, "physician") for row in rows]


def test_confirmed_trauma_bed_is_enough():
    rows = [principal(), hospital(), arranged(), CONFIRMER]

    assert found("C-142", rows, attested=confirmed(arranged())) == ()


def test_protected_principal_without_any_hospital_is_critical():
    assert told(found("C-142", [principal()])) == [("none", "principals", "guest", "", "critical")]
    assert found("C-142", [principal(protected=False)]) == ()


def test_hospitals_are_unknown_where_the_plan_has_none_at_all():
    statuses = [
        finding.status
        for rows in ([principal()], [principal(), hospital()])
        for finding in found("C-142", rows)
    ]

    assert statuses == [Status.UNKNOWN, Status.WRONG]


@pytest.mark.parametrize(
    ("row", "case", "severity"),
    [
        (hospital("other"), "no-hospital", "critical"),
        (hospital(level=CareLevel.ADVANCED), "not-trauma", "critical"),
        (hospital(beds=0), "no-bed", "critical"),
        (hospital(), "unconfirmed", "high"),
    ],
)
def test_gravest_flaw_of_the_arrangement_is_told(row, case, severity):
    findings = found("C-142", [principal(), row, arranged(), CONFIRMER])

    assert told(findings) == [(case, "medical_arrangements", "guest|pines", "", severity)]


def test_word_of_a_stranger_confirms_nothing():
    findings = found("C-142", [principal(), hospital(), arranged()], attested=confirmed(arranged()))

    assert [finding.case for finding in findings] == ["unconfirmed"]


def test_second_hospital_may_be_worse_than_the_first():
    rows = [principal(), hospital(), hospital("ferry", beds=0), arranged(), arranged("ferry")]

    assert found("C-142", [*rows, CONFIRMER], attested=confirmed(arranged())) == ()
    assert [f.key for f in found("C-142", rows)] == ["guest|ferry", "guest|pines"]


def test_card_that_nobody_holds_is_told_beside_the_rest():
    row = arranged(card="  ")

    findings = found("C-142", [principal(), hospital(), row, CONFIRMER], attested=confirmed(row))

    assert told(findings) == [("no-card", "medical_arrangements", "guest|pines", "card", "medium")]


def test_one_hospital_for_several_principals_is_found():
    rows = [hospital(), hospital("ferry"), arranged(), arranged(who="other")]

    assert told(found("C-143", rows)) == [("", "hospitals", "pines", "", "medium")]
    assert found("C-143", [*rows, arranged("ferry", who="third")]) == ()


def test_one_hospital_for_one_principal_is_not_alone():
    assert found("C-143", [hospital(), arranged()]) == ()
    assert found("C-143", [arranged(), arranged(who="other")]) == ()


def medicine(**cells):
    return Medicine(**{"medicine_id": "blood", "name": "Blood", "site_id": "hall", **cells})


@pytest.mark.parametrize(("doses", "expected"), [(5, []), (4, ["few"])])
def test_as_many_doses_as_needed_are_there(doses, expected):
    findings = found("C-148", [medicine(doses_min=5, doses=doses)])

    assert [finding.case for finding in findings] == expected


@pytest.mark.parametrize(("expires", "expected"), [(CLOSES, []), (CLOSES - MINUTE, ["expires"])])
def test_medicine_is_good_until_the_event_closes(expires, expected):
    findings = found("C-148", [medicine(doses=1, expires=expires)])

    assert [finding.case for finding in findings] == expected


def test_medicine_can_be_short_and_old_at_once():
    findings = found("C-148", [medicine(expires=CLOSES - MINUTE)])

    assert told(findings) == [
        ("expires", "medicines", "blood", "expires", "high"),
        ("few", "medicines", "blood", "few", "high"),
    ]
    assert [finding.facts.get("need") for finding in findings] == [None, 1]
