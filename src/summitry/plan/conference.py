"""Interpretation, documents, broadcast, speaking and seating orders, flags and name plates."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    BoothId,
    CourtesyId,
    DelegationId,
    DocumentId,
    FeedId,
    ItemId,
    PartnerId,
    PersonId,
    PrincipalId,
    RoomId,
    UnitId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class FeedKind(StrEnum):
    """What a broadcast feed carries."""

    CLEAN_PICTURE = "clean-picture"
    PROGRAMME_PICTURE = "programme-picture"
    FLOOR_SOUND = "floor-sound"
    LANGUAGE_SOUND = "language-sound"
    STREAM = "stream"


class CourtesyKind(StrEnum):
    """What is set out for a delegation."""

    FLAG = "flag"
    NAME_PLATE = "name-plate"
    ANTHEM = "anthem"
    SEAT_CARD = "seat-card"


@table(
    "booths",
    key=("booth_id",),
    label=Text("Interpreters' booths"),
    field=Field.PROGRAMME,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Booth(Row, frozen=True, kw_only=True):
    """A booth of one language in a room; one that works both ways needs more interpreters."""

    booth_id: Annotated[BoothId, Label("Booth")]
    room_id: Annotated[RoomId, Label("Room")]
    language: Annotated[str, Label("Language")]
    both_ways: Annotated[bool, Label("Works both ways")] = False
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "booth_duties",
    key=("booth_id", "person_id", "start"),
    label=Text("Duties in booths"),
    field=Field.PROGRAMME,
)
class BoothDuty(Row, frozen=True, kw_only=True):
    """An interpreter in a booth from when to when."""

    booth_id: Annotated[BoothId, Label("Booth")]
    person_id: Annotated[PersonId, Label("Person")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "documents",
    key=("document_id",),
    label=Text("Documents"),
    field=Field.PROGRAMME,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Document(Row, frozen=True, kw_only=True):
    """A text that an item needs: in which languages, by when."""

    document_id: Annotated[DocumentId, Label("Document")]
    title: Annotated[str, Label("Title")]
    item_id: Annotated[ItemId | None, Label("For item")] = None
    original: Annotated[str, Label("Original language")] = ""
    languages: Annotated[tuple[str, ...], Label("Languages")] = ()
    due: Annotated[datetime | None, Label("Distributed by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "translations",
    key=("document_id", "language"),
    label=Text("Translations"),
    field=Field.PROGRAMME,
    owner="unit_id",
    marking=Marking.GREEN,
)
class Translation(Row, frozen=True, kw_only=True):
    """A document's translation and when it is due; a ``completed`` word says that it is done."""

    document_id: Annotated[DocumentId, Label("Document")]
    language: Annotated[str, Label("Language")]
    due: Annotated[datetime | None, Label("Due")] = None
    unit_id: Annotated[UnitId | None, Label("Unit")] = None


@table(
    "feeds",
    key=("feed_id",),
    label=Text("Broadcast feeds"),
    field=Field.PRESS,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Feed(Row, frozen=True, kw_only=True):
    """Picture or sound of an item handed on; ``verified`` says that the line was tried."""

    feed_id: Annotated[FeedId, Label("Feed")]
    item_id: Annotated[ItemId, Label("Item")]
    kind: Annotated[FeedKind, Label("Kind")]
    language: Annotated[str, Label("Language")] = ""
    partner_id: Annotated[PartnerId | None, Label("Handed to")] = None
    tested_by: Annotated[datetime | None, Label("Line tried by")] = None
    backup_feed_id: Annotated[FeedId | None, Label("Stood in for by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "speakers",
    key=("item_id", "place"),
    label=Text("Speaking order"),
    field=Field.PROTOCOL,
    marking=Marking.GREEN,
)
class Speaker(Row, frozen=True, kw_only=True):
    """Who speaks in which place of an item, for how many minutes.

    ``lot`` and ``inscribed`` record what the order rests on; a reason says why the rule of
    precedence does not hold for this place.
    """

    item_id: Annotated[ItemId, Label("Item")]
    place: Annotated[int, Label("Place in the order")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    principal_id: Annotated[PrincipalId | None, Label("Principal")] = None
    minutes: Annotated[float, Label("Minutes")] = 5.0
    lot: Annotated[int | None, Label("Lot drawn")] = None
    inscribed: Annotated[datetime | None, Label("Inscribed")] = None
    reason: Annotated[str, Label("Placed otherwise because")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("place", self.place, 1, 10_000)
        require_between("minutes", self.minutes, 0, 1_000)


@table(
    "seats",
    key=("item_id", "place"),
    label=Text("Seating order"),
    field=Field.PROTOCOL,
    marking=Marking.GREEN,
)
class Seat(Row, frozen=True, kw_only=True):
    """Who sits in which place at an item; place 1 is the first in precedence.

    A reason says why the rule of precedence does not hold for this place.
    """

    item_id: Annotated[ItemId, Label("Item")]
    place: Annotated[int, Label("Place in the order")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    principal_id: Annotated[PrincipalId | None, Label("Principal")] = None
    lot: Annotated[int | None, Label("Lot drawn")] = None
    reason: Annotated[str, Label("Placed otherwise because")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("place", self.place, 1, 10_000)


@table(
    "courtesies",
    key=("courtesy_id",),
    label=Text("Flags and name plates"),
    field=Field.PROTOCOL,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Courtesy(Row, frozen=True, kw_only=True):
    """A flag, name plate or anthem for a delegation at an item; ``verified`` says it is right."""

    courtesy_id: Annotated[CourtesyId, Label("Courtesy")]
    kind: Annotated[CourtesyKind, Label("Kind")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    item_id: Annotated[ItemId, Label("Item")]
    due: Annotated[datetime | None, Label("Due")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
