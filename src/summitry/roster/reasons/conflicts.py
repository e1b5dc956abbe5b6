"""Which windows nobody can have both of, and sets of windows of which nobody has more than one."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from summitry.kit.time import HOUR_SECONDS
from summitry.roster.reasons.groups import Group, Terms
from summitry.roster.reasons.stopping import Stop, look, never

UNLIMITED = 10**9
"""The seconds of a tour where it is asked what would be without a limit."""
SIGNED_MAX = 16 * HOUR_SECONDS
"""Even then nobody is thought to fill more than this between two windows that do not touch."""


class Window(Struct, frozen=True, order=True):
    """A stretch of duty; at a gate the duty there is limited too, and nobody changes the site."""

    start: int
    end: int
    gate: str
    site: str = ""


def conflict(one: Window, other: Window, terms: Terms) -> bool:
    """Say whether nobody can have both: they overlap, leave too little rest, or are too long.

    Nor those that touch at two sites: between them there is no time for the way.

    Windows that overlap by no more than a handover count as touching, on whatever posts: what is
    proved to be impossible with that is impossible without it.
    """
    first, second = sorted((one, other))
    rules = terms.rules
    gap = second.start - first.end
    if gap > 0:
        return gap < rules.rest_seconds_min and not is_bridged(first, second, terms)
    if -gap > rules.handover_seconds or first.start == second.start or first.site != second.site:
        return True
    length = max(first.end, second.end) - first.start
    at_gate = first.gate != "" and first.gate == second.gate
    return length > rules.tour_seconds_max or (at_gate and length > rules.gate_seconds_max)


def is_bridged(first: Window | Group, second: Window | Group, terms: Terms) -> bool:
    """Say whether both may be in one tour, since other windows fill the time between them."""
    limit, overlap = terms.rules.tour_seconds_max, terms.rules.handover_seconds
    most = limit if limit < UNLIMITED else SIGNED_MAX
    is_apart = first.end < second.start and first.site == second.site
    if not is_apart or second.end - first.start > most:
        return False
    reached = {first.end}
    windows = terms.windows.get(first.site, ())
    for start, end in windows[bisect_left(windows, (first.start, 0)) :]:
        if start > second.start:
            break
        if any(0 <= each - start <= overlap for each in reached):
            reached.add(end)
    return any(0 <= each - second.start <= overlap for each in reached)


def windows_of(groups: Sequence[Group]) -> list[Window]:
    """Return the window of each group."""
    return [Window(group.start, group.end, group.gate, group.site) for group in groups]


def cliques(groups: Sequence[Group], terms: Terms, stop: Stop = never) -> list[tuple[int, ...]]:
    """Return sets of groups, by place, of which nobody can serve two; every conflict is in one.

    Windows that are too long by themselves are in no set: nobody can have them.
    """
    at: dict[Window, list[int]] = {}
    for place, window in enumerate(windows_of(groups)):
        at.setdefault(window, []).append(place)
    windows = sorted(at)
    beside = _neighbours(windows, terms)
    found: dict[tuple[int, ...], None] = {}
    for number in range(len(windows)):
        look(stop)
        left = {each for each in beside[number] if each > number}
        while True:
            members = _grown(number, left, beside)
            found.setdefault(tuple(sorted(members)))
            left -= members
            if not left:
                break
    kept = _maximal(list(found))
    return [tuple(sorted(p for each in members for p in at[windows[each]])) for members in kept]


def _neighbours(windows: Sequence[Window], terms: Terms) -> list[set[int]]:
    beside: list[set[int]] = [set() for _ in windows]
    longest = max((each.end - each.start for each in windows), default=0)
    reach = longest + max(terms.rules.rest_seconds_min, 0)
    for one, window in enumerate(windows):
        for other in range(one + 1, len(windows)):
            if windows[other].start - window.start > reach:
                break
            if conflict(window, windows[other], terms):
                beside[one].add(other)
                beside[other].add(one)
    return beside


def _grown(number: int, first: set[int], beside: Sequence[set[int]]) -> set[int]:
    """Return a set of windows around one, as large as it grows, those first that are still left."""
    members, common = {number}, set(beside[number])
    while common:
        added = min(common & first, default=None)
        added = min(common) if added is None else added
        members.add(added)
        common &= beside[added]
    return members


def _maximal(found: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the sets that no other of them contains."""
    by_member: dict[int, list[set[int]]] = {}
    kept = []
    for members in sorted(found, key=lambda each: (-len(each), each)):
        whole = set(members)
        if not any(whole <= other for other in by_member.get(members[0], ())):
            kept.append(members)
            for each in members:
                by_member.setdefault(each, []).append(whole)
    return sorted(kept)
