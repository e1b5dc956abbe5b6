import pytest

from summitry.plan.access import Gate
from summitry.plan.perimeter import Opening
from summitry.plan.places import Exit, Position, Zone
from summitry.plan.posts import Post
from tests.plans.one_rule import CLOSES, OPENS, found, limit, told

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
ZONE = Zone(zone_id="zone", site_id="hall", name="Zone", outline=SQUARE)
BARE = Zone(zone_id="zone", site_id="hall", name="Zone")


def gate(x_m=None, y_m=None):
    return Gate(
        gate_id="gate", name="Gate", zone_id="zone", lanes=1, lane_persons_per_hour=100,
        opens=OPENS, closes=CLOSES, x_m=x_m, y_m=y_m,
    )  # fmt: skip


def way_out(x_m=None, y_m=None):
    return Exit(exit_id="exit", zone_id="zone", width_m=2, x_m=x_m, y_m=y_m)


def opening(x_m=None, y_m=None):
    return Opening(opening_id="opening", zone_id="zone", name="Door", kind="door", x_m=x_m, y_m=y_m)


def post(x_m=None, y_m=None, **cells):
    return Post(
        post_id="post", name="Post", site_id="hall", start=OPENS, end=CLOSES, x_m=x_m, y_m=y_m,
        **cells,
    )  # fmt: skip


WAYS = [("gates", gate), ("exits", way_out), ("openings", opening)]


@pytest.mark.parametrize(("table", "made"), WAYS)
@pytest.mark.parametrize(("y_m", "cases"), [(-10.0, []), (-10.1, ["off-outline"]), (10.0, []),
                                            (10.1, ["off-outline"])])  # fmt: skip
def test_way_stands_at_its_zone_s_outline_up_to_the_limit(table, made, y_m, cases):
    findings = found("C-153", [ZONE, made(50.0, y_m)])

    assert [(each.table, each.case) for each in findings] == [(table, case) for case in cases]


@pytest.mark.parametrize("made", [gate, way_out, opening, post])
def test_what_has_no_place_is_no_fault(made):
    assert found("C-153", [ZONE, made()]) == ()


@pytest.mark.parametrize("made", [gate, way_out, opening, post])
@pytest.mark.parametrize(("cells", "column"), [((5.0, None), "y_m"), ((None, 5.0), "x_m")])
def test_half_a_place_is_found_in_the_number_that_is_missing(made, cells, column):
    (finding,) = found("C-153", [ZONE, made(*cells)])

    assert (finding.case, finding.column) == ("half", column)


@pytest.mark.parametrize("made", [gate, way_out, opening, post])
def test_zone_that_is_not_drawn_contradicts_nothing(made):
    assert found("C-153", [BARE, made(9_000.0, 9_000.0)]) == ()


@pytest.mark.parametrize(
    ("x_m", "cases"), [(50.0, []), (125.0, []), (125.1, ["outside"]), (-400.0, ["outside"])]
)
def test_post_stands_in_a_zone_of_its_site_or_close_to_one(x_m, cases):
    assert [each.case for each in found("C-153", [ZONE, post(x_m, 50.0)])] == cases


def test_one_zone_of_the_site_is_enough():
    far = tuple((x + 1_000.0, y) for x, y in SQUARE)
    other = Zone(zone_id="other", site_id="hall", name="Other", outline=far)

    assert found("C-153", [ZONE, other, post(1_050.0, 50.0)]) == ()
    assert (
        found(
            "C-153",
            [
                ZONE,
                post(
                    1_050.0,
                    50.0,
                ),
            ],
        )[0].facts["metres"]
        == 950.0
    )


def test_zone_of_another_site_is_not_enough():
    other = Zone(zone_id="other", site_id="hotel", name="Other", outline=SQUARE)
    own = Zone(
        zone_id="zone",
        site_id="hall",
        name="Zone",
        outline=tuple((x - 900.0, y) for x, y in SQUARE),
    )

    assert told(found("C-153", [own, other, post(50.0, 50.0)])) == [
        ("outside", "posts", "post", "outside", "medium")
    ]


@pytest.mark.parametrize(("y_m", "cases"), [(50.0, []), (50.1, ["off-gate"])])
def test_post_stands_at_the_gate_that_it_holds(y_m, cases):
    rows = [ZONE, gate(50.0, 0.0), post(50.0, y_m, gate_id="gate")]

    assert [each.case for each in found("C-153", rows)] == cases


@pytest.mark.parametrize(("x_m", "cases"), [(550.0, []), (551.0, ["off-position"])])
def test_post_that_holds_a_position_stands_there_even_outside(x_m, cases):
    roof = Position(position_id="roof", name="Roof", x_m=500.0, y_m=0.0, z_m=30.0)
    findings = found("C-153", [ZONE, roof, post(x_m, 0.0, position_id="roof")])

    assert [each.case for each in findings] == cases
    assert all(each.joins == (("positions", "roof"),) for each in findings)


def test_limits_are_the_event_s_own():
    rows = [
        ZONE,
        gate(50.0, -12.0),
        post(50.0, 48.0, gate_id="gate"),
        limit("way_off_outline_m_max", 12),
        limit("post_off_hold_m_max", 60),
    ]

    assert found("C-153", rows) == ()
