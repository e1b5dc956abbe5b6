"""What units say of tasks: each speaks for itself alone, and nothing is said twice by one click."""

from datetime import datetime

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.plans import Task, TaskPart
from summitry.plan.resources import Commitment
from summitry.plan.risks import ContingencyCard
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import held_snapshot, rows, stored_row_for, things_of
from summitry_web.plans.actions.words import attest
from summitry_web.tasks.access.speaking import EVIDENCE, speaks_for
from summitry_web.vault.actions import Safe, keep_examined

PERCENT_MAX = 100
REMARK_MAX = 2_000


class Said(Struct, frozen=True, kw_only=True):
    """What comes with a word: the content that was seen, and the speaker's remark."""

    seen_hash: str
    remark: str = ""

    def __post_init__(self) -> None:
        if len(self.remark) > REMARK_MAX:
            raise SummitryError("task.remark_long", got=len(self.remark), expected=REMARK_MAX)


@transaction.atomic
def accept(actor: Actor, event: Event, key: str, said: Said, *, at: datetime) -> None:
    """Say for the lead that it takes the task as it stands."""
    _lead(actor, event, key, at=at)
    _say(actor, event, ("tasks", key), AttestationKind.ACCEPTED, said, at=at)


@transaction.atomic
def give_back(actor: Actor, event: Event, key: str, said: Said, *, at: datetime) -> None:
    """Say for the lead that it does not take the task, and why.

    Raises
    ------
    SummitryError
        ``task.reason_missing``.
    """
    if not said.remark:
        raise SummitryError("task.reason_missing")
    _lead(actor, event, key, at=at)
    _say(actor, event, ("tasks", key), AttestationKind.RETURNED, said, at=at)


@transaction.atomic
def report(actor: Actor, event: Event, key: str, said: Said, *, percent: int, at: datetime) -> None:
    """Say for the lead how much of the task is done; nothing said before is changed."""
    if not 0 <= percent <= PERCENT_MAX:
        raise SummitryError("task.percent", got=percent)
    _lead(actor, event, key, at=at)
    _say(actor, event, ("tasks", key), AttestationKind.PROGRESS, said, at=at, evidence=str(percent))


@transaction.atomic
def complete(
    actor: Actor, event: Event, key: str, said: Said, *, evidence: Safe | None, at: datetime
) -> None:
    """Say for the lead that the task is done, and keep the file that shows it."""
    thing = _lead(actor, event, key, at=at)
    told = ""
    if evidence is not None:
        kept = keep_examined(
            actor, event, evidence, subject=("tasks", key), owners=thing.owners, at=at
        )
        told = f"{EVIDENCE}{kept.pk}"
    _say(actor, event, ("tasks", key), AttestationKind.COMPLETED, said, at=at, evidence=told)


@transaction.atomic
def acknowledge(  # a word on a row of one of two tables
    actor: Actor, event: Event, table: str, key: str, said: Said, *, at: datetime
) -> None:
    """Say for a cooperating unit that it has read what it is to do; by a row of its own or not."""
    thing, units = _cooperating(actor, event, table, key, at=at)
    _require(actor, event, Verb.ACKNOWLEDGE, units, thing, at=at)
    _say(actor, event, (table, key), AttestationKind.ACKNOWLEDGED, said, at=at)


@transaction.atomic
def complete_part(actor: Actor, event: Event, key: str, said: Said, *, at: datetime) -> None:
    """Say for a cooperating unit that its part is done."""
    thing, units = _cooperating(actor, event, "task_parts", key, at=at)
    _require(actor, event, Verb.EDIT, units, thing, at=at)
    _say(actor, event, ("task_parts", key), AttestationKind.COMPLETED, said, at=at)


@transaction.atomic
def accept_promise(actor: Actor, event: Event, key: str, said: Said, *, at: datetime) -> None:
    """Say for the promising unit that its promise binds it."""
    promise = rows(actor, event, Commitment, at=at).get(key)
    if promise is None or promise.unit_id is None:
        raise Denied("commitment")
    thing = _thing(actor, event, "commitments", key, at=at)
    _require(actor, event, Verb.EDIT, (promise.unit_id,), thing, at=at)
    _say(actor, event, ("commitments", key), AttestationKind.ACCEPTED, said, at=at)


def marking_of(actor: Actor, event: Event, key: str, *, at: datetime) -> Marking:
    """Return how the task is marked, for who leads it: its evidence is marked so too."""
    return _lead(actor, event, key, at=at).marking


def _lead(actor: Actor, event: Event, key: str, *, at: datetime) -> Thing:
    """Return the task as what rights are asked about, where the actor leads it."""
    thing = _thing(actor, event, "tasks", key, at=at)
    task = rows(actor, event, Task, at=at)[key]
    _require(actor, event, Verb.EDIT, task.lead_unit_ids, thing, at=at)
    return thing


def _cooperating(
    actor: Actor, event: Event, table: str, key: str, *, at: datetime
) -> tuple[Thing, tuple[str, ...]]:
    """Return what is to be acknowledged, and the units that are to."""
    if table == "tasks":
        thing = _thing(actor, event, table, key, at=at)
        return thing, rows(actor, event, Task, at=at)[key].cooperating_unit_ids
    if table == "contingency_cards":
        thing = _thing(actor, event, table, key, at=at)
        return thing, (rows(actor, event, ContingencyCard, at=at)[key].unit_id,)
    part = rows(actor, event, TaskPart, at=at).get(key)
    if table != "task_parts" or part is None:
        raise Denied("part")
    _thing(actor, event, "tasks", part.task_id, at=at)
    return _thing(actor, event, table, key, at=at), (part.unit_id,)


def _thing(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> Thing:
    stored = stored_row_for(actor, event, table, key, at=at)
    return things_of([stored])[stored.pk]


def _require(  # who, where, what, for whom, to what
    actor: Actor, event: Event, verb: Verb, units: tuple[str, ...], thing: Thing, *, at: datetime
) -> None:
    """Refuse who does not speak for one of the units, or whose word the rules would not count."""
    if not speaks_for(actor, verb, units, thing, at=at):
        raise Denied("not-owner")
    person = held_snapshot(event).rows(Person).get(actor.person_id)
    if person is None or person.unit_id not in units:
        raise SummitryError("task.speaker_unknown", person=actor.person_id, units=units)


def _say(  # noqa: PLR0913  # a word has these parts
    actor: Actor,
    event: Event,
    row: tuple[str, str],
    kind: AttestationKind,
    said: Said,
    *,
    at: datetime,
    evidence: str = "",
) -> None:
    attest(
        actor, event, table=row[0], key=row[1], kind=kind, at=at, reason=said.remark,
        evidence=evidence, seen_hash=said.seen_hash,
    )  # fmt: skip
