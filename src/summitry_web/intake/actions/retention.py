"""Deletes what reports told once the event is long over."""

from datetime import datetime, timedelta

from django.db import transaction

from summitry_web.events.models import Event
from summitry_web.intake.actions.steps import NODE, add_step, empty
from summitry_web.intake.models import Report
from summitry_web.intake.terms import State, Step

DAYS_AFTER_EVENT = 90


@transaction.atomic
def expire(event: Event, at: datetime) -> int:
    """Delete texts, photos and names of closed reports 90 days after the event; counts stay."""
    if event.closes is None or at < event.closes + timedelta(days=DAYS_AFTER_EVENT):
        return 0
    due = Report.objects.filter(event=event, state=State.CLOSED.value, is_emptied=False)
    found = list(due.select_for_update())
    for report in found:
        empty(report, by=NODE, at=at)
        add_step(report, Step.EXPIRED, by=None, at=at)
    return len(found)
