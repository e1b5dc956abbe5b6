"""Weeks of duty and leaders: who has too much in seven days, and who is led by whom, when."""

from typing import Any

from benchmarks.oracle.posts import duties, instants, present, shifts_by_person
from benchmarks.oracle.world import Atoms, Judgement, World, cut, interval, levels, minutes
from summitry.kit.time import day_of, moment_of, seconds_of

WEEK = 7 * 24 * 3600
Keys = frozenset[str] | None


def weeks(world: World, keys: Keys) -> Judgement:
    """C-213: in no seven days too much duty or too little rest, and not too many days in a row."""
    most = world.limit("week_hours_max") * 3600
    rest = world.limit("weekly_rest_hours_min") * 3600
    row = world.limit("days_in_row_max")
    found: Judgement = {}
    for person, shifts in shifts_by_person(world, keys).items():
        spans = [
            (seconds_of(duty[0].start), seconds_of(max(each.end for each in duty)))
            for duty in duties(shifts)
        ]
        begins = [start for start, _ in spans]
        # No seven days hold more than some that begin or end with duty.
        windows = begins + [end - WEEK for _, end in spans]
        busy = max((_on_duty(spans, start) for start in windows), default=0)
        idle = min((_rest(spans, start) for start in begins), default=WEEK)
        days = {day_of(moment_of(start), world.event.zone).toordinal() for start in begins}
        atoms = {("hours", n) for n in levels((busy - most) / 60)}
        atoms |= {("rest", n) for n in levels((rest - idle) / 60)}
        atoms |= {("row", n) for n in levels(_row(days) - row)}
        found["persons", person] = frozenset(atoms)
    return found


def _on_duty(spans: list[tuple[int, int]], start: int) -> int:
    return sum(max(0, min(e, start + WEEK) - max(s, start)) for s, e in spans)


def _rest(spans: list[tuple[int, int]], start: int) -> int:
    """Return the longest stretch of the seven days that no duty touches."""
    free = cut([at for span in spans for at in span], start, start + WEEK)
    longest, idle = 0, 0
    for first, last in free:
        idle = 0 if any(s <= first < e for s, e in spans) else idle + last - first
        longest = max(longest, idle)
    return longest


def _row(days: set[int]) -> int:
    """Return how many of the days follow each other at most."""
    return max(
        (next(n for n in range(1, len(days) + 2) if day + n not in days) for day in days), default=0
    )


def leaders(world: World, _: Keys) -> Judgement:
    """C-214: whoever leads has not too many under them, and nobody on a led post is alone."""
    span = world.limit("span_of_control_max")
    led: dict[str, list[Any]] = {}
    for post in world.rows("posts"):
        if world.get("posts", post.lead_post_id) is not None:
            led.setdefault(post.lead_post_id, []).append(post)
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {
        ("posts", post.post_id): set() for post in world.rows("posts")
    }
    for lead_id, own in led.items():
        lead = world.get("posts", lead_id)
        found["posts", lead_id] |= _many(world, lead, own, span)
        for post in own:
            found["posts", post.post_id] |= _alone(world, lead, post)
            if post.post_id in _above(world, lead):
                found["posts", post.post_id] |= {("ring",)}
    return {place: frozenset(atoms) for place, atoms in found.items()}


def _many(world: World, lead: Any, led: list[Any], span: float) -> Atoms:
    atoms: set[tuple[Any, ...]] = set()
    edges = {at for each in (lead, *led) for at in interval(each)}
    for first, last in cut(edges, min(edges), max(edges)):
        people = sum(_needed(world, each) for each in led if _is_open(each, first))
        leaders = _needed(world, lead) if _is_open(lead, first) else 1
        for level in levels(people - span * leaders):
            atoms |= {("many", minute, level) for minute in minutes(first, last)}
    return frozenset(atoms)


def _is_open(post: Any, second: int) -> bool:
    start, end = interval(post)
    return start <= second < end


def _needed(world: World, post: Any) -> int:
    asked = world.of("post_requirements", "post_id", post.post_id)
    return max(int(post.headcount_min), sum(each.headcount_min for each in asked))


def _alone(world: World, lead: Any, post: Any) -> Atoms:
    start, end = interval(post)
    edges = instants(world, post.post_id) | instants(world, lead.post_id)
    return frozenset(
        ("alone", lead.post_id, minute)
        for first, last in cut(edges, start, end)
        if present(world, post.post_id, first) and not present(world, lead.post_id, first)
        for minute in minutes(first, last)
    )


def _above(world: World, lead: Any) -> set[str]:
    """Return the post and all from which it is led, one above the other."""
    seen: set[str] = set()
    while lead is not None and lead.post_id not in seen:
        seen.add(lead.post_id)
        lead = world.get("posts", lead.lead_post_id)
    return seen
