"""Takes reports in, and the answers of those who reported."""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.intake import access
from summitry_web.intake.actions.steps import add_step
from summitry_web.intake.models import Report, SealedName
from summitry_web.intake.sealing import sealed
from summitry_web.intake.terms import Act, Ground, PlaceKind, State, Step
from summitry_web.vault.actions import Safe, examine, keep_examined

AHEAD_MINUTES_MAX = 10
WORDS_MAX = 2_000
CONFIRM_HOURS_MAX = 24


class Named(Struct, frozen=True, kw_only=True):
    """A person whom the report names, and on which ground."""

    name: str
    ground: Ground
    basis: str = ""


class Said(Struct, frozen=True, kw_only=True):
    """A report as it was sent."""

    client_id: str
    act: Act
    words: str
    place_kind: PlaceKind
    place: str
    happened_at: datetime
    named: Named | None = None


class Photo(Struct, frozen=True, kw_only=True):
    """A photo as it was sent."""

    stream: BinaryIO
    name: str


def send(
    actor: Actor, event: Event, said: Said, *, photo: Photo | None = None, at: datetime
) -> Report:
    """Return the report, taken in now; sent again under the same id it is the same report."""
    require(actor, Verb.REPORT, at=at)
    before = access.sent_before(actor, event, said.client_id)
    if before is not None:
        return before
    _judge(said, at=at)
    # Examined before the transaction: it takes a second, and others must write meanwhile.
    safe = None if photo is None else _examined(event, photo)
    return _taken_in(actor, event, said, safe=safe, at=at)


def _judge(said: Said, *, at: datetime) -> None:
    if said.happened_at > at + timedelta(minutes=AHEAD_MINUTES_MAX):
        raise SummitryError("intake.future", minutes_max=AHEAD_MINUTES_MAX)
    if len(said.words) > WORDS_MAX:
        raise SummitryError("intake.words_max", got=len(said.words), expected=WORDS_MAX)


def _examined(event: Event, photo: Photo) -> Safe:
    return examine(event, photo.stream, photo.name, marking=access.marking_allowed(event))


@transaction.atomic
def _taken_in(actor: Actor, event: Event, said: Said, *, safe: Safe | None, at: datetime) -> Report:
    # Locked, so that two phones that send at once get two numbers, and one that repeats gets one.
    Event.objects.select_for_update().get(pk=event.pk)
    before = access.sent_before(actor, event, said.client_id)
    if before is not None:
        return before
    last = Report.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    marking = access.marking_allowed(event)
    report = Report.objects.create(
        event=event,
        number=last + 1,
        client_id=said.client_id,
        act=said.act.value,
        words=said.words,
        place_kind=said.place_kind.value,
        place=said.place,
        site_id=said.place if said.place_kind is PlaceKind.SITE else "",
        happened_at=said.happened_at,
        received_at=at,
        reporter_id=actor.account_id,
        person_id=actor.person_id,
        unit_id=min(actor.units(at), default=""),
        marking=marking.value,
        height=marking.height,
    )
    facts = {"act": report.act, "names_a_person": said.named is not None}
    add_step(report, Step.RECEIVED, by=actor, at=at, facts=facts)
    if said.named is not None:
        _seal(actor, report, said.named, at=at)
    if safe is not None:
        keep_examined(
            actor, event, safe, subject=(access.TABLE, str(report.number)), owners=(), at=at
        )
    return report


def _seal(actor: Actor, report: Report, named: Named, *, at: datetime) -> None:
    SealedName.objects.create(
        report=report,
        sealed=sealed(named.name, about=str(report.pk)),
        ground=named.ground.value,
        basis=named.basis,
        named_by_id=actor.account_id,
        named_at=at,
        ends_at=at + timedelta(hours=CONFIRM_HOURS_MAX),
    )


@transaction.atomic
def answer(actor: Actor, event: Event, number: int, words: str, *, at: datetime) -> None:
    """Add the reporter's answer to the question that waits."""
    require(actor, Verb.REPORT, at=at)
    report = access.locked_own_report(actor, event, number)
    if access.question_of(report) is None:
        raise SummitryError("intake.no_question")
    if not words.strip():
        raise SummitryError("intake.empty")
    if len(words) > WORDS_MAX:
        raise SummitryError("intake.words_max", got=len(words), expected=WORDS_MAX)
    report.state = State.TAKEN.value
    report.save(update_fields=["state"])
    add_step(report, Step.ANSWERED, by=actor, at=at, words=words.strip())
