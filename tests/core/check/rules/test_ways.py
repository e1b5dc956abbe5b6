import pytest
from msgspec.structs import replace

from summitry.plan.movements import Leg, Movement, Route, RouteSegment
from summitry.plan.vehicles import RouteSupport
from tests.plans.one_rule import OPENS, found, limit, told


def route(name, *segments, kind="primary"):
    return [
        Route(route_id=name, name=name, from_site_id="hotel", to_site_id="hall", kind=kind),
        *(
            RouteSegment(route_id=name, place=place, segment_id=segment, running_seconds=60)
            for place, segment in enumerate(segments, 1)
        ),
    ]


MOVEMENT = Movement(movement_id="m", title="In", owner_unit_id="escort")
LEG = Leg(movement_id="m", route_id="main", depart=OPENS)
MAIN = route("main", "gate", "bridge", "porch")
OTHER = route("other", "gate", "tunnel", "porch", kind="alternate")
HOSPITAL = RouteSupport(route_id="main", support=1, hospital_id="clinic", minutes=10)
HAVEN = RouteSupport(route_id="main", support=2, safe_place_id="barracks", minutes=5)
SOUND = [MOVEMENT, LEG, *MAIN, *OTHER, HOSPITAL, HAVEN]


def test_another_way_with_hospital_and_safe_place_is_enough():
    assert found("C-68", SOUND) == ()


def test_first_and_last_road_may_be_the_same_but_not_what_lies_between():
    crossing = route("other", "gate", "bridge", "side", "porch")

    findings = found("C-68", [MOVEMENT, LEG, *MAIN, *crossing, HOSPITAL, HAVEN])

    assert told(findings) == [("shared", "routes", "main", "alternate", "medium")]
    assert findings[0].facts == {"route": "main", "segments": ("bridge",)}


@pytest.mark.parametrize("other", [[], route("other", "gate", "bridge", "porch")])
def test_no_other_way_is_found_and_the_same_roads_are_none(other):
    findings = found("C-68", [MOVEMENT, LEG, *MAIN, *other, HOSPITAL, HAVEN])

    assert told(findings) == [("alternate", "routes", "main", "alternate", "high")]
    assert findings[0].units == ("escort",)


@pytest.mark.parametrize(("left", "case"), [(HAVEN, "hospital"), (HOSPITAL, "safe-place")])
def test_each_help_is_asked_for(left, case):
    findings = found("C-68", [MOVEMENT, LEG, *MAIN, *OTHER, left])

    assert [finding.case for finding in findings] == [case]


@pytest.mark.parametrize(("minutes", "count"), [(15, 0), (15.1, 1)])
def test_help_must_be_near(minutes, count):
    far = replace(HOSPITAL, minutes=minutes)

    assert len(found("C-68", [MOVEMENT, LEG, *MAIN, *OTHER, far, HAVEN])) == count


def test_the_nearest_help_counts_and_the_event_sets_how_near():
    second = replace(HOSPITAL, support=3, minutes=4)
    rows = [*SOUND, second, limit("support_minutes_max", 5)]

    assert found("C-68", rows) == ()


def test_what_is_not_protected_needs_none():
    assert found("C-68", [replace(MOVEMENT, protected=False), LEG, *MAIN]) == ()
