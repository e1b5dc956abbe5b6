"""Minimum measures: each protected person, each measure, each use of it counted by hand."""

from typing import Any

from benchmarks.oracle.world import Judgement, World, interval
from summitry.kit.time import seconds_of

ORDER = ("other", "minister", "head-of-government", "head-of-state")
USUAL = {
    "detail": "other",
    "detail-on-net": "minister",
    "hospital": "minister",
    "closed-road": "head-of-government",
    "alternate-route": "head-of-government",
    "safe-place": "head-of-government",
    "ambulance": "head-of-government",
    "survey": "head-of-government",
    "guarded-residence": "head-of-government",
    "food-control": "head-of-government",
    "swept-room": "head-of-government",
    "sectors-watched": "head-of-state",
    "reserve": "head-of-state",
    "spare-vehicle": "head-of-state",
    "airspace": "head-of-state",
}
"""From which level each is asked for where the host sets nothing."""
SHOWN_BY = {
    "detail-on-net": "detail_nets",
    "closed-road": "closures",
    "safe-place": "safe_places",
    "hospital": "medical_arrangements",
    "ambulance": "ambulances",
    "survey": "surveys",
    "swept-room": "sweeps",
    "sectors-watched": "sectors",
    "food-control": "food_controls",
    "reserve": "reserves",
    "spare-vehicle": "motorcade_vehicles",
    "airspace": "airspace",
}


def minimums(world: World, _: Any) -> Judgement:
    """C-109: each protected person has what the level asks for."""
    own = [(row.protection, row.level, row.count_min) for row in world.rows("minimums")]
    rows = own or [(protection, level, 1) for protection, level in USUAL.items()]
    event = ("event", world.event.event_id)
    found: Judgement = {event: frozenset()}
    for principal in world.rows("principals"):
        if not principal.protected:
            continue
        place = ("principals", principal.principal_id)
        found[place] = frozenset()
        height = ORDER.index(principal.level or world.event.level)
        for protection in {str(each) for each, _, _ in rows}:
            needs = [n for p, level, n in rows if p == protection and ORDER.index(level) <= height]
            counts = _COUNTS[protection](world, principal) if needs else []
            short = max(needs) - min(counts) if counts else 0
            if short <= 0:
                continue
            if protection in SHOWN_BY and not world.tables[SHOWN_BY[protection]]:
                found[event] |= {(protection,)}
            else:
                found[place] |= {(protection, n) for n in range(short)}
    return found


def _least(start: int, end: int, spans: list[tuple[int, int]]) -> int:
    moments = [start, *(a for a, _ in spans if start < a < end)]
    moments += [b for _, b in spans if start < b < end]
    return min(sum(a <= now < b for a, b in spans) for now in moments)


def _items(world: World, principal: Any) -> list[Any]:
    key = principal.principal_id
    return [item for item in world.rows("programme") if key in item.principal_ids]


def _roomed(world: World, principal: Any) -> list[tuple[Any, Any]]:
    pairs = [(item, world.get("rooms", item.room_id)) for item in _items(world, principal)]
    return [(item, room) for item, room in pairs if room is not None]


def _sites(world: World, principal: Any) -> set[str]:
    return {room.site_id for _, room in _roomed(world, principal)}


def _own_details(world: World, principal: Any) -> list[Any]:
    key = principal.principal_id
    return [row for row in world.rows("details") if row.principal_id == key]


def _detail(world: World, principal: Any) -> list[int]:
    return [len(_own_details(world, principal))]


def _detail_on_net(world: World, principal: Any) -> list[int]:
    heard = {row.detail_id for row in world.rows("detail_nets")}
    return [len([row for row in _own_details(world, principal) if row.detail_id in heard])]


def _hospital(world: World, principal: Any) -> list[int]:
    rows = world.rows("medical_arrangements")
    return [len([row for row in rows if row.principal_id == principal.principal_id])]


def _residence(world: World, principal: Any) -> list[int]:
    delegation = world.get("delegations", principal.delegation_id)
    if delegation is None or world.get("sites", delegation.hotel_site_id) is None:
        return []
    return [len([p for p in world.rows("posts") if p.site_id == delegation.hotel_site_id])]


def _legs(world: World, principal: Any) -> list[Any]:
    found = []
    for leg in world.rows("legs"):
        movement = world.get("movements", leg.movement_id)
        if movement is not None and principal.principal_id in movement.principal_ids:
            found.append(leg)
    return found


def _closed(world: World, principal: Any) -> list[int]:
    counts = []
    for leg in _legs(world, principal):
        now = seconds_of(leg.depart)
        segments = world.of("route_segments", "route_id", leg.route_id)
        own = []
        for row in sorted(segments, key=lambda each: each.place):
            spans = [interval(c) for c in world.of("closures", "segment_id", row.segment_id)]
            own.append(_least(now, now + row.running_seconds, spans))
            now += row.running_seconds
        counts += [min(own)] if own else []
    return counts


def _alternates(world: World, principal: Any) -> list[int]:
    counts = []
    for leg in _legs(world, principal):
        route = world.get("routes", leg.route_id)
        if route is None:
            continue
        same = [
            other
            for other in world.rows("routes")
            if other.kind == "alternate"
            and other.from_site_id == route.from_site_id
            and other.to_site_id == route.to_site_id
        ]
        counts.append(len(same))
    return counts


def _spares(world: World, principal: Any) -> list[int]:
    counts = []
    for row in world.rows("movements"):
        if principal.principal_id in row.principal_ids:
            cars = world.rows("motorcade_vehicles")
            own = [c for c in cars if c.movement_id == row.movement_id and c.role == "spare"]
            counts.append(len(own))
    return counts


def _safe_places(world: World, principal: Any) -> list[int]:
    rows = list(world.rows("safe_places"))
    return [sum(row.site_id == site for row in rows) for site in _sites(world, principal)]


def _surveys(world: World, principal: Any) -> list[int]:
    key = principal.principal_id
    rows = [row for row in world.rows("surveys") if row.principal_id in {None, key}]
    return [sum(row.site_id == site for row in rows) for site in _sites(world, principal)]


def _at_items(world: World, principal: Any, table: str) -> list[int]:
    counts = []
    for item, room in _roomed(world, principal):
        spans = [interval(row) for row in world.rows(table) if row.site_id == room.site_id]
        counts.append(_least(*interval(item), spans))
    return counts


def _ambulances(world: World, principal: Any) -> list[int]:
    return _at_items(world, principal, "ambulances")


def _airspace(world: World, principal: Any) -> list[int]:
    return _at_items(world, principal, "airspace")


def _reserves(world: World, principal: Any) -> list[int]:
    spans = [interval(row) for row in world.rows("reserves") if row.kind == "reaction"]
    return [_least(*interval(item), spans) for item in _items(world, principal)]


def _swept(world: World, principal: Any) -> list[int]:
    counts = []
    for item, room in _roomed(world, principal):
        count = 0
        for sweep in world.rows("sweeps"):
            area = world.get("sterile_areas", sweep.area_id)
            if area is None:
                continue
            here = area.room_id == room.room_id or (
                area.zone_id is not None and area.zone_id == room.zone_id
            )
            covers = area.start <= item.start and item.end <= area.end
            count += here and covers and sweep.end <= item.start
        counts.append(count)
    return counts


def _food(world: World, principal: Any) -> list[int]:
    items = [item for item in _items(world, principal) if item.kind == "banquet"]
    rows = list(world.rows("food_controls"))
    return [sum(row.item_id == item.item_id for row in rows) for item in items]


def _watched(world: World, principal: Any) -> list[int]:
    counts = []
    sites = _sites(world, principal)
    for exposure in world.rows("exposures"):
        zone = world.get("zones", exposure.zone_id)
        if zone is not None and zone.site_id in sites:
            key = exposure.exposure_id
            counts.append(sum(row.exposure_id == key for row in world.rows("sectors")))
    return counts


_COUNTS = {
    "detail": _detail,
    "detail-on-net": _detail_on_net,
    "closed-road": _closed,
    "alternate-route": _alternates,
    "safe-place": _safe_places,
    "hospital": _hospital,
    "ambulance": _ambulances,
    "survey": _surveys,
    "swept-room": _swept,
    "sectors-watched": _watched,
    "guarded-residence": _residence,
    "food-control": _food,
    "reserve": _reserves,
    "spare-vehicle": _spares,
    "airspace": _airspace,
}
