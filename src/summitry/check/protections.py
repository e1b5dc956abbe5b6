"""How much of each measure of protection the plan has for a principal, use by use.

A *use* is a row for which the measure is needed: the principal, a site that the principal comes
to, an item, a leg. A measure for which a principal has no use is not needed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from summitry.check.passages import Ride, rides
from summitry.check.places import posts_by_site
from summitry.check.view import View, grouped
from summitry.kit.time import Interval, moment_of
from summitry.outcome.finding import Subject
from summitry.plan.aviation import Airspace
from summitry.plan.command import DetailNet
from summitry.plan.compliance import Protection
from summitry.plan.medical import Ambulance, FoodControl, MedicalArrangement
from summitry.plan.movements import Closure, Movement, Route
from summitry.plan.perimeter import SafePlace, SterileArea, Survey, Sweep
from summitry.plan.places import Exposure, Room, Site, Zone
from summitry.plan.posts import Detail, Sector
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.resources import Reserve, ReserveKind
from summitry.plan.terms import ItemKind, RouteKind
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle
from summitry.policy.levels import levels

Uses = Iterator[tuple[Subject, int]]


def least(wanted: Interval, spans: Iterable[Interval]) -> int:
    """Return how many of the spans there are at the moment of the wanted one that has fewest."""
    return min(count for _, count in levels(wanted, ((span, 1) for span in spans)))


def _items(view: View) -> Mapping[str, list[Item]]:
    """Return the items at which each principal is."""
    found: dict[str, list[Item]] = {}
    for item in view.rows(Item).values():
        for principal_id in item.principal_ids:
            found.setdefault(principal_id, []).append(item)
    return found


def _rides(view: View) -> Mapping[str, list[Ride]]:
    """Return the legs that each principal travels."""
    found: dict[str, list[Ride]] = {}
    for ride in view.derive(rides):
        for principal_id in () if ride.movement is None else ride.movement.principal_ids:
            found.setdefault(principal_id, []).append(ride)
    return found


def _placed(view: View, principal: Principal) -> Iterator[tuple[Item, Room]]:
    """Yield the principal's items with their rooms."""
    rooms = view.rows(Room)
    for item in view.derive(_items).get(principal.principal_id, ()):
        if item.room_id in rooms:
            yield item, rooms[item.room_id]


def _sites(view: View, principal: Principal) -> list[str]:
    return sorted({room.site_id for _, room in _placed(view, principal)})


def _itself(principal: Principal) -> Subject:
    return ("principals", principal.principal_id)


def _details(view: View) -> Mapping[str, list[Detail]]:
    return grouped(view.rows(Detail).values(), "principal_id")


def _detail(view: View, principal: Principal) -> Uses:
    yield _itself(principal), len(view.derive(_details).get(principal.principal_id, ()))


def _detail_on_net(view: View, principal: Principal) -> Uses:
    heard = {row.detail_id for row in view.rows(DetailNet).values()}
    own = view.derive(_details).get(principal.principal_id, ())
    yield _itself(principal), sum(row.detail_id in heard for row in own)


def _hospitals(view: View) -> Mapping[str, list[MedicalArrangement]]:
    return grouped(view.rows(MedicalArrangement).values(), "principal_id")


def _hospital(view: View, principal: Principal) -> Uses:
    yield _itself(principal), len(view.derive(_hospitals).get(principal.principal_id, ()))


def _guarded_residence(view: View, principal: Principal) -> Uses:
    delegation = view.rows(Delegation).get(principal.delegation_id)
    site = "" if delegation is None else delegation.hotel_site_id or ""
    if site in view.rows(Site):
        yield ("sites", site), len(view.derive(posts_by_site).get(site, ()))


def _closures(view: View) -> Mapping[str, list[Interval]]:
    by_segment = grouped(view.rows(Closure).values(), "segment_id")
    return {key: [Interval(r.start, r.end) for r in rows] for key, rows in by_segment.items()}


def _closed_road(view: View, principal: Principal) -> Uses:
    closed = view.derive(_closures)
    for ride in view.derive(_rides).get(principal.principal_id, ()):
        counts = [
            least(Interval(moment_of(p.start), moment_of(p.end)), closed.get(p.segment_id, ()))
            for p in ride.passages
        ]
        if counts:
            yield ("legs", ride.key), min(counts)


def _alternates(view: View) -> Mapping[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in view.rows(Route).values():
        if row.kind is RouteKind.ALTERNATE:
            way = (row.from_site_id, row.to_site_id)
            found[way] = found.get(way, 0) + 1
    return found


def _alternate_route(view: View, principal: Principal) -> Uses:
    alternates = view.derive(_alternates)
    for ride in view.derive(_rides).get(principal.principal_id, ()):
        if ride.route is not None:
            way = (ride.route.from_site_id, ride.route.to_site_id)
            yield ("legs", ride.key), alternates.get(way, 0)


def _spares(view: View) -> Mapping[str, int]:
    rows = (r for r in view.rows(MotorcadeVehicle).values() if r.role is MotorcadeRole.SPARE)
    return {key: len(spares) for key, spares in grouped(rows, "movement_id").items()}


def _spare_vehicle(view: View, principal: Principal) -> Uses:
    spares = view.derive(_spares)
    for key in view.derive(_movements).get(principal.principal_id, ()):
        yield ("movements", key), spares.get(key, 0)


def _movements(view: View) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, row in view.rows(Movement).items():
        for principal_id in row.principal_ids:
            found.setdefault(principal_id, []).append(key)
    return found


def _safe_places(view: View) -> Mapping[str, list[SafePlace]]:
    return grouped(view.rows(SafePlace).values(), "site_id")


def _safe_place(view: View, principal: Principal) -> Uses:
    for site in _sites(view, principal):
        yield ("sites", site), len(view.derive(_safe_places).get(site, ()))


def _surveys(view: View) -> Mapping[str, list[Survey]]:
    return grouped(view.rows(Survey).values(), "site_id")


def _survey(view: View, principal: Principal) -> Uses:
    fits = {None, principal.principal_id}
    for site in _sites(view, principal):
        made = view.derive(_surveys).get(site, ())
        yield ("sites", site), sum(row.principal_id in fits for row in made)


def _standing(view: View) -> Mapping[str, list[Interval]]:
    by_site = grouped(view.rows(Ambulance).values(), "site_id")
    return {site: [Interval(r.start, r.end) for r in rows] for site, rows in by_site.items()}


def _ambulance(view: View, principal: Principal) -> Uses:
    for item, room in _placed(view, principal):
        there = view.derive(_standing).get(room.site_id, ())
        yield ("programme", item.item_id), least(Interval(item.start, item.end), there)


def _restricted(view: View) -> Mapping[str, list[Interval]]:
    by_site = grouped(view.rows(Airspace).values(), "site_id")
    return {site: [Interval(r.start, r.end) for r in rows] for site, rows in by_site.items()}


def _airspace(view: View, principal: Principal) -> Uses:
    for item, room in _placed(view, principal):
        shut = view.derive(_restricted).get(room.site_id, ())
        yield ("programme", item.item_id), least(Interval(item.start, item.end), shut)


def _reaction(view: View) -> list[Interval]:
    rows = view.rows(Reserve).values()
    return [Interval(row.start, row.end) for row in rows if row.kind is ReserveKind.REACTION]


def _reserve(view: View, principal: Principal) -> Uses:
    for item in view.derive(_items).get(principal.principal_id, ()):
        ready = view.derive(_reaction)
        yield ("programme", item.item_id), least(Interval(item.start, item.end), ready)


def _swept_areas(view: View) -> Mapping[Subject, list[tuple[SterileArea, Sweep]]]:
    """Return the areas with each of their sweeps, by the room or zone that they are."""
    areas = view.rows(SterileArea)
    found: dict[Subject, list[tuple[SterileArea, Sweep]]] = {}
    for sweep in view.rows(Sweep).values():
        area = areas.get(sweep.area_id)
        if area is not None:
            place = ("rooms", area.room_id) if area.room_id else ("zones", area.zone_id or "")
            found.setdefault(place, []).append((area, sweep))
    return found


def _swept_room(view: View, principal: Principal) -> Uses:
    swept = view.derive(_swept_areas)
    for item, room in _placed(view, principal):
        near = (
            *swept.get(("rooms", room.room_id), ()),
            *swept.get(("zones", room.zone_id or ""), ()),
        )
        count = sum(
            area.start <= item.start and item.end <= area.end and sweep.end <= item.start
            for area, sweep in near
        )
        yield ("programme", item.item_id), count


def _controls_of_food(view: View) -> Mapping[str, list[FoodControl]]:
    return grouped(view.rows(FoodControl).values(), "item_id")


def _food_control(view: View, principal: Principal) -> Uses:
    for item in view.derive(_items).get(principal.principal_id, ()):
        if item.kind is ItemKind.BANQUET:
            made = view.derive(_controls_of_food).get(item.item_id, ())
            yield ("programme", item.item_id), len(made)


def _exposed(view: View) -> Mapping[str, list[str]]:
    """Return the exposed places at each site."""
    zones = view.rows(Zone)
    found: dict[str, list[str]] = {}
    for key, row in view.rows(Exposure).items():
        if row.zone_id in zones:
            found.setdefault(zones[row.zone_id].site_id, []).append(key)
    return found


def _watching(view: View) -> Mapping[str, list[Sector]]:
    return grouped(view.rows(Sector).values(), "exposure_id")


def _sectors_watched(view: View, principal: Principal) -> Uses:
    for site in _sites(view, principal):
        for key in view.derive(_exposed).get(site, ()):
            yield ("exposures", key), len(view.derive(_watching).get(key, ()))


USES: Mapping[Protection, Callable[[View, Principal], Uses]] = {
    Protection.DETAIL: _detail,
    Protection.DETAIL_ON_NET: _detail_on_net,
    Protection.CLOSED_ROAD: _closed_road,
    Protection.ALTERNATE_ROUTE: _alternate_route,
    Protection.SAFE_PLACE: _safe_place,
    Protection.HOSPITAL: _hospital,
    Protection.AMBULANCE: _ambulance,
    Protection.SURVEY: _survey,
    Protection.SWEPT_ROOM: _swept_room,
    Protection.SECTORS_WATCHED: _sectors_watched,
    Protection.GUARDED_RESIDENCE: _guarded_residence,
    Protection.FOOD_CONTROL: _food_control,
    Protection.RESERVE: _reserve,
    Protection.SPARE_VEHICLE: _spare_vehicle,
    Protection.AIRSPACE: _airspace,
}
"""For each measure the principal's uses of it, with how much there is for each."""

SHOWN_BY: Mapping[Protection, type] = {
    Protection.DETAIL_ON_NET: DetailNet,
    Protection.CLOSED_ROAD: Closure,
    Protection.SAFE_PLACE: SafePlace,
    Protection.HOSPITAL: MedicalArrangement,
    Protection.AMBULANCE: Ambulance,
    Protection.SURVEY: Survey,
    Protection.SWEPT_ROOM: Sweep,
    Protection.SECTORS_WATCHED: Sector,
    Protection.FOOD_CONTROL: FoodControl,
    Protection.RESERVE: Reserve,
    Protection.SPARE_VEHICLE: MotorcadeVehicle,
    Protection.AIRSPACE: Airspace,
}
"""The table that shows the measure: while it is empty, the plan does not know of it yet."""
