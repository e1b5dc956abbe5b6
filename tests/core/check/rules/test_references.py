from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person, Unit
from summitry.plan.places import Site
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.posts import Post, Shift
from tests.plans.one_rule import HOUR, OPENS, found, told, word

UNIT = Unit(unit_id="police", name="Police")
SITE = Site(site_id="hall", name="Hall", owner_unit_id="police")
PERSON = Person(person_id="p", unit_id="police")
POST = Post(post_id="roof", name="Roof", site_id="hall", start=OPENS, end=OPENS + HOUR)


def shift(slot, **cells):
    return Shift(
        **{
            "post_id": "roof",
            "start": OPENS,
            "slot": slot,
            "end": OPENS + HOUR,
            "person_id": "p",
            "unit_id": "police",
            **cells,
        }
    )


WHOLE = [UNIT, SITE, PERSON, POST, shift(1), shift(2)]


def test_a_plan_that_has_all_it_names_is_fine():
    assert found("C-86", WHOLE) == ()


def test_an_id_without_a_row_is_told_at_the_row_that_names_it():
    findings = found("C-86", [UNIT, PERSON, POST])

    assert told(findings) == [("", "posts", "roof", "site_id:hall", "high")]
    assert findings[0].column == "site_id"
    assert findings[0].facts == {"column": "site_id", "target": "sites", "to": "hall"}


def test_each_missing_member_of_a_set_is_told():
    plan = UnitPlan(plan_id="venue", title="Venue", field="venues")
    task = Task(
        task_id="sweep", title="Sweep", plan_id="venue", lead_unit_ids=("army", "fire", "police")
    )
    findings = found("C-86", [UNIT, plan, task])

    assert [f.discriminator for f in findings] == ["lead_unit_ids:army", "lead_unit_ids:fire"]


def test_a_row_that_names_itself_as_parent_is_there():
    assert found("C-86", [Unit(unit_id="police", name="Police", parent_id="police")]) == ()


def test_one_shift_of_a_missing_person_is_told():
    findings = found("C-86", [*WHOLE[:4], shift(1, person_id="q")])

    key = "roof|2025-10-25T02:00Z|1"
    assert told(findings) == [("", "shifts", key, "person_id:q", "high")]
    assert findings[0].facts == {"column": "person_id", "target": "persons", "to": "q"}


def test_all_shifts_of_a_missing_person_are_told_once():
    shifts = [shift(slot, person_id="q") for slot in (1, 2, 3)]
    findings = found("C-86", [*WHOLE[:4], *shifts])

    assert told(findings) == [("rows", "shifts", "roof|2025-10-25T02:00Z|1", "person_id:q", "high")]
    assert findings[0].facts["rows"] == 3


def test_an_attestation_of_a_known_person_on_a_row_is_fine():
    attested = [word(POST, AttestationKind.ACCEPTED, "p")]
    on_shift = [word(shift(1), AttestationKind.ACKNOWLEDGED, "p")]

    assert found("C-86", WHOLE, attested=[*attested, *on_shift]) == ()


def test_an_attestation_on_a_missing_row_is_told():
    gone = Site(site_id="gone", name="Gone")
    findings = found("C-86", WHOLE, attested=[word(gone, AttestationKind.SWEPT, "p")])

    assert [(f.case, f.table, f.discriminator) for f in findings] == [
        ("attested", "attestations", "subject_key:gone")
    ]
    assert findings[0].facts == {"column": "subject_key", "target": "sites", "to": "gone"}


def test_an_attestation_on_a_missing_shift_is_told():
    attested = [word(shift(9), AttestationKind.ACKNOWLEDGED, "p")]
    findings = found("C-86", WHOLE, attested=attested)

    assert [f.discriminator for f in findings] == ["subject_key:roof|2025-10-25T02:00Z|9"]


def test_an_attestation_on_a_table_that_does_not_exist_is_told():
    attested = [word(POST, AttestationKind.ACCEPTED, "p", subject_table="pots")]
    findings = found("C-86", WHOLE, attested=attested)

    assert [f.facts["target"] for f in findings] == ["pots"]


def test_an_attestation_by_somebody_unknown_is_told():
    attested = [word(POST, AttestationKind.ACCEPTED, "q", second_by="r")]
    findings = found("C-86", WHOLE, attested=attested)

    assert [f.discriminator for f in findings] == ["by:q", "second_by:r"]


def test_what_the_plan_has_nothing_of_is_told_once_for_each_row():
    other = Person(person_id="o", unit_id="army")
    third = Person(person_id="t", unit_id="army")

    assert [f.key for f in found("C-86", [UNIT, other, third])] == ["o", "t"]
