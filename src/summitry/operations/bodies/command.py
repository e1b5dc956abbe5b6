"""What a command post does: incidents, orders, decisions, declarations, handover, report."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import (
    CommandPostId,
    DeclarationId,
    PersonId,
    PostId,
    SitrepId,
    UnitId,
)
from summitry.operations.bodies.body import Body, require_entry, require_later, require_words
from summitry.plan.terms import Severity

CONFIRM_WITHIN = timedelta(minutes=15)
"""How long an order that changes the day's plan may wait for its second person."""


class Incident(Body, frozen=True, kw_only=True):
    """Something has happened that must be dealt with; its id is that of the entry."""

    title: str
    severity: Severity = Severity.MEDIUM

    def __post_init__(self) -> None:
        require_words(self.title, column="title")


class IncidentStatus(StrEnum):
    """How far an incident has been dealt with."""

    OPEN = "open"
    CONTAINED = "contained"
    CLOSED = "closed"


class IncidentChanged(Body, frozen=True, kw_only=True):
    """An incident moves on; what is not named stays as it was."""

    to: str
    status: IncidentStatus | None = None
    severity: Severity | None = None
    text: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)
        if self.status is None and self.severity is None:
            require_words(self.text, column="text")


class RowEdit(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One row of the day's plan put in, or taken out where ``row`` is None."""

    table: str
    key: str
    row: dict[str, Any] | None = None


class Order(Body, frozen=True, kw_only=True):
    """What somebody must do; each addressee reads it back.

    ``edits`` change the day's plan from the moment of the entry; a second person confirms them
    within ``CONFIRM_WITHIN``, else they stand and are flagged.
    """

    text: str
    post_ids: tuple[PostId, ...] = ()
    unit_ids: tuple[UnitId, ...] = ()
    person_ids: tuple[PersonId, ...] = ()
    to: str = ""
    read_back_by: datetime | None = None
    done_by: datetime | None = None
    edits: tuple[RowEdit, ...] = ()

    def __post_init__(self) -> None:
        require_words(self.text, column="text")
        if not (self.post_ids or self.unit_ids or self.person_ids):
            raise SummitryError("order.to_nobody", column="post_ids")

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who must read it back, each as table and key joined by ``/``."""
        return (
            *(f"posts/{each}" for each in self.post_ids),
            *(f"units/{each}" for each in self.unit_ids),
            *(f"persons/{each}" for each in self.person_ids),
        )


class ReadBack(Body, frozen=True, kw_only=True):
    """An addressee says the order again, in their own words."""

    to: str
    addressee: str
    words: str

    def __post_init__(self) -> None:
        require_entry(self.to)
        require_words(self.words, column="words")


class ReadBackJudged(Body, frozen=True, kw_only=True):
    """The giver heard a read-back: it is right, or it is not and what was meant."""

    to: str
    right: bool
    text: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)
        if not self.right:
            require_words(self.text, column="text")


class OrderStep(StrEnum):
    """What has become of an order."""

    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class OrderMoved(Body, frozen=True, kw_only=True):
    """An order was begun, done, refused with a reason, or withdrawn by its giver."""

    to: str
    step: OrderStep
    text: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)
        if self.step is OrderStep.REFUSED:
            require_words(self.text, column="text")


class Confirmed(Body, frozen=True, kw_only=True):
    """A second person confirms the change of plan that an order made, or does not."""

    to: str
    agreed: bool = True
    reason: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)
        if not self.agreed:
            require_words(self.reason, column="reason")


class Dissent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who would have decided otherwise, and why."""

    person_id: PersonId
    text: str


class Decision(Body, frozen=True, kw_only=True):
    """A choice between options, on what was known then, with its reasons and dissent."""

    question: str
    options: tuple[str, ...]
    chosen: int
    known: str
    reasons: str
    cites: tuple[str, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    review_at: datetime | None = None
    to: str = ""

    def __post_init__(self) -> None:
        for column in ("question", "known", "reasons"):
            require_words(getattr(self, column), column=column)
        for option in self.options:
            require_words(option, column="options")
        if not 0 <= self.chosen < len(self.options):
            raise SummitryError("decision.chose_none", column="chosen", got=self.chosen + 1)


class Reviewed(Body, frozen=True, kw_only=True):
    """A decision or a declaration was looked at again: it stands, or it has ended."""

    to: str
    stands: bool
    text: str = ""
    next_review_at: datetime | None = None

    def __post_init__(self) -> None:
        require_entry(self.to)


class Declaration(Body, frozen=True, kw_only=True):
    """What the plan says may be declared has been declared; each agency acknowledges."""

    declaration_id: DeclarationId
    text: str = ""
    to: str = ""


class Handover(Body, frozen=True, kw_only=True):
    """One person gives a desk to another: what stands, what is open, what may come."""

    command_post_id: CommandPostId
    desk: str
    to_person_id: PersonId
    situation: str
    still_open: tuple[str, ...] = ()
    outlook: str = ""

    def __post_init__(self) -> None:
        require_words(self.situation, column="situation")


class Sentence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence of a report, and the entries that bear it out."""

    text: str
    cites: tuple[str, ...]
    heading: str = ""

    def __post_init__(self) -> None:
        require_words(self.text, column="text")
        if not self.cites:
            raise SummitryError("sitrep.uncited", column="cites", text=self.text)


class Sitrep(Body, frozen=True, kw_only=True):
    """A situation report: every sentence cites entries, and a named person approved it."""

    start: datetime
    end: datetime
    sentences: tuple[Sentence, ...]
    approved_by: PersonId
    sitrep_id: SitrepId | None = None
    recipient_unit_ids: tuple[UnitId, ...] = ()

    def __post_init__(self) -> None:
        require_later(self.end, self.start)
