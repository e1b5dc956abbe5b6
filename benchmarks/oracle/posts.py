"""Posts and people: who stands where at every instant at which anything changes."""

from datetime import datetime, time, timedelta
from itertools import combinations, pairwise, zip_longest
from typing import Any

from benchmarks.oracle.world import Atoms, Judgement, World, cut, interval, levels, minutes
from summitry.kit.time import seconds_of

NIGHT = 12 * 3600
Keys = frozenset[str] | None
"""The subjects that an edit can have touched; None for all."""


def holds_until(world: World, held: Any) -> int | None:
    """Return the second at which a qualification ends: midnight after its day, at the venue."""
    if held.expires is None:
        return None
    midnight = datetime.combine(held.expires, time(), tzinfo=world.event.zone)
    return seconds_of(midnight + timedelta(days=1))


def available(person: Any, second: int) -> bool:
    """Say whether the person may be counted on at that second."""
    early = person.available_from is not None and second < seconds_of(person.available_from)
    late = person.available_until is not None and second >= seconds_of(person.available_until)
    return not early and not late


def present(world: World, post_id: str, second: int) -> set[str]:
    """Return the known, available persons who are on the post at that second."""
    there = set()
    for shift in world.of("shifts", "post_id", post_id):
        start, end = interval(shift)
        person = world.get("persons", shift.person_id)
        if start <= second < end and person is not None and available(person, second):
            there.add(shift.person_id)
    return there


def instants(world: World, post_id: str) -> set[int]:
    """Return every second at which the people on a post, or what they may do, can change."""
    found: set[int] = set()
    for shift in world.of("shifts", "post_id", post_id):
        found |= set(interval(shift))
        person = world.get("persons", shift.person_id)
        for moment in (person and person.available_from, person and person.available_until):
            if moment is not None:
                found.add(seconds_of(moment))
        for held in world.of("person_qualifications", "person_id", shift.person_id):
            until = holds_until(world, held)
            if until is not None:
                found.add(until)
    return found


def meets(world: World, person_id: str, need: Any, second: int) -> bool:
    """Say whether the person meets the requirement at that second."""
    if need.qualification_id is None:
        return need.language in world.get("persons", person_id).languages
    held = world.get("person_qualifications", f"{person_id}|{need.qualification_id}")
    if held is None:
        return False
    until = holds_until(world, held)
    return until is None or second < until


def unmatched(wishes: list[list[str]]) -> int:
    """Return how many of the places stay empty in a largest matching (augmenting paths)."""
    taken: dict[str, int] = {}

    def place(number: int, seen: set[str]) -> bool:
        for person in wishes[number]:
            if person not in seen:
                seen.add(person)
                if person not in taken or place(taken[person], seen):
                    taken[person] = number
                    return True
        return False

    return sum(not place(number, set()) for number in range(len(wishes)))


def cover(world: World, keys: Keys) -> Judgement:
    """C-52: at every instant, enough distinct people, and different ones for each requirement."""
    return {
        ("posts", post.post_id): _uncovered(world, post)
        for post in world.rows("posts")
        if keys is None or post.post_id in keys
    }


def _uncovered(world: World, post: Any) -> Atoms:
    atoms = set()
    start, end = interval(post)
    needs = world.of("post_requirements", "post_id", post.post_id)
    for first, last in cut(instants(world, post.post_id), start, end):
        for what, lack in missing(world, post, needs, first).items():
            for level in levels(lack):
                atoms |= {(what, minute, level) for minute in minutes(first, last)}
    return frozenset(atoms)


def missing(world: World, post: Any, needs: list[Any], second: int) -> dict[str, int]:
    """Return how many people, and how many different holders, the post lacks at that second.

    Where nobody is there at all, that is what is told.
    """
    there = sorted(present(world, post.post_id, second))
    people = post.headcount_min - len(there)
    if not there:
        return {"people": people, "skills": 0}
    wishes = [
        [each for each in there if meets(world, each, need, second)]
        for need in needs
        for _ in range(need.headcount_min)
    ]
    return {"people": people, "skills": unmatched(wishes)}


def staffed(world: World, post: Any, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches in which the post has all that it needs, inside its hours."""
    low, high = interval(post)
    needs = world.of("post_requirements", "post_id", post.post_id)
    return [
        (first, last)
        for first, last in cut(instants(world, post.post_id) | {low, high}, start, end)
        if low <= first < high and max(missing(world, post, needs, first).values()) <= 0
    ]


def handover(world: World, keys: Keys) -> Judgement:
    """C-56: when a shift ends, those who stay have overlapped with those who go."""
    margin = int(world.limit("handover_minutes_min") * 60)
    found: Judgement = {}
    for post in world.rows("posts"):
        if keys is not None and post.post_id not in keys:
            continue
        start, end = interval(post)
        atoms = set()
        for gone in sorted(instants(world, post.post_id)):
            after = present(world, post.post_id, gone)
            leave = present(world, post.post_id, gone - 1) - after
            if not start < gone < end or not leave or len(after) < post.headcount_min:
                continue
            before = max(gone - margin, start)
            moments = [first for first, _ in cut(instants(world, post.post_id), before, gone + 1)]
            stay = set.intersection(
                after, *(present(world, post.post_id, moment) for moment in moments)
            )
            if len(stay) < post.headcount_min:
                atoms.add((gone, post.headcount_min - len(stay)))
        found["posts", post.post_id] = frozenset(atoms)
    return found


def shifts_by_person(world: World, keys: Keys) -> dict[str, list[Any]]:
    """Return each touched person's shifts in order."""
    index = world.index["shifts", "person_id"]
    chosen = index.keys() if keys is None else keys
    return {
        person: sorted(
            (
                shift
                for shift in index.get(person, {}).values()
                if world.get("posts", shift.post_id) is not None
            ),
            key=lambda row: (row.start, row.end),
        )
        for person in chosen
        if world.get("persons", person) is not None
    }


def double(world: World, keys: Keys) -> Judgement:
    """C-53: nobody is on two posts at once."""
    found: Judgement = {}
    for person, shifts in shifts_by_person(world, keys).items():
        atoms = set()
        for one, other in combinations(shifts, 2):
            low, high = max(one.start, other.start), min(one.end, other.end)
            if low < high and one.post_id != other.post_id:
                posts = tuple(sorted((one.post_id, other.post_id)))
                atoms |= {(*posts, m) for m in minutes(seconds_of(low), seconds_of(high))}
        found["persons", person] = frozenset(atoms)
    return found


def duties(shifts: list[Any]) -> list[list[Any]]:
    """Return the shifts joined where no time lies between them."""
    joined: list[list[Any]] = []
    for shift in shifts:
        if joined and shift.start <= max(each.end for each in joined[-1]):
            joined[-1].append(shift)
        else:
            joined.append([shift])
    return joined


def hours(world: World, keys: Keys) -> Judgement:
    """C-54: enough rest, no duty too long, no stand at a gate too long."""
    rest = world.limit("rest_hours_min") * 3600
    longest = world.limit("shift_hours_max") * 3600
    at_gate = world.limit("gate_duty_hours_max") * 3600
    found: Judgement = {}
    for person, shifts in shifts_by_person(world, keys).items():
        atoms: set[tuple[Any, ...]] = set()
        stretches = [
            (seconds_of(duty[0].start), seconds_of(max(each.end for each in duty)))
            for duty in duties(shifts)
        ]
        for (start, end), after in zip_longest(stretches, stretches[1:]):
            if end - start > longest:
                atoms |= {("long", start, n) for n in levels((end - start - longest) / 60)}
            if after is not None and after[0] - end < rest:
                atoms |= {("rest", end, n) for n in levels((rest - after[0] + end) / 60)}
        gates = {shift: world.get("posts", shift.post_id).gate_id for shift in shifts}
        for gate in set(gates.values()) - {None}:
            for duty in duties([shift for shift in shifts if gates[shift] == gate]):
                start, end = seconds_of(duty[0].start), seconds_of(max(e.end for e in duty))
                if end - start > at_gate:
                    extra = levels((end - start - at_gate) / 60)
                    atoms |= {("gate", gate, start, n) for n in extra}
        found["persons", person] = frozenset(atoms)
    return found


def ways(world: World, keys: Keys) -> Judgement:
    """C-57: between two posts there is time for the way."""
    found: Judgement = {}
    for person, shifts in shifts_by_person(world, keys).items():
        atoms: set[tuple[Any, ...]] = set()
        for one, other in pairwise(shifts):
            gap = seconds_of(other.start) - seconds_of(one.end)
            if gap < 0 or one.post_id == other.post_id:
                continue
            sites = [world.get("posts", each.post_id).site_id for each in (one, other)]
            needed = way_seconds(world, *sites)
            pair = (one.post_id, seconds_of(one.start), other.post_id, seconds_of(other.start))
            if needed is None:
                if gap >= NIGHT or not {*sites} <= world.tables["sites"].keys():
                    continue
                # The plan does not say how far two sites are apart: told once, at the sites.
                subject = ("sites", min(sites))
                found[subject] = found.get(subject, frozenset()) | {(max(sites),)}
            elif needed > gap:
                atoms |= {("late", *pair, n) for n in levels((needed - gap) / 60)}
        found["persons", person] = frozenset(atoms)
    return found


def way_seconds(world: World, here: str, there: str) -> float | None:
    """Return the seconds from site to site; None where the plan does not say."""
    if here == there:
        return world.limit("same_site_minutes") * 60
    row = world.get("travel_times", f"{here}|{there}") or world.get(
        "travel_times", f"{there}|{here}"
    )
    return None if row is None else row.minutes * 60
