"""A plan's legs where flights are late and segments closed."""

from datetime import UTC, datetime, timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.move.disturbed import disturbed
from summitry.move.problem import Block
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, Segment
from summitry.plan.snapshot import Snapshot
from summitry.policy.timing import later

NINE = datetime(2025, 10, 25, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FLIGHT = Flight(
    flight_id="F",
    delegation_id="D",
    kind=FlightKind.ARRIVAL,
    site_id="hotel",
    scheduled=NINE - 20 * MINUTE,
    stand_from=NINE - 20 * MINUTE,
    stand_to=NINE + 100 * MINUTE,
    movement_id="a",
)
PLAN = Snapshot.of(
    [
        Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
        RouteSegment(route_id="in", place=1, segment_id="bridge", running_seconds=120),
        Segment(segment_id="bridge", name="Bridge"),
        Movement(movement_id="a", title="a"),
        Leg(movement_id="a", route_id="in", depart=NINE),
        FLIGHT,
    ]
)


def test_a_late_flight_moves_the_window_and_leaves_what_was_told():
    day = disturbed(PLAN, {"F": 75}, [])

    (late,) = day.edits
    (told,) = day.planned.told
    (way,) = day.planned.problem.motorcades[0].ways
    assert late.row == later(FLIGHT, 75 * MINUTE)
    assert late.row.stand_to == NINE + 175 * MINUTE
    assert day.planned.problem.origin + told.slot * 30 == NINE.timestamp()
    assert day.planned.now == (None,)
    assert way.earliest - told.slot == 2 * 70


def test_a_closed_segment_is_a_block():
    day = disturbed(PLAN, {}, [("bridge", Interval(NINE, NINE + MINUTE))])

    (told,) = day.planned.told
    assert day.planned.problem.blocks == (Block(segment=0, start=told.slot, end=told.slot + 2),)
    assert day.edits == ()


@pytest.mark.parametrize(("late", "closed"), [({"X": 5}, []), ({}, ["X"])])
def test_what_is_not_there_is_refused(late, closed):
    with pytest.raises(SummitryError, match=r"move\.no_row"):
        disturbed(PLAN, late, [(name, Interval(NINE, NINE + MINUTE)) for name in closed])
