"""Families of alike posts, held around the clock."""

from msgspec import Struct

from cities.places import HOTELS

ENGLISH = "en"
ALL_DAYS = ("28T06:00", "30T20:00")


class Family(Struct, frozen=True, kw_only=True):
    """Posts that are alike; wants are qualifications, or a language, one for a person."""

    sites: tuple[str, ...]
    posts: int
    people: int
    field: str
    owner: str
    net: str
    holder: str = ""
    wants: tuple[str, ...] = ()
    weight: str = "critical"
    start: str = ALL_DAYS[0]
    end: str = ALL_DAYS[1]


FAMILIES = {
    "HT": Family(
        sites=HOTELS,
        posts=4,
        people=2,
        field="protectees",
        owner="GUARD",
        holder="POLALD",
        net="N-HOTELS",
        wants=("Q-ARMED", "Q-SCREEN"),
    ),
    "RG": Family(
        sites=("HOUSE-A",),
        posts=20,
        people=3,
        field="venues",
        owner="POLALD",
        net="N-RING",
        wants=("Q-ARMED", "Q-ARMED"),
        end="29T20:00",
    ),
    "RH": Family(
        sites=("HOUSE-A",),
        posts=4,
        people=3,
        field="venues",
        owner="POLALD",
        holder="HILLPOL",
        net="N-RING",
        wants=("Q-ARMED",),
        end="29T20:00",
    ),
    "IN": Family(
        sites=("HOUSE-A",),
        posts=12,
        people=2,
        field="protectees",
        owner="GUARD",
        net="N-HOUSE",
        wants=("Q-CLOSE", ENGLISH),
        start="27T06:00",
        end="29T20:00",
    ),
    "HK": Family(
        sites=("HOUSE-A",),
        posts=3,
        people=2,
        field="venues",
        owner="GUARD",
        holder="HOUSE",
        net="N-HOUSE",
        weight="high",
        end="29T20:00",
    ),
    "ST": Family(
        sites=("STATION-A", "STATION-B", "STATION-C"),
        posts=4,
        people=2,
        field="airports-and-roads",
        owner="RAIL",
        net="N-RAIL",
        wants=("Q-ARMED",),
        start="29T06:00",
    ),
    "AP": Family(
        sites=("AIR-A", "AIR-C"),
        posts=5,
        people=2,
        field="airports-and-roads",
        owner="AIRPOL",
        net="N-AIR",
        wants=("Q-ARMED",),
    ),
    "JN": Family(
        sites=("BASE-A",),
        posts=18,
        people=2,
        field="traffic",
        owner="ROADS",
        net="N-ROADS",
        wants=("Q-TRAFFIC",),
        weight="high",
    ),
    "OP": Family(
        sites=("OPERA-B",),
        posts=14,
        people=2,
        field="protectees",
        owner="POLBIR",
        net="N-BIRKWATER",
        wants=("Q-ARMED", "Q-CLOSE"),
        start="29T06:00",
        end="30T00:00",
    ),
    "CS": Family(
        sites=("CASTLE-C",),
        posts=14,
        people=2,
        field="protectees",
        owner="POLCOR",
        net="N-CORRIN",
        wants=("Q-ARMED", "Q-CLOSE"),
        start="29T22:00",
    ),
    "FR": Family(
        sites=("HOUSE-A", "OPERA-B", "CASTLE-C"),
        posts=1,
        people=3,
        field="fire",
        owner="FIRE",
        net="N-RESCUE",
        wants=("Q-FIRE", "Q-FIRE"),
    ),
    "MD": Family(
        sites=("HOUSE-A", "OPERA-B", "CASTLE-C", "PRESS-A"),
        posts=2,
        people=2,
        field="medical",
        owner="HEALTH",
        net="N-RESCUE",
        wants=("Q-MEDIC", "Q-MEDIC"),
    ),
    "SE": Family(
        sites=("HOUSE-A", "OPERA-B", "CASTLE-C"),
        posts=2,
        people=2,
        field="counter-terrorism",
        owner="SEARCH",
        net="N-HOUSE",
        wants=("Q-SEARCH",),
    ),
    "WA": Family(
        sites=("HOUSE-A", "OPERA-B", "CASTLE-C"),
        posts=1,
        people=2,
        field="counter-terrorism",
        owner="AIRWATCH",
        net="N-AIR",
        wants=("Q-AIR",),
    ),
    "CY": Family(
        sites=("CMD-A",),
        posts=2,
        people=2,
        field="cyberspace",
        owner="CYBER",
        net="N-COMMAND",
        wants=("Q-CYBER",),
    ),
    "CM": Family(
        sites=("CMD-A", "CMD-B", "CMD-C"),
        posts=2,
        people=2,
        field="command",
        owner="LEAD",
        net="N-COMMAND",
        wants=("Q-RADIO",),
    ),
    "PR": Family(
        sites=("PRESS-A",),
        posts=6,
        people=2,
        field="press",
        owner="PRESS",
        net="N-PRESS",
        wants=(ENGLISH,),
        weight="medium",
    ),
    "PC": Family(
        sites=("HOUSE-A",),
        posts=4,
        people=2,
        field="protocol",
        owner="PROTO",
        net="N-PRESS",
        wants=(ENGLISH,),
        weight="high",
        end="29T20:00",
    ),
}
