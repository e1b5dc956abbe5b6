"""The example: heads and languages of delegations, liaison officers, orders, flags, gifts, image.

Languages of delegations, orders, gifts and offices are invented.
"""

from datetime import datetime

from hanoi.book import Book, at, minutes
from hanoi.conference_part import add_conference
from hanoi.facts import Scale
from hanoi.organisation import commander, deputy
from hanoi.programme import SEED, delegation_id, delegation_names, principals
from hanoi.treaty_part import CODES, add_treaty
from summitry.kit.ids import (
    CourtesyId,
    DelegationId,
    GiftId,
    ItemId,
    ObjectiveId,
    OutreachId,
    PersonId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.kit.streams import stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import Courtesy, CourtesyKind, Seat, Speaker
from summitry.plan.organisation import Person
from summitry.plan.outreach import Outreach, OutreachKind
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.reception import Gift, LiaisonOfficer
from summitry.plan.terms import ItemKind, Kind
from summitry.policy.precedence import RANKS, english_name, letters

STAY = ("23T18:00", "27T12:00")
VERIFIED = at("23T15:30")
LAID_OUT = at("23T15:00")
SECOND_DAY_DUE = at("26T07:00")
FIRST_DAY_SPEAKERS = 19
"""As many national statements as were made on the first afternoon, as reported at the time."""
STALLS = 20

_SPOKEN = {
    "ar": "DZ EG LY MA QA SA PS",
    "es": "CL CR CU DO EC NI PE ES VE",
    "fr": "BF CI CD DJ FR LU ML TG",
    "ru": "BY KZ RU UZ AZ",
    "zh": "CN",
    "vi": "VN",
}
_NO_STATE = frozenset({Kind.ORGANISATION, Kind.INSTITUTE})


def add_protocol(book: Book, scale: Scale) -> None:
    """Add the rows."""
    _add_heads(book, scale)
    _add_orders(book, scale)
    add_conference(book)
    _add_liaison(book, scale)
    _add_gifts(book)
    _add_outreach(book)
    add_treaty(book, scale)
    _add_courtesies(book)


def _languages(number: int) -> tuple[str, ...]:
    """Return the languages of a delegation by its number: its own of the six, and English."""
    code = CODES[number - 1] if number <= len(CODES) else ""
    own = {language for language, codes in _SPOKEN.items() if code in codes.split()}
    return tuple(sorted({"en", *own} if not own or "vi" in own else own))


def _add_heads(book: Book, scale: Scale) -> None:
    heads = {number: principal for principal, number in principals()}
    for number in range(1, len(delegation_names(scale)) + 1):
        book.edit(
            Delegation,
            delegation_id(number),
            head_principal_id=heads.get(number),
            languages=_languages(number),
        )


def states(scale: Scale) -> list[tuple[DelegationId, str]]:
    """Return the delegations of States and of the regional organisation with their names."""
    found = []
    for number, (name, kind) in enumerate(delegation_names(scale), start=1):
        code = CODES[number - 1] if number <= len(CODES) else ""
        if kind not in _NO_STATE:
            found.append((delegation_id(number), english_name(code, name)))
    return found


def _add_orders(book: Book, scale: Scale) -> None:
    """Add who speaks on both days and who sits where at the opening and the banquet."""
    listed = states(scale)
    names = dict(listed)
    heads = sorted(
        book.rows(Principal), key=lambda row: (RANKS[row.rank], letters(names[row.delegation_id]))
    )
    for place, head in enumerate(heads, start=1):
        seat = {"place": place, "delegation_id": head.delegation_id}
        if place <= FIRST_DAY_SPEAKERS:
            first = ItemId("I-PLENARY-25")
            book.put(Speaker(item_id=first, principal_id=head.principal_id, minutes=6.0, **seat))
        book.put(Seat(item_id=ItemId("I-BANQUET"), principal_id=head.principal_id, **seat))
    spoken = {head.delegation_id for head in heads[:FIRST_DAY_SPEAKERS]}
    chance = stream(SEED, "inscribed")
    later = [each for each, _ in listed if each not in spoken]
    speakers = 71 - FIRST_DAY_SPEAKERS if scale.hindsight else 60 - FIRST_DAY_SPEAKERS
    for place, number in enumerate(chance.permutation(len(later))[:speakers], start=1):
        book.put(
            Speaker(
                item_id=ItemId("I-PLENARY-26"),
                place=place,
                delegation_id=later[int(number)],
                minutes=3.0,
                inscribed=at("06T09:00") + minutes(95 * place),
            )
        )
    # The lot falls on one State; from it on the alphabet is gone through once around.
    alphabet = sorted(listed, key=lambda each: letters(each[1]))
    first = int(stream(SEED, "first seat").integers(len(alphabet)))
    for place, (delegation, _) in enumerate([*alphabet[first:], *alphabet[:first]], start=1):
        lot = first + 1 if place == 1 else None
        book.put(Seat(item_id=ItemId("I-OPENING"), place=place, delegation_id=delegation, lot=lot))


def _add_liaison(book: Book, scale: Scale) -> None:
    """Add one officer for each delegation of a State, who speaks a language of it."""
    for number, (delegation, _) in enumerate(states(scale), start=1):
        person = PersonId(f"lo-{number:03}")
        spoken = book.get(Delegation, delegation).languages
        book.put(
            Person(
                person_id=person,
                unit_id=UnitId(("PROTO", "MFA")[number % 2]),
                grade="liaison officer",
                languages=tuple(sorted({"vi", "en", *spoken})),
            ),
            LiaisonOfficer(
                delegation_id=delegation, person_id=person, start=at(STAY[0]), end=at(STAY[1])
            ),
        )


def _add_gifts(book: Book) -> None:
    """Add a gift of the host for each guest who is head of State or Government."""
    guests = [row for row in book.rows(Principal) if RANKS[row.rank] <= 1][1:]
    for number, guest in enumerate(guests, start=1):
        gift = Gift(
            gift_id=GiftId(f"GI-{number:02}"),
            name="Lacquer box (invented)",
            delegation_id=guest.delegation_id,
            item_id=ItemId("I-BANQUET"),
            due=LAID_OUT,
            owner_unit_id=UnitId("PROTO"),
        )
        book.put(gift)
        book.say(gift, AttestationKind.VERIFIED, deputy("PROTO"), VERIFIED)


def _add_outreach(book: Book) -> None:
    """Add exhibition, stalls, art programme, side events and what is said and asked."""
    shown = [
        ("EXHIBITION", "Exhibition on the Convention", OutreachKind.EXHIBITION, "CULT"),
        ("ART", "Art programme of the banquet", OutreachKind.ART_PROGRAMME, "CULT"),
        ("LINE", "Line of the spokesperson", OutreachKind.SPOKESPERSON_LINE, "PRESSC"),
        ("SURVEY", "Survey of guests", OutreachKind.SURVEY_OF_GUESTS, "MFA"),
        *(
            (f"STALL-{n:02}", f"Exhibition booth {n}", OutreachKind.STALL, "CULT")
            for n in range(1, STALLS + 1)
        ),
    ]
    for key, title, kind, unit in shown:
        art = kind is OutreachKind.ART_PROGRAMME
        _show(
            book,
            Outreach(
                outreach_id=OutreachId(f"OT-{key}"),
                title=f"{title} (invented)",
                kind=kind,
                objective_id=ObjectiveId("OBJ-IMAGE"),
                item_id=ItemId("I-BANQUET") if art else None,
                site_id=SiteId("PALACE" if art else "HALL"),
                zone_id=ZoneId("Z-PALACE" if art else "Z-FOYER"),
                start=at("25T19:40" if art else "25T07:30"),
                end=at("25T21:30" if art else "26T16:00"),
                due=LAID_OUT,
                owner_unit_id=UnitId(unit),
            ),
        )
    for item in book.rows(Item):
        if item.kind is ItemKind.SIDE_EVENT:
            _show(
                book,
                Outreach(
                    outreach_id=OutreachId(f"OT-{item.item_id[2:]}"),
                    title=item.title,
                    kind=OutreachKind.SIDE_EVENT,
                    objective_id=ObjectiveId("OBJ-CONTENT"),
                    item_id=item.item_id,
                    start=item.start,
                    end=item.end,
                    due=LAID_OUT,
                    owner_unit_id=UnitId("UNODC"),
                ),
            )


def _show(book: Book, row: Outreach) -> None:
    book.put(row)
    book.say(row, AttestationKind.VERIFIED, commander(str(row.owner_unit_id)), VERIFIED)


def _add_courtesies(book: Book) -> None:
    """Add flag and name plate of all who sign, and a name plate of all who speak or sit."""
    wanted: set[tuple[str, str, CourtesyKind]] = set()
    for placed in (*book.rows(Speaker), *book.rows(Seat)):
        wanted.add((placed.item_id, placed.delegation_id, CourtesyKind.NAME_PLATE))
    for signatory in book.rows(Signatory):
        for kind in (CourtesyKind.FLAG, CourtesyKind.NAME_PLATE):
            wanted.add((signatory.item_id, signatory.delegation_id, kind))
    for number, (item_id, delegation, kind) in enumerate(sorted(wanted)):
        due = _due(book.get(Item, item_id).start)
        row = Courtesy(
            courtesy_id=courtesy_id(item_id, delegation, kind),
            kind=kind,
            delegation_id=DelegationId(delegation),
            item_id=ItemId(item_id),
            due=due,
            owner_unit_id=UnitId("PROTO"),
        )
        book.put(row)
        if due == LAID_OUT:
            who = (commander, deputy)[number % 2]("PROTO")
            book.say(row, AttestationKind.VERIFIED, who, VERIFIED)


def courtesy_id(item_id: str, delegation: str, kind: CourtesyKind) -> CourtesyId:
    """Return the id of a courtesy."""
    return CourtesyId(f"CT-{item_id[2:]}-{delegation}-{kind}")


def _due(start: datetime) -> datetime:
    """Return by when it lies ready: for the first day at the rehearsal, else that morning."""
    return LAID_OUT if start < SECOND_DAY_DUE else SECOND_DAY_DUE
