"""What takes two persons in the register: erasing a record, and taking many identities along."""

from datetime import datetime, timedelta

from summitry.kit.errors import SummitryError, Text
from summitry.report.language import Language
from summitry_web.accounts.actions import pending
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.two_persons import Payload, confirmed_at, declare
from summitry_web.events.models import Event
from summitry_web.journal import access as journal_access
from summitry_web.journal.actions import record
from summitry_web.people import access, actions
from summitry_web.people.sentences import GROUNDS, Ground

ERASE = "people.erase"
BULK = "people.bulk"
ALONE_MAX = 50
"""How many identities one person may take along without a second."""
BULK_LIFE = timedelta(minutes=15)
ERASES = Text("The record {record} is erased for good. {reason}.")
TAKES = Text("Person {person} may take all identities of the event along, within 15 minutes.")


def ask_to_erase(actor: Actor, event: Event, record_id: str, reason: str, *, at: datetime) -> int:
    """Return the number of the request to erase the record, which a second person confirms."""
    found = access.one(event, record_id)
    require(actor, Verb.ERASE, access.thing(found), at=at)
    code = actions.coded(Ground, reason, "people.reason")
    payload = {"record": record_id, "reason": code}
    return pending.ask(actor, event, ERASE, payload, subject=f"record {record_id}", at=at)


def ask_for_bulk(actor: Actor, event: Event, *, at: datetime) -> int:
    """Return the number of the request to take all identities along."""
    payload = {"person": actor.person_id, "account": actor.account_id}
    return pending.ask(actor, event, BULK, payload, subject="identities", at=at)


def require_allowed(actor: Actor, event: Event, count: int, *, at: datetime) -> None:
    """Refuse to let so many identities leave, unless a second person has allowed it just now.

    Raises
    ------
    SummitryError
        ``people.bulk`` beyond what one person may take alone.
    """
    if count <= ALONE_MAX:
        return
    wanted = journal_access.Wanted(kind="people.bulk-allowed", start=at - BULK_LIFE)
    allowed = journal_access.entries(event.slug, wanted)[:ALONE_MAX]
    if not any(each.facts.get("account") == actor.account_id for each in allowed):
        raise SummitryError("people.bulk", got=count, expected=ALONE_MAX)


def declare_all() -> None:
    """Declare both."""
    declare(
        ERASE, title=Text("to erase the record of a person"), verb=Verb.ERASE,
        describe=_tell_erasing, carry_out=_erase,
    )  # fmt: skip
    declare(
        BULK, title=Text("to take all identities along"), verb=Verb.EXPORT_BULK,
        describe=_tell_bulk, carry_out=_allow,
    )  # fmt: skip


def _erase(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    at = confirmed_at(payload)
    require(first, Verb.ERASE, access.thing(access.one(event, payload["record"])), at=at)
    actions.erase(second, event, payload["record"], payload["reason"], at)


def _allow(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    record(
        "people.bulk-allowed", journal=event.slug, actor=second.person_id,
        at=confirmed_at(payload), subject=payload["person"], facts={"account": first.account_id},
    )  # fmt: skip


def _tell_erasing(payload: Payload, reader: Language) -> list[str]:
    reason = reader.gettext(GROUNDS[Ground(payload["reason"])])
    shown = reader.isolated(payload["record"])
    return [reader.gettext(ERASES).format(record=shown, reason=reason)]


def _tell_bulk(payload: Payload, reader: Language) -> list[str]:
    return [reader.gettext(TAKES).format(person=reader.isolated(payload["person"]))]
