"""ICS 213, the general message: one entry as it was passed on, and what was answered."""

from collections.abc import Iterator

from summitry.kit.errors import SummitryError, Text
from summitry.operations.bodies import (
    Acknowledged,
    FieldReport,
    Note,
    Order,
    RadioMessage,
    ReadBack,
)
from summitry.operations.event import Event
from summitry.operations.papers.ics import block, person, value
from summitry.operations.papers.paper import PLAIN, Kind, Paper, Told
from summitry.operations.papers.reading import Reading
from summitry.operations.papers.words import KINDS, words_of

TITLE = Text("General Message (ICS 213)")
MESSAGES = (Order, RadioMessage, FieldReport, Note)
REPLIED = Text("{who}: {text}")
ACKNOWLEDGED = Text("{who} has acknowledged it.")
REPLIED_BY = Text("{who}, at {at}")


def general_message(reading: Reading, event: Event) -> Paper:
    """Return the order, message, report or note as a message form.

    Raises
    ------
    SummitryError
        ``paper.no_entry`` where the paper may not tell the entry, ``paper.other_kind`` for one
        that is no message.
    """
    if not reading.may_tell(event):
        raise SummitryError("paper.no_entry", got=event.entry_id)
    body = event.body
    if not isinstance(body, MESSAGES):
        wanted = tuple(each.__struct_config__.tag for each in MESSAGES)
        raise SummitryError("paper.other_kind", got=event.entry_id, wanted=wanted)
    entry_id = event.entry_id
    reading.cite(event)
    local = event.observed.astimezone(reading.plan.event.zone)
    return reading.paper(
        Kind.ICS_213, TITLE, (),
        block(Text("1. Incident Name"), value(reading, reading.plan.event.name)),
        block(Text("2. To (Name and Position)"), value(reading, _to(reading, event), entry_id)),
        block(Text("3. From (Name and Position)"), _from(reading, event)),
        block(Text("4. Subject"), Told(KINDS[body.kind], {}, (entry_id,))),
        block(Text("5. Date"), value(reading, local.date(), entry_id)),
        block(Text("6. Time"), value(reading, event.observed, entry_id)),
        block(Text("7. Message"), value(reading, words_of(body), entry_id)),
        block(Text("8. Approved by")),
        block(Text("9. Reply"), *_replies(reading, event)),
        block(Text("10. Replied by"), *_repliers(reading, event)),
    )  # fmt: skip


def _to(reading: Reading, event: Event) -> str:
    body = event.body
    if isinstance(body, Order):
        return ", ".join(reading.names(body.addressees))
    if isinstance(body, RadioMessage):
        return body.called
    return reading.name("command_posts", event.post)


def _from(reading: Reading, event: Event) -> Told:
    if isinstance(event.body, RadioMessage) and event.body.caller:
        return Told(PLAIN, {"value": event.body.caller}, (event.entry_id,))
    return person(reading, event.author, event.entry_id)


def _replies(reading: Reading, event: Event) -> Iterator[Told]:
    for back in reading.record.answers(event.entry_id, ReadBack):
        who = reading.names((back.body.addressee,))
        yield reading.told(REPLIED, back.event.entry_id, who=who, text=back.body.words)
    for word in reading.record.answers(event.entry_id, Acknowledged):
        yield reading.told(ACKNOWLEDGED, word.event.entry_id, who=_who(reading, word.event))


def _repliers(reading: Reading, event: Event) -> Iterator[Told]:
    for kind in (ReadBack, Acknowledged):
        for word in reading.record.answers(event.entry_id, kind):
            yield reading.told(
                REPLIED_BY, word.event.entry_id,
                who=_who(reading, word.event), at=word.event.observed,
            )  # fmt: skip


def _who(reading: Reading, event: Event) -> Told:
    return person(reading, event.author)
