"""Words that end before they are needed: each row asked by itself."""

from typing import Any

from benchmarks.oracle.world import Judgement, World, levels

COUNTED = {
    "posts": "accepted",
    "signatories": "cleared",
    "controls": "verified",
    "contingency_cards": "acknowledged",
    "list_copies": "acknowledged",
}
HOUR_SECONDS = 3600


def lasting(world: World, _: Any) -> Judgement:
    """C-88: where words hold now, one of them holds until the row is needed no longer."""
    found: Judgement = {}
    for table, kind in COUNTED.items():
        for key, row in world.tables[table].items():
            words = world.said(row, kind)
            short = 0.0
            if words and not world.said(row, "recalled"):
                until = _until(world, table, row)
                ends = [word.expires or until for word in words]
                short = max(0.0, min((until - end).total_seconds() for end in ends))
            found[table, key] = frozenset(("hour", n) for n in levels(short / HOUR_SECONDS))
    return found


def _until(world: World, table: str, row: Any) -> Any:
    """Return when the row is needed no longer."""
    if table == "posts":
        return row.end
    item = world.get("programme", row.item_id) if table == "signatories" else None
    return world.event.closes if item is None else item.end
