"""The least repairs of a gap: every way tried by the same check, and only what it lets pass."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from summitry.operations.assurance import Watch, counts, effect
from summitry.operations.replan import SECONDS, Clock, replanned
from summitry.operations.roads import closed_longer, other_nets, rerouted
from summitry.operations.ways import Candidate, holes_of, staffed
from summitry.outcome.finding import Finding

Stop = Callable[[], bool]
MOST = 5
NEVER = 1 << 31
"""More than any repair changes."""


class Repair(Struct, frozen=True, kw_only=True):
    """A way to mend a gap that the check let pass: it closes the gap and opens none as grave.

    ``opens`` are lesser gaps that come with it, for the commander to weigh.
    """

    candidate: Candidate
    closes: tuple[Finding, ...]
    opens: tuple[Finding, ...]


class Repairs(Struct, frozen=True, kw_only=True):
    """The repairs of a gap, the least first, and what kept other ways from being one.

    ``barred`` counts, for each rule, the ways that it barred; ``complete`` says whether every way
    was tried.
    """

    found: tuple[Repair, ...]
    tried: int
    complete: bool
    barred: Mapping[str, int]


def repairs(
    watch: Watch,
    finding: Finding,
    *,
    stop: Stop,
    most: int = MOST,
    clock: Clock | None = None,
    seconds: float = SECONDS,
) -> Repairs:
    """Return the least repairs of the gap.

    Parameters
    ----------
    watch
        The plan of the day in which the gap stands.
    finding
        The gap.
    stop
        Says when to stop trying; what was found until then is returned, marked incomplete.
    most
        How many repairs are wanted: trying ends when there are as many.
    clock
        With it, the roster is mended as a whole where no other way closes the gap, or each changes
        what was briefed: it takes time of its own, and counts only where it changes less.
    seconds
        How much time of its own that may take.
    """
    found: list[Repair] = []
    barred: Counter[str] = Counter()
    tried, complete = 0, True
    for candidate in _candidates(watch, finding):
        if len(found) == most or stop():
            complete = False
            break
        tried += 1
        judgement = judged(watch, finding, candidate)
        if isinstance(judgement, Repair):
            found.append(judgement)
        else:
            barred.update(judgement)
    cheapest = min((each.candidate.changed for each in found), default=NEVER)
    if clock is not None and cheapest > 0:
        for candidate in replanned(watch, finding, clock, seconds):
            tried += 1
            judgement = judged(watch, finding, candidate)
            if not isinstance(judgement, Repair):
                barred.update(judgement)
            elif candidate.changed < cheapest:
                found.append(judgement)
    return Repairs(
        found=tuple(sorted(found, key=_least)[:most]),
        tried=tried,
        complete=complete,
        barred=dict(sorted(barred.items())),
    )


def _candidates(watch: Watch, finding: Finding) -> Iterator[Candidate]:
    for hole in holes_of(watch, finding):
        yield from staffed(watch, hole)
    yield from other_nets(watch, finding)
    yield from rerouted(watch, finding)
    yield from closed_longer(watch, finding)


def judged(watch: Watch, finding: Finding, candidate: Candidate) -> Repair | frozenset[str]:
    """Return the candidate as a repair, or the codes of the rules that bar it.

    It is barred by its own rule where the gap stays, by a rule on a person that it breaks (rest,
    length of duty, two posts at once), and by a gap that it opens as grave as the one it closes.
    """
    after = watch.tried(candidate.edits)
    changes = effect(watch.run.findings, after.findings)
    bars = {each.code for each in changes.opened if _bars(each, finding)}
    if finding.identity in {each.identity for each in after.findings if counts(each)}:
        bars.add(finding.code)
    if bars:
        return frozenset(bars)
    return Repair(candidate=candidate, closes=changes.closed, opens=changes.opened)


def _bars(opened: Finding, mended: Finding) -> bool:
    if opened.table == "persons" or opened.severity.depth < mended.severity.depth:
        return True
    # Whoever steps in for somebody who is gone already is told nothing: that bars nobody.
    same_post = (opened.table, opened.key) == (mended.table, mended.key)
    only_a_side = same_post and opened.code != mended.code
    return opened.severity is mended.severity and not only_a_side


def _least(repair: Repair) -> tuple[int, int, int]:
    """Return what sorts repairs: opens nothing, leaves the briefed as it is, takes few minutes."""
    return len(repair.opens), repair.candidate.changed, repair.candidate.minutes
