"""Duties that somebody would leave for nothing, kept: what a choice cut short by the time has."""

from collections.abc import Sequence

from summitry.roster.replan import verify
from summitry.roster.replan.judged import duties_after
from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import NOBODY, Loss, Roster, Step


def without_vain(roster: Roster, left: Left, loss: Loss, steps: Sequence[Step]) -> list[Step]:
    """Let whoever would leave a duty, or a part, keep all of it where nothing speaks against.

    A choice that the time was too short to prove best has such steps.
    """
    kept = list(steps)
    for step in steps:
        who = step.job.holder
        if step.person != NOBODY or step.job.is_forced:
            continue
        shorter = [
            s for s in kept if s.person == who and s.job.post == step.job.post
            and step.job.start <= s.job.start and s.job.end <= step.job.end
        ]  # fmt: skip
        gone = [step, *shorter]
        rest = [each for each in kept if each not in gone]
        # Who keeps a duty does not take another's, who then has it again.
        keeping = {each.job.holder for each in gone if not each.job.is_forced}
        if not any(_breaks(person, roster, left, loss, rest) for person in keeping):
            kept = rest
    return kept


def _breaks(person: int, roster: Roster, left: Left, loss: Loss, steps: Sequence[Step]) -> bool:
    """Say whether the person breaks a rule with these steps."""
    own = [step for step in steps if person in {step.job.holder, step.person}]
    before = [duty for duty in roster.duties if duty.person == person]
    after_it = [duty for duty in duties_after(left, own) if duty.person == person]
    return bool(verify.faults(roster, loss, before, after_it))
