import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Clearance, Flight, Stand
from summitry.plan.movements import Leg, Movement, Route, RouteSegment
from summitry.plan.programme import Principal
from summitry.plan.terms import Power
from tests.plans.one_rule import DAY, HOUR, MINUTE, NOW, OPENS, found, limit, person, told, word

FLIGHT = Flight(
    flight_id="f",
    delegation_id="d",
    kind="arrival",
    site_id="airfield",
    scheduled=OPENS - DAY,
    special=True,
    owner_unit_id="air",
)
CLEARANCE = Clearance(clearance_id="c", kind="landing", delegation_id="d", owner_unit_id="mfa")
OFFICER = person("officer", Power.CLEAR_PARTY)
OTHER = person("other")
CLEARED = AttestationKind.CLEARED


def test_a_special_flight_asks_for_clearance():
    assert told(found("C-164", [FLIGHT])) == [("none", "flights", "f", "", "high")]
    assert found("C-164", [replace(FLIGHT, special=False)]) == ()


@pytest.mark.parametrize(
    ("row", "cases"),
    [
        (CLEARANCE, ["open"]),
        (replace(CLEARANCE, flight_id="f"), ["open"]),
        (replace(CLEARANCE, flight_id="g"), ["none"]),
        (replace(CLEARANCE, kind="customs"), ["none"]),
        (replace(CLEARANCE, delegation_id="e"), ["none"]),
    ],
)
def test_the_clearance_is_for_this_flight(row, cases):
    assert [finding.case for finding in found("C-164", [FLIGHT, row])] == cases


@pytest.mark.parametrize(("by", "cases"), [("officer", []), ("other", ["open"])])
def test_somebody_who_may_gives_it(by, cases):
    rows = [FLIGHT, CLEARANCE, OFFICER, OTHER]

    findings = found("C-164", rows, attested=[word(CLEARANCE, CLEARED, by)])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("later", "count"), [(0, 1), (1, 0)])
def test_a_clearance_with_a_date_is_waited_for(later, count):
    rows = [FLIGHT, replace(CLEARANCE, due=NOW + later * MINUTE)]

    assert len(found("C-164", rows)) == count


STAND = Stand(stand_id="s", name="Stand", site_id="airfield", wing_span_m_max=60)
PARKED = replace(
    FLIGHT,
    stand_id="s",
    stand_from=OPENS - DAY,
    stand_to=OPENS - DAY + HOUR,
    wing_span_m=60,
)


@pytest.mark.parametrize(("minute", "cases"), [(59, ["taken"]), (60, [])])
def test_one_aircraft_at_a_time(minute, cases):
    later = replace(
        PARKED,
        flight_id="g",
        stand_from=OPENS - DAY + minute * MINUTE,
        stand_to=OPENS - DAY + 3 * HOUR,
    )

    findings = found("C-165", [STAND, PARKED, later])

    assert [finding.case for finding in findings] == cases
    assert [(finding.key, finding.discriminator) for finding in findings] == [("g", "f")][
        : len(cases)
    ]


@pytest.mark.parametrize(
    ("row", "cases"),
    [
        (replace(PARKED, wing_span_m=60.1), ["narrow"]),
        (replace(PARKED, site_id="elsewhere"), ["elsewhere"]),
        (replace(PARKED, stand_id=None), ["none"]),
        (replace(PARKED, stand_id=None, special=False), []),
        (replace(PARKED, stand_to=None), ["hours"]),
    ],
)
def test_the_stand_fits(row, cases):
    assert [finding.case for finding in found("C-165", [STAND, row])] == cases


def test_hours_that_nobody_knows_are_unknown():
    (finding,) = found("C-165", [STAND, replace(PARKED, stand_to=None)])

    assert finding.status is Status.UNKNOWN


GUEST = Principal(principal_id="p", office="Head", delegation_id="d", protected=True)
ROADS = [
    Route(route_id="in", name="In", from_site_id="airfield", to_site_id="hotel"),
    RouteSegment(route_id="in", place=1, segment_id="road", running_seconds=600),
    Route(route_id="out", name="Out", from_site_id="hotel", to_site_id="airfield"),
    RouteSegment(route_id="out", place=1, segment_id="road", running_seconds=600),
]
MET = replace(FLIGHT, movement_id="m")


def moving(minute, route="in"):
    """The movement leaves so many minutes after the flight's time."""
    return [
        *ROADS,
        Movement(movement_id="m", title="M", owner_unit_id="escort"),
        Leg(movement_id="m", route_id=route, depart=OPENS - DAY + minute * MINUTE),
    ]


def test_protected_persons_are_met():
    assert told(found("C-166", [FLIGHT, GUEST])) == [("unmet", "flights", "f", "", "high")]
    assert found("C-166", [FLIGHT, replace(GUEST, protected=False)]) == ()


@pytest.mark.parametrize(
    ("minute", "cases"), [(14.9, ["early"]), (15, []), (60, []), (60.1, ["late"])]
)
def test_the_motorcade_leaves_neither_too_early_nor_too_late(minute, cases):
    findings = found("C-166", [MET, GUEST, *moving(minute)])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("minute", "cases"), [(-30, []), (-29.9, ["boarding"])])
def test_who_leaves_comes_in_time(minute, cases):
    leaving = replace(MET, kind="departure")

    findings = found("C-166", [leaving, GUEST, *moving(minute, "out")])

    assert [finding.case for finding in findings] == cases


def test_the_movement_begins_at_the_airport():
    findings = found("C-166", [MET, GUEST, *moving(30, "out")])

    assert [finding.case for finding in findings] == ["elsewhere"]
    assert findings[0].facts["other_site"] == "hotel"


def test_a_movement_without_legs_is_unknown():
    (finding,) = found("C-166", [MET, GUEST])

    assert (finding.case, finding.status) == ("legless", Status.UNKNOWN)


def test_the_event_sets_how_long_it_takes():
    rows = [MET, GUEST, *moving(20), limit("landing_minutes_min", 25)]

    assert [finding.case for finding in found("C-166", rows)] == ["early"]
