"""What stands, told in sentences: incidents, orders, decisions, who is where, what is out."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from summitry.kit.errors import Text
from summitry.operations import situation
from summitry.operations.bodies import (
    Absence,
    Acknowledged,
    Closure,
    Confirmed,
    Declaration,
    Delay,
    Failure,
    IncidentChanged,
    Lifted,
    OrderMoved,
    OrderStep,
    Presence,
    Progress,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    Thing,
)
from summitry.operations.event import Event
from summitry.operations.papers.paper import Told
from summitry.operations.papers.reading import Reading
from summitry.operations.record import B, Said
from summitry.operations.situation import DecisionStands, IncidentStands, OrderStands

NEW = Text("New, {severity}: “{title}”, observed {observed}; now {status}.")
NEW_AT = Text("New, {severity}, at {place}: “{title}”, observed {observed}; now {status}.")
OLD = Text("From before, {severity}: “{title}”, observed {observed}; now {status}.")
OLD_AT = Text("From before, {severity}, at {place}: “{title}”, observed {observed}; now {status}.")
TELLS = {(True, False): NEW, (True, True): NEW_AT, (False, False): OLD, (False, True): OLD_AT}
"""The sentence on an incident by whether it is new, and whether its place is known."""
LAST_WORD = Text("Last word on “{title}”, at {at}: {text}")

ORDERED = Text("Ordered at {at}: “{text}”, to {addressees}.")
ALL_READ_BACK = Text("“{text}” was read back by all: {addressees}.")
NOT_READ_BACK = Text("“{text}” was not yet read back by {addressees}.")
WRONG_READ_BACK = Text("“{text}” was read back wrongly by {addressees}.")
MOVED: dict[OrderStep, Text] = {
    OrderStep.BEGUN: Text("“{text}” was begun at {at}."),
    OrderStep.DONE: Text("“{text}” was done at {at}."),
    OrderStep.REFUSED: Text("“{text}” was refused at {at}."),
    OrderStep.WITHDRAWN: Text("“{text}” was withdrawn at {at}."),
}
NOT_CONFIRMED = Text("“{text}” changes the plan, and no second person has confirmed it yet.")
CONFIRMED = Text("“{text}” changes the plan; {person} confirmed it at {at} as the second person.")

DECIDED = Text("Decided at {at}: {question} “{chosen}”. Reasons: {reasons}")
DISSENT = Text("{person} would have decided otherwise: {text}")
ENDED = Text("Decided at {at}: {question} “{chosen}”. It has ended.")
TO_REVIEW = Text("The decision “{chosen}” is to be looked at again at {due}.")

DECLARED = Text("Declared at {at}: {title}. Acknowledged by {units}.")
DECLARED_ONLY = Text("Declared at {at}: {title}. Nobody has acknowledged it yet.")
ABSENT = Text("{person} is not there from {start} on.")
ABSENT_UNTIL = Text("{person} is not there from {start} to {end}.")
SHUT = Text("{thing} is closed from {start} on.")
SHUT_UNTIL = Text("{thing} is closed from {start} to {end}.")
BROKEN = Text("{thing} does not work from {start} on.")
BROKEN_UNTIL = Text("{thing} does not work from {start} to {end}.")
LATE = Text("{thing} is late by {minutes} min.")
EARLY = Text("{thing} is early by {minutes} min.")

AT_POST = Text("At {post}: {people}.")
BEGUN = Text("{item} began at {at}, {minutes} min behind the plan.")
BEGUN_EARLY = Text("{item} began at {at}, {minutes} min ahead of the plan.")
BEGUN_IN_TIME = Text("{item} began at {at}, as planned.")
OVER = Text("{item} was over at {at}.")

OUT: dict[type[Absence | Closure | Failure], tuple[Text, Text]] = {
    Absence: (ABSENT, ABSENT_UNTIL),
    Closure: (SHUT, SHUT_UNTIL),
    Failure: (BROKEN, BROKEN_UNTIL),
}


def lasting(body: Absence | Closure | Failure) -> Text:
    """Return the sentence of what lasts, with its end where the body says one."""
    return OUT[type(body)][body.end is not None]


def incident(reading: Reading, stands: IncidentStands) -> Iterator[Told]:
    """Yield how the incident stands, and the last word on it."""
    event = stands.event
    changes = reading.record.answers(event.entry_id, IncidentChanged)
    place = reading.thing(event.place)
    text = TELLS[reading.is_new(event), bool(place)]
    reports = (each for each in stands.reports if reading.record.get(each) is not None)
    yield reading.told(
        text, event.entry_id, *reports, *_ids(changes), severity=stands.severity, place=place,
        title=stands.title, observed=event.observed, status=stands.status,
    )  # fmt: skip
    spoken = [each for each in changes if each.body.text]
    if spoken:
        last = spoken[-1]
        yield reading.told(
            LAST_WORD, last.event.entry_id,
            title=stands.title, at=last.event.observed, text=last.body.text,
        )  # fmt: skip


def is_told(reading: Reading, stands: IncidentStands) -> bool:
    """Say whether the incident is open, or was moved on within the period."""
    return stands.is_open or stands.touched >= reading.period.start


def order_is_told(reading: Reading, stands: OrderStands) -> bool:
    """Say whether the order is open, or anything was entered of it within the period."""
    entry_id = stands.event.entry_id
    moves = _events(reading.record.answers(entry_id, OrderMoved))
    backs = _events(reading.record.answers(entry_id, ReadBack))
    return stands.is_open or any(map(reading.is_new, (stands.event, *moves, *backs)))


def order(reading: Reading, stands: OrderStands) -> Iterator[Told]:
    """Yield the order, who read it back and who did not, and what became of it."""
    entry_id, text = stands.event.entry_id, stands.body.text
    yield reading.told(
        ORDERED, entry_id, at=stands.event.entered, text=text,
        addressees=reading.names(stands.body.addressees),
    )  # fmt: skip
    yield from _read_back(reading, stands)
    moves = reading.record.answers(entry_id, OrderMoved)
    if moves:
        last = moves[-1]
        yield reading.told(
            MOVED[last.body.step], entry_id, last.event.entry_id,
            text=text, at=last.event.observed,
        )  # fmt: skip
    if situation.confirm_due(stands) is not None and stands.step is not OrderStep.WITHDRAWN:
        yield reading.told(NOT_CONFIRMED, entry_id, text=text)
    words = [e for e in reading.record.answers(entry_id, Confirmed) if e.body.agreed]
    if stands.confirmed_by is not None:
        word = next(e.event for e in words if e.event.author == stands.confirmed_by)
        yield reading.told(
            CONFIRMED, entry_id, word.entry_id,
            text=text, person=reading.name("persons", stands.confirmed_by), at=word.entered,
        )  # fmt: skip


def _read_back(reading: Reading, stands: OrderStands) -> Iterator[Told]:
    entry_id, text = stands.event.entry_id, stands.body.text
    backs = reading.record.answers(entry_id, ReadBack)
    if not stands.unread:
        yield reading.told(
            ALL_READ_BACK, entry_id, *_ids(backs), text=text,
            addressees=reading.names(stands.body.addressees),
        )  # fmt: skip
        return
    if stands.wrong:
        judged = [
            word for back in backs
            for word in reading.record.answers(back.event.entry_id, ReadBackJudged)
        ]  # fmt: skip
        yield reading.told(
            WRONG_READ_BACK, *_ids(backs), *_ids(judged), text=text,
            addressees=reading.names(stands.wrong),
        )  # fmt: skip
    if stands.is_open:
        yield reading.told(
            NOT_READ_BACK, entry_id, text=text, addressees=reading.names(stands.unread)
        )


def decision_is_told(reading: Reading, stands: DecisionStands) -> bool:
    """Say whether the decision waits to be looked at, or was taken or looked at in the period."""
    reviews = reading.record.answers(stands.event.entry_id, Reviewed)
    is_new = any(map(reading.is_new, (stands.event, *_events(reviews))))
    return stands.review_at is not None or is_new


def decision(reading: Reading, stands: DecisionStands) -> Iterator[Told]:
    """Yield what was chosen and why, who dissented, and when it is to be looked at again."""
    entry_id, body = stands.event.entry_id, stands.body
    reviews = _ids(reading.record.answers(entry_id, Reviewed))
    facts = {"question": body.question, "chosen": body.options[body.chosen]}
    if not stands.stands:
        yield reading.told(ENDED, entry_id, *reviews, at=stands.event.entered, **facts)
        return
    yield reading.told(DECIDED, entry_id, at=stands.event.entered, reasons=body.reasons, **facts)
    for each in body.dissents:
        yield reading.told(DISSENT, entry_id, person=each.person_id, text=each.text)
    if stands.review_at is not None:
        yield reading.told(
            TO_REVIEW, entry_id, *reviews, chosen=facts["chosen"], due=stands.review_at
        )


def declarations(reading: Reading) -> Iterator[Told]:
    """Yield each declaration in force, and which units have acknowledged it."""
    for stands in situation.declarations(reading.record):
        if stands.ended is not None:
            continue
        words = reading.record.answers(stands.event.entry_id, Acknowledged)
        units = tuple(reading.name("units", each) for each in stands.acknowledged)
        yield reading.told(
            DECLARED if units else DECLARED_ONLY, stands.event.entry_id, *_ids(words),
            at=stands.event.observed, units=units,
            title=_declared(reading, stands.body),
        )  # fmt: skip


def _declared(reading: Reading, body: Declaration) -> str:
    return reading.name("declarations", body.declaration_id)


def disruptions(reading: Reading, *, since: datetime) -> Iterator[Told]:
    """Yield who is absent, what is shut and what does not work, unless it was over by then."""
    for kind in OUT:
        for said in reading.record.said(kind):
            yield from _disruption(reading, said.event.entry_id, said.body, since)


def _disruption(
    reading: Reading, entry_id: str, body: Absence | Closure | Failure, since: datetime
) -> Iterator[Told]:
    lifted = reading.record.answers(entry_id, Lifted)
    end = lifted[-1].body.end if lifted else body.end
    if end is not None and end <= since:
        return
    facts: dict[str, object] = {"start": body.start}
    if isinstance(body, Absence):
        facts["person"] = body.person_id
    else:
        facts["thing"] = reading.thing(body.thing)
    open_text, until = OUT[type(body)]
    if end is None:
        yield reading.told(open_text, entry_id, **facts)
    else:
        yield reading.told(until, entry_id, *_ids(lifted), end=end, **facts)


def posts(reading: Reading) -> Iterator[Told]:
    """Yield for each post who stands there by the last report of each person."""
    last = {said.body.person_id: said.event.entry_id for said in reading.record.said(Presence)}
    for post_id, people in situation.present(reading.record).items():
        yield reading.told(
            AT_POST, *(last[each] for each in people),
            post=reading.name("posts", post_id), people=people,
        )  # fmt: skip


def programme(reading: Reading) -> Iterator[Told]:
    """Yield for each item that somebody spoke of how far it is from the plan as approved."""
    began: dict[str, Event] = {}
    over: dict[str, Event] = {}
    for said in reading.record.said(Progress):
        (over if said.body.over else began).setdefault(said.body.item_id, said.event)
    delays = {late.body.thing: late for late in reading.record.said(Delay)}
    for stands in situation.programme(reading.record, reading.approved, reading.at):
        key = stands.item.item_id
        name = reading.name("programme", key)
        if key in over:
            yield reading.told(OVER, over[key].entry_id, item=name, at=over[key].observed)
        elif key in began:
            minutes = round(stands.behind.total_seconds() / 60)
            text = BEGUN if minutes > 0 else BEGUN_EARLY if minutes else BEGUN_IN_TIME
            yield reading.told(
                text, began[key].entry_id, item=name, at=began[key].observed, minutes=abs(minutes)
            )
        elif (told := delays.pop(Thing("programme", key), None)) is not None:
            yield from _delay(reading, told)
    for late in delays.values():
        if late.body.thing.table != "programme":
            yield from _delay(reading, late)


def _delay(reading: Reading, said: Said[Delay]) -> Iterator[Told]:
    minutes = said.body.minutes
    if minutes:
        yield reading.told(
            LATE if minutes > 0 else EARLY, said.event.entry_id,
            thing=reading.thing(said.body.thing), minutes=abs(minutes),
        )  # fmt: skip


def _events(said: Iterable[Said[B]]) -> Iterator[Event]:
    return (each.event for each in said)


def _ids(said: Iterable[Said[B]]) -> tuple[str, ...]:
    return tuple(each.event.entry_id for each in said)
