"""The example: radio plans, radios, liaison and duty desks, reports, declarations; all invented."""

from collections.abc import Iterator
from datetime import timedelta

from hanoi.book import Book, at, minutes
from hanoi.organisation import COMMAND_HOURS, NETS, SERVICES, deputy
from summitry.kit.ids import (
    CommandPostId,
    ContactId,
    ContingencyId,
    DeclarationId,
    LiaisonId,
    NetId,
    PersonId,
    PlanId,
    QualificationId,
    RadioId,
    SitrepId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet
from summitry.plan.communications import (
    Channel,
    Contact,
    Declaration,
    Liaison,
    Radio,
    Sitrep,
)
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post
from summitry.plan.risks import Contingency

FIRST_MHZ = 380.0
SPACING_MHZ = 0.025
DUPLEX_MHZ = 10.0
DAY = timedelta(days=1)
MAIN_RADIO_PLAN = "PL-SIGPOL-1"
GUARD_RADIO_PLAN = "PL-GUARD-1"
SHARED_WITH_GUARD = ("N-COMMAND", "N-INNER", "N-VENUE", "N-VIP")
CHECKED_AT = at("23T08:00")
SITREPS = (
    "22T18:00",
    "23T06:00",
    "23T12:00",
    "25T12:00",
    "25T18:00",
    "26T06:00",
    "26T12:00",
    "26T18:00",
)
LAST_READ = "23T12:00"
READERS = ("CITYPOL", "FIRE", "GUARD", "HEALTH", "MFA", "TRAFPOL", "UNDSS")
DECLARED = {
    "DC-ATTACK": ("Armed attack", "KG-ATTACK"),
    "DC-BOMB": ("Suspicious object", "KG-BOMB"),
    "DC-CHEM": ("Unknown substance", "KG-CHEM"),
    "DC-EVACUATE": ("Evacuation of the hall", "KG-FIRE"),
    "DC-MASS": ("Many casualties", "KG-MASS"),
    "DC-PALACE": ("Evacuation of the banquet", "KG-PALACE"),
}


def add_communications(book: Book) -> None:
    """Add radio plans, duty desks, situation reports and declarations."""
    for number, net in enumerate(NETS):
        for plan in (MAIN_RADIO_PLAN, *((GUARD_RADIO_PLAN,) if net in SHARED_WITH_GUARD else ())):
            book.put(_channel(plan, net, number))
    for unit in SERVICES:
        book.put(_desk(unit))
    for text in SITREPS:
        _add_sitrep(book, text)
    for key, (title, contingency) in DECLARED.items():
        row = book.get(Contingency, contingency)
        book.put(
            Declaration(
                declaration_id=DeclarationId(key),
                title=title,
                contingency_id=ContingencyId(contingency),
                owner_unit_id=row.owner_unit_ids[0],
                agency_unit_ids=row.agency_unit_ids,
                net_id=NetId("N-COMMAND"),
                acknowledge_minutes_max=3.0,
                review_minutes_max=30.0,
            )
        )


def _channel(plan: str, net: str, number: int) -> Channel:
    mhz = FIRST_MHZ + number * SPACING_MHZ
    return Channel(
        plan_id=PlanId(plan),
        channel=f"EV {number + 1:02} {net[2:]}",
        net_id=NetId(net),
        function=NETS[net][0],
        receive_mhz=round(mhz, 3),
        transmit_mhz=round(mhz + DUPLEX_MHZ, 3),
    )


def _desk(unit: str) -> Contact:
    number = list(SERVICES).index(unit) + 1
    return Contact(
        contact_id=ContactId(f"DK-{unit}"),
        office=f"Duty desk, {SERVICES[unit].name}",
        unit_id=UnitId(unit),
        phone=f"invented 555-{number:04}",
        call_sign=f"LOTUS {number}",
        hours="around the clock, 22 to 26 October",
    )


def _add_sitrep(book: Book, text: str) -> None:
    row = Sitrep(
        sitrep_id=SitrepId(f"SR-{text[:2]}-{text[3:5]}"),
        command_post_id=CommandPostId("CP-JOINT"),
        due=at(text),
        recipient_unit_ids=tuple(UnitId(unit) for unit in READERS),
    )
    book.put(row)
    if text <= LAST_READ:
        book.say(row, AttestationKind.ISSUED, deputy("LEAD"), row.due - minutes(5))
        for place, unit in enumerate(READERS):
            when = row.due + minutes(2 + place)
            book.say(row, AttestationKind.ACKNOWLEDGED, deputy(unit), when)


def add_radios(book: Book) -> None:
    """Add a checked radio for every post on its net, once all posts are there."""
    for post in book.rows(Post):
        if post.net_id is None:
            continue
        row = Radio(
            radio_id=RadioId(f"RD-{post.post_id}"),
            net_id=post.net_id,
            post_id=post.post_id,
            unit_id=post.holder_unit_id,
        )
        book.put(row)
        book.say(row, AttestationKind.VERIFIED, deputy("SIGPOL"), CHECKED_AT)


def add_liaison(book: Book) -> None:
    """Add two officers of every unit at work around a command post, who change each morning."""
    for key, unit in _seats(book):
        officers = [PersonId(f"l-{key[3:].lower()}-{unit.lower()}-{number}") for number in (1, 2)]
        for officer in officers:
            book.put(
                Person(
                    person_id=officer,
                    unit_id=UnitId(unit),
                    grade="liaison officer",
                    languages=("en", "vi"),
                ),
                PersonQualification(
                    person_id=officer, qualification_id=QualificationId("Q-LIAISON")
                ),
            )
        start, place = COMMAND_HOURS[0], 0
        while start < COMMAND_HOURS[1]:
            place += 1
            book.put(
                Liaison(
                    liaison_id=LiaisonId(f"LO-{key[3:]}-{unit}-{place}"),
                    command_post_id=CommandPostId(key),
                    unit_id=UnitId(unit),
                    person_id=officers[place % 2],
                    start=start,
                    end=min(start + DAY, COMMAND_HOURS[1]),
                )
            )
            start += DAY


def _seats(book: Book) -> Iterator[tuple[str, str]]:
    """Yield each command post with each unit that has posts on its nets or at its site.

    Every unit that must acknowledge a declaration sits in the joint command post as well.
    """
    heard = {(row.command_post_id, row.net_id) for row in book.rows(CommandPostNet)}
    declared = {unit for row in book.rows(Declaration) for unit in row.agency_unit_ids}
    for row in book.rows(CommandPost):
        key = row.command_post_id
        units = {
            post.holder_unit_id
            for post in book.rows(Post)
            if post.site_id == row.site_id
            or post.owner_unit_id == row.owner_unit_id
            or (key, post.net_id) in heard
        }
        units |= declared if key == "CP-JOINT" else set()
        for unit in sorted(unit for unit in units if unit is not None):
            if unit != row.owner_unit_id:
                yield key, unit
