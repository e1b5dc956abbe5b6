"""The handover paper: what one watch officer leaves to the next."""

from collections.abc import Iterator
from datetime import timedelta

from summitry.kit.errors import Text
from summitry.kit.ids import PersonId
from summitry.operations import situation
from summitry.operations.papers import standing
from summitry.operations.papers.owed import next_report, owed
from summitry.operations.papers.paper import Kind, Paper, Part, Told
from summitry.operations.papers.reading import Reading

TITLE = Text("Handover of the watch")
OUTLOOK = timedelta(hours=4)
"""What is planned to begin within it is told to whoever takes over."""

AT = Text("As at")
FROM = Text("Hands over")
TO = Text("Takes over")
NEXT = Text("Next report due")
BEGINS = Text("{item} begins at {start}.")
UNSEEN = Text("Nobody has looked at the report “{text}” yet.")
EXPECTED = Text("Said at the last handover: {outlook}")
PERSON = Text("person {person}")


def handover_paper(
    reading: Reading, *, outgoing: PersonId | None = None, incoming: PersonId | None = None
) -> Paper:
    """Return what is open, owed, absent and to be watched at the end of the reading's period.

    Who hands over and who takes over stand at its head, with a place for a name where not told.
    """
    record = reading.record
    coming = next_report(reading, after=reading.at)
    head: tuple[tuple[Text, object], ...] = (
        (AT, reading.at),
        (FROM, _person(outgoing)),
        (TO, _person(incoming)),
        (NEXT, None if coming is None else coming.due),
    )
    incidents = (each for each in situation.incidents(record) if each.is_open)
    orders = (each for each in situation.orders(record) if each.is_open)
    decisions = (each for each in situation.decisions(record) if each.review_at is not None)
    told = (
        (
            Text("Open incidents"),
            (s for each in incidents for s in standing.incident(reading, each)),
        ),
        (Text("Open orders"), (s for each in orders for s in standing.order(reading, each))),
        (Text("What is owed"), owed(reading)),
        (
            Text("Decisions to be looked at again"),
            (s for each in decisions for s in standing.decision(reading, each)),
        ),
        (Text("Absent, shut, out of order"), standing.disruptions(reading, since=reading.at)),
        (Text("What to watch"), _outlook(reading)),
    )
    parts = [Part(title=title, sentences=tuple(sentences)) for title, sentences in told]
    return reading.paper(Kind.HANDOVER, TITLE, head, *parts)


def _person(person_id: PersonId | None) -> Told | None:
    return None if person_id is None else Told(PERSON, {"person": person_id})


def _outlook(reading: Reading) -> Iterator[Told]:
    """Yield what was expected, what nobody has looked at, and what begins soon."""
    for said, _ in situation.handovers(reading.record)[-1:]:
        if said.body.outlook:
            yield reading.told(EXPECTED, said.event.entry_id, outlook=said.body.outlook)
    yield from standing.declarations(reading)
    for report in situation.unattached(reading.record):
        yield reading.told(UNSEEN, report.event.entry_id, text=report.body.text)
    for stands in situation.programme(reading.record, reading.plan, reading.at):
        item = stands.item
        if stands.begun is None and reading.at <= item.start < reading.at + OUTLOOK:
            yield reading.told(
                BEGINS, item=reading.name("programme", item.item_id), start=item.start
            )
