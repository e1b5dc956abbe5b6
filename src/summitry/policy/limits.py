"""The numbers that rules compare with: a default each, which an event may replace, with source."""

from typing import Annotated, get_args, get_type_hints

from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.plan.mandate import EventLimit
from summitry.plan.snapshot import Snapshot


class Origin(Struct, frozen=True):
    """Where a default comes from, and whether somebody has checked that source.

    An unverified number is shown as such wherever it appears.
    """

    what: Text
    source: Text
    verified: bool = False


_PRACTICE = Text("Common practice, not verified; set it from your own regulations.")


class Limits(Struct, frozen=True, kw_only=True):
    """All limits of an event; units and bounds are in the names."""

    rest_hours_min: Annotated[
        float,
        Origin(
            Text("Rest between two shifts of one person"),
            Text("Directive 2003/88/EC of the European Union on working time, article 3."),
            verified=True,
        ),
    ] = 11.0
    shift_hours_max: Annotated[float, Origin(Text("Length of one shift"), _PRACTICE)] = 12.0
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
        float, Origin(Text("Way between two posts of one site"), _PRACTICE)
    ] = 0.0
    line_of_sight_m_max: Annotated[
        float, Origin(Text("Distance up to which a position with a view matters"), _PRACTICE)
    ] = 1000.0
    control_verified_hours_min: Annotated[
        float,
        Origin(
            Text("Hours before the opening by which a control without a date is verified"),
            _PRACTICE,
        ),
    ] = 12.0
    high_risk_score_min: Annotated[
        float,
        Origin(Text("Score from which a risk is high (likelihood times consequence)"), _PRACTICE),
    ] = 12.0
    relays_max: Annotated[
        float,
        Origin(
            Text("Relays between a reporting post and a protective detail"),
            Text("From the reviews of 13 July 2024: two command posts without a direct link."),
        ),
    ] = 1.0
    zone_load_factor_max: Annotated[
        float, Origin(Text("Badges for a zone, as a multiple of the people it may hold"), _PRACTICE)
    ] = 1.0
    queue_minutes_max: Annotated[float, Origin(Text("Longest wait at a gate"), _PRACTICE)] = 15.0
    lane_utilisation_max: Annotated[
        float,
        Origin(
            Text("Share of its rate to which a lane is planned, where lanes needed are told"),
            _PRACTICE,
        ),
    ] = 0.8
    recall_minutes_max: Annotated[
        float, Origin(Text("Time in which every gate acknowledges a list or its recall"), _PRACTICE)
    ] = 30.0
    identity_similarity_min: Annotated[
        float, Origin(Text("Likeness, 0 to 1, from which two names may be one person"), _PRACTICE)
    ] = 0.9
    door_headway_minutes_min: Annotated[
        float, Origin(Text("Time between two arrivals at one door"), _PRACTICE)
    ] = 4.0
    segment_headway_seconds_min: Annotated[
        float, Origin(Text("Time between two motorcades on one segment"), _PRACTICE)
    ] = 60.0
    closure_minutes_min: Annotated[
        float, Origin(Text("Time a road is closed before and after a motorcade"), _PRACTICE)
    ] = 10.0
    clearing_minutes_min: Annotated[
        float, Origin(Text("Time to clear a principal into a place"), _PRACTICE)
    ] = 5.0
    signature_minutes: Annotated[float, Origin(Text("Time for one signature"), _PRACTICE)] = 1.0


_HINTS = get_type_hints(Limits, include_extras=True)
ORIGINS: dict[str, Origin] = {name: get_args(hint)[1] for name, hint in _HINTS.items()}
"""Where the default of each limit comes from."""


def limits_of(snapshot: Snapshot) -> Limits:
    """Return the defaults with the event's own values put in.

    Raises
    ------
    SummitryError
        ``limit.unknown`` or ``limit.negative``; nothing is ignored.
    """
    given: dict[str, float] = {}
    for name, row in snapshot.rows(EventLimit).items():
        if name not in ORIGINS:
            raise SummitryError("limit.unknown", column="limit_id", got=name)
        if row.value < 0:
            raise SummitryError("limit.negative", column="value", got=row.value)
        given[name] = row.value
    return Limits(**given)
