"""A plan's legs as a problem, and a schedule back as a patch on the plan."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.kit.time import Interval
from summitry.move.from_plan import from_plan
from summitry.move.problem import Departure
from summitry.move.proposal import proposal
from summitry.move.solve import Why, solve
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.change import apply
from summitry.plan.movements import Closure, Leg, Movement, Route, RouteSegment
from summitry.plan.snapshot import Snapshot
from summitry.plan.traffic import PublishedWindow
from summitry.plan.vehicles import Escort

NINE = datetime(2025, 10, 25, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ROADS = (
    Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="in", place=1, segment_id="bridge", running_seconds=120),
    RouteSegment(route_id="in", place=2, segment_id="avenue", running_seconds=180),
)
ROUND = (
    Route(route_id="round", name="Round", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="round", place=1, segment_id="ring", running_seconds=600),
)


def movement(name, minute, **more):
    return (
        Movement(movement_id=name, title=name, **more),
        Leg(movement_id=name, route_id="in", depart=NINE + minute * MINUTE),
    )


def closure(name, segment, first, last):
    start, end = NINE + first * MINUTE, NINE + last * MINUTE
    return Closure(closure_id=name, segment_id=segment, start=start, end=end, owner_unit_id="u")


def solved(planned):
    ticking = count()
    return solve(
        planned.problem, stream(1, "t"), lambda: next(ticking) * 0.1, seconds=20.0,
        start=planned.now,
    )  # fmt: skip


def proposed(snapshot, **more):
    planned = from_plan(snapshot, **more)
    result = solved(planned)
    return result, proposal(snapshot, planned, result.schedule)


def test_a_plan_that_keeps_every_rule_is_left_as_it_is():
    result, made = proposed(Snapshot.of([*ROADS, *movement("a", 0), *movement("b", 10)]))

    assert (result.cost, made.edits) == (0, ())


def test_two_at_once_are_set_apart_and_their_roads_closed_with_the_margin():
    shut = [closure("C1", "bridge", -10, 12), closure("C2", "avenue", -8, 15)]
    snapshot = Snapshot.of([*ROADS, *shut, *movement("a", 0), *movement("b", 0)])

    _, made = proposed(snapshot)
    after = apply(snapshot, made.edits)

    departs = sorted(leg.depart for leg in after.rows(Leg).values())
    assert departs[1] - departs[0] == 4 * MINUTE
    assert len(made.changed) == 1 or len(made.changed) == 2
    (bridge,) = [c for c in after.rows(Closure).values() if c.segment_id == "bridge"]
    assert bridge.start == departs[0] - 10 * MINUTE
    assert bridge.end == departs[1] + 12 * MINUTE
    assert bridge.owner_unit_id == "u"


def test_published_closures_follow_only_where_they_no_longer_cover():
    kept = PublishedWindow(
        window_id="W1", segment_id="bridge", start=NINE - 30 * MINUTE, end=NINE + 40 * MINUTE
    )
    short = PublishedWindow(
        window_id="W2", segment_id="avenue", start=NINE - 8 * MINUTE, end=NINE + 15 * MINUTE
    )
    snapshot = Snapshot.of([*ROADS, kept, short, *movement("a", 0), *movement("b", 0)])

    _, made = proposed(snapshot)
    after = apply(snapshot, made.edits)

    windows = {w.segment_id: w for w in after.rows(PublishedWindow).values()}
    (avenue,) = [c for c in after.rows(Closure).values() if c.segment_id == "avenue"]
    assert windows["bridge"] == kept
    assert (windows["avenue"].start, windows["avenue"].end) == (avenue.start, avenue.end)


def test_another_route_is_taken_where_a_segment_is_closed():
    hours = Interval(NINE - 180 * MINUTE, NINE + 180 * MINUTE)
    snapshot = Snapshot.of([*ROADS, *ROUND, *movement("a", 0)])

    result, made = proposed(snapshot, blocked=[("bridge", hours)])

    (leg,) = apply(snapshot, made.edits).rows(Leg).values()
    assert (leg.route_id, result.unscheduled) == ("round", 0)


def test_where_every_route_is_closed_the_reason_is_told_and_the_leg_stays():
    hours = Interval(NINE - 180 * MINUTE, NINE + 180 * MINUTE)
    snapshot = Snapshot.of([*ROADS, *movement("a", 0)])

    result, made = proposed(snapshot, blocked=[("bridge", hours)])

    assert [(each.why, each.by) for each in result.reasons] == [(Why.CLOSED, ("bridge",))]
    assert made.edits == ()


def test_a_motorcade_waits_for_its_late_flight():
    flight = Flight(
        flight_id="F",
        delegation_id="D",
        kind=FlightKind.ARRIVAL,
        site_id="hotel",
        scheduled=NINE + 75 * MINUTE,
        movement_id="a",
    )
    snapshot = Snapshot.of([*ROADS, flight, *movement("a", 0)])

    _, made = proposed(snapshot)

    (leg,) = apply(snapshot, made.edits).rows(Leg).values()
    assert leg.depart == NINE + 90 * MINUTE


def test_one_escort_team_is_with_one_movement_at_a_time():
    own = [Escort(movement_id=name, escort_team_id="T") for name in ("a", "b")]
    roads = [*ROADS, *ROUND]
    a = movement("a", 0)
    b = (a[0].__class__(movement_id="b", title="b"),
         Leg(movement_id="b", route_id="round", depart=NINE))  # fmt: skip
    snapshot = Snapshot.of([*roads, *own, *a, *b])

    _, made = proposed(snapshot)

    legs = {leg.movement_id: leg for leg in apply(snapshot, made.edits).rows(Leg).values()}
    apart = sorted((leg.depart, leg.route_id) for leg in legs.values())
    run = {"in": 5 * MINUTE, "round": 10 * MINUTE}[apart[0][1]]
    assert apart[1][0] >= apart[0][0] + run


def test_legs_without_running_times_are_told_and_a_plan_without_any_is_refused():
    bare = Route(route_id="bare", name="Bare", from_site_id="hotel", to_site_id="hall")
    lone = Leg(movement_id="c", route_id="bare", depart=NINE)

    planned = from_plan(Snapshot.of([*ROADS, *movement("a", 0), bare, lone]))

    assert planned.skipped == ("c|1",)
    assert planned.now == (Departure(0, planned.now[0].slot),)
    with pytest.raises(SummitryError, match=r"move\.no_legs"):
        from_plan(Snapshot.of([bare, lone]))
