"""Which entry uncovered what, and which one covered it again: the day checked entry by entry."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import Text
from summitry.operations.assurance import Plan, Watch, effect, watch
from summitry.operations.bodies import (
    Absence,
    Acknowledged,
    Closure,
    Confirmed,
    Declaration,
    Delay,
    Failure,
    Incident,
    IncidentChanged,
    Lifted,
    Order,
    OrderMoved,
    Reviewed,
    Struck,
    Verification,
)
from summitry.operations.event import Event
from summitry.operations.papers.paper import Told
from summitry.operations.papers.reading import Reading
from summitry.operations.record import Record
from summitry.outcome.finding import Finding

STEPS_MAX = 60
"""So many checks at most; where more entries change the day, neighbours are checked together."""

_CHANGES = (
    Absence, Acknowledged, Closure, Confirmed, Declaration, Delay, Failure, Incident,
    IncidentChanged, Lifted, Order, OrderMoved, Reviewed, Struck, Verification,
)  # fmt: skip
"""What changes the plan of the day or its live state."""

LOST = Text("Cover lost at {place}, from {start} to {end}: {title} ({code}, {severity}).")
LOST_NOW = Text("Cover lost at {place}: {title} ({code}, {severity}).")
REPAIRED = Text("Cover lost at {place}, and there again: {title} ({code}).")


class Cover(Struct, frozen=True, kw_only=True):
    """A demand that lost its cover, the entries that took it, and those that gave it again.

    ``title`` is that of the rule which says so.
    """

    finding: Finding
    title: Text
    lost_by: tuple[str, ...]
    repaired_by: tuple[str, ...] = ()


def covers(plan: Plan, record: Record, at: datetime) -> tuple[Cover, ...]:
    """Return what the entries up to the moment uncovered, in the order in which it was lost.

    The plan is checked as of the one moment after each entry that changes the day, so that only
    entries make a difference between two checks, never time that has passed. For a paper that may
    not tell everything the record is that of its `Reading`.
    """
    held = Record()
    seen = watch(plan, held, at)
    found: dict[object, Cover] = {}
    for step in _steps(record.as_at(at)):
        cites = tuple(each.entry_id for each in step if isinstance(each.body, _CHANGES))
        for each in step:
            held.take(each)
        before, seen = seen, watch(plan, held, at, seen)
        _note(found, before, seen, cites)
    return tuple(found.values())


def _steps(record: Record) -> Iterator[tuple[Event, ...]]:
    """Yield the entries that are checked together."""
    events = tuple(record)
    changes = [at for at, each in enumerate(events) if isinstance(each.body, _CHANGES)]
    together = -(-len(changes) // STEPS_MAX) or 1
    begin = 0
    for last in [*changes[together - 1 :: together], *changes[-1:]]:
        if last >= begin:
            yield events[begin : last + 1]
            begin = last + 1


def _note(found: dict[object, Cover], before: Watch, after: Watch, cites: tuple[str, ...]) -> None:
    made = effect(before.findings, after.findings)
    titles = {rule.code: rule.title for rule in after.run.rules}
    for each in made.opened:
        earlier = found.pop(each.identity, None)
        lost_by = cites if earlier is None or earlier.repaired_by else (*earlier.lost_by, *cites)
        found[each.identity] = Cover(finding=each, title=titles[each.code], lost_by=lost_by)
    for each in made.closed:
        # What the plan itself left uncovered, and an entry covered, was not lost on the day.
        if each.identity in found:
            found[each.identity] = replace(found[each.identity], repaired_by=cites)


def told(reading: Reading, found: tuple[Cover, ...]) -> Iterator[Told]:
    """Yield what lost its cover and whether it has it again, as far as the paper may say so.

    What was lost and covered again before the period is left out.
    """
    for each in found:
        finding, cites = each.finding, (*each.lost_by, *each.repaired_by)
        may_tell = finding.marking.height <= reading.most.height
        if not may_tell or not all(map(reading.knows, cites)):
            continue
        if each.repaired_by and not any(map(reading.is_new_id, cites)):
            continue
        reading.note(finding.marking)
        facts: dict[str, object] = {
            "place": reading.name(finding.table, finding.key),
            "title": Told(each.title),
            "code": finding.code,
        }
        if each.repaired_by:
            yield reading.told(REPAIRED, *cites, **facts)
            continue
        facts["severity"] = finding.severity
        if finding.start is None or finding.end is None:
            yield reading.told(LOST_NOW, *cites, **facts)
        else:
            yield reading.told(LOST, *cites, start=finding.start, end=finding.end, **facts)
