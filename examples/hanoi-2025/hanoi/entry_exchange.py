"""Invented partners, requests and exchanges, one breach, and the records that are kept."""

from datetime import UTC, datetime

from hanoi.book import Book, at
from hanoi.organisation import commander
from summitry.kit.ids import (
    AssetId,
    BreachId,
    ContingencyId,
    ExchangeId,
    ExportId,
    InformationRequestId,
    PartnerId,
    PersonId,
    RecordId,
    SiteId,
    UnitId,
)
from summitry.plan.access import Export
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import (
    Breach,
    Direction,
    Exchange,
    InformationRequest,
    Partner,
    Record,
    RecordKind,
)
from summitry.plan.readiness import Asset, AssetKind
from summitry.plan.terms import Marking

_A = AttestationKind
_K = RecordKind
IN, OUT = Direction.IN, Direction.OUT
AGREEMENT = "Invented agreement on the exchange of information, 2025"
BASIS = "Invented act on the safety of international events, section 12"

PARTNERS = {
    "PA-NORTH": ("Partner service North (invented)", Marking.AMBER),
    "PA-SOUTH": ("Partner service South (invented)", Marking.AMBER),
    "PA-EAST": ("Partner service East (invented)", Marking.AMBER),
    "PA-WEST": ("Partner service West (invented)", Marking.GREEN),
    "PA-POLICE": ("International police office (invented)", Marking.AMBER_STRICT),
    "PA-AIR": ("Regional air safety office (invented)", Marking.GREEN),
}
REQUESTS = {
    "RQ-01": ("Kinds of escort the visitors expect", "PA-NORTH", OUT, "20T12:00"),
    "RQ-02": ("Times of the arrivals by air", "PA-AIR", OUT, "21T12:00"),
    "RQ-03": ("Ways into the hall for details", "PA-NORTH", IN, "22T12:00"),
    "RQ-04": ("Radio frequencies of the host", "PA-SOUTH", IN, "22T18:00"),
    "RQ-05": ("Hospitals named for the visit", "PA-EAST", IN, "23T10:00"),
    "RQ-06": ("Threats to the event as the partner sees them", "PA-POLICE", OUT, "23T12:00"),
    "RQ-07": ("Hours of the closures", "PA-WEST", IN, "25T12:00"),
    "RQ-08": ("Cargo for the visitors", "PA-SOUTH", OUT, "25T18:00"),
}
ON_PERSON = "RQ-09"
"""A request on a named person: with every safeguard, and answered."""
EXCHANGES = {
    "XC-01": ("PA-NORTH", IN, "20T10:00", Marking.AMBER, None, "RQ-01"),
    "XC-02": ("PA-AIR", IN, "21T09:00", Marking.GREEN, None, "RQ-02"),
    "XC-03": ("PA-NORTH", OUT, "22T10:00", Marking.AMBER, "EX-WAYS", "RQ-03"),
    "XC-04": ("PA-SOUTH", OUT, "22T16:00", Marking.AMBER, "EX-WAYS", "RQ-04"),
    "XC-05": ("PA-EAST", OUT, "23T09:00", Marking.AMBER, "EX-WAYS", "RQ-05"),
    "XC-06": ("PA-POLICE", IN, "23T11:00", Marking.AMBER_STRICT, None, "RQ-06"),
    "XC-07": ("PA-POLICE", OUT, "23T13:00", Marking.AMBER_STRICT, "EX-PERSON", ON_PERSON),
}
RECORDS = {
    "RE-JOURNAL-JOINT": ("Journal of the joint command post", _K.JOURNAL, False, 2030, "LEAD"),
    "RE-JOURNAL-HALL": ("Journal of the venue command post", _K.JOURNAL, False, 2030, "GUARD"),
    "RE-JOURNAL-CITY": ("Journal of the city command post", _K.JOURNAL, False, 2030, "CITYPOL"),
    "RE-JOURNAL-ROADS": ("Journal of the traffic command post", _K.JOURNAL, False, 2030, "TRAFPOL"),
    "RE-JOURNAL-AIR": ("Journal of the airfield command post", _K.JOURNAL, False, 2030, "AIRPOL"),
    "RE-JOURNAL-RESCUE": ("Journal of fire and medical", _K.JOURNAL, False, 2030, "FIRE"),
    "RE-RADIO": ("Radio traffic of all nets", _K.RADIO, True, 2026, "SIGPOL"),
    "RE-VIDEO": ("Video of perimeter and gates", _K.VIDEO, True, 2026, "GUARD"),
    "RE-SCANS": ("Badges read at the gates", _K.SCANS, True, 2026, "ADMPOL"),
    "RE-APPLICATIONS": ("Applications for accreditation", _K.APPLICATIONS, True, 2026, "ADMPOL"),
    "RE-REPORTS": ("Reports of units", _K.REPORTS, False, 2030, "LEAD"),
}
STORES = {"AS-STORE-1": ("COMMAND", "AS-STORE-2"), "AS-STORE-2": ("BASE-2", "AS-STORE-1")}


def add_exchange(book: Book) -> None:
    """Add partners, requests, exchanges, what was exported for them, a breach and records."""
    for key, (name, cleared) in PARTNERS.items():
        book.put(
            Partner(
                partner_id=PartnerId(key),
                name=name,
                cleared=cleared,
                agreement=AGREEMENT,
                owner_unit_id=UnitId("IMMPOL"),
            )
        )
    _add_requests(book)
    _guard_exports(book)
    for key, (partner, direction, when, mark, export, request) in EXCHANGES.items():
        book.put(
            Exchange(
                exchange_id=ExchangeId(key),
                partner_id=PartnerId(partner),
                direction=direction,
                at=at(when),
                mark=mark,
                export_id=None if export is None else ExportId(export),
                information_request_id=InformationRequestId(request),
                person_id=PersonId(commander("IMMPOL")) if direction is OUT else None,
            )
        )
    _add_breach(book)
    _add_records(book)


def _add_requests(book: Book) -> None:
    for key, (title, partner, direction, due) in REQUESTS.items():
        row = InformationRequest(
            information_request_id=InformationRequestId(key),
            title=title,
            partner_id=PartnerId(partner),
            direction=direction,
            due=at(due),
            owner_unit_id=UnitId("IMMPOL"),
        )
        book.put(row)
        if at(due) < at("23T16:00"):
            book.say(row, _A.ISSUED, commander("IMMPOL"), at(due))
    # The last two wait for their answer, which is not due before the opening.
    person = InformationRequest(
        information_request_id=InformationRequestId(ON_PERSON),
        title="Whether one person's threat to a guest is known to the partner (invented)",
        partner_id=PartnerId("PA-POLICE"),
        direction=OUT,
        due=at("23T15:00"),
        on_person=True,
        legal_basis=BASIS,
        purpose="Safety of a protected person, this event only",
        rights_checked=True,
        return_by=at("30T12:00"),
        owner_unit_id=UnitId("IMMPOL"),
    )
    book.put(person)
    for unit in ("IMMPOL", "MFA"):
        book.say(person, _A.APPROVED, commander(unit), at("22T12:00"))
    book.say(person, _A.ISSUED, commander("IMMPOL"), at("23T14:00"))


def _guard_exports(book: Book) -> None:
    """Add what partners were handed, and guard every export that needs it."""
    for key, name, audience, contents in (
        ("EX-WAYS", "Ways, rooms and hospitals", Marking.AMBER, ("gates", "rooms", "sites")),
        ("EX-PERSON", "One record", Marking.AMBER_STRICT, ("information_requests",)),
    ):
        book.put(
            Export(
                export_id=ExportId(key),
                name=name,
                recipient="Partner services (invented)",
                audience=audience,
                contents=contents,
                owner_unit_id=UnitId("IMMPOL"),
            )
        )
    for key, office in (
        ("EX-UN", "UN safety and security, duty office of the event team"),
        ("EX-WAYS", "Liaison office of each partner (invented)"),
        ("EX-PERSON", "Liaison office of the international police office (invented)"),
    ):
        book.edit(
            Export,
            key,
            encrypted=True,
            recipient_office=office,
            legal_basis=f"{BASIS}; {AGREEMENT}",
        )
    for key in ("EX-DEPOSITARY", "EX-HOTELS", "EX-PRESS"):
        book.say(book.get(Export, key), _A.APPROVED, commander("MFA"), at("20T11:00"))


def _add_breach(book: Book) -> None:
    breach = Breach(
        breach_id=BreachId("BR-01"),
        title="Two reserved seats' names shown on a screen in the foyer at a rehearsal (invented)",
        found=at("21T11:00"),
        notify_by=at("23T11:00"),
        persons=2,
        owner_unit_id=UnitId("CYBER"),
    )
    book.put(breach)
    book.say(breach, _A.ISSUED, commander("PROTO"), at("21T16:00"))


def _add_records(book: Book) -> None:
    """Add two stores that only add, and every record with its copy, read back once."""
    for key, (site, other) in STORES.items():
        store = Asset(
            asset_id=AssetId(key),
            name="Store that only adds (invented)",
            kind=AssetKind.OTHER,
            critical=False,
            site_id=SiteId(site),
            backup_asset_id=AssetId(other),
            playbook_id=ContingencyId("KG-POWER"),
            owner_unit_id=UnitId("SIGPOL"),
        )
        book.put(store)
        book.say(store, _A.VERIFIED, commander("SIGPOL"), at("22T11:00"))
    for number, (key, (name, kind, personal, year, unit)) in enumerate(RECORDS.items()):
        record = Record(
            record_id=RecordId(key),
            name=name,
            kind=kind,
            personal=personal,
            keep_until=datetime(year, 4, 30, tzinfo=UTC),
            copy_asset_id=AssetId(tuple(STORES)[number % 2]),
            owner_unit_id=UnitId(unit),
        )
        book.put(record)
        book.say(record, _A.VERIFIED, commander("SIGPOL"), at("22T20:00"))
