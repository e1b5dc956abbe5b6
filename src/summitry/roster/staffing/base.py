"""Who stays off posts: for everyday duty, in reserve, or since too little is booked for them.

Who stays is settled before posts are filled: whoever has fewest shifts in the plan, then whoever
can do least of what posts ask for, day after day the same people as far as can be, and the same for
each of the three. The others can then work sequences of days as if there were nothing of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from summitry.kit.ids import PersonId, UnitId
from summitry.kit.time import EPOCH, end_of_day, seconds_of
from summitry.plan.organisation import Unit
from summitry.plan.resources import BaseDuty, Welfare
from summitry.plan.snapshot import Snapshot
from summitry.policy.limits import limits_of
from summitry.policy.welfare import booked_on, heads_max
from summitry.roster.staffing.problem import Cap, Span

Most = Mapping[tuple[UnitId, date], tuple[int, bool]]
"""So many of a unit may begin duty on posts on a day, and whether what is booked says so."""


def most_of(snapshot: Snapshot, days: Iterable[date], standing: Collection[UnitId]) -> Most:
    """Return what everyday duty leaves, and beds, meals and rides are enough for.

    Parameters
    ----------
    days
        Those on which posts may be filled.
    standing
        Units with people on posts already: where nothing at all is booked for one of them, that is
        found as it is, and more people do not make it worse.
    """
    most = {
        (duty.unit_id, duty.day): (max(0, duty.strength - duty.headcount_min), False)
        for duty in snapshot.rows(BaseDuty).values()
    }
    limits, zone = limits_of(snapshot), snapshot.event.zone
    booked: dict[UnitId, list[Welfare]] = defaultdict(list)
    for row in snapshot.rows(Welfare).values():
        booked[row.unit_id].append(row)
    visiting = [unit.unit_id for unit in snapshot.rows(Unit).values() if unit.visiting]
    for day in days:
        for unit in visiting:
            rows = booked.get(unit)
            if rows is None and unit in standing:
                continue
            heads = 0 if rows is None else heads_max(booked_on(rows, day, zone), limits)
            if heads is not None:
                most[unit, day] = min((heads, True), most.get((unit, day), (heads, True)))
    return most


def stayed(
    most_by_day: Most,
    people: Mapping[UnitId, Sequence[PersonId]],
    on_duty: Mapping[date, Collection[PersonId]],
    zone: ZoneInfo,
) -> tuple[tuple[Cap, ...], Mapping[PersonId, list[Span]]]:
    """Return how many people of a unit may be on posts on each day, and who stays when.

    Parameters
    ----------
    people
        By unit who could be put on posts, in the order in which they stay.
    on_duty
        By day who is on duty already: they are not asked to stay, and count.
    """
    caps: list[Cap] = []
    home: dict[PersonId, list[Span]] = defaultdict(list)
    for (unit, day), (given, is_booked) in most_by_day.items():
        own = people.get(unit, ())
        busy = set(on_duty.get(day, ()))
        free = [person for person in own if person not in busy]
        most = max(given, len(own) - len(free))
        staying = free[: max(0, len(own) - most)]
        start = seconds_of(end_of_day(day - timedelta(days=1), zone))
        for person in staying:
            home[person].append((start, seconds_of(end_of_day(day, zone))))
        caps.append(
            Cap(
                unit_id=unit,
                day=(day - EPOCH.date()).days,
                people_max=most,
                people_home=len(staying),
                is_booked=is_booked,
            )
        )
    return tuple(caps), home
