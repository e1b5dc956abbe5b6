"""Limits: mandate, bodies and resources."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class GovernanceLimits:
    """Mandate, bodies and resources."""

    planning_days_min: Annotated[
        float,
        Origin(
            Text("Days between the approval of the mandate and the opening"),
            Text(
                "As described by the reviews of the G20 in Toronto 2010: six months were too "
                "short, others had up to two years; not verified."
            ),
        ),
    ] = 180.0
    minutes_days_max: Annotated[
        float, Origin(Text("Days from a meeting to its approved minutes"), PRACTICE)
    ] = 7.0
    options_min: Annotated[
        float, Origin(Text("Options that a decision was taken between"), PRACTICE)
    ] = 2.0
    beds_share_min: Annotated[
        float, Origin(Text("Beds for each visiting officer on duty that day"), PRACTICE)
    ] = 1.0
    meals_share_min: Annotated[
        float, Origin(Text("Meals a day for each visiting officer on duty that day"), PRACTICE)
    ] = 3.0
    rides_share_min: Annotated[
        float,
        Origin(Text("Seats in transport for each visiting officer on duty that day"), PRACTICE),
    ] = 0.5
