"""ICS 211, the check-in list, and ICS 214, the activity log of one person."""

from collections.abc import Iterable

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId
from summitry.operations.bodies import Presence
from summitry.operations.event import Event
from summitry.operations.papers.ics import block, period, person, table, value
from summitry.operations.papers.paper import Kind, Line, Paper, Told
from summitry.operations.papers.reading import Reading
from summitry.operations.papers.words import said_by
from summitry.plan.command import CommandPost
from summitry.plan.organisation import PersonQualification

CHECK_IN = Text("Incident Check-In List (ICS 211)")
ACTIVITY = Text("Activity Log (ICS 214)")
ACTIVITIES_MAX = 5_000
COLUMNS = (
    Text("5. Resource Name or Identifier"),
    Text("5. Agency"),
    Text("6. Order Request #"),
    Text("7. Date/Time Check-In"),
    Text("8. Leader's Name"),
    Text("9. Total Number of Personnel"),
    Text("10. Incident Contact Information"),
    Text("11. Home Unit or Agency"),
    Text("12. Departure Point, Date and Time"),
    Text("13. Method of Travel"),
    Text("14. Incident Assignment"),
    Text("15. Other Qualifications"),
    Text("16. Data Provided to Resources Unit"),
)


def check_in_list(reading: Reading) -> Paper:
    """Return who came to which post within the period, in the order of coming."""
    came = [
        said
        for said in reading.record.said(Presence)
        if said.body.there and reading.is_new(said.event)
    ]
    lines = [_check_in(reading, said.event, said.body) for said in came]
    first = min((said.event for said in came), key=lambda each: each.observed, default=None)
    return reading.paper(
        Kind.ICS_211, CHECK_IN, (),
        block(Text("1. Incident Name"), value(reading, reading.plan.event.name)),
        block(Text("2. Incident Number")),
        block(Text("3. Check-In Location")),
        block(Text("4. Start Date/Time"), None if first is None else _moment(reading, first)),
        table(Text("5-16. Check-In Information"), COLUMNS, lines),
        block(Text("17. Prepared by")),
    )  # fmt: skip


def _moment(reading: Reading, event: Event) -> Told | None:
    return value(reading, event.observed, event.entry_id)


def _check_in(reading: Reading, event: Event, body: Presence) -> Line:
    unit = reading.unit_of(body.person_id) or None
    held = tuple(
        reading.name("qualifications", row.qualification_id)
        for row in reading.plan.rows(PersonQualification).values()
        if row.person_id == body.person_id
    )
    reading.cite(event)
    return Line(
        (
            body.person_id, unit, None, event.observed, None, 1, None, unit, None, None,
            reading.name("posts", body.post_id), held or None, None,
        ),
        (event.entry_id,),
    )  # fmt: skip


def activity_log(reading: Reading, events: Iterable[Event], author: PersonId) -> Paper:
    """Return what one person entered within the period, in order, as it was entered.

    ``events`` are all entries that the reader may see: a record keeps no passing notes. A log of
    more than `ACTIVITIES_MAX` entries is refused.

    Raises
    ------
    SummitryError
        ``paper.too_long``.
    """
    own = sorted(
        (
            each
            for each in events
            if each.author == author
            and reading.period.start <= each.entered <= reading.period.end
            and reading.may_tell(each)
        ),
        key=lambda each: each.order,
    )
    if len(own) > ACTIVITIES_MAX:
        raise SummitryError("paper.too_long", got=len(own), most=ACTIVITIES_MAX)
    lines = [Line((each.observed, said_by(reading, each)), (each.entry_id,)) for each in own]
    unit = reading.unit_of(author)
    return reading.paper(
        Kind.ICS_214, ACTIVITY, (),
        block(Text("1. Incident Name"), value(reading, reading.plan.event.name)),
        block(Text("2. Operational Period"), period(reading)),
        block(Text("3. Name"), person(reading, author)),
        block(Text("4. ICS Position"), value(reading, _position(reading, author))),
        block(Text("5. Home Agency (and Unit)"), value(reading, unit)),
        block(Text("6. Resources Assigned")),
        table(Text("7. Activity Log"), (Text("Date/Time"), Text("Notable Activities")), lines),
        block(Text("8. Prepared by")),
    )  # fmt: skip


def _position(reading: Reading, person_id: PersonId) -> str:
    """Return the command post that the person commands by the plan, nothing for anybody else."""
    for key, row in reading.plan.rows(CommandPost).items():
        if row.commander_id == person_id:
            return reading.name("command_posts", key)
    return ""
