"""The register of plans approved and read, leads and deputies, and the work after the event."""

from datetime import timedelta

from msgspec import Struct

from hanoi.book import Book, at, minutes
from hanoi.organisation import SERVICES, commander, deputy
from summitry.kit.canonical import digest
from summitry.kit.ids import ObjectiveId, PersonId, PlanId, TaskId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost
from summitry.plan.governance import Deputy, FieldLead
from summitry.plan.movements import Movement
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.programme import Principal
from summitry.plan.terms import Field, Level, Rank

_F = Field
LEADS = {
    _F.PROTECTEES: ("GUARD", "SECPOL"),
    _F.VENUES: ("GUARD", "CITYPOL"),
    _F.AIRPORTS_AND_ROADS: ("AIRPOL", "TRAFPOL"),
    _F.RECEPTION_AND_ESCORT: ("PROTO", "GUARD"),
    _F.TRAFFIC: ("TRAFPOL", "CITY"),
    _F.FIRE: ("FIRE", "POWER"),
    _F.MEDICAL: ("HEALTH", "AMBUL"),
    _F.COUNTER_TERRORISM: ("MOBILE", "SECPOL"),
    _F.CYBERSPACE: ("CYBER", "TELCO"),
    _F.ACCREDITATION: ("ADMPOL", "IMMPOL"),
    _F.PRESS: ("PRESSC", "BROAD"),
    _F.PROTOCOL: ("PROTO", "MFA"),
    _F.PROGRAMME: ("MFA", "CULT"),
    _F.COMMAND: ("LEAD", "SIGPOL"),
    _F.LIAISON: ("MFA", "UNDSS"),
    _F.IMAGE: ("CULT", "PRESSC"),
}
COPIED = ("PL-TRAFPOL-1", "PL-CITY-1", "PL-AMBUL-1", "PL-PRESSC-1")
_HASH_DIGITS = 16


def add_register(book: Book) -> None:
    """Give each field a lead, and each plan a document, an approval and a reader."""
    for field, (lead, second) in LEADS.items():
        book.put(FieldLead(field=field, unit_id=UnitId(lead), deputy_unit_id=UnitId(second)))
    for place, plan in enumerate(book.rows(UnitPlan)):
        assert plan.unit_id is not None
        _enter(book, plan.plan_id, plan.unit_id, place)
    for principal in book.rows(Principal):
        book.edit(Principal, principal.principal_id, level=_level(principal.rank))


def _level(rank: Rank) -> Level:
    by_rank = {
        Rank.HEAD_OF_STATE: Level.HEAD_OF_STATE,
        Rank.HEAD_OF_GOVERNMENT: Level.HEAD_OF_GOVERNMENT,
    }
    return by_rank.get(rank, Level.MINISTER)


def _enter(book: Book, plan_id: PlanId, unit: str, place: int) -> None:
    copied = plan_id in COPIED
    plan = book.edit(
        UnitPlan,
        plan_id,
        version=2,
        document=document_of(plan_id),
        copied_from="Plan for a congress in the same hall, 15 to 17 October" if copied else "",
        copied_document=document_of(f"{plan_id} of the congress") if copied else "",
    )
    approver = commander("GUARD" if unit == "LEAD" else "LEAD")
    when = at("18T08:00") + minutes(3 * place)
    book.say(plan, AttestationKind.ACKNOWLEDGED, commander(unit), when)
    book.say(plan, AttestationKind.APPROVED, approver, when + timedelta(hours=20))
    if copied:
        book.say(plan, AttestationKind.VERIFIED, deputy(unit), when + timedelta(hours=10))


def document_of(name: str) -> str:
    """Return what stands for the hash of an invented document."""
    return digest(name.encode()).hex()[:_HASH_DIGITS]


def add_deputies(book: Book) -> None:
    """Let each unit's second person stand in for its commander; some have a second deputy."""
    for unit in SERVICES:
        book.put(
            Deputy(
                person_id=PersonId(commander(unit)),
                deputy_id=PersonId(deputy(unit)),
                start=at("20T00:00"),
                end=at("28T00:00"),
            )
        )
    for unit, second in (("LEAD", "MFA"), ("GUARD", "CITYPOL"), ("CITYPOL", "MOBILE")):
        book.put(
            Deputy(
                person_id=PersonId(commander(unit)),
                deputy_id=PersonId(deputy(second)),
                order=2,
                start=at("24T00:00"),
                end=at("27T00:00"),
            )
        )


def add_briefings(book: Book) -> None:
    """Say who knows what as it stands: movements are read by detail and escort; tasks are done."""
    for place, movement in enumerate(book.rows(Movement)):
        when = at("22T20:00") + minutes(place)
        for unit in ("GUARD", "TRAFPOL"):
            book.say(movement, AttestationKind.ACKNOWLEDGED, deputy(unit), when)
    for post in book.rows(CommandPost):
        if post.commander_id is not None:
            book.say(post, AttestationKind.ACKNOWLEDGED, post.commander_id, at("22T19:00"))
    for place, task in enumerate(book.rows(Task)):
        when = at("22T14:00") + minutes(2 * place)
        book.say(task, AttestationKind.COMPLETED, commander(task.lead_unit_ids[0]), when)


class _Step(Struct, frozen=True):
    """Work after the event: how many days it takes, when it is due, what it waits for."""

    title: str
    unit: str
    days: float
    due: str
    after: str = ""
    helped_by: str = ""
    objective: str = "OBJ-SECURITY"


WIND_DOWN = {
    "T-END-01": _Step("Lead the last delegations out", "GUARD", 0.5, "27T12:00", "", "TRAFPOL"),
    "T-END-02": _Step("Lift the closures", "TRAFPOL", 0.25, "27T18:00", "T-END-01", "CITY"),
    "T-END-03": _Step("Take in badges and lists", "ADMPOL", 0.5, "28T12:00", "T-END-01", "PRESSC"),
    "T-END-04": _Step("Clear the posts in the hall", "GUARD", 0.5, "29T00:00", "T-END-03"),
    "T-END-05": _Step("Take down lanes and fences", "LOGPOL", 1, "30T00:00", "T-END-04", "HALLOPS"),
    "T-END-06": _Step("Hand the hall back", "LEAD", 0.5, "30T12:00", "T-END-05", "HALLOPS POWER"),
    "T-END-07": _Step(
        "Send the visiting units home", "LOGPOL", 1, "30T18:00", "T-END-04", "MOBILE DOGS"
    ),
    "T-END-08": _Step("Quick look at what went well", "LEAD", 1, "28T18:00", "T-END-02"),
    "T-END-09": _Step(
        "Count the figures from their sources",
        "LEAD",
        1,
        "29T18:00",
        "T-END-03",
        "UNODC PRESSC",
        "OBJ-IMAGE",
    ),
    "T-END-10": _Step(
        "Register signatures with the depositary",
        "UNOLA",
        2,
        "31T18:00",
        "T-END-01",
        "MFA",
        "OBJ-CONTENT",
    ),
    "T-END-11": _Step("Write the report on the event", "LEAD", 2, "31T18:00", "T-END-08 T-END-09"),
}


def add_wind_down(book: Book) -> None:
    """Add the work after the event, step after step; none of it is done yet."""
    for key, step in WIND_DOWN.items():
        helpers = tuple(sorted(UnitId(unit) for unit in step.helped_by.split()))
        task = Task(
            task_id=TaskId(key),
            title=step.title,
            plan_id=PlanId("PL-MASTER"),
            lead_unit_ids=(UnitId(step.unit),),
            cooperating_unit_ids=helpers,
            due=at(step.due),
            depends_on=tuple(sorted(TaskId(first) for first in step.after.split())),
            objective_id=ObjectiveId(step.objective),
            duration_days=step.days,
        )
        book.put(task)
        for unit in helpers:
            book.put(
                TaskPart(task_id=task.task_id, unit_id=unit, part="Helps with people", due=task.due)
            )
