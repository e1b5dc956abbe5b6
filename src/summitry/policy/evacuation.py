"""How long a zone takes to empty when its largest exit is lost."""

from collections.abc import Iterable

from summitry.plan.places import Exit
from summitry.policy.limits.safety import SafetyLimits


def persons_per_minute(way_out: Exit, limits: SafetyLimits) -> float:
    """Return how many people a minute pass through an exit."""
    if way_out.stepped:
        return way_out.width_m * limits.stepped_exit_persons_per_m_minute
    return way_out.width_m * limits.level_exit_persons_per_m_minute


def minutes_to_empty(persons: int, exits: Iterable[Exit], limits: SafetyLimits) -> float | None:
    """Return the minutes without the exit that passes most; None where no way is left."""
    flows = sorted(persons_per_minute(way_out, limits) for way_out in exits)
    left = sum(flows[:-1])
    return persons / left if left > 0 else None
