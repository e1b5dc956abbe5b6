"""Limits: venues, sight lines and zones."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class PlaceLimits:
    """Venues, sight lines and zones."""

    line_of_sight_m_max: Annotated[
        float, Origin(Text("Distance up to which a position with a view matters"), PRACTICE)
    ] = 1000.0
    zone_load_factor_max: Annotated[
        float, Origin(Text("Badges for a zone, as a multiple of the people it may hold"), PRACTICE)
    ] = 1.0
