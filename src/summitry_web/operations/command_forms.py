"""What a command post writes by its forms, as entries."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.operations.bodies import (
    Attached,
    Body,
    Confirmed,
    Decision,
    Dissent,
    FieldReport,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Lifted,
    Order,
    OrderMoved,
    OrderStep,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    Thing,
)
from summitry.operations.event import Event as Entered
from summitry.plan.terms import Marking, Severity
from summitry_web.operations.actions.enter import Written
from summitry_web.operations.actions.line import derived
from summitry_web.operations.cells import moment_of, number_of
from summitry_web.operations.seen import Seen

GOT_MAX = 60
LETTERS = 7

E = TypeVar("E", bound=StrEnum)


class Posted(Struct, frozen=True):
    """A form as it was sent, and the day for which it was written."""

    cells: QueryDict
    seen: Seen

    def text(self, name: str) -> str:
        """Return what was typed."""
        return str(self.cells.get(name, "")).strip()

    def moment(self, name: str) -> datetime | None:
        """Return the moment that was typed, by the venue's clock."""
        return moment_of(self.text(name), self.seen.here.formats.zone)

    def number(self, name: str) -> int:
        """Return the whole number that was typed."""
        return number_of(self.text(name))

    def choice(self, name: str, words: type[E]) -> E:
        """Return the word that was chosen."""
        text = self.text(name)
        if text not in {*words}:
            raise SummitryError("operations.choice", column=name, got=text[:GOT_MAX])
        return words(text)

    def is_yes(self, name: str) -> bool:
        """Return whether yes was chosen; what is neither yes nor no is refused."""
        text = self.text(name)
        if text not in {"yes", "no"}:
            raise SummitryError("operations.choice", column=name, got=text[:GOT_MAX])
        return text == "yes"

    def wish(self, name: str, words: type[E]) -> E | None:
        """Return the word that was chosen; None where the form left it as it is."""
        return self.choice(name, words) if self.text(name) else None

    def keys(self, name: str, table: str) -> tuple[str, ...]:
        """Return the rows of the plan that were named, by choice or typed with blanks between."""
        typed = " ".join(self.cells.getlist(name)).replace(",", " ").split()
        return tuple(self.key(each, table) for each in dict.fromkeys(typed))

    def key(self, key: str, table: str) -> str:
        """Return the key, where the plan has such a row that the author may see."""
        if self.seen.row(table, key) is None:
            raise SummitryError("operations.unknown_row", got=key[:GOT_MAX])
        return key

    def thing(self, name: str = "thing") -> Thing:
        """Return the row of the plan that was named as ``table/key``."""
        table, _, key = self.text(name).partition("/")
        return Thing(table, self.key(key, table))


def alone(posted: Posted, body: Body) -> Written:
    """Return an entry that stands alone: marked, meant and placed as its author says."""
    place = posted.text("place")
    return Written(
        body=body,
        entry_id=posted.text("entry_id"),
        marking=posted.wish("marking", Marking) or Marking.AMBER,
        scope=posted.keys("scope", "units"),
        place=posted.thing("place") if place else None,
    )


def answering(posted: Posted, body: Body, to: Entered) -> Written:
    """Return an entry that answers another: whoever may not read that one knows of neither."""
    return Written(
        body=body, entry_id=posted.text("entry_id"), marking=to.marking, scope=to.scope,
        place=to.place,
    )  # fmt: skip


def incident_of(posted: Posted) -> Written:
    """Return a new incident."""
    severity = posted.choice("severity", Severity)
    return alone(posted, Incident(title=posted.text("title"), severity=severity))


def on_incident(posted: Posted, to: Entered) -> tuple[Written, ...]:
    """Return what was written on the page of an incident."""
    deed = posted.text("deed")
    if deed == "methane":
        return _methane(posted, to)
    body = IncidentChanged(
        to=to.entry_id,
        status=posted.wish("status", IncidentStatus),
        severity=posted.wish("severity", Severity),
        text=posted.text("text"),
    )
    return (answering(posted, body, to),)


def _methane(posted: Posted, to: Entered) -> tuple[Written, ...]:
    letters = tuple(posted.text(f"letter-{number}") for number in range(LETTERS))
    text = posted.text("text") or next((each for each in letters if each), "")
    report = answering(posted, FieldReport(text=text, methane=letters), to)
    attached = Attached(to=report.entry_id, incident=to.entry_id)
    joined = answering(posted, attached, to)
    return report, Written(
        body=attached, entry_id=derived(report.entry_id, "attached"), marking=joined.marking,
        scope=joined.scope, place=joined.place,
    )  # fmt: skip


def order_of(posted: Posted) -> Written:
    """Return an order to posts, units and persons of the plan."""
    body = Order(
        text=posted.text("text"),
        post_ids=tuple(map(PostId, posted.keys("posts", "posts"))),
        unit_ids=tuple(map(UnitId, posted.keys("units", "units"))),
        person_ids=tuple(map(PersonId, posted.keys("persons", "persons"))),
        to=posted.text("to"),
        read_back_by=posted.moment("read_back_by"),
        done_by=posted.moment("done_by"),
    )
    incident = posted.seen.record.get(body.to) if body.to else None
    return alone(posted, body) if incident is None else answering(posted, body, incident)


def on_order(posted: Posted, to: Entered) -> Written:
    """Return what was written on the page of an order."""
    deed = posted.text("deed")
    body: Body
    if deed == "read-back":
        addressee = posted.text("addressee")[:GOT_MAX]
        body = ReadBack(to=to.entry_id, addressee=addressee, words=posted.text("words"))
    elif deed == "judge":
        right = posted.is_yes("right")
        body = ReadBackJudged(to=posted.text("read_back"), right=right, text=posted.text("text"))
    elif deed == "confirm":
        agreed = posted.is_yes("agreed")
        body = Confirmed(to=to.entry_id, agreed=agreed, reason=posted.text("text"))
    else:
        step = posted.choice("step", OrderStep)
        body = OrderMoved(to=to.entry_id, step=step, text=posted.text("text"))
    return answering(posted, body, to)


def decision_of(posted: Posted) -> Written:
    """Return a decision between options, each on a line of its own."""
    body = Decision(
        question=posted.text("question"),
        options=lines(posted.text("options")),
        chosen=posted.number("chosen") - 1,
        known=posted.text("known"),
        reasons=posted.text("reasons"),
        dissents=tuple(_dissent(posted, each) for each in lines(posted.text("dissents"))),
        review_at=posted.moment("review_at"),
        to=posted.text("to"),
    )
    return alone(posted, body)


def _dissent(posted: Posted, line: str) -> Dissent:
    person_id, _, text = line.partition(":")
    return Dissent(person_id=PersonId(posted.key(person_id.strip(), "persons")), text=text.strip())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(each.strip() for each in text.splitlines() if each.strip())


def review_of(posted: Posted, to: Entered) -> Written:
    """Return a word on whether a decision or a declaration stands."""
    body = Reviewed(
        to=to.entry_id,
        stands=posted.is_yes("stands"),
        text=posted.text("text"),
        next_review_at=posted.moment("next_review_at"),
    )
    return answering(posted, body, to)


def lifted_of(posted: Posted, to: Entered) -> Written:
    """Return that an absence, a closure or a failure is over now; sent twice, it is the first."""
    before = posted.seen.record.get(posted.text("entry_id"))
    if before is not None and isinstance(before.body, Lifted) and before.body.to == to.entry_id:
        return answering(posted, before.body, to)
    return answering(posted, Lifted(to=to.entry_id, end=posted.seen.moment), to)
