"""What is done again and again to reports."""

from summitry.kit.time import SystemClock
from summitry_web.events.models import Event
from summitry_web.intake.actions import expire, sweep


def sweep_names() -> None:
    """Delete every name whose time is over."""
    sweep(SystemClock().now())


def expire_all() -> None:
    """Delete what reports told of every event that is long over."""
    at = SystemClock().now()
    for event in Event.objects.exclude(closes=None):
        expire(event, at)
