"""Mandates, bodies with their meetings, decisions and measured objectives; all invented."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from hanoi.book import HANOI, Book, Word
from hanoi.organisation import SERVICES, commander, deputy
from summitry.kit.ids import (
    BodyId,
    DecisionId,
    IndicatorId,
    MandateId,
    MeetingId,
    ObjectiveId,
    PersonId,
    RoomId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind, row_hash
from summitry.plan.governance import (
    Body,
    BodyKind,
    BodyMember,
    Decision,
    Mandate,
    Meeting,
    Role,
    SuccessIndicator,
)
from summitry.plan.mandate import Objective
from summitry.plan.organisation import Person
from summitry.plan.terms import Field, Power

_F = Field
AUTHORITY = "a-authority"
STEERING = BodyId("B-STEERING")


def moment(text: str) -> datetime:
    """Return the moment that ``02-20T09:00`` is in Hanoi, in 2025, in UTC."""
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=HANOI).astimezone(UTC)


class _Committee(Struct, frozen=True):
    """A subcommittee: what it is called, who chairs it and who stands in."""

    name: str
    field: Field
    chair: str
    second: str


_SUBCOMMITTEES = {
    "B-CONTENT": _Committee("Subcommittee on content", _F.PROGRAMME, "MFA", "UNODC"),
    "B-SECURITY": _Committee(
        "Subcommittee on security, order and health", _F.VENUES, "GUARD", "CITYPOL"
    ),
    "B-PROTOCOL": _Committee(
        "Subcommittee on protocol and reception", _F.PROTOCOL, "PROTO", "VOLUN"
    ),
    "B-PRESS": _Committee("Subcommittee on press and image", _F.PRESS, "PRESSC", "BROAD"),
    "B-MEDICAL": _Committee("Group on medical care", _F.MEDICAL, "HEALTH", "AMBUL"),
}
_ABOVE = {
    _F.PROGRAMME: "B-CONTENT",
    _F.PROTOCOL: "B-PROTOCOL",
    _F.RECEPTION_AND_ESCORT: "B-PROTOCOL",
    _F.PRESS: "B-PRESS",
    _F.IMAGE: "B-PRESS",
    _F.MEDICAL: "B-MEDICAL",
}


def add_bodies(book: Book) -> None:
    """Add the authority with the mandates it approved, and every body under the first of them."""
    book.put(
        Person(
            person_id=PersonId(AUTHORITY),
            unit_id=UnitId("LEAD"),
            grade="office of the authority",
            languages=("vi",),
            powers=(Power.APPROVE_MANDATE,),
        ),
        Body(
            body_id=BodyId("B-AUTHORITY"),
            name="Competent authority",
            kind=BodyKind.AUTHORITY,
            lead_unit_id=UnitId("LEAD"),
        ),
        BodyMember(body_id=BodyId("B-AUTHORITY"), person_id=PersonId(AUTHORITY)),
        Body(
            body_id=STEERING,
            name="National steering committee",
            kind=BodyKind.STEERING_COMMITTEE,
            parent_body_id=BodyId("B-AUTHORITY"),
            mandate_id=MandateId("MD-EVENT"),
            lead_unit_id=UnitId("LEAD"),
        ),
    )
    _add_mandates(book)
    _seat(book, STEERING, "LEAD", "MFA")
    for unit in ("GUARD", "CITYPOL", "PROTO", "PRESSC", "HEALTH", "CITY", "UNODC"):
        book.put(BodyMember(body_id=STEERING, person_id=PersonId(commander(unit))))
    for key, committee in _SUBCOMMITTEES.items():
        group = key == "B-MEDICAL"
        _add_body(book, key, committee, "B-SECURITY" if group else STEERING)
        _seat(book, BodyId(key), committee.chair, committee.second)
    for unit, service in SERVICES.items():
        key = BodyId(f"B-{unit}")
        book.put(
            Body(
                body_id=key,
                name=f"Steering group of the {service.name}",
                kind=BodyKind.UNIT_COMMITTEE,
                parent_body_id=BodyId(_ABOVE.get(service.fields[0], "B-SECURITY")),
                field=service.fields[0],
                lead_unit_id=UnitId(unit),
            ),
            BodyMember(body_id=key, person_id=PersonId(commander(unit)), role=Role.CHAIR),
            BodyMember(body_id=key, person_id=PersonId(deputy(unit)), role=Role.DEPUTY_CHAIR),
        )


def _add_body(book: Book, key: str, committee: _Committee, parent: str) -> None:
    group = BodyKind.WORKING_GROUP if parent != STEERING else BodyKind.SUBCOMMITTEE
    book.put(
        Body(
            body_id=BodyId(key),
            name=committee.name,
            kind=group,
            parent_body_id=BodyId(parent),
            field=committee.field,
            lead_unit_id=UnitId(committee.chair),
        )
    )


def _seat(book: Book, body: BodyId, chair: str, second: str) -> None:
    book.put(
        BodyMember(body_id=body, person_id=PersonId(commander(chair)), role=Role.CHAIR),
        BodyMember(body_id=body, person_id=PersonId(commander(second)), role=Role.DEPUTY_CHAIR),
        BodyMember(body_id=body, person_id=PersonId(deputy(chair)), role=Role.SECRETARY),
    )


def _add_mandates(book: Book) -> None:
    """Add the project, approved at once, and the means for it, returned once and then approved."""
    project = Mandate(
        mandate_id=MandateId("MD-EVENT"),
        title="Hosting the signing ceremony: project, bodies and objectives",
        authority_body_id=BodyId("B-AUTHORITY"),
        owner_unit_id=UnitId("LEAD"),
        due=moment("03-01T17:00"),
    )
    first = Mandate(
        mandate_id=MandateId("MD-MEANS"),
        title="Means for the ceremony",
        authority_body_id=BodyId("B-AUTHORITY"),
        owner_unit_id=UnitId("MFA"),
        due=moment("05-15T17:00"),
    )
    second = Mandate(
        **{name: getattr(first, name) for name in first.__struct_fields__ if name != "version"},
        version=2,
    )
    book.put(project, second)
    book.say(project, AttestationKind.SUBMITTED, commander("LEAD"), moment("01-20T09:00"))
    book.say(project, AttestationKind.APPROVED, AUTHORITY, moment("02-20T09:00"))
    former = row_hash(first)
    _about_former(book, AttestationKind.SUBMITTED, commander("MFA"), "03-10T09:00", former)
    _about_former(book, AttestationKind.RETURNED, AUTHORITY, "03-20T09:00", former)
    book.say(second, AttestationKind.SUBMITTED, commander("MFA"), moment("04-02T09:00"))
    book.say(second, AttestationKind.APPROVED, AUTHORITY, moment("04-15T09:00"))


def _about_former(book: Book, kind: AttestationKind, by: str, when: str, content: str) -> None:
    book.words.append(
        Word(
            table="mandates",
            key="MD-MEANS",
            kind=kind,
            by=by,
            at=moment(when),
            reason="The number of vehicles is not explained" if by == AUTHORITY else "",
            content=content,
        )
    )


SIGNATORIES = -1
"""Stands for the number that the version of the plan expects."""
_INDICATORS = (
    (
        "OBJ-CONTENT",
        "Signatures at the ceremony",
        "Register of the depositary",
        SIGNATORIES,
        "signatures",
    ),
    ("OBJ-CONTENT", "Statements in the plenary", "Clock of the plenary", 60, "statements"),
    ("OBJ-CONTENT", "Languages interpreted throughout", "Log of the booths", 6, "languages"),
    ("OBJ-SECURITY", "Minutes in which a post is empty", "Journal of command posts", 0, "minutes"),
    ("OBJ-SECURITY", "Median wait at the gates", "Counts at the lanes", 10, "minutes"),
    ("OBJ-SECURITY", "Signatures without full powers", "Register of the depositary", 0, "cases"),
    ("OBJ-IMAGE", "Figures told in two ways", "Comparison of releases", 0, "figures"),
    ("OBJ-IMAGE", "Delegations content with their reception", "Survey of guests", 90, "per cent"),
)


def add_objectives(book: Book, signatories: int) -> None:
    """Let the mandate set the objectives, and measure each by several indicators."""
    for objective in book.rows(Objective):
        book.edit(Objective, objective.objective_id, mandate_id=MandateId("MD-EVENT"))
    for number, (objective_id, name, measured, target, unit) in enumerate(_INDICATORS, start=1):
        book.put(
            SuccessIndicator(
                indicator_id=IndicatorId(f"IN-{number}"),
                objective_id=ObjectiveId(objective_id),
                name=name,
                measured=measured,
                target=signatories if target == SIGNATORIES else target,
                measured_in=unit,
                owner_unit_id=UnitId("LEAD"),
            )
        )


_SITTINGS = (
    ("B-STEERING", "03-05T09:00", "Bodies and their tasks"),
    ("B-STEERING", "05-20T09:00", "Invitations and the notification of the depositary"),
    ("B-STEERING", "07-15T09:00", "Master plan, first reading"),
    ("B-STEERING", "09-10T09:00", "Numbers, rooms and languages"),
    ("B-STEERING", "10-08T09:00", "State of the plans of all units"),
    ("B-SECURITY", "06-03T14:00", "Rings, routes and lodging"),
    ("B-SECURITY", "08-12T14:00", "Surveys of routes, venue and lodging"),
    ("B-SECURITY", "09-23T14:00", "Command posts and radio nets"),
    ("B-CONTENT", "06-18T10:00", "Order of signing and of speaking"),
    ("B-CONTENT", "09-02T10:00", "Side events"),
    ("B-PROTOCOL", "07-08T10:00", "Liaison officers by language"),
    ("B-PROTOCOL", "09-30T10:00", "Arrivals and doors"),
    ("B-PRESS", "07-22T10:00", "Positions and pools"),
    ("B-PRESS", "10-07T10:00", "Figures: one counted source"),
    ("B-MEDICAL", "08-05T10:00", "Hospitals and posts of first aid"),
    ("B-SECURITY", "10-23T15:00", "Review of the rehearsal"),
)


class _Taken(Struct, frozen=True):
    """A decision: taken in which meeting, which was chosen instead of what, why."""

    title: str
    meeting: int
    chosen: str
    instead: str
    reasons: str
    unit: str
    objective: str = "OBJ-SECURITY"


_DECISIONS = (
    _Taken("Where it is held", 1, "The lake hall", "Two halls in town", "One ring", "LEAD"),
    _Taken(
        "How many motorcades at once",
        6,
        "One on each corridor",
        "As they come",
        "Two motorcades never meet",
        "TRAFPOL",
    ),
    _Taken(
        "Who admits into the hall",
        8,
        "The UN team inside, police outside",
        "Police alone",
        "The area counts as premises of the United Nations",
        "UNDSS",
    ),
    _Taken(
        "Which net the details use",
        8,
        "One net for all",
        "A net for each detail",
        "Every command post hears it",
        "SIGPOL",
    ),
    _Taken(
        "Order of signing",
        9,
        "Host first, then the alphabet",
        "By date of inscription",
        "Published, and nobody has to ask",
        "UNOLA",
        "OBJ-CONTENT",
    ),
    _Taken(
        "How many languages",
        4,
        "Six, throughout",
        "Two in side events",
        "The texts are equal in six",
        "INTERP",
        "OBJ-CONTENT",
    ),
    _Taken(
        "Who meets a delegation",
        11,
        "An officer who speaks its language",
        "Whoever is free",
        "First contact decides",
        "PROTO",
    ),
    _Taken(
        "Where the press stands",
        13,
        "Assigned positions",
        "First come",
        "Nobody loses a position without a reason",
        "PRESSC",
        "OBJ-IMAGE",
    ),
    _Taken(
        "Which figure is told",
        14,
        "Counted, with its moment",
        "Each office its own",
        "Two releases cannot differ",
        "LEAD",
        "OBJ-IMAGE",
    ),
    _Taken(
        "Which hospital takes whom",
        15,
        "The nearest that can treat it",
        "One for all",
        "Minutes count",
        "HEALTH",
    ),
    _Taken("Weather", 5, "Indoors from light rain on", "Tents", "No structure is rented", "MFA"),
    _Taken("Trucks in the day", 5, "Banned in the windows", "Escorted", "Notice is out", "CITY"),
)


def add_decisions(book: Book) -> None:
    """Add the meetings with approved minutes, and what was decided in them."""
    for number, (body, start, agenda) in enumerate(_SITTINGS, start=1):
        begins = moment(start)
        over = begins < moment("10-15T00:00")
        meeting = Meeting(
            meeting_id=MeetingId(f"MT-{number:02}"),
            body_id=BodyId(body),
            start=begins,
            end=begins + timedelta(hours=2),
            room_id=None if over else RoomId("R-BRIEF"),
            agenda=agenda,
            minutes=f"Minutes no. {number} (invented)" if over else "",
        )
        book.put(meeting)
        if over:
            chair = "LEAD" if body == STEERING else _SUBCOMMITTEES[body].chair
            when = begins + timedelta(days=4)
            book.say(meeting, AttestationKind.APPROVED, commander(chair), when)
    for number, taken in enumerate(_DECISIONS, start=1):
        _decide(book, number, taken)


def _decide(book: Book, number: int, taken: _Taken) -> None:
    body, start, _ = _SITTINGS[taken.meeting - 1]
    decided = moment(start) + timedelta(hours=1)
    decision = Decision(
        decision_id=DecisionId(f"DC-{number:02}"),
        title=taken.title,
        body_id=BodyId(body),
        meeting_id=MeetingId(f"MT-{taken.meeting:02}"),
        options=tuple(sorted((taken.chosen, taken.instead))),
        chosen=taken.chosen,
        known="As in the papers of the meeting (invented)",
        reasons=taken.reasons,
        decided=decided,
        review=moment("10-27T09:00"),
        owner_unit_id=UnitId(taken.unit),
        objective_id=ObjectiveId(taken.objective),
    )
    book.put(decision)
    chair = "LEAD" if body == STEERING else _SUBCOMMITTEES[body].chair
    book.say(decision, AttestationKind.APPROVED, commander(chair), decided + timedelta(days=1))
