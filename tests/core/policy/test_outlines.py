from hypothesis import given
from hypothesis import strategies as st
from shapely import LinearRing, Point, Polygon

from summitry.policy.outlines import area_m2, edge_apart_m, edges_apart_m, lies_in

TEN = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
COORDINATE = st.integers(-50, 50).map(float)
TRIANGLE = st.tuples(*[st.tuples(COORDINATE, COORDINATE)] * 3).filter(
    lambda corners: Polygon(corners).area > 0
)


def moved(outline, x, y=0.0):
    return tuple((a + x, b + y) for a, b in outline)


def test_area_does_not_depend_on_the_way_round():
    assert area_m2(TEN) == area_m2(TEN[::-1]) == 100.0


def test_line_encloses_nothing():
    assert area_m2(((0.0, 0.0), (1.0, 0.0), (2.0, 0.0))) == 0.0


def test_edges_that_touch_or_cross_are_not_apart():
    assert edges_apart_m(TEN, moved(TEN, 10)) == 0.0
    assert edges_apart_m(TEN, moved(TEN, 5, 5)) == 0.0
    assert edges_apart_m(TEN, moved(TEN, 13, 14)) == 5.0


def test_outline_inside_another_is_apart_from_its_edges():
    inner = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0))

    assert edges_apart_m(inner, TEN) == 4.0
    assert lies_in(inner, TEN)
    assert not lies_in(TEN, inner)
    assert not lies_in(moved(inner, 20), TEN)


def test_point_is_as_far_from_the_edges_inside_as_outside():
    assert edge_apart_m((5.0, 3.0), TEN) == edge_apart_m((5.0, -3.0), TEN) == 3.0
    assert edge_apart_m((13.0, 14.0), TEN) == 5.0
    assert edge_apart_m((10.0, 4.0), TEN) == 0.0


def test_bay_of_an_outline_is_outside_it():
    bay = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (6.0, 9.0), (6.0, 3.0), (3.0, 3.0), (3.0, 9.0))

    assert not lies_in(((4.0, 5.0), (5.0, 5.0), (5.0, 6.0)), (*bay, (0.0, 9.0)))
    assert lies_in(((1.0, 5.0), (2.0, 5.0), (2.0, 6.0)), (*bay, (0.0, 9.0)))


@given(TRIANGLE, TRIANGLE)
def test_geometry_agrees_with_another_library(one, other):
    apart = LinearRing(one).distance(LinearRing(other))

    assert abs(area_m2(one) - Polygon(one).area) < 1e-6
    assert abs(edges_apart_m(one, other) - apart) < 1e-9
    if apart > 1e-9:
        assert lies_in(one, other) == Polygon(other).contains(Point(one[0]))
