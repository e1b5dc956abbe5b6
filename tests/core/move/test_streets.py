"""Streets of an OpenStreetMap extract."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.move.streets import streets
from tests.core.move.maps import CITY, DEGREE_M, ORIGIN, extract, node, way

TWO = (node(1, 0, 0), node(2, 0, 10))


def one(**tags):
    (street,) = streets(extract(*TWO, way(7, (1, 2), **tags)), ORIGIN)
    return street


def test_ways_are_split_at_junctions_and_what_is_walked_on_is_left_out():
    found = streets(CITY, ORIGIN)

    assert [(each.key, each.road.one, each.road.other) for each in found] == [
        ("OSM-10-1", "1", "2"),
        ("OSM-10-2", "2", "3"),
        ("OSM-11-1", "1", "2"),
        ("OSM-12-1", "3", "2"),
    ]
    assert [each.road.oneway for each in found] == [False, False, False, True]
    assert len(found[2].line) == 3


def test_lines_are_metres_from_the_origin_and_times_follow_the_limit():
    street = one(highway="primary", maxspeed="60")

    assert street.line[0] == (0.0, 0.0)
    assert street.line[1][1] == pytest.approx(DEGREE_M / 100, rel=1e-3)
    assert street.road.seconds == round(street.line[1][1] / 60 * 3.6)


@pytest.mark.parametrize(
    ("tags", "seconds"),
    [
        ({"highway": "primary"}, 80),
        ({"highway": "residential"}, 133),
        ({"highway": "primary", "maxspeed": "30 mph"}, 83),
        ({"highway": "primary", "maxspeed": "signals"}, 80),
        ({"highway": "primary", "maxspeed": "999"}, 4),
        ({"highway": "primary", "maxspeed": "1000"}, 80),
        ({"highway": "primary", "maxspeed": "9" * 400}, 80),
    ],
)
def test_a_street_without_a_limit_has_its_kinds_usual_one(tags, seconds):
    assert one(**tags).road.seconds == seconds


def test_the_way_in_which_it_is_driven_is_kept():
    assert one(highway="primary", oneway="-1").road.one == "2"
    assert one(highway="primary", oneway="no").road.oneway is False
    assert one(highway="motorway").road.oneway is True
    assert one(highway="primary", junction="roundabout").road.oneway is True


def test_where_the_extract_was_cut_a_street_ends():
    (street,) = streets(extract(*TWO, way(7, (1, 2, 9, 8), highway="primary")), ORIGIN)

    assert (street.road.one, street.road.other) == ("1", "2")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no map", "roads.unreadable"),
        (b"<osm><node id='1'/></osm>", "roads.unreadable"),
        (b"<osm><node id='1' lat='x' lon='2'/></osm>", "roads.unreadable"),
        *(
            (f"<osm><node id='1' lat='{lat}' lon='{lon}'/></osm>".encode(), "roads.unreadable")
            for lat, lon in [("nan", 2), ("inf", 2), (90.1, 2), (2, "nan"), (2, -180.1)]
        ),
        (b"<?xml version='1.0' encoding='klingon'?><osm/>", "roads.unreadable"),
        (b'<!DOCTYPE osm [<!ENTITY a "b">]><osm>&a;</osm>', "roads.unreadable"),
        (b"<osm></osm>", "roads.none"),
        (extract(*TWO, way(7, (1, 2), highway="primary", access="no")), "roads.none"),
    ],
)
def test_what_is_no_map_is_refused(content, code):
    with pytest.raises(SummitryError) as refused:
        streets(content, ORIGIN)

    assert refused.value.code == code
