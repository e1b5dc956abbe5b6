"""The diagram of motorcades over time and road."""

from datetime import UTC, datetime, timedelta

import pytest

from summitry.plan.movements import Closure, Leg, Movement, Route, RouteSegment, Segment
from summitry.report.pictures.movements import CLOSURES_MAX, ROWS_MAX, draw

START = datetime(2030, 5, 10, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def closure(closure_id, segment_id, start, end):
    return Closure(
        closure_id=closure_id,
        segment_id=segment_id,
        start=START + start * MINUTE,
        end=START + end * MINUTE,
    )


def leg(movement_id, minute=0, route_id="R", number=1):
    return Leg(
        movement_id=movement_id, leg=number, route_id=route_id, depart=START + minute * MINUTE
    )


def movement(movement_id, *, protected=True):
    return Movement(movement_id=movement_id, title="Way", protected=protected)


def road(*segments, route_id="R", seconds=600):
    return [
        Route(route_id=route_id, name="Road", from_site_id="A", to_site_id="B"),
        *(Segment(segment_id=each, name=f"Road {each}") for each in segments),
        *(
            RouteSegment(route_id=route_id, place=place, segment_id=each, running_seconds=seconds)
            for place, each in enumerate(segments, start=1)
        ),
    ]


ROAD = [*road("Z", "A"), movement("MV-1"), leg("MV-1")]


def rides(drawn, look="ride"):
    return [each for each in drawn.of(look) if len(each)]


def test_segments_stand_in_the_order_of_the_way(make, seen):
    assert [each for each in seen(draw(make(ROAD))).texts() if each.startswith("Road ")] == [
        "Road Z",
        "Road A",
    ]


@pytest.mark.parametrize(
    ("start", "end", "bare"), [(0, 10, False), (1, 10, True), (0, 9, True), (-5, 30, False)]
)
def test_protected_passage_must_lie_in_the_closure(make, seen, start, end, bare):
    rows = [*ROAD, closure("C-1", "Z", start, end), closure("C-2", "A", 10, 20)]

    drawn = seen(draw(make(rows)))

    assert len(rides(drawn)) == 2
    assert len(rides(drawn, "uncovered")) == bare
    assert len(drawn.of("k-bad")) == bare


def test_two_closures_that_meet_cover_a_passage(make, seen):
    closures = [closure("C-1", "Z", 0, 4), closure("C-2", "Z", 4, 10), closure("C-3", "A", 0, 30)]

    assert rides(seen(draw(make([*ROAD, *closures]))), "uncovered") == []


def test_motorcade_that_is_not_protected_needs_no_closure(make, seen):
    rows = [*road("Z"), movement("MV-1", protected=False), leg("MV-1")]

    drawn = seen(draw(make(rows)))

    assert len(rides(drawn, "plain")) == 1
    assert rides(drawn, "uncovered") == []


def test_passages_that_fall_together_are_one_line_with_their_number(make, seen):
    own = [row for n in range(9) for row in (movement(f"MV-{n}"), leg(f"MV-{n}", n / 60))]

    drawn = seen(draw(make([*road("Z", seconds=6_000), *own])))

    assert len(rides(drawn)) == 1
    assert "9" in drawn.texts()
    title = rides(drawn)[0].findtext("{http://www.w3.org/2000/svg}title")
    assert title.startswith("MV-0 · 1, MV-1 · 1, ")
    assert title.endswith(", and 3 more")


def test_busiest_day_is_drawn_and_the_rest_told(make, seen):
    rows = [*ROAD, leg("MV-1", -24 * 60, number=2), leg("MV-1", 60, number=3)]

    source = make(rows)
    drawn = seen(draw(source))

    assert "1 leg lies outside this time and is not drawn." in drawn.texts()
    when = source.formats.interval(START - 10 * MINUTE, START + 90 * MINUTE)
    assert f"Drawn: {when}." in drawn.texts()


def test_time_asked_for_is_drawn(make, seen):
    rows = [*ROAD, leg("MV-1", -24 * 60, number=2)]

    drawn = seen(draw(make(rows, start=START - timedelta(days=2))))

    assert len(rides(drawn)) == 4


def test_leg_over_a_route_without_segments_is_told(make, seen):
    drawn = seen(draw(make([*ROAD, leg("MV-2", route_id="GONE")])))

    assert "1 leg has a route without segments and cannot be drawn." in drawn.texts()


@pytest.mark.parametrize(("count", "rest"), [(ROWS_MAX, 0), (ROWS_MAX + 2, 2)])
def test_segments_beyond_the_limit_are_told(make, seen, count, rest):
    segments = [f"S-{number:03}" for number in range(count)]

    drawn = seen(draw(make([*road(*segments, seconds=60), movement("MV-1"), leg("MV-1")])))

    assert (f"{rest} further segments are not drawn." in drawn.texts()) == bool(rest)


def test_plan_without_legs_says_so(make, seen):
    assert "No leg of the plan runs over a road segment." in seen(draw(make([]))).texts()


def test_thousands_of_legs_are_a_small_drawing_that_counts_them_all(make, seen):
    legs = [leg("MV-1", number % 1_200 / 2, number=number % 100 + 1) for number in range(100)]
    many = [leg(f"MV-{n}", n % 1_200 / 2) for n in range(2, 4_000)]

    picture = draw(make([*road("A", "B", "C", seconds=60), movement("MV-1"), *legs, *many]))

    drawn = seen(picture)
    alone = len(rides(drawn)) - len([each for each in drawn.texts() if each.isdigit()])
    counted = sum(int(each) for each in drawn.texts() if each.isdigit())
    assert alone + counted == 3 * 4_098
    assert len(rides(drawn)) <= 1_500
    assert len(picture.body) < 600_000


@pytest.mark.parametrize(("count", "bars"), [(CLOSURES_MAX, CLOSURES_MAX), (CLOSURES_MAX + 1, 1)])
def test_many_closures_of_a_road_are_drawn_as_where_it_is_closed(make, seen, count, bars):
    closures = [closure(f"C-{n:03}", "Z", n / 60, n / 60 + 10) for n in range(count)]

    drawn = seen(draw(make([*road("Z"), movement("MV-1"), leg("MV-1"), *closures])))

    assert len([each for each in drawn.of("closure") if len(each)]) == bars


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    drawn = seen(draw(make([*ROAD, closure("C-1", "Z", -900, 900)], code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
