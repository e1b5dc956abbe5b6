"""Delegations, principals, programme and signatories; ranks and choices are invented."""

from datetime import datetime

from hanoi.book import Book, at, minutes
from hanoi.facts import (
    HOST,
    OBSERVER_STATE,
    REGIONAL,
    SECOND_DAY,
    SIGNATORIES,
    Scale,
)
from hanoi.organisation import commander, deputy
from hanoi.places import HOTELS
from summitry.kit.ids import (
    DelegationId,
    DetailId,
    ItemId,
    NetId,
    PrincipalId,
    RoomId,
    SignatoryId,
    SiteId,
    UnitId,
)
from summitry.kit.streams import stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import DetailNet
from summitry.plan.posts import Detail
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.terms import ItemKind, Kind, Rank

SEED = 20251025
PROTECTED = 40
LIAISONS = ("PROTO", "MFA", "VOLUN", "ADMPOL")
UNNAMED = "Signatory not named in the sources read"
CEREMONY = 64
LATER_FROM = 69
NEEDS_NO_POWERS = frozenset({Rank.HEAD_OF_STATE, Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER})


def delegation_names(scale: Scale) -> list[tuple[str, Kind]]:
    """Return the delegations: the 71 named, the unnamed, and others under invented names."""
    kinds = {OBSERVER_STATE: Kind.OBSERVER_STATE, REGIONAL: Kind.REGIONAL_ORGANISATION}
    named = [(name, kinds.get(name, Kind.STATE)) for name in SIGNATORIES]
    if scale.hindsight:
        named.append((UNNAMED, Kind.STATE))
    others = scale.delegations - len(named)
    named += [(f"State delegation {n} (invented)", Kind.STATE) for n in range(1, others + 1)]
    named.append(("United Nations Secretariat", Kind.ORGANISATION))
    named += [(f"Organisation {n} (invented)", Kind.ORGANISATION) for n in range(1, 9)]
    named += [(f"Institute {n} (invented)", Kind.INSTITUTE) for n in range(1, 5)]
    return named


def delegation_id(number: int) -> DelegationId:
    """Return the id of the delegation with that place in the list, from 1."""
    return DelegationId(f"D-{number:03}")


def add_delegations(book: Book, scale: Scale) -> None:
    """Add delegations with hotel and liaison, sharing out the delegates."""
    names = delegation_names(scale)
    base, more = divmod(scale.delegates + scale.observers + scale.organisations, len(names))
    for number, (name, kind) in enumerate(names, start=1):
        book.put(
            Delegation(
                delegation_id=delegation_id(number),
                name=name,
                kind=kind,
                members=base + (number <= more),
                liaison_unit_id=UnitId(LIAISONS[number % len(LIAISONS)]),
                hotel_site_id=SiteId(HOTELS[number % len(HOTELS)]),
            )
        )


def principals() -> list[tuple[PrincipalId, int]]:
    """Return the protected principals with the number of their delegation."""
    host = SIGNATORIES.index(HOST) + 1
    others = [n for n in range(1, len(SIGNATORIES) + 1) if n != host][: PROTECTED - 1]
    return [(PrincipalId(f"PR-{n:02}"), d) for n, d in enumerate([host, *others], start=1)]


def add_principals(book: Book) -> None:
    """Add protected principals, each with a detail on the close protection net."""
    for place, (principal, number) in enumerate(principals()):
        rank = (Rank.HEAD_OF_STATE, Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER)[
            0 if place < 2 else 1 if place < 7 else 2
        ]
        detail = DetailId(f"DT-{place + 1:02}")
        book.put(
            Principal(
                principal_id=principal,
                office=f"Head of delegation, {SIGNATORIES[number - 1]} (rank invented)",
                delegation_id=delegation_id(number),
                rank=rank,
                protected=True,
            ),
            Detail(
                detail_id=detail,
                name=f"Detail {place + 1}",
                principal_id=principal,
                unit_id=UnitId("GUARD"),
            ),
            DetailNet(detail_id=detail, net_id=NetId("N-VIP")),
        )


_I = ItemKind
_ALL = "all"
_ITEMS = (
    ("I-REHEARSAL", "Full rehearsal", _I.REHEARSAL, "R-PLENARY", "23T14:00", "23T17:00", "", "MFA"),
    (
        "I-WELCOME",
        "Welcome and group photo",
        _I.WELCOME,
        "R-FORECOURT",
        "25T08:30",
        "25T08:45",
        _ALL,
        "PROTO",
    ),
    ("I-OPENING", "Opening", _I.OPENING, "R-PLENARY", "25T09:00", "25T09:50", _ALL, "MFA"),
    ("I-SIGN-1", "Signing ceremony", _I.SIGNING, "R-STAGE", "25T10:00", "25T12:00", _ALL, "UNOLA"),
    ("I-SIGN-2", "Further signatures", _I.SIGNING, "R-STAGE", "25T12:20", "25T12:50", "", "UNOLA"),
    (
        "I-PLENARY-25",
        "Plenary, first day",
        _I.PLENARY,
        "R-PLENARY",
        "25T14:30",
        "25T17:00",
        _ALL,
        "MFA",
    ),
    ("I-BANQUET", "Banquet", _I.BANQUET, "R-BANQUET", "25T19:40", "25T21:30", _ALL, "PROTO"),
    (
        "I-PLENARY-26",
        "Plenary, second day",
        _I.PLENARY,
        "R-PLENARY",
        "26T09:00",
        "26T12:00",
        _ALL,
        "MFA",
    ),
    (
        "I-SIGN-3",
        "Signatures of the second day",
        _I.SIGNING,
        "R-STAGE",
        "26T12:15",
        "26T12:30",
        "",
        "UNOLA",
    ),
    ("I-CLOSING", "Closing", _I.CLOSING, "R-PLENARY", "26T14:30", "26T15:30", _ALL, "MFA"),
    (
        "I-PRESS",
        "Press conference on results",
        _I.PRESS_CONFERENCE,
        "R-BRIEF",
        "26T16:00",
        "26T17:00",
        "",
        "PRESSC",
    ),
)
BILATERALS = 12
SIDE_EVENTS = 8


def add_programme(book: Book) -> None:
    """Add the outline, and invented bilaterals and side events between its items."""
    everyone = tuple(sorted(principal for principal, _ in principals()))
    for key, title, kind, room, start, end, who, unit in _ITEMS:
        book.put(
            Item(
                item_id=ItemId(key),
                title=title,
                kind=kind,
                room_id=RoomId(room),
                start=at(start),
                end=at(end),
                principal_ids=everyone if who == _ALL else (),
                owner_unit_id=UnitId(unit),
            )
        )
    for number in range(BILATERALS):
        begins = at("25T13:00") + minutes(30 * (number // 4))
        pair = everyone[2 * number : 2 * number + 2]
        room = ("R-BILAT-1", "R-BILAT-2", "R-SIDE-3", "R-SIDE-4")[number % 4]
        _put_item(book, f"I-BILAT-{number + 1:02}", room, (begins, begins + minutes(20)), pair)
    for number in range(SIDE_EVENTS):
        begins = at("26T09:30") + minutes(75 * (number // 4))
        room = f"R-SIDE-{number % 4 + 1}"
        _put_item(book, f"I-SIDE-{number + 1:02}", room, (begins, begins + minutes(60)), ())


def _put_item(
    book: Book,
    key: str,
    room: str,
    when: tuple[datetime, datetime],
    who: tuple[PrincipalId, ...],
) -> None:
    kind = _I.BILATERAL if who else _I.SIDE_EVENT
    title = "Bilateral meeting (invented)" if who else "High-level side event (theme invented)"
    book.put(
        Item(
            item_id=ItemId(key),
            title=title,
            kind=kind,
            room_id=RoomId(room),
            start=when[0],
            end=when[1],
            principal_ids=who,
            owner_unit_id=UnitId("MFA"),
        )
    )


def signing(scale: Scale) -> list[tuple[int, str]]:
    """Return the number of each signing delegation, in order, with the item it signs in."""
    host = SIGNATORIES.index(HOST) + 1
    others = [n for n in range(1, len(SIGNATORIES) + 1) if n != host]
    if not scale.hindsight:
        chance = stream(SEED, "registered")
        chosen = chance.choice(others, size=scale.signatories - 1, replace=False)
        return [(int(number), "I-SIGN-1") for number in (host, *sorted(chosen))]
    second = [SIGNATORIES.index(name) + 1 for name in SECOND_DAY]
    first = [host, *(n for n in others if n not in second), len(SIGNATORIES) + 1]
    items = ["I-SIGN-1"] * CEREMONY + ["I-SIGN-2"] * (LATER_FROM - CEREMONY) + ["I-SIGN-3"] * 3
    return list(zip([*first, *second], items, strict=True))


def add_signatories(book: Book, scale: Scale) -> None:
    """Add who signs; the depositary has cleared the powers of all who need them."""
    protected = {number: principal for principal, number in principals()}
    for order, (number, item) in enumerate(signing(scale), start=1):
        rank = Rank.MINISTER if order % 3 else Rank.AMBASSADOR
        if number in protected:
            rank = book.get(Principal, protected[number]).rank
        row = Signatory(
            signatory_id=SignatoryId(f"S-{number:03}"),
            delegation_id=delegation_id(number),
            rank=rank,
            item_id=ItemId(item),
            order=order,
            owner_unit_id=UnitId("PROTO"),
        )
        book.put(row)
        if rank not in NEEDS_NO_POWERS:
            who = (commander if order % 2 else deputy)("UNOLA")
            book.say(row, AttestationKind.CLEARED, who, at("21T10:00") + minutes(7 * order))
