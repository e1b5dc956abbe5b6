"""A mended roster judged from outside, and a bound on it that is proved elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from summitry.roster.replan import verify
from summitry.roster.replan.loss import Left, after
from summitry.roster.replan.problem import NOBODY, Duty, Ending, Loss, Result, Roster, Step


def duties_after(left: Left, steps: Iterable[Step]) -> list[Duty]:
    """Return the duties once the steps are taken."""
    steps = list(steps)
    given: dict[tuple[int, int, int, int], int] = {
        (s.job.post, s.job.end, s.job.holder, s.job.slot): s.job.start
        for s in steps
        if not s.job.is_forced
    }
    kept: list[Duty] = []
    for duty in left.duties:
        since = given.get((duty.post, duty.end, duty.person, duty.slot))
        if since is None or since < duty.start:
            kept.append(duty)
        elif duty.start < since:
            kept.append(replace(duty, end=since))
    new = [
        Duty(post=s.job.post, start=s.job.start, end=s.job.end, person=s.person, slot=0)
        for s in steps
        if s.person != NOBODY
    ]
    return kept + new


def with_bound(result: Result, minutes: tuple[int, ...], *, is_whole: bool) -> Result:
    """Return the answer with a bound that is proved elsewhere, and proved where that says so."""
    best = result.best.price
    is_met = tuple(accumulate(best.uncovered_minutes)) == minutes
    is_proved = is_met and best.changed <= result.forced
    return replace(
        result,
        bound_minutes=minutes,
        bound_is_whole=is_whole,
        ending=Ending.PROVED if is_proved else result.ending,
    )


def faults_of(roster: Roster, loss: Loss, result: Result) -> tuple[str, ...]:
    """Return what the checker, which shares nothing with the search, finds wrong with an answer."""
    left = after(roster, loss)
    found: list[str] = []
    for each in result.alternatives:
        faults, missing = judged(roster, loss, left, each.steps)
        found += faults
        if missing != each.price.uncovered_minutes:
            found.append("uncovered")
    reached = accumulate(result.best.price.uncovered_minutes)
    if any(least > most for least, most in zip(result.bound_minutes, reached, strict=True)):
        found.append("bound")
    return tuple(found)


def judged(
    roster: Roster, loss: Loss, left: Left, steps: Sequence[Step]
) -> tuple[list[str], tuple[int, ...]]:
    """Return what is wrong with the steps, and by level what they leave uncovered."""
    after_it = duties_after(left, steps)
    posts = {step.job.post for step in steps} | left.touched
    missing = verify.uncovered(roster, loss, after_it, sorted(posts))
    levels = 1 + max((post.level for post in roster.posts), default=0)
    told = tuple(missing.get(level, 0) for level in range(levels))
    return verify.faults(roster, loss, roster.duties, after_it), told
