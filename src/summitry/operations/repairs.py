"""The least repairs of a gap: every way tried by the same check, and only what it lets pass."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from summitry.operations.assurance import Watch, counts, effect
from summitry.operations.roads import closed_longer, other_nets, rerouted
from summitry.operations.ways import Candidate, staffed, stretches_of
from summitry.outcome.finding import Finding
from summitry.plan.change import apply

Stop = Callable[[], bool]
MOST = 5


class Repair(Struct, frozen=True, kw_only=True):
    """A way to mend a gap that the check let pass: it closes the gap and opens none."""

    candidate: Candidate
    closes: tuple[Finding, ...]


class Repairs(Struct, frozen=True, kw_only=True):
    """The repairs of a gap, the least first; how many ways were tried, and whether all were."""

    found: tuple[Repair, ...]
    tried: int
    complete: bool


def repairs(watch: Watch, finding: Finding, *, stop: Stop, most: int = MOST) -> Repairs:
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
    """
    found: list[Repair] = []
    tried = 0
    for candidate in _candidates(watch, finding):
        if len(found) == most or stop():
            return Repairs(found=_in_order(found), tried=tried, complete=False)
        tried += 1
        repair = judged(watch, finding, candidate)
        if repair is not None:
            found.append(repair)
    return Repairs(found=_in_order(found), tried=tried, complete=True)


def _candidates(watch: Watch, finding: Finding) -> Iterator[Candidate]:
    for stretch in stretches_of(watch, finding):
        yield from staffed(watch, stretch)
    yield from other_nets(watch, finding)
    yield from rerouted(watch, finding)
    yield from closed_longer(watch, finding)


def judged(watch: Watch, finding: Finding, candidate: Candidate) -> Repair | None:
    """Return the candidate as a repair; None where the gap stays, or another one opens."""
    after = watch.tried(apply(watch.snapshot, candidate.edits))
    changes = effect(watch.run.findings, after.findings)
    left = {each.identity for each in after.findings if counts(each)}
    if changes.opened or finding.identity in left:
        return None
    return Repair(candidate=candidate, closes=changes.closed)


def _in_order(found: list[Repair]) -> tuple[Repair, ...]:
    """Least first: nothing that was briefed, then few of it, then few minutes."""
    return tuple(sorted(found, key=lambda each: (each.candidate.changed, each.candidate.minutes)))
