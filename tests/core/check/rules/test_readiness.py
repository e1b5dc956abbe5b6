from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Site
from summitry.plan.readiness import (
    Exercise,
    ExerciseKind,
    Measured,
    SiteWindow,
    Trigger,
)
from summitry.plan.risks import Contingency, Risk
from summitry.plan.terms import Treatment
from tests.plans.one_rule import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    OPENS,
    found,
    limit,
    person,
    told,
    word,
)

EXERCISED = AttestationKind.EXERCISED


QUEUE = Trigger(
    trigger_id="queue",
    title="Queue",
    measured=Measured.QUEUE_MINUTES,
    threshold=15,
    gate_id="north",
)

HALL = Site(site_id="hall", name="Hall")
CROWD = SiteWindow(site_id="hall", start=OPENS, end=OPENS + HOUR, persons_max=500)
WORST = Contingency(contingency_id="worst", title="Worst case", site_id="hall", scale=2)


def test_site_with_a_crowd_needs_a_plan_for_twice_as_many():
    assert told(found("C-27", [HALL, CROWD])) == [("", "sites", "hall", "", "high")]
    assert found("C-27", [HALL, CROWD, WORST]) == ()


def test_smaller_scale_and_another_site_do_not_count_and_no_site_counts_for_all():
    assert len(found("C-27", [HALL, CROWD, replace(WORST, scale=1.9)])) == 1
    assert len(found("C-27", [HALL, CROWD, replace(WORST, site_id="house")])) == 1
    assert found("C-27", [HALL, CROWD, replace(WORST, site_id=None)]) == ()


def test_crowd_begins_at_the_limit():
    assert found("C-27", [HALL, replace(CROWD, persons_max=499)]) == ()
    assert found("C-27", [HALL, replace(CROWD, persons_max=None)]) == ()
    assert found("C-27", [HALL, replace(CROWD, persons_max=0), limit("crowd_persons_min", 0)]) == ()


RISK = Risk(risk_id="fire", title="Fire", likelihood=3, consequence=4)
DRILL = Exercise(
    exercise_id="drill",
    title="Drill",
    kind=ExerciseKind.DRILL,
    start=NOW - 2 * HOUR,
    end=NOW - HOUR,
    risk_ids=("fire",),
    contingency_ids=("fire",),
)
OFFICER = person("officer")


def risks(*rows, held=()):
    words = [word(row, EXERCISED, "officer") for row in held]
    return [gap.case for gap in found("C-45", [OFFICER, RISK, *rows], attested=words)]


def test_high_risk_needs_an_exercise():
    assert risks() == ["none"]
    assert risks(replace(DRILL, risk_ids=())) == ["none"]
    assert risks(DRILL, held=[DRILL]) == []


def test_exercise_that_is_over_must_have_been_held():
    assert risks(DRILL) == ["not-held"]
    assert risks(replace(DRILL, end=NOW)) == ["not-held"]
    assert risks(replace(DRILL, end=NOW + MINUTE)) == []


def test_exercise_must_be_over_at_the_opening():
    assert risks(replace(DRILL, end=OPENS)) == []
    assert risks(replace(DRILL, end=OPENS + MINUTE)) == ["late"]


def test_accepted_and_lower_risks_need_none():
    assert found("C-45", [replace(RISK, treatment=Treatment.ACCEPT)]) == ()
    assert found("C-45", [replace(RISK, likelihood=2)]) == ()
    assert len(found("C-45", [replace(RISK, likelihood=2), limit("high_risk_score_min", 8)])) == 1


PLAN = Contingency(
    contingency_id="fire", title="Fire", trigger="Smoke", owner_unit_ids=("fire-service",)
)


def contingencies(row, *rows):
    rows = [OFFICER, row, *rows]
    gaps = found("C-82", rows, attested=[word(DRILL, EXERCISED, "officer")])
    return [(gap.case, gap.severity.value) for gap in gaps]


def test_contingency_with_trigger_owner_and_exercise_is_silent():
    assert contingencies(PLAN, DRILL) == []


def test_what_a_contingency_lacks_is_told_each():
    bare = Contingency(contingency_id="fire", title="Fire", trigger=" ")

    assert sorted(contingencies(bare)) == [
        ("exercise", "medium"),
        ("owner", "high"),
        ("trigger", "high"),
    ]


def test_trigger_row_is_as_good_as_words():
    row = replace(QUEUE, contingency_id="fire")

    assert contingencies(replace(PLAN, trigger=""), DRILL, row) == []


def test_exercise_planned_for_later_counts_a_day_before_it_is_due():
    later = replace(DRILL, start=NOW, end=NOW + HOUR)

    assert found("C-45", [RISK, later], at=NOW - DAY) == ()
