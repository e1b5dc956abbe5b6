"""Limits: people on posts."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class DutyLimits:
    """People on posts."""

    rest_hours_min: Annotated[
        float,
        Origin(
            Text("Rest between two shifts of one person"),
            Text("Directive 2003/88/EC of the European Union on working time, article 3."),
            verified=True,
        ),
    ] = 11.0
    shift_hours_max: Annotated[float, Origin(Text("Length of one shift"), PRACTICE)] = 12.0
    gate_duty_hours_max: Annotated[
        float,
        Origin(
            Text("Time at a gate without relief"),
            Text(
                "Entry control rota of an air force station, as described by practitioners; "
                "not verified."
            ),
        ),
    ] = 2.0
    handover_minutes_min: Annotated[
        float,
        Origin(
            Text("Overlap of relief and relieved"),
            Text(
                "Guidance for posts staffed around the clock, from industry publications; "
                "not verified."
            ),
        ),
    ] = 15.0
    same_site_minutes: Annotated[
        float, Origin(Text("Way between two posts of one site"), PRACTICE)
    ] = 0.0
