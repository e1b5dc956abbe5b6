"""Judges a mended roster anew, by person and by post; it shares nothing with the search.

A fault is told only where a duty that is new takes part in it, and where the published roster did
not have it already: whoever only has less to do than before has broken nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from summitry.roster.replan.problem import Duty, Loss, Post, Roster, Rules, Span

NOTHING = Loss()
WEEK = 7 * 24 * 3_600


def faults(roster: Roster, loss: Loss, before: Sequence[Duty], after: Sequence[Duty]) -> list[str]:
    """Return what is wrong with the duties after that was not wrong before, by person and rule."""
    old, new = _by_person(before), _by_person(after)
    touched = {person for person in old.keys() | new.keys() if old.get(person) != new.get(person)}
    found = []
    for person in sorted(touched):
        who = roster.persons[person]
        gone = [(a, b) for p, a, b in loss.away if p == person]
        known = {told for told, _ in _broken(old.get(person, []), roster.posts, roster.rules)}
        fresh = {each for each in new.get(person, []) if not _is_part(each, old.get(person, []))}
        for told, own in _broken(new.get(person, []), roster.posts, roster.rules):
            if told not in known and fresh.intersection(own):
                found.append(f"{who.person_id}: {told}")
        for duty in new.get(person, []):
            away = [*who.away, *gone] if duty in fresh else gone
            if any(a < duty.end and duty.start < b for a, b in away):
                found.append(f"{who.person_id}: away")
            if who.is_bound and duty in fresh:
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


def _is_part(duty: Duty, before: Iterable[Duty]) -> bool:
    """Say whether the duty is one of those before, or what is left of one."""
    return any(
        each.post == duty.post and each.start <= duty.start and duty.end <= each.end
        for each in before
    )


Broken = tuple[str, Sequence[Duty]]
"""What is wrong, and the duties of which that is told."""


def _broken(duties: Sequence[Duty], posts: Sequence[Post], rules: Rules) -> Iterator[Broken]:
    """Yield what is wrong with one person's duties, which are in order."""
    tours: list[list[Duty]] = []
    for duty in duties:
        if tours and duty.start <= max(each.end for each in tours[-1]):
            yield from _beside(tours[-1][-1], duty, posts, rules)
            tours[-1].append(duty)
            continue
        if tours and duty.start - max(d.end for d in tours[-1]) < rules.rest_seconds_min:
            told = f"rest before {posts[duty.post].post_id} at {duty.start}"
            last = max(tours[-1], key=lambda each: each.end)
            yield told, (last, duty)
        tours.append([duty])
    for tour in tours:
        if max(each.end for each in tour) - tour[0].start > rules.tour_seconds_max:
            yield f"too long on duty from {tour[0].start}", tour
        for gate, spell in groupby(tour, key=lambda each: posts[each.post].gate):
            own = list(spell)
            if gate and max(d.end for d in own) - own[0].start > rules.gate_seconds_max:
                yield f"too long at gate {gate} from {own[0].start}", own
    yield from _weeks(tours, rules)
    yield from _rows(tours, rules)


def _weeks(tours: Sequence[Sequence[Duty]], rules: Rules) -> Iterator[Broken]:
    """Yield what is too much in seven days, and duty that no weekly rest breaks in time."""
    spans = [(tour[0].start, max(each.end for each in tour)) for tour in tours]
    most, rest = rules.week_seconds_max, rules.week_rest_seconds_min
    for place, (start, _) in enumerate(spans) if most is not None else ():
        until = start + WEEK
        later = [n for n in range(place, len(spans)) if spans[n][0] < until]
        if sum(min(spans[n][1], until) - spans[n][0] for n in later) > (most or 0):
            yield f"too much in seven days from {start}", [d for n in later for d in tours[n]]
    first = 0
    for place in range(len(spans)) if rest else ():
        if place and spans[place][0] - spans[place - 1][1] >= (rest or 0):
            first = place
        if spans[place][1] - spans[first][0] > WEEK - (rest or 0):
            own = [duty for tour in tours[first : place + 1] for duty in tour]
            yield f"no weekly rest from {spans[first][0]}", own


def _rows(tours: Sequence[Sequence[Duty]], rules: Rules) -> Iterator[Broken]:
    """Yield duty that begins on too many days in a row."""
    if rules.days_in_row_max is None:
        return
    days: dict[int, list[Duty]] = {}
    for tour in tours:
        days.setdefault(rules.day(tour[0].start), []).extend(tour)
    for first in days:
        row = 0
        while first + row in days:
            row += 1
        if first - 1 not in days and row > rules.days_in_row_max:
            own = [duty for day in range(first, first + row) for duty in days[day]]
            yield f"too many days in a row from day {first}", own


def _beside(before: Duty, duty: Duty, posts: Sequence[Post], rules: Rules) -> Iterator[Broken]:
    """Yield what is wrong with a duty that follows another without a break."""
    post = posts[duty.post]
    if duty.start < before.end:
        yield f"two at once at {duty.start} on {post.post_id}", (before, duty)
    elif before.post != duty.post and _way(posts[before.post], post, rules) > 0:
        yield f"no time for the way to {post.post_id} at {duty.start}", (before, duty)


def _way(one: Post, other: Post, rules: Rules) -> int:
    if one.site == other.site:
        return rules.same_site_seconds
    there = rules.ways.get((one.site, other.site))
    return rules.ways.get((other.site, one.site), 1) if there is None else there


def uncovered(
    roster: Roster, loss: Loss, after: Iterable[Duty], posts: Iterable[int]
) -> Mapping[int, int]:
    """Return by level the person-minutes missing on the posts beyond what was missing before."""
    seconds: dict[int, int] = {}
    asked = list(posts)
    lost = _spans(loss)
    before_on, after_on = _by_post(roster.duties, asked), _by_post(after, asked)
    for number in asked:
        post = roster.posts[number]
        old, new = before_on[number], after_on[number]
        marks = {post.start, post.end, *(m for span in post.leads for m in span)}
        for duty in (*old, *new):
            marks |= {duty.start, duty.end}
            who = roster.persons[duty.person]
            marks |= {m for span in who.away for m in span} | set(who.skills.values())
            marks |= {m for span in lost.get(duty.person, ()) for m in span}
        marks |= {m for p, a, b in loss.closed if p == number for m in (a, b)}
        marks |= {m for each in loss.added if each.post == number for m in (each.start, each.end)}
        order = sorted(marks)
        for start, end in pairwise(order):
            before = _missing(roster, NOTHING, number, (old, {}), start)
            now = _missing(roster, loss, number, (new, lost), start)
            if now > before:
                many = (now - before) * (end - start)
                seconds[post.level] = seconds.get(post.level, 0) + many
    return {level: -(-each // 60) for level, each in seconds.items()}


def _by_post(duties: Iterable[Duty], posts: Iterable[int]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {number: [] for number in posts}
    for duty in duties:
        if duty.post in found:
            found[duty.post].append(duty)
    return found


def _spans(loss: Loss) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for person, a, b in loss.away:
        found.setdefault(person, []).append((a, b))
    return found


def _missing(
    roster: Roster, loss: Loss, number: int,
    there: tuple[Sequence[Duty], Mapping[int, Sequence[Span]]], at: int,
) -> int:  # fmt: skip
    """Return how many are missing on the post at a moment."""
    post = roster.posts[number]
    if any(p == number and a <= at < b for p, a, b in loss.closed):
        return 0
    is_open = post.start <= at < post.end
    headcount = post.headcount if is_open else sum(a <= at < b for a, b in post.leads)
    seats = [kind for kind, count in post.needs for _ in range(count)] if is_open else []
    for each in loss.added:
        if each.post == number and each.start <= at < each.end:
            headcount += each.count
            seats += [] if each.kind is None else [each.kind] * each.count
    if headcount <= 0 and not seats:
        return 0
    duties, lost = there
    people = {
        duty.person
        for duty in duties
        if duty.start <= at < duty.end
        and not any(a <= at < b for a, b in roster.persons[duty.person].away)
        and not any(a <= at < b for a, b in lost.get(duty.person, ()))
    }
    if not seats:
        return max(headcount - len(people), 0)
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
