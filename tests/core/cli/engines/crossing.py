"""A plan of many legs at one time, on two ways that cross: no search proves its best schedule."""

from pathlib import Path

from summitry.cli.files import save
from summitry.package.package import Package
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, Segment
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, OPENS


def crossing(path: Path) -> Path:
    """Write the plan and return where it is."""
    names = [f"m-{number}" for number in range(16)]
    rows = [
        *(
            Route(route_id=way, name=way, from_site_id="hotel", to_site_id="hall")
            for way in ("in", "out")
        ),
        *(
            RouteSegment(
                route_id=way, place=place, segment_id=f"s-{segment}", running_seconds=40 * segment
            )
            for way, order in (("in", (1, 2, 3)), ("out", (3, 2, 1)))
            for place, segment in enumerate(order, 1)
        ),
        *(Segment(segment_id=f"s-{number}", name=f"Road {number}") for number in (1, 2, 3)),
        *(Movement(movement_id=name, title=name) for name in names),
        *(
            Leg(movement_id=name, route_id=("in", "out")[number % 2], depart=OPENS)
            for number, name in enumerate(names)
        ),
    ]
    save(Package(snapshot=Snapshot.of([EVENT, *rows])), path)
    return path
