"""The moment at which a plan is looked at: whole hours, and what has become due within one."""

from collections.abc import Iterator
from datetime import datetime

from summitry.outcome.finding import Phase
from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot


def moment_of(
    snapshot: Snapshot, attestations: Attestations, rulings: tuple[Ruling, ...], *, now: datetime
) -> datetime:
    """Return the last moment up to now at which anything in the plan can have become different.

    A clock that moved with every save would make every rule that reads it run anew each time.
    Between two whole hours only a phase that begins, and a word that is given or expires, change
    what is found.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    turns = _turns(snapshot, attestations, rulings)
    return max([hour, *(each for each in turns if hour < each <= now)])


def _turns(
    snapshot: Snapshot, attestations: Attestations, rulings: tuple[Ruling, ...]
) -> Iterator[datetime]:
    event = next(iter(snapshot.rows(PlanEvent).values()), None)
    if event is not None:
        yield from (phase.due(event) for phase in Phase)
    for word in (*attestations, *rulings):
        yield word.at
        if word.expires is not None:
            yield word.expires
