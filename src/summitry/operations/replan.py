"""The roster mended as a whole: ways that move several people at once, and none is judged here."""

from collections.abc import Callable, Iterable, Iterator

from summitry.kit.ids import PostId
from summitry.kit.streams import stream
from summitry.kit.time import MINUTE_SECONDS, moment_of, seconds_of
from summitry.operations.assurance import Watch
from summitry.operations.ways import Candidate, Way, holes_of
from summitry.outcome.finding import Finding
from summitry.roster.replan.problem import NOBODY, Alternative, Loss, Roster
from summitry.roster.replan.reading import orders_of, published
from summitry.roster.replan.solve import mend

Clock = Callable[[], float]
"""Returns seconds, from whatever moment on."""

SECONDS = 1.5
"""How long a commander who looks at a gap waits for it."""
SEED = 1


def replanned(
    watch: Watch, finding: Finding, clock: Clock, seconds: float = SECONDS
) -> Iterator[Candidate]:
    """Yield ways to mend what those who are away leave open, the least change first.

    Everybody who is away now or later is looked at together, so one way may close several gaps.
    """
    holes = holes_of(watch, finding)
    if not holes:
        return
    began = clock()
    roster = published(watch.snapshot)
    loss = _loss(watch, roster, (seconds_of(each.interval.start) for each in holes))
    if not loss.away:
        return
    result = mend(
        roster, loss, stream(SEED, "live", "replan"), lambda: clock() - began, seconds=seconds,
        seed=SEED,
    )  # fmt: skip
    missing = sum(result.uncovered_minutes)
    for each in result.alternatives:
        if any(roster.posts[s.job.post].post_id == finding.key and s.person != NOBODY
               for s in each.steps):  # fmt: skip
            yield _candidate(watch, roster, each, PostId(finding.key), missing)


def _candidate(
    watch: Watch, roster: Roster, way: Alternative, post_id: PostId, missing: int
) -> Candidate:
    taken = [step.job for step in way.steps if step.person != NOBODY]
    return Candidate(
        way=Way.REPLAN,
        edits=orders_of(watch.snapshot, roster, way.steps),
        changed=sum(not step.job.is_forced for step in way.steps),
        minutes=sum(job.end - job.start for job in taken) // MINUTE_SECONDS,
        restored=missing - sum(way.price.uncovered_minutes),
        post_id=post_id,
    )


def _loss(watch: Watch, roster: Roster, begins: Iterable[int]) -> Loss:
    """Return who is away from now on, or from the duty on that they should be now.

    What was missed before is not made good. A hole that is open now is filled from its beginning,
    as by the other ways, or its gap would stay.
    """
    now = seconds_of(watch.at)
    places = {str(each.person_id): place for place, each in enumerate(roster.persons)}
    running: dict[int, int] = {}
    for duty in roster.duties:
        if duty.start <= now < duty.end:
            running[duty.person] = min(duty.start, running.get(duty.person, now))
    away = []
    for person_id, interval in watch.live.absences:
        person = places.get(person_id)
        if person is not None and interval.end > moment_of(now):
            start = max(seconds_of(interval.start), running.get(person, now))
            away.append((person, start, seconds_of(interval.end)))
    return Loss(away=tuple(away), since=min(now, *begins))
