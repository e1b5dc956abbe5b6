"""Accepting the risk of one finding: a reason, an end, and a second person when it is grave."""

from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId
from summitry.plan.organisation import Person
from summitry.plan.rulings import Ruling, RulingKind, ruling_id_of
from summitry.policy.rulings import Fault, fault_of
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.persons import first_still, is_same_person
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.one import GRAVE, Finder
from summitry_web.desk.models import Acceptance
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans.access import held_snapshot
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.actions.withdrawing import withdraw as withdraw_ruling
from summitry_web.plans.actions.words import rule

REASON_LENGTH_MAX = 400
REFUSED: dict[Fault, tuple[str, tuple[str, ...]]] = {
    Fault.PATTERN: ("ruling.pattern", ("rule",)),
    Fault.STRANGER: ("ruling.stranger", ("by",)),
    Fault.POWER: ("ruling.power", ("by", "rule", "severity")),
    Fault.REASON: ("ruling.reason", ()),
    Fault.EXPIRY: ("ruling.expiry", ()),
    Fault.SECOND: ("ruling.second", ("rule", "severity")),
    Fault.EXPIRED: ("ruling.expired", ()),
}


@transaction.atomic
def accept(
    actor: Actor, event: Event, finder: Finder, *, reason: str, expires: datetime, at: datetime
) -> Ruling | None:
    """Accept the risk; None when the finding is grave, and the acceptance waits for a second.

    Raises
    ------
    SummitryError
        ``finding.closed``; ``ruling.…`` where the acceptance would have no effect.
    """
    require(actor, Verb.ACCEPT_RISK, finder.thing, at=at)
    locked(event)
    if not finder.is_open:
        raise SummitryError("finding.closed")
    ruling = _ruling(
        finder, by=actor.person_id, second=None, reason=reason[:REASON_LENGTH_MAX],
        expires=expires, at=deed_in(event, at),
    )  # fmt: skip
    _refuse(ruling, event, waits_for_second=finder.finding.severity in GRAVE)
    if finder.finding.severity not in GRAVE:
        rule(actor, event, ruling, at=at)
        return ruling
    waiting = Acceptance.objects.filter(event=event, identity=finder.identity, decided_at=None)
    if waiting.filter(
        by_id=actor.account_id, reason=ruling.reason, expires=expires, case=finder.finding.case,
        severity=finder.finding.severity.value,
    ).exists():  # fmt: skip
        return None  # The button was pressed twice.
    waiting.update(decided_at=ruling.at)
    Acceptance.objects.create(
        event=event, identity=finder.identity, case=finder.finding.case,
        severity=finder.finding.severity.value, reason=ruling.reason, expires=expires,
        by_id=actor.account_id, by_person_id=actor.person_id,
        at=ruling.at,
    )  # fmt: skip
    record(
        "finding.acceptance-asked", journal=event.slug, actor=actor.person_id, at=at,
        subject=finder.identity, facts={"code": finder.finding.code},
    )  # fmt: skip
    return None


@transaction.atomic
def agree(actor: Actor, event: Event, finder: Finder, *, at: datetime) -> Ruling:
    """Agree as the second person, through another account; the acceptance then has effect.

    Raises
    ------
    SummitryError
        ``acceptance.done``, ``acceptance.same_person``, ``finding.changed``,
        ``two.first_may_not``, ``ruling.…``.
    """
    require(actor, Verb.ACCEPT_RISK, finder.thing, at=at)
    locked(event)
    waiting = _waiting(event, finder)
    is_own = actor.person_id == waiting.by_person_id
    if is_own or is_same_person(event, waiting.by_id, actor):
        raise SummitryError("acceptance.same_person")
    if (waiting.case, waiting.severity) != (finder.finding.case, finder.finding.severity.value):
        raise SummitryError("finding.changed")
    first_still(event, waiting.by_id, Verb.ACCEPT_RISK, finder.thing, at=at)
    ruling = _ruling(
        finder, by=waiting.by_person_id, second=actor.person_id, reason=waiting.reason,
        expires=waiting.expires, at=deed_in(event, at),
    )  # fmt: skip
    _refuse(ruling, event, waits_for_second=False)
    _decide(waiting, actor, is_agreed=True, at=ruling.at)
    rule(actor, event, ruling, at=at)
    return ruling


@transaction.atomic
def withdraw(
    actor: Actor, event: Event, finder: Finder, *, ruling_id: str, reason: str, at: datetime
) -> None:
    """Take the acceptance back, whether it has effect already or waits for its second person.

    Raises
    ------
    Denied
        When the ruling is not on this finding.
    """
    require(actor, Verb.ACCEPT_RISK, finder.thing, at=at)
    locked(event)
    if not ruling_id:
        waiting = _waiting(event, finder)
        _decide(waiting, actor, is_agreed=False, at=deed_in(event, at))
        record(
            "finding.acceptance-refused", journal=event.slug, actor=actor.person_id, at=at,
            subject=finder.identity,
        )  # fmt: skip
        return
    held = finder.finding.ruling
    if held is None or held.ruling_id != ruling_id or held.identity != finder.identity:
        raise Denied("ruling")
    withdraw_ruling(actor, event, ruling_id, reason=reason[:REASON_LENGTH_MAX], at=at)


def _waiting(event: Event, finder: Finder) -> Acceptance:
    waiting = (
        Acceptance.objects.select_for_update()
        .filter(event=event, identity=finder.identity, decided_at=None)
        .first()
    )
    if waiting is None:
        raise SummitryError("acceptance.done")
    return waiting


def _decide(waiting: Acceptance, actor: Actor, *, is_agreed: bool, at: datetime) -> None:
    waiting.decided_at = at
    waiting.decided_by = Account.objects.filter(pk=actor.account_id).first()
    waiting.is_agreed = is_agreed
    waiting.save()


def _ruling(  # a ruling has these parts
    finder: Finder,
    *,
    by: str,
    second: str | None,
    reason: str,
    expires: datetime,
    at: datetime,
) -> Ruling:
    finding = finder.finding
    cells = {
        "kind": RulingKind.ACCEPT,
        "code": finding.code,
        "severity": finding.severity,
        "identity": finder.identity,
        "case": finding.case,
        "subject_table": finding.table,
        "subject_key": finding.key,
        "by": PersonId(by),
        "second_by": None if second is None else PersonId(second),
        "at": at.replace(microsecond=0),
        "reason": reason,
        "expires": expires.replace(microsecond=0),
    }
    return Ruling(ruling_id=ruling_id_of(**cells), **cells)  # type: ignore[arg-type]  # by name


def _refuse(ruling: Ruling, event: Event, *, waits_for_second: bool) -> None:
    fault = fault_of(ruling, held_snapshot(event).rows(Person), ruling.at)
    if fault is None or (fault is Fault.SECOND and waits_for_second):
        return
    code, names = REFUSED[fault]
    facts = {"by": ruling.by, "severity": ruling.severity, "rule": ruling.code}
    raise SummitryError(code, **{name: facts[name] for name in names})
