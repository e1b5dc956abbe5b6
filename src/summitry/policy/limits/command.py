"""Limits: command, communications, readiness."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin

_STEWARDS = Text(
    "One crowd manager for 250 people, as described in guidance for assemblies; not verified."
)


@dataclass(frozen=True, kw_only=True)
class CommandLimits:
    """Command, communications, readiness."""

    relays_max: Annotated[
        float,
        Origin(
            Text("Relays between a reporting post and a protective detail"),
            Text("From the reviews of 13 July 2024: two command posts without a direct link."),
        ),
    ] = 1.0
    net_stations_max: Annotated[
        float, Origin(Text("Stations on one radio net at once"), PRACTICE)
    ] = 60.0
    net_functions_max: Annotated[float, Origin(Text("Fields that share one net"), PRACTICE)] = 3.0
    sitrep_acknowledged_minutes_max: Annotated[
        float,
        Origin(Text("Time in which a recipient acknowledges a situation report"), PRACTICE),
    ] = 30.0
    declaration_acknowledged_minutes_max: Annotated[
        float, Origin(Text("Time in which every agency acknowledges a declaration"), PRACTICE)
    ] = 5.0
    declaration_reviewed_minutes_max: Annotated[
        float, Origin(Text("Time after which an open declaration is looked at again"), PRACTICE)
    ] = 60.0
    report_acknowledged_minutes_max: Annotated[
        float, Origin(Text("Time in which a detail acknowledges a grave report"), PRACTICE)
    ] = 2.0
    persons_per_officer_max: Annotated[
        float, Origin(Text("People at a site for each officer or steward on post"), _STEWARDS)
    ] = 250.0
    persons_per_officer_principals_max: Annotated[
        float,
        Origin(
            Text("People at a site for each officer or steward on post, with principals there"),
            PRACTICE,
        ),
    ] = 100.0
    crowd_persons_min: Annotated[
        float, Origin(Text("People from which a site has a crowd"), PRACTICE)
    ] = 500.0
    worst_case_scale_min: Annotated[
        float,
        Origin(
            Text("Times the planning figure that the worst case is planned for"),
            Text(
                "Review of the European final at Wembley, 11 July 2021: no plan for the worst "
                "case, as described by press accounts; not verified."
            ),
        ),
    ] = 2.0
    reaction_minutes_max: Annotated[
        float, Origin(Text("Time in which a reaction force reaches a site"), PRACTICE)
    ] = 10.0
    channel_width_khz: Annotated[
        float, Origin(Text("Width of a channel of the host's radio plan"), PRACTICE)
    ] = 12.5
