"""How many interpreters a booth needs."""

from summitry.policy.limits.protocol import ProtocolLimits

TEAM_BY_MINUTES = ((40, 1), (240, 2), (360, 3))
"""For few languages: up to so many minutes, so many interpreters.

Guidance of the conference interpreters' association, as described by practitioners; not verified.
"""
TEAM_OF_LONGER = 4


def interpreters_needed(
    languages: int, minutes: float, *, both_ways: bool, limits: ProtocolLimits
) -> int:
    """Return how many must be in a booth at a time, for an item in so many languages.

    In many languages the team depends on whether the booth works both ways; in few, on how long the
    item takes.
    """
    if languages >= limits.conference_languages_min:
        return int(limits.both_ways_team_min if both_ways else limits.booth_team_min)
    return next((team for most, team in TEAM_BY_MINUTES if minutes <= most), TEAM_OF_LONGER)
