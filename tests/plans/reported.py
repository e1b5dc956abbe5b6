"""A made-up morning at the command post, with something of everything that papers tell."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from summitry.kit.time import Interval
from summitry.operations.bodies import (
    Absence,
    Acknowledged,
    Attached,
    Closure,
    Decision,
    Declaration,
    Delay,
    Dissent,
    FieldReport,
    Handover,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Note,
    Order,
    OrderMoved,
    OrderStep,
    Presence,
    Progress,
    RadioMessage,
    ReadBack,
    Thing,
)
from summitry.operations.event import Event
from summitry.operations.papers.paper import Paper
from summitry.operations.papers.reading import Reading
from summitry.operations.record import Record
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking, Severity
from summitry.report.day_paper import set_paper
from summitry.report.language import language
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at

PERIOD = Interval(at(0) + timedelta(minutes=10), at(1))


def minute(number: float) -> datetime:
    return at(0) + timedelta(minutes=number)


def plan() -> Snapshot:
    return small()[0]


def reading(events: Iterable[Event] | None = None, most: Marking = Marking.AMBER) -> Reading:
    """Return what a paper up to that mark is made from."""
    return Reading(Record(morning() if events is None else events), plan(), PERIOD, most)


def shown(paper: Paper) -> list[str]:
    """Return the paper in English, line by line: each line, then the entries that it rests on.

    The one day of it is left out before its times.
    """
    found = set_paper(paper, plan().event, language("en"), at=PERIOD.end)
    lines = [f"{name}: {value}" for name, value in found.head]
    for part in found.parts:
        lines.append(f"# {part.title}")
        for line in part.lines:
            cites = " ".join(reference.removeprefix("CP-1") for _, reference in line.cites)
            lines.append(" | ".join((*line.cells, cites)))
    return [line.replace("Sat 25 Oct, ", "") for line in lines]


def morning() -> list[Event]:
    """Return the entries of the first hour, two before the period; one is marked red."""
    hall = Thing("sites", "hall")
    return [
        entered(1, Handover(
            command_post_id="CP-1", desk="watch", to_person_id="N-U-2",
            situation="Quiet", outlook="Rain after noon",
        )),
        entered(2, Incident(title="Lift stuck", severity=Severity.LOW)),
        entered(11, Note(text="Shift begins")),
        entered(12, FieldReport(text="Smoke from the kitchen", post_id="P-gate1"), author="N-005"),
        entered(13, Incident(title="Fire in the kitchen", severity=Severity.HIGH), place=hall),
        entered(14, Attached(to="CP-1-12", incident="CP-1-13")),
        entered(15, Order(
            text="Clear the kitchen", post_ids=("P-gate1",), unit_ids=("U-2",), to="CP-1-13",
            done_by=minute(40),
        )),
        entered(16, ReadBack(to="CP-1-15", addressee="posts/P-gate1", words="I clear it")),
        entered(17, IncidentChanged(
            to="CP-1-13", status=IncidentStatus.CONTAINED, text="Flames are out",
        )),
        entered(18, IncidentChanged(to="CP-1-2", status=IncidentStatus.CLOSED)),
        entered(19, Absence(person_id="N-005", start=at(0.3), end=at(3))),
        entered(20, Decision(
            question="Go on with the signing?", options=("Go on", "Wait"), chosen=0,
            known="Flames are out", reasons="The hall is clear of smoke.",
            dissents=(Dissent(person_id="N-U-3", text="Wait for the fire service."),),
            review_at=minute(50),
        )),
        entered(21, Declaration(declaration_id="DC-fire")),
        entered(22, Acknowledged(to="CP-1-21", unit_id="U-2"), author="N-U-2"),
        entered(23, Presence(post_id="P-gate1", person_id="N-004", there=True)),
        entered(24, Progress(item_id="I-open"), observed=minute(5)),
        entered(25, Delay(thing=Thing("programme", "I-sign"), minutes=15)),
        entered(26, RadioMessage(
            text="Send water", net_id="N1", caller="EAST", called="MAIN", to="CP-1-13",
        )),
        entered(27, FieldReport(text="A bag by the door"), author="N-004"),
        entered(28, OrderMoved(to="CP-1-15", step=OrderStep.BEGUN)),
        entered(29, Closure(thing=Thing("gates", "G-2"), start=minute(29))),
        entered(30, Incident(title="A canary sings"), marking=Marking.RED),
    ]  # fmt: skip
