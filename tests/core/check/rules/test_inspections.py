import pytest

from summitry.outcome.finding import Status
from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import FireInspection, FoodControl, FoodKind, InspectionKind
from summitry.plan.movements import Leg, Movement, Route
from summitry.plan.perimeter import Survey, SurveyKind
from summitry.plan.places import Obstacle, Room, Site
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.terms import ItemKind, SiteKind
from tests.plans.one_rule import DAY, HOUR, MINUTE, NOW, OPENS, found, person, told, word

LATER = NOW + HOUR
INSPECTOR = person("inspector")
HALL = [
    Site(site_id="hall", name="Hall", kind=SiteKind.VENUE),
    Room(room_id="room", name="Room", site_id="hall"),
]
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


def item(kind=ItemKind.BANQUET, who=("guest",)):
    return Item(
        item_id="dinner",
        title="Dinner",
        kind=kind,
        room_id="room",
        start=OPENS,
        end=OPENS + HOUR,
        principal_ids=who,
    )


def control(kind=FoodKind.FOOD, **cells):
    return FoodControl(
        **{
            "food_control_id": str(kind),
            "kind": kind,
            "site_id": "hall",
            "item_id": "dinner",
            "due": LATER,
            **cells,
        }
    )


def inspection(kind=InspectionKind.MEANS_OF_ESCAPE, **cells):
    return FireInspection(
        **{"inspection_id": "fire", "kind": kind, "site_id": "hall", "due": LATER, **cells}
    )


def survey(**cells):
    return Survey(
        **{"survey_id": "survey", "kind": SurveyKind.SITE, "due": LATER, "site_id": "hall", **cells}
    )


def cases(code, *rows, **more):
    return [finding.case for finding in found(code, rows, **more)]


def test_banquet_needs_food_and_water_looked_at():
    assert told(found("C-145", [*HALL, item()])) == [
        ("no-food", "programme", "dinner", "no-food", "high"),
        ("no-water", "programme", "dinner", "no-water", "high"),
    ]
    water = control(FoodKind.WATER)
    assert cases("C-145", *HALL, item(), control(), water) == []
    assert cases("C-145", *HALL, item(), control(FoodKind.KITCHEN), water) == []
    assert cases("C-145", *HALL, item(), control(FoodKind.DELIVERY), water) == ["no-food"]


def test_other_items_and_banquets_without_principals_need_no_control():
    assert cases("C-145", *HALL, item(ItemKind.PLENARY)) == []
    assert cases("C-145", *HALL, item(who=())) == []


@pytest.mark.parametrize(("due", "expected"), [(OPENS, []), (OPENS + MINUTE, ["after"])])
def test_control_comes_before_its_item(due, expected):
    rows = [*HALL, item(ItemKind.PLENARY), control(due=due)]

    assert cases("C-145", *rows) == expected


def test_control_that_was_passed_early_is_not_late_whatever_its_date():
    late = control(due=OPENS + MINUTE)
    said = [word(late, AttestationKind.VERIFIED, "inspector")]

    assert cases("C-145", *HALL, item(ItemKind.PLENARY), late, INSPECTOR, attested=said) == []


def test_control_at_another_site_is_found():
    (finding,) = found("C-145", [*HALL, item(ItemKind.PLENARY), control(site_id="hotel")])

    assert finding.case == "elsewhere"
    assert (finding.facts["site"], finding.facts["at_site"]) == ("hotel", "hall")


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("C-145", control(due=NOW, item_id=None)),
        ("C-146", inspection(due=NOW)),
        ("C-150", survey(due=NOW)),
    ],
)
def test_what_is_due_must_be_verified_by_somebody_of_the_plan(code, row):
    said = [word(row, AttestationKind.VERIFIED, "inspector")]

    assert cases(code, row, INSPECTOR) == ["late"]
    assert cases(code, row, INSPECTOR, at=NOW - MINUTE) == []
    assert cases(code, row, INSPECTOR, attested=said) == []
    assert cases(code, row, attested=said) == ["late"]


def test_what_is_missing_is_unknown_where_the_plan_has_none_of_its_kind():
    route = Route(route_id="way", name="Way", from_site_id="hotel", to_site_id="hall")
    move = Movement(movement_id="move", title="Way in", principal_ids=("guest",))
    leg = Leg(movement_id="move", route_id="way", depart=OPENS)
    rows = [*HALL, item(), GUEST, obstacle(), route, move, leg]
    some = [
        control(FoodKind.DELIVERY),
        inspection(InspectionKind.ALARMS),
        survey(site_id="hotel"),
    ]

    for code in ("C-145", "C-146", "C-147", "C-150"):
        assert {f.status for f in found(code, rows)} == {Status.UNKNOWN}
        assert {f.status for f in found(code, [*rows, *some])} == {Status.WRONG}


def test_used_venue_needs_an_inspection_of_its_means_of_escape():
    rows = [*HALL, item()]

    assert told(found("C-146", rows)) == [("none", "sites", "hall", "", "high")]
    assert cases("C-146", *rows, inspection()) == []
    assert cases("C-146", *rows, inspection(InspectionKind.ALARMS)) == ["none"]


def test_hotel_of_a_delegation_is_used_and_a_command_house_is_not_inspected():
    hotel = Site(site_id="hotel", name="Hotel", kind=SiteKind.HOTEL)
    lodging = Delegation(delegation_id="d", name="D", hotel_site_id="hotel")

    assert cases("C-146", hotel) == []
    assert [f.key for f in found("C-146", [hotel, lodging])] == ["hotel"]
    command = Site(site_id="hall", name="Command", kind=SiteKind.COMMAND)
    assert cases("C-146", command, HALL[1], item()) == []


@pytest.mark.parametrize(("due", "expected"), [(OPENS, []), (OPENS + MINUTE, ["after"])])
def test_inspection_comes_before_the_first_use(due, expected):
    assert cases("C-146", *HALL, item(), inspection(due=due)) == expected


def obstacle(control_id="screen-up"):
    return Obstacle(
        obstacle_id="screen", name="Screen", top_m=10, control_id=control_id, footprint=SQUARE
    )


def test_screen_that_is_put_up_is_inspected():
    right = inspection(InspectionKind.TEMPORARY_STRUCTURE, obstacle_id="screen")

    assert told(found("C-147", [obstacle()])) == [("none", "obstacles", "screen", "", "medium")]
    assert cases("C-147", obstacle(), right) == []
    assert cases("C-147", obstacle(None)) == []


def test_inspection_of_another_kind_does_not_look_at_the_screen():
    wrong = inspection(obstacle_id="screen")
    right = inspection(
        InspectionKind.TEMPORARY_STRUCTURE, obstacle_id="screen", inspection_id="right"
    )

    assert told(found("C-147", [obstacle(), wrong])) == [
        ("wrong-kind", "fire_inspections", "fire", "", "medium")
    ]
    assert cases("C-147", obstacle(), wrong, right) == []


GUEST = Principal(principal_id="guest", office="President", delegation_id="d", protected=True)
LODGING = Delegation(delegation_id="d", name="D", hotel_site_id="hotel")
HOTEL = Site(site_id="hotel", name="Hotel", kind=SiteKind.HOTEL)


def test_site_of_a_protected_principal_is_surveyed():
    rows = [*HALL, item(), GUEST]

    assert told(found("C-150", rows)) == [("no-site", "sites", "hall", "", "high")]
    assert cases("C-150", *rows, survey()) == []
    unprotected = Principal(principal_id="guest", office="Minister", delegation_id="d")
    assert cases("C-150", *HALL, item(), unprotected) == []


def test_hotel_of_a_protected_principal_is_surveyed_before_the_arrival():
    early = Principal(
        principal_id="guest",
        office="President",
        delegation_id="d",
        protected=True,
        arrives=OPENS - DAY,
    )

    assert cases("C-150", HOTEL, LODGING, GUEST) == ["no-residence"]
    seen = survey(site_id="hotel", due=OPENS)
    assert cases("C-150", HOTEL, LODGING, GUEST, seen) == []
    assert cases("C-150", HOTEL, LODGING, early, seen) == ["after"]


@pytest.mark.parametrize(("due", "expected"), [(OPENS, []), (OPENS + MINUTE, ["after"])])
def test_route_of_a_protected_movement_is_surveyed_before_it_is_taken(due, expected):
    rows = [
        Route(route_id="way", name="Way", from_site_id="hotel", to_site_id="hall"),
        Movement(movement_id="move", title="Way in", principal_ids=("guest",)),
        Leg(movement_id="move", route_id="way", depart=OPENS),
    ]
    seen = survey(site_id=None, route_id="way", kind=SurveyKind.ROUTE, due=due)

    assert told(found("C-150", rows)) == [("no-route", "routes", "way", "", "high")]
    assert cases("C-150", *rows, seen) == expected
    open_move = Movement(movement_id="move", title="Way in", protected=False)
    assert cases("C-150", rows[0], open_move, rows[2]) == []
