"""Limits: programme and protocol."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin

AIIC = Text(
    "Guidance of the conference interpreters' association on team strength, as described by "
    "practitioners; not verified."
)


@dataclass(frozen=True, kw_only=True)
class ProtocolLimits:
    """Programme and protocol."""

    signature_minutes: Annotated[float, Origin(Text("Time for one signature"), PRACTICE)] = 1.0
    conference_languages_min: Annotated[
        float, Origin(Text("Languages from which on a booth needs a whole team"), AIIC)
    ] = 4.0
    booth_team_min: Annotated[
        float, Origin(Text("Interpreters in a booth of a conference in many languages"), AIIC)
    ] = 2.0
    both_ways_team_min: Annotated[
        float, Origin(Text("Interpreters in such a booth that works both ways"), AIIC)
    ] = 3.0
    booth_hours_max: Annotated[
        float, Origin(Text("Time of one interpreter in a booth without a pause"), PRACTICE)
    ] = 3.0
    booth_day_hours_max: Annotated[
        float, Origin(Text("Time of one interpreter in booths in a day"), PRACTICE)
    ] = 6.0
