"""C-68: a protected movement without another way, a hospital or a place of safety."""

from collections.abc import Iterator, Mapping

from summitry.check.passages import Ride, rides
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.movements import Route, RouteSegment
from summitry.plan.terms import Field, Severity
from summitry.plan.vehicles import RouteSupport


def _roads(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the segments of each route in order."""
    by_route = grouped(view.rows(RouteSegment).values(), "route_id")
    return {
        route_id: tuple(row.segment_id for row in sorted(rows, key=lambda row: row.place))
        for route_id, rows in by_route.items()
    }


def _protected(view: View) -> Mapping[str, tuple[Ride, ...]]:
    """Return the protected legs on each route of the plan."""
    found: dict[str, list[Ride]] = {}
    for ride in view.derive(rides):
        if ride.protected and ride.route is not None:
            found.setdefault(ride.route.route_id, []).append(ride)
    return {route_id: tuple(own) for route_id, own in found.items()}


def _shared(road: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the two have in common besides their first and last segments.

    Two ways between the same two doors begin and end alike; what lies between must differ.
    """
    inner = set(road[1:-1]) & set(other)
    return tuple(sorted(inner | (set(other[1:-1]) & set(road))))


def _others(view: View, route: Route) -> Mapping[str, tuple[str, ...]]:
    """Return the other ways between the same sites, those with the very same roads left out."""
    roads = view.derive(_roads)
    ends = (route.from_site_id, route.to_site_id)
    road = roads.get(route.route_id, ())
    return {
        other_id: roads[other_id]
        for other_id in view.derive(_by_ends).get(ends, ())
        if other_id != route.route_id and other_id in roads and roads[other_id] != road
    }


def _by_ends(view: View) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for route_id, route in view.rows(Route).items():
        ends = (str(route.from_site_id), str(route.to_site_id))
        found[ends] = (*found.get(ends, ()), route_id)
    return found


@rule(
    "C-68",
    title=Text("No other way, hospital or safe place for a motorcade"),
    why=Text(
        "When the road ahead is blocked there is no time to look for another one: the driver must "
        "know it, and the nearest hospital and place of safety, before the engine starts."
    ),
    cases={
        "alternate": Text(
            "Protected motorcades use {route}, and no other way from {from_site} to {to_site} is "
            "planned."
        ),
        "shared": Text(
            "Every other way for {route} runs over roads that it uses itself: {segments}."
        ),
        "hospital": Text("Protected motorcades use {route}, and no hospital is set for it."),
        "safe-place": Text("Protected motorcades use {route}, and no safe place is set for it."),
        "far": Text(
            "From the farthest point of {route} it takes {minutes} min to {support}; at most "
            "{limit} are wanted."
        ),
    },
    remedy=Text(
        "Plan an alternate route over other roads, and set hospital and safe place for the route, "
        "near enough to be reached."
    ),
    source=Text(
        "Practice of protective movement as training literature describes it (primary and "
        "alternate route, hospitals, safe havens, choke points); not verified."
    ),
    field=Field.AIRPORTS_AND_ROADS,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("legs", "movements", "routes", "route_segments", "route_supports"),
    limits=("support_minutes_max",),
)
def routes_without_support(view: View) -> Iterator[Gap]:
    """Yield each route of a protected leg that lacks another way, a hospital or a safe place."""
    supports = grouped(view.rows(RouteSupport).values(), "route_id")
    for route_id, own in view.derive(_protected).items():
        route = own[0].route
        assert route is not None
        joins = tuple(sorted({("movements", str(ride.leg.movement_id)) for ride in own}))
        yield from _without_another(view, route, joins)
        yield from _without_help(view, route, supports.get(route_id, []), joins)


def _without_another(view: View, route: Route, joins: tuple[Subject, ...]) -> Iterator[Gap]:
    others = _others(view, route)
    road = view.derive(_roads).get(route.route_id, ())
    shared = [_shared(road, other) for other in others.values()]
    if not others:
        facts = {
            "route": route.route_id,
            "from_site": route.from_site_id,
            "to_site": route.to_site_id,
        }
        yield Gap(
            table="routes",
            key=route.route_id,
            case="alternate",
            discriminator="alternate",
            facts=facts,
            joins=joins,
        )
    elif all(shared):
        least = min(shared, key=lambda each: (len(each), each))
        yield Gap(
            table="routes",
            key=route.route_id,
            case="shared",
            discriminator="alternate",
            facts={"route": route.route_id, "segments": least},
            joins=(*joins, *(("routes", other_id) for other_id in others)),
            severity=Severity.MEDIUM,
        )


def _without_help(
    view: View, route: Route, supports: list[RouteSupport], joins: tuple[Subject, ...]
) -> Iterator[Gap]:
    limit = view.limits.support_minutes_max
    for case, column in (("hospital", "hospital_id"), ("safe-place", "safe_place_id")):
        known = [row for row in supports if getattr(row, column) is not None]
        nearest = min(known, key=lambda row: (row.minutes, row.support), default=None)
        if nearest is None:
            yield Gap(
                table="routes",
                key=route.route_id,
                case=case,
                discriminator=case,
                facts={"route": route.route_id},
                joins=joins,
            )
        elif nearest.minutes > limit:
            yield Gap(
                table="routes",
                key=route.route_id,
                case="far",
                discriminator=case,
                facts={
                    "route": route.route_id,
                    "minutes": nearest.minutes,
                    "support": getattr(nearest, column),
                    "limit": limit,
                },
                joins=(*joins, ("route_supports", f"{route.route_id}|{nearest.support}")),
            )
