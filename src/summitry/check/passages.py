"""Where each leg of each movement is when, for every rule that asks about motorcades."""

from msgspec import Struct

from summitry.check.view import View, grouped
from summitry.kit.time import seconds_of
from summitry.plan.movements import Leg, Movement, Route, RouteSegment
from summitry.policy.timing import Passage, passages


class Ride(Struct, frozen=True, kw_only=True):
    """A leg with its passages, and what is known of its movement and route.

    A leg whose movement the plan does not have counts as protected: that is the safe side.
    """

    key: str
    leg: Leg
    movement: Movement | None
    route: Route | None
    depart: int
    passages: tuple[Passage, ...]

    @property
    def protected(self) -> bool:
        """Whether the leg needs closed roads."""
        return self.movement is None or self.movement.protected

    @property
    def arrive(self) -> int | None:
        """The second of arrival, or None where the route has no segments to tell."""
        return self.passages[-1].end if self.passages else None


class Span(Struct, frozen=True, kw_only=True):
    """When a movement is on its way, from its first departure to its last arrival, and where."""

    movement_id: str
    start: int
    end: int
    from_site: str | None
    to_site: str | None


def spans(view: View) -> dict[str, Span]:
    """Return the span of each movement that has legs; one without running times ends as it starts.

    Between two legs the vehicles wait for their principal, so they are taken all the time.
    """
    found: dict[str, Span] = {}
    by_movement: dict[str, list[Ride]] = {}
    for ride in view.derive(rides):
        by_movement.setdefault(ride.leg.movement_id, []).append(ride)
    for movement_id, own in by_movement.items():
        ordered = sorted(own, key=lambda ride: (ride.depart, ride.leg.leg))
        first, last = ordered[0], max(ordered, key=lambda ride: ride.arrive or ride.depart)
        found[movement_id] = Span(
            movement_id=movement_id,
            start=first.depart,
            end=last.arrive or last.depart,
            from_site=None if first.route is None else first.route.from_site_id,
            to_site=None if last.route is None else last.route.to_site_id,
        )
    return found


def rides(view: View) -> tuple[Ride, ...]:
    """Return every leg with its passages, in order of key."""
    movements, routes = view.rows(Movement), view.rows(Route)
    by_route = grouped(view.rows(RouteSegment).values(), "route_id")
    return tuple(
        Ride(
            key=key,
            leg=leg,
            movement=movements.get(leg.movement_id),
            route=routes.get(leg.route_id),
            depart=seconds_of(leg.depart),
            passages=passages(seconds_of(leg.depart), by_route.get(leg.route_id, ())),
        )
        for key, leg in view.rows(Leg).items()
    )
