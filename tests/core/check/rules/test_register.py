from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.governance import FieldLead
from summitry.plan.organisation import Unit
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.risks import Contingency, ContingencyCard
from summitry.plan.terms import Field, Power
from tests.plans.one_rule import DAY, HOUR, NOW, OPENS, found, person, told, word

ACKNOWLEDGED = AttestationKind.ACKNOWLEDGED
POLICE = Unit(unit_id="police", name="Police")
PLAN = UnitPlan(plan_id="p", title="Plan", field="venues", unit_id="police")
POST = Post(
    post_id="roof",
    name="Roof",
    site_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="police",
    holder_unit_id="police",
)

# C-11: whoever acts has a plan


OTHERS = UnitPlan(plan_id="others", title="Plan", field="fire", unit_id="fire")


def code_11(*rows):
    return [finding.key for finding in found("C-11", [POLICE, OTHERS, *rows])]


@pytest.mark.parametrize(
    "row",
    [
        POST,
        replace(POST, owner_unit_id="army"),
        replace(POST, holder_unit_id="army"),
        Task(task_id="t", title="T", plan_id="p", lead_unit_ids=("police",)),
        Task(task_id="t", title="T", plan_id="p", cooperating_unit_ids=("police",)),
        Contingency(contingency_id="c", title="C", owner_unit_ids=("police",)),
        Contingency(contingency_id="c", title="C", agency_unit_ids=("police",)),
    ],
)
def test_a_unit_that_acts_without_a_plan_is_told(row):
    assert code_11(row) == ["police"]
    assert code_11(row, PLAN) == []


def test_a_part_of_a_task_is_acting_too():
    task = Task(task_id="t", title="T", plan_id="p")
    part = TaskPart(task_id="t", unit_id="police", part="Staff")

    assert code_11(task, part) == ["police"]


def test_what_a_unit_does_is_counted():
    (finding,) = found("C-11", [POLICE, OTHERS, POST, replace(POST, post_id="door")])

    assert finding.facts == {"unit": "police", "posts": 2, "tasks": 0, "contingencies": 0}


def test_a_unit_that_does_nothing_needs_no_plan():
    assert code_11() == []


def test_the_plan_of_the_unit_it_is_part_of_is_enough():
    ward = Unit(unit_id="ward", name="Ward", parent_id="police")
    post = replace(POST, owner_unit_id="ward", holder_unit_id="ward")

    assert code_11(ward, post) == ["ward"]
    assert code_11(ward, post, PLAN) == []


def test_units_that_are_part_of_each_other_are_told_both():
    one = replace(POLICE, parent_id="ward")
    two = Unit(unit_id="ward", name="Ward", parent_id="police")

    assert len(found("C-11", [one, two, OTHERS, replace(POST, holder_unit_id="ward")])) == 2


def test_a_register_that_has_not_been_begun_tells_nothing():
    assert found("C-11", [POLICE, POST]) == ()


# C-20: changed after briefing

PERSONS = (person("o1"), person("o2"), person("s1", unit="army"))
BEFORE = replace(POST, headcount_min=2)


def code_20(row, *words, at=NOW):
    findings = found("C-20", [POLICE, row, *PERSONS], attested=words, at=at)
    return [(f.case, f.key, f.facts["units"]) for f in findings]


def test_a_row_known_as_it_stands_is_right():
    assert code_20(POST, word(POST, ACKNOWLEDGED, "o1")) == []


def test_a_row_known_in_a_former_content_only_is_told():
    gap = ("acknowledged", "roof", ("police",))

    assert code_20(POST, word(BEFORE, ACKNOWLEDGED, "o1")) == [gap]


def test_anybody_of_the_unit_may_acknowledge_it_anew():
    words = [word(BEFORE, ACKNOWLEDGED, "o1"), word(POST, ACKNOWLEDGED, "o2")]

    assert code_20(POST, *words) == []


def test_each_unit_acknowledges_for_itself():
    words = [
        word(BEFORE, ACKNOWLEDGED, "o1"),
        word(BEFORE, ACKNOWLEDGED, "s1"),
        word(POST, ACKNOWLEDGED, "o1", at=NOW),
    ]

    assert code_20(POST, *words) == [("acknowledged", "roof", ("army",))]


def test_what_was_never_briefed_has_not_changed_since():
    assert code_20(POST, word(BEFORE, AttestationKind.ACCEPTED, "o1")) == []
    assert code_20(POST, word(BEFORE, ACKNOWLEDGED, "nobody")) == []
    assert code_20(POST, word(BEFORE, ACKNOWLEDGED, "o1", at=NOW + HOUR)) == []


def test_a_word_that_has_expired_on_the_same_content_is_no_change():
    assert code_20(POST, word(POST, ACKNOWLEDGED, "o1", expires=NOW)) == []


def test_what_was_issued_is_issued_anew_by_anybody_in_the_plan():
    issued = AttestationKind.ISSUED
    gap = ("issued", "p", ("police",))
    before = word(replace(PLAN, version=1, title="Old"), issued, "o1")

    assert code_20(PLAN, before) == [gap]
    assert code_20(PLAN, before, word(PLAN, issued, "s1")) == []


def test_a_card_and_a_row_taken_out():
    card = ContingencyCard(contingency_id="c", unit_id="police", rvp_id="north")
    before = word(replace(card, rvp_id="south"), ACKNOWLEDGED, "o1")

    assert code_20(card, before) == [("acknowledged", "c|police", ("police",))]
    assert code_20(POST, before) == []


# C-21: copied and not reviewed


def code_21(plan, *words):
    return told(found("C-21", [plan, *PERSONS], attested=words))


def copied_gap(case):
    return [(case, "plans", "p", "", "high")]


def test_a_plan_of_ones_own_needs_no_review():
    assert code_21(replace(PLAN, document="0a")) == []


def test_a_copy_is_reviewed_by_somebody_in_the_plan():
    plan = replace(PLAN, copied_from="June", document="0b", copied_document="0a")

    assert code_21(plan) == copied_gap("not-reviewed")
    assert code_21(plan, word(plan, AttestationKind.VERIFIED, "o1")) == []
    assert code_21(plan, word(plan, AttestationKind.VERIFIED, "nobody")) == copied_gap(
        "not-reviewed"
    )


@pytest.mark.parametrize("document", ["0a", " 0A "])
def test_a_copy_that_nobody_changed_is_told_even_when_verified(document):
    plan = replace(PLAN, document=document, copied_document="0a")

    assert code_21(plan, word(plan, AttestationKind.VERIFIED, "o1")) == copied_gap("same")


def test_two_blank_hashes_are_not_the_same_document():
    assert code_21(replace(PLAN, document=" ", copied_document=" ")) == []


# C-22: approved by another unit

APPROVERS = (
    person("own", Power.APPROVE_PLAN),
    person("second", Power.APPROVE_PLAN, unit="army"),
    person("clerk", unit="army"),
)


def code_22(*words, plan=PLAN):
    return [case for case, *_ in told(found("C-22", [plan, *APPROVERS], attested=words))]


def approved(by, plan=PLAN, **cells):
    return word(plan, AttestationKind.APPROVED, by, **cells)


def test_approved_by_another_unit_with_the_power_is_right():
    assert code_22(approved("second")) == []


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ((), "none"),
        ((approved("nobody"),), "changed"),
        ((approved("own"),), "own"),
        ((approved("clerk"),), "power"),
        ((approved("second", replace(PLAN, version=2)),), "changed"),
        ((approved("second", expires=NOW),), "changed"),
    ],
)
def test_no_second_approval_is_told(words, case):
    assert code_22(*words) == [case]


def test_a_plan_of_nobody_is_approved_by_anybody_with_the_power():
    plan = replace(PLAN, unit_id=None)

    assert code_22(approved("own", plan), plan=plan) == []


# C-23: a lead for each field


def code_23(*rows):
    return [(f.table, f.key, f.facts["units"]) for f in found("C-23", rows)]


def test_one_unit_alone_needs_no_lead():
    assert code_23(PLAN, POST) == []


@pytest.mark.parametrize(
    "row",
    [
        replace(PLAN, plan_id="q", unit_id="army"),
        replace(POST, holder_unit_id="army"),
        replace(POST, owner_unit_id="army"),
    ],
)
def test_two_units_on_a_field_need_a_lead(row):
    lead = FieldLead(field=Field.VENUES, unit_id="police")

    assert code_23(PLAN, row) == [("field_leads", "venues", ("army", "police"))]
    assert code_23(PLAN, row, lead) == []
    assert len(code_23(PLAN, row, replace(lead, field=Field.FIRE))) == 1


def test_units_on_different_fields_do_not_meet():
    assert code_23(PLAN, replace(PLAN, plan_id="q", unit_id="army", field=Field.FIRE)) == []


def test_a_finding_before_its_phase_is_not_yet_due():
    (finding,) = found("C-22", [PLAN, *APPROVERS], at=OPENS - 31 * DAY - timedelta(hours=2))

    assert finding.status.value == "not-yet-due"
