"""Who stays for the everyday duty of the units: so many each day as the plan says.

Who stays is settled before posts are filled: whoever has fewest shifts in the plan, then whoever
can do least of what posts ask for, day after day the same people as far as can be. The others can
then work sequences of days as if there were no everyday duty.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from summitry.kit.ids import PersonId, UnitId
from summitry.kit.time import EPOCH, end_of_day, seconds_of
from summitry.plan.resources import BaseDuty
from summitry.roster.staffing.problem import Cap, Span


def stayed(
    duties: Iterable[BaseDuty],
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
    for duty in duties:
        own = people.get(duty.unit_id, ())
        busy = set(on_duty.get(duty.day, ()))
        free = [person for person in own if person not in busy]
        most = max(0, duty.strength - duty.headcount_min, len(own) - len(free))
        staying = free[: max(0, len(own) - most)]
        start = seconds_of(end_of_day(duty.day - timedelta(days=1), zone))
        for person in staying:
            home[person].append((start, seconds_of(end_of_day(duty.day, zone))))
        caps.append(
            Cap(
                unit_id=duty.unit_id,
                day=(duty.day - EPOCH.date()).days,
                people_max=most,
                people_home=len(staying),
            )
        )
    return tuple(caps), home
