"""The example: accreditation and gates, then press, exchange and records; all invented."""

from hanoi.access import GATES
from hanoi.book import Book, at
from hanoi.entry_exchange import add_exchange
from hanoi.entry_press import add_press
from hanoi.facts import Scale
from hanoi.organisation import commander
from summitry.kit.ids import (
    BadgeTypeId,
    CommandPostId,
    ContactId,
    DeskId,
    GateId,
    NetId,
    ParticipantId,
    PersonId,
    RevocationId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.plan.access import Gate, Participant
from summitry.plan.accreditation import (
    AccessRight,
    BadgeType,
    Desk,
    GateReader,
    Revocation,
    RevocationReason,
    ZoneRight,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.communications import Contact
from summitry.plan.terms import Category, NotOnList

_C = Category
DESK = "CT-ACCREDITATION"
DEVICE = "Hand reader with a signed list, works without a network (invented)"
RULE = "Signed badge, on the list, photo like the holder; in doubt ask the desk"

RIGHTS: dict[Category, dict[str, str]] = {
    _C.DELEGATE: {
        "Z-OUTER": "Way to the hall",
        "Z-PLAZA": "Welcome and group photo",
        "Z-FOYER": "Side events and exhibition",
        "Z-PLENARY": "Seat of the delegation",
    },
    _C.OBSERVER: {
        "Z-OUTER": "Way to the hall",
        "Z-PLAZA": "Way to the hall",
        "Z-FOYER": "Side events and exhibition",
        "Z-PLENARY": "Observers' seats",
    },
    _C.ORGANISATION: {
        "Z-OUTER": "Way to the hall",
        "Z-PLAZA": "Way to the hall",
        "Z-FOYER": "Side events and exhibition",
        "Z-PLENARY": "Organisations' seats",
    },
    _C.PRESS: {
        "Z-OUTER": "Way to the press gate",
        "Z-PLAZA": "Positions at the welcome",
        "Z-FOYER": "Mixed zone",
        "Z-PRESS": "Working hall",
    },
    _C.STAFF: {
        "Z-OUTER": "Work",
        "Z-PLAZA": "Work",
        "Z-FOYER": "Ushers and technicians",
        "Z-PLENARY": "Ushers and technicians",
        "Z-STAGE": "Stage crew and depositary's assistants",
        "Z-HOLDING": "Service of the holding rooms",
        "Z-SERVICE": "Kitchen and plant",
        "Z-PRESS": "Help desks",
        "Z-PALACE": "Service of the banquet",
        "Z-APRON": "Ground handling",
        "Z-COMMAND": "Command staff",
    },
    _C.GUEST: {"Z-PALACE": "Invited to the banquet"},
}
BADGES: dict[str, tuple[str, tuple[Category, ...]]] = {
    "BT-RED": ("Badge with a red edge (invented)", (_C.DELEGATE,)),
    "BT-GREEN": ("Badge with a green edge (invented)", (_C.OBSERVER, _C.ORGANISATION)),
    "BT-YELLOW": ("Badge with a yellow edge (invented)", (_C.PRESS,)),
    "BT-BLUE": ("Badge with a blue edge (invented)", (_C.STAFF,)),
    "BT-CARD": ("Personal invitation (invented)", (_C.GUEST,)),
}
OUT_OF = {
    "Z-PLAZA": "Z-OUTER",
    "Z-FOYER": "Z-OUTER",
    "Z-SERVICE": "Z-OUTER",
    "Z-HOLDING": "Z-PLAZA",
    "Z-PLENARY": "Z-FOYER",
    "Z-STAGE": "Z-PLENARY",
}
"""Out of which zone the gates into a zone lead; others come from public ground."""

DESKS: dict[str, tuple[str, str, str, str, int, tuple[Category, ...]]] = {
    "DK-HALL": ("Hall", "HALL", "23T17:00", "24T22:00", 10, (_C.DELEGATE,)),
    "DK-AIRFIELD": ("State lounge", "AIRFIELD", "24T06:00", "24T22:00", 4, (_C.DELEGATE,)),
    "DK-HOTEL": ("Hotels", "HOTEL-01", "24T07:00", "24T22:00", 6, (_C.DELEGATE,)),
    "DK-OTHERS": (
        "Organisations",
        "HALL",
        "24T08:00",
        "24T18:00",
        2,
        (_C.OBSERVER, _C.ORGANISATION),
    ),
    "DK-PRESS": ("Press House", "PRESS", "24T08:00", "24T22:00", 3, (_C.PRESS,)),
}
PERSONS_PER_HOUR = 20.0
BANQUET_EVERY = 40
HOLDING_EVERY = 150

REVOKED = {
    "RV-01": (_C.PRESS, 7, RevocationReason.LOST_BADGE, "21T15:20"),
    "RV-02": (_C.ORGANISATION, 3, RevocationReason.FUNCTION_ENDED, "21T17:05"),
    "RV-03": (_C.DELEGATE, 11, RevocationReason.OWN_WISH, "22T10:40"),
}
"""Whose entry ended: category, which of its participants, why, and when it was decided."""


def add_entry(book: Book, scale: Scale) -> None:
    """Add rights, badges, desks, what stands at gates, revocations, press, exchange, records."""
    _add_rights(book)
    _add_badges(book)
    _add_gates(book)
    _add_desks(book)
    _add_extra_rights(book)
    _add_revocations(book)
    add_press(book, scale)
    add_exchange(book)


def _add_rights(book: Book) -> None:
    for category, zones in RIGHTS.items():
        for zone, reason in zones.items():
            book.put(ZoneRight(category=category, zone_id=ZoneId(zone), reason=reason))


def _add_badges(book: Book) -> None:
    """Add kinds of badge, and at each gate readers for those who may enter there."""
    for key, (name, categories) in BADGES.items():
        book.put(
            BadgeType(
                badge_type_id=BadgeTypeId(key), name=name, categories=tuple(sorted(categories))
            )
        )
        for gate, way in GATES.items():
            entitled = any(way.zone in RIGHTS[category] for category in categories)
            if entitled or (key, way.zone) in {("BT-RED", "Z-PALACE"), ("BT-RED", "Z-HOLDING")}:
                book.put(GateReader(gate_id=GateId(gate), badge_type_id=BadgeTypeId(key)))


def _add_gates(book: Book) -> None:
    """Add the desk that is asked in doubt, and say of each gate how it decides."""
    book.put(
        Contact(
            contact_id=ContactId(DESK),
            office="Accreditation desk (invented)",
            unit_id=UnitId("ADMPOL"),
            phone="invented, extension 4100",
            call_sign="LOTUS 41",
            net_id=NetId("N-GATES"),
            command_post_id=CommandPostId("CP-HALL"),
            hours="around the clock, 22 to 26 October",
        )
    )
    for gate, way in GATES.items():
        out_of = OUT_OF.get(way.zone)
        book.edit(
            Gate,
            gate,
            from_zone_id=None if out_of is None else ZoneId(out_of),
            device=DEVICE,
            decision_rule=RULE,
            not_on_list=NotOnList.BLOCK_AND_LOG,
            contact_id=ContactId(DESK),
        )


def _add_desks(book: Book) -> None:
    for key, (name, site, start, end, counters, categories) in DESKS.items():
        book.put(
            Desk(
                desk_id=DeskId(key),
                name=f"{name} (invented)",
                site_id=SiteId(site),
                start=at(start),
                end=at(end),
                counters=counters,
                persons_per_hour=PERSONS_PER_HOUR,
                categories=tuple(sorted(categories)),
                owner_unit_id=UnitId("ADMPOL"),
            )
        )


def taking_part(book: Book, category: Category) -> list[ParticipantId]:
    """Return the participants of a category in order."""
    return [row.participant_id for row in book.rows(Participant) if row.category is category]


def _add_extra_rights(book: Book) -> None:
    """Add the guests of the banquet, and who goes along into the holding rooms."""
    delegates = taking_part(book, _C.DELEGATE)
    for every, zone, reason, start, end in (
        (BANQUET_EVERY, "Z-PALACE", "Invited to the banquet", "25T17:00", "25T22:00"),
        (HOLDING_EVERY, "Z-HOLDING", "Goes along to bilateral meetings", "25T12:30", "25T17:30"),
    ):
        for participant in delegates[::every]:
            book.put(
                AccessRight(
                    participant_id=participant,
                    zone_id=ZoneId(zone),
                    reason=reason,
                    sponsor_unit_id=UnitId("PROTO"),
                    start=at(start),
                    end=at(end),
                )
            )


def _add_revocations(book: Book) -> None:
    """Add entries that ended; a State's delegate's is approved by a second person."""
    for key, (category, place, reason, decided) in REVOKED.items():
        row = Revocation(
            revocation_id=RevocationId(key),
            participant_id=taking_part(book, category)[place],
            decided=at(decided),
            reason=reason,
            decider_id=PersonId(commander("SECPOL")),
            review=at("26T08:00"),
            expires=at("27T00:00"),
            told=True,
        )
        book.put(row)
        book.say(row, AttestationKind.APPROVED, commander("IMMPOL"), at("22T11:30"))
