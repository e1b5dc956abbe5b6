"""Who is in which interpreters' booth when, for every rule that asks for interpreters."""

from msgspec import Struct

from summitry.check.view import View
from summitry.kit.time import Interval
from summitry.plan.conference import BoothDuty


class Duty(Struct, frozen=True):
    """An interpreter's time in a booth, with the row's key."""

    key: str
    booth_id: str
    person_id: str
    interval: Interval


def duties(view: View) -> tuple[Duty, ...]:
    """Return every duty in a booth, whoever is absent on the day."""
    return tuple(
        Duty(key, row.booth_id, row.person_id, Interval(row.start, row.end))
        for key, row in view.rows(BoothDuty).items()
    )
