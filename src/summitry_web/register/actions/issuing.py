"""Issuing a plan to units, and acknowledging it for one's own unit."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import Attestation, AttestationKind
from summitry_web.accounts.can import Actor
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.register.access.plans import PLANS, Asking
from summitry_web.register.access.subjects import Subject, unit_names, unit_of_actor
from summitry_web.register.actions.deciding import Wish, asked, say
from summitry_web.register.issued import as_evidence
from summitry_web.register.terms import State

ISSUED_BY = {PLANS: Verb.ISSUE}
ACKNOWLEDGED_BY = {PLANS: Verb.ACKNOWLEDGE}


@transaction.atomic
def issue(
    actor: Actor, event: Event, wish: Wish, units: Sequence[str], *, at: datetime
) -> Attestation:
    """Issue the approved plan to the units, which are to acknowledge it.

    Raises
    ------
    SummitryError
        ``register.not_approved``, ``register.no_units``, ``register.unknown_unit``.
    """
    subject = asked(actor, event, wish, ISSUED_BY, at=at)
    if subject.standing.approved is None:
        raise SummitryError("register.not_approved")
    if not units:
        raise SummitryError("register.no_units")
    known = unit_names(actor, event, at=at)
    for each in units:
        if each not in known:
            raise SummitryError("register.unknown_unit", got=each)
    evidence = as_evidence({*units})
    return say(actor, event, wish, AttestationKind.ISSUED, at=at, evidence=evidence)


@transaction.atomic
def acknowledge(actor: Actor, event: Event, wish: Wish, *, at: datetime) -> Attestation:
    """Acknowledge the issued plan for the unit that the plan says is the actor's.

    Raises
    ------
    SummitryError
        ``register.not_issued``, ``register.no_unit``, ``register.not_asked``,
        ``register.acknowledged``.
    """
    subject = asked(actor, event, wish, ACKNOWLEDGED_BY, at=at)
    _may_acknowledge(actor, event, subject, at=at)
    return say(actor, event, wish, AttestationKind.ACKNOWLEDGED, at=at)


@transaction.atomic
def acknowledge_all(
    actor: Actor, event: Event, wishes: Sequence[Wish], *, at: datetime
) -> list[Attestation]:
    """Acknowledge every plan of the list; where one is refused, none is acknowledged.

    Raises
    ------
    SummitryError
        ``register.nothing_chosen``, and what `acknowledge` raises.
    """
    if not wishes:
        raise SummitryError("register.nothing_chosen")
    return [acknowledge(actor, event, wish, at=at) for wish in wishes]


def _may_acknowledge(actor: Actor, event: Event, subject: Subject, *, at: datetime) -> None:
    if subject.standing.state is not State.ISSUED:
        raise SummitryError("register.not_issued")
    unit = unit_of_actor(actor, event)
    if not unit:
        raise SummitryError("register.no_unit", person=actor.person_id)
    line = Asking(actor, event, at=at).line(subject.key)
    if unit not in line.must:
        raise SummitryError("register.not_asked")
    if unit in line.has:
        raise SummitryError("register.acknowledged")
