"""What is needed, promised, asked for and refused; everyday duties; guests' beds; invented."""

from datetime import date, timedelta

from msgspec import Struct

from hanoi.book import Book, at
from hanoi.governance_bodies import moment
from hanoi.organisation import SERVICES, commander, deputy
from hanoi.plans import accept
from summitry.kit.ids import (
    CommitmentId,
    NeedId,
    PersonId,
    QualificationId,
    RequestId,
    RiskId,
    SiteId,
    UnitId,
    WelfareId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.resources import (
    Answer,
    BaseDuty,
    Commitment,
    ResourceNeed,
    ResourceRequest,
    Welfare,
)
from summitry.plan.terms import Field

_F = Field


class _Need(Struct, frozen=True):
    """What is needed by when, and who promised how much of it when."""

    title: str
    field: Field
    count: int
    due: str
    promised: str
    qualification: str | None = None


_NEEDS = {
    "search": _Need(
        "Search officers at the gates", _F.ACCREDITATION, 600, "09-15", "ADMPOL 600", "Q-SCREEN"
    ),
    "xray": _Need(
        "X-ray operators", _F.ACCREDITATION, 80, "09-15", "ADMPOL 60 AIRPOL 20", "Q-XRAY"
    ),
    "close": _Need("Close protection", _F.PROTECTEES, 320, "08-31", "GUARD 320", "Q-CLOSE"),
    "observe": _Need(
        "Observers on roofs", _F.PROTECTEES, 90, "08-31", "GUARD 60 MOBILE 30", "Q-OBSERVE"
    ),
    "escort": _Need(
        "Escort riders", _F.RECEPTION_AND_ESCORT, 180, "09-01", "TRAFPOL 180", "Q-ESCORT"
    ),
    "traffic": _Need(
        "Officers at junctions", _F.TRAFFIC, 700, "09-20", "TRAFPOL 400 ROADS 300", "Q-TRAFFIC"
    ),
    "hotels": _Need(
        "Officers at hotels", _F.RECEPTION_AND_ESCORT, 640, "09-20", "CITYPOL 340 DISTPOL 300"
    ),
    "reaction": _Need(
        "Reaction force", _F.COUNTER_TERRORISM, 240, "08-31", "MOBILE 200 ARMYCAP 40"
    ),
    "eod": _Need("Search and disposal teams", _F.COUNTER_TERRORISM, 60, "09-10", "EOD 60", "Q-EOD"),
    "dogs": _Need("Dog teams", _F.COUNTER_TERRORISM, 60, "09-10", "DOGS 60", "Q-DOG"),
    "doctors": _Need("Emergency physicians", _F.MEDICAL, 30, "09-05", "HEALTH 30", "Q-DOCTOR"),
    "medics": _Need("Paramedics", _F.MEDICAL, 120, "09-05", "AMBUL 90 ARMYCHEM 30", "Q-PARAMEDIC"),
    "ambulances": _Need("Ambulances with crew", _F.MEDICAL, 24, "09-05", "AMBUL 20 HEALTH 4"),
    "engines": _Need("Fire engines with crew", _F.FIRE, 18, "09-05", "FIRE 18"),
    "cars": _Need(
        "Cars for delegations", _F.RECEPTION_AND_ESCORT, 260, "09-25", "LOGPOL 200 PROTO 60"
    ),
    "buses": _Need(
        "Buses for delegates", _F.RECEPTION_AND_ESCORT, 60, "09-25", "CITY 45 LOGPOL 15"
    ),
    "liaison": _Need("Liaison officers", _F.LIAISON, 130, "09-15", "MFA 90 PROTO 40", "Q-LIAISON"),
    "volunteers": _Need("Volunteers", _F.RECEPTION_AND_ESCORT, 300, "09-30", "VOLUN 300"),
    "interpreters": _Need("Interpreters", _F.PROGRAMME, 42, "08-15", "INTERP 42"),
    "radios": _Need("Radios", _F.COMMAND, 2_400, "09-20", "SIGPOL 2000 TELCO 400"),
    "cameras": _Need("Cameras in the outer ring", _F.VENUES, 160, "09-20", "CITYPOL 120 TELCO 40"),
    "generators": _Need("Generators", _F.VENUES, 8, "09-20", "POWER 8"),
    "fences": _Need("Fence panels", _F.VENUES, 1_800, "10-05", "LOGPOL 1200 HALLOPS 600"),
    "lanes": _Need("Screening lanes", _F.ACCREDITATION, 24, "10-01", "ADMPOL 24"),
}


def add_needs(book: Book) -> None:
    """Add what is needed, and what units have promised and accepted some weeks before."""
    for place, (key, need) in enumerate(_NEEDS.items()):
        due = moment(f"{need.due}T18:00")
        qualification = need.qualification
        book.put(
            ResourceNeed(
                need_id=NeedId(f"NE-{key}"),
                title=need.title,
                count=need.count,
                due=due,
                field=need.field,
                qualification_id=None if qualification is None else QualificationId(qualification),
                site_id=SiteId("HALL") if need.field is _F.VENUES else None,
                owner_unit_id=UnitId("LEAD"),
            )
        )
        words = need.promised.split()
        for number, (unit, count) in enumerate(zip(words[::2], words[1::2], strict=True)):
            promised = due - timedelta(days=35 - place - 9 * number)
            row = Commitment(
                commitment_id=CommitmentId(f"CM-{key}-{number + 1}"),
                need_id=NeedId(f"NE-{key}"),
                unit_id=UnitId(unit),
                count=int(count),
                promised=promised,
            )
            book.put(row)
            book.say(row, AttestationKind.ACCEPTED, commander(unit), promised + timedelta(days=2))


_REQUESTS = (
    ("Second line of fence at the lake", "GUARD", "LOGPOL", Answer.GRANTED, _F.VENUES, None),
    ("Ten more lanes at the main gate", "ADMPOL", "LEAD", Answer.GRANTED, _F.ACCREDITATION, None),
    ("Helicopter on stand-by", "HEALTH", "ARMYAIR", Answer.GRANTED, _F.MEDICAL, None),
    ("Tents over the queue", "HALLOPS", "LOGPOL", Answer.DENIED, _F.VENUES, "RK-STORM"),
    ("Cameras among the trees", "GUARD", "TELCO", Answer.DENIED, _F.VENUES, "RK-TREES"),
    ("Second generator for the stage", "POWER", "LOGPOL", Answer.GRANTED, _F.VENUES, None),
    ("Boats on the lake", "MOBILE", "CITYPOL", Answer.GRANTED, _F.COUNTER_TERRORISM, None),
    ("Thirty radios for the UN team", "UNDSS", "SIGPOL", Answer.GRANTED, _F.LIAISON, None),
    ("Filters against attack on services", "CYBER", "TELCO", Answer.GRANTED, _F.CYBERSPACE, None),
    ("Two interpreters for side events", "UNODC", "INTERP", Answer.GRANTED, _F.PROGRAMME, None),
    ("Longer statements", "MFA", "LEAD", Answer.DENIED, _F.PROGRAMME, "RK-OVERRUN"),
    ("Second platform for cameras", "PRESSC", "HALLOPS", Answer.GRANTED, _F.PRESS, None),
)


def add_requests(book: Book) -> None:
    """Add what units asked for; where it was denied, the risk that remains is accepted."""
    for number, (title, asks, asked, answer, field, risk) in enumerate(_REQUESTS, start=1):
        key = RequestId(f"RR-{number:02}")
        book.put(
            ResourceRequest(
                request_id=key,
                title=title,
                unit_id=UnitId(asks),
                asked_unit_id=UnitId(asked),
                answer=answer,
                due=at("10T18:00"),
                field=field,
                site_id=SiteId("HALL"),
                risk_id=None if risk is None else RiskId(risk),
            )
        )
        if answer is Answer.DENIED:
            accept(
                book, "resource_requests", key, "What stands in for it is in the plan of the hall"
            )


_DAYS = (date(2025, 10, 24), date(2025, 10, 25), date(2025, 10, 26))
_STRENGTH = {
    "CITYPOL": (3_200, 1_900),
    "DISTPOL": (1_500, 900),
    "TRAFPOL": (2_200, 1_100),
    "MOBILE": (2_400, 1_200),
    "SECPOL": (900, 600),
    "CRIMPOL": (1_600, 950),
    "ADMPOL": (1_800, 900),
    "IMMPOL": (900, 550),
    "AIRPOL": (800, 450),
    "FIRE": (1_700, 1_000),
    "AMBUL": (900, 540),
    "HEALTH": (3_000, 2_400),
    "ROADS": (1_200, 600),
    "GUARD": (2_600, 900),
    "ARMYCAP": (4_000, 3_000),
}
"""People that a unit has, and that everyday duty takes."""


def add_welfare(book: Book) -> None:
    """Add what everyday duty takes on each day, and what is booked for the guests."""
    for unit, (strength, base) in _STRENGTH.items():
        for day in _DAYS:
            book.put(BaseDuty(unit_id=UnitId(unit), day=day, headcount_min=base, strength=strength))
    for unit, beds, hotel, host in (
        ("MOBILE", 700, "BASE-1", "CITYPOL"),
        ("DOGS", 120, "BASE-1", "CITYPOL"),
        ("ARMYCHEM", 120, "BASE-2", "ARMYCAP"),
        ("UNDSS", 300, "HOTEL-12", "MFA"),
    ):
        assert unit in SERVICES
        book.put(
            Welfare(
                welfare_id=WelfareId(f"WF-{unit}"),
                unit_id=UnitId(unit),
                start=at("21T12:00"),
                end=at("28T12:00"),
                beds=beds,
                meals=3 * beds,
                rides=beds,
                site_id=SiteId(hotel),
                contact_person_id=PersonId(deputy(host)),
                host_unit_id=UnitId(host),
            )
        )
