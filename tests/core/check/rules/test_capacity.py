import pytest

from summitry.outcome.finding import Status
from summitry.plan.access import Count, Quota
from summitry.plan.places import Zone
from summitry.plan.terms import Category, Stage
from tests.plans.one_rule import DAY, NOW, found, limit, told

DELEGATE, PRESS = Category.DELEGATE, Category.PRESS


def zone(capacity=100):
    return Zone(zone_id="hall", site_id="centre", name="Hall", capacity_max=capacity)


def count(persons, *, category=DELEGATE, stage=Stage.ISSUED, days=1, count_id=None):
    return Count(
        count_id=count_id or f"{category}-{stage}-{days}",
        category=category,
        zone_id="hall",
        stage=stage,
        persons=persons,
        as_of=NOW - days * DAY,
    )


def quota(persons, category=DELEGATE):
    return Quota(quota_id=f"q-{category}", category=category, zone_id="hall", persons_max=persons)


@pytest.mark.parametrize(("press", "cases"), [(40, []), (41, ["people"])])
def test_categories_together_may_fill_the_zone_and_no_more(press, cases):
    findings = found("C-35", [zone(), count(60), count(press, category=PRESS)])

    assert [finding.case for finding in findings] == cases


def test_what_is_told_of_an_overfull_zone():
    findings = found("C-35", [zone(), count(101)])

    assert told(findings) == [("people", "zones", "hall", "people", "critical")]
    assert findings[0].facts == {
        "zone": "hall",
        "people": 101,
        "capacity": 100,
        "factor": 1.0,
        "limit": 100,
    }
    assert findings[0].joins == (("counts", "delegate-issued-1"),)


def test_the_newest_count_stands():
    assert found("C-35", [zone(), count(200, days=5), count(90, days=1)]) == ()
    assert len(found("C-35", [zone(), count(90, days=5), count(200, days=1)])) == 1


def test_of_two_counts_of_one_moment_the_larger_stands():
    rows = [zone(), count(90, count_id="a"), count(120, count_id="b")]

    assert found("C-35", rows)[0].facts["people"] == 120


def test_badges_approved_count_as_well_as_badges_issued():
    assert len(found("C-35", [zone(), count(101, stage=Stage.APPROVED)])) == 1
    assert len(found("C-35", [zone(), count(10), count(101, stage=Stage.APPROVED)])) == 1


def test_registrations_are_no_right_to_enter():
    assert found("C-35", [zone(), count(500, stage=Stage.REGISTERED)]) == ()


@pytest.mark.parametrize(("press", "cases"), [(40, []), (41, ["quotas"])])
def test_quotas_together_stay_within_the_zone(press, cases):
    findings = found("C-35", [zone(), quota(60), quota(press, PRESS)])

    assert [(f.case, f.severity) for f in findings] == [(case, "high") for case in cases]


@pytest.mark.parametrize(("people", "cases"), [(120, []), (121, ["people"])])
def test_the_event_may_load_a_zone_further(people, cases):
    findings = found("C-35", [zone(), count(people), limit("zone_load_factor_max", 1.2)])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize("right", [count(1), quota(1)])
def test_a_zone_of_unknown_size_that_people_may_enter_is_unknown(right):
    (finding,) = found("C-35", [zone(None), right])

    assert (finding.status, finding.case) == (Status.UNKNOWN, "no-capacity")


def test_a_zone_of_unknown_size_that_nobody_may_enter_is_silent():
    assert found("C-35", [zone(None), count(0)]) == ()
