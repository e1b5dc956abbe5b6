"""What a plan leaves out along the way: each demand written out row by row."""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from benchmarks.oracle.command import card_atoms
from benchmarks.oracle.moves import guarded, key_of, passes
from benchmarks.oracle.world import Judgement, World, interval, minutes
from summitry.kit.time import seconds_of

YES: frozenset[tuple[Any, ...]] = frozenset({("yes",)})
NO: frozenset[tuple[Any, ...]] = frozenset()


def wrong_doors(world: World, _: Any) -> Judgement:
    """C-65: the door is at the site that the route leads to."""
    found: Judgement = {}
    for leg in world.rows("legs"):
        door, route = world.get("doors", leg.door_id), world.get("routes", leg.route_id)
        there = door is None or route is None or door.site_id == route.to_site_id
        found["legs", key_of(leg)] = NO if there else frozenset({("elsewhere", leg.door_id)})
    return found


def unplanned(world: World, _: Any) -> Judgement:
    """C-67: a protected person's movement is protected and has legs, its routes have no hole."""
    found: Judgement = {}
    for movement in world.rows("movements"):
        atoms = set()
        persons = [world.get("principals", each) for each in movement.principal_ids]
        if not movement.protected and any(p is not None and p.protected for p in persons):
            atoms.add(("unmarked",))
        legs = [leg for leg in world.rows("legs") if leg.movement_id == movement.movement_id]
        if movement.protected and not legs:
            atoms.add(("no legs",))
        found["movements", movement.movement_id] = frozenset(atoms)
    places: dict[str, set[int]] = {}
    for row in world.rows("route_segments"):
        places.setdefault(row.route_id, set()).add(row.place)
    by_ones = any(place + 1 in each for each in places.values() for place in each)
    for leg in world.rows("legs"):
        own = places.get(leg.route_id, set())
        holes = {
            ("hole", place - 1) for place in own if place > 1 and place - 1 not in own and by_ones
        }
        found["legs", key_of(leg)] = frozenset(holes) if guarded(world, leg) else NO
    return found


def chains(world: World, _: Any) -> Judgement:
    """C-70: each protected leg begins where the person's leg before it ended."""
    found: Judgement = {}
    principals = {each for row in world.rows("movements") for each in row.principal_ids}
    movements = {row.movement_id: row for row in world.rows("movements")}
    for principal in principals:
        own = [
            (leg.depart, key_of(leg), passes(world, leg)[-1][1], world.get("routes", leg.route_id))
            for leg in world.rows("legs")
            if leg.movement_id in movements
            and principal in movements[leg.movement_id].principal_ids
            and movements[leg.movement_id].protected
            and passes(world, leg)
        ]
        known = sorted((ride for ride in own if ride[3] is not None), key=lambda ride: ride[:2])
        atoms = {
            (one[1], two[1])
            for one, two in pairwise(known)
            if one[3].to_site_id != two[3].from_site_id and one[2] <= seconds_of(two[0])
        }
        found["principals", principal] = frozenset(atoms)
    return found


def details(world: World, _: Any) -> Judgement:
    """C-12: a protected principal has a detail."""
    guarded_by = {row.principal_id for row in world.rows("details")}
    return {
        ("principals", row.principal_id): YES
        if row.protected and row.principal_id not in guarded_by
        else NO
        for row in world.rows("principals")
    }


def gate_posts(world: World, _: Any) -> Judgement:
    """C-05: while people come to an open gate a post stands there, if posts name gates at all."""
    posts = [row for row in world.rows("posts") if row.gate_id is not None]
    found: Judgement = {}
    for gate in world.rows("gates"):
        opens, closes = seconds_of(gate.opens), seconds_of(gate.closes)
        coming: set[int] = set()
        for row in world.of("arrivals", "gate_id", gate.gate_id):
            start, end = interval(row)
            low, high = max(start, opens), min(end, closes)
            if row.persons > 0 and low < high:
                coming |= {minute for minute in minutes(low, high) if low <= minute * 60 < high}
        spans = [interval(row) for row in posts if row.gate_id == gate.gate_id]
        empty = {m for m in coming if not any(a <= m * 60 < b for a, b in spans)}
        atoms = frozenset(("no post", minute) for minute in empty)
        found["gates", gate.gate_id] = atoms if posts else NO
    return found


def far_sectors(world: World, _: Any) -> Judgement:
    """C-03: whoever watches a sector stands near enough to see it."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for row in world.rows("sectors"):
        exposure, post = world.get("exposures", row.exposure_id), world.get("posts", row.post_id)
        zone = None if exposure is None else world.get("zones", exposure.zone_id)
        if zone is None or post is None or zone.site_id == post.site_id:
            continue
        sites = [world.get("sites", zone.site_id), world.get("sites", post.site_id)]
        if any(site is None or site.x_m is None or site.y_m is None for site in sites):
            continue
        apart = math.dist(*((site.x_m, site.y_m) for site in sites))
        if apart > world.limit("line_of_sight_m_max"):
            found.setdefault(("exposures", row.exposure_id), set()).add((row.sector_id,))
    return {place: frozenset(atoms) for place, atoms in found.items()}


def unnamed_cards(world: World, _: Any) -> Judgement:
    """C-28: a unit whose card is in order is among the units that act."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for card in world.rows("contingency_cards"):
        row = world.get("contingencies", card.contingency_id)
        if row is not None and card.unit_id not in row.agency_unit_ids:
            atoms = found.setdefault(("contingencies", card.contingency_id), set())
            if not card_atoms(world, card.unit_id, card):
                atoms.add((card.unit_id, "not named"))
    return _frozen(found.items())


def unnamed_parts(world: World, _: Any) -> Judgement:
    """C-87: a unit with a part is named by the task."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for part in world.rows("task_parts"):
        task = world.get("tasks", part.task_id)
        if task is not None and part.unit_id not in task.cooperating_unit_ids + task.lead_unit_ids:
            found.setdefault(("tasks", part.task_id), set()).add((part.unit_id, "not named"))
    return _frozen(found.items())


def no_signings(world: World, _: Any) -> Judgement:
    """C-76: whoever signs does so in a signing."""
    signing = {row.item_id for row in world.rows("signatories")}
    return {
        ("programme", item.item_id): YES
        if item.kind != "signing" and item.item_id in signing
        else NO
        for item in world.rows("programme")
    }


def _frozen(found: Iterable[tuple[tuple[str, str], set[tuple[Any, ...]]]]) -> Judgement:
    return {place: frozenset(atoms) for place, atoms in found}
