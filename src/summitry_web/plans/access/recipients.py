"""Whom a row marked TLP:RED names, and who may say so."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from summitry.plan.terms import Marking
from summitry_web.accounts.access import readers_of
from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.plans.access.rows import things_of
from summitry_web.plans.models import StoredRow


class Nameable(Struct, frozen=True, kw_only=True):
    """Somebody who may read in the event, and whether the row names them."""

    account: int
    name: str
    person_id: str
    is_named: bool


class Recipients(Struct, frozen=True, kw_only=True):
    """Whom a row names; nobody where it is not marked TLP:RED."""

    is_red: bool
    may_name: bool
    people: tuple[Nameable, ...]
    """Who is named; whoever may name others sees everybody who could be."""


def recipients_of(actor: Actor, event: Event, stored: StoredRow, *, at: datetime) -> Recipients:
    """Return whom the row names; the caller has asked whether the actor may read it."""
    thing = things_of([stored])[stored.pk]
    is_red = thing.marking is Marking.RED
    may_name = is_red and bool(can(actor, Verb.EDIT, unnamed(thing), at=at))
    people = tuple(
        Nameable(
            account=account.pk, name=account.name, person_id=person,
            is_named=account.pk in thing.recipients,
        )
        for account, person in (readers_of(event, at=at) if is_red else ())
        if may_name or account.pk in thing.recipients
    )  # fmt: skip
    return Recipients(is_red=is_red, may_name=may_name, people=people)


def unnamed(thing: Thing) -> Thing:
    """Return the thing as it would be if it named nobody.

    Who names is who could edit the row if it were open to its unit: otherwise a row whose people
    have all left could be given to nobody.
    """
    return replace(thing, recipients=())


def strangers(people: Sequence[int], event: Event, *, at: datetime) -> set[int]:
    """Return those of the accounts that may read nothing in the event now."""
    return set(people) - {account.pk for account, _ in readers_of(event, at=at)}
