"""Who of a plan may be put on posts: what they can do, when they are there, what they wish."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from summitry.kit.ids import PersonId, UnitId
from summitry.kit.time import EPOCH, end_of_day, seconds_of
from summitry.plan.organisation import Person, PersonQualification, Wish
from summitry.plan.snapshot import Snapshot
from summitry.policy.idle import tasked
from summitry.policy.pieces import EVER
from summitry.roster.staffing.gaps import Stay
from summitry.roster.staffing.problem import Kind, Span


def in_order(
    snapshot: Snapshot, shifts: Sequence[Stay], skills: Mapping[Kind, int]
) -> Mapping[UnitId, list[PersonId]]:
    """Return by unit who could be put on posts, in the order in which they stay off them."""
    counted = Counter(stay.person_id for stay in shifts)
    held = holdings(snapshot, skills)
    people: dict[UnitId, list[PersonId]] = defaultdict(list)
    persons = free(snapshot, shifts)
    for person in sorted(persons, key=lambda p: (counted[p.person_id], len(held[p.person_id]))):
        people[person.unit_id].append(person.person_id)
    return people


def wishes(snapshot: Snapshot) -> Mapping[PersonId, frozenset[int]]:
    """Return who would rather not begin duty on which days, counted from 1970."""
    days: dict[PersonId, set[int]] = defaultdict(set)
    for row in snapshot.rows(Wish).values():
        days[row.person_id].add((row.day - EPOCH.date()).days)
    return {person: frozenset(wished) for person, wished in days.items()}


def free(snapshot: Snapshot, shifts: Iterable[Stay]) -> Iterator[Person]:
    """Yield the persons who stand on posts already, or have nothing else to do."""
    on_post = {stay.person_id for stay in shifts}
    busy = tasked(snapshot)
    for person in snapshot.rows(Person).values():
        if person.person_id in on_post or not (person.powers or person.person_id in busy):
            yield person


def holdings(snapshot: Snapshot, skills: Mapping[Kind, int]) -> Mapping[PersonId, dict[int, int]]:
    """Return by person and skill the second at which it ends; languages never do."""
    zone = snapshot.event.zone
    found = {
        person.person_id: dict.fromkeys(_spoken(skills, person), EVER)
        for person in snapshot.rows(Person).values()
    }
    ends: dict[date | None, int] = {None: EVER}
    for row in snapshot.rows(PersonQualification).values():
        skill = skills.get(("qualification", row.qualification_id))
        if skill is None or row.person_id not in found:
            continue
        if row.expires is not None and row.expires not in ends:
            ends[row.expires] = seconds_of(end_of_day(row.expires, zone))
        found[row.person_id][skill] = ends[row.expires]
    return found


def _spoken(skills: Mapping[Kind, int], person: Person) -> Iterator[int]:
    for language in person.languages:
        skill = skills.get(("language", language))
        if skill is not None:
            yield skill


def away(person: Person) -> Iterator[Span]:
    """Yield when the person is not there at all."""
    if person.available_from is not None:
        yield -EVER, seconds_of(person.available_from)
    if person.available_until is not None:
        yield seconds_of(person.available_until), EVER


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same moments in order, without overlaps; what touches is one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
