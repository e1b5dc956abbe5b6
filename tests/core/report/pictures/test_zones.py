"""Zones with their ways in and out."""

from datetime import UTC, datetime

import pytest

from summitry.plan.access import Gate
from summitry.plan.perimeter import Evacuation, Opening, OpeningKind
from summitry.plan.places import Exit, Site, Zone
from summitry.plan.terms import Ring
from summitry.report.pictures.zones import EXITS_MAX, MARKS_MAX, ZONES_MAX, draw

OPENS = datetime(2030, 5, 10, tzinfo=UTC)


def zone(zone_id="Z", ring=Ring.OUTER, site_id="HALL", **cells):
    return Zone(zone_id=zone_id, site_id=site_id, name=f"Zone {zone_id}", ring=ring, **cells)


def opening(opening_id, **cells):
    return Opening(opening_id=opening_id, zone_id="Z", name="Door", kind=OpeningKind.DOOR, **cells)


def gate(gate_id):
    return Gate(
        gate_id=gate_id,
        name="North",
        zone_id="Z",
        lanes=2,
        lane_persons_per_hour=300,
        opens=OPENS,
        closes=OPENS.replace(hour=4),
    )


def test_zones_stand_from_the_outside_inwards(make, seen):
    rows = [
        Site(site_id="HALL", name="Lotus Hall"),
        zone("Z-1", Ring.INNER, capacity_max=1_200),
        zone("Z-2", Ring.OUTER),
        zone("Z-3", Ring.MIDDLE),
    ]

    drawn = seen(draw(make(rows)))

    assert [each for each in drawn.texts() if each.startswith("Zone ")] == [
        "Zone Z-2",
        "Zone Z-3",
        "Zone Z-1",
    ]
    assert "inner ring · Lotus Hall" in drawn.texts()
    assert "at most 1,200 people" in drawn.texts()
    assert drawn.texts().count("nobody has said how many it may hold") == 2


def test_openings_are_told_apart_by_form(make, seen):
    rows = [
        zone(),
        opening("O-HELD", post_id="P"),
        opening("O-SHUT", locked=True, alarmed=True),
        opening("O-LOCKED", locked=True),
        opening("O-FREE"),
    ]

    drawn = seen(draw(make(rows)))

    assert [each for each in drawn.titles("k-bad") if each] == ["O-FREE · Door", "O-LOCKED · Door"]
    assert [each for each in drawn.titles("k-held") if each] == ["O-HELD · Door", "O-SHUT · Door"]


def test_exit_is_as_wide_as_it_is_clear(make, seen):
    rows = [
        zone(),
        Exit(exit_id="X-1", zone_id="Z", width_m=2),
        Exit(exit_id="X-2", zone_id="Z", width_m=4, stepped=True),
    ]

    drawn = seen(draw(make(rows)))

    widths = [each.get("width") for each in drawn.of("exit") if len(each)]
    assert widths == ["36", "18"]
    assert len(drawn.hatched()) == 2  # the one with steps, and the key


def test_zone_without_exit_or_evacuation_says_so(make, seen):
    texts = seen(draw(make([zone()]))).texts()

    assert {"no exit in the plan", "no evacuation in the plan"} <= set(texts)


def test_evacuation_tells_how_many_in_which_time_to_where(make, seen):
    rows = [
        zone(),
        Evacuation(
            evacuation_id="E", zone_id="Z", persons=900, minutes_max=8, rendezvous_ids=("RV-1",)
        ),
    ]

    assert {"People: 900; minutes: 8", "to: RV-1"} <= set(seen(draw(make(rows))).texts())


@pytest.mark.parametrize(("count", "rest"), [(EXITS_MAX, 0), (EXITS_MAX + 2, 2)])
def test_exits_beyond_the_limit_are_told_with_their_width(make, seen, count, rest):
    exits = [Exit(exit_id=f"X-{n:02}", zone_id="Z", width_m=1.5) for n in range(count)]

    drawn = seen(draw(make([zone(), *exits])))

    assert ("2 further exits, 3 m in all" in drawn.texts()) == bool(rest)
    assert max(drawn.numbers()) <= drawn.picture.width


@pytest.mark.parametrize(("count", "rest"), [(MARKS_MAX, None), (MARKS_MAX + 3, "+3")])
def test_gates_beyond_the_limit_are_counted(make, seen, count, rest):
    drawn = seen(draw(make([zone(), *(gate(f"G-{n:02}") for n in range(count))])))

    assert [each for each in drawn.texts() if each.startswith("+")] == ([rest] if rest else [])


@pytest.mark.parametrize(("count", "rest"), [(ZONES_MAX, 0), (ZONES_MAX + 2, 2)])
def test_zones_beyond_the_limit_are_told(make, seen, count, rest):
    drawn = seen(draw(make([zone(f"Z-{n:02}") for n in range(count)])))

    assert (f"{rest} further zones are not drawn." in drawn.texts()) == bool(rest)


def test_zones_of_the_site_asked_for_alone_are_drawn(make, seen):
    drawn = seen(draw(make([zone("Z-1"), zone("Z-2", site_id="HOTEL")], site="HOTEL")))

    assert [each for each in drawn.texts() if each.startswith("Zone ")] == ["Zone Z-2"]


def test_plan_without_zones_says_so(make, seen):
    assert "The plan has no zones here." in seen(draw(make([]))).texts()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    rows = [zone(), gate("G"), opening("O"), Exit(exit_id="X", zone_id="Z", width_m=900)]
    drawn = seen(draw(make(rows, code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
