"""The only way to identities of persons."""

from datetime import datetime

from summitry.plan.identity import Identity
from summitry.plan.table import SIDE_TABLES
from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.people import store


def identities_of(event: Event) -> tuple[Identity, ...]:
    """Return every identity of the event, by record.

    It is for the checker, which shows codes and ids alone. Whoever hands identities to a person
    goes through ``actions.take_all`` or ``actions.reveal``, which ask and write the journal.
    """
    return tuple(store.opened(event))


def readable(actor: Actor, event: Event, *, at: datetime) -> tuple[Identity, ...]:
    """Return the identities that the actor may read; what is not, is not counted either."""
    return tuple(
        each for each in store.opened(event) if can(actor, Verb.READ_PEOPLE, thing(each), at=at)
    )


def one(event: Event, record_id: str) -> Identity:
    """Return the identity of the record.

    Raises
    ------
    Denied
        When there is none.
    """
    found = next(store.opened(event, record_id), None) if record_id else None
    if found is None:
        raise Denied("record")
    return found


def thing(identity: Identity) -> Thing:
    """Return the record as an object of rights: the whole event's, marked like its table."""
    table = SIDE_TABLES["people"]
    return Thing(field=table.field.value, marking=table.marking_of(identity))
