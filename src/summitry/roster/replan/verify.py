"""Judges a mended roster anew, by person and by post; it shares nothing with the search.

A fault is told only where the published roster did not have it already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from summitry.roster.replan.problem import Duty, Loss, Post, Roster, Rules


def faults(roster: Roster, loss: Loss, before: Sequence[Duty], after: Sequence[Duty]) -> list[str]:
    """Return what is wrong with the duties after that was not wrong before, by person and rule."""
    old, new = _by_person(before), _by_person(after)
    touched = {person for person in old.keys() | new.keys() if old.get(person) != new.get(person)}
    found = []
    for person in sorted(touched):
        who = roster.persons[person]
        away = [*who.away, *((a, b) for p, a, b in loss.away if p == person)]
        known = set(_broken(old.get(person, []), roster.posts, roster.rules))
        broken = _broken(new.get(person, []), roster.posts, roster.rules)
        found += [f"{who.person_id}: {fault}" for fault in broken if fault not in known]
        for duty in new.get(person, []):
            if duty in old.get(person, []):
                continue
            if any(a < duty.end and duty.start < b for a, b in away):
                found.append(f"{who.person_id}: away")
            if who.is_bound:
                found.append(f"{who.person_id}: bound")
    closed = [(post, a, b) for post, a, b in loss.closed]
    found += [
        f"{roster.posts[duty.post].post_id}: closed"
        for duty in after
        if any(p == duty.post and a < duty.end and duty.start < b for p, a, b in closed)
    ]
    return found


def _by_person(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {}
    for duty in sorted(duties, key=lambda d: (d.start, d.end, d.post)):
        found.setdefault(duty.person, []).append(duty)
    return found


def _broken(duties: Sequence[Duty], posts: Sequence[Post], rules: Rules) -> Iterator[str]:
    """Yield what is wrong with one person's duties, which are in order."""
    tours: list[list[Duty]] = []
    for duty in duties:
        if tours and duty.start <= max(each.end for each in tours[-1]):
            yield from _beside(tours[-1][-1], duty, posts, rules)
            tours[-1].append(duty)
            continue
        if tours and duty.start - max(d.end for d in tours[-1]) < rules.rest_seconds_min:
            yield f"rest before {posts[duty.post].post_id} at {duty.start}"
        tours.append([duty])
    for tour in tours:
        if max(each.end for each in tour) - tour[0].start > rules.tour_seconds_max:
            yield f"too long on duty from {tour[0].start}"
        for gate, spell in groupby(tour, key=lambda each: posts[each.post].gate):
            own = list(spell)
            if gate and max(d.end for d in own) - own[0].start > rules.gate_seconds_max:
                yield f"too long at gate {gate} from {own[0].start}"


def _beside(before: Duty, duty: Duty, posts: Sequence[Post], rules: Rules) -> Iterator[str]:
    """Yield what is wrong with a duty that follows another without a break."""
    post = posts[duty.post]
    if duty.start < before.end:
        yield f"two at once at {duty.start} on {post.post_id}"
    elif before.post != duty.post and _way(posts[before.post], post, rules) > 0:
        yield f"no time for the way to {post.post_id} at {duty.start}"


def _way(one: Post, other: Post, rules: Rules) -> int:
    if one.site == other.site:
        return rules.same_site_seconds
    there = rules.ways.get((one.site, other.site))
    return rules.ways.get((other.site, one.site), 1) if there is None else there


def uncovered(
    roster: Roster, loss: Loss, after: Iterable[Duty], posts: Iterable[int]
) -> Mapping[int, int]:
    """Return by level the person-minutes missing on the posts beyond what was missing before."""
    found: dict[int, int] = {}
    after = list(after)
    for number in posts:
        post = roster.posts[number]
        old = [duty for duty in roster.duties if duty.post == number]
        new = [duty for duty in after if duty.post == number]
        marks = {post.start, post.end}
        for duty in (*old, *new):
            marks |= {duty.start, duty.end}
            who = roster.persons[duty.person]
            marks |= {m for span in who.away for m in span} | set(who.skills.values())
        for person, a, b in loss.away:
            if any(duty.person == person for duty in (*old, *new)):
                marks |= {a, b}
        marks |= {m for p, a, b in loss.closed if p == number for m in (a, b)}
        marks |= {m for each in loss.added if each.post == number for m in (each.start, each.end)}
        order = sorted(marks)
        for start, end in pairwise(order):
            before = _missing(roster, Loss(), number, old, start)
            now = _missing(roster, loss, number, new, start)
            if now > before:
                minutes = (now - before) * -(-(end - start) // 60)
                found[post.level] = found.get(post.level, 0) + minutes
    return found


def _missing(roster: Roster, loss: Loss, number: int, duties: Sequence[Duty], at: int) -> int:
    """Return how many are missing on the post at a moment."""
    post = roster.posts[number]
    if any(p == number and a <= at < b for p, a, b in loss.closed):
        return 0
    is_open = post.start <= at < post.end
    headcount = post.headcount if is_open else 0
    seats = [kind for kind, count in post.needs for _ in range(count)] if is_open else []
    for each in loss.added:
        if each.post == number and each.start <= at < each.end:
            headcount += each.count
            seats += [] if each.kind is None else [each.kind] * each.count
    people = {
        duty.person
        for duty in duties
        if duty.start <= at < duty.end
        and not any(a <= at < b for a, b in roster.persons[duty.person].away)
        and not any(p == duty.person and a <= at < b for p, a, b in loss.away)
    }
    skills = {p: {k for k, until in roster.persons[p].skills.items() if at < until} for p in people}
    return max(headcount - len(people), len(seats) - _seated(seats, skills), 0)


def _seated(seats: Sequence[int], skills: Mapping[int, set[int]]) -> int:
    """Return how many seats different people can take, by trying to move those seated."""
    seat_of: dict[int, int] = {}

    def seat(place: int, tried: set[int]) -> bool:
        for person, own in skills.items():
            if seats[place] in own and person not in tried:
                tried.add(person)
                if person not in seat_of or seat(seat_of[person], tried):
                    seat_of[person] = place
                    return True
        return False

    return sum(seat(place, set()) for place in range(len(seats)))
