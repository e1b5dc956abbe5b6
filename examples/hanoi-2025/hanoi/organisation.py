"""Units under generic names, what each works on, their commanders, command posts and nets."""

from msgspec import Struct

from hanoi.book import Book, at
from summitry.kit.ids import CommandPostId, LinkId, NetId, PersonId, QualificationId, SiteId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link, Net
from summitry.plan.organisation import Person, PersonQualification, Qualification, Unit
from summitry.plan.terms import CommandLevel, Field, LinkKind, Power, UnitKind


class Service(Struct, frozen=True):
    """A unit of the example: a generic name, and the fields it plans for."""

    name: str
    kind: UnitKind
    fields: tuple[Field, ...]


_F = Field
_K = UnitKind
SERVICES: dict[str, Service] = {
    "LEAD": Service(
        "Lead ministry, coordination office", _K.POLICE, (_F.COMMAND, _F.VENUES, _F.IMAGE)
    ),
    "GUARD": Service(
        "Guard command", _K.GUARD, (_F.PROTECTEES, _F.VENUES, _F.RECEPTION_AND_ESCORT)
    ),
    "CITYPOL": Service(
        "City police", _K.POLICE, (_F.VENUES, _F.AIRPORTS_AND_ROADS, _F.COUNTER_TERRORISM)
    ),
    "DISTPOL": Service(
        "Ward police of Sen Hồ (invented)", _K.POLICE, (_F.VENUES, _F.RECEPTION_AND_ESCORT, _F.FIRE)
    ),
    "TRAFPOL": Service(
        "Traffic police", _K.POLICE, (_F.TRAFFIC, _F.AIRPORTS_AND_ROADS, _F.RECEPTION_AND_ESCORT)
    ),
    "MOBILE": Service(
        "Mobile police", _K.POLICE, (_F.COUNTER_TERRORISM, _F.VENUES, _F.AIRPORTS_AND_ROADS)
    ),
    "SECPOL": Service(
        "Security police", _K.POLICE, (_F.COUNTER_TERRORISM, _F.PROTECTEES, _F.ACCREDITATION)
    ),
    "CRIMPOL": Service(
        "Criminal police", _K.POLICE, (_F.COUNTER_TERRORISM, _F.VENUES, _F.RECEPTION_AND_ESCORT)
    ),
    "ADMPOL": Service(
        "Administrative police", _K.POLICE, (_F.ACCREDITATION, _F.RECEPTION_AND_ESCORT, _F.VENUES)
    ),
    "IMMPOL": Service(
        "Immigration police", _K.POLICE, (_F.ACCREDITATION, _F.AIRPORTS_AND_ROADS, _F.LIAISON)
    ),
    "CYBER": Service("Cyber security department", _K.POLICE, (_F.CYBERSPACE, _F.PRESS, _F.COMMAND)),
    "SIGPOL": Service("Signals department", _K.POLICE, (_F.COMMAND, _F.CYBERSPACE, _F.LIAISON)),
    "LOGPOL": Service("Logistics department", _K.POLICE, (_F.COMMAND, _F.MEDICAL, _F.TRAFFIC)),
    "EOD": Service(
        "Search and disposal group", _K.POLICE, (_F.COUNTER_TERRORISM, _F.VENUES, _F.PROTECTEES)
    ),
    "DOGS": Service(
        "Working dogs group", _K.POLICE, (_F.COUNTER_TERRORISM, _F.VENUES, _F.AIRPORTS_AND_ROADS)
    ),
    "FIRE": Service("Fire and rescue police", _K.FIRE, (_F.FIRE, _F.MEDICAL, _F.VENUES)),
    "AIRPOL": Service(
        "Airfield police", _K.POLICE, (_F.AIRPORTS_AND_ROADS, _F.PROTECTEES, _F.ACCREDITATION)
    ),
    "ARMYCAP": Service(
        "Capital garrison", _K.ARMY, (_F.COUNTER_TERRORISM, _F.AIRPORTS_AND_ROADS, _F.COMMAND)
    ),
    "ARMYCHEM": Service(
        "Army chemical defence", _K.ARMY, (_F.COUNTER_TERRORISM, _F.MEDICAL, _F.FIRE)
    ),
    "ARMYAIR": Service(
        "Air defence", _K.ARMY, (_F.AIRPORTS_AND_ROADS, _F.COUNTER_TERRORISM, _F.LIAISON)
    ),
    "CITY": Service("City people's committee office", _K.CITY, (_F.TRAFFIC, _F.IMAGE, _F.MEDICAL)),
    "WARD": Service("Ward office of Sen Hồ (invented)", _K.CITY, (_F.VENUES, _F.IMAGE, _F.TRAFFIC)),
    "ROADS": Service(
        "City construction and roads office",
        _K.CITY,
        (_F.TRAFFIC, _F.AIRPORTS_AND_ROADS, _F.RECEPTION_AND_ESCORT),
    ),
    "MFA": Service(
        "Foreign ministry, event office", _K.MINISTRY, (_F.PROTOCOL, _F.LIAISON, _F.PROGRAMME)
    ),
    "PROTO": Service(
        "State protocol", _K.PROTOCOL, (_F.PROTOCOL, _F.RECEPTION_AND_ESCORT, _F.PROGRAMME)
    ),
    "INTERP": Service(
        "Interpretation service", _K.PROTOCOL, (_F.PROGRAMME, _F.PROTOCOL, _F.LIAISON)
    ),
    "PRESSC": Service("Press guidance centre", _K.PRESS, (_F.PRESS, _F.IMAGE, _F.ACCREDITATION)),
    "BROAD": Service("Host broadcaster", _K.PRESS, (_F.PRESS, _F.IMAGE, _F.CYBERSPACE)),
    "CULT": Service("Culture office", _K.MINISTRY, (_F.IMAGE, _F.PROGRAMME, _F.PROTOCOL)),
    "HEALTH": Service("Health service", _K.MEDICAL, (_F.MEDICAL, _F.FIRE, _F.RECEPTION_AND_ESCORT)),
    "AMBUL": Service("Ambulance service", _K.MEDICAL, (_F.MEDICAL, _F.TRAFFIC, _F.VENUES)),
    "FOODS": Service(
        "Food safety office", _K.MEDICAL, (_F.MEDICAL, _F.PROTECTEES, _F.RECEPTION_AND_ESCORT)
    ),
    "TELCO": Service(
        "Telecommunications office", _K.MINISTRY, (_F.CYBERSPACE, _F.COMMAND, _F.PRESS)
    ),
    "POWER": Service("Power supply office", _K.CITY, (_F.VENUES, _F.FIRE, _F.CYBERSPACE)),
    "HALLOPS": Service(
        "Lotus Lake Hall management (invented)", _K.CONTRACTOR, (_F.VENUES, _F.PROGRAMME, _F.FIRE)
    ),
    "VOLUN": Service("Volunteers' office", _K.OTHER, (_F.RECEPTION_AND_ESCORT, _F.IMAGE, _F.PRESS)),
    "UNDSS": Service(
        "UN safety and security, event team",
        _K.INTERNATIONAL,
        (_F.VENUES, _F.PROTECTEES, _F.LIAISON),
    ),
    "UNOLA": Service(
        "UN legal affairs, depositary team",
        _K.INTERNATIONAL,
        (_F.PROTOCOL, _F.PROGRAMME, _F.LIAISON),
    ),
    "UNODC": Service(
        "UN substantive office, event team", _K.INTERNATIONAL, (_F.PROGRAMME, _F.PRESS, _F.LIAISON)
    ),
}
"""Every unit by id, under generic names of offices; the ward and the hall are invented."""

QUALIFICATIONS = {
    "Q-ARMED": "Armed duty",
    "Q-SCREEN": "Search of persons",
    "Q-XRAY": "X-ray screening",
    "Q-OBSERVE": "Observation from height",
    "Q-CLOSE": "Close protection",
    "Q-ESCORT": "Motorcade escort",
    "Q-TRAFFIC": "Junction control",
    "Q-EOD": "Explosive disposal",
    "Q-DOG": "Dog handling",
    "Q-FIRE": "Fire and rescue",
    "Q-DOCTOR": "Emergency physician",
    "Q-PARAMEDIC": "Paramedic",
    "Q-CYBER": "Network defence",
    "Q-RADIO": "Radio operation",
    "Q-LIAISON": "Liaison with delegations",
    "Q-FIRSTAID": "First aid",
    "Q-COMMAND": "Command of an operation",
}

NETS = {
    "N-COMMAND": ("Command", "LEAD"),
    "N-VIP": ("Details of principals", "GUARD"),
    "N-INNER": ("Close protection posts", "GUARD"),
    "N-VENUE": ("Venue", "GUARD"),
    "N-OUTER": ("Outer ring, odd posts", "CITYPOL"),
    "N-OUTER-2": ("Outer ring, even posts", "CITYPOL"),
    "N-GATES": ("Gates", "ADMPOL"),
    "N-TRAFFIC": ("Traffic and motorcades, odd posts", "TRAFPOL"),
    "N-TRAFFIC-2": ("Traffic and motorcades, even posts", "TRAFPOL"),
    "N-HOTELS": ("Hotels, first half", "CITYPOL"),
    "N-HOTELS-2": ("Hotels, second half", "CITYPOL"),
    "N-AIRFIELD": ("Airfield", "AIRPOL"),
    "N-MEDICAL": ("Medical", "HEALTH"),
    "N-FIRE": ("Fire and rescue", "FIRE"),
    "N-SEARCH": ("Search and disposal", "EOD"),
    "N-CYBER": ("Cyberspace", "CYBER"),
    "N-PRESS": ("Press and protocol", "PRESSC"),
    "N-UN": ("UN security", "UNDSS"),
}

SECOND_NETS = {
    "N-OUTER": "N-OUTER-2",
    "N-TRAFFIC": "N-TRAFFIC-2",
    "N-HOTELS": "N-HOTELS-2",
}
"""Nets that carry every second post of a crowd of posts, so that none is overloaded."""

_POSTS = {
    "CP-JOINT": ("Joint command post", "LEAD", "COMMAND", CommandLevel.STRATEGIC),
    "CP-HALL": ("Venue command post", "GUARD", "HALL", CommandLevel.TACTICAL),
    "CP-CITY": ("City police command post", "CITYPOL", "COMMAND", CommandLevel.TACTICAL),
    "CP-ROADS": ("Traffic command post", "TRAFPOL", "BASE-1", CommandLevel.OPERATIONAL),
    "CP-AIR": ("Airfield command post", "AIRPOL", "AIRFIELD", CommandLevel.OPERATIONAL),
    "CP-RESCUE": ("Fire and medical command post", "FIRE", "BASE-2", CommandLevel.OPERATIONAL),
}
# Every command post talks to the details on their own net, so what is heard on any net is one relay
# away from them; on the net of the post alone it would be two.
_STATIONS = {
    "CP-JOINT": ("N-COMMAND", "N-CYBER", "N-PRESS", "N-VIP"),
    "CP-HALL": ("N-GATES", "N-INNER", "N-SEARCH", "N-UN", "N-VENUE", "N-VIP"),
    "CP-CITY": ("N-HOTELS", "N-HOTELS-2", "N-OUTER", "N-OUTER-2", "N-VIP"),
    "CP-ROADS": ("N-TRAFFIC", "N-TRAFFIC-2", "N-VIP"),
    "CP-AIR": ("N-AIRFIELD", "N-VIP"),
    "CP-RESCUE": ("N-FIRE", "N-MEDICAL", "N-VIP"),
}

_ALTERNATES = {
    "CP-JOINT": "CP-HALL",
    "CP-HALL": "CP-JOINT",
    "CP-CITY": "CP-RESCUE",
    "CP-ROADS": "CP-RESCUE",
    "CP-AIR": "CP-ROADS",
    "CP-RESCUE": "CP-ROADS",
}
COMMAND_HOURS = (at("22T06:00"), at("26T22:00"))

_POWERS = (Power.ACCEPT_POST, Power.ACCEPT_RISK, Power.VERIFY_CONTROL)
_MORE_POWERS = {
    "LEAD": (Power.ACCEPT_HIGH_RISK, Power.APPROVE_PLAN, Power.STOP_PROGRAMME),
    "GUARD": (Power.ACCEPT_HIGH_RISK, Power.APPROVE_PLAN, Power.STOP_PROGRAMME),
    "UNOLA": (Power.CLEAR_POWERS,),
    "ADMPOL": (Power.RECALL_LIST,),
    "SECPOL": (Power.DECIDE_ACCESS,),
    "IMMPOL": (Power.DECIDE_ACCESS, Power.DECIDE_EXCHANGE),
    "MFA": (Power.CLEAR_PARTY, Power.DECIDE_EXCHANGE),
}


VISITING = frozenset({"MOBILE", "DOGS", "ARMYCHEM", "UNDSS"})
"""The units whose people come from elsewhere for the event."""


def commander(unit: str) -> str:
    """Return the id of the unit's commander."""
    return f"c-{unit.lower()}"


def deputy(unit: str) -> str:
    """Return the id of the second person of the unit."""
    return f"c-{unit.lower()}-2"


def add_units(book: Book) -> None:
    """Add units, their commanders and deputies, and what people can be qualified for."""
    for key, name in QUALIFICATIONS.items():
        book.put(
            Qualification(
                qualification_id=QualificationId(key), name=name, for_command=key == "Q-COMMAND"
            )
        )
    for unit, service in SERVICES.items():
        book.put(
            Unit(
                unit_id=UnitId(unit),
                name=service.name,
                kind=service.kind,
                parent_id=UnitId("CITYPOL") if unit == "DISTPOL" else None,
                commander_id=PersonId(commander(unit)),
                visiting=unit in VISITING,
            )
        )
        powers = tuple(sorted({*_POWERS, *_MORE_POWERS.get(unit, ())}))
        for person in (commander(unit), deputy(unit)):
            book.put(
                Person(
                    person_id=PersonId(person),
                    unit_id=UnitId(unit),
                    grade="commander" if person == commander(unit) else "deputy commander",
                    languages=("en", "vi"),
                    powers=powers,
                ),
                PersonQualification(
                    person_id=PersonId(person), qualification_id=QualificationId("Q-COMMAND")
                ),
            )


def add_nets(book: Book) -> None:
    """Add command posts, nets and links; all of them are on the net of the details."""
    for key, (name, unit) in NETS.items():
        book.put(Net(net_id=NetId(key), name=name, owner_unit_id=UnitId(unit), purpose=name))
    for key, (name, unit, site, level) in _POSTS.items():
        row = CommandPost(
            command_post_id=CommandPostId(key),
            name=name,
            level=level,
            owner_unit_id=UnitId(unit),
            site_id=SiteId(site),
            commander_id=PersonId(commander(unit)),
            alternate_id=CommandPostId(_ALTERNATES[key]),
            start=COMMAND_HOURS[0],
            end=COMMAND_HOURS[1],
        )
        book.put(row)
        book.say(row, AttestationKind.ACKNOWLEDGED, commander(unit), at("21T09:00"))
        for net in _STATIONS[key]:
            book.put(CommandPostNet(command_post_id=CommandPostId(key), net_id=NetId(net)))
    for number, key in enumerate([key for key in _STATIONS if key != "CP-JOINT"], start=1):
        book.put(
            Link(
                link_id=LinkId(f"LK-{number}"),
                from_command_post_id=CommandPostId("CP-JOINT"),
                to_command_post_id=CommandPostId(key),
                kind=(LinkKind.LINE, LinkKind.DATA, LinkKind.LIAISON_OFFICER)[number % 3],
                owner_unit_id=UnitId("SIGPOL"),
            )
        )
