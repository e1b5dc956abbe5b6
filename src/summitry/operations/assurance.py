"""What an entry of the day uncovers: the plan checked again as the day now has it."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from summitry.check.run import Run, check, recheck
from summitry.operations.day import carried, live_state, plan_of_the_day, words_of_the_day
from summitry.operations.record import Record
from summitry.outcome.finding import Finding, Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot


class Plan(Struct, frozen=True, kw_only=True):
    """What was approved before the day: rows, words on them, identities, rulings."""

    snapshot: Snapshot
    attestations: Attestations = Attestations()
    people: tuple[Identity, ...] = ()
    rulings: tuple[Ruling, ...] = ()


class Watch(Struct, frozen=True, kw_only=True):
    """The plan of the day, checked at a moment; the next one starts from it."""

    base: Plan
    snapshot: Snapshot
    attestations: Attestations
    live: LiveState
    at: datetime
    run: Run

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is uncovered now, what is ruled away left out."""
        return tuple(each for each in self.run.findings if counts(each))

    def tried(self, edits: tuple[Edit, ...]) -> Run:
        """Return the check of the plan of the day with the edits, as an order would make them."""
        snapshot = apply(self.snapshot, edits)
        words = Attestations(carried(self.attestations, self.snapshot, snapshot))
        return recheck(
            self.run,
            snapshot,
            self.attestations if words == self.attestations else words,
            at=self.at,
            live=self.live,
            people=self.base.people,
            rulings=self.base.rulings,
        )


def counts(finding: Finding) -> bool:
    """Say whether the finding is a gap now: wrong, and not ruled away."""
    return finding.status is Status.WRONG and finding.ruling is None


def watch(plan: Plan, record: Record, at: datetime, before: Watch | None = None) -> Watch:
    """Return the plan as the day has it, checked; from the watch before only what has changed.

    The watch before must be of the same plan.
    """
    snapshot = plan_of_the_day(plan.snapshot, record)
    words = _words(plan, snapshot, record, before)
    live = live_state(record, at)
    if before is not None and live == before.live:
        live = before.live
    if before is None:
        run = check(
            snapshot, words, at=at, live=live, people=plan.people, rulings=plan.rulings
        )  # fmt: skip
    else:
        run = recheck(
            before.run, snapshot, words, at=at, live=live,
            people=plan.people, rulings=plan.rulings,
        )  # fmt: skip
    return Watch(base=plan, snapshot=snapshot, attestations=words, live=live, at=at, run=run)


def _words(plan: Plan, snapshot: Snapshot, record: Record, before: Watch | None) -> Attestations:
    """Return the words of the day; the same object where nothing was said, so little is redone."""
    told = words_of_the_day(plan.snapshot, snapshot, record, plan.attestations)
    if told == plan.attestations.entries:
        return plan.attestations
    words = Attestations(told)
    return before.attestations if before is not None and before.attestations == words else words


class Effect(Struct, frozen=True, kw_only=True):
    """What lies between two watches: demands that lost their cover, and those that have it again.

    A gap that has grown is among the opened.
    """

    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]


def effect(before: Iterable[Finding], after: Iterable[Finding]) -> Effect:
    """Return what the findings after have that those before had not, and the other way round."""
    old = {each.identity: each for each in before if counts(each)}
    new = {each.identity: each for each in after if counts(each)}
    return Effect(
        opened=tuple(each for key, each in new.items() if key not in old or _grew(old[key], each)),
        closed=tuple(each for key, each in old.items() if key not in new),
    )


def _grew(before: Finding, after: Finding) -> bool:
    """Say whether the gap is longer than it was, or worse."""
    if after.severity.depth < before.severity.depth:
        return True
    if after.start is None or after.end is None or before.start is None or before.end is None:
        return False
    return after.start < before.start or after.end > before.end
