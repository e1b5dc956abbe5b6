"""Limits: perimeter, deployment, evacuation, medical care."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin

_EXITS = Text("Guidance on the capacity of exits, as published for events; not verified.")
_FIRST_AID = Text(
    "The Purple Guide to events, as described by providers of medical cover; not verified. A "
    "documented assessment of medical needs comes before it."
)


@dataclass(frozen=True, kw_only=True)
class SafetyLimits:
    """Perimeter, deployment, evacuation, medical care."""

    deployment_minutes_min: Annotated[
        float, Origin(Text("Time a gate is staffed before the first people come"), PRACTICE)
    ] = 30.0
    outlines_apart_m_max: Annotated[
        float, Origin(Text("Distance up to which the outlines of two zones touch"), PRACTICE)
    ] = 1.0
    level_exit_persons_per_m_minute: Annotated[
        float, Origin(Text("People a minute through each metre of a level exit"), _EXITS)
    ] = 82.0
    stepped_exit_persons_per_m_minute: Annotated[
        float, Origin(Text("People a minute through each metre of an exit with steps"), _EXITS)
    ] = 66.0
    evacuation_minutes_max: Annotated[
        float,
        Origin(
            Text("Time to empty a zone that sets none of its own, the largest exit lost"), _EXITS
        ),
    ] = 8.0
    zone_persons_per_m2_max: Annotated[
        float,
        Origin(
            Text("People on a square metre of a zone"),
            Text("Event safety guide HSG195, as described by practitioners; not verified."),
        ),
    ] = 2.0
    medical_reach_minutes_max: Annotated[
        float, Origin(Text("Way from medical help to a site with people"), PRACTICE)
    ] = 8.0
    dispersal_minutes: Annotated[
        float, Origin(Text("Time after the last item in which people are still there"), PRACTICE)
    ] = 60.0
    medical_crowd_persons_min: Annotated[
        float, Origin(Text("People from which a site's medical staff are counted"), PRACTICE)
    ] = 500.0
    medical_staff_min: Annotated[
        float, Origin(Text("Medical staff at a site, however small the crowd"), _FIRST_AID)
    ] = 2.0
    medical_staff_per_thousand_min: Annotated[
        float, Origin(Text("Medical staff for each thousand people of a crowd"), _FIRST_AID)
    ] = 2.0
    medical_full_rate_persons_max: Annotated[
        float, Origin(Text("People up to which each thousand counts in full"), _FIRST_AID)
    ] = 3_000.0
    medical_further_persons_min: Annotated[
        float, Origin(Text("People beyond which further medical staff are added"), _FIRST_AID)
    ] = 10_000.0
    medical_staff_per_further_thousand_min: Annotated[
        float, Origin(Text("Medical staff for each thousand people beyond that"), _FIRST_AID)
    ] = 1.0
