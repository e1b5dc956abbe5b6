from datetime import timedelta

import pytest

from summitry.plan.access import Count, Participant
from summitry.plan.accreditation import AccessRight, Desk, ZoneRight
from summitry.plan.places import Zone
from summitry.plan.terms import Category, Ring, Stage
from tests.plans.one_rule import DAY, HOUR, NOW, OPENS, found, limit, told

DELEGATE, PRESS = Category.DELEGATE, Category.PRESS


def count(stage, persons, *, category=DELEGATE, zone="hall", as_of=NOW - DAY):
    return Count(
        count_id=f"{category}-{zone}-{stage}-{as_of:%d%H}",
        category=category,
        zone_id=zone,
        stage=stage,
        persons=persons,
        as_of=as_of,
    )


def desk(name="main", *categories, start=NOW, end=NOW + 2 * HOUR, **cells):
    return Desk(
        desk_id=name,
        name=name,
        site_id="hotel",
        start=start,
        end=end,
        categories=tuple(sorted(categories)),
        **{"counters": 2, "persons_per_hour": 25.0, **cells},
    )


@pytest.mark.parametrize(("approved", "codes"), [(950, []), (949, ["counts"])])
def test_a_twentieth_may_be_undecided(approved, codes):
    rows = [count(Stage.REGISTERED, 1000), count(Stage.APPROVED, approved)]

    assert [finding.table for finding in found("C-63", rows)] == codes


@pytest.mark.parametrize(("second", "number"), [(-1, 0), (0, 1)])
def test_vetting_has_until_two_days_before_the_opening(second, number):
    at = OPENS - 48 * HOUR + timedelta(seconds=second)

    findings = found("C-63", [count(Stage.REGISTERED, 10, as_of=at - DAY)], at=at)

    assert len(findings) == number


def test_undecided_applications_are_told_once_however_many_zones_they_are_for():
    rows = [
        count(stage, persons, zone=zone)
        for zone in ("hall", "plaza")
        for stage, persons in ((Stage.REGISTERED, 100), (Stage.APPROVED, 40))
    ]

    (finding,) = found("C-63", rows)

    assert finding.key == rows[0].count_id
    assert (finding.facts["pending"], finding.facts["limit"]) == (60, 5)


def test_undecided_applications_are_those_of_the_unit_that_owns_the_zone():
    zone = Zone(zone_id="hall", site_id="venue", name="Hall", owner_unit_ids=("protocol",))

    (finding,) = found("C-63", [zone, count(Stage.REGISTERED, 100)])

    assert finding.units == ("protocol",)


def test_only_the_newest_count_of_a_zone_stands():
    old = count(Stage.APPROVED, 100, as_of=NOW - 2 * DAY)
    rows = [count(Stage.REGISTERED, 100), count(Stage.APPROVED, 40), old]

    assert len(found("C-63", rows)) == 1


@pytest.mark.parametrize(("approved", "number"), [(100, 0), (101, 1)])
def test_desks_hand_out_a_hundred_badges_in_two_hours(approved, number):
    findings = found("C-36", [desk(), count(Stage.APPROVED, approved)])

    assert len(findings) == number


def test_what_is_issued_need_not_be_collected():
    rows = [desk(), count(Stage.APPROVED, 500), count(Stage.ISSUED, 400)]

    assert found("C-36", rows) == ()


def test_a_desk_counts_from_now_to_the_opening():
    long = desk(start=NOW - DAY, end=OPENS + DAY)
    rows = [long, count(Stage.APPROVED, 301)]

    (finding,) = found("C-36", rows)

    assert finding.facts == {
        "waiting": 301,
        "capacity": 300,
        "categories": ("delegate",),
        "due": OPENS,
    }
    assert found("C-36", rows, at=OPENS) == ()


def test_a_category_that_no_desk_is_for_is_found():
    rows = [desk("press", PRESS), count(Stage.APPROVED, 1)]

    assert told(found("C-36", rows)) == [
        ("no-desk", "counts", rows[1].count_id, "delegate", "high")
    ]


def test_two_categories_that_share_a_desk_are_too_many_together():
    rows = [
        desk(),
        count(Stage.APPROVED, 60),
        count(Stage.APPROVED, 60, category=PRESS),
    ]

    findings = found("C-36", rows)

    assert told(findings) == [("short", "counts", rows[1].count_id, "delegate press", "high")]
    assert found("C-36", [*rows, desk("press", PRESS)]) == ()


def test_a_group_is_not_told_again_when_a_part_of_it_is_too_large_alone():
    rows = [
        desk(),
        count(Stage.APPROVED, 200),
        count(Stage.APPROVED, 10, category=PRESS),
    ]

    assert [finding.discriminator for finding in found("C-36", rows)] == ["delegate"]


def test_without_desks_nothing_is_said_of_collecting():
    assert found("C-36", [count(Stage.APPROVED, 1000)]) == ()


INNER = Zone(zone_id="stage", site_id="venue", name="Stage", ring=Ring.INNER)
OUTER = Zone(zone_id="plaza", site_id="venue", name="Plaza")
HOLDER = Participant(participant_id="p-1", category=PRESS)


def extra(zone="plaza", **cells):
    return AccessRight(
        participant_id="p-1",
        zone_id=zone,
        **{
            "reason": "Builds the riser",
            "sponsor_unit_id": "press",
            "start": OPENS,
            "end": OPENS + HOUR,
            **cells,
        },
    )


def test_an_extra_right_with_reason_sponsor_and_period_is_let_through():
    assert found("C-62", [INNER, OUTER, HOLDER, extra()]) == ()


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"reason": "  "}, "no-reason"),
        ({"sponsor_unit_id": None}, "no-sponsor"),
        ({"start": None}, "no-period"),
        ({"end": None}, "no-period"),
        ({"end": OPENS}, "no-period"),
    ],
)
def test_an_extra_right_that_lacks_something_is_found(cells, case):
    findings = found("C-62", [INNER, OUTER, HOLDER, extra(**cells)])

    assert told(findings) == [(case, "access_rights", "p-1|plaza", case, "medium")]


def test_an_extra_right_to_the_inner_ring_weighs_more():
    (finding,) = found("C-62", [INNER, HOLDER, extra("stage", reason="")])

    assert finding.severity == "high"


def test_what_the_category_may_enter_anyway_needs_no_reason():
    right = ZoneRight(category=PRESS, zone_id="plaza")

    assert found("C-62", [OUTER, HOLDER, right, extra(reason="", sponsor_unit_id=None)]) == ()


def test_an_extra_right_of_nobody_in_the_plan_is_left_to_the_references():
    assert found("C-62", [OUTER, extra(reason="")]) == ()


@pytest.mark.parametrize(
    ("zone", "reason", "number"), [("stage", " ", 1), ("stage", "Speaks", 0), ("plaza", "", 0)]
)
def test_a_category_enters_the_inner_ring_for_a_reason(zone, reason, number):
    right = ZoneRight(category=DELEGATE, zone_id=zone, reason=reason)

    assert len(found("C-62", [INNER, OUTER, right])) == number


def test_limits_can_be_set():
    rows = [count(Stage.REGISTERED, 100), count(Stage.APPROVED, 80)]

    assert found("C-63", [*rows, limit("vetting_pending_share_max", 0.2)]) == ()
    assert found("C-63", [*rows, limit("vetting_hours_min", 5)]) == ()


def test_of_several_zones_the_one_with_the_most_people_stands():
    rows = [
        count(stage, persons, zone=zone)
        for zone, registered, approved in (("hall", 100, 95), ("plaza", 40, 10))
        for stage, persons in ((Stage.REGISTERED, registered), (Stage.APPROVED, approved))
    ]

    assert found("C-63", rows) == ()
    assert len(found("C-63", [*rows, count(Stage.REGISTERED, 101, zone="ramp")])) == 1
