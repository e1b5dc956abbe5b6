"""Asked again under the same id, a change is made once and answered the same."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor
from summitry_web.accounts.codes import digest_of
from summitry_web.api.models import Answered
from summitry_web.events.models import Event
from summitry_web.plans.actions.rows import locked

KEPT = timedelta(days=7)
ID_DIGITS = 40


def own_id(actor: Actor, event: Event, given: str) -> str:
    """Return the id as it is kept: nobody can meet, or guess, the id of somebody else."""
    return digest_of("api-id", f"{actor.account_id} {event.pk} {given}")[:ID_DIGITS]


@transaction.atomic
def once(
    actor: Actor, event: Event, client_id: str, asked: bytes, do: Callable[[], dict[str, Any]],
    *, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return what ``do`` answers; the answer of last time, where the id has come before.

    Raises
    ------
    SummitryError
        ``api.id_reused`` where something else was asked under the id.
    """
    held = locked(event)
    digest = sha256(asked).hexdigest()
    same = Answered.objects.filter(account_id=actor.account_id, event=held, client_id=client_id)
    before = same.first()
    if before is not None:
        if before.asked != digest:
            raise SummitryError("api.id_reused")
        answer: dict[str, Any] = before.answer
        return answer
    answer = do()
    Answered.objects.create(
        account_id=actor.account_id, event=held, client_id=client_id, asked=digest,
        answer=answer, at=at,
    )  # fmt: skip
    return answer


def forget_answers(at: datetime) -> int:
    """Delete answers that nobody will ask for again; return how many."""
    return Answered.objects.filter(at__lt=at - KEPT).delete()[0]
