"""The rows that a reader may read, as the pictures of the core take them."""

from collections.abc import Iterable

from summitry.kit.time import Interval
from summitry.plan.attestation import Attestations
from summitry.plan.governance import Body, BodyMember, Meeting
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.organisation import Person, Unit
from summitry.plan.plans import TaskPart
from summitry.plan.programme import Item
from summitry.plan.readiness import Exercise
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.assessment import Assessment, MomentFrom
from summitry.report.pictures.sheet import Source, Wish
from summitry_web.accounts.pages import Here
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.found import words_on
from summitry_web.tasks.access.book import Book

DEEDS = (TaskPart, Exercise, Meeting, Item, Body, BodyMember, Person)


def tasks_source(here: Here, book: Book, wish: Wish) -> Source | None:
    """Return the tasks with the words on them; None where no event is there to be read."""
    speakers = [book.persons[each] for each in book.words.speakers if each in book.persons]
    listed: list[Row] = [*book.tasks.values(), *book.units.values(), *speakers]
    return _source(here, listed, book.words, wish)


def deeds_source(here: Here, book: Book, wish: Wish) -> Source | None:
    """Return everything that units have to do and that the reader may read."""
    listed: list[Row] = [*book.tasks.values(), *book.units.values()]
    for row_type in DEEDS:
        listed += rows(here.actor, here.event, row_type, at=here.at).values()
    return _source(here, listed, Attestations(), wish)


def promises_source(here: Here, wish: Wish) -> Source | None:
    """Return what is needed and promised, with the words that bind."""
    needs = rows(here.actor, here.event, ResourceNeed, at=here.at)
    promises = rows(here.actor, here.event, Commitment, at=here.at)
    words = words_on(here.event, "commitments", promises)
    persons = held_snapshot(here.event).rows(Person)
    speakers = [persons[each] for each in words.speakers if each in persons]
    units = rows(here.actor, here.event, Unit, at=here.at)
    listed: list[Row] = [*needs.values(), *promises.values(), *units.values(), *speakers]
    return _source(here, listed, words, wish)


def _source(here: Here, listed: Iterable[Row], words: Attestations, wish: Wish) -> Source | None:
    events = rows(here.actor, here.event, PlanEvent, at=here.at)
    if len(events) != 1:
        return None
    assessment = Assessment(
        snapshot=Snapshot.of([*events.values(), *listed]),
        attestations=words,
        findings=(),
        rules=(),
        at=here.moment,
        moment_from=MomentFrom.PLAN,
        plan_hash="",
    )
    return Source(assessment=assessment, formats=here.formats, findings=(), wish=wish)


def marking_of(source: Source, *row_types: type[Row]) -> Marking:
    """Return the narrowest mark of the rows that a picture shows."""
    marks = [
        table.marking_of(row)
        for name, table in TABLES.items()
        if table.row_type in row_types
        for row in source.snapshot.tables[name].values()
    ]
    return highest([Marking.GREEN, *marks])


def whole_of(spans: Iterable[Interval], source: Source) -> Interval:
    """Return the time from the first of the spans to the last, and at least the event."""
    listed = list(spans)
    event = source.assessment.event
    start = min([event.opens, *(each.start for each in listed)])
    return Interval(start, max([event.closes, *(each.end for each in listed)]))
