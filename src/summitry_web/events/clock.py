"""The event's clock: now; or, in a trial event, the moment its plan is looked at.

A plan that is looked at as of a fixed moment would not see what is said of it today: to the rules
a word of next year does not stand yet. So everything that is done in such an event gets the
event's moment. Each deed moves it on by one second, so that what comes later is later. Rights,
proofs of identity, retention and the journal go by the real time all the same.
"""

from datetime import datetime, timedelta

from django.db.models import F

from summitry_web.events.models import Event

DEED = timedelta(seconds=1)
"""Words are kept by the second, and the same word in the same second is one word."""


def moment_in(event: Event, at: datetime) -> datetime:
    """Return the moment at which the event stands, `at` being now."""
    return at if event.looked_at is None else event.looked_at + event.deeds * DEED


def is_trial(event: Event) -> bool:
    """Say whether the event stands at a fixed moment."""
    return event.looked_at is not None


def deed_in(event: Event, at: datetime) -> datetime:
    """Return the moment that what is done now is given; the event's clock moves on.

    It is part of the caller's transaction: what fails leaves the clock where it was.
    """
    if event.looked_at is None:
        return at
    Event.every.filter(pk=event.pk).update(deeds=F("deeds") + 1)
    event.refresh_from_db(fields=["deeds"])
    return moment_in(event, at)


def look_at(event: Event, moment: datetime | None) -> None:
    """Have the event stand at the moment, None for now; the caller saves it.

    What was done before stays done: the clock begins anew only past it.
    """
    if event.looked_at is not None and moment is not None:
        before = moment_in(event, moment)
        event.deeds = 0 if before <= moment else event.deeds
    event.looked_at = moment
