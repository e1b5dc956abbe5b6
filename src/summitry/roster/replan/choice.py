"""What ways to mend a roster cost, and which of them are worth a choice."""

from collections.abc import Iterable, Sequence

from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import NOBODY, Alternative, Price, Step


def rearranged(steps: Iterable[Step]) -> dict[Step, Step]:
    """Return duties that somebody leaves for other hours on the same post, with those hours.

    Both together are one change: who is there knows the post, and is told when to come and go.
    """
    steps = list(steps)
    taken: dict[tuple[int, int], list[Step]] = {}
    for step in steps:
        if step.person != NOBODY:
            taken.setdefault((step.person, step.job.post), []).append(step)
    found: dict[Step, Step] = {}
    for step in steps:
        job = step.job
        if step.person == NOBODY and not job.is_forced:
            for other in taken.get((job.holder, job.post), ()):
                if other.job.start < job.end and job.start < other.job.end:
                    found[step] = other
                    break
    return found


def changes(steps: Sequence[Step]) -> int:
    """Return how many duties change: what stays open has its price in minutes, not here."""
    told = sum(step.person != NOBODY or not step.job.is_forced for step in steps)
    return told - len(rearranged(steps))


def price_of(left: Left, steps: Sequence[Step], uncovered_minutes: tuple[int, ...]) -> Price:
    """Return what the steps cost, with what is missing after them."""
    persons = left.roster.persons
    takers = [step for step in steps if step.person != NOBODY]
    told = {step.person for step in steps} | {step.job.holder for step in steps}
    own: dict[int, list[tuple[int, int]]] = {step.person: [] for step in takers}
    for duty in left.published.roster.duties:
        if duty.person in own:
            own[duty.person].append((duty.start, duty.end))
    called = {
        step.person
        for step in takers
        if all(end < step.job.start or step.job.end < start for start, end in own[step.person])
    }
    return Price(
        uncovered_minutes=uncovered_minutes,
        changed=changes(steps),
        people=len(told - {NOBODY} - left.freed),
        called=len(called - left.freed),
        lent=sum(persons[step.person].unit_id != step.job.unit_id for step in takers),
    )


def worth(ways: Iterable[Alternative], nothing: tuple[int, ...]) -> tuple[Alternative, ...]:
    """Return the ways, the best first, of which none is as good as another in all that counts.

    Parameters
    ----------
    nothing
        What is missing where nothing is done: the other ways than the best leave less.
    """
    best, *others = sorted(ways, key=lambda way: way.price.rank)
    found = [best]
    for each in others:
        is_better = each.price.uncovered_minutes < nothing
        if is_better and not any(_is_as_good(other.price, each.price) for other in found):
            found.append(each)
    return tuple(found)


def _is_as_good(one: Price, other: Price) -> bool:
    """Say whether the one costs no more than the other in anything."""
    return one.uncovered_minutes <= other.uncovered_minutes and all(
        a <= b for a, b in zip(_work(one), _work(other), strict=True)
    )


def _work(price: Price) -> tuple[int, ...]:
    return price.changed, price.people, price.called, price.lent
