"""Whether one person can have stretches of duty together: overlap, rest, way, length of a tour."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summitry.roster.replan.problem import Post, Rules
from summitry.roster.replan.weeks import keeps_weeks


class Stint(NamedTuple):
    """A stretch of duty of one person; the mark tells which choice it hangs on, if any."""

    start: int
    end: int
    post: int
    mark: int = -1


def clash(one: Stint, other: Stint, posts: Sequence[Post], rules: Rules) -> bool:
    """Say whether nobody can have both: they overlap, or the time between is too short."""
    first, second = (one, other) if one <= other else (other, one)
    gap = second.start - first.end
    if gap < 0:
        return True
    if gap < rules.way(posts[first.post], posts[second.post]):
        return True
    return 0 < gap < rules.rest_seconds_min


def filled(one: Stint, other: Stint, between: Sequence[Stint]) -> bool:
    """Say whether duties fill the time from one stint to the other: then both are in one tour."""
    first, second = (one, other) if one <= other else (other, one)
    until = first.end
    for each in sorted(between):
        if each.start <= until < each.end:
            until = each.end
    return first.end < second.start <= until


def too_long(stints: Sequence[Stint], posts: Sequence[Post], rules: Rules) -> Iterator[list[Stint]]:
    """Yield shortest rows of stints that touch and are too long together, in all or at a gate."""
    after: dict[int, list[Stint]] = {}
    for each in stints:
        after.setdefault(each.start, []).append(each)
    for first in stints:
        yield from _rows([first], after, posts, rules)


def _rows(
    row: list[Stint], after: dict[int, list[Stint]], posts: Sequence[Post], rules: Rules
) -> Iterator[list[Stint]]:
    for each in after.get(row[-1].end, ()):
        longer = [*row, each]
        if each.start == each.end or clash(row[-1], each, posts, rules):
            continue
        gate = posts[each.post].gate
        at_gate = gate != "" and all(posts[s.post].gate == gate for s in longer)
        length = each.end - row[0].start
        if length > rules.tour_seconds_max or (at_gate and length > rules.gate_seconds_max):
            yield longer
        else:
            yield from _rows(longer, after, posts, rules)


def fits(new: Stint, own: Sequence[Stint], posts: Sequence[Post], rules: Rules) -> bool:
    """Say whether the stint goes with what a person has already."""
    if any(clash(new, each, posts, rules) and not filled(new, each, own) for each in own):
        return False
    near = [each for each in own if abs(each.start - new.start) < 2 * 86_400]
    if any(new in row for row in too_long([*near, new], posts, rules)):
        return False
    return keeps_weeks((new.start, new.end), [(each.start, each.end) for each in own], rules)
