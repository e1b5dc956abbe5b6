"""Files on the host's papers; scans of signed papers; what was printed."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from msgspec.structs import replace

from summitry.kit.canonical import digest
from summitry.kit.errors import SummitryError
from summitry.plan.attestation import Attestation
from summitry.plan.change import Edit
from summitry.plan.plans import UnitPlan
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, can, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans.actions.rows import save
from summitry_web.register.access.files import TABLES_WITH_FILES, Attachment
from summitry_web.register.access.subjects import Subject, subject_for
from summitry_web.register.actions.deciding import APPROVED_BY, Wish, approve
from summitry_web.register.paper import Paper, bound, paper_in
from summitry_web.vault.access import hashes_on
from summitry_web.vault.actions import examine, keep_examined

VERSION_MAX = 9_999


def keep(  # noqa: PLR0913  # a file, whose, on what, how marked: each is said apart
    actor: Actor,
    event: Event,
    stream: BinaryIO,
    name: str,
    *,
    subject: tuple[str, str],
    marking: str,
    at: datetime,
) -> Attachment:
    """Keep the file on the row, marked no lower than the row is.

    A file on a plan is part of its text: the plan's row then names it, so that what was approved
    and acknowledged is a former content.

    Raises
    ------
    Denied
        When the actor may neither change the row nor approve it.
    SummitryError
        ``file.marking``, ``vault.…``.
    """
    told = _changeable(actor, event, subject, at=at)
    if marking not in set(Marking):
        raise SummitryError("file.marking")
    mark = max(Marking(marking), told.thing.marking, key=lambda each: each.height)
    # The sandbox takes a second: no transaction may wait for it.
    safe = examine(event, stream, name, marking=mark)
    with transaction.atomic():
        told = _changeable(actor, event, subject, at=at)
        kept = keep_examined(actor, event, safe, subject=subject, owners=told.thing.owners, at=at)
        if isinstance(told.row, UnitPlan):
            _bind(actor, event, told, told.row, kept, at=at)
        return kept


def _bind(  # who binds which file to which plan
    actor: Actor, event: Event, told: Subject, plan: UnitPlan, kept: Attachment, *, at: datetime
) -> None:
    """Have the plan's row name its text; what was approved becomes a new version by that."""
    if plan.document == kept.hash:
        return
    papers = (paper_in(word.evidence) for word in told.words)
    scans = {paper.scan for paper in papers if paper is not None}
    document = text_hash(hashes_on(event, told.table, told.key) - scans)
    if document == plan.document:
        return
    is_known = told.standing.approved is not None or told.standing.issued is not None
    version = min(plan.version + 1, VERSION_MAX) if is_known else plan.version
    made = replace(plan, document=document, version=version)
    # Without the file's name: it may be marked higher than the row whose history this is.
    save(actor, event, [Edit(told.table, told.key, made)], at=at)


def text_hash(hashes: frozenset[str]) -> str:
    """Return the hash of a plan's text: its file's, or that of the hashes of several."""
    if len(hashes) == 1:
        return next(iter(hashes))
    return digest(*(each.encode() for each in sorted(hashes))).hex()


def approve_with_scan(  # a paper, its scan, on what, by whom
    actor: Actor,
    event: Event,
    wish: Wish,
    paper: Paper,
    scan: tuple[BinaryIO, str],
    *,
    at: datetime,
) -> Attestation:
    """Approve on the strength of the paper and keep its scan; where one is refused, neither is.

    The code is compared first, so that no scan of another paper is looked at.
    """
    told = _changeable(actor, event, (wish.table, wish.key), at=at)
    bound(paper.printed, told.hash)
    safe = examine(event, *scan, marking=told.thing.marking)
    with transaction.atomic():
        kept = keep_examined(
            actor, event, safe, subject=(wish.table, wish.key), owners=told.thing.owners, at=at
        )
        return approve(actor, event, wish, at=at, paper=replace(paper, scan=kept.hash))


def _changeable(actor: Actor, event: Event, place: tuple[str, str], *, at: datetime) -> Subject:
    if place[0] not in TABLES_WITH_FILES:
        raise Denied("table")
    told = subject_for(actor, event, *place, at=at)
    approving = APPROVED_BY.get(place[0])
    # Who approves keeps the scan of the signed paper, though the row is not theirs to change.
    if approving is None or not can(actor, approving, told.thing, at=at):
        require(actor, Verb.EDIT, told.thing, at=at)
    return told


def note_printed(actor: Actor, event: Event, *, kind: str, code: str, at: datetime) -> None:
    """Write into the journal that a paper was taken along."""
    record(
        "paper.printed", journal=event.slug, actor=actor.person_id, at=at, subject=code,
        facts={"kind": kind, "revision": event.revision},
    )  # fmt: skip
