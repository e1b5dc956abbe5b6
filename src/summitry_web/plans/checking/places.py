"""Places in an order that many share: a new one stands between two without moving the others."""

from collections.abc import Mapping, Sequence

GAP = 1 << 14
PLACE_MAX = (1 << 31) - 1
"""The most that the database's column holds on every system."""


def places(order: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return a place for each in the order, known ones kept where they still fit.

    Without room between two neighbours all get new places.
    """
    anchors = _still_in_order(order, known)
    found: dict[str, int] = {}
    low = 0
    run: list[str] = []
    for each in order:
        if each not in anchors:
            run.append(each)
            continue
        if not _fill(found, run, low, anchors[each]):
            return _afresh(order)
        found[each] = low = anchors[each]
        run = []
    room = min(PLACE_MAX, low + GAP * (len(run) + 1))
    return found if _fill(found, run, low, room) else _afresh(order)


def _still_in_order(order: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return the known places that rise in the new order."""
    kept: dict[str, int] = {}
    last = 0
    for number, each in enumerate(order):
        place = known.get(each)
        if place is None or place <= last:
            continue
        following = next((known[e] for e in order[number + 1 : number + 4] if e in known), place)
        if following < place and following > last:
            continue  # One that moved down by itself must not push all that follow it.
        kept[each] = last = place
    return kept


def _fill(found: dict[str, int], run: Sequence[str], low: int, high: int) -> bool:
    """Spread the run between two places; False where there is no room."""
    step = (high - low) // (len(run) + 1)
    if run and step < 1:
        return False
    for number, each in enumerate(run, start=1):
        found[each] = low + step * number
    return True


def _afresh(order: Sequence[str]) -> dict[str, int]:
    gap = max(1, min(GAP, PLACE_MAX // (len(order) + 1)))
    return {each: gap * number for number, each in enumerate(order, start=1)}
