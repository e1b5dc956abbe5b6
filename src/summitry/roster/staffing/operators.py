"""Operators of capabilities: one on the post in each window, where the post leaves room for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from summitry.kit.ids import PostId, QualificationId, UnitId
from summitry.kit.time import end_of_day, seconds_of
from summitry.plan.organisation import PersonQualification
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.readiness import Capability
from summitry.plan.snapshot import Snapshot
from summitry.policy.pieces import EVER
from summitry.roster.staffing.gaps import Stay
from summitry.roster.staffing.people import free
from summitry.roster.staffing.problem import SKILLS_MAX, Kind, Span
from summitry.roster.staffing.windows import Window


class Operator(NamedTuple):
    """When somebody must be there who has which skill, and how long anybody has it."""

    span: Span
    skill: int
    until: int


Wanted = Mapping[PostId, list[Operator]]
"""The operators of each post."""


def operators_of(snapshot: Snapshot, skills: dict[Kind, int], shifts: Iterable[Stay]) -> Wanted:
    """Return the operators whom capabilities need and no requirement of their post asks for yet.

    Qualifications of theirs get a number among the skills, as long as there are any. Where nobody
    who could be put on the post has it, nobody is asked for: the post would stay as short of an
    operator, and of one more.
    """
    required = {
        (row.post_id, row.qualification_id) for row in snapshot.rows(PostRequirement).values()
    }
    able = _able(snapshot, shifts)
    wanted: dict[PostId, list[Operator]] = defaultdict(list)
    for row in snapshot.rows(Capability).values():
        post = snapshot.rows(Post).get(row.post_id or "")
        if post is None or row.qualification_id is None:
            continue
        unit = post.holder_unit_id or post.owner_unit_id
        until = able.get((unit, row.qualification_id))
        kind = ("qualification", row.qualification_id)
        is_too_many = kind not in skills and len(skills) >= SKILLS_MAX
        if until is None or is_too_many or (post.post_id, row.qualification_id) in required:
            continue
        skill = skills.setdefault(kind, len(skills))
        span = (seconds_of(row.start), seconds_of(row.end))
        wanted[post.post_id].append(Operator(span, skill, until))
    return wanted


def _able(
    snapshot: Snapshot, shifts: Iterable[Stay]
) -> Mapping[tuple[UnitId | None, QualificationId], int]:
    """Return by unit, None for all, until when somebody who may be put on posts can do what."""
    units = {person.person_id: person.unit_id for person in free(snapshot, shifts)}
    found: dict[tuple[UnitId | None, QualificationId], int] = {}
    for row in snapshot.rows(PersonQualification).values():
        if row.person_id not in units:
            continue
        until = EVER
        if row.expires is not None:
            until = seconds_of(end_of_day(row.expires, snapshot.event.zone))
        for unit in (units[row.person_id], None):
            key = (unit, row.qualification_id)
            found[key] = max(until, found.get(key, until))
    return found


def with_operators(
    slots: Iterable[tuple[Window, int]], wanted: Iterable[Operator]
) -> Iterator[tuple[Window, int]]:
    """Yield the slots, of which one in each window of an operator's hours has the skill."""
    open_hours = list(wanted)
    for window, mask in slots:
        plain = window.count
        asked = {
            skill
            for (start, end), skill, until in open_hours
            if mask == 0 and start < window.end <= until and window.start < end
        }
        for skill in sorted(asked)[:plain]:
            yield Window(window.start, window.end, 1), 1 << skill
            plain -= 1
        if plain:
            yield Window(window.start, window.end, plain), mask
