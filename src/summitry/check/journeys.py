"""What is missing along the way of a protected movement, for the rules about movements."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from summitry.check.passages import Ride, rides
from summitry.check.view import View, grouped
from summitry.outcome.finding import Gap
from summitry.plan.movements import Door, Movement, RouteSegment
from summitry.plan.programme import Principal
from summitry.plan.terms import Field


def _legless(view: View) -> tuple[Movement, ...]:
    """Return the protected movements without any leg."""
    moving = {ride.leg.movement_id for ride in view.derive(rides)}
    return tuple(
        movement
        for movement in view.rows(Movement).values()
        if movement.protected and movement.movement_id not in moving
    )


def _unmarked(view: View) -> Iterator[tuple[Movement, tuple[str, ...]]]:
    """Yield each movement that is not protected with its principals who are."""
    principals = view.rows(Principal)
    for movement in view.rows(Movement).values():
        carried = tuple(
            principal_id
            for principal_id in movement.principal_ids
            if principal_id in principals and principals[principal_id].protected
        )
        if carried and not movement.protected:
            yield movement, carried


def _skipped_places(view: View) -> Mapping[str, tuple[int, ...]]:
    """Return the places that routes leave out between their segments.

    A plan that counts by tens leaves none out: only where two segments of some route stand in
    places next to each other does the plan count by ones.
    """
    by_route = grouped(view.rows(RouteSegment).values(), "route_id")
    places = {
        route_id: sorted(segment.place for segment in segments)
        for route_id, segments in by_route.items()
    }
    if not any(b - a == 1 for ordered in places.values() for a, b in pairwise(ordered)):
        return {}
    skipped = {route_id: _left_out(ordered) for route_id, ordered in places.items()}
    return {route_id: left_out for route_id, left_out in skipped.items() if left_out}


def _left_out(places: Sequence[int]) -> tuple[int, ...]:
    """Return where at least one place is left out before another, told by the first of them."""
    return tuple(a + 1 for a, b in pairwise((0, *places)) if b - a > 1)


def unplanned(view: View) -> Iterator[Gap]:
    """Yield the protected movements without a way, and the legs whose route has a hole."""
    for movement in _legless(view):
        yield Gap(
            table="movements",
            key=movement.movement_id,
            case="legless",
            facts={"movement": movement.movement_id},
            field=Field.RECEPTION_AND_ESCORT,
        )
    for movement, carried in _unmarked(view):
        yield Gap(
            table="movements",
            key=movement.movement_id,
            column="protected",
            case="unmarked",
            facts={"movement": movement.movement_id, "principals": carried},
            joins=tuple(("principals", principal_id) for principal_id in carried),
            field=Field.RECEPTION_AND_ESCORT,
        )
    skipped = view.derive(_skipped_places)
    for ride in view.derive(rides):
        for place in skipped.get(ride.leg.route_id, ()) if ride.protected else ():
            yield Gap(
                table="legs",
                key=ride.key,
                column="route_id",
                case="skipped",
                discriminator=f"place|{place}",
                facts={"leg": ride.key, "route": ride.leg.route_id, "place": place},
                joins=(("routes", ride.leg.route_id), ("movements", ride.leg.movement_id)),
                unknown=True,
            )


def wrong_doors(view: View) -> Iterator[tuple[Ride, Door]]:
    """Yield each leg with its door where the door is not at the site that the route leads to."""
    doors = view.rows(Door)
    for ride in view.derive(rides):
        door = doors.get(ride.leg.door_id or "")
        if door is not None and ride.route is not None and door.site_id != ride.route.to_site_id:
            yield ride, door


def broken_chains(own: Sequence[Ride]) -> Iterator[tuple[Ride, Ride]]:
    """Yield each two protected legs of one person, of which the later begins somewhere else.

    Legs that overlap are two at once, which is told otherwise.
    """
    known = sorted(
        (ride for ride in own if ride.protected and ride.route is not None),
        key=lambda ride: (ride.depart, ride.key),
    )
    for before, after in pairwise(known):
        assert before.route is not None
        assert after.route is not None
        overlap = before.arrive is not None and after.depart < before.arrive
        if not overlap and before.route.to_site_id != after.route.from_site_id:
            yield before, after
