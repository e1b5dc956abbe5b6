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
    way_off_outline_m_max: Annotated[
        float,
        Origin(Text("Distance of a gate, exit or opening from its zone's outline"), PRACTICE),
    ] = 10.0
    post_off_outline_m_max: Annotated[
        float, Origin(Text("Distance of a post outside the zones of its site"), PRACTICE)
    ] = 25.0
    post_off_hold_m_max: Annotated[
        float, Origin(Text("Distance of a post from the gate or position that it holds"), PRACTICE)
    ] = 50.0
