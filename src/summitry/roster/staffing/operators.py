"""Operators of capabilities: one on the post in each window, where the post leaves room for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from summitry.kit.ids import PostId, QualificationId, UnitId
from summitry.kit.time import seconds_of
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.readiness import Capability
from summitry.plan.snapshot import Snapshot
from summitry.roster.staffing.problem import Kind, Span
from summitry.roster.staffing.windows import Window

Wanted = Mapping[PostId, list[tuple[Span, int]]]
"""By post, when somebody must be there who has which skill."""


def operators_of(snapshot: Snapshot, skills: dict[Kind, int]) -> Wanted:
    """Return the operators whom capabilities need and no requirement of their post asks for yet.

    Qualifications of theirs get a number among the skills. Where nobody of the unit that holds the
    post has it, nobody is asked for: the post would stay as short of an operator, and of one more.
    """
    required = {
        (row.post_id, row.qualification_id) for row in snapshot.rows(PostRequirement).values()
    }
    able = _able(snapshot)
    wanted: dict[PostId, list[tuple[Span, int]]] = defaultdict(list)
    for row in snapshot.rows(Capability).values():
        post = snapshot.rows(Post).get(row.post_id or "")
        if post is None or row.qualification_id is None:
            continue
        unit = post.holder_unit_id or post.owner_unit_id
        if (post.post_id, row.qualification_id) in required:
            continue
        if unit is None or (unit, row.qualification_id) in able:
            skill = skills.setdefault(("qualification", row.qualification_id), len(skills))
            span = (seconds_of(row.start), seconds_of(row.end))
            wanted[post.post_id].append((span, skill))
    return wanted


def _able(snapshot: Snapshot) -> set[tuple[UnitId, QualificationId]]:
    persons = snapshot.rows(Person)
    return {
        (persons[row.person_id].unit_id, row.qualification_id)
        for row in snapshot.rows(PersonQualification).values()
        if row.person_id in persons
    }


def with_operators(
    slots: Iterable[tuple[Window, int]], wanted: Iterable[tuple[Span, int]]
) -> Iterator[tuple[Window, int]]:
    """Yield the slots, of which one in each window of an operator's hours has the skill."""
    open_hours = list(wanted)
    for window, mask in slots:
        plain = window.count
        asked = {
            skill
            for (start, end), skill in open_hours
            if mask == 0 and start < window.end and window.start < end
        }
        for skill in sorted(asked)[:plain]:
            yield Window(window.start, window.end, 1), 1 << skill
            plain -= 1
        if plain:
            yield Window(window.start, window.end, plain), mask
