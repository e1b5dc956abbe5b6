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
            words = [word for word in world.said(row, kind) if _counts(world, table, row, word)]
            short = 0.0
            if words and not world.said_by(row, "recalled", lambda _: True):
                until = _until(world, table, row)
                ends = [word.expires or until for word in words]
                short = max(0.0, min((until - end).total_seconds() for end in ends))
            found[table, key] = frozenset(("hour", n) for n in levels(short / HOUR_SECONDS))
    return found


def _counts(world: World, table: str, row: Any, word: Any) -> bool:
    """Say whether the row needs a word at all, and this is of somebody who may say it."""
    person = world.get("persons", word.by)
    if person is None:
        return False
    if table == "posts":
        lent = row.holder_unit_id is not None and row.holder_unit_id != row.owner_unit_id
        return lent and person.unit_id == row.holder_unit_id
    if table == "signatories":
        by_office = row.rank in {"head-of-state", "head-of-government", "foreign-minister"}
        return not by_office and "clear-powers" in person.powers
    return table != "contingency_cards" or person.unit_id == row.unit_id


def _until(world: World, table: str, row: Any) -> Any:
    """Return when the row is needed no longer."""
    if table == "posts":
        return row.end
    item = world.get("programme", row.item_id) if table == "signatories" else None
    return world.event.closes if item is None else item.end
