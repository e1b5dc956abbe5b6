"""Routes over the streets of a map, as rows of the plan."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.move.charted import charted
from summitry.move.from_plan import from_plan
from summitry.move.streets import streets
from summitry.plan.change import apply
from summitry.plan.movements import Leg, Route, RouteSegment, Segment
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import RouteKind
from tests.core.move.maps import CITY, ORIGIN
from tests.plans.one_rule import OPENS

STREETS = streets(CITY, ORIGIN)
HOTEL = Site(site_id="hotel", name="Hotel", x_m=20, y_m=-30)
HALL = Site(site_id="hall", name="Hall", x_m=-10, y_m=2240)
PLAN = Snapshot.of([HOTEL, HALL])


def routes(snapshot):
    own = {}
    for row in snapshot.rows(RouteSegment).values():
        own.setdefault(row.route_id, []).append(row.segment_id)
    return own


def test_the_fastest_route_is_the_primary_one_and_the_others_are_alternates():
    after = apply(PLAN, charted(PLAN, STREETS, ("hotel", "hall"), count=3))

    assert routes(after) == {
        "hotel-hall-1": ["OSM-10-1", "OSM-10-2"],
        "hotel-hall-2": ["OSM-11-1", "OSM-10-2"],
    }
    assert [(row.kind, row.name) for row in after.rows(Route).values()] == [
        (RouteKind.PRIMARY, "Bridge"),
        (RouteKind.ALTERNATE, "Ring road, Bridge"),
    ]
    assert set(after.rows(Segment)) == {"OSM-10-1", "OSM-10-2", "OSM-11-1"}


def test_a_street_is_not_driven_against_its_way():
    after = apply(PLAN, charted(PLAN, STREETS, ("hall", "hotel"), count=1))

    assert routes(after) == {"hall-hotel-1": ["OSM-10-2", "OSM-10-1"]}


def test_routes_that_are_there_are_not_added_again():
    once = apply(PLAN, charted(PLAN, STREETS, ("hotel", "hall"), count=1))

    edits = charted(once, STREETS, ("hotel", "hall"), count=3)

    added = [each.row for each in edits if isinstance(each.row, Route)]
    assert [(row.route_id, row.kind) for row in added] == [("hotel-hall-2", RouteKind.ALTERNATE)]
    assert charted(apply(once, edits), STREETS, ("hotel", "hall"), count=3) == ()


def test_motorcades_can_be_sent_over_them():
    after = apply(PLAN, charted(PLAN, STREETS, ("hotel", "hall"), count=3))
    leg = Leg(movement_id="a", route_id="hotel-hall-1", depart=OPENS)

    planned = from_plan(
        Snapshot.of([*after.rows(RouteSegment).values(), *after.rows(Route).values(), leg])
    )

    assert planned.routes == (("hotel-hall-1", "hotel-hall-2"),)


@pytest.mark.parametrize(
    ("sites", "code"),
    [
        ([HOTEL], "roads.no_site"),
        ([HOTEL, Site(site_id="hall", name="Hall")], "roads.no_place"),
        ([HOTEL, Site(site_id="hall", name="Hall", x_m=0, y_m=9000)], "roads.far"),
        ([HOTEL, Site(site_id="hall", name="Hall", x_m=0, y_m=0)], "roads.no_way"),
    ],
)
def test_what_cannot_be_sought_is_refused(sites, code):
    with pytest.raises(SummitryError) as refused:
        charted(Snapshot.of(sites), STREETS, ("hotel", "hall"), count=1)

    assert refused.value.code == code
