"""What the board shows, section by section: the page and the stream are made from the same."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from summitry.operations import situation
from summitry.operations.obligations import Debt, obligations
from summitry.operations.situation import IncidentStands, ItemStands, OrderStands
from summitry.plan.places import Site
from summitry.plan.programme import Item
from summitry_web.operations.owed import planned_in
from summitry_web.operations.seen import Seen
from summitry_web.operations.sketch import Ground, sketches
from summitry_web.operations.staffing import Staffed

INCIDENTS_MAX = 40
ORDERS_MAX = 40
POSTS_MAX = 60
GAPS_MAX = 30
ITEMS_MAX = 24
LATEST_MAX = 15
PLACES_MAX = 40
BEFORE, AHEAD = timedelta(hours=4), timedelta(hours=12)


class PlaceShown(Struct, frozen=True, kw_only=True):
    """A site: how many incidents are open there, how many posts stand, how many are short."""

    site: Site
    incidents: int
    posts: int
    short: int


def incidents(seen: Seen) -> Mapping[str, Any]:
    """Return the open incidents, the gravest first."""
    found = [each for each in situation.incidents(seen.record) if each.is_open]
    found.sort(key=lambda each: (each.severity.depth, each.event.order))
    return {"incidents": found[:INCIDENTS_MAX], "more": len(found[INCIDENTS_MAX:])}


def orders(seen: Seen) -> Mapping[str, Any]:
    """Return the orders on which something is still owed, those unread first."""
    found = [each for each in situation.orders(seen.record) if is_owed(each)]
    found.sort(key=lambda each: (not each.unread, each.event.order))
    return {
        "orders": found[:ORDERS_MAX],
        "more": len(found[ORDERS_MAX:]),
        "confirm_due": situation.confirm_due,
    }


def is_owed(order: OrderStands) -> bool:
    """Say whether the order is open, or still waits for its second person."""
    return order.is_open or situation.confirm_due(order) is not None


def posts(seen: Seen) -> Mapping[str, Any]:
    """Return the posts that must be staffed now."""
    found = seen.staffed
    return {
        "posts": found[:POSTS_MAX],
        "more": len(found[POSTS_MAX:]),
        "short": sum(each.is_short for each in found),
        "total": len(found),
    }


def programme(seen: Seen) -> Mapping[str, Any]:
    """Return the items around now, how many of them lie before it, and what is left out."""
    mine = seen.rows(Item)
    found = [
        each
        for each in situation.programme(seen.record, seen.plan, seen.moment)
        if each.item.item_id in mine and _is_near(each, seen.moment)
    ]
    nearest = sorted(found, key=lambda each: _distance(each, seen.moment))[:ITEMS_MAX]
    items = [each for each in found if each in nearest]
    passed, all_passed = (
        sum(each.item.start <= seen.moment for each in some) for some in (items, found)
    )
    return {
        "items": items,
        "passed": passed,
        "before": all_passed - passed,
        "after": len(found) - len(items) - (all_passed - passed),
    }


def _distance(stands: ItemStands, moment: datetime) -> tuple[bool, bool, timedelta]:
    """Return what sorts items by how much they are of now: what runs first, what is over last."""
    is_over = stands.over is not None
    return stands.begun is None or is_over, is_over, abs(stands.item.start - moment)


def _is_near(stands: ItemStands, moment: datetime) -> bool:
    is_running = stands.begun is not None and stands.over is None
    return is_running or (
        stands.item.end > moment - BEFORE and stands.item.start < moment + AHEAD
    )  # fmt: skip


def uncovered(seen: Seen) -> Mapping[str, Any]:
    """Return what the day has uncovered, the gravest first."""
    return {
        "gaps": seen.gaps[:GAPS_MAX],
        "more": len(seen.gaps[GAPS_MAX:]),
        "baseline": 0 if seen.standing is None else seen.standing.baseline,
        "is_checked": seen.standing is not None,
    }


def owed(seen: Seen) -> Mapping[str, Any]:
    """Return how much is owed of each kind, and how much of it is overdue."""
    found = [
        each
        for each in obligations(seen.record, seen.plan, seen.moment)
        if all(seen.row(*place) is not None for place in planned_in(each, seen.record))
    ]
    late = Counter(each.debt for each in found if each.overdue(seen.moment))
    total = Counter(each.debt for each in found)
    return {
        "owed": [(debt, total[debt], late[debt]) for debt in Debt if total[debt]],
        "overdue": sum(late.values()),
    }


def ground(seen: Seen) -> Mapping[str, Any]:
    """Return the map, and the sites where something is going on."""
    troubled = [each for each in situation.incidents(seen.record) if each.is_open]
    drawn = Ground(seen)
    found = places(drawn, seen.staffed, troubled)
    return {
        "sketches": sketches(drawn, seen.staffed, troubled),
        "places": found[:PLACES_MAX],
        "more": len(found[PLACES_MAX:]),
    }


def places(
    drawn: Ground, found: Sequence[Staffed], incidents: Sequence[IncidentStands]
) -> list[PlaceShown]:
    """Return the sites where something is going on, those with incidents first."""
    standing = Counter(each.post.site_id for each in found)
    short = Counter(each.post.site_id for each in found if each.is_short)
    troubled = Counter(drawn.site_of(each) for each in incidents)
    shown = [
        PlaceShown(site=site, incidents=troubled[key], posts=standing[site.site_id],
                   short=short[site.site_id])
        for key, site in drawn.seen.rows(Site).items()
        if troubled[key] or standing[site.site_id]
    ]  # fmt: skip
    shown.sort(key=lambda each: (-each.incidents, -each.short, each.site.site_id))
    return shown


def latest(seen: Seen) -> Mapping[str, Any]:
    """Return the entries that came last."""
    return {"entries": seen.newest(LATEST_MAX)}


Section = Callable[[Seen], Mapping[str, Any]]

SECTIONS: Mapping[str, Section] = {
    "uncovered": uncovered,
    "incidents": incidents,
    "orders": orders,
    "posts": posts,
    "programme": programme,
    "owed": owed,
    "map": ground,
    "latest": latest,
}
"""The board's sections in the order in which they are read."""

QUICK = ("incidents", "orders", "owed", "latest")
"""Those that need no check of the plan: they are sent first."""
