"""Limits: gates, lists and identities."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class AccessLimits:
    """Gates, lists and identities."""

    queue_minutes_max: Annotated[float, Origin(Text("Longest wait at a gate"), PRACTICE)] = 15.0
    lane_utilisation_max: Annotated[
        float,
        Origin(
            Text("Share of a lane's rate that is counted when the lanes needed are told"),
            PRACTICE,
        ),
    ] = 0.8
    recall_minutes_max: Annotated[
        float, Origin(Text("Time in which every gate acknowledges a list or its recall"), PRACTICE)
    ] = 30.0
    identity_similarity_min: Annotated[
        float, Origin(Text("Likeness, 0 to 1, from which two names may be one person"), PRACTICE)
    ] = 0.9
