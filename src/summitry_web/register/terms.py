"""Where a paper of the host stands, told from the words that were said of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.table import Row


class State(StrEnum):
    """Where a mandate or a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    CHANGED = "changed"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"


STATES: Mapping[State, Text] = {
    State.DRAFT: Text("draft"),
    State.SUBMITTED: Text("in review"),
    State.RETURNED: Text("returned with reasons"),
    State.REVIEWED: Text("reviewed, waits for approval"),
    State.APPROVED: Text("approved"),
    State.CHANGED: Text("changed since approval"),
    State.ISSUED: Text("issued"),
    State.ACKNOWLEDGED: Text("acknowledged by all"),
}
MANDATE_STATES: Mapping[State, Text] = {
    **STATES,
    State.SUBMITTED: Text("submitted, waits for the authority"),
}
BADGES: Mapping[State, str] = {
    State.DRAFT: "not-yet-due",
    State.SUBMITTED: "unknown",
    State.RETURNED: "wrong",
    State.REVIEWED: "unknown",
    State.APPROVED: "ok",
    State.CHANGED: "wrong",
    State.ISSUED: "unknown",
    State.ACKNOWLEDGED: "ok",
}
STATE_ORDER = tuple(State)


class Standing(Struct, frozen=True, kw_only=True):
    """What was said of a row as it stands, the last of each kind; and what was said before."""

    submitted: Attestation | None
    returned: Attestation | None
    reviewed: Attestation | None
    approved: Attestation | None
    issued: Attestation | None
    approved_before: Attestation | None
    """The last approval of a former content; None while the present one is approved."""

    @property
    def state(self) -> State:
        """Return where it stands, but for who has acknowledged it."""
        if self.issued is not None and self.approved is not None:
            return State.ISSUED
        if self.approved is not None:
            return State.APPROVED
        if self.submitted is not None:
            return State.SUBMITTED if self.reviewed is None else State.REVIEWED
        if self.returned is not None:
            return State.RETURNED
        return State.DRAFT if self.approved_before is None else State.CHANGED


def standing_of(row: Row, words: Attestations, *, at: datetime) -> Standing:
    """Return what holds of the row; a return takes back what was said before it."""
    kinds = AttestationKind
    returned = _last(words.of(row, kinds.RETURNED, at=at))

    def standing(kind: AttestationKind) -> Attestation | None:
        said = _last(words.of(row, kind, at=at))
        is_taken_back = said is not None and returned is not None and said.at <= returned.at
        return None if is_taken_back else said

    approved = standing(kinds.APPROVED)
    before = words.about(row, kinds.APPROVED) if approved is None else ()
    return Standing(
        submitted=standing(kinds.SUBMITTED),
        returned=returned,
        reviewed=standing(kinds.VERIFIED),
        approved=approved,
        issued=standing(kinds.ISSUED),
        approved_before=_last(each for each in before if each.at <= at),
    )


def _last(words: Iterable[Attestation]) -> Attestation | None:
    return max(words, key=lambda word: word.at, default=None)
