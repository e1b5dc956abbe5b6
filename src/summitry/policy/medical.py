"""How many medical staff a crowd takes."""

import math

from summitry.policy.limits.safety import SafetyLimits

THOUSAND = 1_000.0
TOLERANCE = 1e-9


def medical_staff_min(persons: int, limits: SafetyLimits) -> int:
    """Return the medical staff for a crowd of so many people; 0 for a crowd too small to count."""
    if persons < limits.medical_crowd_persons_min:
        return 0
    full = min(persons, limits.medical_full_rate_persons_max)
    further = max(0.0, persons - limits.medical_further_persons_min)
    by_crowd = _whole(full / THOUSAND * limits.medical_staff_per_thousand_min)
    beyond = _whole(further / THOUSAND * limits.medical_staff_per_further_thousand_min)
    return max(_whole(limits.medical_staff_min), by_crowd + beyond)


def _whole(staff: float) -> int:
    return math.ceil(staff - TOLERANCE)
