"""Defects in accreditation, gates, press, exchange and records."""

from collections.abc import Iterator

from hanoi.book import Book, at
from hanoi.entry_exchange import ON_PERSON
from hanoi.entry_part import taking_part
from hanoi.organisation import commander
from hanoi.planted import Planted
from summitry.kit.ids import (
    BadgeTypeId,
    ExchangeId,
    GateId,
    OutletId,
    PartnerId,
    PersonId,
    PoolId,
    RevocationId,
    ZoneId,
)
from summitry.plan.access import ControlledList, Count, Export, Gate, ListVersion
from summitry.plan.accreditation import (
    AccessRight,
    BadgeType,
    GateReader,
    Revocation,
    RevocationReason,
    ZoneRight,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import (
    Direction,
    Exchange,
    InformationRequest,
    Partner,
    Record,
)
from summitry.plan.press import Pool, PoolMember, PressPlace, PressPosition
from summitry.plan.terms import Category, Marking, NotOnList


def unread_badges(book: Book) -> Iterator[Planted]:
    """A gate lost a reader; delegates were given a second kind that one gate does not read."""
    book.drop("gate_readers", "G-07|BT-GREEN")
    phone = BadgeTypeId("BT-PHONE")
    book.put(
        BadgeType(badge_type_id=phone, name="Code on a phone", categories=(Category.DELEGATE,))
    )
    for gate in ("G-02", "G-03", "G-07", "G-09", "G-10"):
        book.put(GateReader(gate_id=GateId(gate), badge_type_id=phone))
    yield Planted("C-06", "zone_rights", "observer|Z-PLENARY")
    yield Planted("C-06", "gates", "G-01")


def no_badge(book: Book) -> Iterator[Planted]:
    """Nobody ordered badges for organisations."""
    book.edit(BadgeType, "BT-GREEN", categories=(Category.OBSERVER,))
    yield Planted("C-185", "participants", taking_part(book, Category.ORGANISATION)[0])


def no_way(book: Book) -> Iterator[Planted]:
    """Guests may enter the stage, but not the hall through which one comes there."""
    book.put(
        ZoneRight(category=Category.GUEST, zone_id=ZoneId("Z-STAGE"), reason="Thanked on stage"),
        GateReader(gate_id=GateId("G-06"), badge_type_id=BadgeTypeId("BT-CARD")),
    )
    yield Planted("C-184", "zone_rights", "guest|Z-STAGE")


def slow_accreditation(book: Book) -> Iterator[Planted]:
    """The desk for the press is gone; a tenth of the observers is undecided."""
    book.drop("desks", "DK-PRESS")
    for zone in ("FOYER", "PLAZA", "PLENARY"):
        row = book.get(Count, f"N-{zone}-observer-registered")
        book.edit(Count, row.count_id, persons=row.persons + 4)
    yield Planted("C-36", "counts", "N-FOYER-press-approved")
    yield Planted("C-63", "counts", "N-FOYER-observer-registered")


def unjustified(book: Book) -> Iterator[Planted]:
    """A right without a sponsor, a category let into the inner ring without a reason."""
    banquet = next(row for row in book.rows(AccessRight) if row.zone_id == "Z-PALACE")
    key = f"{banquet.participant_id}|Z-PALACE"
    book.edit(AccessRight, key, sponsor_unit_id=None, end=None)
    book.edit(ZoneRight, "staff|Z-HOLDING", reason="")
    yield Planted("C-62", "access_rights", key)
    yield Planted("C-62", "zone_rights", "staff|Z-HOLDING")


def revoked(book: Book) -> Iterator[Planted]:
    """One revocation without reason, one by nobody with the power, one of a delegate by one alone.

    A fourth came after the last list; and one whose entry ended is invited all the same.
    """
    book.edit(Revocation, "RV-01", reason=None, told=False)
    book.edit(Revocation, "RV-02", decider_id=PersonId(commander("PRESSC")))
    book.unsay("revocations", "RV-03", AttestationKind.APPROVED)
    reporter = taking_part(book, Category.PRESS)[20]
    book.put(
        Revocation(
            revocation_id=RevocationId("RV-04"),
            participant_id=reporter,
            decided=at("23T09:10"),
            reason=RevocationReason.IDENTITY,
            decider_id=PersonId(commander("SECPOL")),
            review=at("23T14:00"),
            expires=at("27T00:00"),
            told=True,
        )
    )
    guest = book.get(Revocation, "RV-03").participant_id
    extra = next(row for row in book.rows(AccessRight) if row.zone_id == "Z-HOLDING")
    cells = {name: getattr(extra, name) for name in extra.__struct_fields__}
    book.put(AccessRight(**{**cells, "participant_id": guest}))
    for key in ("RV-01", "RV-02", "RV-03", "RV-04"):
        yield Planted("C-32", "revocations", key)
    yield Planted("C-64", "revocations", "RV-04")
    yield Planted("C-64", "access_rights", f"{guest}|Z-HOLDING")


def careless_lists(book: Book) -> Iterator[Planted]:
    """A list shows names, another stands on old records, a zone was counted long ago."""
    book.edit(ControlledList, "L-GUESTS", shows=("badge", "birth date", "name", "zone"))
    book.edit(ListVersion, "L-ACCESS-26|2", records_as_of=at("18T12:00"))
    for row in book.rows(Count):
        if row.zone_id == "Z-PALACE":
            book.edit(Count, row.count_id, as_of=at("14T12:00"))
    yield Planted("C-33", "lists", "L-GUESTS")
    yield Planted("C-34", "list_versions", "L-ACCESS-26|2")
    yield Planted("C-34", "counts", "N-PALACE-delegate-approved")


def helpless_gates(book: Book) -> Iterator[Planted]:
    """Gates without device, rule or desk to ask, or open longer than the list's keeper is there."""
    book.edit(Gate, "G-04", device="")
    book.edit(Gate, "G-08", contact_id=None)
    book.edit(Gate, "G-11", decision_rule=" ")
    book.edit(Gate, "G-15", closes=at("26T23:00"))
    for key in ("G-04", "G-08", "G-11", "G-15"):
        yield Planted("C-38", "gates", key)


def not_on_list(book: Book) -> Iterator[Planted]:
    """Gates that let in, do not stop, or do not write down whoever is not on the list."""
    for key, answer in (
        ("G-05", NotOnList.LET_IN),
        ("G-09", NotOnList.LOG),
        ("G-14", NotOnList.BLOCK),
        ("G-16", None),
    ):
        book.edit(Gate, key, not_on_list=answer)
        yield Planted("C-39", "gates", key)


def loose_exports(book: Book) -> Iterator[Planted]:
    """An export went open; nobody has said that another may leave."""
    book.edit(Export, "EX-UN", encrypted=False, recipient_office="")
    book.unsay("exports", "EX-HOTELS", AttestationKind.APPROVED)
    for key in ("EX-HOTELS", "EX-UN"):
        yield Planted("C-40", "exports", key)


def careless_records(book: Book) -> Iterator[Planted]:
    """A breach nobody was told of; records without a copy, without a date, kept too long."""
    book.unsay("breaches", "BR-01", AttestationKind.ISSUED)
    book.edit(Record, "RE-RADIO", copy_asset_id=None)
    book.unsay("records", "RE-REPORTS", AttestationKind.VERIFIED)
    # A record changed since its copy was read back must be tried again.
    book.freeze_words("records", "RE-SCANS")
    book.edit(Record, "RE-SCANS", keep_until=None)
    book.edit(Record, "RE-APPLICATIONS", keep_until=at("20T00:00"))
    yield Planted("C-41", "breaches", "BR-01")
    for key in ("RE-RADIO", "RE-REPORTS", "RE-SCANS"):
        yield Planted("C-49", "records", key)
    for key in ("RE-SCANS", "RE-APPLICATIONS"):
        yield Planted("C-85", "records", key)


def crowded_press(book: Book) -> Iterator[Planted]:
    """Too many on a riser, called after the sweep or too late, a place taken without reason."""
    book.edit(PressPosition, "PP-RISER", places=30)
    book.edit(PressPosition, "PP-MIXED", called=at("25T12:45"))
    book.edit(PressPosition, "PP-WELCOME", called=at("25T06:12"), swept=at("25T06:13"))
    book.edit(PressPlace, "PP-TERRACE|M-001", reason="")
    yield Planted("C-180", "press_positions", "PP-RISER")
    yield Planted("C-181", "press_positions", "PP-MIXED")
    yield Planted("C-181", "press_positions", "PP-WELCOME")
    yield Planted("C-182", "press_places", "PP-TERRACE|M-001")


def unfair_pools(book: Book) -> Iterator[Planted]:
    """A pool without a seed, one not drawn, one too large; an outlet in two at once."""
    book.edit(Pool, "PL-WELCOME", seed="")
    book.edit(Pool, "PL-BANQUET", drawn=None)
    book.edit(Pool, "PL-BILATERAL", places=2)
    book.put(
        Pool(
            pool_id=PoolId("PL-CROWD"),
            name="Hall during the signing",
            item_id=book.get(Pool, "PL-TABLE").item_id,
            places=1,
            drawn=at("24T10:00"),
            owner_unit_id=book.get(Pool, "PL-TABLE").owner_unit_id,
        )
    )
    outlet = next(row.outlet_id for row in book.rows(PoolMember) if row.pool_id == "PL-TABLE")
    book.put(PoolMember(pool_id=PoolId("PL-CROWD"), outlet_id=OutletId(outlet)))
    for key in ("PL-WELCOME", "PL-BANQUET", "PL-BILATERAL", "PL-CROWD"):
        yield Planted("C-183", "pools", key)
    yield Planted("C-183", "pool_members", f"PL-TABLE|{outlet}")


def careless_exchange(book: Book) -> Iterator[Planted]:
    """Handed above the clearance, unmarked, unrecorded; a partner without an agreement."""
    book.edit(Exchange, "XC-03", mark=Marking.AMBER_STRICT)
    book.edit(Exchange, "XC-06", mark=None)
    book.edit(Partner, "PA-SOUTH", agreement="")
    book.put(
        Exchange(
            exchange_id=ExchangeId("XC-08"),
            partner_id=PartnerId("PA-EAST"),
            direction=Direction.OUT,
            at=at("23T15:00"),
            mark=Marking.AMBER,
        )
    )
    for key in ("XC-03", "XC-06", "XC-08"):
        yield Planted("C-186", "exchanges", key)
    yield Planted("C-186", "partners", "PA-SOUTH")


def careless_requests(book: Book) -> Iterator[Planted]:
    """A request unanswered, one without a date; one on a person without purpose, kept too long."""
    book.drop("exchanges", "XC-05")
    book.unsay("information_requests", "RQ-05", AttestationKind.ISSUED)
    book.edit(InformationRequest, "RQ-08", due=None)
    book.edit(
        InformationRequest, ON_PERSON, purpose=" ", return_by=at("23T12:00"), rights_checked=False
    )
    yield Planted("C-187", "information_requests", "RQ-05")
    yield Planted("C-187", "information_requests", "RQ-08")
    yield Planted("C-188", "information_requests", ON_PERSON)
    yield Planted("C-189", "information_requests", ON_PERSON)
    yield Planted("C-189", "exchanges", "XC-07")


DEFECTS = (
    unread_badges,
    no_badge,
    no_way,
    slow_accreditation,
    unjustified,
    revoked,
    careless_lists,
    helpless_gates,
    not_on_list,
    loose_exports,
    careless_records,
    crowded_press,
    unfair_pools,
    careless_exchange,
    careless_requests,
)
