"""Words on rows and rulings on findings: only ever added, each against the row as it stands."""

from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.rulings import Ruling
from summitry_web.accounts.can import Actor
from summitry_web.accounts.models import Account
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans import announce
from summitry_web.plans.access import stored_row_for
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.store import written_words


@transaction.atomic
def attest(  # noqa: PLR0913  # a word has these parts
    actor: Actor,
    event: Event,
    *,
    table: str,
    key: str,
    kind: AttestationKind,
    at: datetime,
    reason: str = "",
    evidence: str = "",
    expires: datetime | None = None,
    second: str | None = None,
    seen_hash: str | None = None,
) -> Attestation:
    """Add the actor's word on the row as it stands, and return it.

    The caller has asked whether the actor may say it. It is said at the event's moment.

    Parameters
    ----------
    seen_hash
        The content that the actor saw; None where it need not be the present one.

    Raises
    ------
    Denied
        When the row is not the actor's to read.
    SummitryError
        ``word.row_changed`` when the row is no longer what the actor saw.
    """
    held = locked(event)
    row = stored_row_for(actor, held, table, key, at=at)
    if seen_hash is not None and seen_hash != row.hash:
        raise SummitryError("word.row_changed", table=table, key=key)
    word = Attestation(
        subject_table=table,
        subject_key=key,
        row_hash=row.hash,
        kind=kind,
        by=PersonId(actor.person_id),
        at=deed_in(event, at).replace(microsecond=0),
        reason=reason,
        evidence=evidence,
        expires=expires,
        second_by=None if second is None else PersonId(second),
    )
    written_words(held, (word,), by=Account.objects.filter(pk=actor.account_id).first())
    record(
        f"word.{kind}", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"{table}/{key}", facts={"hash": row.hash, "evidence": evidence},
    )  # fmt: skip
    transaction.on_commit(lambda: announce.changed(held.pk, held.revision, ()))
    return word


@transaction.atomic
def rule(actor: Actor, event: Event, ruling: Ruling, *, at: datetime) -> None:
    """Add a ruling on findings, which says at which moment of the event it was made.

    The caller has asked whether the actor may make it.
    """
    held = locked(event)
    written_words(held, (ruling,), by=Account.objects.filter(pk=actor.account_id).first())
    record(
        f"ruling.{ruling.kind}", journal=event.slug, actor=actor.person_id, at=at,
        subject=ruling.ruling_id,
        facts={"code": ruling.code, "severity": ruling.severity, "second": ruling.second_by or ""},
    )  # fmt: skip
    transaction.on_commit(lambda: announce.changed(held.pk, held.revision, ()))
