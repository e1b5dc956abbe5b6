"""Forms of the Incident Command System filled from the record: 209, 211, 213 and 214.

The blocks have the numbers and titles of FEMA's booklet of September 2010 (FEMA 502-2). What the
record does not hold stays blank: a form is finished by hand, never by guessing.
"""

from summitry.kit.errors import SummitryError, Text
from summitry.operations.event import Event
from summitry.operations.papers.paper import PLAIN, Line, Part, Told
from summitry.operations.papers.reading import Reading

PERSON = Text("person {person}")
PERSON_OF = Text("person {person}, {unit}")
PERIOD = Text("From {start} to {end}")


def block(title: Text, *sentences: Told | None) -> Part:
    """Return a block with what is known of it; one of which nothing is known is blank."""
    return Part(
        is_block=True, title=title,
        sentences=tuple(each for each in sentences if each is not None),
    )  # fmt: skip


def table(title: Text, columns: tuple[Text, ...], lines: list[Line]) -> Part:
    """Return a block that is a table."""
    return Part(is_block=True, title=title, columns=columns, lines=tuple(lines))


def value(reading: Reading, found: object, *cites: str) -> Told | None:
    """Return a value of the record or the plan as it stands; None where there is none."""
    return reading.told(PLAIN, *cites, value=found) if found else None


def person(reading: Reading, person_id: str, *cites: str) -> Told:
    """Return a person by pseudonymous id and unit: no name stands in a plan or a record."""
    unit = reading.unit_of(person_id)
    text = PERSON_OF if unit else PERSON
    return reading.told(text, *cites, person=person_id, unit=unit)


def period(reading: Reading) -> Told:
    """Return the operational period."""
    return reading.told(PERIOD, start=reading.period.start, end=reading.period.end)


def entry_of(reading: Reading, entry_id: str) -> Event:
    """Return the entry that a form is about, as it counts now.

    Raises
    ------
    SummitryError
        ``paper.no_entry`` where there is none that the paper may tell.
    """
    event = reading.record.get(entry_id)
    if event is None:
        raise SummitryError("paper.no_entry", got=entry_id)
    return event
