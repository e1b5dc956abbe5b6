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
