"""Limits: movements and roads."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class RoadLimits:
    """Movements and roads."""

    door_headway_minutes_min: Annotated[
        float, Origin(Text("Time between two arrivals at one door"), PRACTICE)
    ] = 4.0
    segment_headway_seconds_min: Annotated[
        float, Origin(Text("Time between two motorcades on one segment"), PRACTICE)
    ] = 60.0
    closure_minutes_min: Annotated[
        float, Origin(Text("Time a road is closed before and after a motorcade"), PRACTICE)
    ] = 10.0
    clearing_minutes_min: Annotated[
        float, Origin(Text("Time to clear a principal into a place"), PRACTICE)
    ] = 5.0
    support_minutes_max: Annotated[
        float,
        Origin(
            Text("Way from the farthest point of a route to a hospital or safe place"), PRACTICE
        ),
    ] = 15.0
    published_slack_minutes_max: Annotated[
        float,
        Origin(Text("How much longer than the closures a published closure may be"), PRACTICE),
    ] = 60.0
    hotel_minutes_min: Annotated[
        float, Origin(Text("Shortest stay for which a principal is driven to the hotel"), PRACTICE)
    ] = 120.0
    landing_minutes_min: Annotated[
        float, Origin(Text("Time from landing until a motorcade leaves the airport"), PRACTICE)
    ] = 15.0
    meeting_minutes_max: Annotated[
        float, Origin(Text("Longest wait between landing and the motorcade's departure"), PRACTICE)
    ] = 60.0
    boarding_minutes_min: Annotated[
        float, Origin(Text("Time at the airport before a departure"), PRACTICE)
    ] = 20.0
