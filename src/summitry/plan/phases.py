"""From when on a rule must hold, counted from the opening."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from summitry.plan.mandate import Event


class Phase(StrEnum):
    """From when on a rule must hold: days (D) or hours (H) before the opening."""

    D60 = "D-60"
    D30 = "D-30"
    D7 = "D-7"
    D2 = "D-2"
    H12 = "H-12"

    def due(self, event: Event) -> datetime:
        """Return the moment from which the phase's rules must hold, in UTC.

        A day counts from midnight at the venue.
        """
        count = int(self.value[2:])
        if self.value[0] == "H":
            return event.opens - timedelta(hours=count)
        return _midnight(event.opens, event.zone, days_before=count)


def _midnight(moment: datetime, zone: ZoneInfo, *, days_before: int) -> datetime:
    """Return midnight at the venue, days before, by its wall clock: summer time may lie between."""
    local = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return (local - timedelta(days=days_before)).astimezone(moment.tzinfo)
