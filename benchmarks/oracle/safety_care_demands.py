"""What medical care, food, fire, surveys and shelter demand, judged by brute force."""

import math
from datetime import datetime
from typing import Any

from benchmarks.oracle.safety_held import (
    NO,
    ROSTER,
    YES,
    Span,
    clipped,
    crowds,
    held,
    missing,
    site_of,
)
from benchmarks.oracle.world import Atoms, Demand, Judgement, World, cut, interval, levels
from summitry.kit.time import seconds_of
from summitry.plan.table import table_of

WORDS = "attestations"
CROWDS = ("arrivals", "gates", "programme", "rooms", "sites", "zones")


def minutes_between(world: World, here: str, there: str) -> float | None:
    """Return the minutes between two sites, or None where the plan does not say."""
    if here == there:
        return 0.0
    row = world.get("travel_times", f"{here}|{there}") or world.get(
        "travel_times", f"{there}|{here}"
    )
    return None if row is None else float(row.minutes)


def _helpers(world: World) -> list[tuple[str, Span]]:
    """Return where medical help stands, and when."""
    found = [
        (post.site_id, span)
        for post in world.rows("posts")
        if post.field == "medical"
        for span in held(world, post.post_id)
    ]
    for row in world.rows("ambulances"):
        spans = [interval(row)]
        if row.post_id is not None:
            spans = clipped(held(world, row.post_id), interval(row))
        found += [(row.site_id, span) for span in spans]
    return found


def without_help(world: World, _: Any) -> Judgement:
    """C-140: at every minute with people on a site, somebody can help within minutes."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    helpers, reach = _helpers(world), world.limit("medical_reach_minutes_max")
    for (site, today), (window, _) in crowds(world).items():
        if world.get("sites", site) is None:
            continue
        near = [
            span
            for where, span in helpers
            if (way := minutes_between(world, where, site)) is not None and way <= reach
        ]
        atoms = found.setdefault(("sites", site), set())
        atoms |= {(str(today), minute) for minute in missing(window, near)}
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def _norm(world: World, persons: int) -> int:
    if persons < world.limit("medical_crowd_persons_min"):
        return 0
    up_to = min(persons, world.limit("medical_full_rate_persons_max")) / 1000
    beyond = max(0, persons - world.limit("medical_further_persons_min")) / 1000
    first = math.ceil(up_to * world.limit("medical_staff_per_thousand_min") - 1e-9)
    more = math.ceil(beyond * world.limit("medical_staff_per_further_thousand_min") - 1e-9)
    return max(math.ceil(world.limit("medical_staff_min") - 1e-9), first + more)


def too_few_staff(world: World, _: Any) -> Judgement:
    """C-141: at every moment as many medical staff are on the site as the crowd takes."""
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for (site, today), (window, persons) in crowds(world).items():
        somewhere = any(post.field == "medical" for post in world.rows("posts"))
        need = _norm(world, persons) if somewhere else 0
        if world.get("sites", site) is None:
            continue
        teams = [
            (post.headcount_min, held(world, post.post_id))
            for post in world.rows("posts")
            if post.field == "medical" and post.site_id == site
        ]
        edges = [edge for _, spans in teams for span in spans for edge in span]
        least = min(
            sum(heads for heads, spans in teams if any(low <= first < high for low, high in spans))
            for first, _ in cut(edges, *window)
        )
        atoms = found.setdefault(("sites", site), set())
        atoms |= {(str(today), level) for level in levels(need - least)}
    return {subject: frozenset(atoms) for subject, atoms in found.items()}


def motorcades(world: World, _: Any) -> Judgement:
    """C-144: help travels along with every protected motorcade."""
    found: Judgement = {}
    for movement in world.rows("movements"):
        own = [
            row
            for row in world.rows("motorcade_vehicles")
            if row.movement_id == movement.movement_id
        ]
        vehicles = [world.get("vehicles", row.vehicle_id) for row in own]
        helped = any(row.role == "ambulance" for row in own) or any(
            row is not None and row.kind == "ambulance" for row in vehicles
        )
        bare = movement.protected and own and not helped
        found["movements", movement.movement_id] = YES if bare else NO
    return found


def kept_ready(world: World, _: Any) -> Judgement:
    """C-142: for every protected principal one trauma bed is agreed on and confirmed."""
    found: Judgement = {}
    for row in world.rows("medical_arrangements"):
        found["medical_arrangements", table_of(row).key_of(row)] = NO
    for principal in world.rows("principals"):
        if not principal.protected:
            continue
        own = {
            table_of(row).key_of(row): row
            for row in world.rows("medical_arrangements")
            if row.principal_id == principal.principal_id
        }
        flaws = {key: _hospital_flaw(world, row) for key, row in own.items()}
        found["principals", principal.principal_id] = NO if own else frozenset({("none",)})
        for key, row in own.items():
            atoms = {(flaws[key],)} if all(flaws.values()) else set()
            if not row.card_held_by.strip():
                atoms.add(("card",))
            found["medical_arrangements", key] = frozenset(atoms)
    return found


def _hospital_flaw(world: World, row: Any) -> str:
    hospital = world.get("hospitals", row.hospital_id)
    if hospital is None:
        return "hospital"
    if hospital.level != "trauma":
        return "level"
    if hospital.beds_reserved == 0:
        return "bed"
    return "" if world.said_by(row, "verified", lambda _: True) else "confirmed"


def alone(world: World, _: Any) -> Judgement:
    """C-143: not everybody's arrangement hangs on one hospital."""
    rows = list(world.rows("medical_arrangements"))
    named = {row.hospital_id for row in rows}
    several = len({row.principal_id for row in rows}) > 1
    return {
        ("hospitals", row.hospital_id): YES if several and named == {row.hospital_id} else NO
        for row in world.rows("hospitals")
    }


def medicines(world: World, _: Any) -> Judgement:
    """C-148: what is needed is there, and good until the event closes."""
    found: Judgement = {}
    for row in world.rows("medicines"):
        atoms: set[tuple[Any, ...]] = {("few", n) for n in levels(row.doses_min - row.doses)}
        if row.expires is not None and row.expires < world.event.closes:
            atoms.add(("expires",))
        found["medicines", row.medicine_id] = frozenset(atoms)
    return found


def _in_time(world: World, row: Any, needed: datetime | None) -> Atoms:
    if needed is not None and needed < row.due:
        return frozenset({("late",)})
    done = world.at < row.due or world.said_by(row, "verified", lambda _: True)
    return NO if done else frozenset({("unverified",)})


def food(world: World, _: Any) -> Judgement:
    """C-145: before a banquet of principals somebody has looked at food and at water."""
    found: Judgement = {}
    for item in world.rows("programme"):
        kinds = {r.kind for r in world.rows("food_controls") if r.item_id == item.item_id}
        atoms: set[tuple[Any, ...]] = set()
        if item.kind == "banquet" and item.principal_ids:
            atoms |= {("food",)} if "food" not in kinds and "kitchen" not in kinds else set()
            atoms |= {("water",)} if "water" not in kinds else set()
        found["programme", item.item_id] = frozenset(atoms)
    for row in world.rows("food_controls"):
        item = world.get("programme", row.item_id)
        site = None if item is None else site_of(world, item)
        atoms_of = _in_time(world, row, None if item is None else item.start)
        if site is not None and site != row.site_id:
            atoms_of = frozenset({("elsewhere",)})
        found["food_controls", row.food_control_id] = atoms_of
    return found


def fire(world: World, _: Any) -> Judgement:
    """C-146: what the event uses was inspected for ways out before its first use."""
    used: dict[str, datetime] = {}
    for item in world.rows("programme"):
        site = site_of(world, item)
        if site is not None:
            used[site] = min(item.start, used.get(site, item.start))
    for row in world.rows("delegations"):
        if row.hotel_site_id is not None:
            before = used.get(row.hotel_site_id, world.event.opens)
            used[row.hotel_site_id] = min(before, world.event.opens)
    found: Judgement = {}
    for site in world.rows("sites"):
        inspected = any(
            row.site_id == site.site_id and row.kind == "means-of-escape"
            for row in world.rows("fire_inspections")
        )
        wanted = site.site_id in used and site.kind in {"venue", "hotel"}
        found["sites", site.site_id] = YES if wanted and not inspected else NO
    for row in world.rows("fire_inspections"):
        found["fire_inspections", row.inspection_id] = _in_time(world, row, used.get(row.site_id))
    return found


def structures(world: World, _: Any) -> Judgement:
    """C-147: whatever a control puts up is inspected as a temporary structure."""
    found: Judgement = {
        ("fire_inspections", row.inspection_id): NO for row in world.rows("fire_inspections")
    }
    for obstacle in world.rows("obstacles"):
        own = [
            row for row in world.rows("fire_inspections") if row.obstacle_id == obstacle.obstacle_id
        ]
        put_up = obstacle.control_id is not None
        found["obstacles", obstacle.obstacle_id] = YES if put_up and not own else NO
        if put_up and all(row.kind != "temporary-structure" for row in own):
            found |= {("fire_inspections", row.inspection_id): YES for row in own}
    return found


def surveys(world: World, _: Any) -> Judgement:
    """C-150: whatever protected persons use was surveyed before they do."""
    sites, routes = _sites_used(world), _routes_used(world)
    found: Judgement = {}
    for table, used, column in (("sites", sites, "site_id"), ("routes", routes, "route_id")):
        seen = {getattr(row, column) for row in world.rows("surveys")}
        for key in world.tables[table]:
            found[table, key] = YES if key in used and key not in seen else NO
    for row in world.rows("surveys"):
        first = sites.get(row.site_id) if row.route_id is None else routes.get(row.route_id)
        found["surveys", row.survey_id] = _in_time(world, row, first)
    return found


def _sites_used(world: World) -> dict[str, datetime]:
    sites: dict[str, datetime] = {}
    for principal in world.rows("principals"):
        if not principal.protected:
            continue
        for item in world.rows("programme"):
            site = site_of(world, item)
            if site is not None and principal.principal_id in item.principal_ids:
                sites[site] = min(item.start, sites.get(site, item.start))
        home = world.get("delegations", principal.delegation_id)
        if home is not None and home.hotel_site_id is not None:
            arrives = principal.arrives or world.event.opens
            sites[home.hotel_site_id] = min(arrives, sites.get(home.hotel_site_id, arrives))
    return sites


def _routes_used(world: World) -> dict[str, datetime]:
    routes: dict[str, datetime] = {}
    for leg in world.rows("legs"):
        movement = world.get("movements", leg.movement_id)
        if movement is not None and movement.protected:
            routes[leg.route_id] = min(leg.depart, routes.get(leg.route_id, leg.depart))
    return routes


def safe_rooms(world: World, _: Any) -> Judgement:
    """C-149: wherever protected persons are there is a safe room that somebody keeps."""
    windows: dict[str, list[Span]] = {}
    for row in world.rows("exposures"):
        zone = world.get("zones", row.zone_id)
        if zone is not None:
            windows.setdefault(zone.site_id, []).append(interval(row))
    for item in world.rows("programme"):
        people = [world.get("principals", each) for each in item.principal_ids]
        site = site_of(world, item)
        if site is not None and any(row is not None and row.protected for row in people):
            windows.setdefault(site, []).append(interval(item))
    found: Judgement = {("safe_places", key): NO for key in world.tables["safe_places"]}
    for site in world.rows("sites"):
        places = [
            row
            for row in world.rows("safe_places")
            if row.site_id == site.site_id and row.kind in {"safe-room", "safe-haven"}
        ]
        own = windows.get(site.site_id, [])
        found["sites", site.site_id] = YES if own and not places else NO
        keepers = [world.get("posts", row.post_id) for row in places]
        kept = [
            span
            for post in keepers
            if post is not None and post.site_id == site.site_id
            for span in held(world, post.post_id)
        ]
        gone = {minute for window in own for minute in missing(window, kept)}
        for row in places:
            found["safe_places", row.safe_place_id] = frozenset((minute,) for minute in gone)
    return found


GUARDS = ("protectees", "venues", "reception-and-escort", "counter-terrorism")


def residences(world: World, _: Any) -> Judgement:
    """C-151: where protected persons sleep somebody stands guard, day and night."""
    found: Judgement = {}
    for site in world.rows("sites"):
        spans = [
            span
            for post in world.rows("posts")
            if post.site_id == site.site_id and post.field in GUARDS
            for span in held(world, post.post_id)
        ]
        atoms: set[tuple[Any, ...]] = set()
        for principal in world.rows("principals"):
            home = world.get("delegations", principal.delegation_id)
            if not principal.protected or home is None or home.hotel_site_id != site.site_id:
                continue
            stay = (
                seconds_of(principal.arrives or world.event.opens),
                seconds_of(principal.leaves or world.event.closes),
            )
            if stay[0] < stay[1]:
                atoms |= {(minute,) for minute in missing(stay, spans)}
        found["sites", site.site_id] = frozenset(atoms)
    return found


DEMANDS: tuple[Demand, ...] = (
    Demand("C-140", without_help, (*CROWDS, *ROSTER, "ambulances", "travel_times", WORDS)),
    Demand("C-141", too_few_staff, (*CROWDS, *ROSTER, WORDS)),
    Demand(
        "C-142",
        kept_ready,
        ("hospitals", "medical_arrangements", "principals", "persons", WORDS),
    ),
    Demand("C-143", alone, ("hospitals", "medical_arrangements")),
    Demand("C-144", motorcades, ("motorcade_vehicles", "movements", "vehicles")),
    Demand("C-145", food, ("food_controls", "programme", "rooms", "persons", WORDS)),
    Demand(
        "C-146",
        fire,
        ("delegations", "fire_inspections", "programme", "rooms", "sites", "persons", WORDS),
    ),
    Demand("C-147", structures, ("fire_inspections", "obstacles")),
    Demand("C-148", medicines, ("medicines",)),
    Demand(
        "C-149",
        safe_rooms,
        (
            *ROSTER,
            "exposures",
            "principals",
            "programme",
            "rooms",
            "safe_places",
            "sites",
            "zones",
            WORDS,
        ),
    ),
    Demand(
        "C-150",
        surveys,
        (
            "delegations",
            "legs",
            "movements",
            "principals",
            "programme",
            "rooms",
            "routes",
            "sites",
            "surveys",
            "persons",
            WORDS,
        ),
    ),
    Demand("C-151", residences, (*ROSTER, "delegations", "principals", "sites", WORDS)),
)
