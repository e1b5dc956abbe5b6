"""Defects in command posts, radio, readiness, assets."""

from collections.abc import Callable, Iterator

from hanoi.book import Book, at
from hanoi.organisation import commander
from hanoi.planted import Planted
from summitry.kit.ids import (
    CommandPostId,
    DelegationId,
    DroneId,
    FrequencyId,
    NetId,
    PersonId,
    PostId,
    QualificationId,
    SiteId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Drone, Frequency
from summitry.plan.command import CommandPost
from summitry.plan.communications import Channel, Contact, Declaration, Liaison, Radio
from summitry.plan.posts import Post
from summitry.plan.readiness import (
    Asset,
    AssetDemand,
    Capability,
    Exercise,
    RedLine,
    SiteWindow,
    ThreatIndicator,
    Trigger,
)
from summitry.plan.resources import Reserve
from summitry.plan.risks import Contingency
from summitry.plan.table import table_of

_K = AttestationKind


def _channel(book: Book, plan: str, net: str) -> str:
    """Return the key of the line for a net in a plan's radio plan."""
    line = next(c for c in book.rows(Channel) if (c.plan_id, c.net_id) == (plan, net))
    return table_of(line).key_of(line)


def nobody_sits_there(book: Book) -> Iterator[Planted]:
    """A unit leaves its seat for a day, another has named nobody; an alternate is next door."""
    book.drop("liaisons", "LO-HALL-FIRE-4")
    book.edit(Liaison, "LO-CITY-MOBILE-2", person_id=None)
    book.edit(CommandPost, "CP-CITY", alternate_id=CommandPostId("CP-JOINT"))
    yield Planted("C-13", "command_posts", "CP-HALL")
    yield Planted("C-13", "liaisons", "LO-CITY-MOBILE-2")
    yield Planted("C-120", "command_posts", "CP-CITY")


def radios_wrong(book: Book) -> Iterator[Planted]:
    """A radio is missing, another was never checked; a medical point joins the venue net."""
    book.unsay("radios", "RD-IN-05", _K.VERIFIED)
    book.drop("radios", "RD-IN-05")
    book.unsay("radios", "RD-SD-03", _K.VERIFIED)
    book.edit(Post, "MD-HAL-01", net_id=NetId("N-VENUE"))
    book.edit(Radio, "RD-MD-HAL-01", net_id=NetId("N-VENUE"))
    yield Planted("C-14", "posts", "IN-05")
    yield Planted("C-14", "posts", "SD-03")
    yield Planted("C-47", "nets", "N-VENUE")


def radio_plan_wrong(book: Book) -> Iterator[Planted]:
    """A net is in no radio plan, a label has two frequencies, a foreign frequency lies on one."""
    book.drop("channels", _channel(book, "PL-SIGPOL-1", "N-UN"))
    guard = book.edit(Channel, _channel(book, "PL-GUARD-1", "N-VENUE"), receive_mhz=381.5)
    yield Planted("C-78", "nets", "N-UN")
    yield Planted("C-79", "channels", _channel(book, "PL-SIGPOL-1", guard.net_id))
    line = book.get(Channel, _channel(book, "PL-SIGPOL-1", "N-MEDICAL"))
    foreign = book.rows(Frequency)
    if foreign:
        key = foreign[0].frequency_id
        book.edit(Frequency, key, mhz=line.receive_mhz)
    else:
        key = FrequencyId("FQ-017")
        book.put(
            Frequency(
                frequency_id=key,
                delegation_id=DelegationId("D-017"),
                mhz=line.receive_mhz or 0.0,
            )
        )
    yield Planted("C-127", "frequencies", key)


def reports_unread(book: Book) -> Iterator[Planted]:
    """Nobody acknowledged a situation report; a duty desk has no telephone."""
    book.unsay("sitreps", "SR-23-06", _K.ACKNOWLEDGED)
    book.edit(Contact, "DK-FOODS", phone="")
    yield Planted("C-80", "sitreps", "SR-23-06")
    yield Planted("C-126", "contacts", "DK-FOODS")


def capabilities_late(book: Book) -> Iterator[Planted]:
    """The watch of the air begins after the gates, dogs were not seen, an operator is untrained."""
    book.edit(Capability, "CB-AIR-HALL", start=at("25T08:00"))
    book.unsay("capabilities", "CB-DOGS", _K.VERIFIED)
    book.edit(Capability, "CB-TRACE", qualification_id=QualificationId("Q-XRAY"))
    yield Planted("C-15", "capabilities", "CB-AIR-HALL")
    yield Planted("C-15", "capabilities", "CB-DOGS")
    yield Planted("C-16", "capabilities", "CB-TRACE")


def flight_not_told(book: Book) -> Iterator[Planted]:
    """A drone of the host films the plaza, and the watch of the air has not been told."""
    key = DroneId("DR-FILM")
    book.put(
        Drone(
            drone_id=key,
            site_id=SiteId("HALL"),
            start=at("25T11:00"),
            end=at("25T11:30"),
            purpose="Pictures of the plaza",
            unit_id=UnitId("BROAD"),
        )
    )
    yield Planted("C-128", "drones", key)


def nobody_stops(book: Book) -> Iterator[Planted]:
    """The holder of a red line has no power; declarations are not heard, or never looked at."""
    book.edit(RedLine, "RL-SIGNING", holder_id=PersonId(commander("PROTO")))
    book.edit(Declaration, "DC-CHEM", net_id=NetId("N-SEARCH"))
    book.edit(Declaration, "DC-MASS", acknowledge_minutes_max=None)
    book.edit(Declaration, "DC-PALACE", review_minutes_max=None)
    yield Planted("C-17", "red_lines", "RL-SIGNING")
    yield Planted("C-29", "declarations", "DC-CHEM")
    yield Planted("C-29", "declarations", "DC-MASS")
    yield Planted("C-30", "declarations", "DC-PALACE")


def too_weak(book: Book) -> Iterator[Planted]:
    """A house opens before its posts are held; a reaction force needs too long."""
    old = next(row for row in book.rows(SiteWindow) if row.site_id == "COMMAND")
    book.drop("site_windows", table_of(old).key_of(old))
    early = SiteWindow(
        site_id=old.site_id,
        start=at("22T06:00"),
        end=old.end,
        use=old.use,
        persons_max=old.persons_max,
    )
    book.put(early)
    book.edit(Reserve, "RS-REACT-PALACE", ready_minutes=25.0)
    yield Planted("C-19", "site_windows", table_of(early).key_of(early))
    palace = next(row for row in book.rows(SiteWindow) if row.site_id == "PALACE")
    yield Planted("C-129", "site_windows", table_of(palace).key_of(palace))


def nothing_starts(book: Book) -> Iterator[Planted]:
    """A gate has no trigger, a trigger no place, an indicator no trigger, a site no worst case."""
    book.drop("triggers", "TG-G-03")
    book.edit(Trigger, "TG-SILENCE", net_id=None)
    book.edit(Trigger, "TG-PLAZA", threshold=7_000.0)
    book.edit(ThreatIndicator, "TI-PARCEL", trigger_id=None)
    book.edit(Contingency, "KG-PRESS", scale=1.0)
    yield Planted("C-24", "gates", "G-03")
    yield Planted("C-122", "triggers", "TG-SILENCE")
    yield Planted("C-122", "triggers", "TG-PLAZA")
    yield Planted("C-121", "threat_indicators", "TI-PARCEL")
    yield Planted("C-27", "sites", "PRESS")


def not_practised(book: Book) -> Iterator[Planted]:
    """An exercise leaves out its risks, another was never held, a contingency has no trigger."""
    book.edit(Exercise, "EE-CYBER", risk_ids=())
    book.unsay("exercises", "EE-SEAM", _K.EXERCISED)
    row = book.get(Exercise, "EE-ROADS")
    kept = tuple(each for each in row.contingency_ids if each != "KG-AIRFIELD")
    book.edit(Exercise, "EE-ROADS", contingency_ids=kept)
    book.edit(Contingency, "KG-ROAD", trigger=" ")
    for risk in ("RK-DDOS", "RK-PHISH", "RK-SEAM"):
        yield Planted("C-45", "risks", risk)
    yield Planted("C-82", "contingencies", "KG-AIRFIELD")
    yield Planted("C-82", "contingencies", "KG-ROAD")


def nothing_stands_in(book: Book) -> Iterator[Planted]:
    """An asset stands alone, another beside its stand-in; one has no playbook, one no fallback."""
    book.edit(Asset, "AS-STREAM", backup_asset_id=None)
    book.edit(Asset, "AS-NETWORK-2", site_id=SiteId("HALL"))
    book.edit(Asset, "AS-BOOTHS", playbook_id=None)
    book.unsay("assets", "AS-CAMERAS", _K.VERIFIED)
    book.edit(AssetDemand, "AS-CAMERAS|zones|Z-OUTER", fallback="", fallback_post_ids=())
    book.put(
        AssetDemand(
            asset_id=book.get(Asset, "AS-REGISTER").asset_id,
            subject_table="gates",
            subject_key="G-99",
            fallback="Late names by telephone from the desk",
            fallback_post_ids=(PostId("PC-01"),),
        )
    )
    yield Planted("C-83", "assets", "AS-STREAM")
    yield Planted("C-83", "assets", "AS-NETWORK")
    yield Planted("C-123", "assets", "AS-BOOTHS")
    yield Planted("C-123", "assets", "AS-CAMERAS")
    yield Planted("C-124", "asset_demands", "AS-CAMERAS|zones|Z-OUTER")
    yield Planted("C-124", "asset_demands", "AS-REGISTER|gates|G-99")


DEFECTS: tuple[Callable[[Book], Iterator[Planted]], ...] = (
    nobody_sits_there,
    radios_wrong,
    radio_plan_wrong,
    reports_unread,
    capabilities_late,
    flight_not_told,
    nobody_stops,
    too_weak,
    nothing_starts,
    not_practised,
    nothing_stands_in,
)
