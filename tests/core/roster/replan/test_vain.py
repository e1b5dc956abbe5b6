"""Duties that are left for nothing are kept, and none that somebody else would then have twice."""

from summitry.roster.replan.loss import Left, after
from summitry.roster.replan.problem import NOBODY, Job, Loss, Roster, Step
from summitry.roster.replan.vain import without_vain
from tests.core.roster.replan.test_solve import DAY, HOUR, duty, person, post, roster_of

LOST = Loss(away=((0, 0, DAY),))


def kept_of(roster: Roster, left: Left, *steps: Step) -> list[Step]:
    return without_vain(roster, left, LOST, steps)


def job_of(place: int, holder: int, hours: tuple[int, int] = (8, 16), slot: int = 1) -> Job:
    start, end = hours[0] * HOUR, hours[1] * HOUR
    return Job(post=place, start=start, end=end, holder=holder, slot=slot)


def test_whoever_would_leave_a_duty_for_nothing_keeps_it() -> None:
    posts = [post("P"), post("Q", (18, 24)), post("R")]
    duties = [duty(0, 0), duty(1, 1, (18, 24)), duty(2, 2)]
    roster = roster_of(posts, [person(n) for n in "abc"], duties)
    left = after(roster, LOST)
    (job,) = left.jobs
    taken = Step(job=job, person=1)
    needed = Step(job=job_of(1, 1, (18, 24)), person=NOBODY)
    vain = Step(job=job_of(2, 2), person=NOBODY)

    assert kept_of(roster, left, taken, needed, vain) == [taken, needed]


def test_a_duty_is_not_kept_where_another_then_has_two_at_once() -> None:
    posts = [post("P", headcount=2), post("Q")]
    duties = [duty(1, 0), duty(0, 1), duty(0, 2, slot=2)]
    roster = roster_of(posts, [person(n) for n in "abc"], duties)
    left = after(roster, LOST)
    (job,) = left.jobs
    lent = Step(job=job, person=1)
    own = Step(job=job_of(0, 2, slot=2), person=NOBODY)
    taken_over = Step(job=job_of(0, 1), person=2)

    assert kept_of(roster, left, lent, taken_over, own) == [lent, taken_over, own]
    assert kept_of(roster, left, taken_over, own) == []
