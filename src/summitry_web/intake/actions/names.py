"""Names of persons: read with a trace, confirmed by a second person, deleted by themselves."""

from datetime import datetime, timedelta

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.persons import is_same_person
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.intake import access
from summitry_web.intake.actions.steps import add_step, note
from summitry_web.intake.models import Report, SealedName
from summitry_web.intake.sealing import opened
from summitry_web.intake.terms import Step

DAYS_MAX = 30


def _kept(report: Report, *, at: datetime) -> SealedName:
    found = access.name_of(report, at=at)
    if found is None:
        raise SummitryError("intake.name_gone")
    return found


@transaction.atomic
def read_name(actor: Actor, event: Event, number: int, *, at: datetime) -> str:
    """Return the name, and write into the journal who read it."""
    require(actor, Verb.TRIAGE, at=at)
    report = access.locked_report_for(actor, event, number, at=at)
    name = _kept(report, at=at)
    assert name.sealed is not None
    note(report, "intake.name-read", by=actor.person_id, at=at)
    return opened(bytes(name.sealed), about=str(report.pk))


@transaction.atomic
def confirm_name(  # two stretches of days, each by its own name
    actor: Actor, event: Event, number: int, *, days: int, review_days: int, at: datetime
) -> None:
    """Confirm, as a second person, that the name is needed; it is deleted after the days."""
    require(actor, Verb.TRIAGE, at=at)
    report = access.locked_report_for(actor, event, number, at=at)
    name = _kept(report, at=at)
    if is_same_person(event, name.named_by_id, actor):
        raise SummitryError("intake.same_person")
    if name.confirmed_at is not None:
        raise SummitryError("intake.name_confirmed")
    if not 1 <= days <= DAYS_MAX:
        raise SummitryError("intake.days", days_min=1, days_max=DAYS_MAX)
    if not 0 < review_days < max(days, 2):
        raise SummitryError("intake.review")
    name.confirmed_by_id, name.confirmed_at = actor.account_id, at
    name.ends_at = name.named_at + timedelta(days=days)
    name.review_at = name.named_at + timedelta(days=review_days)
    name.save()
    add_step(report, Step.NAME_CONFIRMED, by=actor, at=at, facts={"days": days})


@transaction.atomic
def delete_name(actor: Actor, event: Event, number: int, *, at: datetime) -> None:
    """Delete the name before its time."""
    require(actor, Verb.TRIAGE, at=at)
    report = access.locked_report_for(actor, event, number, at=at)
    _delete(_kept(report, at=at), by=actor, at=at)


def _delete(name: SealedName, *, by: Actor | None, at: datetime) -> None:
    name.sealed, name.basis = None, ""
    name.save(update_fields=["sealed", "basis"])
    add_step(name.report, Step.NAME_DELETED, by=by, at=at)


@transaction.atomic
def sweep(at: datetime) -> int:
    """Delete every name whose time is over, in all events, and return how many there were.

    Between two sweeps such a name is shown to nobody: `access.name_of` looks at the time.
    """
    due = SealedName.objects.filter(sealed__isnull=False, ends_at__lte=at)
    found = list(due.select_related("report__event").select_for_update(of=("self",)))
    for each in found:
        _delete(each, by=None, at=at)
    return len(found)
