from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.aviation import Airspace
from summitry.plan.command import DetailNet
from summitry.plan.compliance import Minimum, Protection
from summitry.plan.medical import Ambulance, FoodControl, MedicalArrangement
from summitry.plan.movements import Closure, Leg, Movement, Route, RouteSegment
from summitry.plan.perimeter import SafePlace, SterileArea, Survey, Sweep
from summitry.plan.places import Exposure, Room, Site, Zone
from summitry.plan.posts import Detail, Post, Sector
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.resources import Reserve
from summitry.plan.terms import Level
from summitry.plan.vehicles import MotorcadeVehicle
from tests.plans.one_rule import HOUR, NOW, OPENS, found

SECOND = timedelta(seconds=1)
UNTIL = OPENS + HOUR
GUEST = Principal(principal_id="pr", office="President", delegation_id="de", protected=True)
STAGE = Item(
    item_id="i",
    title="Banquet",
    kind="banquet",
    room_id="stage",
    start=OPENS,
    end=UNTIL,
    principal_ids=("pr",),
)
PLAN = (
    GUEST,
    STAGE,
    Delegation(delegation_id="de", name="D", hotel_site_id="hotel"),
    Room(room_id="stage", name="Stage", site_id="hall", zone_id="z"),
    Site(site_id="hotel", name="Hotel", kind="hotel"),
    Zone(zone_id="z", site_id="hall", name="Z"),
    Exposure(exposure_id="ex", name="E", zone_id="z", x_m=0, y_m=0, z_m=0, start=OPENS, end=UNTIL),
    Movement(movement_id="mo", title="M", principal_ids=("pr",)),
    Leg(movement_id="mo", route_id="way", depart=OPENS),
    Route(route_id="way", name="W", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="way", place=1, segment_id="s1", running_seconds=60),
    RouteSegment(route_id="way", place=2, segment_id="s2", running_seconds=60),
)
DETAIL = Detail(detail_id="d", name="D", principal_id="pr")
CLOSED = tuple(
    Closure(closure_id=key, segment_id=key, start=OPENS, end=UNTIL) for key in ("s1", "s2")
)
AREA = SterileArea(area_id="a", name="A", room_id="stage", start=OPENS, end=UNTIL)
SWEEP = Sweep(sweep_id="sw", area_id="a", start=OPENS - HOUR, end=OPENS)
FLIGHT_BAN = Airspace(
    airspace_id="as", site_id="hall", radius_m=9, ceiling_m=9, start=OPENS, end=UNTIL
)
STANDS = Ambulance(ambulance_id="am", site_id="hall", start=OPENS, end=UNTIL)
QRF = Reserve(reserve_id="re", name="R", kind="reaction", headcount=9, start=OPENS, end=UNTIL)

ENOUGH = {
    Protection.DETAIL: (DETAIL,),
    Protection.DETAIL_ON_NET: (DETAIL, DetailNet(detail_id="d", net_id="n")),
    Protection.CLOSED_ROAD: CLOSED,
    Protection.ALTERNATE_ROUTE: (
        Route(route_id="b", name="B", from_site_id="hotel", to_site_id="hall", kind="alternate"),
    ),
    Protection.SAFE_PLACE: (
        SafePlace(safe_place_id="sp", name="S", kind="safe-room", site_id="hall"),
    ),
    Protection.HOSPITAL: (MedicalArrangement(principal_id="pr", hospital_id="h"),),
    Protection.AMBULANCE: (STANDS,),
    Protection.SURVEY: (Survey(survey_id="su", kind="site", site_id="hall", due=NOW),),
    Protection.SWEPT_ROOM: (AREA, SWEEP),
    Protection.SECTORS_WATCHED: (
        Sector(
            sector_id="se",
            exposure_id="ex",
            post_id="p",
            bearing_from_deg=0,
            bearing_to_deg=90,
            start=OPENS,
            end=UNTIL,
        ),
    ),
    Protection.GUARDED_RESIDENCE: (
        Post(post_id="p", name="P", site_id="hotel", start=OPENS, end=UNTIL),
    ),
    Protection.FOOD_CONTROL: (
        FoodControl(food_control_id="fc", kind="food", site_id="hall", item_id="i", due=NOW),
    ),
    Protection.RESERVE: (QRF,),
    Protection.SPARE_VEHICLE: (
        MotorcadeVehicle(movement_id="mo", place=2, vehicle_id="v", role="spare"),
    ),
    Protection.AIRSPACE: (FLIGHT_BAN,),
}
FALSE_FRIENDS = {
    Protection.DETAIL: (replace(DETAIL, principal_id="other"),),
    Protection.DETAIL_ON_NET: (DETAIL, DetailNet(detail_id="other", net_id="n")),
    Protection.CLOSED_ROAD: (CLOSED[0], replace(CLOSED[1], end=OPENS + timedelta(seconds=119))),
    Protection.ALTERNATE_ROUTE: (
        Route(route_id="b", name="B", from_site_id="hotel", to_site_id="hall"),
    ),
    Protection.SAFE_PLACE: (
        SafePlace(safe_place_id="sp", name="S", kind="safe-room", site_id="hotel"),
    ),
    Protection.HOSPITAL: (MedicalArrangement(principal_id="other", hospital_id="h"),),
    Protection.AMBULANCE: (replace(STANDS, end=UNTIL - SECOND),),
    Protection.SURVEY: (
        Survey(survey_id="su", kind="site", site_id="hall", principal_id="other", due=NOW),
    ),
    Protection.SWEPT_ROOM: (AREA, replace(SWEEP, end=OPENS + SECOND)),
    Protection.SECTORS_WATCHED: (
        replace(ENOUGH[Protection.SECTORS_WATCHED][0], exposure_id="other"),
    ),
    Protection.GUARDED_RESIDENCE: (
        Post(post_id="p", name="P", site_id="hall", start=OPENS, end=UNTIL),
    ),
    Protection.FOOD_CONTROL: (
        FoodControl(food_control_id="fc", kind="food", site_id="hall", item_id="other", due=NOW),
    ),
    Protection.RESERVE: (
        replace(QRF, kind="medical"),
        replace(QRF, reserve_id="x", start=UNTIL, end=UNTIL + HOUR),
    ),
    Protection.SPARE_VEHICLE: (
        MotorcadeVehicle(movement_id="mo", place=2, vehicle_id="v", role="lead"),
    ),
    Protection.AIRSPACE: (replace(FLIGHT_BAN, start=OPENS + SECOND),),
}


def minimum(protection, **cells):
    return Minimum(minimum_id="m", level=Level.HEAD_OF_STATE, protection=protection, **cells)


def code_109(*rows):
    findings = found("C-109", rows)
    return [(f.case, f.table, f.key, f.discriminator, f.severity.value) for f in findings]


def gap(protection, severity="high"):
    return [("", "principals", "pr", protection.value, severity)]


@pytest.mark.parametrize("protection", list(Protection))
def test_a_measure_that_the_plan_has_is_right(protection):
    assert code_109(*PLAN, minimum(protection), *ENOUGH[protection]) == []


@pytest.mark.parametrize("protection", list(Protection))
def test_a_measure_that_the_plan_has_for_something_else_is_told(protection):
    rows = [*PLAN, minimum(protection), *FALSE_FRIENDS[protection]]

    assert code_109(*rows) == gap(protection)


@pytest.mark.parametrize("protection", list(Protection))
def test_one_more_than_the_plan_has_is_told(protection):
    asks = minimum(protection, count_min=2)

    assert code_109(*PLAN, asks, *ENOUGH[protection]) == gap(protection)


def test_a_minimum_whose_source_was_checked_is_critical():
    asks = minimum(Protection.DETAIL, verified=True)

    assert code_109(*PLAN, asks) == gap(Protection.DETAIL, "critical")


def test_what_the_plan_says_nothing_of_is_told_once_as_not_known():
    second = replace(GUEST, principal_id="two")
    rows = [*PLAN, second, minimum(Protection.HOSPITAL)]

    (finding,) = found("C-109", rows)

    assert (finding.case, finding.table, finding.status) == ("not-known", "event", Status.UNKNOWN)
    assert finding.facts["count"] == 2


def test_relief_without_a_gap_stands_all_the_time():
    half = OPENS + HOUR / 2
    shared = (replace(STANDS, end=half), replace(STANDS, ambulance_id="b", start=half))

    assert code_109(*PLAN, minimum(Protection.AMBULANCE), *shared) == []


def test_a_zone_that_was_swept_has_its_rooms_swept():
    zone = replace(AREA, room_id=None, zone_id="z")

    assert code_109(*PLAN, minimum(Protection.SWEPT_ROOM), zone, SWEEP) == []


def test_who_is_not_protected_or_of_a_lower_level_is_not_asked():
    asks = minimum(Protection.DETAIL)

    assert code_109(replace(GUEST, protected=False), asks) == []
    assert code_109(replace(GUEST, level=Level.MINISTER), asks) == []
    assert code_109(GUEST, asks) == gap(Protection.DETAIL)


def test_a_measure_without_a_use_is_not_needed():
    for protection in set(Protection) - {
        Protection.DETAIL,
        Protection.DETAIL_ON_NET,
        Protection.HOSPITAL,
    }:
        assert code_109(GUEST, minimum(protection)) == []


def test_rows_of_the_host_replace_the_usual_ones_which_hold_without_any():
    usual = {discriminator for _, _, _, discriminator, _ in code_109(*PLAN)}

    assert usual == {protection.value for protection in Protection}
    assert code_109(*PLAN, minimum(Protection.DETAIL), DETAIL) == []


def test_a_residence_that_is_not_in_the_plan_is_left_to_the_rule_on_references():
    rows = [row for row in PLAN if not isinstance(row, Site)]

    assert code_109(*rows, minimum(Protection.GUARDED_RESIDENCE)) == []


@pytest.mark.parametrize(
    ("protection", "lost"),
    [(Protection.ALTERNATE_ROUTE, Route), (Protection.SECTORS_WATCHED, Zone)],
)
def test_a_use_whose_place_is_not_in_the_plan_is_left_to_the_rule_on_references(protection, lost):
    rows = [row for row in PLAN if not isinstance(row, lost)]

    assert code_109(*rows, minimum(protection)) == []
