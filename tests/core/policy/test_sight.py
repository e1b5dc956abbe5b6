import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summitry.policy.sight import Prisms, distances, hidden, shadows

WALL = ((40.0, -10.0), (42.0, -10.0), (42.0, 10.0), (40.0, 10.0))
HOUSE = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0))
NEXT_HOUSE = ((20.0, 0.0), (40.0, 0.0), (40.0, 20.0), (20.0, 20.0))
# Open to the east between two wings: a line along its axis meets the back wall only.
COURT = (
    (0.0, -20.0),
    (30.0, -20.0),
    (30.0, -10.0),
    (10.0, -10.0),
    (10.0, 10.0),
    (30.0, 10.0),
    (30.0, 20.0),
    (0.0, 20.0),
)


def is_hidden(eye, point, *footprints, base=0.0, top=10.0, windows=True):
    size = len(footprints)
    prisms = Prisms(
        footprints, np.full(size, base), np.full(size, top), np.full(size, windows, dtype=bool)
    )
    found = shadows(np.array([eye], dtype=float), np.array([point], dtype=float), prisms)
    return bool(hidden(found, np.ones(size, dtype=bool), 1)[0])


def test_nothing_between_hides_nothing():
    assert not is_hidden((0, 0, 5), (100, 0, 2))


@pytest.mark.parametrize(
    ("eye_m", "expected"),
    # Over the wall's far edge at 42 of 100 m the line must be above 10 m; level lines touch at 10.
    [(9.999, True), (10.0, False), (10.001, False)],
)
def test_level_line_is_hidden_below_the_top_and_free_along_it(eye_m, expected):
    assert is_hidden((0, 0, eye_m), (100, 0, eye_m), WALL) is expected


@pytest.mark.parametrize(("eye_m", "expected"), [(15.79, True), (15.80, False)])
def test_falling_line_must_clear_the_far_edge(eye_m, expected):
    # At 42 m of 100 the line from e to 2 m stands at e - 0.42 (e - 2): 10 m when e is 15.793.
    assert is_hidden((0, 0, eye_m), (100, 0, 2), WALL) is expected


@pytest.mark.parametrize(("eye_m", "expected"), [(2.999, False), (3.0, False), (3.001, True)])
def test_line_passes_under_a_bridge(eye_m, expected):
    assert is_hidden((0, 0, eye_m), (100, 0, eye_m), WALL, base=3.0) is expected


@pytest.mark.parametrize(
    ("eye", "point"),
    [
        ((40, 0, 12), (40, 0, 2)),  # from the roof's edge, straight down the wall
        ((41, 0, 14), (41, 0, 12)),  # above the roof, straight down to it
    ],
)
def test_upright_line_beside_or_above_is_free(eye, point):
    assert not is_hidden(eye, point, WALL)


def test_upright_line_through_is_hidden():
    assert is_hidden((41, 0, 14), (41, 0, 2), WALL)


@pytest.mark.parametrize(("y", "expected"), [(9.99, True), (10.0, False), (10.01, False)])
def test_line_along_a_wall_is_free_and_inside_it_is_hidden(y, expected):
    assert is_hidden((0, y, 2), (100, y, 2), WALL) is expected


@pytest.mark.parametrize(("shift", "expected"), [(-0.01, False), (0.0, False), (0.01, True)])
def test_line_that_grazes_a_corner_is_free(shift, expected):
    # The diagonal through the corner (20, 20) of the house, moved towards the house.
    assert is_hidden((10 - shift, 30, 2), (30, 10 - shift, 2), HOUSE) is expected


def test_line_along_the_wall_that_two_houses_share_is_hidden():
    assert not is_hidden((20, -5, 2), (20, 50, 2), HOUSE)
    assert is_hidden((20, -5, 2), (20, 50, 2), HOUSE, NEXT_HOUSE)


def test_line_that_ends_before_the_wall_is_free():
    assert not is_hidden((0, 0, 2), (40, 0, 2), WALL)
    assert is_hidden((0, 0, 2), (40.01, 0, 2), WALL)


def test_eye_well_above_its_own_roof_sees_over_the_edge_only():
    # Ten metres of roof ahead; the line falls (h - 2) / 100 a metre.
    assert is_hidden((10, 10, 10.8), (110, 10, 2), HOUSE)
    assert not is_hidden((10, 10, 10.9), (110, 10, 2), HOUSE)


def test_eye_on_the_edge_of_its_own_roof_sees():
    assert not is_hidden((20, 10, 10), (110, 10, 2), HOUSE)
    assert is_hidden((0, 10, 10), (110, 10, 2), HOUSE)


@pytest.mark.parametrize("eye_m", [0.0, 5.0, 10.0])
def test_eye_inside_a_house_or_at_its_roof_looks_out(eye_m):
    assert not is_hidden((10, 10, eye_m), (110, 10, 2), HOUSE)


def test_eye_inside_a_house_is_hidden_by_the_next_one():
    assert is_hidden((10, 10, 5), (110, 10, 2), HOUSE, NEXT_HOUSE)


def test_eye_behind_screens_on_all_sides_is_hidden():
    assert is_hidden((10, 10, 5), (110, 10, 2), HOUSE, windows=False)


def test_point_inside_a_tent_is_hidden():
    assert is_hidden((110, 10, 5), (10, 10, 2), HOUSE)


def test_court_hides_only_where_it_stands():
    assert not is_hidden((12, 0, 5), (100, 0, 2), COURT)
    assert not is_hidden((20, -9, 5), (20, 9, 2), COURT)
    assert is_hidden((12, 0, 5), (20, 50, 2), COURT)
    assert is_hidden((12, 0, 5), (-50, 0, 2), COURT)


def test_obstacle_without_footprint_hides_nothing():
    assert not is_hidden((0, 0, 5), (100, 0, 2), ())


def test_only_counted_prisms_hide():
    prisms = Prisms((WALL,), np.zeros(1), np.full(1, 10.0), np.zeros(1, dtype=bool))
    found = shadows(np.array([[0.0, 0, 2]]), np.array([[100.0, 0, 2]]), prisms)

    assert hidden(found, np.array([True]), 1).tolist() == [True]
    assert hidden(found, np.array([False]), 1).tolist() == [False]


def test_distance_is_in_space():
    assert distances(np.array([[0.0, 0, 0]]), np.array([[2.0, 3.0, 6.0]])).tolist() == [[7.0]]


def inside_footprint(x, y, corners):
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
            inside = not inside
    return inside


def sampled(eye, point, corners, base, top, steps=1500):
    """How many sampled points of the line lie in the prism: an oracle that only looks."""
    count = 0
    for step in range(steps + 1):
        x, y, z = (a + (b - a) * step / steps for a, b in zip(eye, point, strict=True))
        count += base < z < top and inside_footprint(x, y, corners)
    return count


metres = st.integers(-40, 40).map(lambda cm: cm + 0.37)
heights = st.integers(0, 30).map(lambda z: z + 0.13)
corner = st.tuples(st.integers(-20, 20).map(float), st.integers(-20, 20).map(float))


@given(
    st.tuples(metres, metres, heights),
    st.tuples(metres, metres, heights),
    st.lists(corner, min_size=3, max_size=7, unique=True),
    st.integers(0, 8),
    st.integers(1, 20),
)
def test_agrees_with_points_sampled_along_the_line(eye, point, corners, base, height):
    assume(eye != point)
    top = float(base + height)
    count = sampled(eye, point, corners, base, top)
    # One or two hits may be a stretch as short as the sampling; neither answer is proved by them.
    assume(count == 0 or count > 2)

    answer = is_hidden(eye, point, tuple(corners), base=float(base), top=top, windows=False)

    if count:
        assert answer
    elif answer:
        # The oracle missed a stretch between two samples: look closer before believing either.
        assert sampled(eye, point, corners, base, top, steps=200_000) > 0


def test_absurd_coordinates_are_far_and_hide_nothing():
    far = tuple((x * 1e306, y * 1e306) for x, y in WALL)

    assert distances(np.array([[1e308, 0, 0]]), np.zeros((1, 3))).tolist() == [[np.inf]]
    assert not is_hidden((0, 0, 5), (100, 0, 2), far)
    assert is_hidden((0, 0, 5), (100, 0, 2), far, WALL)
