"""Proposals: a patch of another unit's rows waits for that unit; it is merged, never forced."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.merge import OURS, THEIRS, Claim, settle
from summitry.plan.change import Edit
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Actor, Thing, can, is_readable, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans.actions.rows import (
    committed,
    locked,
    require_below_ceiling,
    things_by_edit,
    things_edited,
)
from summitry_web.plans.models import Proposal, ProposedEdit, StoredRow
from summitry_web.plans.store import row_bytes, row_of

PART = 100
"""How many proposed edits are read at once."""


class Waiting(Struct, frozen=True, kw_only=True):
    """A proposed edit as somebody sees it who may decide it, or who made it."""

    pk: int
    proposal: int
    person_id: str
    at: datetime
    reason: str
    table: str
    key: str
    before: Row | None
    after: Row | None
    state: str
    note: str
    may_decide: bool
    is_mine: bool


@transaction.atomic
def propose(  # noqa: PLR0913  # who, where, what, why, when
    actor: Actor,
    event: Event,
    patch: Sequence[tuple[Edit, Row | None]],
    *,
    at: datetime,
    reason: str = "",
    client_id: str | None = None,
    origin: str = "grid",
) -> int:
    """Keep the patch for the units that own its rows; return its number.

    Each edit comes with the row it was made against, None for a new row.
    """
    locked(event)
    if client_id is not None:
        made = Proposal.objects.filter(
            event=event, by_id=actor.account_id, client_id=client_id
        ).first()
        if made is not None and _wants(made) == _wanted(patch):
            return made.pk
        client_id = client_id if made is None else None
    edits = [edit for edit, _ in patch]
    require_below_ceiling(event, edits)
    for thing in things_edited(event, edits):
        require(actor, Verb.PROPOSE, thing, at=at)
    proposal = Proposal.objects.create(
        event=event, by=Account.objects.filter(pk=actor.account_id).first(),
        person_id=actor.person_id, at=deed_in(event, at),
        base_revision=event.revision, reason=reason[:400], client_id=client_id, origin=origin,
    )  # fmt: skip
    ProposedEdit.objects.bulk_create(
        ProposedEdit(
            proposal=proposal, event=event, table=edit.table, key=edit.key,
            before=None if before is None else row_bytes(before),
            after=None if edit.row is None else row_bytes(edit.row),
        )
        for edit, before in patch
    )  # fmt: skip
    record(
        "proposal.made", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"proposal {proposal.pk}", facts={"rows": len(patch)},
    )  # fmt: skip
    return proposal.pk


def _wants(made: Proposal) -> set[tuple[str, str, bytes | None]]:
    edits = made.edits.values_list("table", "key", "after")
    return {(table, key, None if after is None else bytes(after)) for table, key, after in edits}


def _wanted(patch: Sequence[tuple[Edit, Row | None]]) -> set[tuple[str, str, bytes | None]]:
    return {(e.table, e.key, None if e.row is None else row_bytes(e.row)) for e, _ in patch}


def waiting(
    actor: Actor,
    event: Event,
    *,
    at: datetime,
    state: str | None = "open",
    before: int | None = None,
    size: int | None = None,
) -> list[Waiting]:
    """Return the proposed edits that the actor may decide or has made, the latest first.

    Parameters
    ----------
    state
        Only those of this state; of every state for None.
    before, size
        Only those older than the one of this number, and so many of them; all for None.
    """
    edits = ProposedEdit.objects.filter(event=event).select_related("proposal").order_by("-pk")
    if state is not None:
        edits = edits.filter(state=state)
    found: list[Waiting] = []
    last = before
    while size is None or len(found) < size:
        part = list((edits if last is None else edits.filter(pk__lt=last))[:PART])
        if not part:
            break
        last = part[-1].pk
        found += _seen(actor, event, part, at=at)
    return found[:size]


def latest_waiting(actor: Actor, event: Event, *, at: datetime) -> list[Waiting]:
    """Return those of the event's latest open edits that the actor may decide or has made.

    For a page that everybody opens: it looks at so many edits and no further.
    """
    edits = ProposedEdit.objects.filter(event=event, state="open").select_related("proposal")
    return _seen(actor, event, list(edits.order_by("-pk")[:PART]), at=at)


def _seen(
    actor: Actor, event: Event, edits: Sequence[ProposedEdit], *, at: datetime
) -> list[Waiting]:
    """Return those of the edits that are the actor's to see; rights are read for all at once."""
    things = _things_of(event, edits)
    told = _reasons_of(actor, event, edits, at=at)
    found = []
    for edit in edits:
        is_mine = edit.proposal.by_id == actor.account_id
        met = things[edit.pk]
        may_decide = all(can(actor, Verb.DECIDE_PROPOSAL, thing, at=at) for thing in met)
        if not (may_decide or is_mine):
            continue
        if not all(is_readable(actor, thing, at=at) for thing in met):
            continue
        found.append(
            Waiting(
                pk=edit.pk, proposal=edit.proposal_id, person_id=edit.proposal.person_id,
                at=edit.proposal.at, reason=told.get(edit.proposal_id, ""),
                table=edit.table, key=edit.key,
                before=_row(edit, edit.before), after=_row(edit, edit.after), state=edit.state,
                note=edit.note, may_decide=may_decide, is_mine=is_mine,
            )
        )  # fmt: skip
    return found


def _reasons_of(
    actor: Actor, event: Event, edits: Sequence[ProposedEdit], *, at: datetime
) -> dict[int, str]:
    """Return the reasons of proposals that the actor made, or all of whose rows they may read."""
    proposals = {edit.proposal_id: edit.proposal for edit in edits if edit.proposal.reason}
    others = {pk for pk, made in proposals.items() if made.by_id != actor.account_id}
    if others:
        all_edits = list(ProposedEdit.objects.filter(proposal__in=others))
        things = _things_of(event, all_edits)
        for edit in all_edits:
            if not all(is_readable(actor, thing, at=at) for thing in things[edit.pk]):
                proposals.pop(edit.proposal_id, None)
    return {pk: made.reason for pk, made in proposals.items()}


def _things_of(event: Event, edits: Sequence[ProposedEdit]) -> dict[int, list[Thing]]:
    """Return each row as it stands, as it stood when it was proposed, and as it would stand."""
    sides = [
        (edit.pk, Edit(edit.table, edit.key, row))
        for edit in edits
        for row in (_row(edit, edit.before), _row(edit, edit.after))
        if row is not None
    ]
    found: dict[int, list[Thing]] = {edit.pk: [] for edit in edits}
    met = things_by_edit(event, [edit for _, edit in sides])
    for (pk, _), things in zip(sides, met, strict=True):
        found[pk] += things
    return found


def _row(edit: ProposedEdit, content: bytes | memoryview | None) -> Row | None:
    return None if content is None else row_of(edit.table, bytes(content))


@transaction.atomic
def accept(actor: Actor, event: Event, pk: int, *, at: datetime, note: str = "") -> int:
    """Merge the proposed edit into the row as it stands; return the new revision.

    Raises
    ------
    Denied
        When the actor may not decide it.
    SummitryError
        ``proposal.clash`` when the row has changed in the same cells since.
    """
    held, edit = _open(actor, event, pk, at=at)
    stored = StoredRow.objects.filter(event=held, table=edit.table, key=edit.key).first()
    standing = None if stored is None else row_of(edit.table, bytes(stored.content))
    wanted = Claim(OURS, _row(edit, edit.after))
    settled = settle(
        TABLES[edit.table], edit.key, (wanted, Claim(THEIRS, standing)), _row(edit, edit.before)
    )
    if settled.clashes:
        columns = tuple(clash.column for clash in settled.clashes)
        raise SummitryError("proposal.clash", table=edit.table, key=edit.key, columns=columns)
    made = Edit(edit.table, edit.key, settled.row)
    require_below_ceiling(held, (made,))
    saved = committed(held, (made,), actor=actor, at=at, reason=edit.proposal.reason,
                      kind="proposal")  # fmt: skip
    _decide(actor, held, edit, state="accepted", note=note, at=at)
    return saved.revision


@transaction.atomic
def send_back(actor: Actor, event: Event, pk: int, *, at: datetime, note: str) -> None:
    """Return the proposed edit with the reason; nothing of the plan changes.

    Raises
    ------
    SummitryError
        ``proposal.reason`` without one.
    """
    if not note.strip():
        raise SummitryError("proposal.reason")
    held, edit = _open(actor, event, pk, at=at)
    _decide(actor, held, edit, state="returned", note=note, at=at)


@transaction.atomic
def withdraw(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Take back one's own proposed edit."""
    held = locked(event)
    edit = ProposedEdit.objects.filter(event=held, pk=pk, state="open").first()
    if edit is None or edit.proposal.by_id != actor.account_id:
        raise Denied("proposal")
    _decide(actor, held, edit, state="withdrawn", note="", at=at)


def _open(actor: Actor, event: Event, pk: int, *, at: datetime) -> tuple[Event, ProposedEdit]:
    held = locked(event)
    edit = (
        ProposedEdit.objects.select_related("proposal")
        .filter(event=held, pk=pk, state="open")
        .first()
    )
    if edit is None:
        raise Denied("proposal")
    for thing in _things_of(held, (edit,))[edit.pk]:
        require(actor, Verb.DECIDE_PROPOSAL, thing, at=at)
    return held, edit


def _decide(  # who decides what, how, why and when
    actor: Actor, event: Event, edit: ProposedEdit, *, state: str, note: str, at: datetime
) -> None:
    edit.state, edit.note = state, note[:400]
    edit.decided_by, edit.decided_at = actor.person_id, deed_in(event, at)
    edit.save()
    record(
        f"proposal.{state}", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"proposal {edit.proposal_id}", facts={"table": edit.table, "key": edit.key},
    )  # fmt: skip
