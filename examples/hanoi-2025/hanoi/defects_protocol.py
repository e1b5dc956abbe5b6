"""Defects in conference, interpretation, precedence, reception, image, treaty."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from hanoi.book import Book, at
from hanoi.planted import Planted
from hanoi.protocol_part import courtesy_id
from hanoi.treaty_part import NETWORK, TREATY
from summitry.kit.ids import (
    ActId,
    BoothId,
    DelegationId,
    PersonId,
    PrincipalId,
    StateId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import (
    BoothDuty,
    CourtesyKind,
    Document,
    Feed,
    FeedKind,
    Seat,
    Speaker,
)
from summitry.plan.outreach import Outreach
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.reception import Bilateral, LiaisonOfficer
from summitry.plan.terms import Rank
from summitry.plan.treaty import Act, ActKind, ContactPoint, Provision, State

VERIFIED = AttestationKind.VERIFIED
SECOND_PLENARY = "I-PLENARY-26"


def rooms(book: Book) -> Iterator[Planted]:
    """A room holds two side events at once, the banquet more guests than its room may hold.

    A bilateral of other defects stands in the room of a side event, too.
    """
    moved = book.get(Item, "I-SIDE-02")
    book.edit(Item, "I-SIDE-07", start=moved.start, end=moved.end)
    book.edit(Item, "I-BANQUET", headcount=700)
    yield Planted("C-72", "programme", "I-SIDE-07")
    yield Planted("C-72", "programme", "I-BANQUET")
    yield Planted("C-72", "programme", "I-SIDE-05")


def booths(book: Book) -> Iterator[Planted]:
    """Chinese is short of one of three, the briefing has no booth, one person is in two booths."""
    opening = book.get(Item, "I-OPENING")
    book.drop("booth_duties", _duty("BO-PLENARY-zh", "i-zh-3", opening))
    book.drop("booths", "BO-BRIEF-vi")
    press = book.get(Item, "I-PRESS")
    for number in (1, 2):
        book.drop("booth_duties", _duty("BO-BRIEF-vi", f"i-brief-{number}", press))
    book.put(
        BoothDuty(
            booth_id=BoothId("BO-SIDE-1-vi"),
            person_id=PersonId("i-en-1"),
            start=at("26T11:00"),
            end=at("26T11:30"),
        )
    )
    added = f"BO-SIDE-1-vi|i-en-1|{_key(at('26T11:00'))}"
    yield Planted("C-73", "booths", "BO-PLENARY-zh")
    yield Planted("C-73", "programme", "I-PRESS")
    yield Planted("C-73", "booth_duties", added)


def _key(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _duty(booth: str, person: str, item: Item) -> str:
    return f"{booth}|{person}|{_key(item.start)}"


def orders(book: Book) -> Iterator[Planted]:
    """A head of Government speaks before a head of State; two neighbours at table are swapped."""
    _swap(book, Speaker, "I-PLENARY-25", 2)
    _swap(book, Seat, "I-BANQUET", 20)
    yield Planted("C-74", "speakers", "I-PLENARY-25|3")
    yield Planted("C-74", "seats", "I-BANQUET|21")


def _swap(book: Book, kind: type[Speaker] | type[Seat], item: str, place: int) -> None:
    one, other = (book.get(kind, f"{item}|{n}") for n in (place, place + 1))
    for row, by in ((one, other), (other, one)):
        key = f"{item}|{row.place}"
        book.edit(kind, key, delegation_id=by.delegation_id, principal_id=by.principal_id)


def not_there(book: Book) -> Iterator[Planted]:
    """A principal leaves before the banquet; another no longer heads the delegation."""
    seats = {row.principal_id: row for row in book.rows(Seat) if row.item_id == "I-BANQUET"}
    early, replaced = PrincipalId("PR-35"), PrincipalId("PR-38")
    book.edit(Principal, early, leaves=at("25T19:00"))
    delegation = book.get(Principal, replaced).delegation_id
    book.put(
        Principal(
            principal_id=PrincipalId("PR-90"),
            office="Deputy minister who stands in (invented)",
            delegation_id=delegation,
            rank=Rank.DEPUTY_MINISTER,
        )
    )
    book.edit(Delegation, delegation, head_principal_id=PrincipalId("PR-90"))
    for who in (early, replaced):
        yield Planted("C-77", "seats", f"I-BANQUET|{seats[who].place}")
    gone = book.get(Principal, early).delegation_id
    speaks = [row.place for row in book.rows(Speaker) if _on_second_day(row, gone)]
    for place in speaks:
        yield Planted("C-77", "speakers", f"{SECOND_PLENARY}|{place}")
    if not speaks:
        yield Planted("C-77", "programme", SECOND_PLENARY)
    yield Planted("C-77", "programme", "I-CLOSING")
    # The plan still holds the one who outranks the new head.
    yield Planted("C-204", "delegations", delegation)


def _on_second_day(row: Speaker, delegation: str) -> bool:
    return (row.item_id, row.delegation_id) == (SECOND_PLENARY, delegation)


def documents(book: Book) -> Iterator[Planted]:
    """Nobody translates a note into Russian, a French text is late, a list is not out."""
    book.drop("translations", "DC-SIGNING|ru")
    book.words = [w for w in book.words if (w.table, w.key) != ("translations", "DC-SIGNING|ru")]
    book.unsay("translations", "DC-PROGRAMME|fr", AttestationKind.COMPLETED)
    book.unsay("documents", "DC-SPEAKERS", AttestationKind.ISSUED)
    book.edit(Document, "DC-SUMMARY", due=at("26T15:00"))
    yield Planted("C-200", "documents", "DC-SIGNING")
    yield Planted("C-200", "translations", "DC-PROGRAMME|fr")
    yield Planted("C-200", "documents", "DC-SPEAKERS")
    yield Planted("C-200", "documents", "DC-SUMMARY")


def broadcast(book: Book) -> Iterator[Planted]:
    """No Arabic sound of the second day, no second line at the signing, one line untried."""
    book.drop("feeds", "FE-PLENARY-26-ar")
    book.edit(Feed, "FE-SIGN-1-PIC-2", kind=FeedKind.STREAM)
    book.edit(Feed, "FE-SIGN-1-PIC-1", backup_feed_id=None)
    book.unsay("feeds", "FE-OPENING-FLOOR", VERIFIED)
    yield Planted("C-201", "programme", "I-PLENARY-26")
    yield Planted("C-201", "feeds", "FE-SIGN-1-PIC-1")
    yield Planted("C-201", "feeds", "FE-OPENING-FLOOR")


def bilaterals(book: Book) -> Iterator[Planted]:
    """One bilateral has no interpreter, one interpreter is in two rooms, two are not planned."""
    between = [row for row in book.rows(Bilateral) if row.languages]
    without, here = between[0], between[1]
    start = book.get(Item, here.item_id).start
    there = next(
        row
        for row in book.rows(Bilateral)
        if row not in (without, here) and book.get(Item, row.item_id).start == start
    )
    book.edit(Bilateral, without.bilateral_id, interpreter_ids=())
    both = tuple(sorted({*here.interpreter_ids, *there.interpreter_ids}))
    book.edit(Bilateral, there.bilateral_id, interpreter_ids=both)
    yield Planted("C-202", "bilaterals", without.bilateral_id)
    yield Planted("C-202", "bilaterals", here.bilateral_id)
    yield Planted("C-202", "bilaterals", there.bilateral_id)
    yield Planted("C-202", "programme", "I-BILAT-90")
    yield Planted("C-202", "programme", "I-BILAT-91")


def liaison(book: Book) -> Iterator[Planted]:
    """A delegation has no officer, one comes too late, one has two delegations."""
    lacking, late, given = (row for row in book.rows(LiaisonOfficer)[40:43])
    book.drop("liaison_officers", f"{lacking.delegation_id}|{lacking.person_id}")
    book.edit(LiaisonOfficer, f"{late.delegation_id}|{late.person_id}", start=at("25T12:00"))
    book.put(
        LiaisonOfficer(
            delegation_id=late.delegation_id,
            person_id=given.person_id,
            start=at("25T20:00"),
            end=at("25T22:00"),
        )
    )
    yield Planted("C-203", "delegations", lacking.delegation_id)
    yield Planted("C-203", "delegations", late.delegation_id)
    yield Planted("C-203", "liaison_officers", f"{late.delegation_id}|{given.person_id}")


def headless(book: Book) -> Iterator[Planted]:
    """Two principals come, and nobody said who heads their delegation."""
    delegation = book.get(Principal, "PR-12").delegation_id
    book.put(
        Principal(
            principal_id=PrincipalId("PR-91"),
            office="Minister who comes too (invented)",
            delegation_id=delegation,
            rank=Rank.MINISTER,
        )
    )
    book.edit(Delegation, delegation, head_principal_id=None)
    yield Planted("C-204", "delegations", delegation)


def courtesies(book: Book) -> Iterator[Planted]:
    """A flag is missing at the signing, and nobody has looked at a name plate."""
    signs = [row.delegation_id for row in book.rows(Signatory)]
    flag = courtesy_id("I-SIGN-1", signs[5], CourtesyKind.FLAG)
    plate = courtesy_id("I-SIGN-1", signs[9], CourtesyKind.NAME_PLATE)
    book.unsay("courtesies", flag, VERIFIED)
    book.drop("courtesies", flag)
    book.unsay("courtesies", plate, VERIFIED)
    yield Planted("C-205", "delegations", signs[5])
    yield Planted("C-205", "courtesies", plate)


def shown(book: Book) -> Iterator[Planted]:
    """A gift was not seen, a stall serves no objective, the exhibition was not seen."""
    book.unsay("gifts", "GI-03", VERIFIED)
    book.unsay("outreach", "OT-EXHIBITION", VERIFIED)
    stall = book.edit(Outreach, "OT-STALL-07", objective_id=None)
    yield Planted("C-206", "gifts", "GI-03")
    yield Planted("C-207", "outreach", "OT-EXHIBITION")
    yield Planted("C-207", "outreach", stall.outreach_id)


def too_long(book: Book) -> Iterator[Planted]:
    """Everybody on the second day is given five minutes."""
    for row in book.rows(Speaker):
        if row.item_id == "I-PLENARY-26":
            book.edit(Speaker, f"{row.item_id}|{row.place}", minutes=5.0)
    yield Planted("C-208", "programme", "I-PLENARY-26")


def signing(book: Book) -> Iterator[Planted]:
    """An institute is to sign, and one delegation stands for no State of the treaty."""
    institute = max(row.delegation_id for row in book.rows(Delegation))
    signs = {row.order: row for row in book.rows(Signatory)}
    signatory = signs[30]
    book.edit(Signatory, signatory.signatory_id, delegation_id=DelegationId(institute))
    left = signs[20]
    state = next(row for row in book.rows(State) if row.delegation_id == left.delegation_id)
    book.edit(State, state.state_id, delegation_id=None)
    yield Planted("C-209", "signatories", signatory.signatory_id)
    yield Planted("C-209", "signatories", left.signatory_id)
    # Nothing lies ready for somebody who was not to sign.
    yield Planted("C-205", "delegations", institute)


def acts(book: Book) -> Iterator[Planted]:
    """A ratification without a signature and without a source stands in the list of acts."""
    act = Act(
        act_id=ActId("AC-900"),
        treaty_id=TREATY,
        state_id=StateId("NA"),
        kind=ActKind.RATIFICATION,
        day=date(2025, 10, 26),
    )
    book.put(act)
    yield Planted("C-210", "acts", act.act_id)


def law(book: Book) -> Iterator[Planted]:
    """An article was not examined, for another nothing is done, the desk closes at night."""
    book.drop("provisions", "PV-16")
    book.edit(Provision, "PV-25", action="  ")
    point = book.edit(ContactPoint, f"CP-ART-{NETWORK}", around_the_clock=False)
    yield Planted("C-211", "articles", f"{TREATY}|16")
    yield Planted("C-211", "provisions", "PV-25")
    yield Planted("C-212", "contact_points", point.contact_point_id)


DEFECTS: tuple[Callable[[Book], Iterator[Planted]], ...] = (
    rooms,
    booths,
    orders,
    not_there,
    documents,
    broadcast,
    bilaterals,
    liaison,
    headless,
    courtesies,
    shown,
    too_long,
    signing,
    acts,
    law,
)
