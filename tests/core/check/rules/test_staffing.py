from datetime import date

import pytest
from msgspec.structs import replace

from summitry.check.registry import REGISTRY
from summitry.check.run import check, recheck
from summitry.kit.time import Interval
from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Severity
from tests.plans.one_rule import EVENT, HOUR, MINUTE, NOW, OPENS, found, limit, told

POST = Post(post_id="roof", name="Roof", site_id="hall", start=OPENS, end=OPENS + 8 * HOUR)
MEDIC = PostRequirement(post_id="roof", requirement="medic", qualification_id="medic")
FRENCH = PostRequirement(post_id="roof", requirement="french", language="fr")


def shift(person_id, hour_from, hour_to, *, post_id="roof"):
    return Shift(
        post_id=post_id,
        start=OPENS + hour_from * HOUR,
        slot=1 + ord(person_id[0]),
        end=OPENS + hour_to * HOUR,
        person_id=person_id,
        unit_id="police",
    )


def someone(person_id, **cells):
    return Person(person_id=person_id, unit_id="police", **cells)


def times(findings):
    return [((f.start - OPENS) / HOUR, (f.end - OPENS) / HOUR) for f in findings]


def test_a_covered_post_is_fine():
    rows = [POST, someone("a"), someone("b"), shift("a", 0, 4), shift("b", 4, 8)]

    assert found("C-52", rows) == ()


def test_a_post_without_any_shift_is_empty_for_its_whole_time():
    findings = found("C-52", [POST])

    assert told(findings) == [("empty", "posts", "roof", "people:2025-10-25", "critical")]
    assert times(findings) == [(0, 8)]
    assert findings[0].status is Status.WRONG
    assert findings[0].facts == {"post": "roof", "have": 0, "need": 1, "requirements": ()}


def test_relief_that_comes_a_minute_late_leaves_a_gap():
    late = replace(shift("b", 4, 8), start=OPENS + 4 * HOUR + MINUTE)
    findings = found("C-52", [POST, someone("a"), someone("b"), shift("a", 0, 4), late])

    assert times(findings) == [(4, 4 + 1 / 60)]


def test_too_few_people_are_told_with_how_many_there_are():
    rows = [replace(POST, headcount_min=2), someone("a"), shift("a", 0, 8)]
    findings = found("C-52", rows)

    assert told(findings) == [("people", "posts", "roof", "people:2025-10-25", "critical")]
    assert findings[0].facts == {"post": "roof", "have": 1, "need": 2, "requirements": ()}


def test_one_person_does_not_stand_for_two_requirements():
    both = someone("a", languages=("fr",))
    held = PersonQualification(person_id="a", qualification_id="medic")
    rows = [POST, MEDIC, FRENCH, both, held, someone("b"), shift("a", 0, 8), shift("b", 0, 8)]
    findings = found("C-52", rows)

    assert told(findings) == [
        ("requirement", "posts", "roof", "french+medic:2025-10-25", "critical")
    ]
    assert findings[0].facts == {
        "post": "roof",
        "have": 1,
        "need": 2,
        "requirements": ("french", "medic"),
    }


def test_two_people_meet_two_requirements():
    held = PersonQualification(person_id="a", qualification_id="medic")
    people = [someone("a"), someone("b", languages=("fr",))]
    rows = [POST, MEDIC, FRENCH, *people, held, shift("a", 0, 8), shift("b", 0, 8)]

    assert found("C-52", rows) == ()


def test_two_requirements_of_one_kind_need_two_holders():
    again = replace(MEDIC, requirement="second-medic")
    held = PersonQualification(person_id="a", qualification_id="medic")
    rows = [POST, MEDIC, again, someone("a"), held, shift("a", 0, 8)]
    findings = found("C-52", rows)

    assert [f.facts["requirements"] for f in findings] == [("medic", "second-medic")]
    assert [(f.facts["have"], f.facts["need"]) for f in findings] == [(1, 2)]


def test_a_qualification_counts_to_the_end_of_the_day_at_the_venue():
    event = replace(EVENT, timezone="Asia/Ho_Chi_Minh")
    post = replace(POST, start=OPENS, end=OPENS + 20 * HOUR)
    held = PersonQualification(person_id="a", qualification_id="medic", expires=date(2025, 10, 25))
    rows = [event, post, MEDIC, someone("a"), held, shift("a", 0, 20)]
    run = check(Snapshot.of(rows), Attestations(), at=NOW, rules=[REGISTRY["C-52"]])

    # It opens at 02:00 UTC, which is 09:00 there: the day ends fifteen hours later.
    assert times(run.findings) == [(15, 20)]


def test_a_shift_counts_while_the_person_is_available():
    part_time = someone("a", available_from=OPENS + 1 * HOUR, available_until=OPENS + 6 * HOUR)
    findings = found("C-52", [POST, part_time, shift("a", 0, 8)])

    assert times(findings) == [(0, 1), (6, 8)]


def test_an_absence_on_the_day_opens_a_gap():
    absence = ("a", Interval(OPENS + 2 * HOUR, OPENS + 3 * HOUR))
    rows = [POST, someone("a"), shift("a", 0, 8)]

    assert times(found("C-52", rows, live=LiveState(absences=(absence,)))) == [(2, 3)]


def test_a_person_the_plan_does_not_have_covers_nothing():
    assert times(found("C-52", [POST, shift("a", 0, 8)])) == [(0, 8)]


def test_the_weight_and_field_of_the_post_are_those_of_the_finding():
    post = replace(POST, weight=Severity.LOW, field=Field.FIRE)

    assert [(f.severity, f.field) for f in found("C-52", [post])] == [(Severity.LOW, Field.FIRE)]


def test_checking_again_after_one_shift_finds_what_a_whole_check_finds():
    rows = [EVENT, POST, someone("a"), shift("a", 0, 8)]
    before = Snapshot.of(rows)
    shorter = replace(shift("a", 0, 8), end=OPENS + 7 * HOUR)
    key = f"roof|2025-10-25T02:00Z|{1 + ord('a')}"
    after = apply(before, [Edit("shifts", key, shorter)])
    rules = [REGISTRY["C-52"]]
    run = check(before, Attestations(), at=NOW, rules=rules)

    again = recheck(run, after, Attestations(), at=NOW)

    assert run.findings == ()
    assert times(again.findings) == [(7, 8)]
    assert again.findings == check(after, Attestations(), at=NOW, rules=rules).findings


def handover(relief_minutes, *, minutes=15.0):
    relief = replace(shift("b", 4, 8), start=OPENS + 4 * HOUR - relief_minutes * MINUTE)
    rows = [POST, someone("a"), someone("b"), shift("a", 0, 4), relief]
    return found("C-56", [*rows, limit("handover_minutes_min", minutes)])


def test_relief_at_the_overlap_is_in_time():
    assert handover(15) == ()


def test_relief_below_the_overlap_is_late():
    findings = handover(14)

    assert told(findings) == [("", "posts", "roof", "2025-10-25", "medium")]
    assert findings[0].facts == {
        "post": "roof",
        "count": 1,
        "have": 0,
        "need": 1,
        "overlap_minutes": 15.0,
    }


@pytest.mark.parametrize(("minutes", "count"), [(14.0, 0), (14.5, 1)])
def test_the_overlap_is_a_limit_of_the_event(minutes, count):
    assert len(handover(14, minutes=minutes)) == count


def test_the_handovers_of_one_day_are_one_finding():
    people = [someone("a"), someone("b"), someone("c")]
    findings = found("C-56", [POST, *people, shift("a", 0, 2), shift("b", 2, 5), shift("c", 5, 8)])

    assert [f.facts["count"] for f in findings] == [2]
    assert times(findings) == [(2, 5)]
