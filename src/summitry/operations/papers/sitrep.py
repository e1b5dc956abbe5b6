"""The situation report: drafted from the record, approved by a named office, then entered."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId, SitrepId
from summitry.kit.time import Interval
from summitry.operations import situation
from summitry.operations.bodies import Sentence, Sitrep
from summitry.operations.papers import cover, standing
from summitry.operations.papers.cover import Cover
from summitry.operations.papers.owed import next_report, owed
from summitry.operations.papers.paper import Kind, Paper, Part, Told
from summitry.operations.papers.reading import Reading
from summitry.operations.record import Record
from summitry.plan.command import CommandPost
from summitry.plan.communications import Sitrep as PlannedSitrep
from summitry.plan.organisation import Person, Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking

TITLE = Text("Situation report")
PERIOD = Text("Period")
NEXT = Text("Next report due")
APPROVED = Text("Who approved it")
COUNTED = Text("Incidents open: {open}, of these new: {new}; closed in the period: {closed}.")
APPROVER = Text("{office}, person {person}")
NOBODY = Text("Nobody yet: this is a draft.")
DURING = Text("{start} to {end}")


class Approver(Struct, frozen=True, kw_only=True):
    """Who answers for a report: an office, and the pseudonymous id of whoever holds it."""

    office: str
    person_id: PersonId


def draft_sitrep(
    record: Record,
    plan: Snapshot,
    period: Interval,
    *,
    most: Marking = Marking.RED,
    covers: tuple[Cover, ...] = (),
    approver: Approver | None = None,
) -> Paper:
    """Return the report on the period as it stands at its end; every sentence cites entries.

    Parameters
    ----------
    record, plan
        As whoever issues it may see them; the plan as it was approved.
    most
        The narrowest mark that it may bear; what is marked more narrowly is not in it.
    covers
        What lost its cover (`papers.cover.covers`); none where that was not looked for.
    approver
        Who has approved it; without one the paper says that it is a draft.
    """
    reading = Reading(record, plan, period, most)
    parts = tuple(
        Part(title=title, sentences=tuple(sentences))
        for title, sentences in _parts(reading, covers)
    )
    coming = next_report(reading, after=period.end)
    head: tuple[tuple[Text, object], ...] = (
        (PERIOD, during(period)),
        (NEXT, None if coming is None else coming.due),
        (APPROVED, Told(NOBODY) if approver is None else named(approver)),
    )
    return reading.paper(Kind.SITREP, TITLE, head, *parts)


def during(period: Interval) -> Told:
    """Return how a paper tells what stretch of time it is about."""
    return Told(DURING, {"start": period.start, "end": period.end})


def named(approver: Approver) -> Told:
    """Return how a paper names who answers for it."""
    return Told(APPROVER, {"office": approver.office, "person": approver.person_id})


def _parts(reading: Reading, covers: tuple[Cover, ...]) -> Iterator[tuple[Text, Iterable[Told]]]:
    incidents = [
        each for each in situation.incidents(reading.record) if standing.is_told(reading, each)
    ]
    yield Text("Situation"), _situation(reading, incidents)
    yield (
        Text("Incidents"),
        (told for each in incidents for told in standing.incident(reading, each)),
    )
    yield (
        Text("Orders and read-back"),
        (
            told
            for each in situation.orders(reading.record)
            if standing.order_is_told(reading, each)
            for told in standing.order(reading, each)
        ),
    )
    yield Text("Cover"), cover.told(reading, covers)
    yield (
        Text("Decisions"),
        (
            told
            for each in situation.decisions(reading.record)
            if standing.decision_is_told(reading, each)
            for told in standing.decision(reading, each)
        ),
    )
    yield Text("Posts"), standing.posts(reading)
    yield Text("Programme, ahead and behind"), standing.programme(reading)
    yield Text("What is owed"), owed(reading)


def _situation(reading: Reading, incidents: list[situation.IncidentStands]) -> Iterator[Told]:
    if incidents:
        yield reading.told(
            COUNTED, *(each.event.entry_id for each in incidents),
            open=sum(each.is_open for each in incidents),
            new=sum(each.is_open and reading.is_new(each.event) for each in incidents),
            closed=sum(not each.is_open for each in incidents),
        )  # fmt: skip
    yield from standing.declarations(reading)
    yield from standing.disruptions(reading, since=reading.period.start)


def approver_of(plan: Snapshot, person_id: PersonId) -> Approver:
    """Return the office in which the person approves: a command post's commander, or their unit.

    Raises
    ------
    SummitryError
        ``sitrep.no_office`` where the plan knows no office of theirs.
    """
    for post in plan.rows(CommandPost).values():
        if post.commander_id == person_id:
            return Approver(office=f"{post.name} ({post.command_post_id})", person_id=person_id)
    person = plan.rows(Person).get(person_id)
    unit = None if person is None else plan.rows(Unit).get(person.unit_id)
    if unit is None:
        raise SummitryError("sitrep.no_office", got=person_id)
    return Approver(office=f"{unit.name} ({unit.unit_id})", person_id=person_id)


def issued(
    sentences: Iterable[Sentence],
    period: Interval,
    *,
    approved_by: PersonId,
    may_read: Callable[[str], bool],
    planned: PlannedSitrep | None = None,
) -> Sitrep:
    """Return the report as it is entered: the sentences in the language of whoever approved it.

    ``may_read`` says of an entry's id whether the approver may read that entry; one that there is
    not may not be read. A report that the plan asks for goes to the units that it names.

    Raises
    ------
    SummitryError
        ``sitrep.empty`` without a sentence, ``sitrep.unseen`` for one that cites an entry which
        the approver may not read. `Sentence` itself refuses to cite nothing (``sitrep.uncited``).
    """
    told = tuple(sentences)
    if not told:
        raise SummitryError("sitrep.empty", column="sentences")
    for each in told:
        for entry_id in each.cites:
            if not may_read(entry_id):
                raise SummitryError("sitrep.unseen", column="cites", text=each.text)
    return Sitrep(
        start=period.start,
        end=period.end,
        sentences=told,
        approved_by=approved_by,
        sitrep_id=None if planned is None else SitrepId(planned.sitrep_id),
        recipient_unit_ids=() if planned is None else planned.recipient_unit_ids,
    )
