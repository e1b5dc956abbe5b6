"""When a person who is to be somewhere can be there, for rules on people who hold no post.

A rule that uses this reads ``persons``.
"""

from collections.abc import Iterator

from summitry.check.presence import absences
from summitry.check.view import View
from summitry.kit.time import Interval, moment_of, seconds_of, uncovered


def away(view: View, person_id: str, wanted: Interval) -> Iterator[Interval]:
    """Yield the parts of the interval in which the person is absent or unavailable, in order."""
    first, last = seconds_of(wanted.start), seconds_of(wanted.end)
    for start, end in view.derive(absences).get(person_id, ()):
        if start < last and first < end:
            yield Interval(moment_of(max(start, first)), moment_of(min(end, last)))


def at_hand(view: View, person_id: str, wanted: Interval) -> Iterator[Interval]:
    """Yield the parts of the interval in which the person is neither absent nor unavailable."""
    return uncovered(wanted, away(view, person_id, wanted))
