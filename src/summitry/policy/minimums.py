"""The minimum measures that follow from a protection level, where the host sets none.

Common practice, not verified: a host replaces the whole catalogue by rows of its own.
"""

from collections.abc import Iterable

from summitry.kit.ids import MinimumId
from summitry.plan.compliance import Minimum, Protection
from summitry.plan.terms import Level

_FROM_LEVEL: dict[Level, tuple[Protection, ...]] = {
    Level.OTHER: (Protection.DETAIL,),
    Level.MINISTER: (Protection.DETAIL_ON_NET, Protection.HOSPITAL),
    Level.HEAD_OF_GOVERNMENT: (
        Protection.CLOSED_ROAD,
        Protection.ALTERNATE_ROUTE,
        Protection.SAFE_PLACE,
        Protection.AMBULANCE,
        Protection.SURVEY,
        Protection.GUARDED_RESIDENCE,
        Protection.FOOD_CONTROL,
        Protection.SWEPT_ROOM,
    ),
    Level.HEAD_OF_STATE: (
        Protection.SECTORS_WATCHED,
        Protection.RESERVE,
        Protection.SPARE_VEHICLE,
        Protection.AIRSPACE,
    ),
}
USUAL: tuple[Minimum, ...] = tuple(
    Minimum(
        minimum_id=MinimumId(f"usual-{protection.value}"),
        level=level,
        protection=protection,
        source="Common practice, not verified",
    )
    for level, protections in _FROM_LEVEL.items()
    for protection in protections
)
"""What holds where the plan has no rows of its own."""

_HEIGHTS = {level: height for height, level in enumerate(reversed(Level))}


def required(minimums: Iterable[Minimum], level: Level) -> dict[Protection, Minimum]:
    """Return what a person of the level must have; of several rows the one that asks for most.

    A higher level has all that a lower has.
    """
    found: dict[Protection, Minimum] = {}
    for row in minimums:
        if _HEIGHTS[level] < _HEIGHTS[row.level]:
            continue
        known = found.get(row.protection)
        if known is None or known.count_min < row.count_min:
            found[row.protection] = row
    return found
