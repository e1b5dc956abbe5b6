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
    week_hours_max: Annotated[
        float,
        Origin(
            Text("Time on duty in any seven days"),
            Text(
                "No limit until the event sets one: seven days have 168 hours. Directive "
                "2003/88/EC of the European Union on working time, article 6, has 48 hours a week "
                "on average; not verified."
            ),
        ),
    ] = 168.0
    weekly_rest_hours_min: Annotated[
        float,
        Origin(
            Text("Uninterrupted rest in every seven days"),
            Text(
                "No limit until the event sets one. Directive 2003/88/EC of the European Union on "
                "working time, article 5, has 24 hours and the rest of the day beside; not "
                "verified."
            ),
        ),
    ] = 0.0
    days_in_row_max: Annotated[
        float,
        Origin(
            Text("Days in a row on which one person begins duty"),
            Text(
                "No limit until the event sets one: a year has 366 days. Common practice is six "
                "days; not verified."
            ),
        ),
    ] = 366.0
    span_of_control_max: Annotated[
        float,
        Origin(
            Text("People to one leader"),
            Text(
                "Incident command system: three to seven people report to one leader, five at "
                "best; not verified."
            ),
        ),
    ] = 7.0
