"""What is done again and again to identities."""

from summitry.kit.time import SystemClock
from summitry_web.events.models import Event
from summitry_web.people.actions import expire


def expire_all() -> None:
    """Destroy the identities of every event that closed long enough ago."""
    at = SystemClock().now()
    for event in Event.objects.exclude(closes=None):
        expire(event, at)
