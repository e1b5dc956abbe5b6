"""Exercise copies: an event of its own, with its own key, that can never write to the live one."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.decide.shift import moved_keys, shifted, shifted_words
from summitry.kit.errors import SummitryError, Text
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.report.language import Language
from summitry_web.accounts.actions.copying import copy_grants
from summitry_web.accounts.actions.pending import ask
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Role, Verb
from summitry_web.accounts.two_persons import Payload, confirmed_at
from summitry_web.baselines import store
from summitry_web.baselines.models import ExerciseCopy
from summitry_web.events.models import Event, Kind
from summitry_web.frame.refused import Denied
from summitry_web.journal.access import Wanted, entries
from summitry_web.journal.actions import record
from summitry_web.plans.access import Named, attestations_of, held_snapshot, named_in
from summitry_web.plans.actions import apart
from summitry_web.plans.actions.packages import KEY_BYTES, SLUG, SLUG_LENGTH_MAX
from summitry_web.plans.held import forget
from summitry_web.vault.access import Attachment
from summitry_web.vault.actions import forget as forget_files

DELETE = "exercises.delete"
EXERCISES_MAX = 20
NAME_LENGTH_MAX = 200
SAYS = Text("The exercise {slug} is deleted with everything in it; its journal stays.")


class Wish(Struct, frozen=True, kw_only=True):
    """What the exercise is to be: ``number`` is the baseline it starts from, None for now."""

    slug: str
    name: str
    opens: datetime
    number: int | None = None
    with_words: bool = False
    roles: frozenset[Role] = frozenset()


class Source(Struct, frozen=True, kw_only=True):
    """The plan as the exercise is to have it, and whom its rows name."""

    package: Package
    named: Named


def require_possible(event: Event, wish: Wish) -> None:
    """Refuse what no exercise can be, before anything is worked out.

    Raises
    ------
    SummitryError
        ``exercise.of_exercise``, ``exercise.many``, ``exercise.name``, ``event.slug`` or
        ``event.slug_taken``.
    """
    if event.kind == Kind.EXERCISE:
        raise SummitryError("exercise.of_exercise")
    if not wish.name or len(wish.name) > NAME_LENGTH_MAX:
        raise SummitryError("exercise.name", expected=NAME_LENGTH_MAX)
    if not SLUG.fullmatch(wish.slug) or len(wish.slug) > SLUG_LENGTH_MAX:
        raise SummitryError("event.slug", got=wish.slug)
    # A deleted exercise leaves its journal behind: another must not continue it.
    is_taken = Event.objects.filter(slug=wish.slug).exists() or len(entries(wish.slug, Wanted()))
    if is_taken:
        raise SummitryError("event.slug_taken", got=wish.slug)
    if Event.objects.filter(copied_from=event).count() >= EXERCISES_MAX:
        raise SummitryError("exercise.many", expected=EXERCISES_MAX)


def source_of(event: Event, wish: Wish) -> Source:
    """Return what the exercise is made from; this takes seconds, and belongs before a transaction.

    Raises
    ------
    SummitryError
        ``shift.beyond`` or ``plan.one_event``.
    """
    if wish.number is None:
        before, words, named = held_snapshot(event), attestations_of(event), named_in(event)
    else:
        baseline = store.baseline_of(event, wish.number)
        package = store.package_of(baseline)
        before, words = package.snapshot, package.attestations
        named = {(table, key): tuple(who) for table, key, who in baseline.named}
    said = shifted_words(words, before, wish.opens) if wish.with_words else ()
    keys = moved_keys(before, named, wish.opens)
    return Source(
        package=Package(
            snapshot=_renamed(shifted(before, wish.opens), wish.name),
            attestations=Attestations(said),
        ),
        named={(place[0], keys[place]): who for place, who in named.items() if place in keys},
    )


def begin_copy(actor: Actor, event: Event, source: Source, *, at: datetime) -> apart.Begun:
    """Return the exercise as it is begun, with its own key; nobody finds it before `open_copy`."""
    made = Event(
        kind=Kind.EXERCISE, timezone=event.timezone, key=secrets.token_bytes(KEY_BYTES),
        ceiling=event.ceiling, created=at, deeds=event.deeds,
    )  # fmt: skip
    return apart.begin(made, source.package, source.named, actor=actor, at=at, reason=event.slug)


@transaction.atomic
def open_copy(actor: Actor, event: Event, wish: Wish, begun: apart.Begun, *, at: datetime) -> None:
    """Have the exercise that has been written be there, with its grants.

    Raises
    ------
    SummitryError
        ``event.slug_taken``; ``event.gone`` where the event is being deleted.
    """
    require(actor, Verb.COPY, at=at)
    made = begun.event
    made.copied_from = apart.still_there(event)
    apart.finish(begun, wish.slug, at=at)
    copy_grants(actor, event, made, wish.roles, at=at)
    record(
        "exercise.copied", journal=event.slug, actor=actor.person_id, at=at, subject=made.slug,
        facts={"exercise": made.slug, "baseline": wish.number or 0},
    )  # fmt: skip


def _renamed(snapshot: Snapshot, name: str) -> Snapshot:
    event = snapshot.event
    own: Mapping[str, Row] = MappingProxyType({event.event_id: replace(event, name=name)})
    return Snapshot({**snapshot.tables, "event": own}, snapshot.bulks)


@transaction.atomic
def ask_to_delete(actor: Actor, event: Event, slug: str, *, at: datetime) -> int:
    """Ask a second person to let the exercise be deleted; return the request's number.

    Raises
    ------
    Denied
        When the event has no such exercise: a live event is never deleted in this way.
    """
    require(actor, Verb.COPY, at=at)
    _exercise(event, slug)
    return ask(actor, event, DELETE, {"slug": slug}, subject=slug, at=at)


def tell(payload: Payload, reader: Language) -> list[str]:
    """Return what confirming will do."""
    return [reader.gettext(SAYS).format(slug=reader.isolated(payload["slug"]))]


def carry_out(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    """Delete the exercise with its plan, its files and what was granted there.

    Nobody finds it any more; the process ``tasks`` removes what is stored of it.
    """
    del first
    at = confirmed_at(payload)
    found = _exercise(event, payload["slug"])
    subjects = Attachment.objects.filter(event=found)
    for table, key in set(subjects.values_list("subject_table", "subject_key")):
        forget_files(found, table, key, actor=second.person_id, at=at)
    record(
        "exercise.deleted", journal=event.slug, actor=second.person_id, at=at,
        subject=found.slug, facts={"exercise": found.slug},
    )  # fmt: skip
    forget(found)
    store.forget()
    ExerciseCopy.objects.filter(made=found).delete()
    apart.let_go(found)


def _exercise(event: Event, slug: str) -> Event:
    found = Event.objects.filter(slug=slug, copied_from=event, kind=Kind.EXERCISE).first()
    if found is None:
        raise Denied("exercise")
    return found
