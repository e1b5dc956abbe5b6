"""Defects in what can be seen: positions nobody holds, screens nobody verified, open sectors."""

from collections.abc import Iterator

from hanoi.book import Book, Word, at, minutes
from hanoi.organisation import commander
from hanoi.plans import ACCEPTANCE_ENDS
from hanoi.planted import Planted
from summitry.kit.ids import PositionId, SectorId, SiteId, UnitId
from summitry.kit.time import seconds_of
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Position
from summitry.plan.posts import Post, Sector
from summitry.plan.table import Row


def nobody_there(book: Book) -> Iterator[Planted]:
    """A roof found late has no post, and a post was never tied to its position."""
    book.put(
        Position(
            position_id=PositionId("V-HALL-60"),
            name="Scaffold on the Silk Market, found on 23 October (invented)",
            x_m=-118.0,
            y_m=205.0,
            z_m=27.0,
            site_id=SiteId("HALL"),
            owner_unit_ids=(UnitId("CITYPOL"),),
        )
    )
    book.edit(Post, "OB-HALL-07", position_id=None)
    yield Planted("C-02", "positions", "V-HALL-60")
    yield Planted("C-02", "positions", "V-HALL-07")


def screen_not_verified(book: Book) -> Iterator[Planted]:
    """A cafe has a view; the screen in front of it is planned, but nobody has seen it stand."""
    book.unsay("controls", "K-SCREEN-2", AttestationKind.VERIFIED)
    yield Planted("C-02", "positions", "V-HALL-42")
    yield Planted("C-09", "controls", "K-SCREEN-2")


def accepted_without_power(book: Book) -> Iterator[Planted]:
    """A position is accepted by somebody who may not."""
    book.unsay("positions", "V-HALL-51", AttestationKind.ACCEPTED)
    book.words.append(
        Word(
            table="positions",
            key="V-HALL-51",
            kind=AttestationKind.ACCEPTED,
            by=commander("WARD"),
            second_by=commander("CITY"),
            at=at("22T11:00"),
            reason="Nobody ever climbs it",
            expires=ACCEPTANCE_ENDS,
        )
    )
    yield Planted("C-02", "positions", "V-HALL-51")


def leaves_too_soon(book: Book) -> Iterator[Planted]:
    """A roof is left before the departures, and an acceptance ends before them."""
    start = seconds_of(at("25T14:00"))
    for slot in (1, 2):
        del book.shifts["OB-HALL-10", start, slot]
    yield Planted("C-52", "posts", "OB-HALL-10")
    yield Planted("C-02", "positions", "V-HALL-10")
    book.unsay("positions", "V-HALL-52", AttestationKind.ACCEPTED)
    book.words.append(
        Word(
            table="positions",
            key="V-HALL-52",
            kind=AttestationKind.ACCEPTED,
            by=commander("GUARD"),
            second_by=commander("LEAD"),
            at=at("22T11:00"),
            reason="Welded shut until the midday of the first day",
            expires=at("25T12:00"),
        )
    )
    yield Planted("C-02", "positions", "V-HALL-52")


def thought_to_be_held(book: Book) -> Iterator[Planted]:
    """A position's post is given to a unit that has not accepted it."""
    book.edit(Post, "OB-HALL-04", holder_unit_id=UnitId("CITYPOL"))
    yield Planted("C-08", "posts", "OB-HALL-04")
    yield Planted("C-02", "positions", "V-HALL-04")


def open_arc(book: Book) -> Iterator[Planted]:
    """Twenty degrees are open for the last forty minutes of the arrivals."""
    sector = book.get(Sector, "ST-STEPS-25-3")
    cut = sector.end - minutes(40)
    book.edit(Sector, sector.sector_id, end=cut)
    book.put(_with(sector, sector_id=SectorId("ST-STEPS-25-3-B"), start=cut, bearing_to_deg=111.0))
    yield Planted("C-03", "exposures", "E-STEPS-25")


def _with(sector: Sector, **cells: object) -> Row:
    return Sector(**{**{name: getattr(sector, name) for name in sector.__struct_fields__}, **cells})


def nobody_behind(book: Book) -> Iterator[Planted]:
    """The sector behind the steps is nobody's at the departures: its people were sent elsewhere."""
    post = book.get(Post, "SC-LEAVE-25-5")
    for slot in (1, 2):
        del book.shifts[post.post_id, seconds_of(post.start), slot]
    yield Planted("C-52", "posts", "SC-LEAVE-25-5")
    yield Planted("C-03", "exposures", "E-LEAVE-25")


DEFECTS = (
    nobody_there,
    screen_not_verified,
    accepted_without_power,
    leaves_too_soon,
    thought_to_be_held,
    open_arc,
    nobody_behind,
)
