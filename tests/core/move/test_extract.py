"""Extracts in each form, of a real city; and what is none, or was cut off."""

from bz2 import compress
from contextlib import nullcontext
from heapq import heappop, heappush
from itertools import pairwise
from math import cos, dist, radians

import osmium
import pytest

from summitry.kit.errors import SummitryError
from summitry.move import extract as reading
from summitry.move.charted import charted
from summitry.move.extract import read
from summitry.move.streets import EARTH_M, SPEEDS, streets
from summitry.plan.change import apply
from summitry.plan.movements import Route, RouteSegment, Segment
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from tests.core.move.helsinki import ORIGIN, helsinki
from tests.core.move.maps import CITY

SITES = {"hotel": (60.1681, 24.9462), "hall": (60.1735, 24.9358)}


@pytest.fixture(scope="module")
def city():
    return helsinki()


@pytest.fixture(scope="module")
def as_xml(city, tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "city.osm"
    with osmium.SimpleWriter(str(path)) as writer:
        for each in osmium.FileProcessor(osmium.io.FileBuffer(city, "pbf")):
            writer.add(each)
    return path.read_bytes()


def test_a_real_city_is_the_same_in_each_form(city, as_xml):
    binary, plain, packed = read(city), read(as_xml), read(compress(as_xml))

    used = {key for way in plain.ways for key in way.nodes} & plain.nodes.keys()
    assert len(binary.ways) == 2650
    assert binary.ways == plain.ways == packed.ways
    assert plain.nodes == packed.nodes
    assert rounded(binary.nodes) == rounded({key: plain.nodes[key] for key in used})


def rounded(nodes):
    """Return the places as the map has them: to seven digits."""
    return {key: (round(north, 7), round(east, 7)) for key, (north, east) in nodes.items()}


def metres(place):
    north, east = place[0] - ORIGIN[0], place[1] - ORIGIN[1]
    return radians(east) * EARTH_M * cos(radians(ORIGIN[0])), radians(north) * EARTH_M


def test_routes_over_a_real_city_are_driven_and_the_first_is_the_fastest(city):
    sites = [
        Site(site_id=key, name=key, x_m=metres(place)[0], y_m=metres(place)[1])
        for key, place in SITES.items()
    ]
    plan = Snapshot.of(sites)

    after = apply(plan, charted(plan, streets(city, ORIGIN), ("hotel", "hall"), count=3))

    lines = {key: row.line for key, row in after.rows(Segment).items()}
    seconds = {}
    for route_id in after.rows(Route):
        rows = [row for row in after.rows(RouteSegment).values() if row.route_id == route_id]
        rows.sort(key=lambda row: row.place)
        seconds[route_id] = sum(row.running_seconds for row in rows)
        for one, other in pairwise(rows):
            assert set(ends(lines[one.segment_id])) & set(ends(lines[other.segment_id]))
    first = [row for row in after.rows(RouteSegment).values() if row.route_id == "hotel-hall-1"]
    junctions = {place for line in lines.values() for place in ends(line)}
    near = [min(junctions, key=lambda each: dist(each, metres(p))) for p in SITES.values()]
    assert len(seconds) == 3
    assert seconds["hotel-hall-1"] == min(seconds.values())
    # Each segment's time is rounded to whole seconds.
    assert seconds["hotel-hall-1"] == pytest.approx(fastest(city, *near), abs=len(first))


def ends(line):
    return line[0], line[-1]


def fastest(city, start, end):
    """Return the seconds from place to place, from node to node, by another reader's places."""
    ahead = driven(city)
    queue, done = [(0.0, start)], set()
    while queue:
        took, place = heappop(queue)
        if place == end:
            return took
        if place not in done:
            done.add(place)
            for other, more in ahead.get(place, ()):
                heappush(queue, (took + more, other))
    raise AssertionError(end)


def driven(city):
    """Return where each place leads to, and in how many seconds."""
    ahead = {}
    with_places = osmium.FileProcessor(osmium.io.FileBuffer(city, "pbf")).with_locations()
    for way in with_places.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
        tags = dict(way.tags)
        barred = "no" in (tags.get("access"), tags.get("vehicle"), tags.get("motor_vehicle"))
        if tags.get("highway") not in SPEEDS or tags.get("area") == "yes" or barred:
            continue
        limit = tags.get("maxspeed", "")
        kmh = int(limit) if limit.isdecimal() else SPEEDS[tags["highway"]]
        oneway = tags.get("oneway") == "yes" or tags.get("junction") == "roundabout"
        places = [metres((each.lat, each.lon)) for each in way.nodes if each.location.valid()]
        rounded_places = [(round(east, 1), round(north, 1)) for east, north in places]
        for one, other in pairwise(rounded_places):
            took = dist(one, other) * 3.6 / kmh
            ahead.setdefault(one, []).append((other, took))
            if not oneway:
                ahead.setdefault(other, []).append((one, took))
    return ahead


def test_a_binary_extract_that_was_cut_off_is_refused(city):
    with pytest.raises(SummitryError, match="truncated"):
        read(city[:-1000])


def test_a_packed_extract_that_was_cut_off_is_refused():
    with pytest.raises(SummitryError, match="end-of-stream"):
        read(compress(CITY)[:-5])


@pytest.mark.parametrize("content", [b"BZh9 no more", b"\0\0\0\r\n\tOSMHeader and no more", b""])
def test_what_only_begins_like_a_map_is_refused(content):
    with pytest.raises(SummitryError) as refused:
        read(content)

    assert refused.value.code == "roads.unreadable"


def binary(tmp_path, numbers, **tags):
    """Return an extract of one street along nodes of these numbers."""
    path = tmp_path / "small.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for place, number in enumerate(numbers):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(25, 60 + place)))
        writer.add_way(osmium.osm.mutable.Way(id=7, nodes=numbers, tags={"highway": "x", **tags}))
    return path.read_bytes()


@pytest.mark.parametrize("numbers", [(-2, -1), (1, 2**61)])
def test_nodes_may_have_any_numbers(tmp_path, numbers):
    found = read(binary(tmp_path, numbers))

    assert found.nodes == {str(key): (60 + place, 25) for place, key in enumerate(numbers)}


@pytest.mark.parametrize("most", [5, 6])
def test_tags_of_streets_count_too(monkeypatch, tmp_path, most):
    monkeypatch.setattr(reading, "ELEMENTS_MAX", most)
    content = binary(tmp_path, (1, 2), name="x", surface="x")

    with pytest.raises(SummitryError) if most < 6 else nullcontext():
        read(content)


def test_too_much_is_refused(monkeypatch, city):
    monkeypatch.setattr(reading, "ELEMENTS_MAX", 10)
    for content in (city, CITY):
        with pytest.raises(SummitryError) as refused:
            read(content)
        assert refused.value.code == "roads.too_large"


def test_what_is_too_large_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "UNPACKED_BYTES_MAX", 100)

    with pytest.raises(SummitryError) as refused:
        read(compress(CITY))

    assert refused.value.code == "bound.file_bytes_max"
