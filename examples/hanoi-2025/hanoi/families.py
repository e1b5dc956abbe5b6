"""Invented families of alike posts, staffed around the clock."""

from msgspec import Struct

from hanoi.places import HOTELS
from summitry.plan.terms import Field, Severity

_F = Field
_S = Severity
ENGLISH = "en"
Wants = tuple[str, ...]
"""What the people on a post must be able to do, one for each: qualifications, or a language."""


class Family(Struct, frozen=True, kw_only=True):
    """Posts that are alike: staffed around the clock from ``start`` to ``end``."""

    name: str
    sites: tuple[str, ...]
    posts: int
    people: int
    field: Field
    owner: str
    holders: tuple[str, ...]
    net: str
    wants: Wants = ()
    weight: Severity = _S.CRITICAL
    start: str = "22T06:00"
    end: str = "26T22:00"


FAMILIES: dict[str, Family] = {
    "HT": Family(
        name="Hotel",
        sites=HOTELS,
        posts=9,
        people=3,
        field=_F.RECEPTION_AND_ESCORT,
        owner="CITYPOL",
        holders=("CITYPOL", "DISTPOL", "CRIMPOL"),
        net="N-HOTELS",
        wants=("Q-ARMED", "Q-SCREEN"),
        weight=_S.HIGH,
    ),
    "HD": Family(
        name="Hotel liaison desk",
        sites=HOTELS,
        posts=1,
        people=2,
        field=_F.RECEPTION_AND_ESCORT,
        owner="PROTO",
        holders=("PROTO", "VOLUN"),
        net="N-PRESS",
        wants=("Q-LIAISON", ENGLISH),
        weight=_S.MEDIUM,
    ),
    "PM": Family(
        name="Perimeter",
        sites=("HALL",),
        posts=72,
        people=4,
        field=_F.VENUES,
        owner="GUARD",
        holders=("MOBILE", "GUARD", "CITYPOL"),
        net="N-OUTER",
        wants=("Q-ARMED", "Q-FIRSTAID"),
    ),
    "IN": Family(
        name="Hall interior",
        sites=("HALL",),
        posts=40,
        people=3,
        field=_F.VENUES,
        owner="UNDSS",
        holders=("UNDSS", "GUARD"),
        net="N-UN",
        wants=("Q-ARMED", ENGLISH),
    ),
    "CL": Family(
        name="Close protection",
        sites=("HALL",),
        posts=14,
        people=4,
        field=_F.PROTECTEES,
        owner="GUARD",
        holders=("GUARD",),
        net="N-INNER",
        wants=("Q-CLOSE", "Q-FIRSTAID"),
    ),
    "AF": Family(
        name="Airfield",
        sites=("AIRFIELD",),
        posts=36,
        people=4,
        field=_F.AIRPORTS_AND_ROADS,
        owner="AIRPOL",
        holders=("AIRPOL", "ARMYAIR", "IMMPOL"),
        net="N-AIRFIELD",
        wants=("Q-ARMED",),
    ),
    "JN": Family(
        name="Junction",
        sites=("BASE-1",),
        posts=72,
        people=3,
        field=_F.TRAFFIC,
        owner="TRAFPOL",
        holders=("TRAFPOL", "ROADS"),
        net="N-TRAFFIC",
        wants=("Q-TRAFFIC",),
        weight=_S.HIGH,
    ),
    "ES": Family(
        name="Motorcade reserve",
        sites=("BASE-1",),
        posts=10,
        people=6,
        field=_F.RECEPTION_AND_ESCORT,
        owner="TRAFPOL",
        holders=("TRAFPOL",),
        net="N-TRAFFIC",
        wants=("Q-ESCORT", "Q-ESCORT", "Q-FIRSTAID"),
        start="24T06:00",
    ),
    "FR": Family(
        name="Fire watch",
        sites=("HALL", "PALACE", "PRESS", *HOTELS[:6]),
        posts=3,
        people=4,
        field=_F.FIRE,
        owner="FIRE",
        holders=("FIRE",),
        net="N-FIRE",
        wants=("Q-FIRE", "Q-FIRE", "Q-PARAMEDIC"),
    ),
    "MD": Family(
        name="Medical point",
        sites=("HALL", "PALACE", "AIRFIELD", "PRESS"),
        posts=6,
        people=4,
        field=_F.MEDICAL,
        owner="HEALTH",
        holders=("HEALTH", "AMBUL"),
        net="N-MEDICAL",
        wants=("Q-DOCTOR", "Q-PARAMEDIC", "Q-PARAMEDIC", ENGLISH),
    ),
    "AM": Family(
        name="Ambulance crew",
        sites=("COMMAND",),
        posts=1,
        people=2,
        field=_F.MEDICAL,
        owner="HEALTH",
        holders=("AMBUL",),
        net="N-MEDICAL",
        wants=("Q-PARAMEDIC", "Q-PARAMEDIC"),
    ),
    "SD": Family(
        name="Search and disposal",
        sites=("HALL",),
        posts=12,
        people=3,
        field=_F.COUNTER_TERRORISM,
        owner="EOD",
        holders=("EOD", "DOGS"),
        net="N-SEARCH",
        wants=("Q-EOD", "Q-DOG"),
    ),
    "CT": Family(
        name="Armed reserve",
        sites=("HALL",),
        posts=12,
        people=6,
        field=_F.COUNTER_TERRORISM,
        owner="MOBILE",
        holders=("MOBILE", "ARMYCAP"),
        net="N-VENUE",
        wants=("Q-ARMED", "Q-ARMED", "Q-FIRSTAID"),
    ),
    "CY": Family(
        name="Network watch",
        sites=("COMMAND",),
        posts=10,
        people=3,
        field=_F.CYBERSPACE,
        owner="CYBER",
        holders=("CYBER", "TELCO"),
        net="N-CYBER",
        wants=("Q-CYBER", "Q-CYBER"),
    ),
    "CM": Family(
        name="Command desk",
        sites=("COMMAND",),
        posts=16,
        people=3,
        field=_F.COMMAND,
        owner="LEAD",
        holders=("LEAD", "SIGPOL"),
        net="N-COMMAND",
        wants=("Q-RADIO", "Q-RADIO"),
    ),
    "PR": Family(
        name="Press position",
        sites=("PRESS",),
        posts=12,
        people=2,
        field=_F.PRESS,
        owner="PRESSC",
        holders=("PRESSC", "BROAD"),
        net="N-PRESS",
        wants=(ENGLISH,),
        weight=_S.MEDIUM,
        start="24T06:00",
    ),
    "PC": Family(
        name="Protocol desk",
        sites=("HALL",),
        posts=10,
        people=2,
        field=_F.PROTOCOL,
        owner="PROTO",
        holders=("PROTO", "MFA"),
        net="N-PRESS",
        wants=("Q-LIAISON", ENGLISH),
        weight=_S.HIGH,
        start="24T06:00",
    ),
    "LN": Family(
        name="Liaison with the UN",
        sites=("HALL",),
        posts=4,
        people=2,
        field=_F.LIAISON,
        owner="MFA",
        holders=("MFA", "UNODC"),
        net="N-UN",
        wants=("Q-LIAISON", ENGLISH),
        weight=_S.HIGH,
    ),
    "PL": Family(
        name="Banquet house",
        sites=("PALACE",),
        posts=18,
        people=4,
        field=_F.PROTECTEES,
        owner="GUARD",
        holders=("GUARD", "MOBILE"),
        net="N-VENUE",
        wants=("Q-ARMED", "Q-CLOSE"),
        start="24T06:00",
    ),
    "VH": Family(
        name="Hall engineering",
        sites=("HALL",),
        posts=8,
        people=2,
        field=_F.VENUES,
        owner="HALLOPS",
        holders=("HALLOPS", "POWER"),
        net="N-VENUE",
        weight=_S.HIGH,
    ),
}
